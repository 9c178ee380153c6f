"""The documents of a pack as DocBins: train, dev and test, and where it takes them those for text classification."""

from collections.abc import Callable, Iterable

from spacy.language import Language
from spacy.tokens import Doc, DocBin, Span

from exports.formats.apart import Place
from exports.spacy_pack.categories import category
from exports.spacy_pack.choice import Chosen
from exports.spacy_pack.contents import Contents
from exports.spacy_pack.docs import SPANS_KEY, make_doc
from exports.spacy_pack.losses import DROPPED, NOT_IN_TRAIN, Loss
from exports.spacy_pack.paragraphs import cut
from exports.split import PARTS
from labeling.core.scheme import Question

Progress = Callable[[int, int], None]
ATTRIBUTES = ("ENT_IOB", "ENT_TYPE")  # of tokens; the words themselves are always stored
ANSWERED = "{}_answered"


def make_bins(
    chosen: Chosen, part_by_id: dict[str, str], contents: Contents, nlp: Language, progress: Progress | None
) -> dict[str, DocBin]:
    """A DocBin for each part, and more of the whole documents with an answer where text classification needs them.

    What is evaluated on comes first: a paragraph of it does not go into train as well.
    """
    question = contents.question
    bins = {name: DocBin(attrs=ATTRIBUTES, store_user_data=True) for name in (*PARTS, *contents.answered_parts)}
    evaluated: set[str] = set()
    in_order = sorted(chosen, key=lambda one: part_by_id[one[0].id] == "train") if contents.is_cut else chosen
    for n_done, (document, layer) in enumerate(in_order, start=1):
        part = part_by_id[document.id]
        doc, spans, entities = make_doc(nlp, document, layer, question, contents.losses, contents.long_spans)
        if document.id in contents.locked:
            doc.user_data["locked"] = True
        contents.count(part, document, layer, len(doc))
        if doc.cats and ANSWERED.format(part) in bins:
            bins[ANSWERED.format(part)].add(doc)
        if not contents.is_cut:
            contents.count_doc(part, spans, entities)
            bins[part].add(doc)
        for one in _paragraphs(doc, part, evaluated, contents) if contents.is_cut else ():
            contents.count_doc(part, _places(one.spans[SPANS_KEY]), _places(one.ents))
            bins[part].add(one)
        if progress and n_done % 50 == 0:
            progress(n_done, len(chosen))
    return bins


def answered_parts(chosen: Chosen, part_by_id: dict[str, str], question: Question | None, *, is_cut: bool) -> list[str]:
    """The names of the files for text classification alone.

    Needed where some documents to learn from have an answer and some not, for spaCy's exclusive classifier would learn
    from the others that they are neither; and where documents are cut, for the answer is the whole document's.
    """
    has_answer = {
        category(layer, question) is not None for document, layer in chosen if part_by_id[document.id] != "test"
    }
    if is_cut and True in has_answer:
        return [ANSWERED.format(part) for part in PARTS]
    return [ANSWERED.format(part) for part in ("train", "dev")] if len(has_answer) == 2 else []


def _paragraphs(doc: Doc, part: str, evaluated: set[str], contents: Contents) -> Iterable[Doc]:
    """The paragraphs of a Doc that go into its part; what does not is a loss."""
    docs, crossing = cut(doc)
    name, author = doc.user_data["id"], doc.user_data["annotator"]
    for span in crossing:
        place = (span.start_char, span.end_char, span.label_, span.text)
        contents.losses.append(Loss(name, author, DROPPED, "lies across paragraphs", *place))
    for one in docs:
        if part != "train":
            evaluated.add(one.text)
        elif one.text in evaluated:
            start = one.user_data["start"]
            place = (start, start + len(one.text), None, one.text)
            contents.losses.append(Loss(name, author, NOT_IN_TRAIN, "a paragraph of dev or test has its text", *place))
            continue
        yield one


def _places(spans: Iterable[Span]) -> list[Place]:
    return [(span.start, span.end, span.label_) for span in spans]
