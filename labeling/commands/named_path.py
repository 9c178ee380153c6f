"""A path on the command line that says something: an empty one is refused, where pathlib takes it for this folder."""

from pathlib import Path

import click


class NamedPath(click.Path):
    """What `"$FILES"` of a shell gives, where nobody set FILES, is a wrong call and not all that lies here."""

    def __init__(self) -> None:
        super().__init__(path_type=Path)

    def convert(self, value: str | Path, param: click.Parameter | None, ctx: click.Context | None) -> Path:
        if value == "":
            self.fail("the path is empty. Name a file, or . for this folder.", param, ctx)
        return super().convert(value, param, ctx)
