import pytest

from pipeline.edges.problems import BadInputError
from pipeline.release.number import checked, in_citation, in_log, in_metadata

METADATA = "# What is said.\nname: harm\nversion: 0.1.0\ntitle: Harm\n"
LOG = "# Changes\n\nRules.\n\n## Unreleased\n\n- A table is new.\n\n## 0.1.0\n\n- First.\n"


def test_the_version_is_written_in_its_place_and_the_day_below_it() -> None:
    assert in_metadata(METADATA, "1.0.0", None) == METADATA.replace("0.1.0", "1.0.0")
    dated = in_metadata(METADATA, "1.0.0", "2026-12-01")
    assert "\nversion: 1.0.0\nreleased: 2026-12-01\ntitle: Harm\n" in dated
    again = in_metadata(dated, "1.0.1", "2026-12-24")
    assert "\nversion: 1.0.1\nreleased: 2026-12-24\ntitle: Harm\n" in again
    assert "\nversion: 1.0.2\ntitle: Harm\n" in in_metadata(again, "1.0.2", None)


def test_the_version_of_the_citation_file_s_own_format_stays() -> None:
    text = "cff-version: 1.2.0\nversion: 0.1.0\n"
    assert in_citation(text, "1.0.0") == "cff-version: 1.2.0\nversion: 1.0.0\n"


def test_what_was_unreleased_becomes_the_version_after_what_was_counted() -> None:
    assert in_log(LOG, "1.0.0", ["Since 0.1.0: 3 tables added."]) == (
        "# Changes\n\nRules.\n\n## 1.0.0\n\n- Since 0.1.0: 3 tables added.\n- A table is new.\n"
        "\n## 0.1.0\n\n- First.\n"
    )


def test_a_log_without_unreleased_gets_the_version_above_the_newest() -> None:
    text = "# Changes\n\n## 0.1.0\n\n- First.\n"
    assert in_log(text, "0.1.1", ["One."]) == "# Changes\n\n## 0.1.1\n\n- One.\n\n## 0.1.0\n\n- First.\n"
    assert in_log("# Changes\n", "0.1.0", ["One."]) == "# Changes\n\n## 0.1.0\n\n- One.\n"


def test_a_version_that_has_its_section_is_left_as_people_wrote_it() -> None:
    assert in_log(LOG, "0.1.0", ["One."]) == LOG


def test_a_number_that_is_too_small_is_refused_with_the_next_one() -> None:
    checked("1.0.0", "1.0.0", "a column is another one")
    checked("1.10.0", "1.9.9", "a letter was added")
    with pytest.raises(
        BadInputError, match=r"0\.2\.0 is too small: a column .* make release VERSION=1\.0\.0"
    ):
        checked("0.2.0", "1.0.0", "a column is another one")
    with pytest.raises(BadInputError, match=r"'1\.0' is no version: write it as 1\.2\.3"):
        checked("1.0", "1.0.0", "")
