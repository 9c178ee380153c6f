"""What the dictionary, the gazetteer and models of other tools propose for a text."""

from collections.abc import Iterable, Iterator, Mapping, Sequence

from labeling.core.casualty import LABEL, find_casualties
from labeling.core.suggesting.dictionary import Count, Dictionary, source_key
from labeling.core.suggesting.gazetteer import Gazetteer
from labeling.core.suggesting.naming import find_names
from labeling.core.suggesting.phrases import longest
from labeling.core.suggesting.suggestion import Cover, Proposal, Suggestion
from labeling.core.words import Words, is_shouted, words_of

# What a proposal of each source is worth before anybody judged it, as (marked, seen) to add to its counts.
PRIORS = {"gazetteer": (3, 4), "pattern": (3, 5), "dictionary": (1, 2), "casualties": (6, 7)}
KNOWN_BEFORE = ("gazetteer", "pattern", "casualties")  # sources that learn nothing
NOTHING_READ: Mapping[str, Sequence[Suggestion]] = {}
WHY = {
    "gazetteer": "in the gazetteer",
    "pattern": "formed like names in the gazetteer",
    "casualties": "reads like a count of people",
}


def suggest(
    text: str,
    gazetteer: Gazetteer,
    dictionary: Dictionary,
    labels: Iterable[str],
    proposed: Iterable[Proposal] = (),
    read: Mapping[str, Sequence[Suggestion]] = NOTHING_READ,
) -> list[Suggestion]:
    """Every proposal for this text, sorted; of one label no two overlap.

    `labels`: those of the scheme. `proposed`: by models of other tools. `read`: what our own model suggests, for each
    label that it knows better than the gazetteer does; of the others only the dictionary adds to that, because it
    may have learned since the model did.
    """
    words = words_of(text)
    by_label = {label: {(one.start, one.end): one for one in read.get(label, ())} for label in labels}
    covers = {label: Cover(found) for label, found in read.items()}
    for found in _all(text, words, gazetteer, dictionary, proposed):
        if found.label not in by_label or (found.source == "pattern" and _crosses(found, by_label[found.label])):
            continue
        if found.label in covers and (
            found.source in KNOWN_BEFORE or covers[found.label].touches(found.start, found.end)
        ):
            continue
        by_label[found.label].setdefault((found.start, found.end), found)
    return sorted(found[place] for found in by_label.values() for place in longest(found))


def _crosses(found: Suggestion, others: Iterable[tuple[int, int]]) -> bool:
    """Whether a proposal cuts through a known name, as “Later Camp” does through “Camp Taji”."""
    return any(
        start < found.end and found.start < end and not (found.start <= start and end <= found.end)
        for start, end in others
    )


def known_finds(text: str, words: Words, gazetteer: Gazetteer) -> Iterator[tuple[int, int, str, str]]:
    """(first word, end word, label, source) of what is known without anybody's marks: casualties, names, patterns."""
    place_by_start = {start: place for place, start in enumerate(words.starts)}
    place_by_end = {end: place + 1 for place, end in enumerate(words.ends)}
    for start, end in find_casualties(text):
        if start in place_by_start and end in place_by_end:
            yield place_by_start[start], place_by_end[end], LABEL, "casualties"
    yield from find_names(text, words, gazetteer)


def _all(
    text: str, words: Words, gazetteer: Gazetteer, dictionary: Dictionary, proposed: Iterable[Proposal]
) -> Iterator[Suggestion]:
    """Proposals, what people marked first: of two for one place the first one counts."""
    for first, end, key in dictionary.phrases[is_shouted(text)].find(words):
        for label in dictionary.offered[key]:
            yield _suggestion(words, first, end, label, "dictionary", dictionary.counts[key, label])
    for one in proposed:
        if not dictionary.distrusts(one.source, one.span.label):
            yield _of_tool(one, dictionary)
    for first, end, label, source in known_finds(text, words, gazetteer):
        key = words.key(first, end)
        if not (dictionary.denies(key, label) or dictionary.distrusts(source, label)):
            yield _suggestion(words, first, end, label, source, dictionary.counts.get((key, label), Count()))


def _of_tool(proposal: Proposal, dictionary: Dictionary) -> Suggestion:
    """Worth what the tool says, or where it does not say, what came of its proposals so far."""
    count = dictionary.counts.get((source_key(proposal.source), proposal.span.label), Count())
    score, why = proposal.share, f"proposed by {proposal.source}"
    if score is None:
        score = (count.n_marked + 1) / (count.n_seen + 2)
    else:
        why += f", score {score:.2f}"
    return Suggestion(*proposal.span.place, proposal.source, round(score, 2), why)


def _suggestion(words: Words, first: int, end: int, label: str, source: str, count: Count) -> Suggestion:
    marked, seen = PRIORS[source]
    why = f"marked {count.n_marked} of {count.n_seen} times" if count.n_seen else WHY[source]
    score = round((count.n_marked + marked) / (count.n_seen + seen), 2)
    return Suggestion(words.starts[first], words.ends[end - 1], label, source, score, why)
