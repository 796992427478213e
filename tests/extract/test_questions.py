from pipeline.extract.letter import read
from pipeline.extract.structure import Structure


def letter(body: str) -> Structure:
    return read(f"Example Council\n\nDear Sir/Madam\n\n{body}\n\nYours faithfully\n".encode(), "a.txt")


def parts(structure: Structure) -> list[tuple[str | None, str, str]]:
    return [
        (question.number, question.text, answer.text)
        for question, answer in zip(structure.questions, structure.answers, strict=True)
    ]


def test_numbered_questions_are_followed_by_their_answers() -> None:
    assert parts(letter("1. How many cats?\n\nWe had 12.\n\n2) How many dogs?\n\nNo.")) == [
        ("1", "How many cats?", "We had 12."),
        ("2", "How many dogs?", "No."),
    ]


def test_what_asks_further_belongs_to_the_question() -> None:
    (part,) = parts(
        letter(
            "1) Cats\n\nPlease provide the number of:\n\n- **Black cats**\n- 2019/20\n\n"
            "If your council counts otherwise, please say so.\n\nThis is not recorded.\n\nSee below."
        )
    )
    assert part[1].endswith("please say so.")
    assert part[2] == "This is not recorded.\n\nSee below."


def test_parts_that_share_an_answer_are_one_question() -> None:
    (part,) = parts(
        letter("1. How many had:\n\na. Fleas\nb. Ticks\n\nExample Council counts them together: 12 had.")
    )
    assert part[0] == "1"
    assert part[2].startswith("Example Council")


def test_parts_with_answers_of_their_own_are_questions_of_their_own() -> None:
    assert [
        part[0] for part in parts(letter("1. Cats\na) How many?\nWe had 3.\nb) Why?\nWe do not know."))
    ] == [
        "1a",
        "1b",
    ]


def test_questions_in_bold_need_no_number() -> None:
    assert parts(
        letter("**How many cats were there.**\n\nIn 2019 there were 12.\n\n**And dogs.**\n\nNone.")
    ) == [
        (None, "How many cats were there.", "In 2019 there were 12."),
        (None, "And dogs.", "None."),
    ]


def test_a_second_list_answers_the_first() -> None:
    assert parts(
        letter("1. How many cats?\n2. How many dogs?\n\nResponse\n\n1. We had 12 cats.\n\n2. We had 3 dogs.")
    ) == [
        ("1", "How many cats?", "We had 12 cats."),
        ("2", "How many dogs?", "We had 3 dogs."),
    ]


def test_a_list_within_an_answer_is_no_question() -> None:
    structure = letter("1. How many?\n\nWe had:\n\n1) ten cats\n\n2) two dogs\n\n2. Why?\n\nNo.")
    assert [part[0] for part in parts(structure)] == ["1", "2"]
    assert "two dogs" in structure.answers[0].text


def test_standing_text_ends_the_last_answer() -> None:
    (part,) = parts(
        letter("1. How many?\n\nWe had 12.\n\nIf you are unhappy with this, write within 40 days.")
    )
    assert part[2] == "We had 12."
