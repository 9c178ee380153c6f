"""What words are kinds of, and how that reaches the CRF."""

from models.spans import write_word_kinds
from models.spans.examples import ReadText
from models.spans.kind_features import Kinds
from models.spans.word_kinds import TARGET, kind_of
from tests.models.spans.conftest import NO_GAZETTEER


def test_forms_of_a_word_are_the_kind_that_the_word_is():
    assert kind_of("mayors") == kind_of("mayor")
    assert kind_of("women") == kind_of("woman")
    assert "structure" in kind_of("bridges").nouns
    assert kind_of("bombed").is_verb
    assert not kind_of("bombs").is_verb


def test_small_words_numbers_names_and_nothing_are_no_kind():
    assert {kind_of(word) for word in ("the", "12", "soyapango", "ا", "…", "")} == {None}


def test_a_word_is_told_the_verbs_around_it_and_which_way_they_point():
    keys = ["the", "mayor", "was", "kidnapped", "by", "armed", "peasants"]
    kinds = Kinds(keys)
    assert {"N=person", "vR=Pkidnapped"} <= set(kinds.around(1, 1))
    assert {"nphN=person", "vL=kidnapped", "vLs=Pv.contact"} <= set(kinds.around(5, 6))


def test_capitals_are_no_reason_to_know_less():
    small, capital = (ReadText(text, NO_GAZETTEER).lines()[0] for text in ("bridges fell", "BRIDGES FELL"))
    assert {one for one in small[0] if one.startswith("N=")} == {one for one in capital[0] if one.startswith("N=")}
    assert "N=structure" in capital[0]


def test_the_file_names_its_source_and_says_how_it_may_be_used():
    notice = "".join(line for line in TARGET.read_text("utf-8").splitlines(True) if line.startswith("#"))
    assert "Princeton University" in notice
    assert notice.splitlines() == [f"# {line}".rstrip() for line in write_word_kinds.NOTICE.split("\n")]


def test_the_file_is_made_of_counted_words_and_no_names(tmp_path, monkeypatch):
    noun = "{place} {file} n 01 {word} 0 {n} {pointers} | gloss\n"
    above = "@ {place} n 0000"
    nouns = [("00000001", "03", "entity", ""), ("00000002", "03", "object", "00000001")]
    nouns += [("00000003", "06", "structure", "00000002"), ("00000004", "06", "bridge", "00000003")]
    lines = [
        noun.format(place=p, file=f, word=w, n=f"{bool(up):03d}", pointers=above.format(place=up) if up else "")
        for p, f, w, up in nouns
    ]
    lines.append(noun.format(place="00000005", file="15", word="paris", n="001", pointers="@i 00000002 n 0000"))
    (tmp_path / "data.noun").write_text("".join(lines))
    for name in ("verb", "adj", "adv"):
        (tmp_path / f"data.{name}").write_text("  1 the licence\n")
    senses = [("bridge", "00000004", 7), ("paris", "00000005", 9), ("structure", "00000003", 0)]
    (tmp_path / "index.sense").write_text("".join(f"{w}%1:06:00:: {place} 1 {n}\n" for w, place, n in senses))
    monkeypatch.setattr(write_word_kinds, "TARGET", tmp_path / "kinds.txt")
    monkeypatch.setattr(write_word_kinds, "FEWEST", 1)
    write_word_kinds.write(tmp_path)
    rows = [line for line in (tmp_path / "kinds.txt").read_text().splitlines() if not line.startswith("#")]
    assert rows == ["n;artifact bridge;;bridge"]
