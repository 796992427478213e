"""CSV on the Web: the reader csvw gets from the CSV files, by their metadata, what the Parquet files hold."""

import json
import threading
from datetime import datetime, time
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

from csvw import CSVW, TableGroup

from .conftest import Published

METADATA = "processed/csv-metadata.json"


def test_csvw_says_valid_keys_and_references_included(published: Published) -> None:
    found = CSVW(str(published.data / METADATA), validate=True)
    assert found.is_valid, [str(warning.message) for warning in found.warnings]


def test_every_table_is_read_with_the_rows_and_types_of_its_parquet_file(published: Published) -> None:
    group = TableGroup.from_file(published.data / METADATA)
    assert sorted(table.local_name.removesuffix(".csv") for table in group.tables) == published.tables
    for table in group.tables:
        name, key = table.local_name.removesuffix(".csv"), table.tableSchema.primaryKey
        read = in_order([{field: dated(value) for field, value in row.items()} for row in table], key)
        expected = in_order(published.rows(name), key)
        assert read == expected, name
        assert [[*map(type, row.values())] for row in read] == [
            [*map(type, row.values())] for row in expected
        ], name


def dated(value: object) -> object:
    """Give a day as such: csvw has the day's first moment for it."""
    return value.date() if isinstance(value, datetime) and value.time() == time() else value


def in_order(rows: list[dict[str, object]], key: list[str]) -> list[dict[str, object]]:
    return sorted(rows, key=lambda row: [str(row[name]) for name in key])


def test_who_has_the_address_of_a_csv_file_alone_finds_its_types(plain: Published) -> None:
    handler = partial(SimpleHTTPRequestHandler, directory=plain.data)
    with ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        found = CSVW(f"http://127.0.0.1:{server.server_port}/processed/letters.csv")
        [letters] = [table for table in found.tables if str(table.url).endswith("letters.csv")]
        bases = {column.name: column.datatype.base for column in letters.tableSchema.columns}
        server.shutdown()
    assert (bases["letter_date"], bases["bytes"], bases["reference"]) == ("date", "integer", "string")


def test_words_that_programs_take_for_missing_or_for_numbers_stay_words(
    plain: Published, tmp_path: Path
) -> None:
    metadata = json.loads((plain.data / METADATA).read_bytes())
    [table] = [one for one in metadata["tables"] if one["url"] == "questions.csv"]
    del table["tableSchema"]["foreignKeys"]
    (tmp_path / "csv-metadata.json").write_text(json.dumps(metadata | {"tables": [table]}), encoding="utf-8")
    words = ["None", "N/A", "NA", "0012", "1.1", "1.10", 'a "quote"\nand a line']
    lines = [
        f"""council/FOI-1/q{n},council/FOI-1,{n},{word if n < 7 else ""},,"{word.replace('"', '""')}\""""
        for n, word in enumerate(words, start=1)
    ]
    text = "\n".join(["question_id,letter_id,position,number,parent_id,text", *lines, ""])
    (tmp_path / "questions.csv").write_text(text, encoding="utf-8", newline="")
    [read] = TableGroup.from_file(tmp_path / "csv-metadata.json").tables
    rows = list(read)
    assert [row["text"] for row in rows] == words
    assert [row["number"] for row in rows] == [*words[:6], None]
    assert [row["position"] for row in rows] == [1, 2, 3, 4, 5, 6, 7]
