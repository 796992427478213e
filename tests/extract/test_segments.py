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


def test_an_answer_may_stand_on_the_line_of_its_question() -> None:
    assert parts(letter("1) How many cats in 2023? 1,204\n\n2) Is there a dog? No, there is none.")) == [
        ("1", "How many cats in 2023?", "1,204"),
        ("2", "Is there a dog?", "No, there is none."),
    ]


def test_questions_are_numbered_in_many_ways() -> None:
    for first, second in (("1, ", "2, "), ("(1.) ", "(2.) "), ("1.A ", "1.B "), ("Q1) ", "Q2) ")):
        found = parts(letter(f"{first}How many cats?\n\n12\n\n{second}How many dogs?\n\n15"))
        assert [text for _, _, text in found] == ["12", "15"]
    assert [number for number, _, _ in parts(letter("i. How many?\n\n12\n\nii. And dogs?\n\n15"))] == [
        "i",
        "ii",
    ]


def test_one_answer_may_be_that_of_two_questions() -> None:
    found = parts(
        letter(
            "Q1. How many cats?\n\nQ2. And dogs?\n\nAnswer to 1 and 2: We had 12 and 15.\n\nQ3. Any?\n\nNo."
        )
    )
    assert [(number, text[-16:]) for number, _, text in found][:2] == [
        ("1", "We had 12 and 15"[-15:] + "."),
        ("2", "We had 12 and 15"[-15:] + "."),
    ]


def test_what_stands_below_a_question_mark_answers_however_it_sounds() -> None:
    text = (
        "How many homes are there?\n\nAt 1 April we owned 22 homes.\n\n"
        "How many are empty?\n\nSeven homes.\n\nWhy?\n\nNo reason."
    )
    assert [answer for _, _, answer in parts(letter(text))] == [
        "At 1 April we owned 22 homes.",
        "Seven homes.",
        "No reason.",
    ]


def test_the_questions_may_be_quoted_and_said_again_above_their_answers() -> None:
    text = (
        "1. The number of cats.\n2. By colour:\n   a) Black\n   b) White\n\n"
        "Question 1\n\nWe had 12.\n\nQuestion 2\n\nBlack 5, white 7."
    )
    assert [(number, answer) for number, _, answer in parts(letter(text))] == [
        ("1", "We had 12."),
        ("2", "Black 5, white 7."),
    ]


def test_what_is_attached_to_a_message_is_read_by_itself() -> None:
    from email.message import EmailMessage

    message = EmailMessage()
    message["Subject"] = "FOI 123"
    message.set_content("Dear requester\n\nPlease see attached.\n\nKind regards\n\nFOI Team\n")
    message.add_attachment("Dear requester\n\n1. How many cats?\n\nWe had 12.\n", filename="reply.txt")
    structure = read(message.as_bytes(), "a.eml")
    assert [
        (part.number, answer.text)
        for part, answer in zip(structure.questions, structure.answers, strict=True)
    ] == [
        (None, "Please see attached."),
        ("1", "We had 12."),
    ]


def test_questions_are_numbered_within_headings() -> None:
    structure = letter(
        "1. Cats\n\n1.1 How many cats?\n\n112\n\n1.2 How many were black?\n\nThere were 31.\n\n2. Dogs\n\n"
        "2.1 How many dogs?\n\nNone.\n\n2.2 How many were black?\n\nPlease see our response to 2.1."
    )
    assert parts(structure) == [
        ("1.1", "How many cats?", "112"),
        ("1.2", "How many were black?", "There were 31."),
        ("2.1", "How many dogs?", "None."),
        ("2.2", "How many were black?", "Please see our response to 2.1."),
    ]
    assert [question.parent for question in structure.questions] == [None] * 4
    last = structure.answers[-1]
    assert (last.outcome, last.refers_to) == ("referred", 2)
    assert [figure.text for figure in structure.figures] == ["112", "31", "None"]


