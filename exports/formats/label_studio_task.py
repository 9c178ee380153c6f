"""One task of Label Studio: where its text is, and whose work is on it."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from exports.formats.reading import Line
from labeling.core.errors import FileRefused

WORK = ("annotations", "completions", "predictions")
NUMBER_ONLY = "{} exported as numbers only"


@dataclass(frozen=True, slots=True)
class Task:
    """`values`: what the task says beside its text; `ids`: what may name it, best first."""

    text: object | None
    values: dict[str, Any]
    ids: tuple[object, object]
    annotations: list[dict[str, Any]]
    predictions: list[dict[str, Any]]

    @property
    def name(self) -> str:
        """For messages."""
        number = self.ids[1] if self.ids[0] is None else self.ids[0]
        return "" if number is None else f", task {str(number)[:40]}"


def read_task(value: dict[str, Any], line: Line) -> Task:
    """The task; an object without `data` and without work on it is data itself. FileRefused for other types."""
    annotations = _work(value, "annotations", line) or _work(value, "completions", line)
    predictions = _work(value, "predictions", line)
    _work(value, "drafts", line, is_carried=False)
    data = value.get("data", {} if any(key in value for key in WORK) else value)
    if not isinstance(data, dict):
        raise FileRefused(f"{line.where}: `data` is {repr(data)[:60]}; expected an object with the text.")
    is_bare = data is value
    key = text_key(data, [*annotations, *predictions], line) if not is_bare else "text" if "text" in data else None
    values = {name: inner for name, inner in data.items() if name not in (key, "id")}
    if "meta" not in values and not is_bare and value.get("meta"):
        values["meta"] = value["meta"]
    text = None if key is None else data[key]
    return Task(text, values, (data.get("id"), value.get("id")), annotations, predictions)


def results_of(work: dict[str, Any], where: str) -> Iterator[dict[str, Any]]:
    """The items of an annotation or prediction; old files nest them in one more list."""
    items = work.get("result")
    if not isinstance(items, list | None):
        raise FileRefused(f"{where}: `result` is {repr(items)[:60]}; expected a list.")
    for item in items or ():
        for one in item if isinstance(item, list) else (item,):
            if not isinstance(one, dict):
                raise FileRefused(f"{where}: `result` holds {repr(one)[:60]}; expected objects.")
            yield one


def _work(value: dict[str, Any], key: str, line: Line, *, is_carried: bool = True) -> list[dict[str, Any]]:
    """The objects under this key. A server's plain export has numbers where it leaves the content out."""
    found = value.get(key)
    if not isinstance(found, list | None):
        raise FileRefused(f"{line.where}: `{key}` is {repr(found)[:60]}; expected a list.")
    objects = [one for one in found or () if isinstance(one, dict)]
    line.leave_out(NUMBER_ONLY.format(key), len(found or ()) - len(objects))
    if not is_carried:
        line.leave_out(key, len(objects))
    return objects


def text_key(data: dict[str, Any], works: list[dict[str, Any]], line: Line) -> str | None:
    """The key of the text: `text`, else the one that results name, else that of the longest string with blanks in it.

    Which it is stands in the project's configuration, which no export holds.
    """
    if data.get("text") is not None:
        return "text"
    named = {
        source[1:]
        for work in works
        for item in results_of(work, line.where)
        if isinstance(source := item.get("source"), str) and source.startswith("$")
    }
    texts = {key: value for key, value in data.items() if isinstance(value, str) and " " in value.strip()}
    key = next((key for key in texts if key in named), max(texts, key=lambda key: len(texts[key]), default=None))
    if key is not None:
        line.notice(f"there is no `text` in the data; the text is taken from `{key[:40]}`.")
    return key
