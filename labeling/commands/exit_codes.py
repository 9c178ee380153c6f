"""How commands end, beside 0 (done), 1 (refused) and 2 (a wrong call)."""

STOPPED = 130  # by Ctrl+C
