"""Nouns that name people in news about attacks."""

from labeling.core.casualties.word_list import listed

ONE = listed(
    """person civilian soldier officer guard contractor member fighter militant insurgent rebel attacker gunman
    worker labourer laborer employee resident villager bystander passer-by driver journalist reporter
    cameraman serviceman servicewoman airman marine sailor pilot commando recruit conscript cadet general
    commander colonel lieutenant captain sergeant corporal private brigadier victim patient student pupil
    national staffer crewman relative brother sister son daughter wife husband father mother grandmother
    grandfather shepherd farmer cook interpreter translator technician engineer mechanic electrician medic
    doctor nurse paramedic peacekeeper trooper paramilitary operative jihadist terrorist bodyguard peasant
    adviser advisor trainer trainee instructor official diplomat teacher professor pilgrim worshipper
    worshiper shopper pedestrian passenger hostage prisoner inmate detainee refugee migrant infant baby
    toddler teenager youth elder leader mayor judge prosecutor magistrate priest nun monk bishop imam preacher
    cleric activist protester demonstrator tribesman policeman policewoman constable detective gendarme
    firefighter fireman rescuer volunteer legionnaire mercenary militiaman guerrilla reservist subject citizen
    foreigner tourist traveller traveler merchant trader vendor shopkeeper fisherman miner caretaker cleaner
    porter clerk secretary consul ambassador envoy minister governor deputy senator lawmaker politician
    candidate aide assistant escort sentry sniper gunner bomber man woman boy girl child kid friend
    colleague comrade neighbour neighbor guest customer actor singer athlete player footballer american iraqi
    israeli iranian syrian afghan pakistani turk kurd briton pole dane czech spaniard frenchman italian german
    russian ukrainian lebanese palestinian saudi kuwaiti emirati yemeni somali egyptian jordanian indian
    nepali nepalese ugandan kenyan filipino colombian salvadoran georgian romanian hungarian canadian
    australian european african casualty employee other martyr handler supervisor warden watchman linesman
    cyclist motorcyclist motorist smuggler courier scout lookout servant housewife lawyer accountant
    storekeeper planner spokesman"""
)
ALWAYS_MANY = listed(
    """people persons men women children police personnel troops staff crew servicemembers others folk wives kinsfolk
    passers-by lebanese nepalese"""
)
NO_PERSON = listed("omen specimen regimen acumen abdomen semen")  # they end as people do


def _plural(noun: str) -> str:
    if noun.endswith("man"):
        return noun[:-3] + "men"
    if noun.endswith("y") and noun[-2] not in "aeiou":
        return noun[:-1] + "ies"
    return noun + ("es" if noun.endswith(("s", "ch", "sh")) else "s")


MANY = frozenset(_plural(noun) for noun in ONE) | ALWAYS_MANY


def is_people(word: str) -> bool:
    """A noun for more than one person; the word is in lower case.

    >>> [word for word in ("soldiers", "gunmen", "Jordanians".lower(), "rockets", "soldier") if is_people(word)]
    ['soldiers', 'gunmen', 'jordanians']
    """
    return word in MANY or (word.endswith(("men", "women", "ians")) and word not in NO_PERSON)


def is_person(word: str) -> bool:
    """A noun for one person: what "a" or "one" can stand before."""
    return word in ONE or (word.endswith(("man", "woman")) and len(word) > 5)
