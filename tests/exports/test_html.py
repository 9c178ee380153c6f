"""Saved pages: their article, what they declare of it, their characters; hostile ones, and no way to the network."""

import pytest

from exports.formats import format_by_content, html
from exports.formats.html_article import article
from tests.exports.pages import ARABIC, PARAGRAPHS, page
from tests.exports.test_loading_files import run, zipped
from tests.exports.test_round_trip import SCHEME

TEXT = "\n\n".join(("Rockets hit Alder airfield", *PARAGRAPHS))
DATED = '<meta property="article:published_time" content="2031-03-05T06:40:00+02:00">'


def read(markup: str | bytes, file: str = "news/alder.html"):
    return html.read(markup if isinstance(markup, bytes) else markup.encode(), file=file, scheme=SCHEME)


def document(markup: str | bytes):
    reading = read(markup)
    assert [fault.message for fault in reading.faults] == []
    return reading.documents[0].document


def refused(markup: str | bytes) -> str:
    (fault,) = read(markup).faults
    assert fault.message.startswith("news/alder.html")
    return fault.message


def test_a_page_becomes_its_article_named_like_the_file():
    head = (
        DATED
        + '<link rel="canonical" href="https://courier.example/alder?id=7">'
        + '<meta property="og:site_name" content="The Dornim Courier">'
    )
    found = document(page(head=head))
    assert found.text == TEXT
    assert (found.id, found.title, found.source) == ("alder", "Rockets hit Alder airfield", "The Dornim Courier")
    assert (found.url, found.published) == ("https://courier.example/alder?id=7", "2031-03-05T06:40:00+02:00")
    assert (found.language, found.meta) == ("en", {"file": "alder.html"})


def test_lists_tables_and_broken_lines_stay_readable():
    body = (
        "<p>Known<br>so far:</p><ul><li>Two <b>guards</b> were hurt.</li><li>A fuel store burned.</li></ul>"
        "<table><tr><th>Place</th><th>Rockets</th></tr><tr><td>Alder airfield</td><td>4</td></tr></table>"
    )
    assert document(page(body=body)).text.removeprefix(TEXT) == (
        "\n\nKnown\nso far:\n\n- Two guards were hurt.\n- A fuel store burned.\n\nPlace | Rockets\nAlder airfield | 4"
    )


def test_an_arabic_page_keeps_its_words_and_says_its_language():
    found = document(page(*ARABIC, lang="ar-IQ", charset="windows-1256").encode("cp1256", "xmlcharrefreplace"))
    assert found.text.split("\n\n")[1:] == list(ARABIC)
    assert found.language == "ar"


@pytest.mark.parametrize(
    ("head", "body", "expected"),
    [
        (DATED, "", "2031-03-05T06:40:00+02:00"),
        ('<meta name="Date" content="2031-03-05 morning">', "", "2031-03-05"),
        ('<script type="application/ld+json">{"@graph": [{"@type": "NewsArticle", "datePublished": "2031-03-05"}, '
         '{"@type": "Person"}]}</script>', "", "2031-03-05"),
        ("", '<time itemprop="datePublished" datetime="2031-03-05">today</time>', "2031-03-05"),
        ("", '<time pubdate datetime="2031-03-05T06:40:00Z">today</time>', "2031-03-05T06:40:00Z"),
        ("", "", None),
        ("", '<p class="byline">By Nora Quist, 5 March 2031</p>', None),
        ('<meta property="article:modified_time" content="2031-03-09">', "", None),
        ('<meta name="date" content="05.03.2031">', "", None),
        ('<meta name="date" content="2031-02-30">', "", None),
        ('<link rel="canonical" href="https://courier.example/2031/03/05/alder">', "", None),
        ('<meta name="date" content="2031-03-05"><meta name="pubdate" content="2030-01-01">', "", None),
        ('<script type="application/ld+json">{"@type": "ItemList", "itemListElement": [{"@type": "NewsArticle", '
         '"datePublished": "2030-01-01"}]}</script>', "", None),
        ('<script type="application/ld+json">' + "[" * 100_000 + "</script>", "", None),
    ],
)  # fmt: skip
def test_a_date_is_taken_only_where_the_page_declares_one(head, body, expected):
    assert document(page(head=head, body=body)).published == expected


