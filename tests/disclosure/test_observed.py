"""What a reader knows, from tables that a person can check by eye."""

import random
from collections.abc import Iterator, Sequence
from dataclasses import replace

import duckdb
import numpy
import pytest
from validate.validation_world import World, create

from pipeline.disclosure.audit import ContradictoryFiguresError, audit, credible
from pipeline.disclosure.observed import Observed, observed, unruly
from pipeline.disclosure.protect import protect, protect_beside_shares
from pipeline.disclosure.system import Interval

OTHER = "coventry/FOI2"
TAIL = "E08000026 2023-04-01/2024-03-31"


@pytest.fixture(scope="module")
def empty_tables() -> Iterator[duckdb.DuckDBPyConnection]:
    with duckdb.connect() as connection:
        create(connection, constrained=False)
        yield connection


@pytest.fixture
def world(empty_tables: duckdb.DuckDBPyConnection) -> Iterator[World]:
    empty_tables.execute("BEGIN")
    try:
        yield World(None, empty_tables)
    finally:
        empty_tables.execute("ROLLBACK")


def read(world: World) -> Observed:
    return observed(world.connection)


def by_sex(world: World, *, male: float | None, female: float | None, total: float | None) -> None:
    world.letter()
    for code, value in (("male", male), ("female", female), ("_T", total)):
        hidden = (0, None) if value is None else None
        world.observation(code, value, sex=code, bounds=hidden)


def test_a_part_alone_among_printed_ones_is_given_away(world: World) -> None:
    by_sex(world, male=None, female=7, total=9)
    assert audit(read(world).system, 5) == {f"children sex=male {TAIL}": "exact"}


def test_what_is_given_as_bounds_is_printed_and_is_nobody_s_secret(world: World) -> None:
    world.letter()
    world.observation("male", None, sex="male", status="bounded", bounds=(0, 5), text="5")
    world.observation("female", 7, sex="female")
    world.observation("_T", 9, sex="_T")
    found = read(world)
    quantity = found.system.quantities[f"children sex=male {TAIL}"]
    assert (quantity.printed, quantity.stated, quantity.protected) == (Interval(0, 5), None, False)
    assert found.printed[quantity.name] == ("male",)
    assert audit(found.system, 5) == {}


def test_what_is_given_as_bounds_helps_to_work_out_what_is_hidden(world: World) -> None:
    world.letter()
    world.observation("male", None, sex="male", bounds=(0, 9))
    world.observation("female", None, sex="female", status="bounded", bounds=(0, 5), text="5")
    world.observation("_T", 12, sex="_T")
    assert audit(read(world).system, 5) == {f"children sex=male {TAIL}": "narrower"}


def test_a_total_elsewhere_that_is_not_broken_down_is_the_same_quantity(world: World) -> None:
    by_sex(world, male=None, female=7, total=None)
    assert audit(read(world).system, 5) == {}
    world.observation("prose", 9, table=None, question="2")
    assert audit(read(world).system, 5) == {
        f"children sex=male {TAIL}": "exact",
        f"children total {TAIL}": "exact",
    }


def test_another_letter_that_prints_the_total_of_parts_listed_alone_gives_them_away(world: World) -> None:
    world.letter()
    world.observation("m", None, sex="male", bounds=(0, None))
    world.observation("f", 7, sex="female")
    assert audit(read(world).system, 5) == {}
    world.letter(letter=OTHER)
    world.observation("elsewhere", 9, letter=OTHER, table=None)
    assert audit(read(world).system, 5) == {f"children sex=male {TAIL}": "exact"}


def test_a_sum_that_no_rule_checks_is_dropped_where_it_contradicts_what_is_printed(world: World) -> None:
    # 7 girls are more than 5 children: the two letters do not count the same.
    world.letter()
    world.observation("m", None, sex="male", bounds=(0, None))
    world.observation("f", 7, sex="female")
    world.letter(letter=OTHER)
    world.observation("elsewhere", 5, letter=OTHER, table=None)
    assert audit(read(world).system, 5) == {}


