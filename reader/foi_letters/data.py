"""The package as a researcher asks it: tables, codes, and where in which letter a value stands."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from os import PathLike
from pathlib import Path, PurePosixPath
from types import MappingProxyType
from typing import TYPE_CHECKING, Literal, overload
from urllib.parse import quote

from foi_letters.descriptor import CODE, LABEL, Descriptor, Field, Table, read_descriptor
from foi_letters.errors import ReaderError, unknown
from foi_letters.files import Read, checked, reader
from foi_letters.frames import pandas_frame, polars_frame
from foi_letters.values import Row, Value, rows_of, text_of, whole_of

if TYPE_CHECKING:
    import pandas
    import polars

# What no descriptor can say: which tables and columns lead from a value to its place in a letter.
OBSERVATIONS, FIGURES, ANSWERS, LETTERS = "observations", "figures", "answers", "letters"
VALUE = "value"
FIGURE, QUESTION, LETTER, REFERS_TO = "figure_id", "question_id", "letter_id", "refers_to"
START, END = "span_start", "span_end"
# A code list with this column says whether there is a value: such codes are reasons.
HAS_VALUE = "has_value"
MISSING_REASON = "missing_reason"
LABEL_OF = "{}_label"


def open(path: str | PathLike[str]) -> "Data":
    """Open a package: a folder with a datapackage.json (an unpacked zip, a clone), or a zip of one.

    Reads the descriptor alone. Raises ReaderError with one sentence where there is none.
    """
    read = reader(Path(path))
    return Data(read, read_descriptor(read))


@dataclass(frozen=True)
class Source:
    """Where a value stands in its letter, or, where none is printed, the answer that says why.

    ``start`` and ``end`` count the characters of the letter's text from 0; ``line`` counts from 1. ``words``
    are the characters between them and ``context`` the whole lines on which they stand. ``file`` is the path
    of the text in the package, ``letter`` the letter's row. ``url`` is the place on the site, None while the
    package has no homepage. ``refers_to`` is the other answer that an answer such as 'as above' leads to.
    """

    letter_id: str
    line: int
    start: int
    end: int
    words: str
    context: str
    file: str
    url: str | None
    letter: Mapping[str, Value]
    refers_to: "Source | None" = None


@dataclass(frozen=True)
class Observation:
    """A row of the observations.

    ``value`` is None where ``missing_reason`` is not: the label of the status, such as 'Suppressed'. ``row``
    holds every column.
    """

    id: str
    value: float | None
    status: str
    missing_reason: str | None
    row: Mapping[str, Value]
    _data: "Data"

    def source(self) -> Source:
        """Give the place in the letter."""
        return self._data._source(self)


class Data:
    """A published package. A table is read when it is first asked for; what is given is a copy."""

    def __init__(self, read: Read, descriptor: Descriptor) -> None:
        self._read = read
        self._descriptor = descriptor
        self._loaded: dict[str, list[Row]] = {}
        self._indexed: dict[str, dict[str, Row]] = {}
        self._texts: dict[str, str] = {}

    def __repr__(self) -> str:
        return f"<{self._descriptor.name} {self.version}: {len(self._descriptor.tables)} tables>"

    @property
    def title(self) -> str:
        """The title of the package."""
        return self._descriptor.title

    @property
    def version(self) -> str:
        """The version of the data, to be named with them."""
        return self._descriptor.version

    def tables(self) -> dict[str, str]:
        """Give the names of the tables with their titles."""
        return {table.name: table.title for table in self._descriptor.tables.values()}

    def table(self, name: str) -> Table:
        """Give what the descriptor says of a table and of each of its columns."""
        try:
            return self._descriptor.tables[name]
        except KeyError as error:
            raise unknown("table", name, self._descriptor.tables) from error

    @overload
    def load(self, name: str, *, labels: bool = False, as_: None = None) -> list[Row]: ...
    @overload
    def load(self, name: str, *, labels: bool = False, as_: Literal["pandas"]) -> "pandas.DataFrame": ...
    @overload
    def load(self, name: str, *, labels: bool = False, as_: Literal["polars"]) -> "polars.DataFrame": ...
    def load(
        self, name: str, *, labels: bool = False, as_: str | None = None
    ) -> "list[Row] | pandas.DataFrame | polars.DataFrame":
        """Give a table: a list of rows, or a frame of pandas or polars.

        Words stay words ('None', '0012', '1.10'); a missing value is None, ``<NA>`` or null. A table with
        values that can be missing has the column ``missing_reason`` after ``value``: the label of the status
        where there is no value, else missing itself. ``labels`` puts after each column of codes one with
        their labels: ``measure_label`` after ``measure``.

        Raises ReaderError where there is no such table, or it is not as described.
        """
        table = self.table(name)
        types = self._types(table, labels=labels)
        rows = [{column: row[column] for column in types} for row in self._complete(table, labels=labels)]
        match as_:
            case None:
                return rows
            case "pandas":
                return pandas_frame(types, rows)
            case "polars":
                return polars_frame(types, rows)
            case _:
                raise ReaderError(f"as_ is {as_!r}: it can be 'pandas' or 'polars', or be left out.")

    def codes(self, name: str) -> dict[str, str]:
        """Give the codes of a code list, or of a column of codes, with their labels, in the list's order."""
        tables = self._descriptor.tables.values()
        lists: dict[str, set[str]] = {table.name: {table.name} for table in tables if table.is_code_list}
        for table in tables:
            for field in table.fields:
                if field.code_list and field.name not in self._descriptor.tables:
                    lists.setdefault(field.name, set()).add(field.code_list)
        if name not in lists:
            raise unknown("code list", name, lists)
        if len(lists[name]) > 1:
            several = ", ".join(sorted(lists[name]))
            raise ReaderError(f"The column {name!r} has codes of several lists: {several}; name one of them.")
        (only,) = lists[name]
        return self._labels(only)

    def observation(self, observation_id: str) -> Observation:
        """Give an observation by its id. Raises ReaderError where there is none."""
        try:
            row = self._observations[observation_id]
        except KeyError as error:
            raise unknown("observation", observation_id, self._observations) from error
        value, reason = row[VALUE], row[MISSING_REASON]
        return Observation(
            id=observation_id,
            value=value if isinstance(value, int | float) else None,
            status=str(row[self._status_field(self.table(OBSERVATIONS)).name]),
            missing_reason=None if reason is None else str(reason),
            row=MappingProxyType(row),
            _data=self,
        )

    def letter_text(self, letter_id: str) -> str:
        """Give the text of a letter, names and contact details masked. Places are counted in it."""
        if letter_id not in self._by_key(LETTERS):
            raise unknown("letter", letter_id, self._by_key(LETTERS))
        if letter_id not in self._texts:
            self._texts[letter_id] = self._content(self._text_file(letter_id)).decode("utf-8")
        return self._texts[letter_id]

    # What stands in the tables

    def _rows(self, name: str) -> list[Row]:
        table = self.table(name)
        if name not in self._loaded:
            self._loaded[name] = rows_of(self._content(table.path), table)
        return self._loaded[name]

    def _content(self, path: str) -> bytes:
        return checked(self._read, path, self._descriptor.digests.get(path, ""))

    def _labels(self, code_list: str) -> dict[str, str]:
        return {str(row[CODE]): str(row[LABEL]) for row in self._rows(code_list)}

    def _by_key(self, name: str) -> dict[str, Row]:
        if name not in self._indexed:
            self._indexed[name] = _indexed(self.table(name), self._rows(name))
        return self._indexed[name]

    @cached_property
    def _observations(self) -> dict[str, Row]:
        table = self.table(OBSERVATIONS)
        return _indexed(table, self._complete(table, labels=False))

    def _types(self, table: Table, *, labels: bool) -> dict[str, str]:
        """Give the columns that are loaded, in order, with their types. What the table has itself is kept."""
        reasons = self._has_reasons(table)
        types: dict[str, str] = {}
        for field in table.fields:
            types[field.name] = field.type
            if labels and field.code_list:
                types.setdefault(LABEL_OF.format(field.name), "string")
            if reasons and field.name == VALUE:
                types.setdefault(MISSING_REASON, "string")
        return types | {field.name: field.type for field in table.fields}

    def _complete(self, table: Table, *, labels: bool) -> list[Row]:
        """Give the rows with what is said beside them."""
        rows = [dict(row) for row in self._rows(table.name)]
        if labels:
            for field in table.fields:
                if field.code_list and LABEL_OF.format(field.name) not in table.columns:
                    known = self._labels(field.code_list)
                    for row in rows:
                        code = text_of(row, field.name)
                        row[LABEL_OF.format(field.name)] = None if code is None else known.get(code, code)
        if self._has_reasons(table):
            self._give_reasons(table, rows)
        return rows

    def _give_reasons(self, table: Table, rows: list[Row]) -> None:
        status = self._status_field(table)
        code_list = str(status.code_list)
        with_value = {str(row[CODE]) for row in self._rows(code_list) if row[HAS_VALUE]}
        labels = self._labels(code_list)
        for row in rows:
            code = text_of(row, status.name)
            hidden = code is not None and code not in with_value
            if hidden and row[VALUE] is not None:
                raise ReaderError(
                    f"{table.path} has a value where {status.name} is {code}: the package is damaged."
                )
            if MISSING_REASON not in table.columns:
                row[MISSING_REASON] = labels.get(str(code), str(code)) if hidden else None

    def _has_reasons(self, table: Table) -> bool:
        return VALUE in table.columns and any(map(self._is_status, table.fields))

    def _status_field(self, table: Table) -> Field:
        for field in table.fields:
            if self._is_status(field):
                return field
        raise ReaderError(f"The table {table.name!r} has no column that says why a value is missing.")

    def _is_status(self, field: Field) -> bool:
        return field.code_list is not None and HAS_VALUE in self.table(field.code_list).columns

    # Where it stands in the letters

    def _source(self, observation: Observation) -> Source:
        letter_id = text_of(observation.row, LETTER) or ""
        figure = text_of(observation.row, FIGURE)
        if figure is None:
            return self._answer(letter_id, text_of(observation.row, QUESTION) or "", frozenset())
        return self._place(letter_id, figure, self._row_of(FIGURES, figure))

    def _answer(self, letter_id: str, question_id: str, before: frozenset[str]) -> Source:
        row = self._row_of(ANSWERS, question_id)
        other = text_of(row, REFERS_TO)
        seen = before | {question_id}
        further = self._answer(letter_id, other, seen) if other and other not in seen else None
        return self._place(letter_id, question_id, row, further)

    def _row_of(self, table: str, key: str) -> Row:
        try:
            return self._by_key(table)[key]
        except KeyError as error:
            raise ReaderError(f"{table} has no row {key!r}: the package is damaged.") from error

    def _place(self, letter_id: str, identifier: str, row: Row, further: Source | None = None) -> Source:
        text = self.letter_text(letter_id)
        start, end = whole_of(row, START), whole_of(row, END)
        if not 0 <= start <= end <= len(text):
            raise ReaderError(f"{identifier} stands outside the text of its letter: the package is damaged.")
        before, after = text.rfind("\n", 0, start) + 1, text.find("\n", max(start, end - 1))
        return Source(
            letter_id=letter_id,
            line=text.count("\n", 0, start) + 1,
            start=start,
            end=end,
            words=text[start:end],
            context=text[before : len(text) if after < 0 else after].removesuffix("\r"),
            file=self._text_file(letter_id),
            url=self._address(identifier),
            letter=MappingProxyType(self._row_of(LETTERS, letter_id)),
            refers_to=further,
        )

    def _text_file(self, letter_id: str) -> str:
        """Give the file of a letter's text: in a folder that stands beside the table, under its name."""
        return f"{PurePosixPath(self.table(LETTERS).path).with_suffix('')}/{letter_id}.txt"

    def _address(self, identifier: str) -> str | None:
        """Give the place on the site of a figure or of an answer, as pipeline/render/links.py lays it out."""
        if not self._descriptor.homepage:
            return None
        page, _, anchor = identifier.rpartition("/")
        path = quote(f"letters/{page}.html", safe="/._-()~") + "#" + quote(anchor, safe="/._-()~")
        return f"{self._descriptor.homepage.rstrip('/')}/{path}"


def _indexed(table: Table, rows: list[Row]) -> dict[str, Row]:
    if len(table.primary_key) != 1:
        raise ReaderError(f"The table {table.name!r} has no key of one column.")
    (key,) = table.primary_key
    return {str(row[key]): row for row in rows}
