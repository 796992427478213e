"""What is told of two releases: every change, and no number that the present one does not give."""

from collections.abc import Mapping
from dataclasses import replace

import pytest

from pipeline.disclosure.differences import differences, proposed, raised, skeleton, unexplained
from pipeline.disclosure.editions import Edition, base, number
from pipeline.schemas.table import Row

LETTER = {
    "letter_id": "town/F1",
    "letter_date": "2024-05-01",
    "subject": "Children",
    "reference": "F1",
    "sha256": "9a",
    "bytes": "2000",
}
SEX = [{"code": "_T", "label": "Total"}, {"code": "female", "label": "Female"}]
MEASURES = [{"code": "calls", "label": "Calls"}]


def seen(name: str, value: str, status: str = "reported", figure: str | None = None) -> dict[str, str]:
    return {
        "observation_id": name,
        "figure_id": f"town/F1/{name}" if figure is None else figure,
        "letter_id": "town/F1",
        "measure": "calls",
        "value": value,
        "value_lower": value,
        "value_upper": value,
        "value_text": value,
        "obs_status": status,
        "provision": "",
        "note": "",
    }


def edition(*observations: Mapping[str, str], version: str = "1.0.0") -> Edition:
    columns = {"observations": dict.fromkeys(seen("a", "1"), "string"), "figures": {"figure_id": "string"}}
    return Edition(
        version,
        columns,
        {"figures": 3},
        {"figures": "0f", "observations": repr(observations)},
        {"observations": observations, "letters": [LETTER], "sex": SEX, "measure": MEASURES},
    )


def changed(old: Edition, new: Edition, **given: Mapping[str, str]) -> list[Row]:
    return differences(old, new, given.get("reasons", {}), given.get("corrections", {}))


def told(rows: list[Row]) -> list[tuple[object, ...]]:
    return [(row["subject"], row["change"], row["field"], row["old"], row["new"]) for row in rows]


def test_the_same_data_have_no_differences() -> None:
    assert changed(edition(seen("a", "7")), edition(seen("a", "7"))) == []


def test_a_value_that_was_corrected_is_told_with_its_reason() -> None:
    (bounds, upper, text, value) = sorted(
        changed(edition(seen("a", "7")), edition(seen("a", "9")), corrections={"town/F1/a": "A slip."}),
        key=lambda row: {"value_lower": 0, "value_upper": 1, "value_text": 2, "value": 3}[str(row["field"])],
    )
    assert told([bounds, upper, text, value]) == [
        ("a", "changed", name, "7", "9") for name in ("value_lower", "value_upper", "value_text", "value")
    ]
    assert value["reason"] == "A slip."
    assert value["since"] == "1.0.0"
    assert value["change_id"] == "observation/observations/a#value"


def test_a_number_that_is_hidden_now_is_told_by_its_status_alone() -> None:
    hidden = {**seen("a", ""), "obs_status": "suppressed_secondary", "value_lower": "0", "value_text": "[x]"}
    (row,) = changed(edition(seen("a", "4127")), edition(hidden))
    assert told([row]) == [("a", "changed", "obs_status", "reported", "suppressed_secondary")]
    assert row["reason"] == "given before, and not now"
    assert "4127" not in repr(row)


def test_a_number_that_was_hidden_and_is_given_is_told_by_its_status_too() -> None:
    before = {**seen("a", "", "suppressed"), "value_lower": "1", "value_upper": "4"}
    (row,) = changed(edition(before), edition(seen("a", "3")))
    assert told([row]) == [("a", "changed", "obs_status", "suppressed", "reported")]


def test_a_tighter_bound_of_before_is_not_told() -> None:
    before = {**seen("a", "", "suppressed"), "value_lower": "1", "value_upper": "4127"}
    after = {**before, "value_upper": "9999"}
    (row,) = changed(edition(before), edition(after))
    assert told([row]) == [("a", "changed", "value_upper", None, None)]


def test_a_number_that_was_coded_under_another_name_is_not_told_where_its_figure_is_hidden_now() -> None:
    figure = "town/F1/c9"
    rows = changed(
        edition(seen("a", "4127", figure=figure)), edition(seen("b", "", "suppressed", figure=figure))
    )
    assert told(rows) == [("a", "removed", None, None, None), ("b", "added", None, None, None)]
    assert [row["reason"] for row in rows] == ["coded anew: now as b", "coded anew: before as a"]
    assert "4127" not in repr(rows)


def test_a_number_that_was_coded_under_another_name_is_told_where_its_figure_is_given() -> None:
    figure = "town/F1/c9"
    rows = changed(edition(seen("a", "12", figure=figure)), edition(seen("b", "12", figure=figure)))
    assert told(rows) == [("a", "removed", None, "12", None), ("b", "added", None, None, "12")]


def test_a_value_that_came_of_another_figure_is_not_told_where_that_is_hidden_now() -> None:
    """A reading had the wrong cell: the old value is the number of a cell that is hidden today."""
    before = edition(seen("a", "4127", figure="town/F1/c9"))
    after = edition(seen("a", "12", figure="town/F1/c20"), seen("b", "", "suppressed", figure="town/F1/c9"))
    rows = changed(before, after)
    assert "4127" not in repr(rows)
    assert ("a", "changed", "value", None, None) in told(rows)
    assert ("a", "changed", "figure_id", "town/F1/c9", "town/F1/c20") in told(rows)


