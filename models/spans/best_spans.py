"""What a version would suggest in a text, each label by what does better: the model, or dictionary and gazetteer."""

from collections.abc import Mapping, Sequence
from typing import Any

from labeling.core.suggesting.phrases import longest
from models.spans.candidates import Candidates
from models.spans.examples import ReadText
from models.spans.ranking import Scored
from models.spans.suggester import SpanSuggester

Mark = tuple[int, int, str]  # start, end (code points), label


def best_spans(suggester: SpanSuggester, metrics: Mapping[str, Any], read: ReadText) -> list[Mark]:
    """Of a text that the suggester did not learn from; `metrics`: its figures, they name the threshold."""
    found = suggester.candidates(read)
    said = {label: suggester.rankings[label].spans(found[label]) for label in metrics["model_labels"] if label in found}
    return spans_of(read, found, said, metrics)


def spans_of(
    read: ReadText,
    found: Mapping[str, Candidates],
    said: Mapping[str, Sequence[Scored]],
    metrics: Mapping[str, Any],
) -> list[Mark]:
    """The same of candidates that were found, and of `said`, what was made of them; both by label. Sorted."""
    marks = []
    for label, of_label in found.items():
        if label in metrics["model_labels"]:
            places = [place for place, score in said[label] if score >= metrics["threshold"]]
        else:
            places = longest(of_label.known())
        marks += [(read.starts[first], read.ends[end - 1], label) for first, end in places]
    return sorted(marks)
