"""Names after a label that are no first and last name are asked about."""

import pytest

from pipeline.extract.masking import find


def words(text: str) -> list[str]:
    return [text[one.start : one.end] for one in find(text).suspects]


@pytest.mark.parametrize(
    ("text", "asked"),
    [
        ("Contact officer: Testname, Zillah", "Testname, Zillah"),
        ("Case officer: Testname, Z.", "Testname, Z"),
        ("Officer: TESTNAME", "TESTNAME"),
        ("Responsible officer: Testname\nDate: 4 May", "Testname"),
        ("Prepared by: zillah.testname", "zillah.testname"),
        ("Approved by: ztestname01", "ztestname01"),
        ("Social worker: van der Testname", "van der Testname"),
        ("Allocated to: Testname;", "Testname"),
        ("Case handler | Testname, Zillah |", "Testname, Zillah"),
        ("Manager: Grace", "Grace"),
    ],
)
def test_what_stands_behind_the_label_of_a_person_is_asked_about(text: str, asked: str) -> None:
    assert [one.rstrip(".") for one in words(text)] == [asked]


@pytest.mark.parametrize(
    "text",
    [
        *(
            "From: April",
            "Approved by: Cabinet",
            "Manager: Vacant",
            "Officer: None",
            "Prepared by: Finance, Legal",
        ),
        *("From: Monday, April", "Social worker\tAgency\t12", "Manager\tPermanent, Agency", "Child: Yes"),
        *("From: foi.team", "Manager: Grade 5", "Reviewed by: Legal Services", "Officer: 12"),
    ],
)
def test_bodies_months_and_answers_of_forms_are_not(text: str) -> None:
    found = find(text)
    assert (found.spans, found.suspects) == ((), ())
