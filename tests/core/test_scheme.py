import pytest

from labeling.core.errors import SchemeError
from labeling.core.scheme_file import read_scheme
from labeling.core.scheme_growth import with_labels
from labeling.store.schemes import DEFAULT_SCHEME

LABEL = '[[label]]\nname = "BASE"\nkey = "3"\ncolor = "#009e73"\n'
QUESTION = '[[question]]\nname = "q"\n[[question.value]]\nname = "yes"\n[[question.value]]\nname = "no"\n'


def test_the_default_scheme_is_the_label_guide():
    scheme = read_scheme(DEFAULT_SCHEME.read_text("utf-8"), where="seeds/scheme.toml")
    assert [label.name for label in scheme.labels] == ["ACTOR", "WEAPON", "BASE", "CASUALTY"]
    assert [attribute.name for attribute in scheme.label("CASUALTY").attributes] == ["outcome", "min", "max", "event"]
    assert scheme.detector_question.name == "attack_report"
    assert scheme.question("attack_report").value("no").reasons[0] == "threat"


@pytest.mark.parametrize(
    ("toml", "said"),
    [
        ("", "no labels"),
        ('[[label]]\nname = "A', "line 2"),
        (LABEL.replace("color", "colour"), "Did you mean 'color'"),
        (LABEL.replace("#009e73", "red; background:url(x)"), "line 4: color"),
        (LABEL.replace("BASE", "<img>"), "line 2: name"),
        (LABEL + LABEL, "line 5: a second label BASE"),
        (LABEL + LABEL.replace("BASE", "ACTOR"), "key 3 already belongs to BASE"),
        (LABEL.replace('"3"', '"x"'), "line 3: key"),
        (LABEL.replace('"3"', '""'), "line 3: key is ''; expected one of 1 to 9, or no such line"),
        (LABEL + '[[label.attribute]]\nname = "kind"\n', "no values"),
        (LABEL + QUESTION.replace('[[question.value]]\nname = "no"\n', ""), "needs two"),
        (LABEL + QUESTION.replace('name = "q"\n', 'name = "q"\npositive = "maybe"\n'), "no value of it"),
    ],
)
def test_a_wrong_scheme_is_refused_with_its_line(toml, said):
    with pytest.raises(SchemeError) as refusal:
        read_scheme(toml, where="scheme.toml")
    assert str(refusal.value).startswith("scheme.toml")
    assert said in str(refusal.value)


def test_labels_without_a_key_are_as_many_as_one_likes():
    toml = "".join(LABEL.replace("BASE", name).replace('key = "3"\n', "") for name in ("SITE", "TOWN"))
    assert [label.key for label in read_scheme(LABEL + toml, where="scheme.toml").labels] == ["3", "", ""]


def test_new_labels_take_the_keys_that_are_free_then_none_and_each_a_colour_of_its_own():
    scheme = with_labels(read_scheme(LABEL, where="scheme.toml"), [f"L{n}" for n in range(40)])
    assert [label.key for label in scheme.labels] == list("312456789") + [""] * 32
    assert len({label.color for label in scheme.labels}) == 41