def test_questions_numbered_within_headings_are_answered_below_them_all() -> None:
    assert parts(
        letter(
            "You asked:\n\n1.1 The number of cats in 2023\n1.2 The number of them that were black\n"
            "1.3 The number of dogs\n\nOur response:\n\n1.1 We counted 412 cats.\n1.2 301\n1.3 17 dogs."
        )
    ) == [
        ("1.1", "The number of cats in 2023", "We counted 412 cats."),
        ("1.2", "The number of them that were black", "301"),
        ("1.3", "The number of dogs", "17 dogs."),
    ]


def test_an_amount_with_decimals_numbers_nothing() -> None:
    assert parts(
        letter("1. How much?\n\n1.5 million pounds\n\n2. How many posts?\n\n12.5 FTE\n\n13.5 FTE")
    ) == [
        ("1", "How much?", "1.5 million pounds"),
        ("2", "How many posts?", "12.5 FTE\n\n13.5 FTE"),
    ]


def test_a_tenth_question_is_no_part_of_the_first() -> None:
    asked = "".join(f"{n}. How many of kind {n}?\n\nThere were 5.\n\n" for n in range(1, 13))
    assert {question.parent for question in letter(asked).questions} == {None}


def test_the_second_roman_part_is_no_part_of_the_first() -> None:
    structure = letter("1. Cats\n\ni) How many?\n\nThere were 9.\n\nii) How many black?\n\nThere were 7.")
    assert [question.number for question in structure.questions] == ["1i", "1ii"]
    assert [question.parent for question in structure.questions] == [None, None]


def test_questions_and_answers_are_told_apart_by_their_marks() -> None:
    assert parts(
        letter(
            "Q. Cats in the borough\nA. We had 12.\n\nQ. A breakdown by month\nA. We do not hold it.\n\n"
            "Q. Do you have a policy? A. Yes."
        )
    ) == [
        (None, "Cats in the borough", "A. We had 12."),
        (None, "A breakdown by month", "A. We do not hold it."),
        (None, "Do you have a policy?", "A. Yes."),
    ]


def test_answers_may_stand_in_another_order_than_the_questions() -> None:
    assert parts(
        letter(
            "Request\n\n(1) How many cats?\n(2) How many were black?\n(3) How many dogs?\n\nResponse\n\n"
            "Response to question 3: We had 41.\n\n"
            "Response to questions 1 and 2: We had 12, and 5 were black."
        )
    ) == [
        ("3", "How many dogs?", "We had 41."),
        ("1", "How many cats?", "We had 12, and 5 were black."),
        ("2", "How many were black?", "We had 12, and 5 were black."),
    ]


def test_marks_of_questions_and_answers_may_stand_on_lines_of_their_own() -> None:
    assert parts(
        letter("Question\nHow many cats?\nAnswer\n12.\n\nQuestion\nWere any black?\nAnswer\nNo record.")
    ) == [(None, "How many cats?", "12."), (None, "Were any black?", "No record.")]


def test_a_request_quoted_above_the_response_is_the_question() -> None:
    assert parts(
        letter(
            "You asked for the following information:\n\n“Cats in the borough, by colour.”\n\nResponse\n\n"
            "There were 12 cats, of which 5 were black."
        )
    ) == [(None, "“Cats in the borough, by colour.”", "There were 12 cats, of which 5 were black.")]


def test_an_answer_of_a_word_may_follow_the_colon_of_its_question() -> None:
    assert parts(letter("1. The policy: attached.\n\n2. Number of cats\n\n12 in all.")) == [
        ("1", "The policy:", "attached."),
        ("2", "Number of cats", "12 in all."),
    ]


def test_a_sentence_that_leads_to_the_questions_is_no_answer() -> None:
    assert parts(
        letter(
            "Our answers follow each of your questions.\n\nHow many cats?\n\nWe had 12.\n\n"
            "If you could also provide the number of dogs\n\nThere were 9."
        )
    ) == [
        (None, "How many cats?", "We had 12."),
        (None, "If you could also provide the number of dogs", "There were 9."),
    ]


