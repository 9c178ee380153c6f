"""The next document of a claimed round is the one that a plain reading of the rules gives, however things stand."""

from random import Random

import pytest

from labeling.store.authors import add_author
from labeling.store.claims import n_free, next_free
from labeling.store.database import write
from labeling.workflow.rounds.round_choice import Choice
from labeling.workflow.rounds.round_plan import Plan
from labeling.workflow.rounds.rounds import start_round

N = 24


@pytest.fixture
def pool(db, add):
    """Two claimed rounds of four people, midway: (round ids, author ids), the same for the same seed."""

    def made(seed: int) -> tuple[list[int], list[int]]:
        random, ids = Random(seed), [f"d{number:02}" for number in range(N)]
        add(**{one: f"Report of {one} from the valley." for one in ids})
        with write(db):
            people = [add_author(db, name) for name in "ABCD"]
        random.shuffle(ids)
        names = tuple(one.name for one in people)
        parts = {"First": (tuple(ids[:16]), 2), "Second": (tuple(ids[16:]), 1)}
        plans = [Plan(name, names, Choice(ids=some), n_coders=n, way="claimed") for name, (some, n) in parts.items()]
        rounds = [start_round(db, None, plan).id for plan in plans]
        with write(db):
            _midway(db, random, rounds, [one.id for one in people])
        return rounds, [one.id for one in people]

    return made


def _midway(db, random: Random, rounds: list[int], people: list[int]) -> None:
    for number in range(0, N, 2):
        db.execute("UPDATE documents SET cluster = ? WHERE id = ?", [random.randint(1, 4), f"d{number:02}"])
    for round_id, document_id in db.execute("SELECT round_id, document_id FROM round_documents").fetchall():
        for author_id in people:
            if random.random() < 0.25:
                released = random.choice([None, None, "2026-01-02T00:00:00Z"])
                row = [round_id, document_id, author_id, "2026-01-01T00:00:00Z", released]
                db.execute("INSERT INTO assignments VALUES (?, ?, ?, ?, 0, ?)", row)
            if random.random() < 0.25:
                row = [document_id, author_id, random.choice(["open", "done", "skipped"])]
                db.execute("INSERT INTO work (document_id, author_id, state) VALUES (?, ?, ?)", row)
    db.execute("UPDATE round_people SET left_at = '2026-01-03T00:00:00Z' WHERE author_id = ?", [people[-1]])


class Plainly:
    """The rules of a round, read document by document."""

    def __init__(self, db, round_id: int, author_id: int) -> None:
        self.round_id, self.author_id = round_id, author_id
        self.state = {
            (one, who): state for one, who, state in db.execute("SELECT document_id, author_id, state FROM work")
        }
        self.cluster = dict(db.execute("SELECT id, cluster FROM documents").fetchall())
        self.given = db.execute("SELECT round_id, document_id, author_id, released_at FROM assignments").fetchall()
        self.places = db.execute(
            "SELECT document_id, place, n_coders FROM round_documents WHERE round_id = ?", [round_id]
        ).fetchall()
        self.others = [
            who
            for (who,) in db.execute(
                "SELECT author_id FROM round_people WHERE round_id = ? AND left_at IS NULL", [round_id]
            )
            if who != author_id
        ]

    def those_with(self, document_id: str) -> list[int]:
        return [
            who
            for round_id, one, who, released in self.given
            if (round_id, one) == (self.round_id, document_id) and not released
        ]

    def holders(self, document_id: str) -> int:
        return sum(self.state.get((document_id, who)) != "skipped" for who in self.those_with(document_id))

    def is_free(self, document_id: str, n_coders: int) -> bool:
        had = any(given[:3] == (self.round_id, document_id, self.author_id) for given in self.given)
        read = self.state.get((document_id, self.author_id)) in ("done", "skipped")
        return not had and not read and self.holders(document_id) < n_coders

    def is_repeated(self, document_id: str) -> bool:
        held = {one for _, one, who, released in self.given if who == self.author_id and not released}
        held |= {one for (one, who), state in self.state.items() if who == self.author_id and state in ("open", "done")}
        clusters = {self.cluster[one] for one in held - {document_id}} - {None}
        return self.cluster[document_id] in clusters

    def n_shared(self, who: int) -> int:
        ids = [one for one, _, _ in self.places]
        return sum({who, self.author_id} <= set(self.those_with(one)) for one in ids)

    def free(self) -> list[tuple[str, int]]:
        return [(one, place) for one, place, n_coders in self.places if self.is_free(one, n_coders)]

    def next(self) -> str | None:
        free = self.free()
        least = min(map(self.n_shared, self.others))
        n_half = sum(self.holders(one) > 0 and not self.is_repeated(one) for one, _ in free)

        def rank(one: str, place: int) -> tuple:
            n_held, n_met = self.holders(one), sum(map(self.n_shared, self.those_with(one)))
            if not n_held:
                return self.is_repeated(one), 1, 0, place
            comes_now = n_met <= least * n_held or n_half >= len(self.others)
            return self.is_repeated(one), 0 if comes_now else 2, n_met / n_held, place

        return min(free, key=lambda found: rank(*found))[0] if free else None


@pytest.mark.parametrize("seed", range(6))
def test_the_next_claim_and_how_many_are_free_follow_from_the_rules(db, pool, seed):
    rounds, people = pool(seed)
    found = {(one, who): (next_free(db, one, who), n_free(db, one, who)) for one in rounds for who in people}
    plainly = {(one, who): Plainly(db, one, who) for one, who in found}
    assert found == {key: (rules.next(), len(rules.free())) for key, rules in plainly.items()}
    assert any(rules.is_repeated(one) for rules in plainly.values() for one, _ in rules.free())
