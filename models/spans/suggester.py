"""The span suggester: reads a text and says which spans are likely, each with a calibrated score."""

from collections.abc import Mapping
from dataclasses import dataclass

from labeling.core.suggesting.gazetteer import Gazetteer
from models.spans.candidates import Candidates, Knowledge, candidates
from models.spans.examples import Place, ReadText
from models.spans.ranking import Ranking
from models.spans.relevance import Relevance


@dataclass(frozen=True)
class SpanSuggester:
    """Knowledge and ranking by label, what tells a text that people mark, the gazetteer whose finds are evidence."""

    knowledge: Mapping[str, Knowledge]
    rankings: Mapping[str, Ranking]
    relevance: Relevance
    gazetteer: Gazetteer

    def suggest(self, text: str) -> list[tuple[int, int, str, float]]:
        """(start, end, label, score) in code points, sorted; of one label no two overlap."""
        read = ReadText(text, self.gazetteer)
        return sorted(
            (read.starts[first], read.ends[end - 1], label, score)
            for label, found in self.places(read).items()
            for (first, end), score in found
        )

    def places(self, read: ReadText) -> dict[str, list[tuple[Place, float]]]:
        """The same in tokens, by label."""
        found = self.candidates(read)
        return {label: self.rankings[label].spans(found[label]) for label in self.knowledge}

    def candidates(self, read: ReadText) -> dict[str, Candidates]:
        """Everything that may be a span, by label, before it is ranked."""
        return candidates(read, self.knowledge, self.relevance.of(read))
