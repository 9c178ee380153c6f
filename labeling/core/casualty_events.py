"""The words of a sentence that say that people were killed or hurt, and which side of them those people stand on."""

from dataclasses import dataclass

from labeling.core.number_words import FIRST_OF_PREFIX, quantity
from labeling.core.people_words import is_people, is_person
from labeling.core.word_list import listed

KILLED, WOUNDED, NONE, UNSPECIFIED = "killed", "wounded", "none", "unspecified"


def _outcomes(**words_by_outcome: str) -> dict[str, str]:
    return {word: outcome for outcome, words in words_by_outcome.items() for word in words.split()}


# "killed": of whoever stands to the right if it has an object there, else of whoever stands to the left
VERBS = _outcomes(
    killed="killed slain murdered assassinated executed martyred slaughtered massacred beheaded lynched annihilated",
    wounded="wounded injured hurt maimed concussed burned burnt cut",
    unspecified="shot",
)
GERUNDS = _outcomes(
    killed="killing murdering slaying assassinating executing martyring massacring slaughtering",
    wounded="wounding injuring hurting maiming",
)
BASES = _outcomes(
    killed="kill kills murder murders assassinate assassinates", wounded="wound wounds injure injures hurts maim maims"
)
THINGS_TOO = ("burned", "burnt", "cut")  # only "were burned": what is burned down is no casualty
# Of whoever stands to the left
STATES = _outcomes(
    killed="died dies die dying dead perished perish perishes succumbed drowned suffocated",
    wounded="hospitalised hospitalized treated bleeding",
    none="unhurt unharmed uninjured unscathed unwounded",
)
NOUNS = _outcomes(
    killed="death deaths fatality fatalities body bodies martyrs martyrdom",
    wounded="injury injuries burns concussion concussions fractures cuts bruises shrapnel",
    unspecified="casualty casualties losses",
)
BE = listed("was were is are be been being got get gets wasn't weren't isn't aren't")
HAVE = listed("have has had haven't hasn't hadn't")
MODAL = listed("to will would could can may might should must shall can't cannot couldn't wouldn't 'll")
NOT = listed("not never no nobody none without nor neither didn't wasn't weren't isn't aren't hasn't haven't")
ADVERBS = listed(
    """also all both seriously severely slightly lightly badly critically gravely mortally fatally reportedly
    allegedly instantly immediately later then previously earlier already initially accidentally only just
    still now again apparently probably possibly so far themselves himself herself either not never yet since
    believed reported confirmed feared presumed said left found lying moderately mildly heavily likely
    initially officially"""
)
TIME = listed(
    """day days week weeks month months year years hour hours minute minutes second seconds morning evening night
    afternoon weekend time times monday tuesday wednesday thursday friday saturday sunday january february
    march april june july august september october november december"""
)
FUNCTION = listed(
    """in at on near inside outside by from of with for during after before when while as and or but where who which
    that , ; : ( ) — – - -- to into over under since until till because amid among along yesterday today
    tonight overnight last late early earlier next two-day through across around against behind beside between
    than said says if whether there here were was is are be been being has have had"""
)
OPENERS = listed("his her its their our my your any many numerous these those this another no anyone")
LIMBS = listed("hand leg arm eye foot limb finger hands legs arms eyes feet limbs fingers")
TAKE = listed("lost lose loses losing claimed claims claiming cost costing costs took take taking takes loss")
CARRIED = listed("taken rushed brought admitted moved sent carried flown evacuated ended landed remain remained")


@dataclass(frozen=True, slots=True)
class Event:
    """Words `first` up to, not including, `after` speak of an outcome; `right` and `left`: of whom they can speak."""

    first: int
    after: int
    outcome: str
    right: bool = False
    left: bool = False
    noun: bool = False
    passive: bool = False  # with its own "was" or "were"
    people: bool = False  # names the people themselves: "the dead", "those killed"
    toll: bool = False  # a count follows: "death toll", "number of wounded"


def events(words: tuple[str, ...], capital: tuple[bool, ...]) -> list[Event]:
    """All events of a sentence in their order, two joined ones ("killed or wounded") as one unspecified event."""
    found: list[Event] = []
    for i in range(len(words)):
        event = _event(words, capital, i)
        if event is None:
            continue
        before = found[-1] if found else None
        joined = before and i - before.after == 1 and words[before.after] in ("and", "or", "and/or")
        if joined and {before.outcome, event.outcome} == {KILLED, WOUNDED} and not (event.noun and event.toll):
            found[-1] = Event(
                before.first, event.after, UNSPECIFIED, event.right, event.left, event.noun, before.passive,
                before.people or event.people, event.toll,
            )  # fmt: skip
        else:
            found.append(event)
    return found


