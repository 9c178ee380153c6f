"""Spans that lie where nobody would put them are taken, and said."""

import json

import pytest

from exports.formats import csv_tables, jsonl

ROCKETS = "🚀🚀 Rockets hit Camp Taji near Baghdad."
ACCENTS = "Des tirs à Tâjî: trois blessés. Puis plus rien."
FAMILY = "👨‍👩‍👧 fled; cafe\u0301 hit; 🇮🇶🇺🇸 met.\r\nEnd"


def said(scheme, text, *places, quoted=False):
    spans = [{"start": start, "end": end, "label": "BASE"} for start, end in places]
    spans = [span | {"quote": text[span["start"] : span["end"]]} for span in spans] if quoted else spans
    line = json.dumps({"text": text, "spans": spans}, ensure_ascii=False).encode()
    reading = jsonl.read(line, file="a.jsonl", scheme=scheme)
    assert [len(layer.spans) for one in reading.documents for layer in one.annotations] == [len(places)]
    assert not reading.n_faults
    return " ".join(reading.warnings)


@pytest.mark.parametrize(
    ("text", "unit", "places"),
    [
        (ROCKETS, "UTF-16 units (JavaScript)", [(5, 12), (17, 26)]),
        (ACCENTS, "bytes", [(12, 18), (20, 34)]),
        (ROCKETS + "\r\n" + FAMILY, "UTF-16 units (JavaScript)", [(17, 26)]),
    ],
)
def test_offsets_that_count_another_unit_are_said_to_look_like_it(scheme, text, unit, places):
    warning = said(scheme, text, *places)
    assert f"a.jsonl, line 1: the offsets look like {unit}" in warning
    assert "look like" not in said(scheme, text, *places, quoted=True)


@pytest.mark.parametrize(
    ("text", "places"), [(ROCKETS, [(3, 10), (15, 24)]), (ACCENTS, [(11, 15), (17, 30)]), ("Camp Taji", [(1, 3)])]
)
def test_offsets_in_code_points_are_not_doubted(scheme, text, places):
    assert said(scheme, text, *places) == ""


def test_spans_of_blanks_and_inside_a_character_are_said_unless_a_quote_vouches_for_them(scheme):
    accent, flags, line_end = FAMILY.index("\u0301"), FAMILY.index("🇮"), FAMILY.index("\r\n")
    whole = [(0, 5), (accent - 4, accent + 1), (flags, flags + 2), (flags + 2, flags + 4)]
    assert said(scheme, FAMILY, *whole) == ""
    inside = [(0, 1), (accent - 4, accent), (flags, flags + 1), (flags + 1, flags + 3)]
    assert "inside what people see as one character; it is taken as it is. (4 times" in said(scheme, FAMILY, *inside)
    blank = "a.jsonl, line 1: a span holds only blanks and line ends; it is taken as it is."
    assert blank in said(scheme, FAMILY, (line_end, line_end + 2))
    assert said(scheme, FAMILY, *inside, (line_end, line_end + 2), quoted=True) == ""


def test_a_table_of_spans_without_quotes_is_looked_at_too(scheme):
    table = f"id,text,start,end,label\na,{ROCKETS},17,26,BASE\na,{ROCKETS},2,3,BASE\n".encode()
    reading = csv_tables.read(table, file="a.csv", scheme=scheme)
    assert any("holds only blanks" in warning for warning in reading.warnings)
    table = f"id,text,start,end,label\na,{ROCKETS},17,26,BASE\n".encode()
    assert "look like UTF-16 units" in " ".join(csv_tables.read(table, file="a.csv", scheme=scheme).warnings)
