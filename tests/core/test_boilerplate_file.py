import pytest

from labeling.core.boilerplate.boilerplate_file import read_phrases
from labeling.core.errors import FileRefused

GOOD = '[[phrases]]\nwhy = "share buttons"\nlines = ["Share"]\n'


def test_tables_that_differ_in_their_phrases_alone_become_one():
    phrases = read_phrases(GOOD + GOOD.replace("Share", "Partager *") + 'after = ["*x*"]\n', where="x.toml")
    assert len(phrases) == 1
    assert [phrases[0].holds(line) for line in ("SHARE", "Partager sur la page", "Print")] == [True, True, False]
    assert phrases[0].holds_after("a x b")


@pytest.mark.parametrize(
    ("toml", "said"),
    [
        ("", "boilerplate.toml: found no [[phrases]]; expected at least one"),
        ("phrases = [1]", "boilerplate.toml: found no [[phrases]]"),
        ("[[phrase]]\n", "found 'phrase'; expected [[phrases]] alone. Did you mean 'phrases'?"),
        ("[[phrases]]\nwhy = share\n", "boilerplate.toml, line 2: this is not TOML"),
        (GOOD + "mots = 5\n", "line 4: `mots` is 5; expected one of after, at_end, lines, most, why."),
        (GOOD.replace('why = "share buttons"\n', ""), "line 1: there is no `why`; expected a word or two"),
        (GOOD.replace('lines = ["Share"]\n', ""), "line 1: there is no `lines`; expected a list of phrases"),
        (GOOD + GOOD.replace('"Share"', ""), "line 6: `lines` is []; expected a list of phrases"),
        (GOOD.replace('"Share"', '"Share", "* ."'), "line 3: `lines` is ['Share', '* .']; expected phrases that say"),
        (
            GOOD + "after = [3]\n",
            "line 4: `after` is [3]; expected phrases that say more than their wildcards, unlike 3",
        ),
        (GOOD + "most = 161\n", "line 4: `most` is 161; expected a whole number from 1 to 160."),
        (GOOD + 'at_end = "no"\n', "line 4: `at_end` is 'no'; expected true or false."),
    ],
)
def test_a_wrong_file_is_refused_with_line_found_and_expected(toml, said):
    with pytest.raises(FileRefused) as refusal:
        read_phrases(toml, where="boilerplate.toml")
    assert said in str(refusal.value)
    assert str(refusal.value).endswith("Mend it; nothing was looked for.")
