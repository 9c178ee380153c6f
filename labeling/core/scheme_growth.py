"""A scheme with more labels: a new version, made by adding to the file of the one before."""

import colorsys
import re
import shlex
from collections.abc import Iterator, Sequence

from labeling.core.errors import SchemeError
from labeling.core.scheme import Scheme
from labeling.core.scheme_file import KEYS, NAME, read_scheme

# Colours that colour-blind people can tell apart (Okabe-Ito, then Tol's muted ones), for labels that come without.
COLORS = ("#e69f00", "#56b4e9", "#332288", "#882255", "#117733", "#999933", "#44aa99", "#aa4499", "#661100")
HUE_STEP = 0.618034  # of the circle: hues that follow each other lie far apart, however many there are


def with_labels(scheme: Scheme, names: Sequence[str]) -> Scheme:
    """The scheme with these labels besides its own; SchemeError where a name cannot be one.

    Those for which no key of 1 to 9 is left have none.
    """
    keys = (key for key in KEYS if key not in {label.key for label in scheme.labels})
    colors = _colors({label.color for label in scheme.labels})
    toml = scheme.toml.rstrip("\n") + "\n"
    for name in dict.fromkeys(names):
        if scheme.label(name) is not None:
            continue
        if not NAME.fullmatch(name):
            near = name_near(name)
            say = f", say --map {shlex.quote(f'{name}={near}')}" if near else ""
            raise SchemeError(
                f"{name[:80]!r} cannot be a label: expected letters from a to z, digits, _ and -, at most 40. "
                f"Map it to one that can{say}, or drop it. Nothing was changed."
            )
        key = next(keys, None)
        toml += f'\n[[label]]\nname = "{name}"\n' + (f'key = "{key}"\n' if key else "")
        toml += f'color = "{next(colors)}"\nguideline = "Came with a file."\n'
    return read_scheme(toml, where="the scheme with the new labels")


def name_near(name: str) -> str:
    """What a label of another tool can be called here; empty where nothing of its name can stay.

    >>> name_near("Weapon type"), name_near(" a/b "), name_near("Κόμμα")
    ('Weapon_type', 'a_b', '')
    """
    return re.sub(r"[^A-Za-z0-9_-]+", "_", name).strip("_")[:40]


def _colors(taken: set[str]) -> Iterator[str]:
    """Those of COLORS that are not taken, then others, without end."""
    yield from (color for color in COLORS if color not in taken)
    number = 0
    while True:
        rgb = colorsys.hls_to_rgb(number * HUE_STEP % 1, 0.4, 0.5)
        yield "#" + "".join(f"{round(255 * part):02x}" for part in rgb)
        number += 1
