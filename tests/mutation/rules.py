"""Mutants of the rules put to the rules' own tests, in this process.

The tests of tests/validate are collected once. In a first pass they run on the rules as they are; wherever
one puts a rule to its database, the mutants of that rule are put to it too, and one that gives other rows is
noted with the test. In a second pass each mutant takes the rule's place in the tests that could notice it.
A mutant that DuckDB can run nowhere is none: it would not have got past its author.
"""

import sys
import tempfile
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

import duckdb
import pytest
from _pytest.runner import runtestprotocol

from mutation.sql import Mutant, mutants
from pipeline.schemas.table import Row
from pipeline.validate.rules import Rule

TESTS = Path(__file__).parents[1] / "validate"
LATER = "test_rules_by_mutation"  # the tests that were written since mutants were counted
ENOUGH = 1  # tests, before and later, that see a mutant give other rows; if they pass, the rest are tried


@dataclass
class Fate:
    """What became of one mutant."""

    rule: str
    mutant: Mutant
    seen_by: list[pytest.Item] = field(default_factory=list)
    ran: bool = False
    killed: bool = False
    killed_before: bool = False  # by a test that is not in LATER


class Hunt:
    """A pytest plugin that runs the tests of a session as the module says."""

    def __init__(self, names: Sequence[str]) -> None:
        self.names = names
        self.fates: dict[str, list[Fate]] = {}
        self.tests: dict[str, list[pytest.Item]] = defaultdict(list)
        self.failed: list[str] = []
        self._item: pytest.Item | None = None

    def pytest_runtestloop(self, session: pytest.Session) -> bool:
        """Run both passes."""
        from validate import validation_world as world

        rules: dict[str, Rule] = world.RULES
        self.fates = {
            name: [Fate(name, mutant) for mutant in mutants(rule.sql)]
            for name, rule in rules.items()
            if not self.names or name in self.names
        }
        evaluate = vars(world)["evaluate"]

        def watched(connection: duckdb.DuckDBPyConnection, rule: Rule) -> list[Row]:
            self._look(connection, rule)
            found: list[Row] = evaluate(connection, rule)
            return found

        vars(world)["evaluate"] = watched
        concerned = [item for item in session.items if not self.names or names_in(item) & {*self.names}]
        items = sorted(concerned, key=_is_later)
        for self._item in items:
            if not passes(self._item):
                self.failed.append(self._item.nodeid)
        vars(world)["evaluate"] = evaluate
        for name, fates in self.fates.items():
            rule = rules[name]
            for fate in fates:
                rules[name] = replace(rule, sql=fate.mutant.sql)
                self._judge(fate)
            rules[name] = rule
            _say(name, fates)
        return True

    def _look(self, connection: duckdb.DuckDBPyConnection, rule: Rule) -> None:
        assert self._item is not None
        fates = self.fates.get(rule.name, ())
        if fates and self._item not in self.tests[rule.name]:
            self.tests[rule.name].append(self._item)
        connection.execute("SET threads = 1")  # the tables are tiny
        wanted = rows(connection, rule.sql)
        for fate in fates:
            later = _is_later(self._item)
            if sum(_is_later(item) == later for item in fate.seen_by) < ENOUGH:
                found = rows(connection, fate.mutant.sql)
                fate.ran |= found is not None
                if found != wanted and self._item not in fate.seen_by:
                    fate.seen_by.append(self._item)

    def _judge(self, fate: Fate) -> None:
        if not fate.seen_by:
            return
        rest = [item for item in self.tests[fate.rule] if item not in fate.seen_by]
        for item in sorted([*fate.seen_by, *rest], key=_is_later):
            if not passes(item):
                fate.killed = True
                fate.killed_before = not _is_later(item)
                return


def rows(connection: duckdb.DuckDBPyConnection, sql: str) -> list[str] | None:
    """Give what a rule's SQL gives, sorted; None where DuckDB cannot run it."""
    try:
        return sorted(map(repr, connection.execute(sql).fetchall()))
    except duckdb.Error:
        return None


def names_in(item: pytest.Item) -> set[str]:
    """Give the words that a test's function and its parameters hold, or constants of its module that it uses.

    The name of a rule that it puts to its world is among them.
    """
    if not isinstance(item, pytest.Function):
        return set()
    code = item.function.__code__
    used = [vars(item.module).get(name) for name in code.co_names]
    parameters = item.callspec.params.values() if hasattr(item, "callspec") else ()
    nested = [one for part in code.co_consts if hasattr(part, "co_consts") for one in part.co_consts]
    flat = [one for part in code.co_consts if isinstance(part, tuple) for one in part]
    return {one for one in (*used, *parameters, *code.co_consts, *nested, *flat) if isinstance(one, str)}


class _Session:
    """What comes after a test: another of the session, of whichever module."""

    def __init__(self, session: pytest.Session) -> None:
        self.session = session

    def listchain(self) -> list[pytest.Session]:
        return [self.session]


def passes(item: pytest.Item) -> bool:
    """Run one test, again if need be, and tell whether it passes."""
    item._initrequest()  # type: ignore[attr-defined]  # as plugins do that run a test twice
    following: pytest.Item = _Session(item.session)  # type: ignore[assignment]
    return all(report.passed for report in runtestprotocol(item, log=False, nextitem=following))


def _is_later(item: pytest.Item) -> bool:
    return item.path.name.startswith(LATER)


def _say(name: str, fates: Sequence[Fate]) -> None:
    there = [fate for fate in fates if fate.ran]
    for fate in there:
        if not fate.killed:
            sys.stdout.write(f"{name} survives: {fate.mutant.change}\n")
    sys.stdout.write(f"{name}: {sum(fate.killed for fate in there)} of {len(there)} killed\n")
    sys.stdout.flush()


def hunt(names: Sequence[str] = ()) -> Iterator[Fate]:
    """Give the fate of every mutant of these rules, or of all. Exits where a test fails without any."""
    plugin = Hunt(names)
    files = [*TESTS.glob("test_expectations*.py"), *TESTS.glob(f"{LATER}*.py")]
    there = sorted(map(str, files))
    quiet = ["-p", "no:cacheprovider", "-p", "no:xdist", "-rN"]
    memory = Path("/dev/shm")  # noqa: S108 - where there is one, databases need not wait for a disk
    with tempfile.TemporaryDirectory(dir=memory if memory.is_dir() else None) as folder:
        status = pytest.main([*quiet, "--basetemp", f"{folder}/tests", *there], plugins=[plugin])
    if plugin.failed or not plugin.fates:
        sys.exit(f"these tests fail on the rules as they are ({status}): {', '.join(plugin.failed)}")
    for fates in plugin.fates.values():
        yield from (fate for fate in fates if fate.ran)


def one_rule(name: str) -> dict[str, str]:
    """Give the counts of one rule: a row for the page, but for when it was measured."""
    fates = list(hunt([name]))
    return {
        "subject": name,
        "mutants": str(len(fates)),
        "killed": str(sum(fate.killed for fate in fates)),
        "killed_before": str(sum(fate.killed_before for fate in fates)),
    }
