"""What a model of another tool predicted is loaded, shown in the annotator, taken, rejected, and stays so."""

import json

import pytest
from click.testing import CliRunner
from playwright.sync_api import expect

from cli import sitrep
from tests.browser import annotator
from tests.browser.test_annotator import layer_of

pytestmark = pytest.mark.browser
TEXT = "The Grey Lantern met at Dornim. Nobody else came to Dornim that night."
LANTERN, DORNIM, NOBODY = (4, 16, "ACTOR"), (24, 30, "BASE"), (32, 38, "ACTOR")


@pytest.fixture
def context(fresh_in_warm_context):
    return fresh_in_warm_context


def predictions(document_id: str) -> str:
    def region(start: int, end: int, label: str) -> dict:
        value = {"start": start, "end": end, "text": TEXT[start:end], "labels": [label]}
        return {"id": str(start), "from_name": "label", "to_name": "text", "type": "labels", "value": value}

    predicted = {
        "model_version": "my-model",
        "score": 0.8,
        "result": [region(*one) for one in (LANTERN, DORNIM, NOBODY)],
    }
    return json.dumps([{"data": {"text": TEXT, "document_id": document_id}, "predictions": [predicted]}])


def test_a_prediction_is_shown_taken_and_rejected(page, workshop, tmp_path):
    document_id = annotator.begin(page, workshop, TEXT, name="Reader")
    annotator.expect_suggestions(page, [])
    file = tmp_path / "tasks.json"
    file.write_text(predictions(document_id))
    result = CliRunner().invoke(sitrep, ["--db", str(workshop.database), "load", str(file)])
    assert "3 predictions are suggestions now" in result.output
    annotator.open_document(page, workshop.url, document_id)
    annotator.expect_suggestions(page, [LANTERN, DORNIM, NOBODY])
    annotator.click_at(page, LANTERN[0])
    expect(page.locator('[data-sitrep="details"]')).to_contain_text("proposed by label-studio: my-model, score 0.80")
    page.locator(f'[data-sitrep="suggestion"][data-start="{LANTERN[0]}"] [data-sitrep="accept"]').click()
    page.locator(f'[data-sitrep="suggestion"][data-start="{NOBODY[0]}"] [data-sitrep="reject"]').click()
    annotator.expect_spans(page, [LANTERN])
    annotator.wait_saved(page)
    annotator.open_document(page, workshop.url, document_id)
    annotator.expect_suggestions(page, [DORNIM])
    layer = layer_of(workshop, document_id, "Reader")
    assert [(span.place, span.origin) for span in layer.spans.values()] == [
        (LANTERN, "suggestion:label-studio:_my-model")
    ]
    assert layer.rejected == {NOBODY}
