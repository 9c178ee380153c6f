"""A spaCy pack as one zip archive, for the page's download."""

import tempfile
import zipfile
from pathlib import Path

from sqlite_utils import Database

from exports.spacy_pack.contents import Contents
from exports.spacy_pack.pack import Progress, write_pack
from exports.spacy_pack.settings import PackSettings


def zipped_pack(
    db: Database, settings: PackSettings, out: Path, *, name: str, progress: Progress | None = None
) -> Contents:
    """Write the archive, which unpacks to one folder of this name, to `out` and say what is in it."""
    with tempfile.TemporaryDirectory() as folder:
        contents = write_pack(db, Path(folder) / name, settings, progress=progress)
        with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as file:
            for path in sorted(Path(folder, name).iterdir()):
                file.write(path, f"{name}/{path.name}")
    return contents
