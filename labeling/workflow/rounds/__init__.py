"""Rounds: chosen, planned, begun, changed, closed."""
