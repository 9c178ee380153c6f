"""Reads a scheme from its TOML file; a refusal names the line."""

import hashlib
import re
import tomllib

from labeling.core.closest import did_you_mean
from labeling.core.errors import SchemeError
from labeling.core.scheme import Attribute, Label, Question, Scheme, Value
from labeling.core.toml_lines import line_of, with_line_first

NAME = re.compile(r"[A-Za-z0-9_-]{1,40}")
COLOR = re.compile(r"#[0-9a-fA-F]{6}")
ATTRIBUTE_TYPES = ("choice", "integer")


def read_scheme(toml: str, *, where: str) -> Scheme:
    """Read a scheme; SchemeError names the file, the line, what was found and what to do."""
    try:
        tables = tomllib.loads(toml)
    except tomllib.TOMLDecodeError as error:
        raise SchemeError(f"{where}: {with_line_first(error, toml)} This is not TOML; mend that line.") from None
    _check_keys(tables, {"label", "attribute", "question", "guideline_version"}, toml, where, None, 0)
    if not tables.get("label"):
        raise SchemeError(f"{where}: no labels. A scheme has at least one [[label]] with name, key and color.")
    shared = _attributes(tables.get("attribute", []), toml, where, "attribute")
    scheme = Scheme(
        id=hashlib.sha256(toml.encode()).hexdigest()[:16],
        toml=toml,
        labels=tuple(_label(table, number, shared, toml, where) for number, table in enumerate(tables["label"])),
        questions=tuple(_question(table, n, toml, where) for n, table in enumerate(tables.get("question", []))),
        guideline_version=str(tables.get("guideline_version", "1")),
    )
    _check_unique(scheme, toml, where)
    return scheme


def _label(table: dict, number: int, shared: tuple[Attribute, ...], toml: str, where: str) -> Label:
    known = {"name", "key", "color", "guideline", "attribute"}
    _check_keys(table, known, toml, where, "label", number)
    for needed in ("name", "key", "color"):
        if needed not in table:
            raise _fault(toml, where, "label", number, None, f"a label without `{needed}`. Add it.")
    name = _name(table["name"], toml, where, "label", number)
    color, key = table["color"], table["key"]
    if not isinstance(color, str) or not COLOR.fullmatch(color):
        raise _fault(toml, where, "label", number, "color", f"color is {color!r}; expected #rrggbb, say #0072b2.")
    if not (isinstance(key, str) and len(key) == 1 and key in "123456789"):
        raise _fault(toml, where, "label", number, "key", f"key is {key!r}; expected one of 1 to 9.")
    own = _attributes(table.get("attribute", []), toml, where, "label.attribute")
    return Label(name, key, color.lower(), str(table.get("guideline", "")), own + shared)


def _attributes(tables: list[dict], toml: str, where: str, heading: str) -> tuple[Attribute, ...]:
    found = []
    for number, table in enumerate(tables):
        _check_keys(table, {"name", "values", "type", "background"}, toml, where, heading, number)
        name = _name(table.get("name"), toml, where, heading, number)
        kind, values = table.get("type", "choice"), tuple(table.get("values", ()))
        if kind not in ATTRIBUTE_TYPES:
            raise _fault(toml, where, heading, number, "type", f"type is {kind!r}; expected choice or integer.")
        if kind == "choice" and not (values and all(isinstance(value, str) and value for value in values)):
            raise _fault(toml, where, heading, number, "values", f"attribute {name} has no values. List them.")
        background = table.get("background")
        if background is not None and background not in values:
            raise _fault(
                toml,
                where,
                heading,
                number,
                "background",
                f"background is {background!r}, which is no value of {name}.",
            )
        found.append(Attribute(name, values, kind, background))
    return tuple(found)


def _question(table: dict, number: int, toml: str, where: str) -> Question:
    known = {"name", "text", "required", "guideline", "positive", "negative", "keywords", "value"}
    _check_keys(table, known, toml, where, "question", number)
    name = _name(table.get("name"), toml, where, "question", number)
    values = []
    for place, value in enumerate(table.get("value", [])):
        _check_keys(value, {"name", "key", "reasons"}, toml, where, "question.value", place)
        called = _name(value.get("name"), toml, where, "question.value", place)
        values.append(Value(called, str(value.get("key", "")), tuple(value.get("reasons", ()))))
    if len(values) < 2:
        raise _fault(toml, where, "question", number, None, f"question {name} has {len(values)} values; it needs two.")
    for side in ("positive", "negative"):
        if side in table and table[side] not in [value.name for value in values]:
            raise _fault(toml, where, "question", number, side, f"{side} is {table[side]!r}, which is no value of it.")
    return Question(
        name=name,
        text=str(table.get("text", name)),
        values=tuple(values),
        required=bool(table.get("required", False)),
        guideline=str(table.get("guideline", "")),
        positive=table.get("positive"),
        negative=table.get("negative"),
        keywords=tuple(str(keyword).lower() for keyword in table.get("keywords", ())),
    )


def _check_unique(scheme: Scheme, toml: str, where: str) -> None:
    names, keys = {}, {}
    for number, label in enumerate(scheme.labels):
        if label.name in names:
            raise _fault(toml, where, "label", number, None, f"a second label {label.name}. Rename or remove one.")
        if label.key in keys:
            free = ", ".join(key for key in "123456789" if key not in {other.key for other in scheme.labels})
            raise _fault(
                toml, where, "label", number, "key",
                f"key {label.key} already belongs to {keys[label.key]}. Give each label its own key; free: {free}.",
            )  # fmt: skip
        names[label.name], keys[label.key] = True, label.name


def _name(name: object, toml: str, where: str, heading: str, number: int) -> str:
    if not isinstance(name, str) or not NAME.fullmatch(name):
        raise _fault(
            toml, where, heading, number, "name", f"name is {name!r}; expected letters, digits, _ and -, at most 40."
        )
    return name


def _check_keys(table: dict, known: set[str], toml: str, where: str, heading: str | None, number: int) -> None:
    for key in table:
        if key not in known:
            line = line_of(toml, heading, number, key) if heading else None
            place = f"{where}, line {line}" if line else where
            raise SchemeError(f"{place}: unknown key {key!r}.{did_you_mean(key, known)}")


def _fault(toml: str, where: str, heading: str, number: int, key: str | None, what: str) -> SchemeError:
    line = line_of(toml, heading, number, key)
    return SchemeError(f"{where}, line {line}: {what}" if line else f"{where}: {what}")
