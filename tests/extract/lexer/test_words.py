import pytest

from pipeline.extract.lexer import words


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Three hundred and sixty-six children", [("Three hundred and sixty-six", 366)]),
        ("one hundred and five", [("one hundred and five", 105)]),
        ("a hundred and one dogs", [("a hundred and one", 101)]),
        ("twelve hundred", [("twelve hundred", 1200)]),
        ("two dozen eggs", [("two dozen", 24)]),
        ("a dozen", [("a dozen", 12)]),
        ("half a dozen", [("half a dozen", 6)]),
        ("twenty twenty", [("twenty", 20), ("twenty", 20)]),
        ("two, three and four", [("two", 2), ("three", 3), ("four", 4)]),
        ("three hundred and\nsixty-six were", [("three hundred and\nsixty-six", 366)]),
        ("twenty\nfive", [("twenty", 20), ("five", 5)]),
        ("One million two hundred thousand", [("One million two hundred thousand", 1_200_000)]),
    ],
)
def test_a_number_in_words_is_the_whole_number(text: str, found: list[tuple[str, float]]) -> None:
    assert [(word.text, word.value) for word in words.find(text)] == found
    assert all(text[word.start : word.end] == word.text for word in words.find(text))


@pytest.mark.parametrize(
    "text", ["one in seven", "two thirds", "half of them", "a quarter of pupils", "one fifth"]
)
def test_a_share_in_words_is_found_and_has_no_value(text: str) -> None:
    (word,) = words.find(text)
    assert word.value is None


@pytest.mark.parametrize(
    "text", ["hundreds of cases", "someone", "behalf", "often", "the tenth", "the half-term"]
)
def test_words_that_count_nothing_are_no_numbers(text: str) -> None:
    assert words.find(text) == ()


@pytest.mark.parametrize(("word", "value"), [("seven", 7), ("Twenty-one", 21), ("12", 12), ("several", None)])
def test_a_word_says_what_it_counts(word: str, value: int | None) -> None:
    assert words.value(word) == value


def test_the_scale_of_a_numeral_begins_no_number_in_words() -> None:
    assert [(one.text, one.value) for one in words.find("We spent 1.2 million\nseven times.")] == [
        ("seven", 7)
    ]
