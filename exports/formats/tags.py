"""Tags on tokens (B-ACTOR, I-ACTOR, O) to spans and back."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from exports.formats.apart import Place

OUTSIDE = ("O", "-", "_", "")  # the last three: nothing is said of this token
LAST, SINGLE = ("L", "E"), ("U", "S")  # BILUO and IOBES name the end of a span, and a span of one token, differently


class TagFault(ValueError):
    """A tag that cannot stand where it stands; `at` is its token."""

    def __init__(self, at: int, message: str) -> None:
        super().__init__(message)
        self.at = at


@dataclass(frozen=True, slots=True)
class Encoding:
    """Which prefixes a file uses. `opens_with_i`: IOB1, where B- only parts neighbours of one label."""

    name: str
    prefixes: str
    opens_with_i: bool = False

    @property
    def closes(self) -> bool:
        """Whether the last token of a span is marked as such."""
        return len(self.prefixes) > 2


BIO, IOB1 = Encoding("BIO", "BI"), Encoding("IOB1", "BI", opens_with_i=True)
BILUO, IOBES = Encoding("BILUO", "BILU"), Encoding("IOBES", "BIES")


def encoding_of(sentences: Iterable[Sequence[str]]) -> Encoding:
    """The encoding that all these tags are in. I- after another label or O is IOB1 where no B- speaks against it.

    >>> encoding_of([["O", "I-BASE", "B-BASE"]]).name
    'IOB1'
    """
    prefixes, i_opens, b_opens = set(), False, False
    for tags in sentences:
        before = ""
        for tag in tags:
            prefix, dash, label = tag.partition("-")
            if dash and label:
                prefixes.add(prefix)
                i_opens |= prefix == "I" and before != label
                b_opens |= prefix == "B" and before != label
            before = label
    if prefixes & {"L", "U"}:
        return BILUO
    if prefixes & {"E", "S"}:
        return IOBES
    return IOB1 if i_opens and not b_opens else BIO


def read_tags(tags: Sequence[str], encoding: Encoding) -> list[Place]:
    """The spans in tokens; a tag without a prefix marks its one token. Raises TagFault.

    >>> read_tags(["B-ACTOR", "I-ACTOR", "O", "B-BASE"], BIO)
    [(0, 2, 'ACTOR'), (3, 4, 'BASE')]
    """
    spans: list[Place] = []
    start, label = 0, ""  # of the span that is open; "" where none is
    for at, tag in enumerate(tags):
        prefix, named = _parted(tag, at, encoding)
        goes_on = bool(label) and named == label and (prefix == "I" or prefix in LAST)
        if not goes_on:
            if label and encoding.closes:
                raise TagFault(at, f"the {label} before it has no end (expected {encoding.prefixes[2]}-{label})")
            if label:
                spans.append((start, at, label))
            if prefix in LAST or (prefix == "I" and not encoding.opens_with_i):
                raise TagFault(at, _no_beginning(prefix, named, label))
            start, label = at, named
        if prefix in LAST or prefix in SINGLE or (named and not prefix):
            spans.append((start, at + 1, label))
            label = ""
    if label and encoding.closes:
        raise TagFault(len(tags) - 1, f"the {label} here has no end (expected {encoding.prefixes[2]}-{label})")
    return [*spans, (start, len(tags), label)] if label else spans


def write_tags(places: Iterable[Place], n_tokens: int) -> list[str]:
    """BIO tags of spans that do not overlap.

    >>> write_tags([(1, 3, "ACTOR")], 4)
    ['O', 'B-ACTOR', 'I-ACTOR', 'O']
    """
    tags = ["O"] * n_tokens
    for start, end, label in places:
        tags[start:end] = [f"B-{label}"] + [f"I-{label}"] * (end - start - 1)
    return tags


def _parted(tag: str, at: int, encoding: Encoding) -> tuple[str, str]:
    """Prefix and label; ("", "") outside, ("", label) for a tag without a prefix."""
    if tag in OUTSIDE:
        return "", ""
    prefix, dash, label = tag.partition("-")
    if not dash and prefix not in ("B", "I"):
        return "", tag
    if not label or len(prefix) != 1 or prefix not in encoding.prefixes:
        expected = ", ".join(f"{one}-LABEL" for one in encoding.prefixes)
        raise TagFault(at, f"the tag {tag[:40]!r} is not known; expected O, {expected}")
    return prefix, label


def _no_beginning(prefix: str, named: str, label: str) -> str:
    after = f"a span of {label}" if label else "no span"
    return f"{prefix}-{named} goes on where there is {after}; spans of this file begin with B-"
