"""A UIMA CAS as XMI: an element a feature structure, its features as attributes; the types in a file of their own."""

import re

from exports.formats.safe_xml import SEPARATOR, read_xml
from exports.formats.uima_cas import Cas, Sofa, Structure
from labeling.core.errors import FileRefused

XMI = "http://www.omg.org/XMI"
ID = f"{XMI}{SEPARATOR}id"
PACKAGE = re.compile(r"http:///(.*)\.ecore")
NO_PACKAGE = "uima.noNamespace."
OWN = ("sofa", "begin", "end", ID)
MOST_STRUCTURES = 2_000_000


def read_xmi(data: bytes, *, where: str) -> Cas:
    """What the file holds; FileRefused for what is no XMI."""
    cas = Cas()

    def start(name: str, attributes: dict[str, str], depth: int, line: int) -> None:
        if depth == 1 and name != f"{XMI}{SEPARATOR}XMI":
            raise FileRefused(f"{where}, line {line}: the root is {name[-40:]!r}; expected xmi:XMI of a UIMA CAS.")
        if depth != 2:
            return
        kind = type_of(name)
        if kind == "uima.cas.Sofa":
            cas.sofas[attributes.get(ID, "")] = Sofa(attributes.get("sofaID", ""), attributes.get("sofaString"))
        elif kind == "uima.cas.View":
            members = cas.members.setdefault(attributes.get("sofa", ""), set())
            members.update(attributes.get("members", "").split())
        elif kind != "uima.cas.NULL":
            cas.structures.append(_structure(kind, attributes, line))
            if len(cas.structures) > MOST_STRUCTURES:
                raise FileRefused(f"{where}: more than {MOST_STRUCTURES:,} annotations. Split the document.")

    read_xml(data, where=where, start=start)
    return cas


def type_of(name: str) -> str:
    """
    >>> type_of("http:///webanno/custom.ecore Span")
    'webanno.custom.Span'
    """
    address, _, local = name.rpartition(SEPARATOR)
    package = PACKAGE.fullmatch(address)
    return f"{package[1].replace('/', '.')}.{local}".removeprefix(NO_PACKAGE) if package else local


def _structure(kind: str, attributes: dict[str, str], line: int) -> Structure:
    return Structure(
        id=attributes.get(ID, ""),
        type=kind,
        line=line,
        sofa=attributes.get("sofa"),
        start=_number(attributes.get("begin")),
        end=_number(attributes.get("end")),
        features={name: value for name, value in attributes.items() if name not in OWN},
    )


def _number(written: str | None) -> object:
    """The number; what is none as it is written, for a fault to show."""
    return int(written) if written and written.isascii() and written.isdigit() and len(written) < 16 else written
