"""Roles and what each may do."""

ANNOTATOR, ADJUDICATOR, ADMIN = "annotator", "adjudicator", "admin"
ROLES = (ANNOTATOR, ADJUDICATOR, ADMIN)  # each may do what those before it may
# What is asked for in workflow -> the least role that may do it.
LEAST_ROLE = {
    "annotate": ANNOTATOR,  # mark, answer, ask, read the guidelines, see one's own figures
    "train": ANNOTATOR,  # ask the worker for a training, and stop it
    "review": ADJUDICATOR,  # see the layers and figures of others, settle differences, read the history
    "lead": ADJUDICATOR,  # load, export, give out work, change scheme and guidelines
    "administer": ADMIN,  # people, roles, invitations, backups
}


def may(role: str, action: str) -> bool:
    """Whether somebody of this role may do `action`, a key of LEAST_ROLE.

    >>> may("adjudicator", "lead"), may("annotator", "review")
    (True, False)
    """
    return is_at_least(role, LEAST_ROLE[action])


def is_at_least(role: str, least: str) -> bool:
    """Whether `role` may do what `least` may.

    >>> is_at_least("admin", "adjudicator"), is_at_least("annotator", "adjudicator")
    (True, False)
    """
    return ROLES.index(role) >= ROLES.index(least)