def test_where_a_number_was_cut_out_neither_old_places_nor_the_letter_s_size_are_told() -> None:
    """Places behind the cut have moved by the length of the number, and may be those of another figure."""
    before = edition(seen("a", "4127", figure="town/F1/c9"), seen("b", "12", figure="town/F1/c20"))
    after = edition(
        {**seen("a", "", "suppressed_secondary", figure="town/F1/c5"), "value_text": "[x]"},
        seen("b", "12", figure="town/F1/c9"),
    )
    after = replace(after, rows={**after.rows, "letters": [{**LETTER, "sha256": "", "bytes": ""}]})
    rows = changed(before, after)
    assert told(rows) == [
        ("town/F1", "changed", "bytes", None, None),
        ("town/F1", "changed", "sha256", None, None),
        ("a", "changed", "obs_status", "reported", "suppressed_secondary"),
    ]


def test_what_a_withdrawn_letter_said_is_not_told_again() -> None:
    after = edition()
    after = replace(after, rows={**after.rows, "letters": []})
    rows = changed(edition(seen("a", "4127")), after)
    assert ("a", "removed", None, None, None) in told(rows)
    assert {row["reason"] for row in rows if row["what"] == "observation"} == {"its letter is gone"}
    assert "4127" not in repr(rows)


def test_words_of_letters_and_notes_are_not_told() -> None:
    after = edition({**seen("a", "7"), "note": "as F2 says"})
    after = replace(after, rows={**after.rows, "letters": [{**LETTER, "subject": "██████"}]})
    before = edition({**seen("a", "7"), "note": "There were 4127 of them."})
    before = replace(before, rows={**before.rows, "letters": [{**LETTER, "subject": "About Ann Other"}]})
    rows = changed(before, after)
    assert told(rows) == [
        ("town/F1", "changed", "subject", None, None),
        ("a", "changed", "note", None, None),
    ]


def test_codes_columns_tables_and_numbers_of_rows_are_compared() -> None:
    old, new = edition(seen("a", "7")), edition(seen("a", "7"))
    new = replace(
        new,
        columns={**old.columns, "figures": {"figure_id": "string", "doubt": "string"}, "asked": {}},
        counts={"figures": 5},
        digests={**old.digests, "figures": "1f"},
        rows={**old.rows, "sex": [{"code": "_T", "label": "All"}, {"code": "male", "label": "Male"}]},
    )
    assert told(changed(old, new)) == [
        ("_T", "changed", "label", "Total", "All"),
        ("female", "removed", None, None, None),
        ("male", "added", None, None, None),
        ("doubt", "added", None, None, "string"),
        ("figures", "changed", "rows", "3", "5"),
        ("asked", "added", None, None, None),
    ]


def test_a_reason_that_people_wrote_stands_before_what_is_guessed() -> None:
    (row,) = changed(edition(), edition(seen("a", "7")), reasons={"calls": "Read again with the council."})
    assert row["reason"] == "Read again with the council."
    (row,) = changed(edition(), edition(seen("a", "7")))
    assert row["reason"] == "read anew"


def test_what_nobody_gave_a_reason_for_is_named_once() -> None:
    old, new = edition(seen("a", "7"), seen("b", "3")), edition(seen("a", "9"))
    assert unexplained(changed(old, new)) == ["a", "b"]
    assert unexplained(changed(old, new, reasons={"a": "A slip.", "b": "It was a year."})) == []
    assert unexplained(changed(edition(), edition(seen("a", "7")))) == []


@pytest.mark.parametrize(
    ("row", "version"),
    [
        ({"what": "table", "change": "added", "in_table": "asked"}, "2.0.0"),
        ({"what": "column", "change": "changed", "in_table": "letters"}, "2.0.0"),
        ({"what": "letter", "change": "added", "in_table": "letters"}, "1.3.0"),
        ({"what": "code", "change": "added", "in_table": "measure"}, "1.3.0"),
        ({"what": "code", "change": "changed", "in_table": "measure"}, "1.2.4"),
        ({"what": "code", "change": "added", "in_table": "sex"}, "1.2.4"),
        ({"what": "observation", "change": "changed", "in_table": "observations"}, "1.2.4"),
    ],
)
def test_the_number_follows_the_rules_of_the_change_log(row: dict[str, str], version: str) -> None:
    assert proposed("1.2.3", raised([row])) == version


def test_what_weighs_most_decides() -> None:
    rows = [
        {"what": "letter", "change": "added", "in_table": "letters"},
        {"what": "table", "change": "removed", "in_table": "asked"},
    ]
    assert proposed("0.9.9", raised(rows)) == "1.0.0"
    assert proposed("0.1.0", raised([])) == "0.1.1"


def test_a_thing_with_several_changed_fields_is_counted_once() -> None:
    rows = changed(edition(seen("a", "7")), edition(seen("a", "9"), seen("b", "1"), seen("c", "2")))
    assert skeleton(rows) == ["2 observations added, 1 changed"]


def test_versions_are_compared_as_numbers() -> None:
    assert number("0.10.0") > number("0.9.9")
    for wrong in ("1.0", "v1.0.0", "1.0.0-rc1", "01.0.0", ""):
        with pytest.raises(ValueError, match="is no version"):
            number(wrong)


def test_a_release_is_compared_with_the_one_before_it_whether_it_is_kept_already_or_not() -> None:
    first, second = edition(seen("a", "7"), version="1.0.0"), edition(seen("a", "9"), version="1.0.1")
    now = replace(second, version="")
    assert base([first], now) == first
    assert base([first, second], now) == first
    assert base([first, second], edition(seen("a", "1"))) == second
    assert base([first], replace(first, version="")) is None
    assert base([], now) is None
