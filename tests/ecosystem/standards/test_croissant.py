"""Croissant: mlcroissant validates the description and loads the records of every table."""

import datetime
import json
from typing import Any

import mlcroissant
import pytest

from .conftest import Published


@pytest.fixture(scope="module")
def dataset(published: Published) -> mlcroissant.Dataset:
    described = json.loads((published.data / "croissant.json").read_bytes())
    # Addresses lead nowhere yet: the files that they will lead to are here.
    mapping = {file["@id"]: published.data / "processed" / file["name"] for file in described["distribution"]}
    return mlcroissant.Dataset(
        jsonld=published.data / "croissant.json", mapping=mapping if published.has_addresses else None
    )


def test_mlcroissant_finds_nothing_to_mend(dataset: mlcroissant.Dataset) -> None:
    assert dataset.metadata.ctx.issues.errors == set()
    assert dataset.metadata.ctx.issues.warnings == set()


def test_the_records_of_every_table_are_those_of_its_parquet_file(
    dataset: mlcroissant.Dataset, published: Published
) -> None:
    assert sorted(one.uuid for one in dataset.metadata.record_sets) == published.tables
    for name in published.tables:
        found = [
            {field.removeprefix(f"{name}/"): _plain(value) for field, value in record.items()}
            for record in dataset.records(record_set=name)
        ]
        expected = [{field: _plain(value) for field, value in row.items()} for row in published.rows(name)]
        assert found == expected, name


def test_addresses_stand_where_there_is_a_homepage_and_are_relative_elsewhere(published: Published) -> None:
    described = json.loads((published.data / "croissant.json").read_bytes())
    top = "https://data.example/foi/data/" if published.has_addresses else ""
    for file in described["distribution"]:
        assert file["contentUrl"] == f"{top}processed/{file['name']}"
    assert described["license"] == [f"{top}LICENCE-DATA.md"]
    assert described.get("url") == ("https://data.example/foi" if published.has_addresses else None)
    assert described["datePublished"] == ("2026-04-01" if published.has_addresses else "2026-03-13")


def _plain(value: Any) -> Any:
    """Give a value without its library: mlcroissant has bytes for text, NumPy's numbers and pandas' dates."""
    if isinstance(value, bytes):
        return value.decode()
    if hasattr(value, "item"):
        value = value.item()
    if hasattr(value, "to_pydatetime"):
        value = value.to_pydatetime()
    if isinstance(value, datetime.datetime):
        return value.date()
    return None if value != value else value  # noqa: PLR0124 - no number is what is not equal to itself
