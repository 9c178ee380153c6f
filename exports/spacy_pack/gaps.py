"""Labels and answers a pack has no examples of, said plainly."""

from collections import Counter
from collections.abc import Iterable

LEARNED = ("train", "dev")


def without_examples(names: Iterable[str], n_by_part: Counter) -> dict[str, list[str]]:
    """{"train": …, "dev": …}: the names that have no example there. Keys of `n_by_part` are (part, name)."""
    names = list(names)
    return {part: [name for name in names if not n_by_part[part, name]] for part in LEARNED}


def gap_notes(missing: dict[str, list[str]], what: str) -> list[str]:
    """Sentences for people. `what`: "label" or "answer".

    >>> gap_notes({"train": ["BASE"], "dev": ["BASE"]}, "label")
    ['No example of label BASE in train: it cannot be learned.']
    """
    train, dev = missing["train"], [name for name in missing["dev"] if name not in missing["train"]]
    notes = []
    if train:
        it = "it" if len(train) == 1 else "they"
        notes.append(f"No example of {_these(train, what)} in train: {it} cannot be learned.")
    if dev:
        its = "its score says" if len(dev) == 1 else "their scores say"
        notes.append(f"No example of {_these(dev, what)} in dev: {its} nothing.")
    return notes


def _these(names: list[str], what: str) -> str:
    return f"{what}{'' if len(names) == 1 else 's'} {', '.join(names)}"
