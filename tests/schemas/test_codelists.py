from pathlib import Path

import pytest

from pipeline.edges.problems import BadInputError
from pipeline.schemas.codelists import CodeList, dimension_names, normalised, read_code_lists

SEX = Path("raw/codelists/dimensions/sex.csv")


def spoil(project: Path, file: Path, old: str, new: str) -> str:
    """Replace in a file, and give the message of what is then wrong."""
    path = project / file
    text = path.read_text("utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")
    with pytest.raises(BadInputError) as caught:
        read_code_lists(project / "raw" / "codelists")
    return str(caught.value)


def test_printed_labels_resolve_without_regard_to_case_and_punctuation(lists: dict[str, CodeList]) -> None:
    types = lists["exploitation_type"]
    assert types.resolve("CEX") == "cce"
    assert types.resolve("cse / cex") == "cce_and_cse"
    assert types.resolve("Grand Total") == "_T"
    assert lists["sex"].resolve("a) Male") == "male"
    assert lists["age_group"].resolve("10-12") == "10_to_12"


def test_unknown_label_resolves_to_nothing_and_has_nearest_codes(lists: dict[str, CodeList]) -> None:
    assert lists["sex"].resolve("Mail") is None
    assert lists["sex"].nearest("Mail")[0] == "male"


def test_a_label_of_punctuation_alone_is_not_lost() -> None:
    assert normalised("-") == "-"
    assert normalised("<5") == "5"


def test_each_dimension_is_a_file(lists: dict[str, CodeList], root: Path) -> None:
    files = sorted(path.stem for path in (root / "raw/codelists/dimensions").glob("*.csv"))
    assert list(dimension_names(lists)) == files


def test_two_equal_codes_are_named_with_their_lines(project: Path) -> None:
    message = spoil(project, SEX, "female,Female,", "male,Female,")
    assert "sex.csv:5: the code 'male' stands twice, on lines 4 and 5." in message


def test_a_label_claimed_by_two_codes_is_named(project: Path) -> None:
    message = spoil(project, SEX, "| Girls", "| Boys")
    assert "the label 'Boys' is claimed by 'male' (line 4) and by 'female'" in message


def test_a_reference_to_a_code_that_is_not_there_names_the_nearest(project: Path) -> None:
    message = spoil(project, Path("raw/codelists/measure.csv"), ",calls,outturn", ",cals,outturn")
    assert "unit is 'cals', which raw/codelists/unit.csv does not list. Nearest are calls" in message


def test_a_row_with_a_stray_comma_names_its_line(project: Path) -> None:
    message = spoil(project, SEX, "male,Male,", "male,Male,or not,")
    assert "sex.csv:4: the row has 5 cells and the heading 4." in message


def test_a_column_that_is_missing_is_named(project: Path) -> None:
    message = spoil(project, SEX, "code,label,description,variants", "code,label,definition,variants")
    assert "They must be code, label, description, variants." in message


def test_a_value_that_its_field_forbids_is_named(project: Path) -> None:
    message = spoil(
        project, Path("raw/codelists/obs_status.csv"), "true,true,false,A,F,,\n", "maybe,true,false,A,F,,\n"
    )
    assert "has_value is 'maybe'; it must be true or false." in message


def test_a_dimension_without_total_is_refused(project: Path) -> None:
    message = spoil(project, SEX, "_T,All,", "all,All,")
    assert "the dimension has no code _T." in message


def test_a_list_that_has_no_definition_is_refused(project: Path) -> None:
    (project / "raw/codelists/colour.csv").write_text("code,label\n", encoding="utf-8")
    with pytest.raises(BadInputError, match="no code list is called 'colour'"):
        read_code_lists(project / "raw" / "codelists")


def test_a_missing_list_is_named(project: Path) -> None:
    (project / "raw/codelists/unit.csv").unlink()
    with pytest.raises(BadInputError, match=r"raw/codelists/unit.csv: the code list is missing"):
        read_code_lists(project / "raw" / "codelists")


def test_all_problems_are_named_at_once(project: Path) -> None:
    (project / "raw/codelists/unit.csv").unlink()
    message = spoil(project, SEX, "female,Female,", "male,Female,")
    assert "unit.csv" in message
    assert "sex.csv:5" in message


def test_a_part_of_itself_is_refused(project: Path) -> None:
    message = spoil(
        project,
        Path("raw/codelists/measure.csv"),
        ",outturn,,,missing_incidents,",
        ",outturn,,,missing_children,",
    )
    assert "part_of leads from 'missing_children' back to itself" in message


@pytest.mark.parametrize("name", ["value", "quote", "Sex 2", "measure"])
def test_a_dimension_takes_no_name_that_is_taken(project: Path, name: str) -> None:
    folder = project / "raw/codelists/dimensions"
    (folder / f"{name}.csv").write_bytes((folder / "sex.csv").read_bytes())
    with pytest.raises(BadInputError, match=f"'{name}' cannot be the name of a dimension"):
        read_code_lists(project / "raw" / "codelists")