def test_what_asks_further_within_an_answer_ends_no_answer() -> None:
    found = parts(
        letter(
            "1. How many plans?\n\n• None of the 7 had a plan.\n\nSame for others?\n\n• 15 had one."
            "\n\n2. Why?\n\nNo."
        )
    )
    assert [number for number, _, _ in found] == ["1", "2"]
    assert found[0][2] == "• None of the 7 had a plan.\n\nSame for others?\n\n• 15 had one."


def test_two_numbers_above_one_answer_are_two_questions() -> None:
    found = parts(
        letter(
            "1. How many cats?\n2. How many dogs?\n3. How many cows?\n\nResponse\n\n1. There were 5.\n\n"
            "2 & 3. There were 12."
        )
    )
    assert [(number, answer) for number, _, answer in found] == [
        ("1", "There were 5."),
        ("2", "There were 12."),
        ("3", "There were 12."),
    ]


def test_a_question_that_is_said_again_with_its_answer_is_parted() -> None:
    asked = "The number of fires in your area in the last three years."
    found = parts(
        letter(f"1. {asked}\n\n2. Their cost to the service.\n\nResponse\n\n1. {asked} 10\n\n2. N/A")
    )
    assert [(number, answer) for number, _, answer in found] == [("1", "10"), ("2", "N/A")]


def test_an_answer_that_nothing_shows_is_in_doubt() -> None:
    structure = letter("1. Cats\n\nthem all, as you know\n\n2. Why?\n\nNo.")
    assert structure.answers[0].doubt == "nothing shows that this is the answer, and not more of the question"


def test_a_list_of_names_within_a_question_is_no_list_of_questions() -> None:
    found = parts(
        letter(
            "Please give the pass rates in these towns:\n\n(1) Northmoor\n(2) Eastmoor\n\nResponse\n\n"
            "The rates are published on the website and are exempt under section 21 of the Act."
        )
    )
    assert [number for number, _, _ in found] == [None]


def test_parts_that_the_request_names_have_answers_of_their_own() -> None:
    found = parts(
        letter(
            "1. How many kites were lost?\n\na) How many of them were red?\n\nb) Who found them?\n\n"
            "2. How many were made?\n\nResponse\n\n1. 2021 - 14\n\n"
            "a) The colour is not recorded.\n\nb) This is exempt under section 40(2) of the Act.\n\n2. 31"
        )
    )
    assert [number for number, _, _ in found] == ["1", "1a", "1b", "2"]
    assert found[1][1:] == ("How many of them were red?", "The colour is not recorded.")


def test_a_question_said_again_without_its_number_is_that_question() -> None:
    asked = "The number of kites that were lost in the park last summer."
    found = parts(letter(f"1) {asked}\n\n2) The cost of finding them.\n\nResponse\n\n{asked} 14\n\n2) £310"))
    assert [(number, answer) for number, _, answer in found] == [("1", "14"), ("2", "£310")]


def test_numbered_questions_on_one_line_are_parted() -> None:
    first = "1) Please state the number of kites that were lost in each of these years."
    second = "2) Please state the amount of money that finding them has cost the park."
    found = parts(
        letter(f"{first} i) 2021 {second}\n\nResponse\n\n{first} i) 2021 - 14 lost {second} £310 in all")
    )
    assert [(number, answer) for number, _, answer in found] == [
        ("1", "i) 2021 - 14 lost"),
        ("2", "£310 in all"),
    ]


def test_rows_of_a_list_on_one_line_have_their_own_labels() -> None:
    found = letter(
        "1. How many kites were lost?\n\nThese: i) 2021 - 14 lost ii) 2022 - 9 lost iii) 2023 - £3.10"
    )
    assert [(one.row, one.period, one.value) for one in found.figures] == [
        ("i) 2021", "2021", 14),
        ("ii) 2022", "2022", 9),
        ("iii) 2023", "2023", 3.1),
    ]


def test_numbers_within_a_sentence_part_no_paragraph() -> None:
    answer = "We counted 1) The red kites of the park, and 2) The blue kites of the school: 14 in all."
    assert [text for _, _, text in parts(letter(f"1. How many kites?\n\n{answer}"))] == [answer]
