"""What the person who exports a spaCy pack decides."""

from dataclasses import dataclass

from labeling.core.errors import FileRefused


@dataclass(frozen=True, slots=True)
class PackSettings:
    """`annotator` None and not `gold`: whoever finished each document. `rule` None: by date where dates are known.

    `language` None: every document, cut by English rules. `paragraphs` None: one Doc a paragraph where whole documents
    are too few, see `paragraphs.py`.
    """

    annotator: str | None = None
    rule: str | None = None
    seed: int = 7
    test_share: float = 0.2
    dev_share: float = 0.1
    unfinished: bool = False
    gold: bool = False
    paragraphs: bool | None = None
    language: str | None = None

    def check(self) -> None:
        """Raise FileRefused if the shares leave nothing to train on, or two options ask for different layers."""
        if not (self.test_share >= 0 and self.dev_share >= 0 and self.test_share + self.dev_share < 1):
            raise FileRefused(
                f"--test-share {self.test_share:g} and --dev-share {self.dev_share:g} leave nothing to train on: "
                "together they must stay under 1. Nothing was written."
            )
        if self.gold and self.annotator is not None:
            raise FileRefused(
                f"--gold takes the gold layers, --annotator {self.annotator} those of one person: give one of the two. "
                "Nothing was written."
            )
