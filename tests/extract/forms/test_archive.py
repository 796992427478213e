"""What an office file may not be: a bomb, a messenger to other places, locked."""

import io
import zipfile

import pytest

from extract.forms import letters
from pipeline.extract import forms
from pipeline.extract.forms import archive

LAUGHS = '<!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;">]><x>&b;</x>'


def _refused(data: bytes) -> str:
    with pytest.raises(forms.UnreadableLetter) as error:
        forms.read(data, "letter.docx")
    return str(error.value)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
@pytest.mark.parametrize("form", ["docx", "odt", "xlsx", "ods"])
def test_a_part_that_declares_entities_is_refused(form: str, encoding: str) -> None:
    data = letters.with_parts(letters.FORMS[form](), {"settings.xml": LAUGHS.encode(encoding)})
    assert "declares entities" in _refused(data)


def test_a_part_that_expands_two_hundredfold_is_refused() -> None:
    data = letters.with_parts(letters.of_docx(), {"word/media/a.bin": bytes(11_000_000)})
    assert "expands to far more than a letter holds" in _refused(data)


def test_a_small_part_may_be_as_repetitive_as_it_likes() -> None:
    data = letters.with_parts(letters.of_docx(), {"word/media/a.bin": bytes(9_000_000)})
    assert forms.read(data, "letter.docx").text


def test_parts_that_together_do_not_fit_in_memory_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(archive, "LARGEST_EXPANDED", 1000)
    assert "expands to far more than a letter holds" in _refused(letters.of_docx())


def test_ten_thousand_parts_are_no_letter() -> None:
    parts: dict[str, bytes | str] = {f"word/{i}": b"" for i in range(10_001)}
    assert "more than 10,000 parts" in _refused(letters.zipped(parts))


def test_an_encrypted_zip_is_said_to_be_protected() -> None:
    data = bytearray(letters.of_docx())
    with zipfile.ZipFile(io.BytesIO(data)) as members:
        start = members.start_dir
    data[start + 8] |= 1  # the flag of an encrypted member
    assert "protected with a password" in _refused(bytes(data))


@pytest.mark.parametrize("form", ["odt", "ods"])
def test_an_encrypted_opendocument_is_said_to_be_protected(form: str) -> None:
    manifest = '<manifest><file-entry path="content.xml"><encryption-data/></file-entry></manifest>'
    data = letters.with_parts(letters.FORMS[form](), {"META-INF/manifest.xml": manifest})
    assert "protected with a password" in _refused(data)


def test_what_a_part_refers_to_outside_the_file_is_not_looked_for() -> None:
    relations = (
        '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
        '<Relationship Id="rId1" Type="http://x/attachedTemplate" Target="https://example.invalid/t.dotm"'
        ' TargetMode="External"/></Relationships>'
    )
    data = letters.with_parts(letters.of_docx(), {"word/_rels/document.xml.rels": relations})
    assert archive.Archive(data, "letter.docx").related("word/document.xml") == {}


def test_a_part_may_lie_beside_above_or_at_the_root() -> None:
    relations = '<R><r Id="1" Type="t/x" Target="../d.xml"/><r Id="2" Type="t/y" Target="/e.xml"/></R>'
    found = archive.Archive(letters.zipped({"a/b/_rels/c.xml.rels": relations}), "letter.docx").related(
        "a/b/c.xml"
    )
    assert found == {"1": ("x", "a/d.xml"), "2": ("y", "e.xml")}