def test_a_sub_total_that_is_listed_beside_its_parts_is_not_counted_twice(world: World) -> None:
    # 12 sixteen- and seventeen-year-olds are 5 and 7; with 4 younger ones and those hidden there are 18.
    world.connection.execute(
        "INSERT INTO age_group (code, label, parent) VALUES ('sixteen', 'Sixteen', '16_to_17'), "
        "('seventeen', 'Seventeen', '16_to_17')"
    )
    world.letter()
    for code, value in (("16_to_17", 12), ("sixteen", 5), ("seventeen", 7), ("10_to_12", 4)):
        world.observation(code, value, age_group=code)
    world.observation("hidden", None, age_group="under_10", bounds=(0, None))
    world.observation("all", 18, table=None, question="2")
    assert audit(read(world).system, 5) == {f"children age_group=under_10 {TAIL}": "exact"}


def test_a_sub_total_that_is_printed_elsewhere_is_the_sum_of_its_parts_as_well(world: World) -> None:
    world.connection.execute(
        "INSERT INTO age_group (code, label, parent) VALUES ('sixteen', 'Sixteen', '16_to_17'), "
        "('seventeen', 'Seventeen', '16_to_17')"
    )
    world.letter()
    world.observation("hidden", None, age_group="sixteen", bounds=(0, None))
    world.observation("seventeen", 7, age_group="seventeen")
    world.observation("both", 12, age_group="16_to_17", table="t2")
    assert audit(read(world).system, 5) == {f"children age_group=sixteen {TAIL}": "exact"}


QUARTERS = [
    ("2023-04-01", "2023-06-30", "quarter"),
    ("2023-07-01", "2023-09-30", "quarter"),
    ("2023-10-01", "2023-12-31", "quarter"),
    ("2024-01-01", "2024-03-31", "quarter"),
]


def quarters(world: World, measure: str, printed: Sequence[float | None], year: float) -> dict[str, str]:
    """What the audit says of three printed quarters and one hidden one beside their year."""
    world.letter()
    for period, value in zip(QUARTERS, printed, strict=True):
        hidden = (0, None) if value is None else None
        world.observation(period[0], value, measure=measure, period=period, bounds=hidden)
    world.observation("year", year, measure=measure, table=None, question="2")
    return audit(read(world).system, 5)


def test_a_quarter_is_given_away_by_the_others_and_their_year(world: World) -> None:
    found = quarters(world, "incidents", (6, None, 7, 8), 24)
    assert found == {"incidents total E08000026 2023-07-01/2023-09-30": "exact"}


def test_people_may_be_counted_in_every_quarter(world: World) -> None:
    # Between 24 - 21 = 3 and 24: that is wide; it is not if the year has no more than 4 of them.
    assert quarters(world, "children", (6, None, 7, 8), 24) == {}
    world.connection.execute("DELETE FROM observations")
    found = quarters(world, "children", (1, None, 1, 1), 4)
    assert found == {"children total E08000026 2023-07-01/2023-09-30": "narrower"}


def test_shares_do_not_add_up_over_time(world: World) -> None:
    assert quarters(world, "share", (6, None, 7, 8), 24) == {}


def test_quarters_that_are_not_all_of_the_year_do_not_add_up_to_it(world: World) -> None:
    world.letter()
    for period, value in zip(QUARTERS[:3], (None, 6, 7), strict=True):
        hidden = (0, None) if value is None else None
        world.observation(period[0], value, measure="incidents", period=period, bounds=hidden)
    world.observation("year", 24, measure="incidents", table=None, question="2")
    assert audit(read(world).system, 5) == {}


def test_a_year_is_given_away_by_a_total_over_several(world: World) -> None:
    world.letter()
    years = [(f"{y}-04-01", f"{y + 1}-03-31", "financial_year") for y in (2021, 2022, 2023)]
    for period, value in zip(years, (31, None, 33), strict=True):
        hidden = (0, None) if value is None else None
        world.observation(period[0], value, measure="incidents", period=period, bounds=hidden)
    world.letter(letter=OTHER)
    span = ("2021-04-01", "2024-03-31", "year_range")
    world.observation("all", 66, measure="incidents", period=span, letter=OTHER)
    found = audit(read(world).system, 5)
    assert found == {"incidents total E08000026 2022-04-01/2023-03-31": "exact"}


