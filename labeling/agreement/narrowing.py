"""A report narrowed to one label, one pair or one question."""

from collections.abc import Sequence

from labeling.core.closest import did_you_mean
from labeling.core.errors import AgreementRefused


def narrowed(report: dict, *, label: str | None = None, pair: str | None = None, question: str | None = None) -> dict:
    """The report with what concerns these alone; AgreementRefused for a name that it does not have."""
    found = dict(report)
    if pair is not None:
        pair = _pair(report, pair)
        found["questions"] = [_only(one, "pairs", "pair", pair) for one in report["questions"]]
        found["spans"] = _only(report["spans"], "pairs", "pair", pair)
    if question is not None:
        _check("question", question, [one["question"] for one in report["questions"]])
        found["questions"] = [one for one in found["questions"] if one["question"] == question]
    if label is not None:
        _check("label", label, [one["label"] for one in report["spans"]["labels"]])
        found["spans"] = _only(found["spans"], "labels", "label", label)
        found["attributes"] = [one for one in report["attributes"] if one["label"] == label]
    found["documents"] = differing(report, label=label, pair=pair, question=question)
    return found


def differing(
    report: dict, *, label: str | None = None, pair: str | None = None, question: str | None = None
) -> list[dict]:
    """The documents where something of these differs, worst first; `pair` as "Amal · Ben"."""

    def concerns(one: dict) -> bool:
        is_asked = (question is not None and one["kind"] == "answer" and one["about"] == question) or (
            label is not None and label in one["labels"]
        )
        return is_asked or (label is None and question is None)

    found = []
    for row in report["documents"]:
        differences = [one for one in row["differences"] if concerns(one)]
        if differences and (pair is None or " · ".join(row["pair"]) == pair):
            found.append(row | {"differences": differences})
    return sorted(found, key=lambda row: -len(row["differences"]))


def _only(part: dict, rows: str, name: str, value: str) -> dict:
    return part | {rows: [one for one in part[rows] if one[name] == value]}


def _pair(report: dict, pair: str) -> str:
    """The pair as the report names it, whichever comes first: "Ben,Amal" or "Amal · Ben"."""
    known = [one["pair"] for one in report["spans"]["pairs"]]
    wanted = " · ".join(sorted(name.strip() for name in pair.replace(" · ", ",").split(",")))
    return pair if pair in known else _check("pair", wanted, known)


def _check(kind: str, name: str, known: Sequence[str]) -> str:
    if name not in known:
        raise AgreementRefused(
            f"No {kind} that two people have finished is {name!r}.{did_you_mean(name, known)}"
            f" There are: {', '.join(known) or 'none yet'}."
        )
    return name
