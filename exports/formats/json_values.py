"""The objects of a JSON file: one a line, in one array, or one after another over several lines."""

import json
from collections.abc import Iterator
from typing import Any

from exports.formats.decoding import decode
from exports.formats.reading import Line, Reading
from exports.formats.strict_json import read_object, read_value_at, strings_in
from labeling.core.document import check_characters
from labeling.core.errors import FileRefused, SitrepError

BLANKS = " \t\r\n"
DECODER = json.JSONDecoder()  # to look, not to read


def read_values(
    data: bytes, *, file: str, reading: Reading, kinds: tuple[type, ...] = (dict,)
) -> Iterator[tuple[Line, Any]]:
    """(line where it begins, object) for every object of the file; what is none becomes a fault of `reading`.

    `kinds`: a format whose array holds arrays takes lists, too.
    """
    try:
        text = decode(data, file=file)
    except SitrepError as refused:
        reading.add_fault(file, 1, str(refused))
        return
    if not text.strip(BLANKS):
        reading.add_fault(file, None, f"{file}: there is nothing in this file. Expected JSON.")
    elif text.lstrip(BLANKS).startswith("["):
        yield from _checked(_of_array(text, file, reading), kinds)
    elif _is_lines(text):
        yield from _checked(_of_lines(text, file, reading), kinds)
    else:
        yield from _checked(_one_after_another(text, file, reading), kinds)


def _is_lines(text: str) -> bool:
    """Whether any of the first lines is a whole object by itself: then every line should be."""
    for content in text[:1_000_000].split("\n")[:20]:
        try:
            value, _ = DECODER.raw_decode(content.lstrip(BLANKS))
        except (ValueError, RecursionError):
            continue
        if isinstance(value, dict):
            return True
    return False


def _of_lines(text: str, file: str, reading: Reading) -> Iterator[tuple[Line, Any, str]]:
    for number, content in enumerate(text.split("\n"), start=1):
        if content.strip(BLANKS):
            line = Line(file, number, reading)
            try:
                value = read_object(content, where=line.where)
            except SitrepError as refused:
                line.fault(str(refused))
            else:
                yield line, value, content


def _of_array(text: str, file: str, reading: Reading) -> Iterator[tuple[Line, Any, str]]:
    places = _Places(text, file, reading)
    at = places.skip_blanks(text.index("[") + 1)
    while text[at : at + 1] != "]":
        begin, value, at = places.read(at)
        if begin is None:
            return
        yield begin, value, text[places.at : at]
        at = places.skip_blanks(at)
        if text[at : at + 1] not in (",", "]"):
            places.line(at).fault(f"{places.line(at).where}: expected a comma or ] after a value of the array.")
            return
        if text[at] == ",":
            at = places.skip_blanks(at + 1)
    rest = places.skip_blanks(at + 1)
    if rest < len(text):
        places.line(rest).fault(f"{places.line(rest).where}: there is more after the end of the array. Remove it.")


def _one_after_another(text: str, file: str, reading: Reading) -> Iterator[tuple[Line, Any, str]]:
    places = _Places(text, file, reading)
    at = places.skip_blanks(0)
    while at < len(text):
        begin, value, at = places.read(at)
        if begin is None:
            return
        yield begin, value, text[places.at : at]
        at = places.skip_blanks(at)


class _Places:
    """Reads values of `text` from left to right and knows their lines."""

    def __init__(self, text: str, file: str, reading: Reading) -> None:
        self.text, self.file, self.reading = text, file, reading
        self.at, self.number = 0, 1  # where the last value began, and its line

    def skip_blanks(self, at: int) -> int:
        while at < len(self.text) and self.text[at] in BLANKS:
            at += 1
        return at

    def line(self, at: int) -> Line:
        return Line(self.file, self.number + self.text.count("\n", self.at, at), self.reading)

    def read(self, at: int) -> tuple[Line | None, Any, int]:
        """The line of the value here, the value, and its end; (None, None, at) after a fault, where reading ends."""
        self.number, self.at = self.line(at).number, at
        line = Line(self.file, self.number, self.reading)
        try:
            value, end = read_value_at(self.text, at, where=line.where)
        except json.JSONDecodeError as error:
            self._report(error)
        except FileRefused as refused:
            line.fault(str(refused))
        else:
            return line, value, end
        return None, None, at

    def _report(self, error: json.JSONDecodeError) -> None:
        if error.pos >= len(self.text.rstrip(BLANKS)):
            line = self.line(len(self.text.rstrip(BLANKS)))
            line.fault(f"{line.where}: the file ends in the middle. Expected the end of the value; get the whole file.")
        else:
            line = self.line(error.pos)
            line.fault(f"{line.where}, column {error.colno}: this is not JSON ({error.msg}). Mend the line.")


def _checked(values: Iterator[tuple[Line, Any, str]], kinds: tuple[type, ...]) -> Iterator[tuple[Line, Any]]:
    """Passes on the objects whose strings every other part can carry."""
    for line, value, written in values:
        if not isinstance(value, kinds):
            line.fault(f"{line.where}: found {json.dumps(value)[:40]}; expected an object, {{…}}.")
            continue
        try:
            for string in strings_in(value) if "\\u" in written else ():
                check_characters(string, where=line.where)
        except SitrepError as refused:
            line.fault(str(refused))
        else:
            yield line, value
