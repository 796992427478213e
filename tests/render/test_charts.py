from datetime import date

import pytest

from pipeline.render.charts import Chart, of_measure
from pipeline.render.codebook import Shown
from pipeline.render.queries import Observation
from pipeline.render.wording import between

TYPES = ("_T", "_Z", "cce", "cse", "both")
SEXES = ("_T", "_Z", "male", "female")


def cell(
    value: float | None, year: int = 2023, *, status: str = "reported", printed: bool = True, **codes: str
) -> Shown:
    observation = Observation(
        observation_id=f"{year}{codes}",
        figure_id="a/b/c1" if printed else None,
        letter_id="a/b",
        question_id="a/b/q1",
        measure="m",
        codes=codes,
        ref_area="E1",
        period_start=date(year, 4, 1),
        period_end=date(year + 1, 3, 31),
        period_type="financial_year",
        value=value,
        value_lower=value,
        value_upper=value,
        obs_status=status,
        value_text=None,
        provision=None,
        note=None,
    )
    return Shown(
        observation=observation,
        text=status if value is None else f"{value:g}",
        place="",
        row="",
        answer="",
        reference="",
        measure="M",
        authority="Mordale",
        period=f"{year}/{(year + 1) % 100}",
        days=None,
        labels=codes,
        status=status.title(),
        shorthand=None,
        bounds=None,
    )


def drawn(*cells: Shown, unit: str = "people") -> list[Chart]:
    return of_measure("M", unit, cells, {"type": TYPES, "sex": SEXES})


def lines(chart: Chart) -> list[tuple[str, str, float | None]]:
    return [(row.kind, row.label, row.length) for row in chart.rows]


def test_the_greatest_value_is_longest_and_the_others_in_proportion() -> None:
    [chart] = drawn(cell(10, 2021), cell(40, 2022), cell(20, 2023))
    assert lines(chart) == [("bar", "2021/22", 16.05), ("bar", "2022/23", 64.2), ("bar", "2023/24", 32.1)]


def test_the_longest_bar_leaves_room_for_its_value() -> None:
    [short], [long] = drawn(cell(40)), drawn(cell(40)._replace(text="£1,415,349"))
    assert (short.rows[0].length, long.rows[0].length) == (64.2, 41.0)


def test_what_is_given_as_bounds_is_drawn_with_a_mark_of_its_own_and_says_them() -> None:
    bounded = cell(None, 2022, status="bounded")._replace(text="at most 500", is_bounded=True)
    [chart] = drawn(cell(5, 2021), bounded)
    assert lines(chart)[1] == ("bounded", "2022/23", None)
    assert chart.rows[1].text == "at most 500"
    assert chart.kinds == ("bar", "bounded")


@pytest.mark.parametrize(
    ("lower", "upper", "said"),
    [
        (None, 500, "at most £500"),
        (0, 500, "at most £500"),
        (12, None, "at least £12"),
        (1200, 5000, "£1,200 to £5,000"),
    ],
)
def test_bounds_alone_are_said_in_words(lower: float | None, upper: float | None, said: str) -> None:
    assert between(lower, upper, "GBP", "£") == said


def test_zero_is_drawn_as_zero_and_nothing_else_is() -> None:
    missing = cell(None, 2022, status="not_available", printed=False)
    hidden = cell(None, 2023, status="suppressed")
    [chart] = drawn(cell(0, 2021), missing, hidden, cell(5, 2024))
    assert lines(chart) == [
        ("zero", "2021/22", 0.0),
        ("missing", "2022/23", None),
        ("suppressed", "2023/24", None),
        ("bar", "2024/25", 67.1),
    ]


def test_only_zeros_make_no_error() -> None:
    [chart] = drawn(cell(0))
    assert lines(chart) == [("zero", "2023/24", 0.0)]


def test_a_total_is_left_out_where_its_parts_are_drawn() -> None:
    [chart] = drawn(cell(90, type="_T"), cell(50, type="cce"), cell(None, status="suppressed", type="cse"))
    assert lines(chart) == [
        ("heading", "2023/24", None),
        ("bar", "cce", 64.2),
        ("suppressed", "cse", None),
    ]


def test_a_total_without_parts_is_drawn() -> None:
    [chart] = drawn(cell(90, type="_T"))
    assert lines(chart) == [("heading", "2023/24", None), ("bar", "_T", 64.2)]


def test_each_way_of_breaking_down_is_a_chart_the_simplest_first() -> None:
    charts = drawn(cell(1, type="cce", sex="male"), cell(9), cell(2, type="cce"))
    assert [chart.title for chart in charts] == [
        "M, Mordale",
        "M by type, Mordale",
        "M by type and sex, Mordale",
    ]


def test_two_dimensions_have_the_longer_one_as_rows() -> None:
    [chart] = drawn(*(cell(5, type=t, sex=s) for s in ("female", "male") for t in ("both", "cse", "cce")))
    assert [row.label for row in chart.rows] == [
        "2023/24",
        "male",
        "cce",
        "cse",
        "both",
        "female",
        "cce",
        "cse",
        "both",
    ]


def test_neighbouring_periods_in_which_nothing_is_given_are_one_line() -> None:
    withheld = [
        cell(None, year, status="withheld", printed=False, type=code)
        for year in (2019, 2020, 2021)
        for code in ("cce", "cse")
    ]
    [chart] = drawn(*withheld, cell(5, 2022, type="cce"))
    gap = chart.rows[0]
    assert (gap.kind, gap.label, gap.text) == (
        "missing",
        "2019/20 to 2021/22",
        "Withheld (6 values asked for)",
    )


def test_a_suppressed_period_is_never_folded_into_a_gap() -> None:
    hidden = [cell(None, year, status="suppressed", type="cce") for year in (2019, 2020, 2021)]
    [chart] = drawn(*hidden)
    assert [row.kind for row in chart.rows] == ["heading", "suppressed"] * 3


def test_part_of_a_year_is_told_apart() -> None:
    part = cell(5)._replace(days="1 Apr 2023 to 30 Sep 2023")
    [chart] = drawn(part)
    assert (chart.rows[0].kind, chart.rows[0].note) == ("part", "1 Apr 2023 to 30 Sep 2023 only")


def test_a_value_with_a_note_bears_a_dagger() -> None:
    plain = cell(5, 2021)
    noted = plain._replace(observation=cell(5).observation._replace(note="27 weeks only"))
    [chart] = drawn(plain, noted)
    assert [row.text for row in chart.rows] == ["5", "5 †"]
    assert chart.noted and not drawn(plain)[0].noted


def test_yes_and_no_are_dots_and_not_bars() -> None:
    [chart] = drawn(cell(1, type="cce"), cell(0, type="cse"), unit="yes_no")
    assert [(row.kind, row.length) for row in chart.rows[1:]] == [("yes", None), ("no", None)]


def test_what_is_printed_twice_is_drawn_once() -> None:
    [chart] = drawn(cell(5), cell(5))
    assert len(chart.rows) == 1


def test_the_description_says_every_row() -> None:
    [chart] = drawn(cell(50, type="cce"), cell(None, status="suppressed", type="cse"))
    assert chart.description == "Bars from zero. 2023/24: cce 50; cse Suppressed."


def test_rows_do_not_overlap() -> None:
    [chart] = drawn(*(cell(5, type=t, sex=s) for s in ("female", "male") for t in ("both", "cse", "cce")))
    tops = [row.y for row in chart.rows]
    assert tops == sorted(set(tops)) and chart.height > tops[-1]
