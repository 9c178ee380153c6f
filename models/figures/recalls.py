"""The shares of the reports that a threshold is offered for."""

RECALLS = (0.8, 0.85, 0.9, 0.95, 0.98, 0.99)
