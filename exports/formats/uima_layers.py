"""The layers of WebAnno, INCEpTION and UIMA: which hold marks, and which of their features is the label."""

from collections.abc import Iterable

LINGUISTIC_PACKAGES = tuple(
    f"de.tudarmstadt.ukp.dkpro.core.api.{part}."
    for part in ("lexmorph", "segmentation", "syntax", "metadata", "transform", "anomaly")
)
LINGUISTIC = {
    *("Token", "Sentence", "Lemma", "Stem", "Paragraph", "Heading", "Div", "Chunk", "Constituent", "Dependency", "POS"),
    *("DocumentAnnotation", "DocumentMetaData", "TagsetDescription", "TagDescription", "SourceDocumentInformation"),
}
LABEL_FEATURES = (
    "value",
    "label",
    "category",
    "type",
    "referenceType",
)  # the first of these that a layer has names its marks
ABOUT_THE_MARK = ("begin", "end", "sofa")


def short_name(layer: str) -> str:
    """
    >>> short_name("webanno.custom.Span")
    'Span'
    """
    return layer.rpartition(".")[2]


def is_linguistic(layer: str) -> bool:
    """Whether this layer says what is a token, a sentence, a noun or the document, and marks nothing.

    >>> is_linguistic("cassis.Token"), is_linguistic("webanno.custom.Span")
    (True, False)
    """
    return layer.startswith(LINGUISTIC_PACKAGES) or short_name(layer) in LINGUISTIC


def label_feature(features: Iterable[str]) -> str | None:
    """The feature that holds the label; None where the layer's name has to do."""
    features = [feature for feature in features if feature not in ABOUT_THE_MARK]
    return next((name for name in LABEL_FEATURES if name in features), features[0] if features else None)
