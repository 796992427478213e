"""DataCite: what an archive tells the registry of DOIs, as JSON for its REST interface and as XML.

https://datacite-metadata-schema.readthedocs.io/en/4.6/. The XML must have a DOI, and is made where
raw/package.yaml has one; without it the JSON is what a DOI is asked for with.
"""

from collections.abc import Mapping, Sequence
from typing import Any
from xml.etree import ElementTree

from pipeline.edges.hidden import visible
from pipeline.render import links
from pipeline.render.standards.description import Description, Letter, Standard, as_json, known

STANDARD = Standard(
    "DataCite Metadata Schema",
    "4.6",
    "https://datacite-metadata-schema.readthedocs.io/en/4.6/",
    "archives that register DOIs",
)
JSON = "datacite.json"
XML = "datacite.xml"
NAMESPACE = "http://datacite.org/schema/kernel-4"
_XML_LANG = "{http://www.w3.org/XML/1998/namespace}lang"


def files(about: Description) -> dict[str, bytes]:
    """Give datacite.json, and datacite.xml where there is a DOI."""
    record = known(_record(about))
    found = {JSON: as_json(record)}
    if about.metadata.doi:
        found[XML] = _xml(record)
    return found


def _record(about: Description) -> dict[str, Any]:
    metadata = about.metadata
    dates = (
        ("Issued", metadata.released.isoformat() if metadata.released else None),
        ("Collected", _span(about.oldest_letter, about.newest_letter)),
        ("Coverage", _span(*about.period) if about.period else None),
    )
    related = (
        ("HasMetadata", about.address(links.data("datapackage.json"))),
        ("IsCompiledBy", metadata.repository),
    )
    return {
        "schemaVersion": NAMESPACE,
        "doi": metadata.doi,
        "url": metadata.homepage,
        "types": {"resourceTypeGeneral": "Dataset", "resourceType": "Data package"},
        "creators": [_body(name) for name in metadata.makers],
        "titles": [{"title": metadata.title, "lang": "en"}],
        "publisher": {"name": metadata.makers[0]},
        "publicationYear": str(about.dated.year) if about.dated else None,
        "subjects": [{"subject": word, "lang": "en"} for word in metadata.keywords],
        # Who wrote the letters: none of DataCite's other words says that.
        "contributors": [_body(name) | {"contributorType": "Other"} for name in metadata.authors],
        "dates": [{"date": day, "dateType": kind} for kind, day in dates if day],
        "language": "en",
        "alternateIdentifiers": [
            {"alternateIdentifier": f"urn:uuid:{metadata.id}", "alternateIdentifierType": "UUID"}
        ]
        if metadata.id
        else [],
        "relatedIdentifiers": [
            {"relatedIdentifier": address, "relatedIdentifierType": "URL", "relationType": relation}
            | ({"relatedMetadataScheme": "Data Package"} if relation == "HasMetadata" else {})
            for relation, address in related
            if address
        ],
        "relatedItems": [_letter(one) for one in about.letters],
        "sizes": [f"{len(about.letters)} letters", f"{_rows(about)} observations"],
        "formats": sorted({file.media_type for file in (*about.whole, *_tables(about))}),
        "version": metadata.version,
        "rightsList": [
            {"rights": one.title, "rightsUri": about.address(links.data(one.path)), "lang": "en"}
            for one in metadata.licences
        ],
        "descriptions": [{"description": metadata.description, "descriptionType": "Abstract", "lang": "en"}],
        "geoLocations": [{"geoLocationPlace": name} for _code, name in about.places],
    }


def _body(name: str) -> dict[str, Any]:
    return {"name": name, "nameType": "Organizational"}


def _letter(letter: Letter) -> dict[str, Any]:
    return {
        "relatedItemType": "Text",
        "relationType": "IsDerivedFrom",
        "titles": [{"title": letter.title, "lang": "en"}],
        "creators": [_body(letter.authority_name)],
        "publicationYear": str(letter.dated.year),
        "number": letter.reference,
        "numberType": "Other",
        "relatedItemIdentifier": {
            "relatedItemIdentifier": letter.address,
            "relatedItemIdentifierType": "URL",
        }
        if letter.address
        else None,
    }


