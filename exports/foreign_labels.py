"""Labels of other tools: mapped to those of the scheme, dropped, or refused with the very option that helps."""

import shlex
from collections import Counter
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field, replace

from exports.formats.reading import Reading, file_and_line, file_of, printable
from labeling.core.annotation import AnnotatedDocument, Annotation
from labeling.core.closest import closest
from labeling.core.errors import FileRefused
from labeling.core.plural import n_of
from labeling.core.scheme import Scheme
from labeling.core.scheme_growth import with_labels
from labeling.core.span import Span
from labeling.core.suggesting.suggestion import Proposal

MOST_LABELS = 1_000  # different ones


@dataclass(slots=True)
class Labels:
    """How many spans have each label, as the files call it; `unknown` has those that lead to none of the scheme.

    `first`: the place of the first document with it.
    """

    n_spans: Counter[str] = field(default_factory=Counter)
    unknown: Counter[str] = field(default_factory=Counter)
    first: dict[str, str] = field(default_factory=dict)

    def count(self, label: str, where: str) -> None:
        if label not in self.first and len(self.first) == MOST_LABELS:
            raise FileRefused(
                f"{where}: more than {MOST_LABELS:,} different labels (MOST_LABELS). Is another column or key "
                "the label? Nothing was loaded."
            )
        self.n_spans[label] += 1
        self.first.setdefault(label, where)

    def report(self, reading: Reading, scheme: Scheme) -> None:
        """A fault for each unknown label, at the first document with it, that says what to do."""
        for label, n in self.unknown.items():
            where = self.first[label]
            reading.add_fault(*file_and_line(where), _sentence(where, label, n, scheme), records=[where])

    def unused(self, mapping: Collection[str], drop: Collection[str]) -> list[str]:
        """A sentence for each option that touched no span: a slip of the pen, perhaps."""
        options = [("--map", label) for label in mapping] + [("--drop", label) for label in drop]
        return [f"{option} {label}: no span has this label." for option, label in options if label not in self.n_spans]


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


def check_maps(mapping: Mapping[str, str], scheme: Scheme, *, add_labels: bool) -> None:
    """Raise FileRefused where a label would be mapped to one that the scheme does not have, and may not take in."""
    for new in mapping.values():
        if scheme.label(new) is None and not add_labels:
            names = ", ".join(label.name for label in scheme.labels)
            raise FileRefused(f"--map to {new!r}: the scheme has no such label, it has {names}. Nothing was loaded.")


def grown(scheme: Scheme, used: Collection[str], *, mapping: Mapping[str, str], drop: Collection[str]) -> Scheme:
    """The scheme with those of the `used` labels that it lacks; SchemeError where they do not fit in."""
    wanted = sorted({mapping.get(label, label) for label in set(used) - set(drop)})
    return with_labels(scheme, wanted) if any(scheme.label(name) is None for name in wanted) else scheme


def labels_used(reading: Reading) -> set[str]:
    used = {span.label for record in reading.documents for layer in record.annotations for span in layer.spans}
    return used | {proposal.span.label for proposal in reading.proposals}


def fit_to_scheme(
    reading: Reading,
    scheme: Scheme,
    *,
    mapping: Mapping[str, str],
    drop: Collection[str],
    add_labels: bool,
    labels: Labels,
) -> Scheme:
    """`fit_labels`, and with `add_labels` the unknown ones go into a new version of the scheme, which is returned."""
    check_maps(mapping, scheme, add_labels=add_labels)
    if add_labels:
        scheme = grown(scheme, labels_used(reading), mapping=mapping, drop=drop)
    fit_labels(reading, scheme, mapping=mapping, drop=drop, labels=labels)
    return scheme


def fit_labels(
    reading: Reading,
    scheme: Scheme,
    *,
    mapping: Mapping[str, str],
    drop: Collection[str],
    labels: Labels,
) -> None:
    """Give every span of `reading`, also proposed ones, a label of the scheme, and count in `labels` those there are.

    Documents with an unknown one must not be loaded: they are in `reading.bad`. The fault for each label is added by
    `labels.report` once all is read. Attributes that the label does not have are left out and counted, and so are
    spans whose label is in `drop`.
    """
    for number, record in enumerate(reading.documents):
        layers = tuple(_fitted(layer, record, reading, scheme, mapping, drop, labels) for layer in record.annotations)
        if layers != record.annotations:
            reading.documents[number] = replace(record, annotations=layers)
    _fit_proposals(reading, scheme, mapping, drop, labels)


def _fit_proposals(
    reading: Reading, scheme: Scheme, mapping: Mapping[str, str], drop: Collection[str], labels: Labels
) -> None:
    place_by_id = {record.document.id: record.where for record in reading.documents} if reading.proposals else {}
    kept: dict[tuple, Proposal] = {}
    for proposal in reading.proposals:
        old, where = proposal.span.label, place_by_id[proposal.document_id]
        labels.count(old, where)
        label = mapping.get(old, old)
        if old in drop:
            reading.leave_out(file_of(where), f"predictions of {old} (dropped)")
        elif scheme.label(label) is None:
            labels.unknown[old] += 1
            reading.bad.add(where)
        else:
            fitted = replace(proposal, span=Span(proposal.span.start, proposal.span.end, label))
            kept.setdefault((fitted.document_id, fitted.source, fitted.span.place), fitted)
    reading.proposals = list(kept.values())


def _fitted(
    layer: Annotation,
    record: AnnotatedDocument,
    reading: Reading,
    scheme: Scheme,
    mapping: Mapping[str, str],
    drop: Collection[str],
    labels: Labels,
) -> Annotation:
    kept: dict[tuple, Span] = {}
    file = file_of(record.where) if layer.spans else ""
    for span in layer.spans:
        labels.count(span.label, record.where)
        if span.label in drop:
            reading.leave_out(file, f"spans of {span.label} (dropped)")
            continue
        label = mapping.get(span.label, span.label)
        known = scheme.label(label)
        if known is None:
            labels.unknown[span.label] += 1
            reading.bad.add(record.where)
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


def _sentence(where: str, label: str, n: int, scheme: Scheme) -> str:
    names = [known.name for known in scheme.labels]
    nearest = closest(label, names) or names[0]
    also = "" if n == 1 else f", which {n_of(n, 'span')} have"
    name, words = shlex.quote(printable(label)), shlex.quote(printable(f"{label}={nearest}"))
    return (
        f"{where}: the scheme has no label {label!r}{also}; it has {', '.join(names)}. Map it with --map {words}, "
        f"leave it out with --drop {name}, or take it in with --add-labels."
    )
