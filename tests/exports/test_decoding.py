"""Bytes become text in one way or not at all."""

import gzip

import pytest

from exports.formats.decoding import SIGNATURES, decode
from labeling.core.errors import FileRefused


def test_a_mark_at_the_start_goes_and_one_inside_stays():
    assert decode(b"\xef\xbb\xbfone\xef\xbb\xbftwo", file="a.txt") == "one\ufefftwo"


def test_line_ends_stay():
    assert decode(b"one\r\ntwo\rthree\n", file="a.txt") == "one\r\ntwo\rthree\n"


@pytest.mark.parametrize("signature", SIGNATURES)
def test_what_is_no_text_is_named(signature):
    with pytest.raises(FileRefused, match=r"a.txt, line 1: this is not UTF-8 text but looks like"):
        decode(signature + b" and more", file="a.txt")


def test_utf16_without_a_mark_is_noticed():
    with pytest.raises(FileRefused, match=r"UTF-16 without a mark"):
        decode("Rockets hit.".encode("utf-16-le"), file="a.txt")


def test_gzip_is_named():
    with pytest.raises(FileRefused, match=r"gzip. Unpack it first"):
        decode(gzip.compress(b"Rockets"), file="a.txt")


def test_a_stray_byte_is_told_with_line_and_column_in_characters():
    with pytest.raises(FileRefused, match=r"a.txt, line 2, column 4: byte 0xE9 is not UTF-8. In Latin-1 .* 'é'"):
        decode("åß\nçaf".encode() + b"\xe9", file="a.txt")


def test_half_characters_and_encoded_surrogates_are_refused():
    for data in (b"caf\xc3", b"\xed\xa0\x80"):
        with pytest.raises(FileRefused, match=r"is not UTF-8"):
            decode(data, file="a.txt")
