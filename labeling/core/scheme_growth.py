"""A scheme with more labels: a new version, made by adding to the file of the one before."""

from collections.abc import Sequence

from labeling.core.errors import SchemeError
from labeling.core.scheme import Scheme
from labeling.core.scheme_file import NAME, read_scheme

KEYS = "123456789"
# Colours that colour-blind people can tell apart (Okabe-Ito, then Tol's muted ones), for labels that come without.
COLORS = ("#e69f00", "#56b4e9", "#332288", "#882255", "#117733", "#999933", "#44aa99", "#aa4499", "#661100")


def with_labels(scheme: Scheme, names: Sequence[str]) -> Scheme:
    """The scheme with these labels besides its own; SchemeError where there is no key left, or a name cannot be one."""
    taken = {label.key for label in scheme.labels}
    free = [key for key in KEYS if key not in taken]
    colors = [color for color in COLORS if color not in {label.color for label in scheme.labels}]
    new = [name for name in dict.fromkeys(names) if scheme.label(name) is None]
    if len(new) > len(free):
        raise SchemeError(
            f"{len(new)} new labels ({', '.join(new[:9])} …), and {len(free)} keys are free of 1 to 9. "
            "Map or drop some of them. Nothing was changed."
        )
    toml = scheme.toml.rstrip("\n") + "\n"
    for name, key, color in zip(new, free, colors, strict=False):
        if not NAME.fullmatch(name):
            raise SchemeError(
                f"{name!r} cannot be a label: expected letters, digits, _ and -, at most 40. "
                "Map it to one with --map, or drop it. Nothing was changed."
            )
        toml += f'\n[[label]]\nname = "{name}"\nkey = "{key}"\ncolor = "{color}"\nguideline = "Came with a file."\n'
    return read_scheme(toml, where="the scheme with the new labels")
