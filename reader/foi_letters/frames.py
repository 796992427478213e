"""Rows as a frame of pandas or polars, with types that keep a missing value missing."""

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any

from foi_letters.errors import ReaderError
from foi_letters.values import Row

if TYPE_CHECKING:
    import pandas
    import polars

PANDAS = {"integer": "Int64", "number": "Float64", "boolean": "boolean", "date": "datetime64[s]"}
POLARS = {"integer": "Int64", "number": "Float64", "boolean": "Boolean", "date": "Date"}


def pandas_frame(types: Mapping[str, str], rows: Iterable[Row]) -> "pandas.DataFrame":
    """Give a DataFrame; ``types`` are those of the schema, by column. Words are of the dtype ``string``."""
    try:
        import pandas
    except ImportError as error:
        raise _not_installed("pandas") from error
    columns = _columns(types, rows)
    return pandas.DataFrame(
        {name: pandas.Series(columns[name], dtype=PANDAS.get(kind, "string")) for name, kind in types.items()}
    )


def polars_frame(types: Mapping[str, str], rows: Iterable[Row]) -> "polars.DataFrame":
    """Give a DataFrame; ``types`` are those of the schema, by column. Words are of the dtype ``String``."""
    try:
        import polars
    except ImportError as error:
        raise _not_installed("polars") from error
    columns = _columns(types, rows)
    return polars.DataFrame(
        [
            polars.Series(name, columns[name], dtype=getattr(polars, POLARS.get(kind, "String")))
            for name, kind in types.items()
        ]
    )


def _columns(types: Mapping[str, str], rows: Iterable[Row]) -> dict[str, list[Any]]:
    """Give the columns; the numbers of one are all of one kind."""
    rows = list(rows)
    columns: dict[str, list[Any]] = {name: [row[name] for row in rows] for name in types}
    for name, kind in types.items():
        if kind == "number":
            columns[name] = [None if value is None else float(value) for value in columns[name]]
    return columns


def _not_installed(library: str) -> ReaderError:
    return ReaderError(f"{library} is not installed: pip install {library}, or load without as_={library!r}.")
