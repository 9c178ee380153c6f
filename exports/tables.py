"""A project as pandas frames: documents, spans, answers, and casualties as numbers.

Each function takes the path of a project, or a sqlite-utils Database that is open, and reads what is there now. Columns
that the CSV and Parquet tables have too have the same names and mean the same; empty projects give empty frames with
the same dtypes. `annotator`: only the layers of this name, or these names (FileRefused for a name that nobody has);
`gold`: only those of gold authors. Unfinished layers are there too: `state` tells.
"""

from collections.abc import Sequence

import pandas as pd

from exports.casualty_rows import OUTCOMES, casualty_rows, total_rows
from exports.frames import Project, attribute_columns, category, chosen_authors, column_of, frame, opened
from labeling.core.annotation import STATES
from labeling.core.casualty import LABEL
from labeling.store.schemes import read_only_scheme
from labeling.store.table_rows import answer_rows, document_rows, span_rows

Annotator = str | Sequence[str] | None
AUTHOR_KINDS = ("person", "import", "gold")
LAYER = {
    "document_id": "string",
    "annotator": category(),
    "author_kind": category(AUTHOR_KINDS),
    "state": category(STATES),
}
DAY = "datetime64[s]"


def documents(project: Project, *, annotator: Annotator = None, gold: bool = False) -> pd.DataFrame:
    """One row a document, in the order of loading; with a filter those that the chosen authors have a layer of.

    document_id  string         its id, unique
    text         string         as it was loaded; offsets count its code points
    title        string
    date         datetime64[s]  the day it was published, as written (no time zone is applied)
    published    string         the date as written, ISO 8601, with a time where there was one
    source       string         who published it
    url          string
    language     string
    meta         string         whatever else came with it, a JSON object
    cluster      string         the same for near-duplicates; NA: it has none, or they were not looked for yet
    is_locked    bool           it is in the locked test slice: learn nothing from it
    """
    dtypes = {"document_id": "string", "text": "string", "title": "string", "published": "string"}
    dtypes |= dict.fromkeys(("source", "url", "language", "meta", "cluster"), "string") | {"is_locked": "bool"}
    with opened(project) as db:
        found = frame(document_rows(db, chosen_authors(db, annotator, gold)), dtypes)
    found.insert(3, "date", found["published"].str[:10].astype(DAY))
    return found


def spans(project: Project, *, annotator: Annotator = None, gold: bool = False) -> pd.DataFrame:
    """One row a span of every layer, in the order of documents, authors and places.

    document_id  string    the document it is in
    annotator    category  the author of the layer
    author_kind  category  person, import or gold
    state        category  of the layer: todo, open, done or skipped
    span_id      string    unique in its layer
    start        Int64     code points from the beginning of the text
    end          Int64     code points, exclusive
    label        category  the labels of the scheme, in its order
    quote        string    text[start:end]
    attributes   string    all attributes, a JSON object; NA: none
    origin       category  hand, mention, import, adjudication, or suggestion:MODEL
    attribute.*  category  one column for each attribute of the scheme, NA where it is not set; whole numbers are Int64
    """
    with opened(project) as db:
        rows, scheme = span_rows(db, chosen_authors(db, annotator, gold)), read_only_scheme(db)
    dtypes = LAYER | {"span_id": "string", "start": "Int64", "end": "Int64"}
    dtypes |= {"label": category(label.name for label in scheme.labels), "quote": "string"}
    dtypes |= {"attributes": "string", "origin": category()}
    found = frame(rows, dtypes)
    said = attribute_columns([row[9] for row in rows], scheme)
    found["attributes"] = column_of([row[9] if row[9] != "{}" else None for row in rows], "string")
    return pd.concat([found, pd.DataFrame(said)], axis="columns")


