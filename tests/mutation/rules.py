"""Mutants of the rules, and of the views that rules ask, put to the rules' own tests in this process.

The tests of tests/validate are collected once. For each subject, a rule or a view, the tests that concern it
run as they are; wherever one puts a rule to its tables, the mutants that still live are put to them too. One
that gives other rows takes the subject's place, and the test runs again: if it fails now, the mutant is
killed, as it is where DuckDB stops with an error. A mutant that DuckDB can run nowhere is none: it would not
have got past its author. One that runs for more than ``PATIENCE`` is taken for endless, and gives other rows.
"""

import hashlib
import inspect
import re
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path
from types import CodeType, FunctionType
from typing import Any

import duckdb
import pytest
from _pytest.runner import runtestprotocol

from mutation.sql import Mutant, mutants
from pipeline.build.views import views
from pipeline.schemas.codelists import CodeList, dimension_names, read_code_lists
from pipeline.validate.rules import Rule, read_rules

ROOT = Path(__file__).parents[2]
TESTS = ROOT / "tests/validate"
PATIENCE = 3.0  # seconds; a rule takes some hundredths on the tables of a test
ENDLESS = ["endless"]


@dataclass(frozen=True)
class Subject:
    """What is mutated: the SQL of a rule, or that of a view."""

    name: str
    sql: str
    is_view: bool
    rules: tuple[str, ...]  # the rule itself, or those that ask the view, directly or through another

    def mutants(self, dimensions: Sequence[str]) -> list[Mutant]:
        """Give its mutants. What a view repeats for each dimension is changed in one of them."""
        if not self.is_view:
            return mutants(self.sql)
        any_dimension = re.compile("|".join(sorted(dimensions, key=len, reverse=True)))
        once = {any_dimension.sub("*", mutant.change): mutant for mutant in reversed(mutants(self.sql))}
        return [*reversed(once.values())]


@dataclass(eq=False)
class Fate:
    """What became of one mutant."""

    mutant: Mutant
    ran: bool = False
    killed: bool = False
    dead_ends: set[str] = field(default_factory=set)  # tests whose transaction it broke


def subjects(lists: Mapping[str, CodeList], rules: Iterable[Rule]) -> dict[str, Subject]:
    """Give what is mutated, by name: every rule, then every view."""
    asks = {rule.name: rule.sql for rule in rules}
    queries = {view.name: view.query for view in views(lists)}
    through = dict(queries)
    for name in queries:
        for other in queries:
            if re.search(rf"\b{name}\b", through[other]) and name != other:
                through[other] += through[name]
    of_rules = {name: Subject(name, sql, False, (name,)) for name, sql in asks.items()}
    of_views = {
        name: Subject(name, query, True, tuple(rule for rule in asks if _asks(asks[rule], name, through)))
        for name, query in queries.items()
    }
    return of_rules | of_views


def _asks(sql: str, view: str, through: Mapping[str, str]) -> bool:
    """Tell whether SQL names a view, or one that names it."""
    named = [one for one in through if re.search(rf"\b{one}\b", sql)]
    return any(one == view or re.search(rf"\b{view}\b", through[one]) for one in named)


def all_subjects() -> dict[str, Subject]:
    """Give the subjects of this repository."""
    return subjects(read_code_lists(ROOT / "raw/codelists"), read_rules(ROOT / "expectations"))


