"""Reads guidelines from Markdown with a few agreed lines; a refusal names the line."""

import re
from collections.abc import Collection
from dataclasses import replace

from labeling.core.closest import did_you_mean
from labeling.core.document import check_characters
from labeling.core.errors import DocumentError, GuidelineError
from labeling.core.guidance.guideline import GENERAL, LABEL, QUESTION, Example, Guideline, Part, Topic, topics_of
from labeling.core.marked_words import read_marked_words
from labeling.core.scheme import Scheme

MOST_CHARACTERS = 200_000
HEADING = re.compile(r"# +(?:(Label|Question) +(\S+)|.*?) *")
EXAMPLE = re.compile(r"- (Good|Bad): *(.*)")
DETAIL = re.compile(r"\s+(Why|Answer): *(.*)")


def read_guideline(text: str, *, where: str, scheme: Scheme | None = None) -> Guideline:
    """Read guidelines; GuidelineError names the file, the line, what was found and what to do.

    `# Label NAME` and `# Question NAME` begin a part; what stands above the first of them is about everything.
    `- Good: …` and `- Bad: …` are examples with marks as `[words|LABEL]`; below one may stand `Why:` and, in the part
    of a question, `Answer:`, indented. Without `scheme` no name is checked, as for a text that was checked once.
    """
    _check_size(text, where)
    parts: list[Part] = []
    for first, topic, lines in _sections(text, where):
        if any(part.topic == topic for part in parts):
            raise _fault(where, first, f"a second part about {topic[1]}. Put both under one heading.")
        if scheme:
            _check_topic(topic, scheme, where, first)
        parts.append(_part(topic, lines, where, first, scheme))
    return Guideline(tuple(parts))


def _sections(text: str, where: str) -> list[tuple[int, Topic, list[str]]]:
    """(line of the heading, topic, the lines below it); the general part begins at line 0."""
    sections: list[tuple[int, Topic, list[str]]] = [(0, (GENERAL, ""), [])]
    for number, line in enumerate(text.replace("\r\n", "\n").split("\n"), start=1):
        heading = HEADING.fullmatch(line)
        if heading is None:
            sections[-1][2].append(line)
        elif heading[1] is None:
            raise _fault(
                where,
                number,
                f"the heading {line[:60]!r} begins no part. Write “# Label NAME” or “# Question NAME”, "
                "or ## for a heading inside a part.",
            )
        else:
            sections.append((number, (LABEL if heading[1] == "Label" else QUESTION, heading[2]), []))
    return sections


def _part(topic: Topic, lines: list[str], where: str, first: int, scheme: Scheme | None) -> Part:
    blocks: list[list[str] | Example] = [[]]
    for number, line in enumerate(lines, start=first + 1):
        if found := EXAMPLE.fullmatch(line):
            blocks.append(_example(found, where, number, scheme))
        elif isinstance(blocks[-1], list):
            blocks[-1].append(line)
        elif found := DETAIL.fullmatch(line):
            blocks[-1] = _detailed(blocks[-1], found, topic, where, number, scheme)
        elif line[:1] in (" ", "\t") and line.strip():
            raise _fault(where, number, "below an example stand “Why:” or “Answer:”. Begin the line with one of them.")
        else:
            blocks.append([line])
    told = (block if isinstance(block, Example) else "\n".join(block).strip("\n") for block in blocks)
    return Part(topic, "\n".join(lines).strip("\n"), tuple(block for block in told if block))


def _example(found: re.Match, where: str, number: int, scheme: Scheme | None) -> Example:
    try:
        words, spans = read_marked_words(found[2].strip())
    except ValueError as error:
        raise _fault(where, number, str(error)) from None
    if not words.strip():
        raise _fault(where, number, "an example without words. Write a sentence after it.")
    for span in spans if scheme else ():
        if scheme.label(span.label) is None:
            raise _fault(where, number, _unknown("label", span.label, [label.name for label in scheme.labels]))
    return Example(words, spans, found[1] == "Good")


def _detailed(
    example: Example, found: re.Match, topic: Topic, where: str, number: int, scheme: Scheme | None
) -> Example:
    said = found[2].strip()
    if found[1] == "Why":
        return replace(example, why=said)
    if topic[0] != QUESTION:
        raise _fault(where, number, "only examples of a question have an “Answer:”. Remove the line.")
    asked = scheme.question(topic[1]) if scheme else None
    if asked and asked.value(said) is None:
        raise _fault(where, number, _unknown("answer", said, [value.name for value in asked.values]))
    return replace(example, answer=said)


def _check_topic(topic: Topic, scheme: Scheme, where: str, line: int) -> None:
    kind, name = topic
    if kind != GENERAL and topic not in topics_of(scheme):
        known = [other for other_kind, other in topics_of(scheme) if other_kind == kind]
        raise _fault(where, line, _unknown(kind, name, known))


def _unknown(kind: str, name: str, known: Collection[str]) -> str:
    return f"the scheme has no {kind} {name[:40]!r}.{did_you_mean(name[:40], known)} It has {', '.join(known)}."


def _check_size(text: str, where: str) -> None:
    if len(text) > MOST_CHARACTERS:
        raise GuidelineError(
            f"{where}: {len(text):,} characters; guidelines may have {MOST_CHARACTERS:,}. Shorten them."
        )
    if not text.strip():
        raise GuidelineError(f"{where}: there is nothing in it. Write what is marked, and how.")
    try:
        check_characters(text, where=where)
    except DocumentError as error:
        raise GuidelineError(str(error)) from None


def _fault(where: str, line: int, what: str) -> GuidelineError:
    return GuidelineError(f"{where}, line {line}: {what} Nothing was changed.")
