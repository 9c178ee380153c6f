"""Writes word_clusters.txt from word vectors of GloVe: python -m models.spans.write_word_clusters FILE

FILE is glove.6B.50d.txt as Stanford gives it: a word and its 50 numbers a line, the most frequent first. Versions know
clusters by their turns: who writes others names their features anew (cluster_features), or older versions misread them.
"""

import sys
from itertools import islice
from pathlib import Path

import numpy as np
from sklearn.cluster import AgglomerativeClustering, MiniBatchKMeans

from models.spans.word_clusters import TARGET

NOTICE = """Words by how newspapers use them; each line is turns in a tree of clusters, from its top; words.

Made by models/spans/write_word_clusters.py from the word vectors GloVe 6B, 50 dimensions, of Jeffrey Pennington,
Richard Socher and Christopher D. Manning, Stanford University (https://nlp.stanford.edu/projects/glove/), learned from
Wikipedia 2014 and Gigaword 5. Public domain: Open Data Commons Public Domain Dedication and License (PDDL) 1.0,
https://opendatacommons.org/licenses/pddl/1-0/."""
N_WORDS = 40_000
N_CLUSTERS = 1_000
SEED = 7


def vectors_of(path: Path) -> tuple[list[str], np.ndarray]:
    """The most frequent words that are letters alone, and their vectors, shape (n_words, 50)."""
    with path.open(encoding="utf-8") as lines:
        rows = list(islice((row for row in map(str.split, lines) if row[0].isalpha()), N_WORDS))
    return [word for word, *_ in rows], np.array([numbers for _, *numbers in rows], dtype=float)


def clusters_of(vectors: np.ndarray) -> list[str]:
    """The cluster of each vector, by direction alone: its turns in a tree of the clusters' middles."""
    vectors = vectors - vectors.mean(axis=0)
    vectors /= np.linalg.norm(vectors, axis=1, keepdims=True)
    found = MiniBatchKMeans(
        min(N_CLUSTERS, len(vectors)),
        random_state=SEED,
        batch_size=4096,
        n_init=3,
        max_iter=60,
        reassignment_ratio=0.005,
    ).fit(vectors)
    tree = AgglomerativeClustering(1, compute_full_tree=True).fit(found.cluster_centers_)
    turns = _turns(tree.children_)
    return [turns[label] for label in found.labels_]


def _turns(children: np.ndarray) -> dict[int, str]:
    """`children`: shape (n_leaves - 1, 2), a node above two others each, numbered behind the leaves; the top last."""
    n_leaves = len(children) + 1
    turns = {2 * n_leaves - 2: ""}
    for node in range(2 * n_leaves - 2, n_leaves - 1, -1):
        above = turns.pop(node)
        left, right = children[node - n_leaves].tolist()
        turns |= {left: above + "0", right: above + "1"}
    return turns


def write(path: Path) -> None:
    words, vectors = vectors_of(path)
    words_by_cluster: dict[str, list[str]] = {}
    for word, cluster in sorted(zip(words, clusters_of(vectors), strict=True)):
        words_by_cluster.setdefault(cluster, []).append(word)
    head = "".join(f"# {line}".rstrip() + "\n" for line in NOTICE.split("\n"))
    rows = (f"{cluster};{' '.join(words)}\n" for cluster, words in sorted(words_by_cluster.items()))
    TARGET.write_text(head + "".join(rows), encoding="utf-8")


if __name__ == "__main__":
    write(Path(sys.argv[1]))
