"""What a change of who takes part in a round would do, in a sentence that is read before it is done."""

from collections import Counter
from collections.abc import Sequence

from sqlite_utils import Database

from labeling.core.errors import RoundRefused
from labeling.core.plural import n_of
from labeling.store.authors import Author
from labeling.store.rounds import DEALT, people_of
from labeling.workflow.rounds.round_people import Dealt, dealt_again, removal
from labeling.workflow.rounds.round_plan import person_named
from labeling.workflow.rounds.rounds import open_round


def adding(db: Database, name: str, person: str) -> str:
    """What `add_person` would do, in a sentence; RoundRefused where it cannot be."""
    one, author = open_round(db, name), person_named(db, person)
    if author in people_of(db, one.id):
        raise RoundRefused(f"{author.name} takes part in “{one.name}” already.")
    if one.way != DEALT:
        return f"{author.name} takes part from now on and gets the next free document, as the others do."
    people = [*people_of(db, one.id), author]
    _, dealt = dealt_again(db, one, people)
    n = sum(map(bool, dealt.values()))
    if not n:
        return f"Everything is begun or done: {author.name} gets what is taken back from others."
    return f"What nobody has begun is dealt anew, {n_of(n, 'article')}: {_to_whom(dealt, people)}."


def removing(db: Database, name: str, person: str) -> str:
    """What `remove_person` would do, in a sentence; RoundRefused where it cannot be."""
    one = open_round(db, name)
    found = removal(db, one, person)
    n_back = len(found.forgotten) + len(found.released)
    said = f"{found.author.name} has submitted {_what_stays(found.n_submitted)}."
    if not n_back:
        return f"{said} Nothing goes back."
    go, begun = "go" if n_back > 1 else "goes", _begun(len(found.released), n_back)
    said = f"{said} {n_of(n_back, 'article')} {go} back{begun}."
    if one.way != DEALT:
        return f"{said} Whoever is ready gets {'them' if n_back > 1 else 'it'}."
    n_without = sum(not names for names in found.dealt.values())
    waits, them = ("waits", "it") if n_without == 1 else ("wait", "them")
    waiting = f" {n_without:,} {waits} for somebody new, since all others had {them}." if n_without else ""
    people = [other for other in people_of(db, one.id) if other != found.author]
    return f"{said} Dealt: {_to_whom(found.dealt, people)}.{waiting}"


def _what_stays(n_submitted: int) -> str:
    """
    >>> _what_stays(0), _what_stays(1), _what_stays(3)
    ('nothing', '1 article, which stays', '3 articles, which stay')
    """
    stays = "stays" if n_submitted == 1 else "stay"
    return f"{n_of(n_submitted, 'article')}, which {stays}" if n_submitted else "nothing"


def _begun(n: int, n_back: int) -> str:
    """Of what goes back.

    >>> _begun(0, 3), _begun(1, 1), _begun(1, 3)
    ('', ', begun: the marks in it stay as a layer', ', 1 of them begun: the marks in it stay as a layer')
    """
    how_many, it = "" if n_back == 1 else f"{n:,} of them ", "it" if n == 1 else "these"
    return f", {how_many}begun: the marks in {it} stay as a layer" if n else ""


def _to_whom(dealt: Dealt, people: Sequence[Author]) -> str:
    loads = Counter(name for names in dealt.values() for name in names)
    return ", ".join(f"{loads[author.name]:,} to {author.name}" for author in people)
