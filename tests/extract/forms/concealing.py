"""What the tests of concealed text ask of every form."""

from pipeline.extract import forms, letter


def concealed(data: bytes, name: str, secret: str) -> list[str]:
    """Read a letter and give why each of its concealed parts is not read, after making sure that ``secret``
    stands nowhere in what was read, and that a placeholder stands in its place.
    """
    document = forms.read(data, name)
    assert secret not in document.text
    assert not any(secret in cell.text for grid in document.grids for row in grid.rows for cell in row)
    structure = letter.read(data, name)
    assert secret not in structure.text
    assert not any(secret in figure.text for figure in structure.figures)
    found = [one for one in structure.unread if one.why.startswith("concealed")]
    assert all(document.text[one.start : one.end] == one.text for one in found)
    assert all(one.text.startswith("[Concealed") for one in found)
    return [one.why for one in found]