class Hunt:
    """A pytest plugin that, in place of running the tests of a session, puts mutants to them.

    ``wanted`` gives the names of the subjects, one after the other; ``known`` the fingerprint with which each
    was measured last: where it is the same, ``found`` is not called. It is called with a subject's name, its
    fingerprint and the fates of its mutants.
    """

    def __init__(
        self,
        wanted: Iterable[str],
        known: Mapping[str, str],
        found: Callable[[str, str, list[Fate]], None],
    ) -> None:
        self.wanted, self.known, self.found = wanted, known, found
        self._fates: list[Fate] = []
        self._seen: list[Fate] = []
        self._broken = False
        self._item = ""
        self._subject: Subject | None = None
        self._connection: duckdb.DuckDBPyConnection | None = None

    def pytest_runtestloop(self, session: pytest.Session) -> bool:
        """Measure one subject after the other."""
        from validate import validation_world as world

        there = all_subjects()
        evaluate = vars(world)["evaluate"]
        vars(world)["evaluate"] = self._watching(evaluate)
        closures = {item.nodeid: closure(item) for item in session.items}
        for name in self.wanted:
            subject = there[name]
            items = [item for item in session.items if {*subject.rules} & closures[item.nodeid][0]]
            print_of = fingerprint(subject, there, [closures[item.nodeid][1] for item in items])
            if self.known.get(name) == print_of:
                continue
            self._subject = subject
            self._fates = [Fate(mutant) for mutant in subject.mutants(dimension_names(world.LISTS))]
            for item in items:
                self._put_to(item, world.RULES)
            self.found(name, print_of, [fate for fate in self._fates if fate.ran])
            self._subject = None
        return True

    def _put_to(self, item: pytest.Item, rules: dict[str, Rule]) -> None:
        self._item = item.nodeid
        if all(fate.killed for fate in self._fates):
            return
        self._seen, self._broken = [], False
        passed = passes(item)
        while self._broken:
            self._broken = False
            passed = passes(item)
        if not passed:
            sys.exit(f"{item.nodeid} fails on the rules as they are")
        subject, self._subject = self._subject, None
        assert subject is not None
        for fate in self._seen:
            with self._in_place(subject, fate.mutant, rules):
                fate.killed = not passes(item)
        self._subject = subject

    @contextmanager
    def _in_place(self, subject: Subject, mutant: Mutant, rules: dict[str, Rule]) -> Iterator[None]:
        if subject.is_view:
            assert self._connection is not None
            self._connection.execute(f"CREATE OR REPLACE VIEW {subject.name} AS {mutant.sql}")
            yield
            self._connection.execute(f"CREATE OR REPLACE VIEW {subject.name} AS {subject.sql}")
        else:
            rule = rules[subject.name]
            rules[subject.name] = replace(rule, sql=mutant.sql)
            yield
            rules[subject.name] = rule

    def _watching(
        self, evaluate: Callable[[duckdb.DuckDBPyConnection, Rule], int]
    ) -> Callable[[duckdb.DuckDBPyConnection, Rule], int]:
        def watched(connection: duckdb.DuckDBPyConnection, rule: Rule) -> int:
            if self._subject is not None and rule.name in self._subject.rules:
                self._look(connection, rule, self._subject)
            with patience(connection):
                return evaluate(connection, rule)

        return watched

    def _look(self, connection: duckdb.DuckDBPyConnection, rule: Rule, subject: Subject) -> None:
        self._connection = connection
        wanted = rows(connection, rule.sql)
        of_view = rows(connection, subject.sql) if subject.is_view else None
        for fate in self._fates:
            if fate.killed or fate in self._seen or self._item in fate.dead_ends:
                continue
            found = rows(connection, fate.mutant.sql)
            fate.ran |= found is not None
            if subject.is_view and not fate.ran and not is_broken(connection):
                continue  # no view can be made of it: it is no mutant
            if subject.is_view and found is not None and not is_broken(connection):
                # Where the view has the same rows, the rule has too.
                same = found == of_view
                found = wanted if same else _with_view(connection, rule, subject, fate.mutant)
            if found != wanted:
                self._seen.append(fate)
            if found in (None, ENDLESS) and is_broken(connection):
                fate.dead_ends.add(self._item)
                self._broken = True
                pytest.fail("a mutant broke the transaction; the test runs again without it")


def _with_view(
    connection: duckdb.DuckDBPyConnection, rule: Rule, subject: Subject, mutant: Mutant
) -> list[str] | None:
    """Give the rows of a rule that asks a view's mutant."""
    connection.execute(f"CREATE OR REPLACE VIEW {subject.name} AS {mutant.sql}")
    found = rows(connection, rule.sql)
    if not is_broken(connection):
        connection.execute(f"CREATE OR REPLACE VIEW {subject.name} AS {subject.sql}")
    return found


class _Watch:
    """One thread that interrupts what takes DuckDB too long; one for each query would cost more."""

    def __init__(self) -> None:
        self.until, self.connection = float("inf"), None
        threading.Thread(target=self._run, daemon=True).start()

    def _run(self) -> None:
        while True:
            time.sleep(PATIENCE / 4)
            connection: duckdb.DuckDBPyConnection | None = self.connection
            if connection is not None and time.monotonic() > self.until:
                self.until = float("inf")
                connection.interrupt()


_watches: list[Any] = []


