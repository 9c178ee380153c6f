"""Dealing documents to people: as many different people a document as it needs, everybody as much as the others."""

from collections import Counter, deque
from collections.abc import Collection, Mapping, Sequence
from itertools import cycle, pairwise
from random import Random

from labeling.core.rounds.mixing import mixed
from labeling.core.rounds.pairs import evenly_ordered_pairs

Deal = dict[str, tuple[str, ...]]
NOBODY: Mapping[str, Collection[str]] = {}
NOTHING: Mapping[str, int] = {}


def deal(
    needs: Mapping[str, int],
    people: Sequence[str],
    seed: int,
    *,
    had: Mapping[str, Collection[str]] = NOBODY,
    loads: Mapping[str, int] = NOTHING,
) -> Deal:
    """Document to the people it is given to; the same arguments give the same deal.

    needs: document to how many people it is given to. had: document to people it is not given to, because they had
    it before; where too few others are left, all of those get it. loads: what people have to do already.

    Where nobody had anything, no two people differ by more than one document; and where no document needs more than
    two people, no two pairs share more than one document more than another pair: nothing can be more even. What
    people had before can make loads uneven; then none can be moved from a person to one with two less.
    """
    random = Random(seed)
    order, ranked = sorted(needs), sorted(people)
    random.shuffle(order)
    random.shuffle(ranked)
    if not any(had.values()) and not any(loads.values()) and max(needs.values(), default=0) <= 2:
        return _in_pairs(needs, order, ranked)
    return _one_by_one(needs, order, ranked, had, Counter(loads), random)


def _in_pairs(needs: Mapping[str, int], order: Sequence[str], people: Sequence[str]) -> Deal:
    """Pairs in their even order; then what one person reads, to those who have least."""
    pairs, load, dealt = cycle(evenly_ordered_pairs(len(people))), Counter(), {}
    for document in (one for one in order if needs[one] == 2):
        dealt[document] = tuple(people[place] for place in next(pairs))
        load.update(dealt[document])
    least_first = cycle(sorted(people, key=load.__getitem__))
    dealt.update((document, (next(least_first),)) for document in order if needs[document] == 1)
    return dealt


def _one_by_one(
    needs: Mapping[str, int],
    order: Sequence[str],
    people: Sequence[str],
    had: Mapping[str, Collection[str]],
    load: Counter[str],
    random: Random,
) -> Deal:
    """Each document to those who have least, and of those who shared least with its other people; then evened out."""
    shared: Counter[frozenset[str]] = Counter()
    dealt: dict[str, list[str]] = {}
    for document in sorted(order, key=needs.__getitem__, reverse=True):
        others, before = [], had.get(document, ())
        for _ in range(needs[document]):
            free = [person for person in people if person not in before and person not in others]
            if not free:
                break
            with_whom = [*before, *others]
            chosen = min(free, key=lambda one: (load[one], sum(shared[frozenset((one, who))] for who in with_whom)))
            shared.update(frozenset((chosen, who)) for who in with_whom)
            load[chosen] += 1
            others.append(chosen)
        dealt[document] = others
    while _evened(dealt, people, had, load):
        pass
    mixed(dealt, had, random)
    return {document: tuple(others) for document, others in dealt.items()}


def _evened(
    dealt: dict[str, list[str]], people: Sequence[str], had: Mapping[str, Collection[str]], load: Counter[str]
) -> bool:
    """Pass documents along from a person to one with two less; False where that cannot be done any more."""
    gives: dict[tuple[str, str], str] = {}  # (who has it, who may have it) to a document
    for document, others in dealt.items():
        for one in others:
            for who in people:
                if who not in others and who not in had.get(document, ()):
                    gives.setdefault((one, who), document)
    for start in sorted(people, key=lambda one: -load[one]):
        came_from, waiting = {start: ""}, deque([start])
        while waiting:
            one = waiting.popleft()
            if load[one] <= load[start] - 2:
                _pass_along(dealt, gives, came_from, one)
                load[start], load[one] = load[start] - 1, load[one] + 1
                return True
            for who in people:
                if who not in came_from and (one, who) in gives:
                    came_from[who] = one
                    waiting.append(who)
    return False


def _pass_along(
    dealt: dict[str, list[str]], gives: Mapping[tuple[str, str], str], came_from: Mapping[str, str], last: str
) -> None:
    while came_from[last]:
        before = came_from[last]
        others = dealt[gives[before, last]]
        others[others.index(before)] = last
        last = before


def drawn_share(ordered: Sequence[str], n: int, seed: int) -> set[str]:
    """`n` of these at random, spread evenly over their order: one of each of n equal stretches.

    >>> len(drawn_share("abcdefghij", 3, seed=1))
    3
    """
    random = Random(seed)
    edges = [len(ordered) * place // n for place in range(n + 1)] if n else []
    return {ordered[random.randrange(start, end)] for start, end in pairwise(edges)}
