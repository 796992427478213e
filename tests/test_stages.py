"""dvc.yaml against the code: a stage reruns when anything it uses changes, and uses what is before it."""

import ast
from pathlib import Path

import pytest
from ruamel.yaml import YAML

ORDER = ("edges", "schemas", "extract", "interpret", "build", "disclosure", "validate", "package", "render")


def stages(root: Path) -> dict[str, dict[str, list[object]]]:
    found: dict[str, dict[str, list[object]]] = YAML(typ="safe").load(root / "dvc.yaml")["stages"]
    return found


def module_file(root: Path, name: str) -> Path | None:
    path = root.joinpath(*name.split("."))
    for candidate in (path.with_suffix(".py"), path / "__init__.py"):
        if candidate.is_file():
            return candidate
    return None


def imported(root: Path, file: Path) -> set[Path]:
    """The modules of the pipeline that a module imports, within functions too."""
    names: set[str] = set()
    for node in ast.walk(ast.parse(file.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            names |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            names |= {node.module, *(f"{node.module}.{alias.name}" for alias in node.names)}
    found = {module_file(root, name) for name in names if name.startswith("pipeline.")}
    return {path for path in found if path}


def closure(root: Path, file: Path) -> set[Path]:
    found, rest = {file}, [file]
    while rest:
        new = imported(root, rest.pop()) - found
        found |= new
        rest += new
    return found


STAGES = ORDER[2:]


@pytest.mark.parametrize("stage", STAGES)
def test_a_stage_depends_on_all_the_code_it_uses(root: Path, stage: str) -> None:
    deps = {str(dep) for dep in stages(root)[stage]["deps"]}
    for file in closure(root, root / f"pipeline/{stage}/stage.py"):
        path = file.relative_to(root)
        assert {path.as_posix(), *(parent.as_posix() for parent in path.parents)} & deps, (stage, path)


@pytest.mark.parametrize("stage", STAGES)
def test_a_stage_depends_on_no_code_that_it_does_not_use(root: Path, stage: str) -> None:
    used = {file.relative_to(root).as_posix() for file in closure(root, root / f"pipeline/{stage}/stage.py")}
    for dep in map(str, stages(root)[stage]["deps"]):
        if dep.startswith("pipeline/"):
            assert any(path == dep or path.startswith(f"{dep}/") for path in used), (stage, dep)


@pytest.mark.parametrize("folder", ORDER)
def test_a_module_imports_only_from_the_steps_before_it(root: Path, folder: str) -> None:
    allowed = ORDER[: ORDER.index(folder) + 1]
    for file in (root / "pipeline" / folder).rglob("*.py"):
        for path in imported(root, file):
            parts = path.relative_to(root / "pipeline").parts
            assert parts[0] in (*allowed, "__init__.py"), (file.name, path)


def test_the_stages_are_those_of_the_command_line(root: Path) -> None:
    from pipeline import stages as runner

    assert tuple(stages(root)) == runner.STAGES == STAGES
    assert [str(stage["cmd"]) for stage in stages(root).values()] == [
        f"python -m pipeline.stages {stage}" for stage in STAGES
    ]


def test_an_unknown_stage_is_refused_with_those_there_are(capsys: pytest.CaptureFixture[str]) -> None:
    from pipeline.stages import main

    assert main(["interpet"]) == 2
    assert "Name one stage: extract, interpret" in capsys.readouterr().err
