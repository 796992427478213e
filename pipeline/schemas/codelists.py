"""Code lists: the codes that values are coded with, and the labels that letters print for them.

``raw/codelists/*.csv`` are the lists whose columns have a definition of their own;
``raw/codelists/dimensions/*.csv`` are dimensions, each a column of the observations: a new file is a new
dimension. Codes, labels, descriptions and fixes of spelling in one row, after PUDL's metadata.
"""

import csv
import io
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from pipeline.edges.hidden import HIDDEN
from pipeline.edges.problems import BadInputError, Problem, bad_input
from pipeline.schemas.table import Field, Row, Table, Value, code_list_tables, data_tables

TOTAL = "_T"
NOT_APPLICABLE = "_Z"
# Columns that a list without sub-totals can leave out of its file.
MAY_LACK = frozenset({"parent"})
# Keys of a reading beside which dimensions stand.
READING = ("question", "table", "rows", "columns", "periods", "blank", "quote", "line", "figure")


@dataclass(frozen=True)
class CodeList:
    """One code list: its definition and its rows in the order of the file."""

    table: Table
    file: str
    rows: tuple[Row, ...]
    is_dimension: bool

    @property
    def name(self) -> str:
        """Name of the list: that of its file."""
        return self.table.name

    @property
    def codes(self) -> tuple[str, ...]:
        """All codes, in the order of the file."""
        return tuple(str(row["code"]) for row in self.rows)

    def row(self, code: str) -> Row:
        """Give the row of a code; KeyError where there is none."""
        return next((row for row in self.rows if row["code"] == code), None) or _missing(self.name, code)

    def codes_where(self, column: str) -> tuple[str, ...]:
        """Give the codes whose boolean column is true."""
        return tuple(str(row["code"]) for row in self.rows if row[column])

    def resolve(self, label: str) -> str | None:
        """Give the code that a printed label, or a code, stands for; None where no row lists it."""
        return self._by_label().get(normalised(label))

    def nearest(self, label: str, limit: int = 3) -> list[str]:
        """Give the codes whose labels are most alike, best first."""
        from rapidfuzz import fuzz, process

        labels = self._by_label()
        found = process.extract(normalised(label), labels.keys(), scorer=fuzz.WRatio, limit=limit * 3)
        return list(dict.fromkeys(labels[key] for key, _score, _index in found))[:limit]

    def _by_label(self) -> dict[str, str]:
        return {normalised(label): code for label, code, _line in labels_of(self.rows)}


def normalised(label: str) -> str:
    """Give a label without regard to case, spaces and punctuation: 'CSE/CEX' is 'cse cex'."""
    return re.sub(r"[\W_]+", " ", label).strip().casefold() or label.strip()


def labels_of(rows: tuple[Row, ...]) -> Iterator[tuple[str, str, int]]:
    """Give every label with its code and line: the code itself, its label and its variants."""
    for line, row in enumerate(rows, start=2):
        code = str(row["code"])
        for label in dict.fromkeys([code, str(row["label"]), *split(row.get("variants"))]):
            yield label, code, line


def split(cell: Value) -> list[str]:
    """Give the parts of a cell that holds several, parted by ' | '."""
    return [part.strip() for part in str(cell).split("|") if part.strip()] if cell else []


