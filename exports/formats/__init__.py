"""Every format in one table: what is read, what is written, what it carries and what it loses."""

from pathlib import PurePath

from exports.formats import (
    argilla,
    brat,
    brat_write,
    conll,
    conll_write,
    csv_tables,
    docbin,
    docbin_write,
    doccano,
    doccano_write,
    fasttext,
    gate,
    hf,
    hf_write,
    html,
    jsonl,
    label_studio,
    label_studio_min,
    label_studio_write,
    parquet_tables,
    potato,
    prodigy,
    prodigy_write,
    spacy_json,
    spacy_json_write,
    tables_write,
    txt,
    uima,
    webanno,
)
from exports.formats.format import Format
from exports.formats.jsonl_layers import FLAT_LOSSES
from exports.formats.losses import loses

SNIFFED = 64 * 1024  # bytes that are enough to tell a format
SHARED_SUFFIXES = (".xml",)  # which much else has, too: the content alone tells

FORMATS = {
    "txt": Format(
        name="Plain text",
        suffixes=(".txt",),
        read=txt.read,
        write=None,
        carries="one document a file, its id is the file name without .txt",
        loses="everything but the text",
    ),
    "jsonl": Format(
        name="Sitrep JSONL",
        suffixes=(".jsonl", ".ndjson"),
        read=jsonl.read,
        write=jsonl.write,
        carries="documents with every annotator's spans, attributes, answers, notes, background and states",
        loses="undo history, suggestions, working times; the flat shape also " + ", ".join(FLAT_LOSSES),
    ),
    "html": Format(
        name="HTML pages",
        suffixes=html.SUFFIXES,
        read=html.read,
        write=None,
        carries="the article of a saved page, with its title, site, address, language and the date that the page "
        "declares; its id is the file name without .html",
        loses="menus, comments, advertisements, links, pictures and their captions, bold and italic type",
        sniff=html.looks_like,
    ),
    "brat": Format(
        name="brat standoff",
        suffixes=(".ann",),
        read=brat.read,
        write=None,
        carries="a .txt and a .ann a document, its id is their name; spans, and attributes that the scheme has",
        loses=loses("relations, events, normalisations, equivalences, spans in pieces and notes", brat_write.LOSSES),
        losses=brat_write.LOSSES,
        sniff=brat.looks_like,
        write_files=brat_write.write_files,
        one_layer=True,
    ),
    "prodigy": Format(
        name="Prodigy JSONL",
        suffixes=(".jsonl",),
        read=prodigy.read,
        write=prodigy_write.write,
        carries="documents with every annotator's spans, attributes, choices that are answers, and what was skipped; "
        "records nobody answered as documents, their spans as suggestions",
        loses=loses("relations, rejected records and spans, tokens, versions before a review", prodigy_write.LOSSES),
        losses=prodigy_write.LOSSES,
        sniff=prodigy.looks_like,
    ),
    "label-studio": Format(
        name="Label Studio JSON",
        suffixes=(".json",),
        read=label_studio.read,
        write=label_studio_write.write,
        carries="documents with every annotator's spans, attributes, choices that are answers, and what was skipped; "
        "predictions become suggestions",
        loses=loses("relations, text areas, taxonomies, HTML and media regions, drafts", label_studio_write.LOSSES),
        losses=label_studio_write.LOSSES,
        sniff=label_studio.looks_like,
    ),
    "doccano": Format(
        name="doccano JSONL",
        suffixes=(".jsonl", ".json"),
        read=doccano.read,
        write=doccano_write.write,
        carries="documents with spans and the labels that are answers; of several annotators where the file names them",
        loses=loses("relations, comments, whether a document without labels was looked at", doccano_write.LOSSES),
        losses=doccano_write.LOSSES,
        sniff=doccano.looks_like,
    ),
    "csv": Format(
        name="CSV tables",
        suffixes=(".csv", ".tsv"),
        read=csv_tables.read,
        write=None,
        carries="documents, every annotator's layers, spans and answers as four tables; read also one table with a row "
        "for each document or span",
        loses=loses("undo history, suggestions, working times", tables_write.LOSSES),
        losses=tables_write.LOSSES,
        sniff=csv_tables.looks_like,
        write_files=csv_tables.write_files,
    ),
    "parquet": Format(
        name="Parquet tables",
        suffixes=(".parquet",),
        read=parquet_tables.read,
        write=None,
        carries="what CSV tables carry, in the same columns",
        loses=loses("undo history, suggestions, working times", tables_write.LOSSES),
        losses=tables_write.LOSSES,
        sniff=parquet_tables.looks_like,
        write_files=parquet_tables.write_files,
    ),
    "label-studio-min": Format(
        name="Label Studio JSON_MIN",
        suffixes=(".json", ".csv", ".tsv"),
        read=label_studio_min.read,
        write=None,
        carries="documents with every annotator's spans and choices of the scheme's questions; JSON, CSV or TSV",
        loses="relations, skipped tasks, predictions and attributes, which are not in these files; other values in "
        "which annotators differ",
        sniff=label_studio_min.looks_like,
    ),
    "argilla": Format(
        name="Argilla records",
        suffixes=(".json", ".jsonl"),
        read=argilla.read,
        write=None,
        carries="documents with every user's spans and the labels that are answers; drafts as open layers, discarded "
        "responses as skipped ones, suggestions",
        loses="ratings, rankings, texts and labels of other questions, vectors; in the nested form which are drafts",
        sniff=argilla.looks_like,
    ),
    "potato": Format(
        name="Potato output",
        suffixes=(".jsonl", ".tsv", ".json"),
        read=potato.read,
        write=None,
        carries="documents with every user's spans and the labels that are answers; texts from the file or a data "
        "file beside it",
        loses="labels of other schemes, free text, numbers, links, behaviour",
        sniff=potato.looks_like,
    ),
    "fasttext": Format(
        name="fastText lines",
        suffixes=(".txt",),
        read=fasttext.read,
        write=None,
        carries="a document a line, and the labels that are answers",
        loses="other labels",
        sniff=fasttext.looks_like,
    ),
    "conll": Format(
        name="CoNLL-2003",
        suffixes=conll.SUFFIXES,
        read=conll.read,
        write=conll_write.write,
        carries="tokens with BIO, IOB1, BILUO or IOBES tags; written: BIO on spaCy's tokens, a -DOCSTART- a document",
        loses=loses("other columns, comments", conll_write.LOSSES),
        losses=conll_write.LOSSES,
        sniff=conll.looks_like,
        one_layer=True,
    ),
    "spacy": Format(
        name="spaCy DocBin",
        suffixes=(".spacy",),
        read=docbin.read,
        write=docbin_write.write,
        carries="texts, entities, span groups and categories; id, title, date, annotator and attributes in user data",
        loses=loses("tags, parses, names of groups and denied categories", docbin_write.LOSSES),
        losses=docbin_write.LOSSES,
        sniff=docbin.looks_like,
        one_layer=True,
        asks_answers=True,
    ),
    "spacy-json": Format(
        name="spaCy JSON",
        suffixes=(".json",),
        read=spacy_json.read,
        write=spacy_json_write.write,
        carries="texts, entities, span groups and categories; read as pairs, as the trees of version 2 or one object a "
        "text, written as pairs",
        loses=loses("tags, parses, names of groups and denied categories", spacy_json_write.LOSSES),
        losses=spacy_json_write.LOSSES,
        sniff=spacy_json.looks_like,
        one_layer=True,
        asks_answers=True,
    ),
    "hf": Format(
        name="Hugging Face rows",
        suffixes=(".jsonl", ".parquet"),
        read=hf.read,
        write=hf_write.write,
        carries="tokens with tags (also texts with spans or a label, also Parquet); written as JSON Lines, BIO tags on "
        "spaCy's tokens, the text, id, title, date and a column for each question",
        loses=loses("other columns", hf_write.LOSSES),
        losses=hf_write.LOSSES,
        sniff=hf.looks_like,
        one_layer=True,
        asks_answers=True,
    ),
    "webanno": Format(
        name="WebAnno TSV 3",
        suffixes=(".tsv",),
        read=webanno.read,
        write=None,
        carries="a document a file, spans of every layer that marks something; annotators by the folders of an export",
        loses="relations, chain and slot links, other features, linguistic layers, what lies between sentences",
        sniff=webanno.looks_like,
    ),
    "uima-cas": Format(
        name="UIMA CAS",
        suffixes=(".xmi", ".json"),
        read=uima.read,
        write=None,
        carries="XMI or JSON, a document for each text, spans of every type that marks something",
        loses="relations, chain and slot links, other features, linguistic layers, what no view lists",
        sniff=uima.looks_like,
    ),
    "gate": Format(
        name="GATE documents",
        suffixes=gate.SUFFIXES,
        read=gate.read,
        write=None,
        carries="GATE XML or bdocjs, a document a file, a layer for each annotation set, its types as labels, features "
        "that are attributes or answers",
        loses="relations, linguistic types, original markups, other features",
        sniff=gate.looks_like,
    ),
}


def format_of(name: str) -> str | None:
    """The key of the format that a file name's suffix stands for.

    >>> format_of("news/Report.JSONL")
    'jsonl'
    """
    suffix = PurePath(name).suffix.lower()
    if suffix in SHARED_SUFFIXES:
        return None
    return next((key for key, format in FORMATS.items() if suffix in format.suffixes), None)


def suffixes_read() -> str:
    """For messages: the suffixes that can be loaded."""
    return ", ".join(dict.fromkeys(suffix for f in FORMATS.values() if f.read for suffix in f.suffixes))


def format_by_content(data: bytes, name: str) -> str | None:
    """The key of the format that these first bytes look like; where none does, what the file name's suffix says."""
    found = (key for key, format in FORMATS.items() if format.sniff and format.sniff(data[:SNIFFED], name))
    return next(found, None) or format_of(name)
