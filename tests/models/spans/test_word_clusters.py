"""Which words are used alike, and how that reaches the CRF."""

from models.spans import features, write_word_clusters
from models.spans.artifact import read_suggester, write_suggester
from models.spans.examples import ReadText
from models.spans.training import train_suggester
from models.spans.word_clusters import DEPTHS, TARGET, cluster_features, cluster_of
from tests.models.spans.conftest import NO_GAZETTEER, examples, report
from tests.models.spans.test_evidence import version_of


def test_words_used_alike_share_a_cluster_or_its_first_turns():
    assert cluster_of("dynamite") == cluster_of("explosives")
    assert cluster_of("rebels")[:4] == cluster_of("guerrillas")[:4]
    assert cluster_of("rebels")[:4] != cluster_of("mayor")[:4]


def test_small_words_numbers_and_what_is_not_known_stand_nowhere():
    assert {cluster_of(word) for word in ("the", "12", "zzyzzq", "ا", "…", "")} == {""}
    assert cluster_features("zzyzzq") == []


def test_a_word_in_capitals_has_the_clusters_of_the_word():
    small, capital = (ReadText(text, NO_GAZETTEER).lines()[0][0] for text in ("bridges fell", "BRIDGES FELL"))
    clusters = cluster_features("bridges")
    assert len(clusters) == len(DEPTHS)
    assert set(clusters) <= set(small) & set(capital)


def test_a_version_from_before_clusters_suggests_as_it_did(monkeypatch):
    text = report(300).text
    monkeypatch.setattr(features, "cluster_features", lambda word: [])
    older = train_suggester(examples(6), ("ACTOR",), NO_GAZETTEER).suggester
    before = older.suggest(text)
    monkeypatch.undo()
    assert before
    assert read_suggester(version_of(write_suggester(older)), NO_GAZETTEER).suggest(text) == before


def test_a_new_version_learns_from_clusters(trained):
    terms = trained.suggester.knowledge["WEAPON"].weights.place_by_term
    assert any(term in terms for word in ("rockets", "drones", "bombs") for term in cluster_features(word))


def test_the_file_names_its_source_and_says_how_it_may_be_used():
    notice = "".join(line for line in TARGET.read_text("utf-8").splitlines(True) if line.startswith("#"))
    assert "GloVe" in notice
    assert "Public Domain Dedication and License" in notice
    assert notice.splitlines() == [f"# {line}".rstrip() for line in write_word_clusters.NOTICE.split("\n")]


def test_the_file_is_made_of_words_of_letters_with_like_ones_together(tmp_path, monkeypatch):
    vectors = {"the": (-9, -9, 0), ",": (0, 0, 0), "bomb": (9, 0, 0), "u.s.": (0, 0, 0), "mine": (7, 0, 0)}
    vectors |= {"1990": (0, 0, 0), "mayor": (0, 5, 0), "judge": (0, 8, 0), "rare": (0, 0, 9)}
    rows = (" ".join([word, *map(str, numbers)]) for word, numbers in vectors.items())
    (tmp_path / "glove.txt").write_text("\n".join(rows), encoding="utf-8")
    monkeypatch.setattr(write_word_clusters, "TARGET", tmp_path / "clusters.txt")
    monkeypatch.setattr(write_word_clusters, "N_WORDS", 5)
    monkeypatch.setattr(write_word_clusters, "N_CLUSTERS", 3)
    write_word_clusters.write(tmp_path / "glove.txt")
    rows = [line for line in (tmp_path / "clusters.txt").read_text("utf-8").splitlines() if not line.startswith("#")]
    turns, found = zip(*(row.split(";") for row in rows), strict=True)
    assert set(found) == {"bomb mine", "judge mayor", "the"}
    assert sorted(map(len, turns)) == [1, 2, 2]
