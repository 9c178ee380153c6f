"""Planning a round: what is asked for, checked, and who would get what."""

from collections import Counter
from dataclasses import dataclass, field
from datetime import date

from sqlite_utils import Database

from labeling.core.closest import did_you_mean
from labeling.core.errors import RoundRefused
from labeling.core.plural import n_of
from labeling.core.rounds.dealing import deal, drawn_share
from labeling.store import round_choice as store
from labeling.store.authors import Author, authors
from labeling.store.rounds import CLAIMED, DEALT, NORMAL, TRAINING, round_named
from labeling.workflow.rounds.round_choice import Choice, chosen_ids

NAME_CHARACTERS = 60


@dataclass(frozen=True, slots=True)
class Plan:
    """A round as it is asked for: `share` (0 to 1) of its documents by `share_coders` people, the rest by `n_coders`.

    The same seed on the same documents gives the same round. `deadline`: an ISO date, or None.
    """

    name: str
    people: tuple[str, ...]
    choice: Choice = field(default_factory=Choice)
    n_coders: int = 1
    share: float = 0.0
    share_coders: int = 2
    kind: str = NORMAL
    way: str = DEALT
    is_blind: bool = True
    deadline: str | None = None
    seed: int = 0


@dataclass(slots=True)
class Outline:
    """What would be given out: document id to how many read it; to whom it is dealt; who of them has read it before.

    Documents are in reading order. People are names.
    """

    needs: dict[str, int]
    dealt: dict[str, tuple[str, ...]]
    finished: dict[str, tuple[str, ...]]

    @property
    def loads(self) -> Counter[str]:
        """Name to how many documents are dealt to that person."""
        return Counter(name for names in self.dealt.values() for name in names)


def outline(db: Database, plan: Plan) -> Outline:
    """Choose, draw and deal, and write nothing; RoundRefused where it cannot be done."""
    people = checked(db, plan)
    ids = chosen_ids(db, plan.choice, seed=plan.seed, is_training=plan.kind == TRAINING)
    if not ids:
        what = "with a finished gold layer" if plan.kind == TRAINING else "that nobody has begun"
        raise RoundRefused(f"No document fits: there is none {what} and in no other round. Choose others.")
    source_by_id = store.sources_of(db, ids)
    by_source = sorted(ids, key=source_by_id.__getitem__)  # stable: within a source in reading order
    drawn = drawn_share(by_source, int(plan.share * len(ids) + 0.5), plan.seed)
    needs = {document_id: plan.share_coders if document_id in drawn else plan.n_coders for document_id in ids}
    name_by_id, finished, had = {one.id: one.name for one in people}, {}, {}
    for document_id, author_id, state in store.read_by(db, ids, name_by_id):
        had.setdefault(document_id, []).append(name_by_id[author_id])
        if state == "done" and len(finished.get(document_id, ())) < needs[document_id]:
            finished[document_id] = (*finished.get(document_id, ()), name_by_id[author_id])
    open_needs = {document_id: n - len(finished.get(document_id, ())) for document_id, n in needs.items()}
    dealt = deal(open_needs, list(plan.people), plan.seed, had=had) if plan.way == DEALT else {}
    return Outline(needs, dealt, finished)


def preview(plan: Plan, planned: Outline) -> str:
    """The round in a sentence, to be read before it is made."""
    n, by_coders = len(planned.needs), Counter(planned.needs.values())
    more = [f"{by_coders[k]:,} of them by {_people(k)}" for k in sorted(by_coders) if k > 1]
    if n > 1 and len(by_coders) == 1 and more:
        more = [f"each by {_people(*by_coders)}"]
    said = n_of(n, "article") + "".join(f", {part}" for part in more)
    n_known = sum(map(len, planned.finished.values()))
    known = f" {n_known:,} were read before and count." if n_known else ""
    if plan.way == CLAIMED:
        return f"{said}: whoever presses Next gets the next one ({_names(sorted(plan.people))}).{known}"
    names_by_load: dict[int, list[str]] = {}
    for name in sorted(plan.people):
        names_by_load.setdefault(planned.loads[name], []).append(name)
    parts = [
        f"{load:,} {'each ' if len(names) > 1 else ''}for {_names(names)}"
        for load, names in sorted(names_by_load.items(), reverse=True)
    ]
    return f"{said}: {'; '.join(parts)}.{known}"


def checked(db: Database, plan: Plan) -> list[Author]:
    """The people of a plan whose every part can be; RoundRefused names the first that cannot."""
    name = plan.name.strip()
    if not name or len(name) > NAME_CHARACTERS or not name.isprintable():
        raise RoundRefused(f"Give the round a name of at most {NAME_CHARACTERS} visible characters, say “Week 3”.")
    if round_named(db, name):
        raise RoundRefused(f"There is a round “{name}” already. Give this one another name.")
    if (plan.kind, plan.way) not in [(kind, way) for kind in (NORMAL, TRAINING) for way in (DEALT, CLAIMED)]:
        raise RoundRefused(f"A round is normal or training, dealt or claimed; not {plan.kind}, {plan.way}.")
    people = [person_named(db, one) for one in dict.fromkeys(plan.people)]
    if not people:
        raise RoundRefused("Nobody takes part. Name at least one person.")
    if not 0 <= plan.share <= 1:
        raise RoundRefused(f"The share is {plan.share:g}; it goes from 0 to 1: 0.2 is one document in five.")
    most = max(plan.n_coders, plan.share_coders if plan.share else 1)
    if min(plan.n_coders, plan.share_coders) < 1 or (plan.share and plan.share_coders <= plan.n_coders):
        raise RoundRefused(
            f"{plan.n_coders} for each document and {plan.share_coders} for the share cannot be: the first is at "
            "least 1, the second more than the first."
        )
    if most > len(people):
        raise RoundRefused(f"{_people(most)} for one document, and {_people(len(people))} in the round. Add people.")
    if plan.choice.n is not None and plan.choice.n < 1:
        raise RoundRefused(f"{plan.choice.n} documents are none. Give a number from 1 up.")
    if plan.deadline is not None:
        _check_date(plan.deadline)
    return people


def person_named(db: Database, name: str) -> Author:
    """The person of this name, or RoundRefused with the name that was probably meant."""
    people = {one.name: one for one in authors(db) if one.kind == "person"}
    if name not in people:
        raise RoundRefused(
            f"Nobody here is called {name!r}.{did_you_mean(name, people)} "
            "People are known from when they first sign in."
        )
    return people[name]


def _check_date(written: str) -> None:
    try:
        date.fromisoformat(written)
    except ValueError:
        raise RoundRefused(f"The deadline is {written!r}; expected a date such as 2026-03-27.") from None


def _people(n: int) -> str:
    words = {1: "one person", 2: "two people", 3: "three people"}
    return words.get(n, f"{n} people")


def _names(names: list[str]) -> str:
    return ", ".join(names)