def answers(project: Project, *, annotator: Annotator = None, gold: bool = False) -> pd.DataFrame:
    """One row an answer of every layer, in the order of documents, authors and questions.

    document_id  string    the document it is about
    annotator    category  the author of the layer
    author_kind  category  person, import or gold
    state        category  of the layer: todo, open, done or skipped
    question     category  the questions of the scheme, in its order
    value        category  the values of all questions
    reason       category  the reason that was given with it; NA: none
    """
    with opened(project) as db:
        rows, questions = answer_rows(db, chosen_authors(db, annotator, gold)), read_only_scheme(db).questions
    values = [value for question in questions for value in question.values]
    dtypes = LAYER | {"question": category(question.name for question in questions)}
    dtypes |= {"value": category(dict.fromkeys(value.name for value in values))}
    dtypes |= {"reason": category(dict.fromkeys(reason for value in values for reason in value.reasons))}
    return frame(rows, dtypes)


def casualties(project: Project, *, annotator: Annotator = None, gold: bool = False) -> pd.DataFrame:
    """One row a CASUALTY span, with its numbers: as the annotator set them, else as the casualty parser reads them.

    "Killing three soldiers, including two Americans" is two rows: killed 3, and killed 2 with `is_subset` and
    `part_of` the span_id of the first. Add up only where `is_counted`; `casualty_totals` also takes tolls in.

    document_id  string    the document it is in
    annotator    category  the author of the layer
    author_kind  category  person, import or gold
    state        category  of the layer: todo, open, done or skipped
    span_id      string    as in spans()
    start        Int64     code points from the beginning of the text
    end          Int64     code points, exclusive
    quote        string    text[start:end]
    outcome      category  killed, wounded, unspecified, none; NA: the text does not say
    min          Int64     people, at least; NA: no number is said
    max          Int64     people, at most; NA: open
    event        category  focus, background, retaliation, threat as the annotator set it; NA: not set
    is_set       bool      the annotator set the outcome or a number; else all is read by the parser
    is_subset    bool      part of a count before it
    is_repeat    bool      people counted before
    part_of      string    of a subset: the span_id of the nearest count before it with the same outcome; NA: none
    is_toll      bool      it counts all so far: "the death toll rose to 14"
    is_counted   bool      it belongs into a sum: an outcome, no subset, repeat or toll, and event focus or not set
    """
    with opened(project) as db:
        rows = casualty_rows(db, span_rows(db, chosen_authors(db, annotator, gold), LABEL))
    dtypes = LAYER | {"span_id": "string", "start": "Int64", "end": "Int64", "quote": "string"}
    dtypes |= {"outcome": category(OUTCOMES), "min": "Int64", "max": "Int64", "event": category()}
    dtypes |= {"is_set": "bool", "is_subset": "bool", "is_repeat": "bool", "part_of": "string"}
    dtypes |= {"is_toll": "bool", "is_counted": "bool"}
    return frame(rows, dtypes)


def casualty_totals(project: Project, *, annotator: Annotator = None, gold: bool = False) -> pd.DataFrame:
    """One row a layer that has CASUALTY spans: how many people it reports, as the page shows under the text.

    Subsets, repeats and other events than the focus are not added; a death toll stands for the sum before it.
    What nobody marked is NA, never 0.

    document_id      string    the document it is about
    annotator        category  the author of the layer
    author_kind      category  person, import or gold
    state            category  of the layer: todo, open, done or skipped
    killed_min       Int64     people, at least; NA: nobody is said to be killed
    killed_max       Int64     people, at most; NA with a killed_min: open
    wounded_min      Int64     people, at least
    wounded_max      Int64     people, at most
    unspecified_min  Int64     people killed or hurt, at least
    unspecified_max  Int64     people killed or hurt, at most
    is_none          bool      an explicit zero, and nobody is said to be killed or hurt
    total            string    the same in words, as the page shows it
    """
    with opened(project) as db:
        rows = total_rows(db, span_rows(db, chosen_authors(db, annotator, gold), LABEL))
    numbers = [f"{outcome}_{bound}" for outcome in OUTCOMES if outcome != "none" for bound in ("min", "max")]
    return frame(rows, LAYER | dict.fromkeys(numbers, "Int64") | {"is_none": "bool", "total": "string"})
