import pytest

from pipeline.extract import context


def reasons(text: str) -> list[tuple[str, str]]:
    return [(text[one.start : one.end], one.why) for one in context.find(text, 0, len(text))]


@pytest.mark.parametrize(
    ("text", "passage", "why"),
    [
        ("refused under section 12(2) of the Act", "section 12(2)", "provision"),
        ("Sections 3(2) and 3(3)", "Sections 3(2) and 3(3)", "provision"),
        ("the Example Act 2000", "Act 2000", "legislation"),
        ("that would exceed 18 hours", "18 hours", "cost limit"),
        ("the appropriate limit of £450", "£450", "cost limit"),
        ("That is beyond the limit of 18 hours.", "18 hours", "cost limit"),
        ("See response to Question 3", "Question 3", "reference"),
        ("within 40 working days", "within 40 working days", "deadline"),
        ("children aged 0 – 17", "aged 0 – 17", "age"),
        ("two 17-year-olds", "17-year-olds", "age"),
        ("see <https://council.example/a?id=130>", "<https://council.example/a?id=130", "URL"),
        ("a S47 enquiry", "S47", "provision"),
        ("over a 25-week period", "25-week period", "duration"),
    ],
)
def test_numbers_that_are_no_data_are_explained(text: str, passage: str, why: str) -> None:
    assert (passage, why) in reasons(text)


@pytest.mark.parametrize(
    ("text", "upper"),
    [
        ("Values of 5 or lower are not reported.", 5),
        ("We cannot give numbers as they are less than 5 (shown as c).", 4),
        ("Figures below 10 are withheld.", 9),
        ("c = fewer than five", 4),
        ("Where there are fewer than 5 pupils we do not say how many.", 4),
    ],
)
def test_a_threshold_says_the_largest_count_it_hides(text: str, upper: float | None) -> None:
    found = context.thresholds(text, 0, len(text))
    assert [one.upper for one in found] == ([] if upper is None else [upper])


def test_a_count_told_as_five_or_fewer_is_no_threshold() -> None:
    text = "It was flagged in 5 or fewer cases in 2024. The exact number is not reported."
    assert context.thresholds(text, 0, len(text)) == ()


def test_a_sentence_ends_at_a_full_stop_not_at_a_number() -> None:
    text = "It was 3.5 in order No. 12. Then 4."
    assert [text[a:b].strip() for a, b in context.sentences(text, 0, len(text)) if a < b] == [
        "It was 3.5 in order No. 12.",
        "Then 4.",
    ]


@pytest.mark.parametrize(
    "text",
    [
        "* denotes fewer than 5 or a figure that would allow one to be calculated.",
        "Numbers are replaced where they are less than 5 or where disclosure would reveal another number.",
        "* = fewer than five, or to prevent another cell from being worked out.",
        "Values of 5 or lower are not reported. Other totals have been withheld so that none can be derived.",
        "Values of 5 or lower are not reported.\n\nSecondary suppression has been applied.",
        "Figures below 10 are replaced by c where they are fewer than 5 or otherwise disclosive.",
    ],
)
def test_a_threshold_that_is_not_the_only_reason_has_no_upper_bound(text: str) -> None:
    found = context.thresholds(text, 0, len(text))
    assert {(one.why, one.upper) for one in found} == {("threshold, not the only reason", None)}


@pytest.mark.parametrize(
    "text",
    [
        "Values of 5 or lower are not reported to protect confidentiality.",
        "Numbers less than 5 are not shown and are marked c to prevent identification.",
        "Where the number or value is less than 5 it is withheld.",
    ],
)
def test_the_purpose_of_a_threshold_is_no_other_reason(text: str) -> None:
    found = context.thresholds(text, 0, len(text))
    assert [one.why for one in found] == ["threshold"]
