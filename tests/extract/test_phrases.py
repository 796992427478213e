"""The phrases that decide how letters are read stand in CSV files, where a comma too many goes unseen."""

import csv
from pathlib import Path

import pytest

import pipeline.extract

FILES = sorted(Path(pipeline.extract.__file__).parent.rglob("*.csv"))


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_every_row_has_just_the_columns_of_its_file(file: Path) -> None:
    with file.open(encoding="utf-8", newline="") as rows:
        heading, *body = csv.reader(rows)
    assert body
    assert [row for row in body if len(row) != len(heading)] == []
    assert [row for row in body if body.count(row) > 1] == []
