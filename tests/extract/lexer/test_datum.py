"""One datum, and the signs of notes behind it."""

from pipeline.extract.lexer import datum


def test_many_signs_of_notes_are_read_at_once() -> None:
    # Read in every way to part them, these would take longer than anybody waits.
    assert datum.parse("12" + "*" * 60 + "x") is None
    assert datum.parse("12" + "*" * 60) is not None
