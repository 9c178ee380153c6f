"""A case: something unclear that somebody asked the team, with the answers and the ruling that settled it."""

from dataclasses import dataclass

ANSWER, RULING, REOPEN, GUIDELINE = "answer", "ruling", "reopen", "guideline"
TITLE_CHARACTERS = 150


@dataclass(frozen=True, slots=True)
class Reply:
    """An answer, the ruling, that it was asked again, or the guideline version that holds the ruling since."""

    id: str
    author: str
    kind: str
    text: str
    guideline_id: str | None
    at: str


@dataclass(frozen=True, slots=True)
class Case:
    """What was asked. `quote` lies at `start` to `end` (code points) of the document, where there is one."""

    number: int
    id: str
    author: str
    title: str
    text: str
    document_id: str | None
    start: int | None
    end: int | None
    quote: str | None
    thread_id: str | None
    at: str
    replies: tuple[Reply, ...] = ()

    @property
    def ruling(self) -> Reply | None:
        """What settles it; None while it is open."""
        turns = [reply for reply in self.replies if reply.kind in (RULING, REOPEN)]
        return turns[-1] if turns and turns[-1].kind == RULING else None

    @property
    def guideline_id(self) -> str | None:
        """The newest guideline version that took the ruling in."""
        taken = [reply.guideline_id for reply in self.replies if reply.kind == GUIDELINE]
        return taken[-1] if taken and self.ruling else None

    @property
    def waits(self) -> bool:
        """Whether it is open, and the last word is that of whoever asked."""
        if self.ruling:
            return False
        return not self.replies or self.replies[-1].kind == REOPEN or self.replies[-1].author == self.author
