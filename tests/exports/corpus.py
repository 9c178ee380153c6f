"""A small corpus made of sentences, for tests that need many documents."""

import random
from collections.abc import Iterator

from labeling.core.annotation import AnnotatedDocument, Annotation, Answer
from labeling.core.document import Document
from tests.annotated import annotated

SENTENCES = (
    "[Katyusha rockets|WEAPON] hit [Camp Taji|BASE] on Tuesday.",
    "[Three soldiers|CASUALTY] were hurt when [mortars|WEAPON] struck [al-Balad airbase|BASE].",
    "[Iran-backed militias|ACTOR] denied it.",
    "[Members of [Iraq's air force|ACTOR]|CASUALTY] died.",
    "[Two drones|WEAPON] were shot down near [Ain al-Asad|BASE]; there were [no casualties|CASUALTY].",
)
QUIET = ("Parliament met on Monday.", "Prices rose again.", "The minister spoke of threats.")


def reports(n: int, *, author: str = "amal", seed: int = 1, dated: bool = True) -> Iterator[AnnotatedDocument]:
    """`n` finished documents, two thirds of them attack reports; the same ones for the same seed."""
    random_ = random.Random(seed)
    for number in range(n):
        attack = number % 3 != 0
        sentences = random_.choices(SENTENCES if attack else QUIET, k=4)
        text, spans = annotated(f"Report {number}\n\n" + " ".join(sentences))
        date = f"2022-{1 + number % 12:02}-{1 + number % 28:02}" if dated else None
        answer = {"attack_report": Answer("yes" if attack else "no")}
        yield AnnotatedDocument(
            Document(f"r{number}", text, title=f"Report {number}", published=date),
            (Annotation(author, spans, answer),),
        )
