"""The labelling configuration that a Label Studio project needs to show what is exported to it."""

from xml.etree import ElementTree

from exports.formats.label_studio_write import LABELS, TEXT
from exports.formats.tool_answers import REASON
from labeling.core.scheme import Attribute, Question, Scheme


def labeling_config(scheme: Scheme) -> str:
    """XML: labels with their keys and colours, an attribute for each region, a choice for each question."""
    view = ElementTree.Element("View")
    labels = ElementTree.SubElement(view, "Labels", name=LABELS, toName=TEXT)
    for label in scheme.labels:
        key = {"hotkey": label.key} if label.key else {}
        ElementTree.SubElement(labels, "Label", value=label.name, background=label.color, **key)
    ElementTree.SubElement(view, "Text", name=TEXT, value=f"${TEXT}")
    attributes: dict[str, list[tuple[str, Attribute]]] = {}
    for label in scheme.labels:
        for attribute in label.attributes:
            attributes.setdefault(attribute.name, []).append((label.name, attribute))
    for name, of_labels in attributes.items():
        _add_attribute(view, name, of_labels)
    for question in scheme.questions:
        _add_question(view, question)
    ElementTree.indent(view)
    return ElementTree.tostring(view, encoding="unicode") + "\n"


def _add_attribute(view: ElementTree.Element, name: str, of_labels: list[tuple[str, Attribute]]) -> None:
    """One control for all labels that have the attribute, with the values of all."""
    shown = {"perRegion": "true", "whenTagName": LABELS, "whenLabelValue": ",".join(label for label, _ in of_labels)}
    if of_labels[0][1].type == "integer":
        ElementTree.SubElement(view, "Number", name=name, toName=TEXT, **shown)
    else:
        _add_choices(view, name, [value for _, attribute in of_labels for value in attribute.values], **shown)


def _add_question(view: ElementTree.Element, question: Question) -> None:
    ElementTree.SubElement(view, "Header", value=question.text)
    _add_choices(view, question.name, [value.name for value in question.values])
    reasons = [reason for value in question.values for reason in value.reasons]
    if reasons:
        _add_choices(view, question.name + REASON, reasons)


def _add_choices(view: ElementTree.Element, name: str, values: list[str], **more: str) -> None:
    choices = ElementTree.SubElement(view, "Choices", name=name, toName=TEXT, choice="single", **more)
    for value in dict.fromkeys(values):
        ElementTree.SubElement(choices, "Choice", value=value)
