import pytest

from extract.forms import letters
from pipeline.extract import forms


def _lines(body: str) -> list[str]:
    document = forms.read(f"<html><body>{body}</body></html>".encode(), "a.html")
    return [line for line in document.text.split("\n") if line]


@pytest.mark.parametrize(
    ("body", "lines"),
    [
        ("<ol><li>one<li>two</ol>", ["1. one", "2. two"]),
        ("<ol type=a start=3><li>c<li value=7>g<li>h</ol>", ["c. c", "g. g", "h. h"]),
        ("<ol type=i><li>x<li>y</ol>", ["i. x", "ii. y"]),
        ("<ol reversed><li>x<li>y</ol>", ["2. x", "1. y"]),
        ("<ol style='list-style-type:upper-roman'><li>x</ol>", ["I. x"]),
        ("<ol><li>one<ol type=a><li>in</ol><li>two</ol>", ["1. one", "a. in", "2. two"]),
        ("<ul><li><p>bullet</p><p>more</p></ul>", ["• bullet", "more"]),
        ("<ol><li></li><li>two</ol>", ["2. two"]),
    ],
)
def test_items_of_lists_have_the_numbers_that_a_browser_shows(body: str, lines: list[str]) -> None:
    assert _lines(body) == lines


@pytest.mark.parametrize(
    ("body", "lines"),
    [
        ("<h2>Part one</h2>", ["**Part one**"]),
        ("<p><b>How</b> <strong>many?</strong></p>", ["**How many?**"]),
        ("<p style='font-weight:700'>Bold</p>", ["**Bold**"]),
        ("<b>Bold <span style='font-weight:normal'>no</span></b>", ["Bold no"]),
        ("<p><b>Response:</b> twelve</p>", ["Response: twelve"]),
        ("<p><b>How many?</b><br>12</p>", ["**How many?**", "12"]),
    ],
)
def test_a_paragraph_is_marked_bold_where_all_of_it_is(body: str, lines: list[str]) -> None:
    assert _lines(body) == lines


@pytest.mark.parametrize(
    "hidden",
    [
        "<script>5</script>", "<style>p{}</style>", "<!-- 5 -->", "<del>5</del>", "<noscript>5</noscript>",
        "<template>5</template>",
        "<img src='https://example.invalid/5.png' alt=''>",
    ],
)  # fmt: skip
def test_what_a_browser_does_not_show_is_left_out(hidden: str) -> None:
    assert _lines(f"<p>Seen.</p>{hidden}") == ["Seen."]


def test_inserted_text_stays() -> None:
    assert _lines("<p>There were <ins>12</ins><del>11</del> cases.</p>") == ["There were 12 cases."]


def test_a_raised_digit_is_no_digit_of_the_number_before_it() -> None:
    assert _lines("<p>There were 12<sup>1</sup> cases.</p>") == ["There were 12¹ cases."]


def test_lines_of_preformatted_text_are_paragraphs() -> None:
    assert _lines("<pre>one\n  two</pre>") == ["one", "two"]


def test_merged_cells_stand_in_each_row_and_column() -> None:
    body = (
        "<table><thead><tr><th rowspan=2>Year<th colspan=2>Cases<tr><th>Open<th>Closed</thead>"
        "<tr><td>2023<td>5<td>6<tr><td>2024<td>7<td>8</table>"
    )
    document = forms.read(f"<html>{body}</html>".encode(), "a.html")
    (grid,) = document.grids
    assert [[cell.text for cell in row] for row in grid.rows] == [
        ["Year", "Cases", "Cases"],
        ["Year", "Open", "Closed"],
        ["2023", "5", "6"],
        ["2024", "7", "8"],
    ]
    assert grid.n_headings == 2


def test_a_table_without_heads_leaves_it_open_which_rows_are_headings() -> None:
    body = "<table><tr><td>Year<td>Cases<tr><td>2023<td>5</table>"
    assert forms.read(f"<html>{body}</html>".encode(), "a.html").grids[0].n_headings is None


def test_feet_of_a_table_come_last_wherever_they_are_written() -> None:
    body = "<table><tfoot><tr><td>Total<td>5</tfoot><tr><td>Year<td>Cases<tr><td>2023<td>5</table>"
    assert _lines(body) == ["Year\tCases", "2023\t5", "Total\t5"]


def test_the_encoding_is_the_one_that_the_page_names() -> None:
    page = "<html><meta charset='iso-8859-2'><p>Škoda</p></html>".encode("iso-8859-2")
    assert forms.read(page, "a.html").text == "Škoda\n\n"


def test_elements_hundreds_deep_are_refused_rather_than_cut_off() -> None:
    page = b"<html>" + b"<div>" * 400 + b"5" + b"</div>" * 400 + b"</html>"
    with pytest.raises(forms.UnreadableLetter, match="hundreds of times over"):
        forms.read(page, "a.html")


def test_a_text_that_mentions_tags_is_text() -> None:
    assert forms.read(b"Dear requester\n\nThe page had <p> and <table> tags.", "a").media_type == "text/plain"


def test_a_piece_of_a_page_is_one_where_its_name_says_so() -> None:
    piece = b"There were <b>12</b> cases,<i hidden> really 4711,</i> of which 5&nbsp;closed."
    assert forms.read(piece, "a.txt").media_type == "text/plain"
    for name in ("a.html", "A.HTM"):
        document = forms.read(piece, name)
        assert document.media_type == "text/html"
        assert document.text == "There were 12 cases, [Concealed text] of which 5 closed.\n\n"


def test_a_name_makes_no_page_of_another_form() -> None:
    assert forms.read(letters.of_xlsx(), "a.html").media_type.endswith("spreadsheetml.sheet")
