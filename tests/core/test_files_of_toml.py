"""Whatever stands in a scheme or a gazetteer, it is read or refused with its line, never a traceback."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from labeling.core.errors import GazetteerError, SchemeError
from labeling.core.scheme_file import read_scheme
from labeling.core.suggesting.gazetteer_file import read_gazetteer
from labeling.core.toml_lines import line_of

SCHEME = """\
[[label]]
name = "BASE"
key = "3"
color = "#009e73"
guideline = "Sites."
[[label.attribute]]
name = "site"
values = ["base"]
[[label]]
name = "ACTOR"
key = "1"
color = "#0072b2"
[[label.attribute]]
name = "n"
type = "integer"
[[attribute]]
name = "event"
values = ["focus", "background"]
background = "background"
[[question]]
name = "attack"
text = "Attack?"
required = true
positive = "yes"
negative = "no"
keywords = ["rocket"]
[[question.value]]
name = "yes"
key = "y"
reasons = ["hit"]
[[question.value]]
name = "no"
"""
GAZETTEER = """\
not_names = ["May"]
[[entry]]
name = "Camp Taji"
label = "BASE"
aliases = ["Taji"]
country = "Iraq"
latitude = 33.5
longitude = 44.2
[[pattern]]
label = "ACTOR"
heads = ["troops"]
modifiers = ["Iraqi"]
bare = ["troops"]
names = true
"""
VALUES = ("1", "-0.5", "true", "[]", "[1]", '[""]', '"x"', '""', "{}", "[{}]", "2022-01-05", "nan", "9" * 5000)
READERS = {
    SCHEME: (read_scheme, SchemeError),
    GAZETTEER: (lambda toml, where: read_gazetteer(toml, where=where, labels=["BASE", "ACTOR"]), GazetteerError),
}


@pytest.mark.parametrize("good", READERS, ids=["scheme", "gazetteer"])
@given(data=st.data())
def test_any_value_in_any_place_is_read_or_refused_with_the_file(good, data):
    lines = good.splitlines()
    at = data.draw(st.integers(0, len(lines) - 1))
    key, sign, _ = lines[at].partition(" = ")
    value = data.draw(st.sampled_from(VALUES) | st.text(max_size=6))
    changed = f"{key}{sign}{value}" if sign else data.draw(st.sampled_from([lines[at][1:-1], "", key + "\n" + key]))
    lines[at] = changed
    read, refusal = READERS[good]
    said = "x.toml"
    try:
        read("\n".join(lines), where="x.toml")
    except refusal as refused:
        said = str(refused)
    assert said.startswith("x.toml")


@pytest.mark.parametrize("good", READERS, ids=["scheme", "gazetteer"])
@pytest.mark.parametrize("damage", ["x = " + "[" * 5000, "x = " + "9" * 5000])
def test_limits_of_the_parser_are_refusals(good, damage):
    read, refusal = READERS[good]
    with pytest.raises(refusal, match=r"x\.toml"):
        read(damage, where="x.toml")


def test_the_line_of_a_second_labels_attribute_is_its_own():
    bad = SCHEME.replace('type = "integer"', 'type = "number"')
    line = bad.splitlines().index('type = "number"') + 1
    with pytest.raises(SchemeError, match=rf"x\.toml, line {line}: type is 'number'"):
        read_scheme(bad, where="x.toml")


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("[[attribute]]", "[attribute]", "`attribute` is no list of tables"),
        ('values = ["base"]', 'values = "base"', "expected a list of texts in quotes"),
        ("required = true", 'required = "no"', "expected true or false"),
        ('name = "event"', 'name = "site"', "the attribute site of BASE is also one of every label"),
        ('name = "no"', 'name = "yes"', "a second value yes"),
        ("[[question]]", '[[question]]\nname = "attack"\n[[question.value]]\nname = "a"\n[[question]]', "needs two"),
    ],
)
def test_what_would_be_read_wrongly_is_refused(old, new, said):
    with pytest.raises(SchemeError, match=r"^x\.toml") as refused:
        read_scheme(SCHEME.replace(old, new), where="x.toml")
    assert said in str(refused.value)


def test_a_line_is_found_under_its_own_heading_alone():
    assert line_of(SCHEME, "label.attribute", 1, "type") == SCHEME.splitlines().index('type = "integer"') + 1
