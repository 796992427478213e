from pathlib import Path

import pytest

from pipeline.edges.problems import BadInputError
from pipeline.schemas.catalogue import catalogue
from pipeline.schemas.codelists import CodeList
from pipeline.validate.conformance import finish, start


def found(built: Path, lists: dict[str, CodeList], folder: Path, old: bytes, new: bytes) -> str:
    """What frictionless says of the tables after a change of the observations."""
    for path in (built / "staging/tables").iterdir():
        content = path.read_bytes()
        (folder / path.name).write_bytes(
            content.replace(old, new) if path.stem == "observations" else content
        )
    tables = {name: table for name, table in catalogue(lists).items() if name != "checks"}
    try:
        with start(tables, lists, folder, folder) as process:
            finish(process, "staging/tables")
    except BadInputError as error:
        return str(error)
    return ""


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        (b"", b"", ""),
        (b",366,366,366,", b",many,366,366,", "observations: Type error in the cell"),
        (b",missing_children,", b",missing_parents,", "observations: "),
        (b"2024-01-01,2024-12-31", b"2024-01-01,2024-12-32", "observations: Type error in the cell"),
    ],
)
def test_frictionless_finds_what_the_schemas_forbid(
    built: Path, lists: dict[str, CodeList], tmp_path: Path, old: bytes, new: bytes, expected: str
) -> None:
    said = found(built, lists, tmp_path, old or b"nothing", new or b"nothing")
    assert bool(said) == bool(expected)
    assert expected in said


def test_a_table_that_is_not_there_is_named(lists: dict[str, CodeList], tmp_path: Path) -> None:
    with (
        start(catalogue(lists), lists, tmp_path, tmp_path) as process,
        pytest.raises(BadInputError, match="staging/tables: "),
    ):
        finish(process, "staging/tables")
