"""The detector: what it counts, learns, says, and how it is stored."""
