"""Objects of a JSON file are found with their lines, however they are laid out."""

import pytest

from exports.formats.json_values import read_values
from exports.formats.reading import Reading


def read(text: str) -> tuple[list[tuple[int, dict]], list[str]]:
    reading = Reading()
    values = list(read_values(text.encode(), file="x.json", reading=reading))
    return [(line.number, value) for line, value in values], [fault.message for fault in reading.faults]


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        ('{"a": 1}\n\n{"a": 2}\n', [1, 3]),
        ('[\n {"a": 1},\n {\n  "a": 2}\n]\n', [2, 3]),
        ('[{"a": 1}, {"a": 2}]', [1, 1]),
        ('{\n "a": 1\n}\n{\n "a": 2\n}', [1, 4]),
        ('\ufeff{"a": 1}\r\n{"a": 2}\r\n', [1, 2]),
    ],
)
def test_lines_arrays_and_objects_over_several_lines(text, lines):
    values, faults = read(text)
    assert values == [(lines[0], {"a": 1}), (lines[1], {"a": 2})]
    assert faults == []


def test_a_bad_line_does_not_hide_the_ones_after_it():
    values, faults = read('{"a": 1}\n{"a": \n{"a": 3}\n[4]\n')
    assert values == [(1, {"a": 1}), (3, {"a": 3})]
    assert [fault.split(":")[0] for fault in faults] == ["x.json, line 2, column 7", "x.json, line 4"]


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ('[\n{"a": 1},\n{"a"\n', "x.json, line 3: the file ends in the middle"),
        ('[\n{"a": 1}\n{"a": 2}]', "x.json, line 3: expected a comma or ]"),
        ('[{"a": 1},\n{a: 2}]', "x.json, line 2, column 2: this is not JSON"),
        ('[{"a": 1}]\n[]', "x.json, line 2: there is more after the end of the array"),
        ('[{"a": 1},\n"b"]', 'x.json, line 2: found "b"; expected an object'),
        ('[{"a": 1},\n{"a": "\\ud800"}]', "x.json, line 2: the text holds half a surrogate pair"),
        ('{\n"a": NaN\n}', "x.json, line 1: NaN is not JSON"),
        (" \n", "x.json: there is nothing in this file"),
    ],
)
def test_what_is_wrong_is_said_with_its_line(text, says):
    assert read(text)[1][0].startswith(says)
