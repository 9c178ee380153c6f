"""Which words are used alike: mayor stands beside governor, dynamite beside explosives. From the word vectors GloVe.

English as newspapers write it; a word that is not among the frequent ones stands nowhere, nor do the small words.
"""

from functools import cache
from pathlib import Path

from models.spans.word_classes import CLASS_BY_WORD

TARGET = Path(__file__).with_name("word_clusters.txt")
DEPTHS = (4, 6, 8, 10, 99)  # turns: from wide clusters to the narrowest


def cluster_of(word: str) -> str:
    """Turns (0 or 1) from the top of a tree of all words to those most alike; the more first ones two words share, the
    more alike they are. "" where nothing is known. `word` in small letters.

    >>> cluster_of("dynamite") == cluster_of("explosives"), cluster_of("the")
    (True, '')
    """
    return "" if word in CLASS_BY_WORD else _known().get(word, "")


def cluster_features(word: str) -> list[str]:
    """The clusters that hold a word, from wide to narrow.

    >>> cluster_features("explosives")[:2], cluster_features("the")
    (['K4=1100', 'K6=110011'], [])
    """
    cluster = cluster_of(word)
    return [f"K{depth}={cluster[:depth]}" for depth in DEPTHS] if cluster else []


@cache
def _known() -> dict[str, str]:
    found = {}
    for line in TARGET.read_text("utf-8").splitlines():
        if not line.startswith("#"):
            cluster, words = line.split(";")
            found.update(dict.fromkeys(words.split(), cluster))
    return found
