from labeling.store.authors import author_named
from labeling.workflow.accounts.people import add_person
from labeling.workflow.span_search import Wanted, find_spans
from tests.coded_team import finish, finish_all
from tests.pages.test_pages import words

PAGE = "labeling.pages.spans"


def phrases(page):
    return page.dataframe[0].value.set_index("Words")


def articles(page):
    return page.dataframe[-1].value


def test_marked_words_are_counted_by_label_and_lead_to_their_places(show, db, add):
    finish_all(db, add)
    page = show(PAGE)
    assert not page.exception
    assert phrases(page)["Spans"].to_dict() == {"Ain al-Asad": 1, "Camp Taji": 1, "Drones": 1, "Kataib Hezbollah": 1}
    assert "4 spans in 3 documents" in words(page).replace("\\", "")
    found = articles(page).set_index("Span")
    assert found["Article"]["Camp Taji"].startswith("/annotate?document=taji&at=12-21#")
    assert (found["Before"]["Camp Taji"], found["State"]["Camp Taji"]) == ("Rockets hit", "done")
    assert page.code[0].value == "sitrep spans find --annotator Amal"

    page.selectbox[1].set_value("everybody").run()
    assert phrases(page).loc["Ain al-Asad"].dropna().to_dict() == {"Spans": 3, "ACTOR": 1, "BASE": 2}
    assert list(articles(page)["Who"]).count("Chen") == 1
    assert not page.button
    page.checkbox[0].check().run()
    assert list(phrases(page).index) == ["Ain al-Asad"]
    page.text_input[0].set_value("hezbollah").run()
    assert "No span fits" in words(page)


def test_an_address_asks_for_one_phrase_and_what_is_not_marked_is_said(show, db, add):
    finish_all(db, add)
    page = show(PAGE, phrase="ain AL-Asad", whose="everybody")
    assert "3 spans in 1 document: BASE 2, ACTOR 1." in words(page).replace("\\", "")
    assert page.code[0].value == "sitrep spans find --phrase 'ain AL-Asad'"
    assert "“Taji” is not marked here" in words(show(PAGE, phrase="Taji"))


def test_places_where_a_phrase_stands_unmarked_are_shown_for_ones_own(show, db, add):
    finish_all(db, add)
    add(more="Drones again.")
    assert "None: wherever these words stand" in words(show(PAGE, phrase="drones"))
    finish(db, "more", author_named(db, "Amal"), "no", "Drones again.")
    page = show(PAGE, phrase="drones")
    assert "1 place in 1 document" in words(page).replace("\\", "")
    assert articles(page)["Article"][0] == "/annotate?document=more&at=0-6#Drones again."
    assert "Unmarked" not in words(show(PAGE, phrase="drones", whose="everybody"))


def test_all_that_is_found_is_changed_and_taken_back(show, db, add):
    finish_all(db, add)
    amal = author_named(db, "Amal")
    page = show(PAGE, phrase="Camp Taji")
    (button,) = page.button
    assert (button.label, button.disabled) == ("Change 1 span", True)
    page.selectbox[-1].set_value("ACTOR").run()
    page.button[0].click().run()
    assert "1 span of 1 document changed." in [said.value.replace("\\", "") for said in page.success]
    assert find_spans(db, amal, Wanted(author="Amal", label="ACTOR")).n_spans == 2
    next(button for button in page.button if button.label == "Take back").click().run()
    assert find_spans(db, amal, Wanted(author="Amal", label="ACTOR")).n_spans == 1
    assert "Take back" not in [button.label for button in page.button]
    page.selectbox[-1].set_value("remove them").run()
    page.button[0].click().run()
    assert "“Camp Taji” is not marked here" in words(page)
    page.button[0].click().run()
    assert find_spans(db, amal, Wanted(author="Amal", phrase="Camp Taji")).n_spans == 1


def test_whoever_may_not_review_finds_their_own_spans_alone(show, db, add, quick_hashes):
    finish_all(db, add)
    add_person(db, "Boss", "admin", "four words in a row")
    page = show(PAGE, whose="everybody")
    assert [one.label for one in page.selectbox] == ["Label", "Make them"]
    assert "4 spans in 3 documents" in words(page).replace("\\", "")
