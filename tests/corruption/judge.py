"""The rules put to many altered copies of the same tables at once.

A database holds as many copies of the sound tables as there are alterations, and each copy has one of them.
Identifiers and areas of a copy begin with its number, so that no rule compares one copy with another, and
what a rule says is of the copy whose number stands in its subject. Whatever a rule finds in the sound tables
too is not counted.
"""

import re
import tempfile
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import duckdb

from pipeline.build.canonical import cell, csv_bytes, rows_of
from pipeline.build.database import csv_query, load
from pipeline.edges.files import EXPECTATIONS, TABLES, TEXTS, read_folder
from pipeline.schemas.catalogue import catalogue
from pipeline.schemas.codelists import CodeList
from pipeline.schemas.ddl import literal, quoted
from pipeline.schemas.table import Row, Table, data_tables
from pipeline.validate.derived import derived_rules
from pipeline.validate.rules import Rule, read_rules

COPY = re.compile(r"k(\d{5})")
# Columns that hold identifiers, or what keeps the quantities of two copies apart.
OWN = re.compile(r"(?:_id|refers_to|ref_area)$")
BATCH = 300
# What is made of the tables, and not of a letter.
MADE_OF_TABLES = ("changes", "checks")

Rows = Mapping[str, Sequence[Row]]


@dataclass(frozen=True)
class Altered:
    """Tables with one thing altered: the rows of those that differ from the sound ones, and such texts."""

    rows: Rows
    texts: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Found:
    """The rules that fail on altered tables and not on the sound ones, by severity."""

    errors: frozenset[str] = frozenset()
    warnings: frozenset[str] = frozenset()


