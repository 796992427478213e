import json

from pipeline.extract.as_json import as_json
from pipeline.extract.letter import read


def test_the_object_names_questions_by_number_and_provisions_by_law() -> None:
    structure = read(
        b"Dear Sir/Madam\n\n1. How many?\n\nWe had 12. The rest is exempt under section 40(2).\n\n"
        b"2. Why?\n\nSee response to Question 1.\n\nYours faithfully\n",
        "a.txt",
    )
    found = json.loads(json.dumps(as_json(structure, "a.txt")))
    assert list(found) == [
        "letter",
        "questions",
        "answers",
        "tables",
        "figures",
        "context",
        "unread",
        "suspects",
    ]
    assert found["letter"]["media_type"] == "text/plain"
    assert [(a["question"], a["outcome"], a["sections"], a["refers_to"]) for a in found["answers"]] == [
        ("1", "part_withheld", ["FOIA 40(2)"], None),
        ("2", "referred", [], "1"),
    ]
    assert [(f["question"], f["text"], f["value"], f["line"]) for f in found["figures"]] == [
        ("1", "12", 12, 5)
    ]
