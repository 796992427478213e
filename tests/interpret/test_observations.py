"""Every value that the five letters disclose, as a person reads them."""

from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest

from pipeline.edges.files import ROWS, STRUCTURE, letters
from pipeline.extract import stage as extract
from pipeline.extract.letter import read
from pipeline.interpret import observations
from pipeline.interpret import stage as interpret
from pipeline.interpret.stage import load_structure
from pipeline.schemas.table import Row


@pytest.fixture(scope="session")
def extracted(root: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("project")
    (folder / "raw").symlink_to(root / "raw")
    extract.run(folder)
    return folder


@pytest.fixture(scope="module")
def rows(extracted: Path) -> Iterator[dict[str, list[Row]]]:
    import json

    folder = extracted
    interpret.run(folder)
    yield {
        path.stem: [json.loads(line) for line in path.read_bytes().splitlines()]
        for path in (folder / ROWS).glob("*.jsonl")
    }


def observed(rows: dict[str, list[Row]], **wanted: object) -> list[Row]:
    found = [row for row in rows["observations"] if all(row[name] == value for name, value in wanted.items())]
    assert found, wanted
    return found


def values(found: list[Row], *by: str) -> dict[object, object]:
    """Values by the given columns; what is not given by its status."""
    return {
        tuple(row[name] for name in by) if len(by) > 1 else row[by[0]]: row["obs_status"]
        if row["value"] is None
        else row["value"]
        for row in found
    }


Q = "coventry/FOI803482386/q"


def test_children_by_type(rows: dict[str, list[Row]]) -> None:
    found = observed(rows, question_id=Q + "1", obs_status="reported")
    assert values(found, "exploitation_type") == {"cce": 199, "cse": 84, "cce_and_cse": 63, "_T": 346}
    assert {(row["period_start"], row["period_end"], row["period_type"]) for row in found} == {
        ("2025-04-01", "2026-03-10", "part_financial_year")
    }


def test_children_by_type_and_sex(rows: dict[str, list[Row]]) -> None:
    found = values(observed(rows, question_id=Q + "5", obs_status="reported"), "exploitation_type", "sex")
    assert found == {
        ("cce", "male"): 182, ("cce", "female"): 17, ("cce", "_T"): 199,
        ("cse", "male"): 7, ("cse", "female"): 77, ("cse", "_T"): 84,
        ("cce_and_cse", "male"): 16, ("cce_and_cse", "female"): 47, ("cce_and_cse", "_T"): 63,
        ("_T", "male"): 205, ("_T", "female"): 141, ("_T", "_T"): 346,
    }  # fmt: skip


def test_children_by_type_and_age_with_three_suppressed(rows: dict[str, list[Row]]) -> None:
    table = [row for row in observed(rows, question_id=Q + "6") if row["figure_id"]]
    assert len(table) == 20
    suppressed = [row for row in table if row["obs_status"] == "suppressed"]
    assert {(row["exploitation_type"], row["age_group"]) for row in suppressed} == {
        ("cce", "under_10"), ("cse", "under_10"), ("cce_and_cse", "under_10"),
    }  # fmt: skip
    # The letter states no rule, so that nothing bounds them from above.
    assert {(row["value"], row["value_lower"], row["value_upper"]) for row in suppressed} == {(None, 0, None)}
    assert values([row for row in table if row["exploitation_type"] == "_T"], "age_group") == {
        "under_10": 8, "10_to_12": 48, "13_to_15": 169, "16_to_17": 121, "_T": 346,
    }  # fmt: skip


def test_nine_fields_of_the_case_system(rows: dict[str, list[Row]]) -> None:
    found = observed(rows, measure="case_system_field")
    yes = {row["system_field"] for row in found if row["value"] == 1}
    assert yes == {"cse_flag", "cce_flag", "risk_level"}
    assert len(found) == 9
    assert {row["period_start"] for row in found} == {"2026-03-13"}


def test_calls_weeks_and_their_comments(rows: dict[str, list[Row]]) -> None:
    calls = observed(rows, measure="mash_calls", obs_status="reported")
    weeks = observed(rows, measure="mash_weeks_covered")
    assert [row["value"] for row in calls] == [20049, 37626, 20982, 10066, 17346, 16927, 17182, 16959, 8649]
    assert [row["value"] for row in weeks] == [21, 52, 51, 27, 52, 52, 52, 51, 26]
    assert (calls[0]["period_start"], calls[0]["period_end"]) == ("2016-11-01", "2017-03-31")
    assert (calls[8]["period_start"], calls[8]["period_end"]) == ("2024-04-01", "2024-09-30")
    assert [row["period_type"] for row in calls] == [
        "part_financial_year", *["financial_year"] * 7, "part_financial_year",
    ]  # fmt: skip
    assert calls[3]["note"] == "Reporting not available for 25-week period."
    assert calls[1]["note"] is None


def test_ten_budgets_in_pounds(rows: dict[str, list[Row]]) -> None:
    found = observed(rows, measure="cse_budget")
    assert [row["value"] for row in found] == [
        274552, 264522, 270816, 783953, 879787, 941090, 1041600, 1160813, 1384928, 1415349,
    ]  # fmt: skip
    assert (found[-1]["period_start"], found[-1]["period_end"]) == ("2024-04-01", "2025-03-31")


def test_the_two_counts_of_2015_are_different_measures(rows: dict[str, list[Row]]) -> None:
    found = observed(rows, letter_id="coventry/20123993")
    assert values(found, "measure", "period_type", "period_end") == {
        ("cse_profile_young_people", "financial_year", "2015-03-31"): 26,
        ("active_cse_cases", "point_in_time", "2014-03-31"): 33,
    }


def test_none_nil_and_not_held(rows: dict[str, list[Row]]) -> None:
    found = observed(rows, letter_id="coventry/FOI721571023")
    assert values(found, "measure") == {
        "grooming_inquiry_motions": 0,
        "home_office_correspondence": 0,
        "cse_compensation_council": 0,
        "cse_compensation_council_recipients": "not_held",
        "cse_compensation_central": "not_held",
        "cse_compensation_central_recipients": "not_held",
    }
    assert {row["obs_status"] for row in found if row["value_text"] in ("Nil", "no motions")} == {
        "zero_by_word"
    }


def test_missing_children(rows: dict[str, list[Row]]) -> None:
    found = observed(rows, letter_id="coventry/FOI746230783")
    assert values([row for row in found if row["obs_status"] == "reported"], "measure", "risk_marker") == {
        ("missing_children", "_Z"): 366,
        ("missing_incidents", "_Z"): 1121,
        ("missing_incidents_with_marker", "exploitation"): 352,
        ("missing_incidents_with_marker", "mental_health"): 269,
        ("return_home_interviews", "_Z"): 710,
    }
    suppressed = [row for row in found if row["obs_status"] == "suppressed"]
    assert Counter(row["value_text"] for row in suppressed) == {"c": 2, "5 or fewer": 2}
    # 'Values of 5 or lower' and 'less than 5' both stand there: the wider counts.
    assert {(row["value_lower"], row["value_upper"]) for row in suppressed} == {(0, 5)}
    assert {(row["period_start"], row["period_end"]) for row in found} == {("2024-01-01", "2024-12-31")}


def test_what_was_refused_is_there_with_its_provision(rows: dict[str, list[Row]]) -> None:
    withheld = observed(rows, obs_status="withheld")
    assert Counter((row["question_id"], row["provision"]) for row in withheld) == {
        (Q + "1", None): 6 * 3,  # the answer cites none
        (Q + "3", "FOIA 12(2)"): 7 * 3,
        (Q + "4", "FOIA 12"): 7 * 6,
        (Q + "5", "FOIA 12"): 6 * 3 * 2,
        (Q + "6", "FOIA 12"): 6 * 4,
        ("coventry/FOI651119421/q1", "FOIA 21"): 10 * 2,
        ("coventry/FOI651119421/q2", "FOIA 12(2)"): 10 * 2,
        ("coventry/FOI651119421/q4", "FOIA 12(2)"): 10,
        ("coventry/FOI651119421/q5", "FOIA 12(2)"): 10,
        ("coventry/FOI746230783/q6", None): 5,
    }
    assert all(row["value"] is None and row["figure_id"] is None for row in withheld)


def test_an_answer_that_only_refers_has_the_outcome_of_the_other(rows: dict[str, list[Row]]) -> None:
    answers = {row["question_id"]: row for row in rows["answers"]}
    referred = answers["coventry/FOI746230783/q7"]
    assert referred["refers_to"] == "coventry/FOI746230783/q3"
    assert referred["outcome"] == answers["coventry/FOI746230783/q3"]["outcome"] == "part_withheld"


def test_reuse_terms_differ_between_the_letters(rows: dict[str, list[Row]]) -> None:
    assert Counter(row["reuse_terms"] for row in rows["letters"]) == {
        "private_study_news": 4,
        "own_use_news": 1,
    }


def test_a_structure_survives_its_file(root: Path, tmp_path: Path) -> None:
    from pipeline.extract.letter import read

    (tmp_path / "raw").symlink_to(root / "raw")
    extract.run(tmp_path)
    for path in letters(root):
        loaded = load_structure(tmp_path / STRUCTURE / f"{path.relative_to(root / 'raw').as_posix()}.json")
        assert loaded == read(path.read_bytes(), path.name)


@pytest.mark.parametrize(
    ("notes", "bounds"),
    [
        ("* = fewer than 5\nc = suppressed to protect the other cells", {"c": (0, None), "*": (0, 4)}),
        ("Values of 5 or lower are not reported.", {"c": (0, 5), "*": (0, 5)}),
        ("Numbers below 10 are shown as c.", {"c": (0, 9), "*": (0, None)}),
        ("*Fewer than 3 of the incidents were serious.", {"c": (0, None), "*": (0, None)}),
    ],
)
def test_a_rule_that_is_said_of_one_mark_bounds_no_other(
    notes: str, bounds: dict[str, tuple[float, float | None]]
) -> None:
    text = f"Dear requester\n\n1. How many?\n\nWard\tBoys\tGirls\nNorth\tc\t17\nSouth\t*\t20\n\n{notes}\n"
    structure = read(text.encode(), "a.txt")
    found = {one.text: one for one in structure.figures if one.text in ("c", "*")}
    assert {mark: observations.bounds(one, structure) for mark, one in found.items()} == bounds