def revised(world: World, *, male: float | None) -> Observed:
    """A table with a hidden cell, and a later letter with the same table in which the total is revised."""
    by_sex(world, male=None, female=7, total=9)
    world.letter(letter=OTHER, dated="2025-06-01")
    for code, value in (("male", male), ("female", 7), ("_T", 20)):
        hidden = (0, None) if value is None else None
        world.observation(f"later {code}", value, sex=code, bounds=hidden, letter=OTHER)
    return read(world)


def test_letters_that_disagree_are_attacked_each_for_itself(world: World) -> None:
    # 9 - 7 and 20 - 7 cannot both be the same boys: both are given away.
    hidden = f"children sex=male {TAIL}"
    assert audit(revised(world, male=None).system, 5) == {
        f"{hidden} (coventry/FOI1)": "exact",
        f"{hidden} ({OTHER})": "exact",
    }


def test_a_revised_total_is_protected_in_both_letters(world: World) -> None:
    seen = revised(world, male=None)
    system = credible(seen.system)
    chosen = protect(system, 5)
    quantities = {
        name: replace(q, printed=None, protected=True) if name in chosen else q
        for name, q in system.quantities.items()
    }
    assert audit(replace(system, quantities=quantities), 5) == {}
    assert {seen.letters[one] for name in chosen for one in seen.printed[name]} == {"coventry/FOI1", OTHER}


def test_what_a_revision_leaves_the_same_is_the_same_quantity(world: World) -> None:
    # The later letter prints 13 boys, which the earlier cannot mean by 9 - 7; of the girls both say 7.
    found = revised(world, male=13)
    assert audit(found.system, 5) == {f"children sex=male {TAIL} (coventry/FOI1)": "exact"}
    girls = [f"children sex=female {TAIL} ({letter})" for letter in ("coventry/FOI1", OTHER)]
    kept = credible(found.system).relations
    assert any({name for name, _ in r.terms} == set(girls) for r in kept)
    totals = {f"children total {TAIL} ({letter})" for letter in ("coventry/FOI1", OTHER)}
    assert not any({name for name, _ in r.terms} == totals for r in kept)


def test_rounded_figures_leave_the_room_that_rounding_does(world: World) -> None:
    # To the nearest 10: 15 to 25 girls of 45 to 55 children are 20 to 40 boys.
    by_sex(world, male=None, female=20, total=50)
    assert audit(read(world).system, 5) == {f"children sex=male {TAIL}": "exact"}
    world.figure("rounded to the nearest 10", use="context", reason="rounding", question="1")
    assert audit(read(world).system, 20) == {}
    assert audit(read(world).system, 21) == {f"children sex=male {TAIL}": "narrower"}


def test_rounded_parts_that_are_more_than_their_rounded_total_contradict_nothing(world: World) -> None:
    # 15 to 25 girls of 5 to 15 children: there are 15 girls and no boys.
    by_sex(world, male=None, female=20, total=10)
    world.figure("rounded to the nearest 10", use="context", reason="rounding", question="1")
    assert audit(read(world).system, 5) == {f"children sex=male {TAIL}": "exact"}


def test_a_sum_that_a_rule_checks_must_hold(world: World) -> None:
    by_sex(world, male=None, female=7, total=5)
    with pytest.raises(ContradictoryFiguresError, match=r"'children sex=female .* contradict each other"):
        audit(read(world).system, 5)


