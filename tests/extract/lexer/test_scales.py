import pytest

from pipeline.extract.letter import read
from pipeline.extract.lexer import scales


@pytest.mark.parametrize(
    ("heading", "factor"),
    [
        ("Spend (£000)", 1e3),
        ("£'000", 1e3),
        ("£000s", 1e3),
        ("£k", 1e3),
        ("Cost (thousands)", 1e3),
        ("£m", 1e6),
        ("Budget £ million", 1e6),
        ("£bn", 1e9),
        ("Cost £", 1),
        ("Over £1,000", 1),
        ("Miles (m)", 1),
    ],
)
def test_a_heading_states_the_factor_of_the_numbers_below_it(heading: str, factor: float) -> None:
    assert scales.of(heading) == factor


def test_a_scale_is_in_the_value_and_the_printed_text_is_kept() -> None:
    table = "Year\tSpend (£000)\tShare %\n2022/23\t12.5\t40%\n2023/24\t14\t60%\n"
    figures = read(f"Dear Sir\n\n1. What was spent?\n\n{table}".encode(), "a.txt").figures
    assert [(f.text, f.value, f.unit, f.scale) for f in figures] == [
        ("12.5", 12_500, "GBP", 1000),
        ("40", 40, "percent", 1),
        ("14", 14_000, "GBP", 1000),
        ("60", 60, "percent", 1),
    ]


def test_a_number_that_says_its_own_scale_is_not_multiplied_again() -> None:
    letter = "Dear Sir\n\n1. What was spent?\n\nYear\tSpend (£000)\n2022/23\t£1.2 million\n2023/24\t14\n"
    figures = read(letter.encode(), "a.txt").figures
    assert [(f.text, f.value) for f in figures] == [("1.2", 1_200_000), ("14", 14_000)]
