"""A decision: what an adjudicator chose from whom, and why; it goes beside an operation of the gold layer."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from labeling.core.document import check_characters
from labeling.core.errors import DocumentError, OperationError

GOLD = "gold"  # the name and the kind of the one author whose layers are gold
CHOICES = ("take", "both", "neither", "edit", "answer", "agreed")
ORIGIN = "adjudication"  # of gold's spans that are a coder's
BATCH = "batch-"  # how the group of what was accepted at once begins
KEY_CHARACTERS = 300
REASON_CHARACTERS = 1_000
MOST_CODERS = 100


@dataclass(frozen=True, slots=True)
class Decision:
    """`difference` names what was settled, `choice` is one of CHOICES; both None where something was marked freely.

    `coders`: whose version was taken. `seen`: each coder to the op_id of the newest change that was compared; it
    comes with a submission.
    """

    difference: str | None = None
    choice: str | None = None
    coders: tuple[str, ...] = ()
    reason: str | None = None
    seen: Mapping[str, str] = field(default_factory=dict, hash=False)

    def as_message(self) -> dict:
        return {
            "difference": self.difference,
            "choice": self.choice,
            "coders": [*self.coders],
            "reason": self.reason,
            "seen": dict(self.seen),
        }


def read_decision(message: object) -> Decision:
    """Read `from` of an operation as a client sends it; None is no decision. Raises OperationError."""
    if message is None:
        return Decision()
    if not isinstance(message, dict):
        raise OperationError("`from` is an object with difference, choice, coders, reason.")
    unknown = message.keys() - {"difference", "choice", "coders", "reason", "seen"}
    if unknown:
        raise OperationError(f"`from` has no key {sorted(unknown)[0]!r}.")
    choice, coders, seen = message.get("choice"), message.get("coders") or [], message.get("seen") or {}
    if choice is not None and choice not in CHOICES:
        raise OperationError(f"No choice is called {choice!r}; expected one of {', '.join(CHOICES)}.")
    if not isinstance(coders, list) or len(coders) > MOST_CODERS:
        raise OperationError(f"`coders` is a list of at most {MOST_CODERS} names.")
    if not isinstance(seen, dict) or len(seen) > MOST_CODERS:
        raise OperationError("`seen` maps the name of a coder to an op_id.")
    for words in (*coders, *seen, *seen.values()):
        _check_words("A name", words, KEY_CHARACTERS)
    for key, most in (("difference", KEY_CHARACTERS), ("reason", REASON_CHARACTERS)):
        if message.get(key) is not None:
            _check_words(f"`{key}`", message[key], most)
    return Decision(message.get("difference"), choice, tuple(coders), message.get("reason") or None, seen)


def _check_words(what: str, words: object, most: int) -> None:
    if not isinstance(words, str) or len(words) > most:
        raise OperationError(f"{what} is text of at most {most:,} characters.")
    try:
        check_characters(words, where=what)
    except DocumentError as error:
        raise OperationError(str(error)) from None