def test_what_one_letter_hides_and_another_prints_is_given_away(world: World) -> None:
    world.letter()
    world.observation("x", None, bounds=(0, None))
    world.letter(letter=OTHER)
    world.observation("y", 3, letter=OTHER)
    seen = read(world)
    name = f"children total {TAIL}"
    assert audit(seen.system, 5) == {name: "exact"}
    assert seen.observations[name] == ("x", "y")
    assert seen.printed[name] == ("y",)
    assert seen.letters == {"x": "coventry/FOI1", "y": OTHER}


def test_a_part_is_bounded_by_its_whole(world: World) -> None:
    world.letter()
    world.observation("whole", 3, measure="incidents", table=None)
    world.observation("part", None, measure="marked", risk_marker="hurt", bounds=(0, None), table=None)
    assert audit(read(world).system, 5) == {f"marked risk_marker=hurt {TAIL}": "narrower"}
    assert audit(read(world).system, 3) == {}


def test_a_category_that_may_overlap_is_still_not_larger_than_all(world: World) -> None:
    world.letter()
    world.observation("all", 2, measure="incidents", risk_marker="_T")
    world.observation("one", None, measure="incidents", risk_marker="hurt", bounds=(0, None))
    world.observation("two", 2, measure="incidents", risk_marker="trafficking")
    assert audit(read(world).system, 5) == {f"incidents risk_marker=hurt {TAIL}": "narrower"}


def test_what_is_refused_is_hidden_like_what_is_suppressed(world: World) -> None:
    world.letter()
    world.observation("m", None, sex="male", status="withheld", bounds=(None, None))
    world.observation("f", 7, sex="female")
    world.observation("t", 9, sex="_T")
    assert audit(read(world).system, 5) == {f"children sex=male {TAIL}": "exact"}


def test_what_cannot_exist_is_nobody_s_secret(world: World) -> None:
    world.letter()
    world.observation("m", None, sex="male", status="not_applicable", bounds=(None, None))
    world.observation("f", 9, sex="female")
    world.observation("t", 9, sex="_T")
    assert audit(read(world).system, 5) == {}


def test_a_stated_threshold_is_what_is_measured_against(world: World) -> None:
    # 5 or fewer each, 8 together: 3 to 5, and so more than the letter says.
    world.letter()
    world.observation("m", None, sex="male", bounds=(0, 5))
    world.observation("f", None, sex="female", bounds=(0, 5))
    world.observation("t", 5, sex="_T")
    assert audit(read(world).system, 100) == {}
    world.connection.execute(
        "UPDATE observations SET value = 8, value_lower = 8, value_upper = 8 WHERE observation_id = 't'"
    )
    assert set(audit(read(world).system, 0.1).values()) == {"narrower"}


def test_an_approximate_total_leaves_room(world: World) -> None:
    world.letter()
    world.observation("m", None, sex="male", bounds=(0, None))
    world.observation("f", 7, sex="female")
    world.observation("t", 12, sex="_T", status="approximate", bounds=(10, 14))
    assert audit(read(world).system, 5) == {f"children sex=male {TAIL}": "narrower"}
    assert audit(read(world).system, 4) == {}


def test_money_need_not_be_whole(world: World) -> None:
    world.letter()
    world.observation("b", None, measure="budget", bounds=(0, None), table=None)
    world.observation("c", None, measure="children", bounds=(0, None), table=None)
    quantities = read(world).system.quantities
    assert not quantities[f"budget total {TAIL}"].integer
    assert quantities[f"children total {TAIL}"].integer


def test_levels_are_the_dimensions_along_which_it_is_a_total(world: World) -> None:
    world.letter()
    for sex in ("male", "female", "_T"):
        for kind in ("cce", "cse", "_T"):
            world.observation(
                f"{sex}{kind}",
                {"_T": 2}.get(sex, 1) * {"_T": 2}.get(kind, 1),
                sex=sex,
                exploitation_type=kind,
            )
    quantities = read(world).system.quantities
    assert quantities[f"children total {TAIL}"].level == 2
    assert quantities[f"children sex=male {TAIL}"].level == 1
    assert quantities[f"children exploitation_type=cce, sex=male {TAIL}"].level == 0
    assert quantities[f"children total {TAIL}"].printed == Interval(4, 4)