@contextmanager
def patience(connection: duckdb.DuckDBPyConnection) -> Iterator[None]:
    """Interrupt what DuckDB is asked within, if it takes too long."""
    watch = _watches[0] if _watches else _Watch()
    _watches[:] = [watch]
    watch.connection, watch.until = connection, time.monotonic() + PATIENCE
    try:
        yield
    finally:
        watch.connection, watch.until = None, float("inf")


def rows(connection: duckdb.DuckDBPyConnection, sql: str) -> list[str] | None:
    """Give what SQL gives, sorted; None where DuckDB cannot run it, ENDLESS where it does not end."""
    try:
        with patience(connection):
            return sorted(map(repr, connection.execute(sql).fetchall()))
    except duckdb.InterruptException:
        return ENDLESS
    except duckdb.Error:
        return None


def is_broken(connection: duckdb.DuckDBPyConnection) -> bool:
    """Tell whether an error has ended the transaction of a connection."""
    try:
        connection.execute("SELECT 1").fetchall()
    except duckdb.TransactionException:
        return True
    return False


def closure(item: pytest.Item) -> tuple[set[str], str]:
    """Give the words that a test, its parameters and what it calls of its module hold, and their source.

    The names of the rules that it puts to its world are among the words.
    """
    if not isinstance(item, pytest.Function):
        return set(), ""
    parameters = item.callspec.params.values() if hasattr(item, "callspec") else ()
    words = {one for one in parameters if isinstance(one, str)}
    sources = [repr(sorted(map(repr, parameters)))]
    todo: list[object] = [item.function]
    done: set[object] = set()
    while todo:
        function = todo.pop()
        if not isinstance(function, FunctionType) or function in done:
            continue
        done.add(function)
        sources.append(inspect.getsource(function))
        names, constants = _holds(function.__code__)
        words |= {one for one in constants if isinstance(one, str)}
        for name in names:
            value = function.__globals__.get(name)
            if isinstance(value, str):
                words.add(value)
                sources.append(f"{name} = {value!r}")
            elif isinstance(value, FunctionType) and value.__module__ == item.module.__name__:
                todo.append(value)
    return words, "\n".join(sources)


def _holds(code: CodeType) -> tuple[set[str], set[object]]:
    names, constants = set(code.co_names), set[object]()
    for part in code.co_consts:
        if isinstance(part, CodeType):
            more_names, more_constants = _holds(part)
            names |= more_names
            constants |= more_constants
        elif isinstance(part, (tuple, frozenset)):
            constants |= {*part}
        else:
            constants.add(part)
    return names, constants


def fingerprint(subject: Subject, there: Mapping[str, Subject], sources: Iterable[str]) -> str:
    """Give a digest of all that the fates of a subject's mutants depend on, but the code lists."""
    asked = [there[rule].sql for rule in subject.rules]
    if not subject.is_view:
        asked += [one.sql for one in there.values() if one.is_view and subject.name in one.rules]
    files = [Path(__file__).with_name("sql.py"), TESTS / "conftest.py", TESTS / "validation_world.py"]
    code = [file.read_text(encoding="utf-8") for file in files]
    whole = "\0".join([subject.sql, *asked, *code, *sorted(set(sources))])
    return hashlib.sha256(whole.encode()).hexdigest()[:12]


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


def hunt(
    wanted: Iterable[str], known: Mapping[str, str], found: Callable[[str, str, list[Fate]], None]
) -> None:
    """Put the mutants of the subjects to the tests. Exits where a test fails without any."""
    files = [*TESTS.glob("test_expectations*.py"), *TESTS.glob("test_rules_*.py")]
    quiet = ["-p", "no:cacheprovider", "-n0", "-rN", "--tb=no", "--assert=plain"]
    with tempfile.TemporaryDirectory() as folder:
        arguments = [*quiet, "--basetemp", f"{folder}/tests", *sorted(map(str, files))]
        status = pytest.main(arguments, plugins=[Hunt(wanted, known, found)])
    if status not in (pytest.ExitCode.OK, pytest.ExitCode.NO_TESTS_COLLECTED):
        sys.exit(f"pytest ended with {status!r}")


def work(names: Any, known: dict[str, str], results: Any) -> None:
    """Measure subjects from one queue of names into another of results, until a name is empty."""

    def found(name: str, print_of: str, fates: list[Fate]) -> None:
        alive = [fate.mutant.change for fate in fates if not fate.killed]
        results.put((name, print_of, len(fates), alive))

    hunt(iter(names.get, ""), known, found)
    results.put(None)
