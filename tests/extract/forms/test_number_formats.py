import pytest

from pipeline.extract.forms import number_formats


@pytest.mark.parametrize(
    ("value", "code", "shown"),
    [
        (0.125, "0.0%", "12.5%"),
        (0.125, "0%", "13%"),
        (1234.5, "#,##0.00", "1,234.50"),
        (1234567, "#,##0", "1,234,567"),
        (1250, '"£"#,##0', "£1,250"),
        (1250, "[$£-809]#,##0.00", "£1,250.00"),
        (-5, '"£"#,##0;[Red]-"£"#,##0', "-£5"),
        (-5, "#,##0;(#,##0)", "(5)"),
        (-1250.5, "#,##0.00", "-1,250.50"),
        (0, '#,##0;-#,##0;"-"', "-"),
        (0, "0.00", "0.00"),
        (0, "#,##0", "0"),
        (-0.001, "0.0", "0.0"),
        (1.5, "0.0#", "1.5"),
        (1_250_000, '"£"0.00,,"m"', "£1.25m"),
        (7, "000", "007"),
        (12, '0 "cases"', "12 cases"),
        (0.1 + 0.2, "General", "0.3"),
        (1 / 3, "General", "0.333333333"),
        (5.0, "General", "5"),
        (0.000000000012, "General", "0.000000000012"),
        (1250.75, "General", "1250.75"),
        (5, "@", "5"),
        (46084, "dd/mm/yyyy", "03/03/2026"),
        (46084, "d mmmm yyyy", "3 March 2026"),
        (46084, "mmm-yy", "Mar-26"),
        (46084.5, "dd/mm/yyyy hh:mm", "03/03/2026 12:00"),
        (46084.75, "h:mm AM/PM", "6:00 PM"),
        (1.5, "[h]:mm", "36:00"),
        (5, ";;;", ""),
        (7, '[>5]0;"c"', "7"),
        (3, '[>5]0;"c"', "c"),
        (3, '[<5]"<5";0', "<5"),
        (7, '[<5]"<5";0', "7"),
        (150, '[>=100]"100+";[<5]"c";0', "100+"),
        (3, '[>=100]"100+";[<5]"c";0', "c"),
        (50, '[>=100]"100+";[<5]"c";0', "50"),
        (-5, "[>=0]0;(0)", "(5)"),
        (-5, "[<0]0;0", "5"),
        (3, "[>5]0", ""),
        (-5, "0;", ""),
        (-5, "0;;", ""),
        (5, "0;;", "5"),
        (-5, "dd/mm/yyyy", ""),
        (5, '"c"', "c"),
        (1.5, "# ?/?", "1 1/2"),
        (0.3, "# ?/?", "2/7"),
        (3.1, "# ?/8", "3 1/8"),
        (2.96, "# ?/2", "3"),
        (0.75, "?/?", "3/4"),
        (12345, "0.00E+00", "1.23E+04"),
        (99996, "0.00E+00", "1.00E+05"),
        (0.00012345, "##0.0E+0", "123.5E-6"),
    ],
)
def test_a_number_is_shown_as_its_format_says(value: float, code: str, shown: str) -> None:
    assert number_formats.number(value, code).text == shown


@pytest.mark.parametrize(
    ("code", "colour"),
    [("[White]0", "ffffff"), ("0;[Red]-0", None), ("[Color2]0", "9"), ("[<9][Red]0;[White]0", "ff0000")],
)
def test_a_format_may_colour_what_it_shows(code: str, colour: str | None) -> None:
    assert number_formats.number(5, code) == number_formats.Shown("5", colour)


@pytest.mark.parametrize("code", ["0.0;[<5]0", "[shy]0", "[>9]0;0;0", "0;0;0;@;0", "0/0/0", "0E0"])
def test_what_is_not_known_to_be_shown_is_not_guessed(code: str) -> None:
    with pytest.raises(number_formats.FormatNotUnderstoodError):
        number_formats.number(5, code)


def test_dates_may_count_from_1904() -> None:
    assert number_formats.number(44622, "dd/mm/yyyy", from_1904=True).text == "03/03/2026"


def test_text_has_a_section_of_its_own() -> None:
    codes = {'0;-0;0;"<"@">"': "<c>", "0.0%": "c", ";;;": "", "0;-0;0;": "", "0;@": "c"}
    assert {code: number_formats.text("c", code).text for code in codes} == codes