def test_quantities_that_one_figure_prints_are_tied(world: World) -> None:
    world.letter("There were 8.")
    figure = world.figure("8", value=8)
    world.observation("a", 8, figure=figure, table=None)
    world.observation("b", 8, measure="incidents", figure=figure, table=None)
    assert read(world).system.ties == ((f"children total {TAIL}", f"incidents total {TAIL}"),)


def test_an_answer_that_breaks_its_own_threshold_says_nothing_of_what_else_it_prints(world: World) -> None:
    by_sex(world, male=None, female=7, total=9)
    world.connection.execute("UPDATE observations SET value_upper = 5 WHERE observation_id = 'male'")
    assert unruly(world.connection) == set()
    assert read(world).system.quantities[f"children sex=female {TAIL}"].gap == 5
    world.observation("small", 2, measure="incidents", table=None)
    assert unruly(world.connection) == {"coventry/FOI1/q1"}
    assert read(world).system.quantities[f"children sex=female {TAIL}"].gap == 0


def test_what_one_answer_breaks_another_may_keep(world: World) -> None:
    by_sex(world, male=None, female=7, total=9)
    world.question("1")
    world.question("2")
    world.figure("5 or fewer", use="context", reason="threshold: at most 5", question="1")
    world.observation("small", 2, measure="incidents", table=None, question="2")
    assert unruly(world.connection) == set()
    assert read(world).system.quantities[f"children sex=female {TAIL}"].gap == 5
    assert read(world).system.quantities[f"incidents total {TAIL}"].gap == 0


def test_a_threshold_outside_the_answers_is_for_those_without_their_own(world: World) -> None:
    by_sex(world, male=None, female=7, total=9)
    world.figure("5 or fewer", use="context", reason="threshold: at most 5")
    assert read(world).system.quantities[f"children sex=female {TAIL}"].gap == 5
    world.figure("2 or fewer", use="context", reason="threshold: at most 2", question="1")
    assert read(world).system.quantities[f"children sex=female {TAIL}"].gap == 2


def test_a_share_of_what_is_hidden_is_noted_as_it_is_not_judged(world: World) -> None:
    by_sex(world, male=None, female=7, total=None)
    assert read(world).beside_shares == set()
    world.observation("of girls", 70, measure="share", sex="female")
    assert read(world).beside_shares == set()
    world.observation("of boys", 30, measure="share", sex="male")
    assert read(world).beside_shares == {"male"}
    world.observation("next year", 30, measure="share", sex="_T", period=QUARTERS[0])
    assert read(world).beside_shares == {"male"}


def test_a_share_tells_the_count_beside_it(world: World) -> None:
    # 18 are 81.8% (81.75 to 81.85) of 22 alone: of 21 they would be 85.7%, of 23 78.3%.
    world.letter()
    world.observation("m", None, sex="male", bounds=(0, 5))
    world.observation("f", 18, sex="female")
    world.observation("share m", 18.2, text="18.2%", measure="share", sex="male")
    world.observation("share f", 81.8, text="81.8%", measure="share", sex="female")
    assert audit(read(world).system, 5) == {}
    assert audit(read(world).with_shares, 5) == {f"children sex=male {TAIL}": "exact"}


def test_shares_of_all_parts_make_100_where_none_of_the_whole_is_printed(world: World) -> None:
    world.letter()
    world.observation("share m", None, measure="share", sex="male", bounds=(None, None))
    world.observation("share f", 81.8, text="81.8%", measure="share", sex="female")
    assert audit(read(world).system, 5) == {f"share sex=male {TAIL}": "narrower"}


def test_a_share_is_hidden_with_its_count_and_so_is_the_one_that_would_tell_it(world: World) -> None:
    world.letter()
    world.observation("m", None, sex="male", bounds=(0, 5))
    world.observation("f", 18, sex="female")
    world.observation("share m", 18.2, text="18.2%", measure="share", sex="male")
    world.observation("share f", 81.8, text="81.8%", measure="share", sex="female")
    seen = read(world)
    assert protect(seen.system, 5) == frozenset()
    assert protect_beside_shares(seen.system, seen.shares, 5) == {
        f"share sex=male {TAIL}",
        f"share sex=female {TAIL}",
    }


