"""The casualty parser: reads the words around a marked casualty and proposes values; people confirm them."""

from labeling.core.casualties.finder import find_casualties
from labeling.core.casualties.proposal import Casualty, propose
from labeling.core.casualties.total import total

__all__ = ["LABEL", "Casualty", "find_casualties", "propose", "total"]

LABEL = "CASUALTY"  # the one label that code names
