from datetime import date

import pytest

from pipeline.edges.document import Text
from pipeline.edges.problems import BadInputError
from pipeline.extract.periods import Period, PeriodType
from pipeline.interpret.coding import code, day, each_period, key, period
from pipeline.interpret.reading import Coding
from pipeline.schemas.codelists import CodeList

AREA = "E08000026"


def text(words: str) -> Text:
    return Text(words, "a.yaml", 7)


@pytest.mark.parametrize(
    ("written", "start", "end", "kind"),
    [
        ("2023/24", date(2023, 4, 1), date(2024, 3, 31), "financial_year"),
        ("2024", date(2024, 1, 1), date(2024, 12, 31), "calendar_year"),
        ("2018 to 2024", date(2018, 1, 1), date(2024, 12, 31), "year_range"),
        ("2014-03-31", date(2014, 3, 31), date(2014, 3, 31), "point_in_time"),
        ("2025-04-01/2026-03-10", date(2025, 4, 1), date(2026, 3, 10), "part_financial_year"),
        ("2024-04-01/2024-09-30", date(2024, 4, 1), date(2024, 9, 30), "part_financial_year"),
        ("2024-04-01/2025-03-31", date(2024, 4, 1), date(2025, 3, 31), "financial_year"),
        ("2024-07-01/2025-07-03", date(2024, 7, 1), date(2025, 7, 3), "date_range"),
    ],
)
def test_periods_are_exact(written: str, start: date, end: date, kind: PeriodType) -> None:
    assert period(text(written)) == Period(start, end, kind)


@pytest.mark.parametrize(
    "written", ["sometime", "2024-02-30", "2024-03-01/2024-02-01", "2024-13-01/2024-13-02"]
)
def test_a_period_that_cannot_be_is_refused_with_its_line(written: str) -> None:
    with pytest.raises(BadInputError, match=r"a\.yaml:7: "):
        period(text(written))


def test_from_year_to_year_is_each_year() -> None:
    found = [item.text for item in each_period((text("2019/20 to 2021/22"), text("2024")))]
    assert found == ["2019/20", "2020/21", "2021/22", "2024"]
    assert [item.text for item in each_period((text("2015 to 2017"),))] == ["2015", "2016", "2017"]
    assert [item.text for item in each_period((text("1999/2000 to 2000/01"),))] == ["1999/00", "2000/01"]


@pytest.mark.parametrize("written", ["2019/20 to 2024", "2021/22 to 2019/20", "2024-03-31 to 2024-04-30"])
def test_from_year_to_year_needs_two_years_of_a_kind(written: str) -> None:
    with pytest.raises(BadInputError, match="does not name the first and the last of several years"):
        each_period((text(written),))


def test_an_unknown_label_names_its_nearest_codes(lists: dict[str, CodeList]) -> None:
    with pytest.raises(
        BadInputError, match=r"a.yaml:7: the label 'Femal' is not in the code list 'sex'. Nearest are female"
    ):
        code(text("Femal"), lists["sex"])


def test_a_key_says_not_applicable_where_nothing_is_said(lists: dict[str, CodeList]) -> None:
    coding = Coding(
        measure=text("children_at_risk_of_exploitation"),
        period=text("2023/24"),
        codes=(("sex", text("Male")),),
    )
    found = key(coding, text("x"), AREA, lists)
    assert found.name == "children_at_risk_of_exploitation.male.2023-04-01_2024-03-31"
    assert found.codes.count("_Z") == len(found.codes) - 1
    assert found.ref_area == AREA


@pytest.mark.parametrize("coding", [Coding(period=text("2024")), Coding(measure=text("mash_calls"))])
def test_a_key_needs_measure_and_period(coding: Coding, lists: dict[str, CodeList]) -> None:
    with pytest.raises(BadInputError, match="nothing says which"):
        key(coding, text("x"), AREA, lists)


def test_a_day_is_an_iso_date() -> None:
    assert day(text("2024-03-31")) == "2024-03-31"
    with pytest.raises(BadInputError, match="'2026-02-31' is not a date"):
        day(text("2026-02-31"))
