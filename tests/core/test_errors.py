import re

from labeling.core import errors


def test_the_drawn_tree_is_the_tree_of_the_classes():
    drawn = {}
    branch: list[str] = []
    for line in errors.__doc__.split("\n\n", 1)[1].splitlines():
        if found := re.match(r"^([│├└─ ]*)(\w+)$", line):
            depth = len(found[1]) // 4
            branch[depth:] = [found[2]]
            drawn[found[2]] = branch[depth - 1] if depth else "Exception"
    classes = {name: kind for name, kind in vars(errors).items() if isinstance(kind, type)}
    assert drawn == {name: kind.__base__.__name__ for name, kind in classes.items()}
