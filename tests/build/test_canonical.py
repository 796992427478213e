import csv
import io
from random import Random

from hypothesis import given
from hypothesis import strategies as st

from pipeline.build import canonical
from pipeline.build.canonical import cell, csv_bytes, in_order
from pipeline.schemas.table import Row, parse

TABLE = parse(
    {
        "name": "t",
        "title": "T",
        "description": "T.",
        "fields": [
            {"name": "id", "type": "string", "title": "Id", "description": "Id."},
            {"name": "value", "type": "number", "title": "Value", "description": "Value."},
            {"name": "text", "type": "string", "title": "Text", "description": "Text."},
        ],
        "primaryKey": ["id"],
    },
    code_list=False,
)


def test_numbers_print_as_people_write_them() -> None:
    assert cell(199.0) == "199"
    assert cell(0.0) == "0"
    assert cell(12.5) == "12.5"
    assert cell(1_415_349.0) == "1415349"
    assert cell(None) == ""
    assert cell(True) == "true"


def test_rows_are_sorted_by_key_and_end_in_line_feeds() -> None:
    rows: list[Row] = [
        {"id": "b", "value": 2.0, "text": 'a "quoted", text'},
        {"id": "a", "value": None, "text": "two\nlines"},
    ]
    assert csv_bytes(TABLE, rows) == b'id,value,text\na,,"two\nlines"\nb,2,"a ""quoted"", text"\n'


def test_rows_come_back_with_their_types() -> None:
    table = parse(
        {
            "name": "t",
            "title": "T",
            "description": "T.",
            "fields": [
                {"name": name, "type": name, "title": "T", "description": "T."}
                for name in ("string", "integer", "number", "boolean", "date")
            ],
            "primaryKey": ["string"],
        },
        code_list=False,
    )
    row: Row = {"string": 'a "b",\n007', "integer": 12, "number": 0.5, "boolean": False, "date": "2026-03-10"}
    empty: Row = {**dict.fromkeys(row), "string": "z"}
    assert canonical.rows_of(table, csv_bytes(table, [row, empty])) == [row, empty]


def test_an_answer_of_any_length_reads_back() -> None:
    rows: list[Row] = [{"id": "a", "value": None, "text": "An answer of many pages. " * 10_000}]
    assert canonical.rows_of(TABLE, csv_bytes(TABLE, rows)) == rows


ids = st.text(st.characters(exclude_categories=["Cs", "Cc"]), min_size=1)
rows_of = st.lists(
    st.fixed_dictionaries({"id": ids, "value": st.none() | st.floats(allow_nan=False, allow_infinity=False)}),
    unique_by=lambda row: str(row["id"]),
)


@given(rows_of, st.randoms())
def test_the_order_of_rows_does_not_change_the_bytes(rows: list[Row], random: Random) -> None:
    rows = [row | {"text": None} for row in rows]
    shuffled = list(rows)
    random.shuffle(shuffled)
    assert csv_bytes(TABLE, rows) == csv_bytes(TABLE, shuffled)


@given(rows_of)
def test_what_is_written_reads_back(rows: list[Row]) -> None:
    rows = [row | {"text": None} for row in rows]
    read = list(csv.DictReader(io.StringIO(csv_bytes(TABLE, rows).decode(), newline="")))
    for written, found in zip(in_order(TABLE, rows), read, strict=True):
        assert found["id"] == written["id"]
        assert (float(found["value"]) if found["value"] else None) == written["value"]