@pytest.mark.parametrize(
    ("head", "expected"),
    [
        ('<link rel="canonical" href="/alder"><meta property="og:url" content="https://courier.example/a">', "https://courier.example/a"),
        ('<link rel="canonical" href="javascript:alert(1)">', None),
        ('<link rel="canonical" href="http://[::1">', None),
        ('<base href="https://courier.example/">', None),
        ("<!-- saved from url=(0027)https://courier.example/a -->", "https://courier.example/a"),
    ],
)  # fmt: skip
def test_an_address_is_taken_only_where_the_page_says_that_it_is_its_own(head, expected):
    assert document(page(head=head)).url == expected


ACCENTS = page("Les gardes ont été blessés à l’aéroport de Dornim, a déclaré le commandement du nord mercredi matin.")
UNDECLARED = ACCENTS.replace('<meta charset="utf-8">', "")


@pytest.mark.parametrize(
    "data",
    [
        ACCENTS.encode(),
        b"\xef\xbb\xbf" + ACCENTS.replace("utf-8", "iso-8859-1").encode(),
        ACCENTS.replace("utf-8", "iso-8859-1").encode("cp1252"),
        UNDECLARED.encode(),
        ACCENTS.encode("utf-16"),
        ('<?xml version="1.0" encoding="windows-1252"?>' + UNDECLARED).encode("cp1252"),
        ACCENTS.replace("utf-8", "GB2312").replace("’", "").encode("gb18030"),
    ],
)  # fmt: skip
def test_characters_are_what_the_mark_or_the_page_says(data):
    reading = read(data)
    assert "été blessés" in reading.documents[0].document.text
    assert reading.warnings == []


def test_a_page_that_says_latin_1_and_is_utf_8_is_read_as_utf_8_and_it_is_said():
    reading = read(ACCENTS.replace("utf-8", "iso-8859-1").encode())
    assert "été blessés" in reading.documents[0].document.text
    assert reading.warnings == ["news/alder.html: the page declares iso-8859-1, but is UTF-8, and is read as that."]


@pytest.mark.parametrize(
    ("data", "why"),
    [
        (ACCENTS.encode("cp1252", "replace"), "line 1, column"),
        (UNDECLARED.encode("cp1252", "replace"), "does not declare its character set"),
        (ACCENTS.replace("utf-8", "klingon").encode(), "'klingon', which is not known"),
        (ACCENTS.replace("utf-8", "utf-7").encode(), "'utf-7', which is not known"),
        (ACCENTS.replace("utf-8", "shift_jis").encode("cp1252", "replace"), "is not shift_jis, as it declares"),
        (ACCENTS.encode("utf-16-le"), "looks like UTF-16 without a mark"),
        (b"\xff\xfe<\x00\x00\xd8", "is not UTF-16"),
        (b"%PDF-1.4", "a PDF renamed"),
        (ACCENTS.encode() + b"\0", "NUL"),
        (b"", "the file is empty"),
    ],
)  # fmt: skip
def test_a_page_whose_characters_are_not_certain_is_refused(data, why):
    assert why in refused(data)


@pytest.mark.parametrize(
    "markup",
    ["<html></html>", "<html><head><script>" + "go();" * 1000 + "</script></head><body></body></html>",
     "<", " ", "<!-- -->", "<frameset><frame src=a></frameset>",
     "<html><body>" + "<div>" * 49_000 + "deep" + "</div>" * 49_000 + "</body></html>"],
)  # fmt: skip
def test_a_page_without_an_article_is_refused_in_a_sentence(markup):
    assert refused(markup).endswith("no article text found in this page. Save its text as .txt, or leave the file out.")


