"""How layers differ, and what settles it."""