def _event(words: tuple[str, ...], capital: tuple[bool, ...], i: int) -> Event | None:
    word = words[i]
    before = words[i - 1] if i else ""
    after = words[i + 1] if i + 1 < len(words) else ""
    if word in VERBS:
        if word == "shot" and after in ("down", "at", "dead", "and", "up"):
            return None  # drones are shot down; "dead" and "killed" speak for themselves
        return _verb(words, capital, i)
    if word in GERUNDS:
        return Event(i, i + 1, GERUNDS[word], right=True)
    if word in BASES:
        # What somebody could or would do has not happened.
        hoped = (
            any(earlier in MODAL for earlier in words[max(0, i - 2) : i]) and "managed" not in words[max(0, i - 3) : i]
        )
        if word in ("wound", "wounds") and not starts_people(words, capital, i + 1):
            return Event(i, i + 1, WOUNDED, left=True, noun=True)
        return None if hoped else Event(i, i + 1, BASES[word], right=True)
    if word in STATES:
        hoped = word in ("die", "perish") and before in MODAL
        named = word == "dead" and before in ("the", "of", "were", "are", "all") and _names_people(words, i)
        return None if hoped else Event(i, i + 1, STATES[word], left=True, right=named, people=named, noun=named)
    if word in NOUNS:
        return Event(i, i + 1, NOUNS[word], right=after in ("of", "to", "among", ":", "at"), left=True, noun=True)
    return _phrase(words, i)


def _phrase(words: tuple[str, ...], i: int) -> Event | None:
    word, lead = words[i], words[max(0, i - 5) : i]
    after = words[i + 1] if i + 1 < len(words) else ""
    if word == "toll":
        outcome = UNSPECIFIED if "casualty" in lead[-2:] else WOUNDED if "injury" in lead[-2:] else KILLED
        return Event(i, i + 1, outcome, right=True, noun=True, toll=True)
    if word in ("life", "lives") and (TAKE & {*lead, *words[i + 1 : i + 4]}):
        return Event(i, i + 1, KILLED, left=True, right=after == "of", noun=after == "of")
    if word in LIMBS and "lost" in lead[-3:]:
        return Event(i, i + 1, WOUNDED, left=True)
    if word == "hospital" and CARRIED & set(words[max(0, i - 6) : i]):
        return Event(i, i + 1, WOUNDED, left=True)
    if word == "condition" and {"critical", "serious", "stable"} & set(lead[-1:]):
        return Event(i, i + 1, WOUNDED, left=True)
    return None


def _verb(words: tuple[str, ...], capital: tuple[bool, ...], i: int) -> Event | None:
    outcome = VERBS[words[i]]
    k = i - 1
    while k >= 0 and words[k] in ADVERBS and i - k <= 4:
        k -= 1
    before = words[k] if k >= 0 else ""
    if before in BE:
        return Event(i, i + 1, outcome, left=True, passive=True)
    if words[i] in THINGS_TOO:
        return None
    if before in ("the", "those", "of", "among", "number") and _names_people(words, i):
        return Event(
            i, i + 1, outcome, left=True, right=True, noun=True, people=True, toll="number" in words[max(0, i - 3) : i]
        )
    adjective = (before in ("the", "a", "an", "of") or quantity(words, max(0, k))) and is_people(
        words[min(i + 1, len(words) - 1)]
    )
    has_object = not adjective and starts_people(words, capital, i + 1)
    return Event(i, i + 1, outcome, right=has_object, left=not has_object)


def _names_people(words: tuple[str, ...], i: int) -> bool:
    """Whether "dead" or "wounded" stands for the people: no noun follows it."""
    after = words[i + 1] if i + 1 < len(words) else ","
    return after in FUNCTION or after in BE or after in HAVE or after.startswith(("includ", "rose", "number"))


def starts_people(words: tuple[str, ...], capital: tuple[bool, ...], i: int) -> bool:
    """Whether words that name people begin here, as the object of a verb: not a place, not a time."""
    while i < len(words) and words[i] in ADVERBS and words[i] not in ("at", "all", "both", "only", "just"):
        i += 1
    if i >= len(words):
        return False
    ahead = words[i : i + 5]
    found = quantity(words, i) if ahead[0] in FIRST_OF_PREFIX or ahead[0] not in FUNCTION else None
    start = found.after if found else i
    for word in words[start : start + 4]:
        if is_people(word) or is_person(word):
            return True
        if word in TIME:
            return False
        if word in FUNCTION:
            break
    if found:
        return True
    return ahead[0] in OPENERS or ahead[0] in ("the", "a", "an") or (ahead[0] not in FUNCTION and capital[i])
