import pytest

from pipeline.edges.document import Mapping, Text, load
from pipeline.edges.problems import BadInputError


def message(content: bytes) -> str:
    with pytest.raises(BadInputError) as caught:
        load(content, "a.yaml")
    return str(caught.value)


def test_scalars_stay_the_words_that_stand_there() -> None:
    top = load(b"a: no\nb: 2024-03-31\nc: 1,121\nd: 2013/14\n", "a.yaml")
    assert [top.need(key, "it").text for key in "abcd"] == ["no", "2024-03-31", "1,121", "2013/14"]


def test_a_folded_scalar_is_one_line() -> None:
    top = load(b"note: >-\n  one\n  two\n  three\n", "a.yaml")
    assert top.need("note", "it").text == "one two three"


def test_every_item_knows_its_line() -> None:
    top = load(b"letter: X\ntables:\n  - question: 1\n    measure: m\n", "a.yaml")
    entry = top.mappings("tables")[0]
    assert isinstance(entry, Mapping)
    assert entry.need("measure", "it") == Text("m", "a.yaml", 4)


def test_an_unknown_key_names_the_nearest_and_all() -> None:
    top = load(b"letter: X\nmeazure: m\n", "a.yaml")
    with pytest.raises(
        BadInputError, match=r"a.yaml:2: it has no key 'meazure'. Did you mean 'measure'\? Keys are"
    ):
        top.known_keys(("letter", "measure"), "it")


def test_a_missing_key_is_named() -> None:
    with pytest.raises(BadInputError, match=r"a.yaml:1: it has no measure. Add 'measure:'."):
        load(b"letter: X\n", "a.yaml").need("measure", "it")


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        (b"", "a.yaml: the file is empty."),
        (b"\xff", "a.yaml: the file is not UTF-8."),
        (b"- a\n", "a.yaml:1: the file does not hold keys and values."),
        (b"a: 1\na: 2\n", "a.yaml:2: the key 'a' stands twice."),
        (b"a: [1,\n", "this is not YAML"),
        (b"a:\n\t- b\n", "a.yaml:2: this is not YAML"),
        (b"a: &x 1\nb: *x\n", "a.yaml:1: YAML anchors and aliases are not read."),
        (b"a: !!python/object:os.system x\n", "a.yaml:1: the YAML tag"),
        (b"a: !foo x\n", "a.yaml:1: the YAML tag !foo is not read."),
        (b"a: " + b"[" * 100 + b"]" * 100, "nested too deeply"),
        (b"a: " + b"[" * 5000 + b"]" * 5000, "nested too deeply"),
    ],
)
def test_what_cannot_be_read_gets_a_sentence(content: bytes, expected: str) -> None:
    assert expected in message(content)


def test_a_bomb_of_aliases_does_not_go_off() -> None:
    lines = ["a0: &a0 [x]"] + [f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 10)}]" for n in range(1, 20)]
    assert "anchors and aliases" in message("\n".join(lines).encode())
