"""Mutants of Python code put to the tests that mirror it: ``make mutation-code``.

Changed are, inside functions, one at a time: a comparison, AND for OR, NOT, a number, a truth value, plus for
minus, a condition turned round, a filter of a comprehension left out, a statement left out that is a call or
raises. Texts are not changed, nor what stands outside functions. Each mutant lives in a process of its own,
forked after the tests are collected: its functions take the code of the changed ones. Tests that start
programs of their own see the code as it is.
"""

import ast
import contextlib
import importlib
import os
import signal
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from pathlib import Path
from types import FunctionType
from typing import Any

import pytest
import reliability

from mutation.rules import passes

ROOT = Path(__file__).parents[2]
# The quick tests of each module that run its functions in this process.
MIRRORED: dict[str, tuple[str, ...]] = {
    "pipeline/build/views.py": (
        "validate/test_rules_by_mutation_views.py",
        "validate/test_expectations_sums.py",
    ),
    "pipeline/validate/evaluate.py": ("validate/test_evaluate.py", "validate/test_checks.py"),
    "pipeline/validate/rules.py": ("validate/test_rules.py",),
    # Not derived.py: its tests make its rules while they are collected, before any fork.
    "pipeline/validate/checks.py": ("validate/test_checks.py",),
    "pipeline/validate/suite.py": ("validate/test_suite.py", "validate/test_checks.py"),
    "pipeline/validate/conformance.py": ("validate/test_conformance.py",),
    "pipeline/interpret/observations.py": (
        "interpret/test_letter.py",
        "interpret/test_reading.py",
        "interpret/test_coding.py",
        "interpret/test_observations.py",
    ),
    "pipeline/disclosure/system.py": ("disclosure/test_system.py",),
    "pipeline/disclosure/attack.py": ("disclosure/test_attack.py",),
    "pipeline/disclosure/audit.py": ("disclosure/test_audit.py", "disclosure/test_observed.py"),
    "pipeline/disclosure/protect.py": ("disclosure/test_protect.py",),
}
# Fixtures of a session that none of these modules has a part in: they are made once, before the first fork.
WARM = ("extracted", "empty_database", "built")
SLOWER = 10  # times as long as the tests take without a mutant, and it is taken for endless
OPERATORS: dict[type[ast.AST], type[ast.AST]] = {
    ast.Eq: ast.NotEq,
    ast.NotEq: ast.Eq,
    ast.Lt: ast.LtE,
    ast.LtE: ast.Lt,
    ast.Gt: ast.GtE,
    ast.GtE: ast.Gt,
    ast.In: ast.NotIn,
    ast.NotIn: ast.In,
    ast.Is: ast.IsNot,
    ast.IsNot: ast.Is,
    ast.And: ast.Or,
    ast.Or: ast.And,
    ast.Add: ast.Sub,
    ast.Sub: ast.Add,
    ast.Mult: ast.Div,
    ast.Div: ast.Mult,
    ast.BitOr: ast.BitAnd,
    ast.BitAnd: ast.BitOr,
}


def changes(tree: ast.Module) -> Iterator[tuple[str, ast.Module]]:
    """Give every changed tree, with the change in words. The tree is the same object, changed back after."""
    functions = [node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef)]
    inside = {id(one): one for function in functions for part in function.body for one in ast.walk(part)}
    for parent in inside.values():
        for name, value in ast.iter_fields(parent):
            before = ast.unparse(parent)
            for at, old in enumerate(value) if isinstance(value, list) else [(None, value)]:
                for new in _instead(parent, name, old):
                    if at is None:
                        setattr(parent, name, new)
                    else:
                        value[at : at + 1] = [] if new is None else [new]
                    after = ast.unparse(ast.fix_missing_locations(parent))
                    yield f"line {getattr(parent, 'lineno', 0)}: {_brief(before, after)}", tree
                    if at is None:
                        setattr(parent, name, old)
                    else:
                        value[at : at + (new is not None)] = [old]


def _instead(parent: ast.AST, name: str, old: Any) -> Iterator[Any]:
    if type(old) in OPERATORS and name in ("op", "ops"):
        yield OPERATORS[type(old)]()
    if isinstance(old, ast.UnaryOp) and isinstance(old.op, ast.Not):
        yield old.operand
    if isinstance(old, ast.Constant) and not isinstance(parent, ast.JoinedStr):
        if isinstance(old.value, bool):
            yield ast.Constant(not old.value)
        elif isinstance(old.value, int):
            yield ast.Constant(old.value + 1)
    if name == "test" and isinstance(parent, (ast.If, ast.IfExp, ast.While)):
        yield ast.UnaryOp(ast.Not(), old)
    if name == "ifs":
        yield None
    called = isinstance(old, ast.Expr) and isinstance(old.value, (ast.Call, ast.YieldFrom))
    if called or isinstance(old, (ast.Raise, ast.Continue)):
        yield ast.Pass()


def _brief(before: str, after: str) -> str:
    start = 0
    while start < min(len(before), len(after)) and before[start] == after[start]:
        start += 1
    start = max(0, start - 30)
    return " ".join(f"{before[start : start + 60]} -> {after[start : start + 60]}".split())


