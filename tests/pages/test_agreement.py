import re

from streamlit.testing.v1 import AppTest

from labeling.store.authors import author_named
from labeling.store.database import write
from labeling.workflow.annotate import take_operations
from labeling.workflow.guidance.guidelines import change_guideline
from tests.coded_team import finish_all
from tests.operations import message
from tests.pages.test_pages import words

PAGE = "labeling.pages.agreement"


def test_the_page_says_how_far_people_agree_on_what_they_do_not_and_what_to_do(show, db, add):
    finish_all(db, add)
    page = show(PAGE)
    assert not page.exception
    assert [metric.value for metric in page.metric] == ["0.50", "0.60", "33 %"]
    said = words(page).replace("\\", "")
    assert re.search(r"attack_report, \[−?0\.\d\d, 1\.00\], 3 documents", said)
    assert "Too few documents to tell." in said
    assert "Differs most:** attack_report: other answers, 2 × in 1 document" in said
    assert "Let two people finish 17 documents more" in said
    pairs = next(table.value for table in page.dataframe if list(table.value.columns) == ["Amal", "Ben", "Chen"])
    assert pairs.loc["Amal"].tolist() == ["", "0.67 (2)", "1.00 (1)"]
    assert pairs.loc["Chen", "Ben"] == "0.00 (1)"


def test_the_list_of_differences_is_narrowed_and_leads_to_the_articles(show, db, add):
    finish_all(db, add)
    page = show(PAGE, label="BASE", pair="Amal · Ben")
    said = words(page).replace("\\", "")
    assert "BASE edges: “Camp Taji” (Amal), “Taji” (Ben)" in said
    assert "[A drill at Ain al-Asad.](/annotate?document=drill)" in said
    assert "Ben · Chen ·" not in said
    page.selectbox(key="agreement question").set_value("attack_report")
    page.selectbox(key="agreement label").set_value("all").run()
    said = words(page).replace("\\", "")
    assert "attack_report: no (Amal), yes (Ben)" in said
    assert "edges" not in said.split("What differs")[1]


def test_whose_layers_are_compared_is_chosen(show, db, add):
    finish_all(db, add)
    page = show(PAGE)
    page.multiselect[0].set_value(["Amal", "Chen"]).run()
    assert [metric.value for metric in page.metric] == ["–", "1.00", "0 %"]
    assert "Nothing differs." in words(page)
    assert page.code[0].value == "sitrep agreement --coder Amal --coder Chen"
    page.multiselect[0].set_value(["Amal"]).run()
    assert "Agreement is between two" in words(page)


def test_parts_are_shown_where_there_are_two_and_say_what_is_too_few(show, db, add):
    finish_all(db, add)
    page = show(PAGE)
    assert "By guidelines" not in words(page)
    amal = author_named(db, "Amal")
    change_guideline(db, amal, "Mark what is hit.\n", note="shorter")
    take_operations(db, "feast", amal, [message("work.reopen"), message("work.submit", seconds=3)])
    page = show(PAGE)
    said = words(page)
    assert "By guidelines" in said
    assert "By week" not in said
    table = next(table.value for table in page.dataframe if "attack_report, by guideline" in table.value)
    assert table.values.tolist() == [
        ["mixed", "too few", "100 %", 1],
        ["version 1", "too few", table["Same answer"][1], 2],
    ]
    assert "Too few: under 20 documents there is no alpha." in said


def test_the_page_is_not_for_annotators(show, db, add):
    finish_all(db, add)
    with write(db):
        db.execute("UPDATE authors SET password_hash = 'x' WHERE name = 'Ben'")
    page = show(PAGE)
    (error,) = page.error
    assert "needs the role adjudicator; you are annotator" in error.value
    assert not page.metric


def test_weeks_in_which_nothing_can_be_told_have_no_empty_chart():
    def script():
        from labeling.agreement.coded import CodedDocument, CodedLayer
        from labeling.agreement.report import report
        from labeling.pages.agreement_parts import by_parts

        def silent(at: str) -> CodedDocument:
            return CodedDocument(at, at, at, 9, tuple(CodedLayer(name, submitted_at=at) for name in ("Amal", "Ben")))

        by_parts(report([silent("2026-03-02T10:00:00.000Z"), silent("2026-03-09T10:00:00.000Z")]))

    page = AppTest.from_function(script, default_timeout=30).run()
    assert not page.exception
    assert len(page.dataframe) == 1
    assert [node.type for node in page.main if "chart" in node.type] == []
