"""People killed or hurt who are called by name: "killed General Qassem Soleimani"."""

from labeling.core.casualties.clause import Clause
from labeling.core.casualties.count import TITLES
from labeling.core.casualties.people_words import is_people, is_person
from labeling.core.casualties.word_list import listed
from labeling.core.casualties.words import AUXILIARIES, FUNCTION, SAYING, TIME

BEFORE_NAMES = TITLES | listed("top senior veteran the lt gen col maj capt sgt prime vice former paramilitary militia")
PARTICLES = ("al-", "el-", "ul-", "bin", "ibn")
NO_NAME = listed(
    "forces army brigade brigades battalion hezbollah state islamic jihad corps front guard guards camp base us u.s."
)
OF_TITLES = ("of", "to", "in", "for")
ENDS_OBJECT = FUNCTION - AUXILIARIES - SAYING  # no verb: the name does nothing itself
LONGEST = 8  # words of titles and name


def name_end(clause: Clause, k: int) -> int | None:
    """The word after a name of two words or more, the object of "killed", that begins at word `k`, or None."""
    if not (clause.sentence.capital[k] and _is_name(clause, k)) or (k and _is_name(clause, k - 1)):
        return None
    end = k
    while end < len(clause.words) and end - k < LONGEST and _is_name(clause, end):
        end += 1
    behind = clause.words[end] if end < len(clause.words) else ","
    if end - k < 2 or is_people(behind) or is_person(behind):
        return None
    return end if _is_object(clause, k) or (_is_joined(clause, k) and behind in ENDS_OBJECT) else None


def _is_name(clause: Clause, k: int) -> bool:
    word = clause.words[k]
    if k and clause.words[k - 1] == "the":
        return False  # "deputy head of the PMF Abu Mahdi": an article stands before no name of a person
    if _leads(word) or word in NO_NAME or word in FUNCTION or word in TIME or word.endswith("'s"):
        return False
    return clause.sentence.capital[k] or word.startswith(PARTICLES)


def _leads(word: str) -> bool:
    return word in BEFORE_NAMES or is_person(word) or is_people(word) or word.endswith(("ian", "ish", "ese"))


def _is_object(clause: Clause, k: int) -> bool:
    """Whether nothing but titles stands between an active event and word `k`."""
    start = k
    while start > 0 and k - start < LONGEST and _leads(clause.words[start - 1]):
        start -= 1
    event = clause.ending(start)
    return event is not None and event.right and not event.noun


def _is_joined(clause: Clause, k: int) -> bool:
    """Whether "and" and titles join word `k` to a name that is an object: "and deputy head of the council Ali Hadi"."""
    words, joint = clause.words, k - 1
    while joint > 0 and k - joint <= LONGEST and words[joint] != "and":
        if clause.at(joint) or (words[joint] in FUNCTION and words[joint] not in OF_TITLES):
            return False
        joint -= 1
    first = joint
    while first > 0 and joint - first < LONGEST and _is_name(clause, first - 1):
        first -= 1
    return words[joint] == "and" and joint - first > 1 and _is_object(clause, first)