class Judge:
    """Rules, the sound tables, and a database of copies of them."""

    def __init__(self, root: Path, lists: Mapping[str, CodeList]) -> None:
        self.lists = lists
        self.tables: dict[str, Table] = {
            name: table for name, table in catalogue(lists).items() if name not in MADE_OF_TABLES
        }
        self.filled = [name for name in self.tables if name in data_tables()]
        self.rules = read_rules(root / EXPECTATIONS)
        self.sound: dict[str, list[Row]] = {
            name: rows_of(self.tables[name], (root / TABLES / f"{name}.csv").read_bytes())
            for name in self.filled
        }
        self.texts = {
            path.removesuffix(".txt"): text.decode() for path, text in read_folder(root / TEXTS).items()
        }
        self.connection = duckdb.connect()
        self.connection.execute("SET threads = 2")
        load(
            self.connection,
            catalogue(lists),
            lists,
            root / TABLES,
            self.texts.items(),
            constraints=False,
        )
        self.connection.execute("CREATE SCHEMA sound")
        for name in (*self.filled, "letter_texts"):
            self.connection.execute(f"CREATE TABLE sound.{name} AS FROM main.{name}")
        self.unsound: set[str] = set()  # tables that do not hold the sound rows as they are
        self.usual = self._usual()

    def judge(self, many: Sequence[Altered]) -> list[Found]:
        """Give what the rules of expectations/ find in each."""
        found: list[Found] = []
        for start in range(0, len(many), BATCH):
            found += self._batch(many[start : start + BATCH])
        return found

    def schema(self, many: Sequence[Altered]) -> list[frozenset[str]]:
        """Give the rules derived from the Table Schemas that fail on each.

        They tell of whole columns and not of rows, so each is put to the one table that was altered and to
        those that refer to it, one after the other. A type is looked at when a value is read.
        """
        found = []
        for one in many:
            self._fill([one], numbered=False)
            concerned = {
                name: self.tables[name]
                for name in self.filled
                if name in one.rows or any(key.table in one.rows for key in self.tables[name].foreign_keys)
            }
            found.append(
                frozenset(
                    rule.name
                    for rule in derived_rules(concerned, self.lists)
                    if rule.name != "schema_types"
                    and "(VALUES\n    \n" not in rule.sql  # no such constraint in these tables
                    and self.connection.execute(
                        f"FROM ({rule.sql}) WHERE outcome = 'fail' LIMIT 1"
                    ).fetchall()
                )
            )
        return found

    def _usual(self) -> dict[str, frozenset[str]]:
        """What fails in the sound tables, by rule."""
        self._fill([Altered({})])
        return {
            rule.name: frozenset(_numberless(subject) for subject, _ in self._failing(rule))
            for rule in self.rules
        }

    def _batch(self, some: Sequence[Altered]) -> list[Found]:
        self._fill(some)
        errors: dict[int, set[str]] = defaultdict(set)
        warnings: dict[int, set[str]] = defaultdict(set)
        for rule in self.rules:
            seen: dict[int, set[str]] = defaultdict(set)
            for subject, letter in self._failing(rule):
                number = 0 if len(some) == 1 else _number(subject, letter)
                if number is None:
                    # Of no copy that could be told: one by one there is no doubt.
                    half = len(some) // 2
                    return [*self._batch(some[:half]), *self._batch(some[half:])]
                seen[number].add(_numberless(subject))
            for number, subjects in seen.items():
                if subjects - self.usual[rule.name]:
                    (errors if rule.severity == "error" else warnings)[number].add(rule.name)
        return [Found(frozenset(errors[i]), frozenset(warnings[i])) for i in range(len(some))]

    def _failing(self, rule: Rule) -> list[tuple[str, str]]:
        return [
            (str(subject), str(letter))
            for subject, letter in self.connection.execute(
                f"SELECT subject, letter_id FROM ({rule.sql}) WHERE outcome = 'fail'"
            ).fetchall()
        ]

    def _fill(self, some: Sequence[Altered], *, numbered: bool = True) -> None:
        if not numbered:
            [altered] = some
            for name in {*altered.rows, *self.unsound}:
                self.connection.execute(f"DELETE FROM {name}")
                with tempfile.NamedTemporaryFile(suffix=".csv") as file:
                    path = Path(file.name)
                    path.write_bytes(csv_bytes(self.tables[name], altered.rows.get(name, self.sound[name])))
                    self.connection.execute(f"INSERT INTO {name} {csv_query(self.tables[name], path)}")
            self.unsound = {*altered.rows}
            return
        self.unsound = {*self.filled}
        for name in self.filled:
            table = self.tables[name]
            columns = ", ".join(
                f"k.k || {quoted(c)} AS {quoted(c)}" if OWN.search(c) else quoted(c) for c in table.columns
            )
            copies = f"(SELECT printf('k%05d', range) AS k FROM range({len(some)})) AS k"
            self.connection.execute(f"DELETE FROM {name}")
            self.connection.execute(f"INSERT INTO {name} SELECT {columns} FROM sound.{name}, {copies}")
            self._replace(table, [(n, a.rows[name]) for n, a in enumerate(some) if name in a.rows])
        self.connection.execute("DELETE FROM letter_texts")
        self.connection.execute(
            f"INSERT INTO letter_texts SELECT k.k || letter_id, text FROM sound.letter_texts, {copies}"
        )
        for number, altered in enumerate(some):
            for letter, text in altered.texts.items():
                own = literal(f"k{number:05d}{letter}")
                self.connection.execute(f"DELETE FROM letter_texts WHERE letter_id = {own}")
                self.connection.execute(f"INSERT INTO letter_texts VALUES ({own}, {literal(text)})")

    def _replace(self, table: Table, replaced: Iterable[tuple[int, Sequence[Row]]]) -> None:
        """Put the rows of altered copies in the place of the sound ones where they differ."""
        gone: list[tuple[str, ...]] = []
        new: list[Row] = []
        own_rows = self.sound[table.name]
        for number, rows in replaced:
            # Rows that were not touched are the very same objects.
            same = {id(row) for row in own_rows} & {id(row) for row in rows}
            touched = {_key(table, row) for row in (*own_rows, *rows) if id(row) not in same}
            if len(rows) != len(own_rows):
                touched |= {key for key, several in _by_key(table, rows).items() if len(several) > 1}
            sound = _by_key(table, [row for row in own_rows if _key(table, row) in touched])
            now = _by_key(table, [row for row in rows if _key(table, row) in touched])
            for key in {*sound, *now}:
                if sound.get(key) != now.get(key):
                    gone += [key_of(number, table, row) for row in sound.get(key, ())[:1]]
                    new += [_numbered(number, row) for row in now.get(key, ())]
        if gone:
            own = ", ".join(f"CAST({quoted(name)} AS VARCHAR)" for name in table.primary_key)
            values = ", ".join(f"({', '.join(map(literal, one))})" for one in gone)
            self.connection.execute(f"DELETE FROM {table.name} WHERE ({own}) IN ({values})")
        if new:
            with tempfile.NamedTemporaryFile(suffix=".csv") as file:
                path = Path(file.name)
                path.write_bytes(csv_bytes(table, new))
                self.connection.execute(f"INSERT INTO {table.name} {csv_query(table, path)}")


def key_of(number: int, table: Table, row: Row) -> tuple[str, ...]:
    """Give the key of a row in the copy of that number, as text."""
    numbered = _numbered(number, row)
    return tuple(cell(numbered[name]) for name in table.primary_key)


def _by_key(table: Table, rows: Iterable[Row]) -> dict[tuple[str, ...], list[Row]]:
    found: dict[tuple[str, ...], list[Row]] = defaultdict(list)
    for row in rows:
        found[_key(table, row)].append(row)
    return found


def _key(table: Table, row: Row) -> tuple[str, ...]:
    return tuple(cell(row[name]) for name in table.primary_key)


def _numbered(number: int, row: Row) -> Row:
    return {
        name: f"k{number:05d}{value}" if OWN.search(name) and value is not None else value
        for name, value in row.items()
    }


def _number(subject: str, letter: str) -> int | None:
    found = {*COPY.findall(subject)} or {*COPY.findall(letter)}
    return int(found.pop()) if len(found) == 1 else None


def _numberless(subject: str) -> str:
    return COPY.sub("", subject)