def read_code_lists(folder: Path, name_of: str = "raw/codelists") -> dict[str, CodeList]:
    """Read all code lists, by name: first those with columns of their own, then the dimensions.

    Raises BadInputError with every problem found: unknown columns, wrong values, codes or labels that
    stand twice, references to codes that are not there.
    """
    problems: list[Problem] = []
    lists: dict[str, CodeList] = {}
    definitions = code_list_tables()
    for path in sorted(folder.glob("*.csv")):
        if path.stem not in definitions or path.stem == "dimension":
            known = ", ".join(sorted(set(definitions) - {"dimension"}))
            problems.append(
                Problem(
                    f"{name_of}/{path.name}",
                    None,
                    f"no code list is called {path.stem!r}.",
                    f"Known are {known}; a dimension belongs into {name_of}/dimensions/.",
                )
            )
    sources = [
        (table, folder / f"{name}.csv", False) for name, table in definitions.items() if name != "dimension"
    ]
    sources += [
        (dimension_table(path.stem), path, True) for path in sorted((folder / "dimensions").glob("*.csv"))
    ]
    reserved = {
        *definitions,
        *data_tables(),
        *(c for t in data_tables().values() for c in t.columns),
        *READING,
    }
    for table, path, is_dimension in sources:
        if is_dimension and (table.name in reserved or not re.fullmatch(r"[a-z][a-z0-9_]*", table.name)):
            problems.append(
                Problem(
                    f"{name_of}/dimensions/{path.name}",
                    None,
                    f"{table.name!r} cannot be the name of a dimension.",
                    "Use lower-case letters, digits and '_', and no name that a column or a table has.",
                )
            )
        file = f"{name_of}/{path.relative_to(folder).as_posix()}"
        if not path.exists():
            problems.append(Problem(file, None, "the code list is missing.", "Put it back from git."))
            continue
        try:
            rows = read_rows(path, file, table)
        except BadInputError as error:
            problems += error.problems
            continue
        lists[table.name] = CodeList(table, file, rows, is_dimension)
        problems += _doubles(file, table, rows)
        if is_dimension:
            problems += [
                Problem(
                    file, None, f"the dimension has no code {code}.", f"Add a row {code},label,description,"
                )
                for code in (TOTAL, NOT_APPLICABLE)
                if code not in lists[table.name].codes
            ]
    problems += _dangling(lists, [table.name for table, _path, is_dimension in sources if is_dimension])
    if problems:
        raise BadInputError(problems)
    return lists


def dimension_names(lists: Mapping[str, CodeList]) -> tuple[str, ...]:
    """Give the names of the dimensions, in the order of their columns."""
    return tuple(name for name, codes in lists.items() if codes.is_dimension)


def dimension_table(name: str) -> Table:
    """Give the definition of one dimension's code list."""
    pattern = code_list_tables()["dimension"]
    title = humanised(name)
    return replace(
        pattern,
        name=name,
        title=title,
        description=f"Codes of the dimension {title.lower()}. {pattern.description.split('. ', 1)[1]}",
        foreign_keys=tuple(replace(key, table=name) for key in pattern.foreign_keys),
    )


def dimension_field(codes: CodeList) -> Field:
    """Give the column that a dimension adds to the observations."""
    title = humanised(codes.name)
    return Field(
        codes.name,
        "string",
        title,
        f"{title}: _T is all together, _Z that the measure is not broken down by it.",
        {"required": True},
    )


def humanised(name: str) -> str:
    """Give a name as words: 'age_group' is 'Age group'."""
    return name.replace("_", " ").capitalize()


# What spreadsheets take for a formula; a sign before a blank or a number is none.
_FORMULA = re.compile(r"\s*(?:[=@]|[+-](?![\s\d]*$|[\d.,]+%?$|\s))")
# HTML and links, which whoever renders a description as Markdown would let through.
_MARKUP = re.compile(r"<[A-Za-z/!?]|\]\(")


def _unfit(text: str) -> str | None:
    """Say why a text of a code list cannot be published; None for any that people write as a label."""
    if HIDDEN.search(text):
        return "holds a character that nobody sees"
    if _FORMULA.match(text):
        return "begins as a formula does, which a spreadsheet would run"
    return "holds HTML or a link, which a page would show as such" if _MARKUP.search(text) else None


def typed(text: str, field: Field) -> Value:
    """Give the value of a cell of a CSV file; ValueError with a sentence where the field forbids it."""
    if text == "":
        if field.required:
            raise ValueError(f"{field.name} may not be empty.")
        return None
    if (why := _unfit(text)) is not None:
        raise ValueError(f"{field.name} is {text!r}; it {why}.")
    value: Value = text
    if field.type == "boolean":
        if text not in ("true", "false"):
            raise ValueError(f"{field.name} is {text!r}; it must be true or false.")
        value = text == "true"
    allowed = field.constraints.get("enum")
    if allowed and value not in allowed:
        raise ValueError(f"{field.name} is {text!r}; it must be one of {', '.join(allowed)}.")
    pattern = field.constraints.get("pattern")
    if pattern and not re.fullmatch(pattern, text):
        raise ValueError(f"{field.name} is {text!r}; it must match {pattern}.")
    return value


def _missing(name: str, code: str) -> Row:
    raise KeyError(f"{name} has no code {code}")


