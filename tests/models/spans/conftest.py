"""Made-up reports whose spans follow a rule, so that there is something to learn."""

import random

import pytest

from labeling.core.suggesting.gazetteer import Gazetteer
from models.spans.examples import Example, MarkedText
from models.spans.training import train_suggester

NAMES = ("Jund", "Saraya", "Harakat", "Liwa", "Kataib", "Asaib", "Fawj", "Usud")
TAILS = ("al-Haqq", "al-Nasr", "al-Fath", "al-Majd", "al-Izz")
ARMS = ("Grad rockets", "mortar shells", "Shahed drones", "Katyusha rockets", "roadside bombs")
SITES = ("Camp Noor", "Fort Salam", "Qasr base", "Camp Zahra", "Tell airfield")
FRAMES = (
    "Fighters of {actor} fired {weapon} at {site} on Monday.",
    "{actor} said its men hit {site} with {weapon}.",
    "Three {weapon} fell on {site}, and {actor} claimed it.",
    "At dawn {site} was struck by {weapon} of {actor}.",
)
QUIET = ("Parliament met on Tuesday.", "The minister of water spoke at length.", "Prices of bread rose again.")
NO_GAZETTEER = Gazetteer("none", "", ())


def report(number: int) -> MarkedText:
    """Three sentences about attacks among quiet ones; every actor, weapon and site is marked."""
    random_ = random.Random(number)
    text, marks = "", []
    for _ in range(3):
        parts = {
            "actor": f"{random_.choice(NAMES)} {random_.choice(TAILS)}",
            "weapon": random_.choice(ARMS),
            "site": random_.choice(SITES),
        }
        sentence = random_.choice(FRAMES).format(**parts)
        for part, label in (("actor", "ACTOR"), ("weapon", "WEAPON"), ("site", "BASE")):
            start = len(text) + sentence.index(parts[part])
            marks.append((start, start + len(parts[part]), label))
        text += f"{sentence} {random_.choice(QUIET)} "
    return MarkedText(f"r{number}", text.rstrip(), sorted(marks))


def examples(n: int) -> list[Example]:
    return [Example(report(number), NO_GAZETTEER) for number in range(n)]


@pytest.fixture(scope="session")
def trained():
    return train_suggester(examples(24), ("ACTOR", "WEAPON", "BASE", "CASUALTY"), NO_GAZETTEER)
