"""Made-up stories long enough to be compared, and the ways in which they come back."""

import random

NOUNS = """army base camp captain city convoy crowd dawn desert door drone evening farmer fence field fire gate general
guard harbour hill hospital house hour island lamp lorry market minister morning mortar mountain neighbour night officer
olive orchard palace patrol pilot police radio rain river road rocket roof school sergeant ship siren smoke soldier
station stone street summer tower train truck valley village wall wind window winter witness yard"""
WORDS = NOUNS.split()


def story(number: int, *, n_words: int = 80) -> str:
    """A text of its own for each number: two of them share no five words in a row but by rare chance."""
    chance = random.Random(f"story {number}")
    return " ".join(chance.choice(WORDS) for _ in range(n_words)) + "."


def edited(text: str, edition: int) -> str:
    """The same story with two words replaced, others in each edition."""
    words, chance = text.split(), random.Random(f"edition {edition}")
    for place in chance.sample(range(len(words)), 2):
        words[place] = f"edition{edition}"
    return " ".join(words)


def shortened(text: str) -> str:
    """The first half."""
    words = text.split()
    return " ".join(words[: len(words) // 2])
