"""Guidelines, cases, comments, as they are written and compared."""
