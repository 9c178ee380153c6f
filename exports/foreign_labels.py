"""Labels of other tools: mapped to those of the scheme, dropped, or refused with the very option that helps."""

from collections import Counter
from collections.abc import Collection, Mapping
from dataclasses import replace

from exports.formats.reading import Reading, n_of
from labeling.core.annotation import AnnotatedDocument, Annotation
from labeling.core.closest import closest
from labeling.core.errors import FileRefused
from labeling.core.scheme import Scheme
from labeling.core.scheme_growth import with_labels
from labeling.core.span import Span
from labeling.core.suggestion import Proposal


def read_maps(maps: Collection[str]) -> dict[str, str]:
    """OLD=NEW pairs, parted at the last sign: no label of a scheme has one. FileRefused for what is none.

    >>> read_maps(["PER=ACTOR", "a=b=BASE"])
    {'PER': 'ACTOR', 'a=b': 'BASE'}
    """
    pairs = {}
    for one in maps:
        old, sign, new = one.rpartition("=")
        if not (old and sign and new):
            raise FileRefused(f"--map {one}: expected OLD=NEW, say --map PER=ACTOR. Nothing was loaded.")
        pairs[old] = new
    return pairs


def fit_to_scheme(
    reading: Reading, scheme: Scheme, *, mapping: Mapping[str, str], drop: Collection[str], add_labels: bool
) -> Scheme:
    """`fit_labels`, and with `add_labels` the unknown ones go into a new version of the scheme, which is returned."""
    for new in mapping.values():
        if scheme.label(new) is None and not add_labels:
            names = ", ".join(label.name for label in scheme.labels)
            raise FileRefused(f"--map to {new!r}: the scheme has no such label, it has {names}. Nothing was loaded.")
    if add_labels:
        used = {span.label for record in reading.documents for layer in record.annotations for span in layer.spans}
        used |= {proposal.span.label for proposal in reading.proposals}
        wanted = sorted({mapping.get(label, label) for label in used - set(drop)})
        scheme = with_labels(scheme, wanted) if any(scheme.label(name) is None for name in wanted) else scheme
    fit_labels(reading, scheme, mapping=mapping, drop=drop)
    return scheme


def fit_labels(
    reading: Reading, scheme: Scheme, *, mapping: Mapping[str, str] | None = None, drop: Collection[str] = ()
) -> Counter[str]:
    """Give all spans of `reading`, also proposed ones, a label of the scheme; returns those it has not, and how often.

    Where there are any, `reading` gets a fault for each, and must not be loaded. Attributes that the label does not
    have are left out and counted, and so are spans whose label is in `drop`.
    """
    unknown: Counter[str] = Counter()
    files: dict[str, str] = {}
    for number, record in enumerate(reading.documents):
        file = _file(record)
        layers = tuple(
            _fitted(layer, file, reading, scheme, mapping or {}, drop, unknown) for layer in record.annotations
        )
        for label in unknown:
            files.setdefault(label, file)
        if layers != record.annotations:
            reading.documents[number] = replace(record, annotations=layers)
    _fit_proposals(reading, scheme, mapping or {}, drop, unknown, files)
    for label, n in unknown.items():
        reading.add_fault(files[label], None, _sentence(files[label], label, n, scheme))
    return unknown


def _fit_proposals(
    reading: Reading,
    scheme: Scheme,
    mapping: Mapping[str, str],
    drop: Collection[str],
    unknown: Counter[str],
    files: dict[str, str],
) -> None:
    file_by_id = {record.document.id: _file(record) for record in reading.documents} if reading.proposals else {}
    kept: dict[tuple, Proposal] = {}
    for proposal in reading.proposals:
        old, file = proposal.span.label, file_by_id[proposal.document_id]
        label = mapping.get(old, old)
        if old in drop:
            reading.leave_out(file, f"predictions of {old} (dropped)")
        elif scheme.label(label) is None:
            unknown[old] += 1
            files.setdefault(old, file)
        else:
            fitted = replace(proposal, span=Span(proposal.span.start, proposal.span.end, label))
            kept.setdefault((fitted.document_id, fitted.source, fitted.span.place), fitted)
    reading.proposals = list(kept.values())


def _fitted(
    layer: Annotation,
    file: str,
    reading: Reading,
    scheme: Scheme,
    mapping: Mapping[str, str],
    drop: Collection[str],
    unknown: Counter[str],
) -> Annotation:
    kept: dict[tuple, Span] = {}
    for span in layer.spans:
        label = mapping.get(span.label, span.label)
        if span.label in drop:
            reading.leave_out(file, f"spans of {span.label} (dropped)")
            continue
        known = scheme.label(label)
        if known is None:
            unknown[span.label] += 1
            continue
        fits = {
            name: value
            for name, value in span.attributes.items()
            if (attribute := known.attribute(name)) and attribute.allows(value)
        }
        if len(fits) < len(span.attributes):
            reading.leave_out(file, "attributes the scheme does not have", len(span.attributes) - len(fits))
        changed = (
            span
            if label == span.label and len(fits) == len(span.attributes)
            else replace(span, label=label, attributes=fits)
        )
        if changed.place in kept:
            reading.leave_out(file, "spans that say the same twice after mapping")
        kept.setdefault(changed.place, changed)
    spans = tuple(kept.values())
    return layer if spans == layer.spans else replace(layer, spans=spans)


def _sentence(file: str, label: str, n: int, scheme: Scheme) -> str:
    names = [known.name for known in scheme.labels]
    nearest = closest(label, names) or names[0]
    return (
        f"{file}: {n_of(n, 'span')} with the label {label!r}; the scheme has no such label, it has {', '.join(names)}. "
        f"Map it with --map {label}={nearest}, leave it out with --drop {label}, or take it in with --add-labels."
    )


def _file(record: AnnotatedDocument) -> str:
    return record.where.rpartition(", line ")[0] or record.where