def test_pictures_in_a_page_count_nothing_and_a_page_too_large_is_refused():
    picture = '<img src="data:image/png;base64,' + "A" * 20_000_000 + '">'
    assert document(page(body=picture)).text == TEXT
    assert "a page of 12,0" in refused(page("word " * 2_400_000))
    assert "tags; at most 100,000 (MOST_TAGS)" in refused(page("<b>a</b>" * 60_000))


def test_an_entity_is_neither_expanded_without_end_nor_fetched():
    bomb = "".join(f'<!ENTITY {b} "{f"&{a};" * 10}">' for a, b in zip("abcdefgh", "bcdefghi", strict=True))
    for entities in (f'<!ENTITY a "aaaaaaaaaa">{bomb}', '<!ENTITY i SYSTEM "file:///etc/passwd">'):
        markup = page("&i; " + PARAGRAPHS[0]).replace("<!DOCTYPE html>", f"<!DOCTYPE html [{entities}]>")
        found = document(markup).text
        assert len(found) < 400
        assert "root:" not in found


def test_pages_are_told_by_their_suffix_or_their_first_bytes():
    told = {
        b"<!DOCTYPE html><html>": "x",
        b'\xef\xbb\xbf<?xml version="1.0"?>\n<!-- saved -->\n<!doctype HTML PUBLIC>': "download",
        b"<HTML lang=en>": "x.txt",
        b"Rockets hit.": "x.htm",
    }
    assert {data: format_by_content(data, name) for data, name in told.items()} == dict.fromkeys(told, "html")
    assert format_by_content(b'<?xml version="1.0"?><GateDocument version="3">', "x.xml") != "html"
    assert format_by_content(b"<!---->" * 9_000 + b"<p>", "x.txt") == "txt"
    assert format_by_content(b"<p>One piece of a page", "x.txt") == "txt"


def test_folders_and_zips_of_pages_are_loaded_without_the_folders_that_belong_to_the_pages(tmp_path):
    folder = tmp_path / "saved"
    (folder / "alder_files").mkdir(parents=True)
    (folder / "alder.html").write_text(page(), "utf-8")
    (folder / "alder_files" / "frame.html").write_text("<html></html>", "utf-8")
    (folder / "bridge.htm").write_text(page(PARAGRAPHS[1], PARAGRAPHS[2]), "utf-8")
    (tmp_path / "saved.zip").write_bytes(
        zipped(
            **{
                "in/alder.html": page(),
                "in/alder_files/frame.html": "<html></html>",
                "in/bridge.htm": page(PARAGRAPHS[1]),
            }
        )
    )
    for place in (folder, tmp_path / "saved.zip"):
        result = run(tmp_path / f"{place.name}.db", "load", str(place))
        assert "2 documents loaded" in result.output, result.output
        assert result.exit_code == 0


def test_a_piece_of_a_page_is_read_as_one():
    assert article("<p>only a piece of a page, but one that has some length to it</p>")["text"] == (
        "only a piece of a page, but one that has some length to it"
    )


def test_what_a_page_declares_in_odd_ways_does_no_harm():
    odd = (
        '<script type="application/ld+json">{"@type": "NewsArticle","headline": ["a"], "publisher": {"name": {"x": 1}},'
        ' "datePublished": {"a": 1}}</script><meta property="og:title" content="&#xD800;&#0;&#x110000;">'
        f'<meta property="og:site_name" content="{"x" * 5000}"><link rel="canonical"><meta name="date">'
    )
    found = document(page(head=odd + "<!--" * 20_000 + "-->"))
    assert (found.text, found.source, found.url, found.published) == (TEXT, None, None, None)
    assert found.title is None or found.title.encode("utf-8").isascii() or "\ufffd" in found.title
