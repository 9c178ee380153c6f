"""Reads a scheme from its TOML file; a refusal names the line."""

import hashlib
import re
from collections.abc import Iterable

from labeling.core.errors import SchemeError
from labeling.core.scheme import Attribute, Label, Question, Scheme, Value
from labeling.core.toml_table import Table, read_toml

NAME = re.compile(r"[A-Za-z0-9_-]{1,40}")
COLOR = re.compile(r"#[0-9a-fA-F]{6}")
KEYS = "123456789"
ATTRIBUTE_TYPES = ("choice", "integer")
RESERVED = {  # what files call a document's own fields: a question of this name would overwrite one
    *("id", "document_id", "text", "title", "date", "source", "url", "language", "meta", "boilerplate"),
    *("spans", "annotations", "annotator", "tokens", "ner_tags"),
}
REASON = "_reason"  # the end of the key that the reason of an answer stands under
QUESTION_KEYS = ("name", "text", "required", "guideline", "positive", "negative", "keywords", "related", "value")


def read_scheme(toml: str, *, where: str) -> Scheme:
    """Read a scheme; SchemeError names the file, the line, what was found and what to do."""
    file = read_toml(toml, where=where, error=SchemeError)
    file.check_keys({"label", "attribute", "question", "guideline_version"})
    labels = file.tables("label")
    if not labels:
        raise file.fault(None, "no labels. A scheme has at least one [[label]] with name and color.")
    shared = _attributes(file.tables("attribute"))
    questions = file.tables("question")
    scheme = Scheme(
        id=hashlib.sha256(toml.encode()).hexdigest()[:16],
        toml=toml,
        labels=tuple(_label(table, shared) for table in labels),
        questions=tuple(_question(table) for table in questions),
        guideline_version=str(file.values.get("guideline_version", "1")),
    )
    _check_keys_of_labels(labels)
    _check_names(questions, "question")
    _check_columns(questions)
    return scheme


def _label(table: Table, shared: tuple[Attribute, ...]) -> Label:
    table.check_keys({"name", "key", "color", "guideline", "attribute"})
    for needed in ("name", "color"):
        if needed not in table.values:
            raise table.fault(None, f"a label without `{needed}`. Add it.")
    name, key, color = _name(table), table.string("key"), table.string("color")
    if not COLOR.fullmatch(color):
        raise table.fault("color", f"color is {color[:60]!r}; expected #rrggbb, say #0072b2.")
    if "key" in table.values and not (len(key) == 1 and key in KEYS):
        raise table.fault("key", f"key is {key[:60]!r}; expected one of 1 to 9, or no such line.")
    attributes = _attributes(table.tables("attribute"))
    twice = {attribute.name for attribute in attributes} & {attribute.name for attribute in shared}
    if twice:
        raise table.fault(None, f"the attribute {min(twice)} of {name} is also one of every label. Rename one.")
    return Label(name, key, color.lower(), table.string("guideline"), attributes + shared)


def _attributes(tables: Iterable[Table]) -> tuple[Attribute, ...]:
    tables = list(tables)
    found = []
    for table in tables:
        table.check_keys({"name", "values", "type", "background"})
        name, kind, values = _name(table), table.string("type", "choice"), table.strings("values")
        if kind not in ATTRIBUTE_TYPES:
            raise table.fault("type", f"type is {kind[:60]!r}; expected choice or integer.")
        if kind == "choice" and not values:
            raise table.fault("values", f"attribute {name} has no values. List them.")
        background = table.string("background") if "background" in table.values else None
        if background is not None and background not in values:
            raise table.fault("background", f"background is {background[:60]!r}, which is no value of {name}.")
        found.append(Attribute(name, values, kind, background))
    _check_names(tables, "attribute")
    return tuple(found)


def _question(table: Table) -> Question:
    table.check_keys(QUESTION_KEYS)
    name, values, tables = _name(table), [], table.tables("value")
    for value in tables:
        value.check_keys({"name", "key", "reasons"})
        values.append(Value(_name(value), value.string("key"), value.strings("reasons")))
    _check_names(tables, "value")
    if len(values) < 2:
        raise table.fault(None, f"question {name} has {len(values)} values; it needs two.")
    for side in ("positive", "negative"):
        if side in table.values and table.string(side) not in [value.name for value in values]:
            raise table.fault(side, f"{side} is {table.string(side)[:60]!r}, which is no value of it.")
    return Question(
        name=name,
        text=table.string("text", name),
        values=tuple(values),
        required=table.flag("required"),
        guideline=table.string("guideline"),
        positive=table.values.get("positive"),
        negative=table.values.get("negative"),
        keywords=tuple(keyword.lower() for keyword in table.strings("keywords")),
        related=tuple(word.lower() for word in table.strings("related")),
    )


def _check_keys_of_labels(tables: list[Table]) -> None:
    _check_names(tables, "label")
    owners: dict[str, str] = {}
    for table in tables:
        name, key = table.values["name"], table.values.get("key")
        if key in owners:
            free = ", ".join(one for one in KEYS if one not in {other.values.get("key") for other in tables})
            raise table.fault(
                "key",
                f"key {key} already belongs to {owners[key]}. Give each label its own key, or none; free: "
                f"{free or 'none'}.",
            )
        if key is not None:
            owners[key] = name


def _check_columns(tables: list[Table]) -> None:
    names = {table.values["name"] for table in tables}
    for table in tables:
        name = table.values["name"]
        if name in RESERVED or name.removesuffix(REASON) in names - {name}:
            raise table.fault("name", f"a question cannot be called {name}: files have this for something else.")


def _check_names(tables: Iterable[Table], what: str) -> None:
    seen = set()
    for table in tables:
        name = table.values["name"]
        if name in seen:
            raise table.fault(None, f"a second {what} {name}. Rename or remove one.")
        seen.add(name)


def _name(table: Table) -> str:
    name = table.values.get("name")
    if not isinstance(name, str) or not NAME.fullmatch(name):
        raise table.fault("name", f"name is {repr(name)[:60]}; expected letters, digits, _ and -, at most 40.")
    return name