def put_in_place(module: Any, tree: ast.Module) -> None:
    """Give the functions of an imported module the code of those of a tree."""
    changed: dict[str, Any] = {"__name__": module.__name__, "__file__": module.__file__}
    exec(compile(tree, module.__file__, "exec"), changed)  # noqa: S102 - our own module
    for name, value in vars(module).items():
        if getattr(value, "__module__", None) == module.__name__:
            _take(value, changed[name])


def _take(old: Any, new: Any) -> None:
    if isinstance(old, type):
        for name, value in vars(old).items():
            if isinstance(value, FunctionType) and name in vars(new):
                _take(value, vars(new)[name])
    elif isinstance(old := getattr(old, "__wrapped__", old), FunctionType):
        new = getattr(new, "__wrapped__", new)
        if len(old.__code__.co_freevars) == len(new.__code__.co_freevars):
            old.__code__ = new.__code__


class Hunt:
    """A pytest plugin that puts the mutants of one module to the tests of a session."""

    def __init__(self, path: str) -> None:
        self.path = path
        self.fates: list[tuple[str, bool]] = []

    def pytest_runtestloop(self, session: pytest.Session) -> bool:
        """Time the tests without a mutant, then put each mutant to them, the quickest first."""
        module = importlib.import_module(self.path.removesuffix(".py").replace("/", "."))
        if "validate" in self.path:
            os.environ["GX_ANALYTICS_ENABLED"] = "false"
            importlib.import_module("great_expectations")  # seconds, in every child else
        for fixture in WARM:
            for item in [one for one in session.items if fixture in getattr(one, "fixturenames", ())][:1]:
                passes(item)
        items, seconds = self._timed(session.items)
        tree = ast.parse((ROOT / self.path).read_text(encoding="utf-8"))
        for change, mutated in changes(tree):
            with contextlib.suppress(SyntaxError):
                compile(mutated, self.path, "exec")
                killed = not _in_a_child(lambda tree=mutated: put_in_place(module, tree), items, seconds)
                self.fates.append((change, killed))
        return True

    def _timed(self, items: Sequence[pytest.Item]) -> tuple[list[pytest.Item], int]:
        with tempfile.NamedTemporaryFile("r", encoding="utf-8") as times:
            pid = os.fork()
            if not pid:
                _quiet()
                with Path(times.name).open("w", encoding="utf-8") as out:
                    for item in items:
                        began = time.monotonic()
                        out.write(f"{int(passes(item))} {time.monotonic() - began}\n")
                os._exit(0)
            os.waitpid(pid, 0)
            told = [line.split() for line in times]
        if failed := [item.nodeid for item, (passed, _) in zip(items, told, strict=True) if passed != "1"]:
            sys.exit(f"these tests fail without a mutant: {', '.join(failed)}")
        ordered = sorted(zip(items, told, strict=True), key=lambda one: float(one[1][1]))
        whole = sum(float(seconds) for _, seconds in told)
        return [item for item, _ in ordered], int(SLOWER * whole) + 10


def _quiet() -> None:
    nothing = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nothing, 1)
    os.dup2(nothing, 2)


def _in_a_child(change: Any, items: Sequence[pytest.Item], seconds: int) -> bool:
    """Tell whether all tests pass in a process of their own after a change of its code."""
    pid = os.fork()
    if not pid:
        _quiet()
        signal.alarm(seconds)
        try:
            change()
            os._exit(not all(passes(item) for item in items))
        except BaseException:
            os._exit(1)
    return os.waitpid(pid, 0)[1] == 0


def one_module(path: str) -> list[tuple[str, bool]]:
    """Give the change of each mutant of a module, and whether the tests kill it."""
    plugin = Hunt(path)
    there = [str(ROOT / "tests" / name) for name in MIRRORED[path]]
    with tempfile.TemporaryDirectory() as folder:
        quiet = ["-p", "no:cacheprovider", "-n0", "-rN", "--tb=no", "-m", "not long"]
        pytest.main([*quiet, "--basetemp", f"{folder}/tests", *there], plugins=[plugin])
    return plugin.fates


def main(paths: Sequence[str]) -> int:
    """Measure modules, or all; write docs/mutation_code.csv and the page; print what survives."""
    if unknown := sorted({*paths} - {*MIRRORED}):
        sys.exit(f"There is no module {', '.join(unknown)}. There are: {', '.join(MIRRORED)}.")
    if len(paths) != 1:
        # pytest keeps what it has collected, so each module has a process of its own.
        return max(os.system(f"{sys.executable} -m mutation.code {path}") for path in paths or MIRRORED)  # noqa: S605
    (path,) = paths
    fates = one_module(path)
    alive = [change for change, killed in fates if not killed]
    rows = {row["subject"]: row for row in reliability.read_rows(reliability.CODE)}
    rows[path] = {
        "subject": path,
        "mutants": str(len(fates)),
        "killed": str(len(fates) - len(alive)),
        "measured": reliability.measured_now(),
    }
    ordered = [rows[name] for name in MIRRORED if name in rows]
    reliability.write_rows(reliability.CODE, reliability.CODE_COLUMNS, ordered)
    sys.stdout.writelines(f"{path} survives: {change}\n" for change in alive)
    sys.stdout.write(f"{path}: {len(fates) - len(alive)} of {len(fates)} killed\n")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
