"""UIMA CAS as XMI or JSON: read only, and without dkpro-cassis, which needs the types and lets entities through."""

from collections import defaultdict
from pathlib import PurePath

from exports.formats.decoding import BOM
from exports.formats.inception_paths import IN_EXPORT, named_by
from exports.formats.offset_units import code_points, converted
from exports.formats.reading import Beside, Line, Reading
from exports.formats.tool_document import read_document
from exports.formats.tool_layer import ToolLayer, mark
from exports.formats.uima_cas import Cas, Sofa, Structure
from exports.formats.uima_json import STRUCTURES, read_json
from exports.formats.uima_layers import is_linguistic, short_name
from exports.formats.uima_types import Types, read_types
from exports.formats.uima_xmi import read_xmi
from labeling.core.annotation import AnnotatedDocument
from labeling.core.document import Document
from labeling.core.errors import SitrepError
from labeling.core.scheme import Scheme

TYPE_SYSTEM = "TypeSystem.xml"  # as INCEpTION puts it beside an XMI file
UNKNOWN_LANGUAGE = "x-unspecified"


def read(
    data: bytes, *, file: str, scheme: Scheme, annotator: str | None = None, beside: Beside | None = None
) -> Reading:
    """A document for each text of the CAS. Its id is that of the folders of an export of INCEpTION, else the
    `documentId` in the file, else the file's name.

    The label of a span is the feature `value`, `label` or the like, or, where the types are known (in JSON, or from
    TypeSystem.xml beside), the first that holds a string; else the name of its type.
    """
    reading = Reading()
    line = Line(file, None, reading)
    try:
        cas = _cas(data, beside, line)
        if cas is not None:
            _read_cas(cas, scheme, annotator, line)
    except SitrepError as refused:
        line.fault(str(refused))
    if not reading.documents and not reading.n_faults:
        line.fault(f"{file}: there is no text in this file. Expected the CAS of a text, as INCEpTION exports it.")
    return reading


def looks_like(data: bytes, name: str) -> bool:
    """Whether a file that begins with these bytes is read here."""
    is_xml = data.removeprefix(BOM).lstrip().startswith(b"<") and b"http://www.omg.org/XMI" in data
    return is_xml or f'"{STRUCTURES}"'.encode() in data or b'"%TYPES"' in data


def _cas(data: bytes, beside: Beside | None, line: Line) -> Cas | None:
    if not data.removeprefix(BOM).lstrip().startswith(b"<"):
        return read_json(data, file=line.file, reading=line.reading)
    cas = read_xmi(data, where=line.file)
    described = beside(TYPE_SYSTEM) if beside else None
    cas.types = Types() if described is None else read_types(described, where=TYPE_SYSTEM)
    return cas


def _read_cas(cas: Cas, scheme: Scheme, annotator: str | None, line: Line) -> None:
    structures: dict[str | None, list[Structure]] = defaultdict(list)
    for one in cas.structures:
        structures[one.sofa if one.start is not None else None].append(one)
    for one in structures.pop(None, ()):
        if one.type.startswith("uima.cas.") or one.type.endswith("[]"):  # lists, which are parts of other structures
            continue
        line.leave_out("slot links" if "target" in one.named else "structures that mark nothing")
    line.leave_out(
        "annotations of no text", sum(len(structures[name]) for name in structures.keys() - cas.sofas.keys())
    )
    texts = {name: sofa for name, sofa in cas.sofas.items() if sofa.text}
    line.leave_out("texts that are not in the file", len(cas.sofas) - len(texts))
    for name, sofa in texts.items():
        members = cas.members.get(name)
        indexed = [one for one in structures[name] if members is None or one.id in members]
        line.leave_out("annotations outside the index", len(structures[name]) - len(indexed))
        document, author, kind = _document(sofa, indexed, annotator, line, of_many=len(texts) > 1)
        layer = ToolLayer(author, kind)
        _gather(indexed, document.text, cas.types, layer, line)
        annotation = layer.annotation(scheme, line)
        kept = (annotation,) if annotation and annotation.spans else ()
        line.reading.documents.append(AnnotatedDocument(document, kept, where=line.where))


def _document(
    sofa: Sofa, structures: list[Structure], annotator: str | None, line: Line, *, of_many: bool
) -> tuple[Document, str, str]:
    """The document, and the author and kind of its layer."""
    named, author, kind = named_by(line.file, annotator)
    about = next((one.features for one in structures if short_name(one.type) == "DocumentMetaData"), {})
    own_id = about.get("documentId") if not IN_EXPORT.fullmatch(line.file) else None
    document_id = (own_id or named) + (f"-{sofa.name}" if of_many else "")
    fields = {}
    if about.get("documentTitle") not in (None, document_id, PurePath(line.file).name):
        fields["title"] = about["documentTitle"]
    if about.get("language", UNKNOWN_LANGUAGE) != UNKNOWN_LANGUAGE:
        fields["language"] = about["language"]
    return read_document(sofa.text, fields, ids=[document_id], where=line.where), author, kind


def _gather(structures: list[Structure], text: str, types: Types, layer: ToolLayer, line: Line) -> None:
    """Add what marks the text to the layer; all else is counted."""
    places = code_points(text, "utf16")
    for one in structures:
        if one.is_relation:
            line.leave_out("relations")
        elif is_linguistic(one.type):
            line.leave_out("spans of linguistic layers")
        elif one.start == one.end:
            line.leave_out("spans of no length")
        else:
            at = Line(line.file, one.line, line.reading)
            try:
                start, end = (converted(offset, places, "utf16", where=at.where) for offset in (one.start, one.end))
                layer.add(mark(start, end, _label(one, types, line), text, where=at.where), line)
            except SitrepError as refused:
                at.fault(str(refused))


def _label(one: Structure, types: Types, line: Line) -> str:
    """The label; what else the mark says is counted."""
    feature = types.label_of(one.type, one.features)
    line.leave_out("chain links", int("next" in one.named))
    line.leave_out("other features of spans", len(one.features.keys() - {feature, "next"}))
    value = one.features.get(feature or "", "")
    return value if value.strip() else short_name(one.type)