def read_rows(path: Path, file: str, table: Table) -> tuple[Row, ...]:
    """Read a CSV file whose columns are those of a table, every cell typed. ``file`` is how to call it.

    Raises BadInputError with every line that is wrong.
    """
    try:
        text = path.read_text("utf-8-sig")
    except UnicodeDecodeError as error:
        raise bad_input(file, None, "the file is not UTF-8.", "Save it as CSV UTF-8.") from error
    reader = csv.reader(io.StringIO(text), strict=True)
    problems: list[Problem] = []
    rows: list[Row] = []
    try:
        header = next(reader, [])
        fields = [field for field in table.fields if field.name in header or field.name not in MAY_LACK]
        wanted = [field.name for field in fields]
        if header != wanted:
            raise bad_input(
                file, 1, f"the columns are {', '.join(header)}.", f"They must be {', '.join(wanted)}."
            )
        for cells in reader:
            line = reader.line_num
            if len(cells) != len(header):
                problems.append(
                    Problem(
                        file,
                        line,
                        f"the row has {len(cells)} cells and the heading {len(header)}.",
                        "Put a cell that holds a comma between double quotes.",
                    )
                )
                continue
            row: Row = dict.fromkeys(table.columns)
            for field, cell in zip(fields, cells, strict=True):
                try:
                    row[field.name] = typed(cell, field)
                except ValueError as error:
                    problems.append(Problem(file, line, str(error), "Correct the cell."))
            rows.append(row)
    except csv.Error as error:
        raise bad_input(
            file, reader.line_num, f"the CSV cannot be read: {error}.", "Check the quotes."
        ) from error
    if problems:
        raise BadInputError(problems)
    return tuple(rows)


def _doubles(file: str, table: Table, rows: tuple[Row, ...]) -> Iterator[Problem]:
    """Find codes that stand twice, other values that must not, and labels that two codes claim."""
    for name in (field.name for field in table.fields if field.constraints.get("unique")):
        lines: dict[str, int] = {}
        for line, row in enumerate(rows, start=2):
            value = str(row[name])
            if value in lines:
                yield Problem(
                    file,
                    line,
                    f"the {name} {value!r} stands twice, on lines {lines[value]} and {line}.",
                    "Rename or delete one of the two.",
                )
            lines.setdefault(value, line)
    claimed: dict[str, tuple[str, int]] = {}
    for label, code, line in labels_of(rows):
        other, other_line = claimed.setdefault(normalised(label), (code, line))
        if other != code:
            yield Problem(
                file,
                line,
                f"the label {label!r} is claimed by {other!r} (line {other_line}) and by {code!r}.",
                "Leave it with one of the two.",
            )


def _leads_back(codes: CodeList, start: str, column: str) -> bool:
    """Whether following a column from code to code leads back to the first."""
    parents = {str(row["code"]): row[column] for row in codes.rows}
    at, seen = parents.get(start), set[str]()
    while at is not None and at != start and str(at) not in seen:
        seen.add(str(at))
        at = parents.get(str(at))
    return at == start


def _dangling(lists: Mapping[str, CodeList], dimensions: Sequence[str]) -> Iterator[Problem]:
    """Find references to codes, or dimensions, that are not there, and codes that are part of themselves."""
    for codes in lists.values():
        for line, row in enumerate(codes.rows, start=2):
            for key in codes.table.foreign_keys:
                target, value = lists.get(key.table), row[key.fields[0]]
                if (
                    target is codes
                    and value is not None
                    and _leads_back(codes, str(row["code"]), key.fields[0])
                ):
                    yield Problem(
                        codes.file,
                        line,
                        f"{key.fields[0]} leads from {row['code']!r} back to itself.",
                        "Break the circle.",
                    )
                if target and value is not None and value not in target.codes:
                    near = ", ".join(target.nearest(str(value)))
                    yield Problem(
                        codes.file,
                        line,
                        f"{key.fields[0]} is {value!r}, which {target.file} does not list.",
                        f"Nearest are {near}.",
                    )
            for column in ("dimensions", "additive"):
                for name in split(row.get(column)):
                    if name not in dimensions:
                        yield Problem(
                            codes.file,
                            line,
                            f"{column} names {name!r}, which is not a dimension.",
                            f"Dimensions are {', '.join(dimensions)}.",
                        )
