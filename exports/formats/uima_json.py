"""A UIMA CAS as JSON: feature structures under %FEATURE_STRUCTURES, what is indexed under %VIEWS."""

from typing import Any

from exports.formats.json_values import read_values
from exports.formats.reading import Reading
from exports.formats.uima_cas import Cas, Sofa, Structure
from exports.formats.uima_types import STRING, Types
from labeling.core.errors import FileRefused

STRUCTURES, VIEWS, TYPES = "%FEATURE_STRUCTURES", "%VIEWS", "%TYPES"
OWN = ("begin", "end", "@sofa")


def read_json(data: bytes, *, file: str, reading: Reading) -> Cas | None:
    """The one CAS of the file; None where it is not JSON, which is a fault of `reading` then."""
    values = list(read_values(data, file=file, reading=reading))
    if reading.n_faults:
        return None
    if len(values) != 1 or STRUCTURES not in values[0][1]:
        found = ", ".join(key[:40] for _, value in values[:1] for key in list(value)[:12]) or "nothing"
        raise FileRefused(f"{file}: expected one object with {STRUCTURES}; found {len(values)}, with {found}.")
    line, value = values[0]
    return _cas(value, line.where)


def _cas(value: dict[str, Any], where: str) -> Cas:
    cas = Cas(types=_types(value.get(TYPES)))
    for one in _listed(value[STRUCTURES], where):
        kind, name = str(one.get("%TYPE", "")), str(one.get("%ID", ""))
        if kind == "uima.cas.Sofa":
            text = one.get("sofaString")
            cas.sofas[name] = Sofa(str(one.get("sofaID", "")), text if isinstance(text, str) else None)
        else:
            cas.structures.append(_structure(one, kind, name))
    views = value.get(VIEWS)
    for view in views.values() if isinstance(views, dict) else ():
        if isinstance(view, dict) and isinstance(view.get("%MEMBERS"), list):
            cas.members.setdefault(str(view.get("%SOFA", "")), set()).update(map(str, view["%MEMBERS"]))
    return cas


def _listed(structures: Any, where: str) -> list[dict[str, Any]]:
    """The feature structures, written as a list or under their ids."""
    if isinstance(structures, dict):
        pairs = structures.items()
        structures = [{"%ID": name} | one if isinstance(one, dict) else one for name, one in pairs]
    if not isinstance(structures, list) or not all(isinstance(one, dict) for one in structures):
        raise FileRefused(f"{where}: {STRUCTURES} is no list of objects. Export it again.")
    return structures


def _structure(one: dict[str, Any], kind: str, name: str) -> Structure:
    said = {feature: value for feature, value in one.items() if feature[:1] != "%" and feature not in OWN}
    sofa = one.get("@sofa")
    return Structure(
        id=name,
        type=kind,
        line=None,
        sofa=None if sofa is None else str(sofa),
        start=one.get("begin"),
        end=one.get("end"),
        features={feature: value for feature, value in said.items() if isinstance(value, str) and feature[:1] != "@"},
        references=tuple(feature[1:] for feature in said if feature.startswith("@")),
    )


def _types(described: Any) -> Types:
    types = Types()
    for name, said in described.items() if isinstance(described, dict) else ():
        if isinstance(said, dict):
            types.supers[name] = str(said.get("%SUPER_TYPE", ""))
            types.strings[name] = [
                feature for feature, of in said.items() if isinstance(of, dict) and of.get("%RANGE") == STRING
            ]
    return types
