"""What the person who exports a spaCy pack decides."""

from dataclasses import dataclass

from labeling.core.errors import FileRefused


@dataclass(frozen=True, slots=True)
class PackSettings:
    """`annotator` None: whoever finished each document. `rule` None: by date where dates are known, else random."""

    annotator: str | None = None
    rule: str | None = None
    seed: int = 7
    test_share: float = 0.2
    dev_share: float = 0.1
    unfinished: bool = False

    def check(self) -> None:
        """Raise FileRefused if the shares leave nothing to train on."""
        if not (self.test_share >= 0 and self.dev_share >= 0 and self.test_share + self.dev_share < 1):
            raise FileRefused(
                f"--test-share {self.test_share:g} and --dev-share {self.dev_share:g} leave nothing to train on: "
                "together they must stay under 1. Nothing was written."
            )
