"""Many invented letters in one database, and what the rules find in each."""

import random
import tempfile
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import duckdb

from corruption.generated import TABLES, Generated, alterations, lists_for, rows_of, sound
from corruption.judge import COPY, MADE_OF_TABLES, Found
from corruption.result import DETECTED, MISSED, UNCHANGED, UNDETECTABLE, WARNED, Result
from pipeline.build.canonical import csv_bytes
from pipeline.build.database import csv_query, load
from pipeline.edges.files import EXPECTATIONS
from pipeline.schemas.catalogue import catalogue
from pipeline.schemas.codelists import CodeList, dimension_names
from pipeline.schemas.ddl import literal, quoted
from pipeline.validate.derived import derived_rules
from pipeline.validate.rules import read_rules

PLACE = "a generated letter"
BATCH = 500
ORACLE = "the integer program finds numbers that fit: such a letter could be true"
JOINT = "no numbers fit, and no rule says so"


@dataclass(frozen=True)
class Sound:
    """How many sound tables were put to the rules, and the rules that said of one that it is not."""

    tables: int
    cells: int
    errors: Mapping[str, int]
    warnings: Mapping[str, int]


class Many:
    """A database for invented letters. Their tables replace each other; the code lists stay."""

    def __init__(self, root: Path, lists: Mapping[str, CodeList]) -> None:
        self.lists = lists_for(lists)
        self.tables = {
            name: table for name, table in catalogue(self.lists).items() if name not in MADE_OF_TABLES
        }
        self.rules = read_rules(root / EXPECTATIONS)
        self.connection = duckdb.connect()
        with tempfile.TemporaryDirectory() as name:
            folder = Path(name)
            for one in self.lists.values():
                (folder / f"{one.name}.csv").write_bytes(csv_bytes(self.tables[one.name], one.rows))
            load(self.connection, catalogue(self.lists), self.lists, folder, [], constraints=False)
        # Each letter is about an area of its own, so that no two give the same quantity.
        columns = ", ".join(
            "printf('k%05d', range) || code AS code" if name == "code" else quoted(name)
            for name in self.tables["authority"].columns
        )
        self.connection.execute(f"INSERT INTO authority SELECT {columns} FROM authority, range({BATCH})")

    def judge(self, tables: Sequence[Generated]) -> list[Found]:
        """Give what the rules find in each, those of the Table Schemas for all together."""
        found: list[Found] = []
        for start in range(0, len(tables), BATCH):
            found += self._batch(tables[start : start + BATCH])
        return found

    def _batch(self, some: Sequence[Generated]) -> list[Found]:
        rows, texts = rows_of(some, dimension_names(self.lists))
        with tempfile.TemporaryDirectory() as folder:
            for name, many in rows.items():
                path = Path(folder) / f"{name}.csv"
                path.write_bytes(csv_bytes(self.tables[name], many))
                self.connection.execute(f"DELETE FROM {name}")
                self.connection.execute(f"INSERT INTO {name} {csv_query(self.tables[name], path)}")
        self.connection.execute("DELETE FROM letter_texts")
        values = ", ".join(f"({literal(letter)}, {literal(text)})" for letter, text in texts.items())
        self.connection.execute(f"INSERT INTO letter_texts VALUES {values}")
        errors: dict[int, set[str]] = defaultdict(set)
        warnings: dict[int, set[str]] = defaultdict(set)
        for rule in self.rules:
            query = f"SELECT DISTINCT subject, letter_id FROM ({rule.sql}) WHERE outcome = 'fail'"
            for subject, _ in self.connection.execute(query).fetchall():
                [number] = {*COPY.findall(subject)}
                (errors if rule.severity == "error" else warnings)[int(number)].add(rule.name)
        return [Found(frozenset(errors[i]), frozenset(warnings[i])) for i in range(len(some))]

    def schema(self) -> frozenset[str]:
        """Give the rules of the Table Schemas that the letters of the last batch break."""
        rules = derived_rules({name: self.tables[name] for name in TABLES}, self.lists)
        return frozenset(
            rule.name
            for rule in rules
            if self.connection.execute(f"FROM ({rule.sql}) WHERE outcome = 'fail' LIMIT 1").fetchall()
        )


def false_alarms(many: Many, seed: int, tables: int) -> Sound:
    """Put sound tables to the rules and count what they find, which should be nothing."""
    chance = random.Random(f"{seed} sound")  # noqa: S311 - a sample
    errors: dict[str, int] = defaultdict(int)
    warnings: dict[str, int] = defaultdict(int)
    cells = 0
    for start in range(0, tables, BATCH):
        some = [sound(chance) for _ in range(min(BATCH, tables - start))]
        cells += sum(len(table.cells) for table in some)
        for found in many.judge(some):
            for name in found.errors:
                errors[name] += 1
            for name in found.warnings:
                warnings[name] += 1
        for name in many.schema():
            errors[name] += 1
    return Sound(tables, cells, errors, warnings)


def results(many: Many, seed: int, tables: int) -> Iterator[Result]:
    """Alter sound tables, one alteration of each kind a table, and hold what is found against the oracle."""
    chance = random.Random(f"{seed} altered")  # noqa: S311 - a sample
    tried: list[tuple[str, Generated]] = []
    for _ in range(tables):
        table = sound(chance)
        for kind, altered in alterations(table, chance):
            if altered == table:
                yield Result(PLACE, kind, UNCHANGED, ("two equal cells change places",))
            else:
                tried.append((kind, altered))
    for (kind, altered), found in zip(tried, many.judge([a for _, a in tried]), strict=True):
        if found.errors:
            yield Result(PLACE, kind, DETECTED, tuple(sorted(found.errors)))
        elif not altered.possible():
            yield Result(PLACE, kind, MISSED, (JOINT,))
        elif found.warnings:
            yield Result(PLACE, kind, WARNED, tuple(sorted(found.warnings)))
        else:
            yield Result(PLACE, kind, UNDETECTABLE, (ORACLE,))
