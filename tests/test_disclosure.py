"""Nothing that a letter hides, and nobody whom it names, is in what is published.

What was hidden is computed here while the test runs, and stands nowhere.
"""

import csv
import re
from collections.abc import Iterator
from pathlib import Path

import duckdb
import pytest

from pipeline.edges.files import letters, read_folder
from pipeline.extract import forms

MASK = "█"
Row = dict[str, str]


def rows(built: Path, table: str) -> list[Row]:
    with (built / f"processed/{table}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def published(built: Path) -> Iterator[tuple[str, str]]:
    """Every published file as text; the zip is stored uncompressed, so that its bytes hold all it holds."""
    files = {
        **{f"processed/{path}": content for path, content in read_folder(built / "processed").items()},
        **{f"site/{path}": content for path, content in read_folder(built / "site").items()},
        "datapackage.json": (built / "datapackage.json").read_bytes(),
    }
    for path, content in files.items():
        if not path.endswith((".parquet", ".duckdb")):
            yield path, content.decode("utf-8", errors="replace")
    for file in sorted((built / "processed").glob("*.parquet")):
        yield f"{file.name} as text", str(duckdb.sql(f"FROM '{file.as_posix()}'").fetchall())
    with duckdb.connect(str(built / "processed/foi.duckdb"), read_only=True) as connection:
        for (name,) in connection.execute("SELECT table_name FROM duckdb_tables()").fetchall():
            yield f"foi.duckdb {name}", str(connection.execute(f'FROM "{name}"').fetchall())


@pytest.fixture(scope="module")
def masked(built: Path) -> set[str]:
    """The names and contact details that stand in the letters and are masked in their published texts."""
    found: set[str] = set()
    by_source = {row["source_file"]: row["letter_id"] for row in rows(built, "letters")}
    for path in letters(built):
        raw = forms.read(path.read_bytes(), path.name).text
        text = (
            (built / f"processed/letters/{by_source[path.relative_to(built).as_posix()]}.txt")
            .read_bytes()
            .decode()
        )
        assert len(text) == len(raw)
        assert all(b in (a, MASK) for a, b in zip(raw, text, strict=True))
        found |= {raw[m.start() : m.end()].strip() for m in re.finditer(f"{MASK}+", text)}
    return found


def test_names_addresses_and_numbers_are_found_and_are_nowhere(built: Path, masked: set[str]) -> None:
    assert len(masked) >= 5, "the five letters name two officers, an address and several telephones"
    for path, text in published(built):
        folded = text.casefold()
        assert [hidden for hidden in masked if hidden.casefold() in folded] == [], path


def test_names_of_people_stand_in_no_tracked_file_but_the_letters(root: Path, masked: set[str]) -> None:
    names = {hidden for hidden in masked if re.fullmatch(r"[A-Za-z' -]+", hidden)}
    assert names
    for folder in ("pipeline", "expectations", "tests", "docs"):
        for path, content in read_folder(root / folder).items():
            text = content.decode("utf-8", errors="replace").casefold()
            assert [name for name in names if name.casefold() in text] == [], path


def recovered(built: Path) -> dict[str, float]:
    """What subtraction gives for each suppressed observation that is alone in a sum of its table."""
    observations = {row["observation_id"]: row for row in rows(built, "observations") if row["table_id"]}
    axes = ("exploitation_type", "sex", "age_group")
    found: dict[str, float] = {}
    for axis in axes:
        others = [name for name in axes if name != axis]
        groups: dict[tuple[str, ...], list[Row]] = {}
        for row in observations.values():
            groups.setdefault((row["table_id"], row["measure"], *(row[name] for name in others)), []).append(
                row
            )
        for group in groups.values():
            totals = [row for row in group if row[axis] == "_T" and row["value"]]
            parts = [row for row in group if row[axis] not in ("_T", "_Z")]
            hidden = [row for row in parts if row["obs_status"] == "suppressed"]
            if len(totals) == 1 and len(hidden) == 1:
                known = sum(float(row["value"]) for row in parts if row["value"])
                found[hidden[0]["observation_id"]] = float(totals[0]["value"]) - known
    return found


def test_a_suppressed_count_has_no_value_and_only_bounds_that_the_letter_states(built: Path) -> None:
    stated = {
        float(match[1])
        for row in rows(built, "figures")
        if (match := re.search(r"threshold: at most (\d+)", row["reason"]))
    }
    suppressed = [row for row in rows(built, "observations") if row["obs_status"] == "suppressed"]
    assert len(suppressed) == 7
    for row in suppressed:
        own = re.match(r"(\d+) or fewer", row["value_text"])
        allowed = stated | ({float(own[1])} if own else set())
        assert row["value"] == ""
        assert float(row["value_lower"]) == 0
        assert row["value_upper"] == "" or float(row["value_upper"]) in allowed


def test_what_subtraction_gives_is_attached_to_its_cell_nowhere(built: Path) -> None:
    exposed = recovered(built)
    assert len(exposed) == 3, "one letter prints the totals around three suppressed cells"
    shown = {name: {f"{value:g}", f"{value:.1f}"} for name, value in exposed.items()}
    places: list[str] = []  # a failure names the places and never the numbers
    for row in rows(built, "observations"):
        numbers = {row["value"], row["value_lower"], row["value_upper"], row["value_text"]}
        said = set(re.findall(r"\d+(?:\.\d+)?", row["note"].replace("as at 1 April", "")))
        if shown.get(row["observation_id"], set()) & (numbers | said):
            places.append(f"observations: {row['observation_id']}")
    for row in rows(built, "checks"):
        text = re.sub(r"\(line \d+\)|0 or more", "", f"{row['expected']} {row['found']} {row['detail']}")
        for name, values in shown.items():
            if name in row["subject"] and values & set(re.findall(r"\b\d+(?:\.\d+)?\b", text)):
                places.append(f"checks: {row['check_id']}")
    for page in sorted((built / "site").rglob("*.html")):
        html = page.read_text("utf-8")
        for name, values in shown.items():
            for match in re.finditer(rf'<tr[^>]*id="{re.escape(name)}"[^>]*>(.*?)</tr>', html, re.DOTALL):
                cells = re.findall(r"<td[^>]*>(.*?)</td>", match[1], re.DOTALL)
                if values & {re.sub(r"<[^>]+>", "", cell).strip() for cell in cells}:
                    places.append(f"{page.name}: {name}")
    assert places == []


def test_checks_of_totals_with_suppressed_parts_print_no_sum(built: Path) -> None:
    totals = [row for row in rows(built, "checks") if row["expectation"] == "totals_equal_parts"]
    unverifiable = [row for row in totals if row["outcome"] == "unverifiable"]
    assert len(unverifiable) == 4
    for row in unverifiable:
        assert re.sub(r"\(line \d+\)|\b\d+ of \d+ parts\b", "", row["detail"]).count("+") == 0
        assert row["found"] == ""
        assert not re.search(r"\d{2,}", re.sub(r"\(line \d+\)", "", f"{row['expected']} {row['detail']}"))
