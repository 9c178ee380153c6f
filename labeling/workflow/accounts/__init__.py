"""Who comes in, with which role, by which door, and what of it is on record."""
