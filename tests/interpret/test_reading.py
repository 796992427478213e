import pytest

from pipeline.edges.problems import BadInputError
from pipeline.interpret.reading import ByDimension, ByLabel, read

HEAD = "letter: X1\nsha256: aa\n"
DIMENSIONS = ("sex", "age_group")


def reading(body: str) -> str:
    """The message of what is wrong with a reading."""
    with pytest.raises(BadInputError) as caught:
        read((HEAD + body).encode(), "a.yaml", DIMENSIONS)
    return str(caught.value)


def test_a_table_is_read_by_dimension_or_by_label() -> None:
    found = read(
        (
            HEAD + "tables:\n"
            "  - question: 3\n"
            "    measure: m\n"
            "    rows: sex\n"
            "    columns:\n"
            "      Calls: {measure: calls, period: 2024}\n"
            "      Comment: note\n"
        ).encode(),
        "a.yaml",
        DIMENSIONS,
    )
    table = found.tables[0]
    assert isinstance(table.rows, ByDimension)
    assert table.rows.name.text == "sex"
    assert isinstance(table.columns, ByLabel)
    labels = {name.text: coding for name, coding in table.columns.labels}
    assert labels["Comment"] is None
    assert labels["Calls"] is not None
    assert labels["Calls"].measure is not None
    assert labels["Calls"].measure.text == "calls"


def test_the_nearer_coding_goes_over_the_wider() -> None:
    text = HEAD + "figures:\n  - {quote: q, figure: 1, measure: near, sex: male}\n"
    near = read(text.encode(), "a.yaml", DIMENSIONS).figures[0].coding
    wide = read(
        text.replace("near", "wide").replace("male", "female, age_group: x, period: 2024").encode(),
        "a.yaml",
        DIMENSIONS,
    )
    both = near.over(wide.figures[0].coding)
    assert both.measure is not None
    assert both.period is not None
    assert (both.measure.text, both.period.text) == ("near", "2024")
    assert {name: code.text for name, code in both.codes} == {"sex": "male", "age_group": "x"}


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("tabels: []\n", "a.yaml:3: a reading has no key 'tabels'. Did you mean 'tables'?"),
        ("tables:\n  - {question: 1, row: sex}\n", "no key 'row'. Did you mean 'rows'?"),
        ("tables:\n  - {question: 1, rows: sax}\n", "rows is 'sax', which is not a dimension."),
        ("tables:\n  - {question: 1}\n", "an entry of 'tables' has no rows."),
        ("tables:\n  - {question: 1, rows: [sex]}\n", "rows is a list."),
        ("tables:\n  - {question: 1, rows: sex, table: 0}\n", "table is '0'."),
        ("tables:\n  - {question: 1, rows: {A: other}}\n", "the label 'A' has no coding."),
        (
            "tables:\n  - {question: 1, rows: sex, periods: 2024}\n",
            "periods must be labels with their periods.",
        ),
        ("tables: yes\n", "a.yaml:3: tables must be a list of entries."),
        ("figures:\n  - {figure: 1}\n", "an entry of 'figures' has no quote."),
        ("figures:\n  - {quote: [a], figure: 1}\n", "quote must be a single value."),
        ("withheld:\n  - {question: 1, measure: m}\n", "an entry of 'withheld' has no period."),
        ("context:\n  - {quote: q}\n", "an entry of 'context' has no why."),
        ("redact:\n", "a.yaml:3: redact is empty. Name what belongs there, or delete the line."),
        ("keep: [Hill, '']\n", "keep is empty."),
        ("redact: {a: b}\n", "redact must be a value or a list of values."),
        ("tables:\n  - {question: 1, rows: sex, measure: TODO}\n", "this point is still open."),
    ],
)
def test_a_slip_in_a_reading_is_named(body: str, expected: str) -> None:
    assert expected in reading(body)


@pytest.mark.parametrize("key", ["letter", "sha256"])
def test_a_reading_names_its_letter_and_hash(key: str) -> None:
    body = "\n".join(line for line in HEAD.splitlines() if not line.startswith(key)).encode()
    with pytest.raises(BadInputError, match=rf"the reading has no {key}\. Add '{key}:'\."):
        read(body, "a.yaml", DIMENSIONS)
