"""A made-up corpus in the shape of the work: about 2,000 characters and 23.5 spans a document, from a seed."""

import json
import random
import re
from pathlib import Path

WORDS = re.findall(
    r"\w+",
    """the army said on that rebels had fired near river killing wounding base troops convoy officials reported in
    northern province after midnight security forces responded statement coalition no group claimed attack blamed""",
)
NAMES = {
    "ACTOR": ("Kataib Hezbollah", "US-led coalition", "security forces", "armed men"),
    "WEAPON": ("Katyusha rockets", "armed drones", "mortar shells", "roadside bomb"),
    "BASE": ("Camp Taji", "al-Balad airbase", "K-1 military base", "Green Village"),
    "CASUALTY": ("three soldiers", "no casualties", "two Americans", "dozens of fighters"),
}
N_SPANS, N_CHARACTERS = 23.5, 2_000


def documents(n: int, seed: int = 7) -> list[dict]:
    """Sitrep JSONL records, one answer each; every fourth text has emoji or Arabic in it."""
    chance = random.Random(seed)
    return [_document(number, chance) for number in range(n)]


def write(path: Path, records: list[dict]) -> None:
    with path.open("w", encoding="utf-8") as file:
        file.writelines(json.dumps(record, ensure_ascii=False) + "\n" for record in records)


def _document(number: int, chance: random.Random) -> dict:
    pieces, spans, length = [f"Report {number}. "], [], len(f"Report {number}. ")
    n_spans = int(N_SPANS) + (number % 2)
    gap = (N_CHARACTERS - 20 * n_spans) // n_spans
    for _ in range(n_spans):
        filler, size = "", chance.randint(gap - 20, gap + 20)
        while len(filler) < size:
            filler += chance.choice(WORDS) + " "
        if number % 4 == 0 and chance.random() < 0.1:
            filler += chance.choice(("😀 ", "قوات التحالف ", "é̂ "))
        label = chance.choice(list(NAMES))
        name = chance.choice(NAMES[label])
        pieces += [filler, name, chance.choice((". ", ", ", " "))]
        start = length + len(filler)
        spans.append({"start": start, "end": start + len(name), "label": label})
        length += len(filler) + len(name) + len(pieces[-1])
    answer = "yes" if number % 3 else "no"
    date = f"2024-{number % 12 + 1:02}-{number % 28 + 1:02}"
    return {"id": f"r{number}", "text": "".join(pieces), "date": date, "attack_report": answer, "spans": spans}
