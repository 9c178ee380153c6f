import json

import pytest

from labeling.core.document import MOST_CHARACTERS
from labeling.core.errors import FileRefused, SitrepError
from labeling.store.learned.models import ModelVersion
from models import articles as articles_module
from models.detecting.artifact import read_detector, write_model
from models.detecting.detector import train
from models.scale import shard as shards
from models.scale.screening import screen
from tests.models.conftest import data_of, texts_and_answers


@pytest.fixture(scope="module")
def detector(question):
    trained = train(data_of(*texts_and_answers(60)), question)
    artifact = write_model(trained.model)
    return read_detector(ModelVersion(3, "detector", artifact, trained.metrics, trained.settings, "", ""))


@pytest.fixture
def out(tmp_path):
    return tmp_path / "scores" / "out.jsonl"


@pytest.fixture
def screened(tmp_path, out, detector, scheme):
    """Screens files given by name and content; the result as rows."""
    out.parent.mkdir()

    def screened(**files: str | bytes) -> list[dict]:
        folder = tmp_path / "articles"
        folder.mkdir()
        for name, content in files.items():
            data = content if isinstance(content, bytes) else content.encode()
            (folder / name.replace("_", ".")).write_bytes(data)
        screen([folder], out, detector, scheme)
        return [json.loads(line) for line in out.read_text("utf-8").splitlines()]

    return screened


def line(document_id: str, text: str) -> str:
    return json.dumps({"id": document_id, "text": text}) + "\n"


def test_each_article_gets_a_line_with_answer_score_and_model(screened):
    rows = screened(
        a_jsonl=line("hit", "Katyusha rockets hit Camp Taji.") + "\n" + line("quiet", "Farmers began the harvest."),
        b_txt="Mortars landed inside the camp; three soldiers were hurt.",
    )
    assert [(row["id"], row["attack_report"]) for row in rows] == [("hit", "yes"), ("quiet", "no"), ("b", "yes")]
    assert all(row["model"] == 3 and 0 < row["score"] < 1 for row in rows)
    assert rows[0]["score"] > 0.5 > rows[1]["score"]


def test_marks_of_another_scheme_do_not_matter_for_screening(screened):
    marked = {"id": "a", "text": "Rockets hit.", "spans": [{"start": 0, "end": 7, "label": "MUNITION"}]}
    assert screened(a_jsonl=json.dumps(marked))[0]["id"] == "a"


def test_text_that_is_only_in_unicode_is_scored(screened):
    rows = screened(a_jsonl="\ufeff" + line("ar", "سقطت صواريخ على القاعدة") + line("smile", "🚀🚀"))
    assert [row["id"] for row in rows] == ["ar", "smile"]


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (line("a", "Rockets hit.") + "{broken\n", "a.jsonl, line 2"),
        (line("a", "Rockets hit.") + '{"id": "b"}\n', "a.jsonl, line 2: there is no key `text`"),
        (b'{"text": "caf\xe9"}\n', "a.jsonl, line 1, column 14: byte 0xE9 is not UTF-8"),
        (line("a", "Rockets hit.") + '{"text": ""}\n', "a.jsonl, line 2: the text is empty"),
        ("\n\n", "no article in these files"),
        (b"%PDF-1.7 ...", "looks like a PDF"),
    ],
)
def test_a_fault_is_named_and_nothing_is_written(screened, out, content, said):
    with pytest.raises(SitrepError, match="was not written") as refused:
        screened(a_jsonl=content)
    assert said in str(refused.value)
    assert list(out.parent.iterdir()) == []


def test_what_was_there_stays_when_a_file_is_refused(screened, out):
    out.write_text("from before")
    with pytest.raises(SitrepError):
        screened(a_jsonl="{broken")
    assert out.read_text() == "from before"


def test_a_file_is_not_replaced_by_its_own_scores(tmp_path, detector, scheme):
    file = tmp_path / "articles.jsonl"
    file.write_text(line("a", "Rockets hit."))
    with pytest.raises(FileRefused, match="one of the files to read"):
        screen([file], file, detector, scheme)
    assert "Rockets" in file.read_text()


def test_a_file_that_is_not_there_is_named(tmp_path, out, detector, scheme):
    with pytest.raises(FileRefused, match=r"nowhere\.jsonl: there is no such file"):
        screen([tmp_path / "nowhere.jsonl"], out, detector, scheme)


def test_a_line_without_end_is_refused_before_it_fills_the_memory(screened, monkeypatch):
    monkeypatch.setattr(articles_module, "MOST_LINE_BYTES", 1_000)
    with pytest.raises(FileRefused, match="line 2: the line is longer than 1,000 bytes"):
        screened(a_jsonl=line("a", "Rockets hit.") + line("b", "x" * 2_000))


def test_a_line_has_room_for_the_longest_text_however_it_is_escaped():
    assert len(json.dumps({"id": "a", "text": "🚀" * MOST_CHARACTERS})) < articles_module.MOST_LINE_BYTES


def test_many_articles_are_read_in_batches_of_bounded_size(screened, monkeypatch):
    monkeypatch.setattr(articles_module, "BATCH", 7)
    monkeypatch.setattr(articles_module, "BATCH_CHARACTERS", 100)
    rows = screened(a_jsonl="".join(line(f"d{n}", "Rockets hit. " * (n % 20 + 1)) for n in range(50)))
    assert [row["id"] for row in rows] == [f"d{n}" for n in range(50)]


def test_the_same_articles_get_the_same_scores_in_any_batch(screened, detector):
    texts, _ = texts_and_answers(30)
    rows = screened(a_jsonl="".join(line(f"d{n}", text) for n, text in enumerate(texts)))
    alone = [round(float(detector.scores([text])[0]), 6) for text in texts]
    assert [row["score"] for row in rows] == alone


def test_progress_tells_articles_and_share(tmp_path, detector, scheme, monkeypatch):
    monkeypatch.setattr(shards, "SHARD_BYTES", 4_000)
    file, told = tmp_path / "a.jsonl", []
    file.write_text("".join(line(f"d{n:03}", "Rockets hit.") for n in range(200)))
    screen([file], tmp_path / "out.jsonl", detector, scheme, told.append)
    assert [done.n for done in told] == [103, 200]
    assert [round(done.share, 2) for done in told] == [0.51, 1.0]


def test_scores_are_not_written_over_a_project(screened, out, tmp_path, detector, scheme):
    screened(a_txt="Rockets hit.")
    out.write_bytes(b"SQLite format 3\0 and all that was done")
    with pytest.raises(FileRefused, match="never written over"):
        screen([tmp_path / "articles"], out, detector, scheme)
    assert out.read_bytes().startswith(b"SQLite")
    assert sorted(path.name for path in out.parent.iterdir()) == [out.name]
