"""Makes pandas frames of plain rows: which columns there are, and of which dtype."""

import json
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

import pandas as pd
from sqlite_utils import Database

from labeling.core.closest import did_you_mean
from labeling.core.errors import FileRefused
from labeling.core.scheme import Attribute, Scheme
from labeling.store.authors import authors
from labeling.store.database import check_project, open_database

Project = str | Path | Database


@contextmanager
def opened(project: Project) -> Iterator[Database]:
    """The database of a path, closed at the end, or one that is open already, left as it is."""
    if isinstance(project, Database):
        check_project(project)
        yield project
        return
    db = open_database(project, create=False, to_read=True)
    try:
        yield db
    finally:
        db.conn.close()


def chosen_authors(db: Database, annotator: str | Sequence[str] | None, gold: bool) -> list[int] | None:
    """The ids of the authors that were asked for, None for all; FileRefused for a name that nobody has."""
    if annotator is None and not gold:
        return None
    everybody = authors(db)
    known = [author.name for author in everybody]
    names = [annotator] if isinstance(annotator, str) else known if annotator is None else list(annotator)
    for name in names:
        if name not in known:
            raise FileRefused(
                f"annotator: nobody in this project is called {name!r}.{did_you_mean(name, known)}"
                f" There are {', '.join(known) or 'no annotators yet'}."
            )
    return [author.id for author in everybody if author.name in names and (not gold or author.kind == "gold")]


def frame(rows: Sequence[tuple], dtypes: dict[str, object]) -> pd.DataFrame:
    """A frame of these rows, in the order of `dtypes`; without rows it is empty and has the same dtypes."""
    columns = zip(*rows, strict=True) if rows else ((),) * len(dtypes)
    return pd.DataFrame(
        {name: column_of(values, dtype) for (name, dtype), values in zip(dtypes.items(), columns, strict=True)}
    )


def column_of(values: Sequence, dtype: object) -> pd.api.extensions.ExtensionArray:
    """Values, None where there is none, as an array of this dtype; a category takes in values it does not list."""
    if isinstance(dtype, pd.CategoricalDtype):
        listed = list(dtype.categories)
        more = sorted({value for value in values if value is not None} - set(listed))
        return pd.Categorical(values, categories=pd.Index(listed + more, dtype="str"))
    return pd.array(values, dtype=dtype)


def category(values: Iterable[str] = ()) -> pd.CategoricalDtype:
    return pd.CategoricalDtype(pd.Index(list(values), dtype="str"))


def attribute_columns(cells: Sequence[str], scheme: Scheme) -> dict[str, pd.api.extensions.ExtensionArray]:
    """`attribute.NAME` for each attribute of the scheme, and for those of earlier schemes that spans still have."""
    attributes = [json.loads(cell) if cell != "{}" else {} for cell in cells]
    kinds = _kinds(scheme)
    for name in sorted({name for found in attributes for name in found} - kinds.keys()):
        kinds[name] = category()
    columns = {}
    for name, dtype in kinds.items():
        values = [found.get(name) for found in attributes]
        if dtype == "Int64":
            values = [value if type(value) is int else None for value in values]
        else:
            values = [value if value is None else str(value) for value in values]
        columns[f"attribute.{name}"] = column_of(values, dtype)
    return columns


def _kinds(scheme: Scheme) -> dict[str, object]:
    """The dtype of each attribute; labels that share a name share a column."""
    of_name: dict[str, list[Attribute]] = {}
    for label in scheme.labels:
        for attribute in label.attributes:
            of_name.setdefault(attribute.name, []).append(attribute)
    return {
        name: "Int64"
        if all(one.type == "integer" for one in attributes)
        else category(dict.fromkeys(value for one in attributes for value in one.values))
        for name, attributes in of_name.items()
    }
