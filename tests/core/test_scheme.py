import pytest

from labeling.core.errors import SchemeError
from labeling.core.scheme_file import read_scheme
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
