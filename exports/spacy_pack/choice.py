"""Which documents go into a pack, and with whose layer."""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from sqlite_utils import Database

from exports.chosen_layers import LeftOut, check_annotators, chosen_layers
from exports.spacy_pack.language import ANY, USUAL, language_of
from exports.spacy_pack.settings import PackSettings
from labeling.core.annotation import AnnotatedDocument, Annotation
from labeling.core.document import Document
from labeling.core.errors import FileRefused, NothingToExport
from labeling.core.plural import n_of
from labeling.store.annotations import Annotator, annotated_documents, annotators

Chosen = list[tuple[Document, Annotation]]


@dataclass
class PackLeftOut(LeftOut):
    """What stays behind, in documents; without gold or of other languages only where the settings ask for one."""

    n_without_gold: int = 0
    n_of_other_languages: int = 0

    def sentence(self, heading: str = "Left out") -> str:
        first = super().sentence(heading).removesuffix(".")
        more = [
            f"{n:,} {why}"
            for n, why in ((self.n_without_gold, "without gold"), (self.n_of_other_languages, "of other languages"))
            if n
        ]
        if not more:
            return f"{first}." if first else ""
        return f"{first}, {', '.join(more)}." if first else f"{heading}: {', '.join(more)}."


@dataclass
class Choice:
    """The documents with the one layer of each. `n_by_language` counts those there were, "" where none is named."""

    chosen: Chosen
    left_out: PackLeftOut
    n_by_language: Counter[str] = field(default_factory=Counter)


def choose(db: Database, settings: PackSettings) -> Choice:
    """The finished documents that the settings ask for; FileRefused where there are none or a decision is missing."""
    people = annotators(db)
    left_out = PackLeftOut()
    documents = annotated_documents(db, annotators=_names(settings, people))
    if settings.gold:
        documents = _with_gold(documents, left_out)
    layers = chosen_layers(documents, left_out, unfinished=settings.unfinished)
    chosen = [(annotated.document, layer) for annotated, layer in layers if layer]
    if not chosen:
        raise NothingToExport(
            f"There is no finished document to export. {left_out.sentence()} Submit some, then export again. "
            "Nothing was written."
        )
    n_by_language = Counter(language_of(document.language) for document, _ in chosen)
    return Choice(_of_language(chosen, settings.language, n_by_language, left_out), left_out, n_by_language)


def language_note(choice: Choice, language: str | None) -> str:
    """What people must know of the languages of their documents; empty where there is nothing to say."""
    unnamed = choice.n_by_language[""]
    named = {code: n for code, n in choice.n_by_language.items() if code}
    if language is None and set(named) - {USUAL}:
        counts = [f"{n:,} {code}" for code, n in sorted(named.items())] + [f"{unnamed:,} not said"] * bool(unnamed)
        return (
            f"Not every document is in English ({', '.join(counts)}), and English rules cut all of them into tokens: "
            "--language CODE makes a pack of one language."
        )
    if language not in (None, ANY) and language_of(language) not in named:
        return f"No document names {language} as its language: {n_of(unnamed, 'document')} naming none were taken."
    return ""


def _names(settings: PackSettings, people: list[Annotator]) -> list[str] | None:
    if not settings.gold:
        names = [settings.annotator] if settings.annotator is not None else None
        check_annotators(names or [], [person.name for person in people])
        return names
    gold = [person.name for person in people if person.kind == "gold"]
    if not gold:
        others = ", ".join(person.name for person in people)
        there = f"Take the layers of one annotator with --annotator: there are {others}." if people else ""
        raise FileRefused(f"--gold: there is no gold layer in this project. {there} Nothing was written.")
    return gold


def _with_gold(documents: Iterable[AnnotatedDocument], left_out: PackLeftOut) -> Iterator[AnnotatedDocument]:
    for annotated in documents:
        if annotated.annotations:
            yield annotated
        else:
            left_out.n_without_gold += 1


def _of_language(chosen: Chosen, language: str | None, n_by_language: Counter[str], left_out: PackLeftOut) -> Chosen:
    """Those that name this language; where none does, those that name no language, for then nobody noted any."""
    if language in (None, ANY):
        return chosen
    wanted = language_of(language)
    taken = wanted if n_by_language[wanted] else ""
    kept = [(document, layer) for document, layer in chosen if language_of(document.language) == taken]
    if not kept:
        there = ", ".join(f"{n:,} {code}" for code, n in sorted(n_by_language.items()))
        raise NothingToExport(
            f"--language {language}: no finished document is in this language; there are {there}. Nothing was written."
        )
    left_out.n_of_other_languages = len(chosen) - len(kept)
    return kept
