"""What another tool says of a span, and the attributes of the scheme that it is."""

from exports.formats.reading import Line
from labeling.core.scheme import Scheme


def attributes_of(values: object, label: object, scheme: Scheme, line: Line) -> dict[str, object]:
    """Those of `values` that the scheme allows for this label; the others are counted.

    A label that the scheme does not have yet, for it is mapped later, may have what any label may.
    """
    if not isinstance(values, dict):
        line.leave_out("attributes", 0 if values is None else 1)
        return {}
    known = scheme.label(label)
    labels = (known,) if known else scheme.labels
    allowed = {
        name: value
        for name, value in values.items()
        if any(attribute.name == name and attribute.allows(value) for one in labels for attribute in one.attributes)
    }
    line.leave_out("attributes", len(values) - len(allowed))
    return allowed
