"""Frames of pandas and polars hold what the rows hold, missing values as missing."""

import sys
from pathlib import Path
from typing import Any

import pytest

import foi_letters

WORDS = ["0012", "1.1", "1.10", "None", "N/A", "NA", None, None]
VALUES = [12, 1.1, 1.1, 0, None, None, None, None]


def test_pandas_keeps_words_and_knows_what_is_missing(invented: foi_letters.Data) -> None:
    pandas = pytest.importorskip("pandas")
    frame = invented.load("observations", as_="pandas")
    kinds = frame.dtypes.astype(str).to_dict()
    assert (kinds["value"], kinds["value_text"], kinds["period_start"]) == (
        "Float64",
        "string",
        "datetime64[s]",
    )
    assert [None if pandas.isna(one) else one for one in frame["value_text"]] == WORDS
    assert [None if pandas.isna(one) else one for one in frame["value"]] == VALUES
    assert frame["missing_reason"].isna().sum() == 4
    assert frame["period_start"].dt.year.tolist()[:2] == [2024, 2024]
    assert frame["period_start"].iloc[0].isoformat() == "2024-01-01T00:00:00"
    assert invented.load("measure", as_="pandas").dtypes.astype(str)["counted"] == "boolean"
    assert invented.load("figures", as_="pandas").dtypes.astype(str)["line"] == "Int64"


def test_polars_keeps_words_and_knows_what_is_missing(invented: foi_letters.Data) -> None:
    polars = pytest.importorskip("polars", reason="polars is not installed: make ecosystem has it")
    frame = invented.load("observations", as_="polars")
    kinds = frame.schema
    assert (kinds["value"], kinds["value_text"], kinds["period_start"]) == (
        polars.Float64,
        polars.String,
        polars.Date,
    )
    assert frame["value_text"].to_list() == WORDS
    assert frame["value"].to_list() == VALUES
    assert frame["missing_reason"].null_count() == 4
    assert invented.load("measure", as_="polars").schema["counted"] == polars.Boolean
    assert invented.load("figures", as_="polars").schema["line"] == polars.Int64


def test_an_empty_table_keeps_its_types(published: foi_letters.Data) -> None:
    pytest.importorskip("pandas")
    frame = published.load("corrections", as_="pandas")
    assert list(frame.columns) == list(published.table("corrections").columns)
    kinds = frame.dtypes.astype(str).to_dict()
    assert (kinds["reason"], kinds["corrected"]) == ("string", "Float64")


def test_polars_reads_from_csv_what_the_published_parquet_holds(
    published: foi_letters.Data, top: Path
) -> None:
    polars = pytest.importorskip("polars", reason="polars is not installed: make ecosystem has it")
    for name in published.tables():
        table = published.table(name)
        parquet = polars.read_parquet((top / table.path).with_suffix(".parquet"))
        frame = published.load(name, as_="polars").select(table.columns)
        assert frame.select(polars.all().cast(polars.String)).equals(
            parquet.cast({c: frame.schema[c] for c in table.columns}).select(polars.all().cast(polars.String))
        ), name


@pytest.mark.parametrize("library", ["pandas", "polars"])
def test_without_the_library_the_way_to_it_is_said(
    invented: foi_letters.Data, monkeypatch: pytest.MonkeyPatch, library: Any
) -> None:
    monkeypatch.setitem(sys.modules, library, None)
    with pytest.raises(foi_letters.ReaderError, match=f"{library} is not installed: pip install {library}"):
        invented.load("observations", as_=library)
    assert len(invented.load("observations")) == 8
