from dataclasses import replace

from pipeline.extract.letter import read
from pipeline.extract.structure import Question
from pipeline.interpret.questions import question_names
from pipeline.interpret.rows import question_ids


def test_a_question_goes_by_its_number_and_without_one_by_q() -> None:
    numbers = ["1", None, "1", "3a", None]
    asked = tuple(Question(number, None, "How many?", 0, 1) for number in numbers)
    structure = replace(read(b"1. How many?\n\nNone.\n", "letter.txt"), questions=asked)
    names = question_names(structure)
    assert names == ("1", "q", "1_2", "3a", "q_2")
    # The identifiers have the same ends.
    assert [name.removeprefix("q") for name in names] == [
        name.removeprefix("x/q") for name in question_ids(structure, "x")
    ]
