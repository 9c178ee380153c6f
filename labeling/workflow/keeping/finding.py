"""One line of `sitrep doctor`."""

from dataclasses import dataclass

OK, LOOK, BROKEN = "ok", "look at this", "broken"


@dataclass(frozen=True, slots=True)
class Finding:
    """`state` is one of OK, LOOK, BROKEN; `to_do` is empty where all is well."""

    name: str
    state: str
    said: str
    to_do: str = ""
