import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.render.letter_text import ORDER, Piece, Span, nest, plain


@st.composite
def texts_and_spans(draw: st.DrawFn) -> tuple[str, list[Span]]:
    text = draw(st.text(min_size=1, max_size=40))
    spans = []
    for number in range(draw(st.integers(0, 8))):
        start = draw(st.integers(0, len(text) - 1))
        end = draw(st.integers(start + 1, len(text)))
        spans.append(Span(start, end, draw(st.sampled_from(ORDER)), str(number)))
    return text, spans


def flat(pieces: tuple[Piece, ...]) -> list[Piece]:
    return [p for piece in pieces for p in (piece, *flat(piece.children))]


@given(texts_and_spans())
def test_the_pieces_joined_are_the_text(case: tuple[str, list[Span]]) -> None:
    text, spans = case
    assert plain(nest(text, spans)) == text


@given(texts_and_spans())
def test_the_pieces_of_a_span_joined_are_its_text_and_one_of_them_is_first(
    case: tuple[str, list[Span]],
) -> None:
    text, spans = case
    pieces = flat(nest(text, spans))
    for span in spans:
        mine = [piece for piece in pieces if piece.span == span]
        assert "".join(plain(piece.children) for piece in mine) == text[span.start : span.end]
        assert [piece.first for piece in mine] == [True] + [False] * (len(mine) - 1)


@given(texts_and_spans())
def test_the_order_of_the_spans_does_not_matter(case: tuple[str, list[Span]]) -> None:
    text, spans = case
    assert nest(text, spans) == nest(text, reversed(spans))


def test_a_figure_stands_in_its_table_and_that_in_its_answer() -> None:
    figure, table, answer = Span(1, 2, "figure", "f"), Span(1, 2, "table", "t"), Span(0, 3, "answer", "a")
    inner = Piece("", figure, (Piece("1"),))
    assert nest("a1b", [figure, answer, table]) == (
        Piece("", answer, (Piece("a"), Piece("", table, (inner,)), Piece("b"))),
    )


def test_neighbouring_spans_stay_two() -> None:
    first, second = Span(0, 1, "figure", "1"), Span(1, 2, "figure", "2")
    assert [piece.span for piece in nest("12", [first, second])] == [first, second]


def test_of_two_spans_that_cross_the_later_is_cut() -> None:
    first, second = Span(0, 2, "answer", "1"), Span(1, 3, "answer", "2")
    pieces = flat(nest("abc", [first, second]))
    assert [(p.span.key, p.first, plain(p.children)) for p in pieces if p.span] == [
        ("1", True, "ab"),
        ("2", True, "b"),
        ("2", False, "c"),
    ]


@pytest.mark.parametrize(("start", "end"), [(-1, 1), (0, 4), (1, 1), (2, 1)])
def test_a_span_outside_the_text_is_an_error(start: int, end: int) -> None:
    with pytest.raises(ValueError, match="figure f is not in the text"):
        nest("abc", [Span(start, end, "figure", "f")])
