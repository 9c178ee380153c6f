"""What the commands that replace a file of the project say."""

from pathlib import Path

import click

FILE = click.Path(exists=True, dir_okay=False, path_type=Path)


def became(what: str, *, is_new: bool, dry_run: bool) -> str:
    """The end of the sentence.

    >>> became("scheme", is_new=True, dry_run=False)
    "it is the project's scheme now"
    """
    if not is_new:
        return f"the project has this {what} already"
    return f"it would be the project's {what}" if dry_run else f"it is the project's {what} now"
