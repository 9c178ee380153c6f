import pytest
from hypothesis import given
from hypothesis import strategies as st

from labeling.core.errors import QuoteMismatch, SpanOutOfText
from labeling.core.span import check_offsets, check_quote


@pytest.mark.parametrize(
    ("start", "end"),
    [(-1, 2), (0, 5), (3, 3), (3, 1), (0, 10**30), (9, 2), (3, -1), (-2, -3), (True, 2), (0, 2.0), ("0", 2), (None, 2)],
)
def test_offsets_outside_the_text_are_refused(start, end):
    with pytest.raises(SpanOutOfText, match="line 3"):
        check_offsets(start, end, "Taji", where="line 3")


@given(st.text(min_size=1), st.data())
def test_every_quote_of_a_text_is_taken_and_no_other(text, data):
    start = data.draw(st.integers(0, len(text) - 1))
    end = data.draw(st.integers(start + 1, len(text)))
    check_offsets(start, end, text, where="here")
    check_quote(start, end, text[start:end], text, where="here")
    with pytest.raises(QuoteMismatch):
        check_quote(start, end, text[start:end] + "x", text, where="here")


def test_offsets_that_count_utf16_units_are_recognised():
    with pytest.raises(QuoteMismatch, match="UTF-16"):
        check_quote(8, 12, "Taji", "😀😀 at Taji base", where="here")
