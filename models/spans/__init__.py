"""Span suggesters: learn from marked spans which phrases of a new text are likely to be marked, and how surely."""
