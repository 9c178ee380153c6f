from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from labeling.core.boilerplate.boilerplate import REPEATED, boilerplate_ranges, n_folded_lines, without_ranges
from labeling.core.boilerplate.boilerplate_file import read_phrases
from labeling.core.boilerplate.repeated_lines import NOTHING_REPEATED, RepeatedLines, repeated_lines

SEEDS = Path(__file__).resolve().parents[2] / "seeds" / "boilerplate.toml"
PHRASES = read_phrases(SEEDS.read_text("utf-8"), where="seeds/boilerplate.toml")
BODY = (
    "Rockets hit a camp north of the city on Tuesday, the army said, and the guards at the gate saw four flashes.\n"
    "Two of them fell on the runway. The others were found in a field, still on their rails, by a farmer.\n"
    "The mayor asked for calm and for more lamps in the street that leads from the bridge to the camp.\n"
)
MENU = "Tigris Daily · Who we are · Tide tables"
STOCK = "No group has claimed the attack."


def folded(text: str, repeated: RepeatedLines = NOTHING_REPEATED) -> dict[str, str]:
    """The folded runs of a text, and why each is folded."""
    return {text[start:end]: why for start, end, why in boilerplate_ranges(text, PHRASES, repeated)}


@pytest.mark.parametrize(
    ("line", "why"),
    [
        ("Post a comment", "comment note"),
        ("POST A COMMENT …", "comment note"),
        ("14 comments", "comment note"),
        ("Read more: Who fires the rockets?", "more to read"),
        ("  ▸ Don’t miss", "more to read"),
        ("Share on Facebook", "share buttons"),
        ("Sign up for our weekly newsletter", "newsletter call"),
        ("- Advertisement -", "advertisement"),
        ("We use cookies to keep this page running.", "cookie note"),
        ("© 2022 Tigris Daily", "rights note"),
        ("Copyright 2022 Tigris Daily. All rights reserved.", "rights note"),
        ("Skip to main content", "page navigation"),
        ("31º", "page navigation"),
        ("Photo: R. al-Salih / Northline", "image credit"),
        ("أضف تعليقاً", "comment note"),
        ("اقرأ أيضاً : من يطلق الصواريخ؟", "more to read"),
        ("جميع الحقوق محفوظة © 2022", "rights note"),
        ("اشتراک‌گذاری", "share buttons"),
        ("Lire aussi : qui tire les roquettes ?", "more to read"),
        ("Todos los derechos reservados.", "rights note"),
    ],
)
def test_a_whole_line_of_the_page_is_folded_wherever_it_stands(line, why):
    above, below = BODY.split("\n", 1)
    assert folded(f"{above}\n{line}\n{below}") == {f"{line}\n": why}


@pytest.mark.parametrize(
    "line",
    [
        "There was no immediate comment from the coalition.",
        "Comments by the general made the families angry.",
        "“We welcome comments from nobody,” the spokesman said.",
        "Shares in the manufacturer rose by 1.4 percent.",
        "Share of the rockets that failed: one in three.",
        "Follow-up strikes hit the same hangar an hour later.",
        "The group used Facebook, Twitter and WhatsApp to spread the film.",
        "Photo: rockets on a truck, found by soldiers on Tuesday",
        "PHOTO: ROCKETS HIT THE CAMP",
        "Source: rockets were fired from a farm",
        "Reporting by journalists is banned in the province.",
        "Editing by hand, the unit removed the faces of the dead.",
        "Additional reporting by local media speaks of four dead.",
        "The cookies were sent to the soldiers by a school.",
        "Copyright law was not on the agenda of the parliament.",
        "Home to five thousand troops, the base was hit twice.",
        "Read the names of the dead, the mayor asked.",
        "Sign up or leave, the militia told the young men.",
        "Subscribe to that view, he said, and you will lose the war.",
        "Related attacks hit two bases in the west.",
        "تابعنا على الأرض سقوط صاروخين قرب القاعدة",
        "شارك عبر الفيديو قائد القوات في الاجتماع",
    ],
)
def test_a_line_that_reports_something_stays(line):
    assert folded(f"{BODY}{line}\n{BODY}") == {}
    assert folded(f"{BODY}\n{line}") == {}
    assert folded(f"{line}\n{BODY}") == {}


def test_a_long_line_is_a_paragraph_however_it_begins():
    assert folded(f"{BODY}Read more: {'the rockets fell. ' * 10}\n") == {}


NOTE = (
    "Comments\nTigris Daily reads what you send. We welcome comments that keep to the subject and to good manners, and "
    "we print one in ten of them, whoever wrote it and whatever the writer thinks of us, of the army or of the camp.\n"
)


def test_a_note_below_its_mark_is_folded_to_the_end():
    assert folded(BODY * 2 + NOTE + "Post a comment") == {NOTE + "Post a comment": "comment note"}


def test_a_mark_in_the_middle_of_the_article_folds_itself_alone():
    assert folded(BODY * 2 + NOTE + BODY) == {"Comments\n": "comment note"}


