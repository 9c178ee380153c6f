"""What happens to accounts, in plain words."""

from collections.abc import Mapping
from typing import Any

from labeling.core.plural import n_of

# kind -> what was done, by whoever did it, to the person it is about; the keys are those of its details.
WORDS = {
    "person.new": "made an account{as_role}",
    "person.role": "changed the role from {was} to {role}",
    "person.deactivate": "deactivated the account{ended}",
    "person.activate": "activated the account",
    "invitation.new": "invited {whom}{as_role} (link {link})",
    "invitation.use": "came in by link {link}, invited by {invited_by}{as_role}",
    "invitation.withdraw": "withdrew link {link}",
    "password.link": "made a link for a new password (link {link}){ended}",
    "password.set": "set the password{how}{ended}",
    "session.new": "signed in{address}",
    "session.miss": "missed the password{address}",
    "session.wait": "was made to wait after misses{address}",
    "session.end_all": "signed out everywhere{ended}",
    "token.new": "made token {token}: {purpose}",
    "token.end": "ended token {token}: {purpose}",
    "project.restore": "restored a backup: all sessions, links and tokens ended",
}
HOW = {"own": "", "link": " by a link", "command line": " at the command line", "first": ", the first of the project"}


def in_words(kind: str, details: Mapping[str, Any]) -> str:
    """What was done, without who did it and to whom.

    >>> in_words("person.role", {"was": "annotator", "role": "admin"})
    'changed the role from annotator to admin'
    >>> in_words("session.end_all", {"n_sessions": 1, "tokens": ["nightly", "plots"]})
    'signed out everywhere; 1 session and 2 tokens ended (nightly, plots)'
    """
    beside = {
        "as_role": f", as {details['role']}" if details.get("role") else "",
        "whom": details.get("name") or "somebody new",
        "invited_by": details.get("invited_by") or "the command line",
        "how": HOW.get(details.get("how", ""), ""),
        "address": f" from {details['address']}" if details.get("address") else "",
        "ended": ended_in_words(details["n_sessions"], details["tokens"]) if "n_sessions" in details else "",
    }
    return WORDS[kind].format(**{**details, **beside})


def ended_in_words(n_sessions: int, tokens: list[str]) -> str:
    """
    >>> ended_in_words(2, []), ended_in_words(0, [])
    ('; 2 sessions ended', '')
    """
    told = [n_of(n_sessions, "session")] if n_sessions else []
    told += [n_of(len(tokens), "token")] if tokens else []
    named = f" ({', '.join(tokens)})" if tokens else ""
    return f"; {' and '.join(told)} ended{named}" if told else ""
