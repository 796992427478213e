"""Nothing that a letter hides, and nobody whom it names, is in what is published.

What was hidden is computed here while the test runs, and stands nowhere. The package built as disclosed is
tested first, then the one whose policy is protected.
"""

import csv
import io
import re
import shutil
import zipfile
from collections.abc import Iterator
from pathlib import Path

import duckdb
import openpyxl
import pytest
from test_personal_data import in_sqlite

from pipeline.disclosure.hide import TOKEN
from pipeline.disclosure.report import report
from pipeline.edges.files import letters, read_folder
from pipeline.extract import forms
from pipeline.validate.checks import ValidationFailedError
from pipeline.validate.stage import run as validate

MASK = "█"
# Numbers of a check that are no value: a hidden 10 is not told by the 10th of March.
DATES = r"\(line \d+\)|\d{4}-\d{2}-\d{2}|\b\d{1,2} [A-Z][a-z]+ \d{4}"
_DIGEST = re.compile(r"\b[0-9a-f]{64}\b")
Row = dict[str, str]


def rows(built: Path, table: str) -> list[Row]:
    with (built / f"processed/{table}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def published(built: Path) -> Iterator[tuple[str, str]]:
    """Every published file as text, those in the zip and the parts of the workbook each as one."""
    files = {
        **{f"processed/{path}": content for path, content in read_folder(built / "processed").items()},
        **{f"site/{path}": content for path, content in read_folder(built / "site").items()},
        "datapackage.json": (built / "datapackage.json").read_bytes(),
    }
    for path in list(files):
        if path.endswith((".zip", ".xlsx")):
            with zipfile.ZipFile(io.BytesIO(files.pop(path))) as archive:
                files |= {f"{path}/{name}": archive.read(name) for name in archive.namelist()}
    for path, content in files.items():
        if path.endswith(".sqlite"):
            for name, found in in_sqlite(content):
                yield f"{path} {name}", str(found)
        elif not path.endswith((".parquet", ".duckdb")):
            # A digest holds every short run of digits somewhere.
            yield path, _DIGEST.sub("", content.decode("utf-8", errors="replace"))
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
            hidden = [row for row in parts if not row["value"]]
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
    names = sorted(exposed)
    assert len(names) == 3, "one letter prints the totals around three suppressed cells"
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


def test_the_audit_finds_the_cells_that_subtraction_gives_and_says_no_number(
    built: Path, tmp_path: Path
) -> None:
    exposed = recovered(built)
    said = audited(built, tmp_path)
    assert {name for name, how in said.items() if how != "no"} == set(exposed)
    assert all(said[name] == "exact" for name in exposed)
    told = report(tmp_path)
    assert "3 of 221 hidden values can be worked out from processed/" in told
    for name in exposed:
        told = told.replace(f"{name}: its exact value", "")
    file = (tmp_path / "staging/disclosure-audit.csv").read_text("utf-8")
    assert file.startswith("observation_id,letter_id,quantity,given_away\n")
    assert not re.search(r"\d", told.replace("3 of 221", "")), "a number in what the audit tells"


def audited(folder: Path, copy: Path) -> dict[str, str]:
    """The audit of what a folder publishes, run in a folder of its own, by observation."""
    for name in ("raw/codelists", "processed"):
        shutil.copytree(folder / name, copy / name)
    shutil.copy(folder / "params.yaml", copy)
    report(copy)
    with (copy / "staging/disclosure-audit.csv").open(encoding="utf-8", newline="") as file:
        return {row["observation_id"]: row["given_away"] for row in csv.DictReader(file)}


@pytest.fixture(scope="module")
def hidden(built: Path, protected: Path) -> dict[str, Row]:
    """The observations, as disclosed, whose values the protected package leaves out."""
    after = {row["observation_id"]: row for row in rows(protected, "observations")}
    found = {
        row["observation_id"]: row
        for row in rows(built, "observations")
        if row["value"] and not after[row["observation_id"]]["value"]
    }
    assert len(found) == 3, "three cells of one column, one for each that is given away"
    assert all(after[name]["obs_status"] == "suppressed_secondary" for name in found)
    return found


def test_protected_gives_nothing_away(protected: Path, tmp_path: Path) -> None:
    assert set(audited(protected, tmp_path).values()) == {"no"}
    names = sorted(recovered(protected))
    assert names == []


def test_protected_changes_nothing_else(built: Path, protected: Path, hidden: dict[str, Row]) -> None:
    before, after = rows(built, "observations"), rows(protected, "observations")
    assert [row["observation_id"] for row in before] == [row["observation_id"] for row in after]
    for one, other in zip(before, after, strict=True):
        same = {key for key in one if one[key] == other[key]}
        changed = {"figure_id"}
        if one["observation_id"] in hidden:
            changed |= {"value", "value_lower", "value_upper", "value_text", "obs_status"}
        assert set(one) - same <= changed, one["observation_id"]
    assert [r["text"] for r in rows(protected, "figures")].count(TOKEN) == len(hidden)


def test_what_is_hidden_publishes_no_bound(protected: Path, hidden: dict[str, Row]) -> None:
    for row in rows(protected, "observations"):
        if row["observation_id"] in hidden:
            told = [row["value"], row["value_lower"], row["value_upper"], row["value_text"]]
            nothing = told == ["", "0", "", TOKEN]
            assert nothing, row["observation_id"]


def test_a_letter_with_hidden_figures_cannot_be_tried_by_its_hash_or_size(
    built: Path, protected: Path, hidden: dict[str, Row]
) -> None:
    of = {row["letter_id"] for row in hidden.values()}
    whole = {row["letter_id"]: row for row in rows(built, "letters")}
    for row in rows(protected, "letters"):
        if row["letter_id"] in of:
            assert (row["sha256"], row["bytes"]) == ("", "")
        else:
            assert row == whole[row["letter_id"]]
    for path, text in published(protected):
        assert [name for name in of if whole[name]["sha256"] in text] == [], path


def test_no_hidden_figure_stands_at_its_place_in_any_published_text(
    built: Path, protected: Path, hidden: dict[str, Row]
) -> None:
    figures = {row["figure_id"]: row for row in rows(built, "figures")}
    contexts: dict[str, str] = {}
    for name, row in hidden.items():
        figure = figures[row["figure_id"]]
        text = letter_text(built, row["letter_id"])
        start, end = int(figure["span_start"]), int(figure["span_end"])
        contexts[name] = "".join(text[start - 4 : end + 2].split())
        there = contexts[name] in "".join(text.split())
        assert there, name
    for path, content in published(protected):
        # Without markup and white space, so that a cell of a page is beside its neighbour as in the letter.
        # Without digests too: in their digits any few characters stand by chance.
        bare = "".join(re.sub(r"<[^>]+>|\\t|\\n|\b[0-9a-f]{64}\b", "", content).split())
        assert [name for name, context in contexts.items() if context in bare] == [], path


def test_the_same_search_finds_each_figure_where_it_is_published(built: Path, hidden: dict[str, Row]) -> None:
    """Else the test before could not fail."""
    figures = {row["figure_id"]: row for row in rows(built, "figures")}
    texts = [
        "".join(re.sub(r"<[^>]+>|\\t|\\n", "", text).split())
        for path, text in published(built)
        if path.endswith((".txt", ".html")) or path == "foi.duckdb letter_texts"
    ]
    for row in hidden.values():
        figure = figures[row["figure_id"]]
        text = letter_text(built, row["letter_id"])
        context = "".join(text[int(figure["span_start"]) - 4 : int(figure["span_end"]) + 2].split())
        # The letter's text in processed/, in site/data/, and in the database; its page marks every figure.
        places = sum(context in bare for bare in texts)
        assert places >= 3, row["observation_id"]


def test_every_published_place_holds_what_the_tables_say(protected: Path) -> None:
    for row in rows(protected, "figures"):
        text = letter_text(protected, row["letter_id"])
        start, end = int(row["span_start"]), int(row["span_end"])
        same = " ".join(text[start:end].split()) == row["text"]
        assert same, row["figure_id"]
        assert row["figure_id"] == f"{row['letter_id']}/c{start}"
        assert int(row["line"]) == 1 + text.count("\n", 0, start)


def test_no_published_row_has_a_hidden_value_beside_its_labels(
    protected: Path, hidden: dict[str, Row]
) -> None:
    places: list[str] = []  # a failure names the places and never the numbers
    figure_of = {
        row["observation_id"]: row["figure_id"]
        for row in rows(protected, "observations")
        if row["observation_id"] in hidden
    }
    shown = {name: {row["value"], f"{float(row['value']):.1f}"} for name, row in hidden.items()}
    with duckdb.connect() as connection:
        connection.execute(f"ATTACH '{(protected / 'processed/foi.duckdb').as_posix()}' AS foi (READ_ONLY)")
        for table in ("observations", "figures"):
            file = (protected / "processed" / table).as_posix()
            sources = {
                f"{table}.csv": f"read_csv('{file}.csv', all_varchar=true)",
                f"{table}.parquet": f"'{file}.parquet'",
                f"foi.duckdb {table}": f"foi.{table}",
            }
            found = {
                source: connection.execute(f"SELECT COLUMNS(*)::VARCHAR FROM {query}").fetchall()
                for source, query in sources.items()
            }
            (sqlite,) = (protected / "site/data").glob("*.sqlite")
            found["sqlite"] = dict(in_sqlite(sqlite.read_bytes()))[table]
            (workbook,) = (protected / "site/data").glob("*.xlsx")
            found["xlsx"] = [*openpyxl.load_workbook(workbook)[table].iter_rows(values_only=True)]
            assert len(found["xlsx"]) > len(found["sqlite"]) == len(found[f"{table}.csv"])
            for source, some in found.items():
                for line in some:
                    said = {str(cell) for cell in line}
                    for name, values in shown.items():
                        if {name, figure_of[name]} & said and values & said:
                            places.append(f"{source}: {name}")
    for row in rows(protected, "checks"):
        text = re.sub(DATES, "", f"{row['expected']} {row['found']} {row['detail']}")
        for name, values in shown.items():
            about = {name, figure_of[name]}
            if any(one in row["subject"] for one in about) and values & set(re.findall(r"[\d.,]+", text)):
                places.append(f"checks: {row['check_id']}")
    for page in sorted((protected / "site").rglob("*.html")):
        html = page.read_text("utf-8")
        for name, values in shown.items():
            for match in re.finditer(rf'<tr[^>]*id="{re.escape(name)}"[^>]*>(.*?)</tr>', html, re.DOTALL):
                cells = re.findall(r"<td[^>]*>(.*?)</td>", match[1], re.DOTALL)
                if values & {re.sub(r"<[^>]+>", "", cell).strip() for cell in cells}:
                    places.append(f"{page.name}: {name}")
    assert places == []


def test_no_chart_draws_a_hidden_value(protected: Path, hidden: dict[str, Row]) -> None:
    for measure in {row["measure"] for row in hidden.values()}:
        page = (protected / f"site/measures/{measure}.html").read_text("utf-8")
        charts = re.findall(r"<svg.*?</svg>", page, re.DOTALL)
        said = [chart for chart in charts if "by exploitation type and age group" in chart.lower()]
        drawn = " ".join(re.sub(r"<[^>]+>", " ", chart) for chart in said or charts)
        assert drawn.count("Suppressed to protect others") >= len(hidden)
        assert "Left out here to protect a suppressed number" in page


def test_the_zip_holds_the_protected_package(protected: Path) -> None:
    (archive,) = (protected / "site/data").glob("*.zip")
    with zipfile.ZipFile(archive) as file:
        for name in ("processed/observations.csv", "processed/figures.parquet", "datapackage.json"):
            own = protected / name
            assert file.read(name) == own.read_bytes(), name


def test_what_is_hidden_must_be_right_as_well(protected: Path, tmp_path: Path) -> None:
    for name in ("raw", "expectations", "staging"):
        shutil.copytree(protected / name, tmp_path / name)
    # An error in the tables as disclosed, at a cell that the protected ones do not show.
    file = tmp_path / "staging/tables/observations.csv"
    kept = [row for row in rows(protected, "observations") if row["obs_status"] == "suppressed_secondary"]
    own = kept[0]["observation_id"].encode()
    lines = file.read_bytes().splitlines(keepends=True)
    lines = [line.replace(b",reported,", b",suppressed,") if line.startswith(own) else line for line in lines]
    file.write_bytes(b"".join(lines))
    with pytest.raises(ValidationFailedError, match="value_iff_status"):
        validate(tmp_path)


def letter_text(folder: Path, letter_id: str) -> str:
    return (folder / f"processed/letters/{letter_id}.txt").read_bytes().decode()