def _rows(about: Description) -> int:
    return sum(one.rows for one in about.tables if one.table.name == "observations")


def _tables(about: Description) -> list[Any]:
    return [file for one in about.tables for file in (one.csv, one.parquet)]


def _span(first: Any, last: Any) -> str | None:
    return f"{first.isoformat()}/{last.isoformat()}" if first and last else None


def _xml(record: Mapping[str, Any]) -> bytes:
    """Write a record as XML, in the order of the schema's documentation."""
    ElementTree.register_namespace("", NAMESPACE)
    top = ElementTree.Element(f"{{{NAMESPACE}}}resource")
    _add(top, "identifier", record["doi"], identifierType="DOI")
    _people(top, "creator", record["creators"])
    _texts(top, "titles", "title", record["titles"], "title")
    _add(top, "publisher", record["publisher"]["name"])
    _add(top, "publicationYear", record["publicationYear"])
    kind = record["types"]
    _add(top, "resourceType", kind["resourceType"], resourceTypeGeneral=kind["resourceTypeGeneral"])
    _texts(top, "subjects", "subject", record.get("subjects", ()), "subject")
    _people(top, "contributor", record.get("contributors", ()))
    _texts(top, "dates", "date", record.get("dates", ()), "date")
    _add(top, "language", record["language"])
    for name in ("alternateIdentifier", "relatedIdentifier"):
        _texts(top, f"{name}s", name, record.get(f"{name}s", ()), name)
    for many, name in (("sizes", "size"), ("formats", "format")):
        _texts(top, many, name, [{name: one} for one in record.get(many, ())], name)
    _add(top, "version", record["version"])
    _texts(top, "rightsList", "rights", record.get("rightsList", ()), "rights")
    _texts(top, "descriptions", "description", record["descriptions"], "description")
    if places := record.get("geoLocations", ()):
        folder = _add(top, "geoLocations")
        for one in places:
            _add(_add(folder, "geoLocation"), "geoLocationPlace", one["geoLocationPlace"])
    if items := record.get("relatedItems", ()):
        folder = _add(top, "relatedItems")
        for item in items:
            _related(folder, item)
    ElementTree.indent(top, " ")
    written: bytes = ElementTree.tostring(top, encoding="utf-8", xml_declaration=True)
    return written + b"\n"


def _related(folder: ElementTree.Element, item: Mapping[str, Any]) -> None:
    one = _add(
        folder, "relatedItem", relatedItemType=item["relatedItemType"], relationType=item["relationType"]
    )
    if identifier := item.get("relatedItemIdentifier"):
        kind = identifier["relatedItemIdentifierType"]
        _add(
            one,
            "relatedItemIdentifier",
            identifier["relatedItemIdentifier"],
            relatedItemIdentifierType=kind,
        )
    _people(one, "creator", item["creators"])
    _texts(one, "titles", "title", item["titles"], "title")
    _add(one, "publicationYear", item["publicationYear"])
    _add(one, "number", item["number"], numberType=item["numberType"])


def _people(top: ElementTree.Element, name: str, bodies: Sequence[Mapping[str, Any]]) -> None:
    if bodies:
        folder = _add(top, f"{name}s")
        for body in bodies:
            kind = {key: value for key, value in body.items() if key == "contributorType"}
            _add(_add(folder, name, **kind), f"{name}Name", body["name"], nameType=body["nameType"])


def _texts(
    top: ElementTree.Element, folder: str, name: str, many: Sequence[Mapping[str, Any]], key: str
) -> None:
    """Add a folder of texts; what is not the text itself is an attribute of it."""
    if many:
        inside = _add(top, folder)
        for one in many:
            attributes = {_attribute(what): value for what, value in one.items() if what != key}
            _add(inside, name, one[key], **attributes)


def _attribute(name: str) -> str:
    return {"lang": _XML_LANG, "rightsUri": "rightsURI"}.get(name, name)


def _add(
    parent: ElementTree.Element, name: str, text: str | None = None, **attributes: str
) -> ElementTree.Element:
    found = ElementTree.SubElement(parent, f"{{{NAMESPACE}}}{name}", attributes)
    found.text = visible(text) if text is not None else None
    return found