@pytest.mark.parametrize(("female", "total"), [(None, 22), (18, None)])
def test_a_count_is_hidden_with_its_share_where_the_whole_is_known(
    world: World, female: float | None, total: float | None
) -> None:
    world.letter()
    world.observation("m", 4, sex="male")
    world.observation("share m", None, measure="share", sex="male", bounds=(None, None))
    seen = read(world)
    assert protect_beside_shares(seen.system, seen.shares, 5) == frozenset()
    for code, value in (("female", female), ("_T", total)):
        if value is not None:
            world.observation(code, value, sex=code)
    seen = read(world)
    assert f"children sex=male {TAIL}" in protect_beside_shares(seen.system, seen.shares, 5)


def test_a_share_is_hidden_with_the_total_that_it_would_tell(world: World) -> None:
    # 20 of whom 50.0% are 40: the total is as good as printed, and so is what was hidden.
    by_sex(world, male=20, female=None, total=None)
    world.observation("share m", 50, text="50.0%", measure="share", sex="male")
    seen = read(world)
    assert protect_beside_shares(seen.system, seen.shares, 5) == {f"share sex=male {TAIL}"}


@pytest.mark.parametrize("seed", range(12))
def test_no_number_that_fits_shares_and_counts_gives_a_hidden_one_away(world: World, seed: int) -> None:
    chance = random.Random(seed)  # noqa: S311 - a sample
    counts = {code: chance.randint(0, 12) for code in ("male", "female", "unknown")}
    counts["male"] = chance.randint(0, 3)
    whole = sum(counts.values()) or 1
    world.letter()
    for code, value in (*counts.items(), ("_T", whole)):
        shown = None if value <= 3 else value
        world.observation(code, shown, sex=code, bounds=(0, 3) if shown is None else None)
        share = round(100 * value / whole)
        if code != "_T" and chance.random() < 0.8:
            world.observation(f"share {code}", share, text=f"{share}%", measure="share", sex=code)
    seen = read(world)
    hidden = protect_beside_shares(credible(seen.system), seen.shares, 5)
    for code, (least, most) in possible_counts(counts, whole, seen, hidden).items():
        name = f"children sex={code} {TAIL}"
        if seen.system.quantities[name].protected:
            assert (least, most) == (0, 3), code
        elif name in hidden:
            assert most - least >= 5, code


def possible_counts(
    counts: dict[str, int], whole: int, seen: Observed, hidden: frozenset[str]
) -> dict[str, tuple[int, int]]:
    """By trying every number up to 60: the least and the greatest that fit what is still published."""
    grid = dict(zip(counts, numpy.indices((61,) * len(counts)), strict=True))
    total = sum(grid.values())
    fits = total > 0
    if f"children total {TAIL}" not in hidden and seen.printed[f"children total {TAIL}"]:
        fits &= total == whole
    for code, value in counts.items():
        name, share = f"children sex={code} {TAIL}", f"share sex={code} {TAIL}"
        if value <= 3:
            fits &= grid[code] <= 3
        elif name not in hidden:
            fits &= grid[code] == value
        if share in seen.printed and share not in hidden:
            printed = round(100 * value / whole)
            fits &= numpy.abs(100 * grid[code] - printed * total) <= total / 2
    return {code: (int(one[fits].min()), int(one[fits].max())) for code, one in grid.items()}


def test_a_share_of_something_else_tells_nothing(world: World) -> None:
    # 7 of 9 are 78% and not 20%: the shares are of another total.
    by_sex(world, male=7, female=None, total=None)
    world.observation("all", 9, sex="_T", table="t2")
    world.observation("share m", 20, text="20%", measure="share", sex="male")
    seen = read(world)
    assert audit(seen.with_shares, 5) == audit(seen.system, 5)
