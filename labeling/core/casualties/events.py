"""Where a sentence speaks of people killed or hurt, and on which side of those words the people stand."""

from dataclasses import dataclass, replace

from labeling.core.casualties.number_words import quantity
from labeling.core.casualties.people_words import is_people, is_person
from labeling.core.casualties.sentence import Sentence
from labeling.core.casualties.word_list import listed
from labeling.core.casualties.words import (
    ADVERBS,
    AUXILIARIES,
    BASES,
    BE,
    FUNCTION,
    GERUNDS,
    KILLED,
    LIMBS,
    MODAL,
    NONE,
    NOT,
    NOUNS,
    OPENERS,
    PASSIVE_ONLY,
    STATES,
    TIME,
    UNSPECIFIED,
    VERBS,
    WOUNDED,
)

AFTER_SHOT = ("down", "at", "dead", "and", "up")  # drones are shot down; "dead" and "killed" speak for themselves
TAKEN = listed("lost lose loses losing loss claimed claims claiming cost costing costs took take taking takes")
CARRIED = listed("taken rushed brought admitted moved sent carried flown evacuated ended landed remain remained")
TREATED = listed("needed needing need received receiving required requiring given undergoing")


@dataclass(frozen=True, slots=True)
class Event:
    """Words `first` up to, not including, `after` say an outcome, of people to the `right`, to the `left` or both."""

    first: int
    after: int
    outcome: str
    right: bool = False
    left: bool = False
    noun: bool = False
    passive: bool = False  # with its own "was" or "were"
    people: bool = False  # names the people: "the dead", "those killed"
    toll: bool = False  # a count of all so far follows: "death toll", "number of wounded"


def events(sentence: Sentence) -> list[Event]:
    """All events of a sentence in their order; "killed or wounded" is one event, unspecified."""
    words, found = sentence.words, []
    for i in range(len(words)):
        event = _event(sentence, i)
        if event is None:
            continue
        before = found[-1] if found else None
        joined = before and i == before.after + 1 and words[before.after] in ("and", "or", "and/or")
        # "deaths and injured 30" are two events
        if (
            joined
            and _form(words[before.first]) == _form(words[i])
            and {before.outcome, event.outcome} == {KILLED, WOUNDED}
            and not event.toll
        ):
            people = before.people or event.people
            event = replace(event, first=before.first, outcome=UNSPECIFIED, passive=before.passive, people=people)
            found.pop()
        found.append(event)
    return found


def _form(word: str) -> tuple[bool, bool]:
    return word in NOUNS, word in GERUNDS


def _event(sentence: Sentence, i: int) -> Event | None:
    words = sentence.words
    word = words[i]
    if word in VERBS:
        return _verb(sentence, i)
    if word in GERUNDS:
        return Event(i, i + 1, GERUNDS[word], right=True)
    if word in BASES:
        if word in ("wound", "wounds") and not starts_people(sentence, i + 1):
            return Event(i, i + 1, WOUNDED, left=True, noun=True)
        return None if _is_hoped(words, i) else Event(i, i + 1, BASES[word], right=True)
    if word in STATES:
        before = words[i - 1] if i else ""
        if before == "shot" and starts_people(sentence, i + 1):
            return Event(i, i + 1, KILLED, right=True)
        named = word == "dead" and before in ("the", "of", "were", "are", "all") and _names_people(words, i)
        hoped = word in ("die", "perish") and before in MODAL
        return None if hoped else Event(i, i + 1, STATES[word], left=True, right=named, people=named, noun=named)
    if word in NOUNS and i and words[i - 1].startswith("escap"):
        return Event(i, i + 1, NONE, left=True)
    if word in NOUNS:
        leads = words[i + 1 : i + 2] and words[i + 1] in ("of", "to", "among", ":", "at")
        return Event(i, i + 1, NOUNS[word], right=bool(leads), left=True, noun=True)
    return _phrase(words, i)


def _is_hoped(words: tuple[str, ...], i: int) -> bool:
    """Whether "kill" is what somebody could or would do: that has not happened."""
    return any(word in MODAL for word in words[max(0, i - 2) : i]) and "managed" not in words[max(0, i - 3) : i]


def _phrase(words: tuple[str, ...], i: int) -> Event | None:
    """Events of more than one word: "death toll", "lost their lives", "lost a hand", "taken to hospital"."""
    word, lead = words[i], set(words[max(0, i - 5) : i])
    if word == "toll":
        kind = UNSPECIFIED if "casualty" in lead else WOUNDED if "injury" in lead else KILLED
        return Event(i, i + 1, kind, right=True, noun=True, toll=True)
    if word in ("life", "lives") and TAKEN & {*lead, *words[i + 1 : i + 4]}:
        of = words[i + 1 : i + 2] == ("of",)
        return Event(i, i + 1, KILLED, left=True, right=of, noun=of)
    hurt = (
        (word in LIMBS and {"lost", "broke", "broken"} & lead)
        or (word == "hospital" and CARRIED & lead)
        or (word == "treatment" and TREATED & lead)
        or (word == "condition" and {"critical", "serious", "stable"} & lead)
    )
    return Event(i, i + 1, WOUNDED, left=True) if hurt else None


def _verb(sentence: Sentence, i: int) -> Event | None:
    """The event of "killed" and its kin: passive, active, or naming the people, as the words beside it have it."""
    words = sentence.words
    outcome, after = VERBS[words[i]], words[i + 1] if i + 1 < len(words) else ""
    if words[i] == "shot" and after in AFTER_SHOT:
        return None
    if words[i] == "affected" and not any(word in NOT for word in words[max(0, i - 6) : i]):
        return None  # "no troops were affected" says none; who is affected is not always hurt
    k = i - 1
    while k >= 0 and words[k] in ADVERBS and i - k <= 4:
        k -= 1
    before = words[k] if k >= 0 else ""
    if before == "be" and words[k - 1] in MODAL - {"to", "may", "might"}:
        return None
    if before in BE:
        return Event(i, i + 1, outcome, left=True, passive=True)
    if words[i] in PASSIVE_ONLY:
        return None
    if before in ("the", "those", "of", "among", "number") and _names_people(words, i):
        toll = "number" in words[max(0, i - 3) : i]
        return Event(i, i + 1, outcome, left=True, right=True, noun=True, people=True, toll=toll)
    adjective = (is_people(after) or is_person(after)) and (
        before in ("the", "a", "an", "of") or (k >= 0 and quantity(words, k))
    )
    has_object = not adjective and starts_people(sentence, i + 1)
    return Event(i, i + 1, outcome, right=has_object, left=not has_object)


def _names_people(words: tuple[str, ...], i: int) -> bool:
    """Whether "dead" or "wounded" stands for the people: no noun follows it."""
    after = words[i + 1] if i + 1 < len(words) else ","
    return after in FUNCTION or after in AUXILIARIES or after.startswith(("includ", "rose", "number"))


def starts_people(sentence: Sentence, i: int) -> bool:
    """Whether words that name people begin at word `i`, as the object of a verb: not a place, not a time."""
    words = sentence.words
    while i < len(words) and words[i] in ADVERBS and words[i] not in ("all", "both", "only", "just"):
        i += 1
    if i >= len(words):
        return False
    found = quantity(words, i)
    for word in words[found.after if found else i :][:4]:
        if is_people(word) or is_person(word):
            return True
        if word in TIME:
            return False
        if word in FUNCTION:
            break
    named = sentence.capital[i] or sentence.shouting  # among capitals every word could be a name
    return found is not None or words[i] in OPENERS or (named and words[i] not in FUNCTION)