def test_who_wrote_it_counts_only_below_the_article():
    line = "(Reporting by T. Lowe; editing by P. Marsh)\n"
    assert folded(f"{BODY}___\n\n{line}Loading...") == {f"___\n\n{line}Loading...": "credit line, page navigation"}
    assert folded(f"{BODY}{line}{BODY}") == {}


def test_runs_are_joined_over_blank_lines_and_go_to_the_ends_of_the_text():
    text = f"\nSkip to content\n\nMenu\n\n{BODY}\nShare\r\n\r\n© Tigris Daily\r\n\r\n"
    assert folded(text) == {
        "\nSkip to content\n\nMenu\n": "page navigation",
        "Share\r\n\r\n© Tigris Daily\r\n\r\n": "share buttons, rights note",
    }


def test_offsets_count_code_points():
    text = f"🚀🚀 {BODY}Share\n"
    assert boilerplate_ranges(text, PHRASES) == [(len(text) - 6, len(text), "share buttons")]


def test_half_of_the_text_stays_whatever_the_rules_say():
    assert folded("Rockets hit.\nShare this article\nPost a comment\n") == {}
    least_sure = f"{BODY}Post a comment\n{'Comments that hurt are cut. ' * 20}\n"
    assert folded(least_sure) == {"Post a comment\n": "comment note"}


def test_what_repeats_in_a_source_is_folded_below_the_article_and_not_inside_it():
    repeated = repeated_lines([f"{BODY}{number}\n{MENU}\n" for number in range(3)])
    assert folded(f"{BODY}{MENU}\n", repeated) == {f"{MENU}\n": REPEATED}
    assert folded(f"{BODY}{MENU}\n{BODY}", repeated) == {}
    assert folded(f"{MENU}\n{BODY}", repeated) == {}


def test_a_line_above_the_article_must_stand_in_most_stories_for_headlines_come_back():
    few, many = (repeated_lines([f"{MENU}\nReport {number}\n" for number in range(n)]) for n in (4, 5))
    assert folded(f"{MENU}\nAnother headline\n{BODY}", few) == {}
    assert folded(f"{MENU}\nAnother headline\n{BODY}", many) == {f"{MENU}\n": REPEATED}


@pytest.mark.parametrize(("n_with", "n", "repeats"), [(2, 2, False), (3, 3, True), (3, 15, True), (3, 16, False)])
def test_a_line_repeats_in_three_stories_and_a_fifth_of_the_source(n_with, n, repeats):
    texts = [f"Report {number}\n{MENU if number < n_with else 'The end'}" for number in range(n)]
    assert repeated_lines(texts).holds(MENU) is repeats


@pytest.mark.parametrize(("n_with", "n", "repeats"), [(4, 4, False), (5, 10, True), (5, 11, False)])
def test_a_sentence_repeats_only_where_most_stories_have_it(n_with, n, repeats):
    texts = [f"Report {number}\n{STOCK if number < n_with else 'The end'}" for number in range(n)]
    assert repeated_lines(texts).holds(STOCK.removesuffix(".")) is repeats


def test_a_story_that_is_told_again_counts_once():
    lead = "Rockets hit a camp north of the city on Tuesday, the army said. " * 4
    texts = [f"Camp hit again\n{lead}\nUpdate {number}\nThe camp, as seen from the bridge" for number in range(4)]
    assert not repeated_lines(texts).often


def test_a_paragraph_of_news_that_is_printed_again_does_not_repeat():
    assert not repeated_lines([f"Report {number}\n{BODY.replace(chr(10), ' ')}" for number in range(9)]).holds(BODY)


LINES = st.sampled_from(
    [
        *(*BODY.splitlines(), MENU, STOCK, "Share", "Comments", "Your comments count.", "", "  ", "———", "🚀", "\r"),
        *("x", "Post a comment", "(Reporting by T. Lowe)", "لم تقع إصابات", "التعليقات", "Read more: 🚀"),
    ]
)


@given(st.lists(st.lists(LINES, max_size=12), min_size=1, max_size=6), st.booleans())
def test_ranges_are_sorted_whole_lines_inside_the_text_and_at_most_half_of_it(documents, ends_with_line):
    texts = ["\n".join(lines) + "\n" * ends_with_line for lines in documents]
    repeated = repeated_lines(texts)
    for text in texts:
        ranges = boilerplate_ranges(text, PHRASES, repeated)
        places = [place for start, end, _ in ranges for place in (start, end)]
        assert places == sorted(set(places))
        assert all(start == 0 or text[start - 1] == "\n" for start, _, _ in ranges)
        assert all(end == len(text) or text[end - 1] == "\n" for _, end, _ in ranges)
        assert 2 * len(without_ranges(text, ranges)) >= len(text)
        assert all(why and text[start:end].strip() for start, end, why in ranges)
        assert n_folded_lines(text, ranges) >= len(ranges)
