"""What the CRF knows of each word: itself and its clusters, its neighbours, classes, kinds, phrase, what is known."""

import re
from collections.abc import Iterable

from labeling.core.casualties.people_words import is_people, is_person
from labeling.core.suggesting.gazetteer import Gazetteer
from labeling.core.suggesting.suggesting import known_finds
from models.spans.kind_features import Features, Kinds
from models.spans.sentences import Read, Token
from models.spans.word_classes import class_of
from models.spans.word_clusters import cluster_features

# Classes at which a noun phrase ends, looking left and looking right.
LEFT_STOPS = frozenset(("PRE", "CONJ", "BE", "HAVE", "SAY", "MOD", "PRON", "SUB", ",", "."))
RIGHT_STOPS = LEFT_STOPS | {"DET", "POS"}
REACH = 6  # words of a phrase, to either side
DIGIT = re.compile(r"\d")


def features_of(text: str, read: Read, gazetteer: Gazetteer) -> list[list[Features]]:
    """For each sentence of `read`, for each of its tokens, its features."""
    hits = _hits(text, read, gazetteer)
    heads = _heads(gazetteer)
    capitals = {token.key for line in read.lines for token in line[1:] if token.is_capital}
    smalls = {token.key for line in read.lines for token in line if token.shape[:1] == "x"}
    return [_of_line(line, hits, heads, capitals, smalls) for line in read.lines]


def _of_line(
    line: list[Token], hits: list[Features], heads: dict[str, Features], capitals: set[str], smalls: set[str]
) -> list[Features]:
    keys = [DIGIT.sub("0", token.key) for token in line]
    near = ["<s>", "<s>", *keys, "</s>", "</s>"]
    shapes = ["<", *(token.shape for token in line), ">"]
    classes = [class_of(t.key, is_capital=t.is_capital, is_first=not at) for at, t in enumerate(line)]
    kinds = Kinds([token.key for token in line])
    found = []
    for at, token in enumerate(line):
        features = _words(near, at + 2)
        features += _letters(near, at + 2)
        if token.shape != "?":
            features += _case(token, at, shapes, capitals, smalls)
        features += _classes(near, ["<", "<", *classes, ">", ">"], at + 2)
        first, last = _phrase_around(classes, at)
        features += _phrase(line, keys, classes, at, first, last)
        features += kinds.around(at, last)
        features += cluster_features(token.key)
        features += _known(line, hits, heads, at)
        found.append(features)
    return found


def _words(near: list[str], at: int) -> Features:
    two_before, before, word, after, two_after = near[at - 2 : at + 3]
    return [
        "b",
        f"w={word}",
        f"w-1={before}",
        f"w+1={after}",
        f"w-2={two_before}",
        f"w+2={two_after}",
        f"p={before}|{word}",
        f"n={word}|{after}",
    ]


def _letters(near: list[str], at: int) -> Features:
    word = near[at]
    if not word.isalpha():
        return []
    features = [f"s{n}={word[-n:]}" for n in (2, 3, 4) if len(word) > n]
    features += [f"p{n}={word[:n]}" for n in (3, 4) if len(word) > n]
    return [*features, f"s-1={near[at - 1][-3:]}", f"s+1={near[at + 1][-3:]}"]


def _case(token: Token, at: int, shapes: list[str], capitals: set[str], smalls: set[str]) -> Features:
    before, shape, after = shapes[at : at + 3]
    features = [f"h={shape}", f"h-1={before}", f"h+1={after}", f"hh={before}{shape}", f"hn={shape}{after}"]
    if token.is_capital and at:
        features.append("cap")
    elif token.is_capital:  # first of its sentence: how the rest of the text writes it tells what it is
        features.append(f"init:{'cap' if token.key in capitals else 'low' if token.key in smalls else '?'}")
    return features


def _classes(near: list[str], classes: list[str], at: int) -> Features:
    two_before, before, own, after, two_after = classes[at - 2 : at + 3]
    return [
        f"C={own}",
        f"C-1={before}",
        f"C+1={after}",
        f"C-10={before}{own}",
        f"C01={own}{after}",
        f"C-101={before}{own}{after}",
        f"C-2-10={two_before}{before}{own}",
        f"C012={own}{after}{two_after}",
        f"Cw={before}{near[at]}",
        f"wC={near[at]}{after}",
    ]


def _phrase_around(classes: list[str], at: int) -> tuple[int, int]:
    """The first and the last word of the noun phrase that a word seems to be in."""
    first, last = at, at
    while first > 0 and classes[first - 1] not in LEFT_STOPS and at - first < REACH:
        first -= 1
    while last < len(classes) - 1 and classes[last + 1] not in RIGHT_STOPS and last - at < REACH:
        last += 1
    return first, last


def _phrase(line: list[Token], keys: list[str], classes: list[str], at: int, first: int, last: int) -> Features:
    """How far the noun phrase around a word reaches, and what its last word is."""
    behind = classes[last + 1] if last + 1 < len(line) else ">"
    features = [
        f"npL={at - first}",
        f"npl={classes[first - 1] if first else '<'}|{classes[first]}",
        f"npR={last - at}",
        f"nph={keys[last]}",
        f"nphs={keys[last][-3:]}",
        f"nphC={classes[last]}|{behind}",
    ]
    return [*features, "nphP"] if is_people(line[last].key) or is_person(line[last].key) else features


def _known(line: list[Token], hits: list[Features], heads: dict[str, Features], at: int) -> Features:
    features = [*heads.get(line[at].key, ()), *hits[line[at].place]]
    if is_people(line[at].key):
        features.append("people")
    if is_person(line[at].key):
        features.append("person")
    for sign, other in (("-1", at - 1), ("+1", at + 1)):
        if 0 <= other < len(line):
            features += [sign + one for one in (*heads.get(line[other].key, ()), *hits[line[other].place])]
    return features


def _hits(text: str, read: Read, gazetteer: Gazetteer) -> list[Features]:
    """For each word of the text, which finds of gazetteer, patterns and casualty parser it is part of."""
    hits: list[Features] = [[] for _ in read.words.keys]
    for first, end, label, source in known_finds(text, read.words, gazetteer):
        for place in range(first, end):
            part = "S" if end - first == 1 else "B" if place == first else "E" if place == end - 1 else "I"
            hits[place].append(f"{source}:{label}:{part}")
    return hits


def _heads(gazetteer: Gazetteer) -> dict[str, Features]:
    """The last words of the patterns' heads and modifiers, with what they stand for."""
    found: dict[str, set[str]] = {}
    for pattern in gazetteer.patterns:
        for sort, phrases in (("hd", (*pattern.heads, *pattern.bare)), ("md", pattern.modifiers)):
            for word in _last_words(phrases):
                found.setdefault(word, set()).add(f"{sort}:{pattern.label}")
    return {word: sorted(features) for word, features in found.items()}


def _last_words(phrases: Iterable[str]) -> Iterable[str]:
    return (phrase.lower().split()[-1] for phrase in phrases)
