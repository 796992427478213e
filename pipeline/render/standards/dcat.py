"""DCAT-AP: what portals for public data harvest, as JSON-LD and as Turtle.

https://semiceu.github.io/DCAT-AP/releases/3.0.0/ on https://www.w3.org/TR/vocab-dcat-3/. The catalogue
holds the package and, as parts of it, each table. Where the site has no address all addresses are relative
to the folder that the two files stand in, so that they hold wherever it is put.
"""

import json
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import PurePosixPath
from typing import Any

from pipeline.edges.hidden import HIDDEN
from pipeline.package.metadata import THEMES
from pipeline.render import links
from pipeline.render.standards.description import (
    DescribedTable,
    Description,
    File,
    Letter,
    Standard,
    as_json,
    known,
)

STANDARD = Standard(
    "DCAT-AP",
    "3.0",
    "https://semiceu.github.io/DCAT-AP/releases/3.0.0/",
    "portals for public data: data.europa.eu, CKAN and those that harvest them",
)
JSON_LD = "dcat.jsonld"
TURTLE = "dcat.ttl"
PREFIXES = {
    "adms": "http://www.w3.org/ns/adms#",
    "dcat": "http://www.w3.org/ns/dcat#",
    "dcatap": "http://data.europa.eu/r5r/",
    "dct": "http://purl.org/dc/terms/",
    "foaf": "http://xmlns.com/foaf/0.1/",
    "prov": "http://www.w3.org/ns/prov#",
    "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
    "skos": "http://www.w3.org/2004/02/skos/core#",
    "spdx": "http://spdx.org/rdf/terms#",
    "vcard": "http://www.w3.org/2006/vcard/ns#",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
}
# The controlled vocabularies that DCAT-AP asks for: https://op.europa.eu/en/web/eu-vocabularies
VOCABULARIES = "http://publications.europa.eu/resource/authority"
MEDIA = "http://www.iana.org/assignments/media-types"  # that of mediaType
AREAS = "http://statistics.data.gov.uk/id/statistical-geography"  # the ONS's own identifiers of GSS codes
# File types of that vocabulary, by extension; what it does not have has a media type alone.
FILE_TYPES = {".csv": "CSV", ".parquet": "PARQUET", ".xlsx": "XLSX", ".zip": "ZIP"}
CLASSES = {
    "language": "dct:LinguisticSystem",
    "access-right": "dct:RightsStatement",
    "frequency": "dct:Frequency",
    "file-type": "dct:MediaTypeOrExtent",
}
LABELS = THEMES | {"AVAILABLE": "available"}

Node = dict[str, Any]


def files(about: Description) -> dict[str, bytes]:
    """Give dcat.jsonld and dcat.ttl: the same graph twice."""
    graph = [known(node) for node in _graph(about)]
    return {
        JSON_LD: as_json({"@context": PREFIXES, "@graph": graph}),
        TURTLE: _turtle(graph).encode(),
    }


def _graph(about: Description) -> Iterator[Node]:
    yield _catalogue(about)
    yield _package(about)
    for one in about.tables:
        yield _table(about, one)
        for file in (one.csv, one.parquet):
            yield _distribution(about, file, conforms_to=one.schema.path)
    for file in about.whole:
        yield _distribution(about, file)
    for terms in about.metadata.licences:
        yield {
            "@id": about.reference(terms.path),
            "@type": "dct:LicenseDocument",
            "dct:title": _text(terms.title),
        }
    yield {
        "@id": _own(about, "publisher"),
        "@type": "foaf:Agent",
        "foaf:name": [_text(name) for name in about.metadata.makers],
    }
    for code, name in about.places:
        yield {
            "@id": f"{AREAS}/{code}",
            "@type": "dct:Location",
            "skos:prefLabel": _text(name),
            "dct:identifier": code,
        }
    for letter in about.letters:
        yield _letter(about, letter)


def _catalogue(about: Description) -> Node:
    metadata = about.metadata
    return {
        "@id": _own(about, "catalogue"),
        "@type": "dcat:Catalog",
        "dct:title": _text(f"Data package: {metadata.title}"),
        "dct:description": _text(metadata.description),
        "dct:publisher": _ref(_own(about, "publisher")),
        "dct:language": _word("language", "ENG"),
        "dct:issued": _day(metadata.released),
        "dct:modified": _day(about.dated),
        "dct:spatial": _places(about),
        "dct:license": [_ref(about.reference(one.path)) for one in metadata.licences],
        "foaf:homepage": _page(about.address(links.HOME)),
        "dcat:themeTaxonomy": _ref(f"{VOCABULARIES}/data-theme") if metadata.themes else None,
        "dcat:dataset": [_ref(_dataset(about)), *(_ref(_dataset(about, one)) for one in about.tables)],
    }


def _common(about: Description) -> Node:
    metadata = about.metadata
    return {
        "dct:publisher": _ref(_own(about, "publisher")),
        "dct:language": _word("language", "ENG"),
        "dct:issued": _day(metadata.released),
        "dct:modified": _day(about.dated),
        "dct:spatial": _places(about),
        "dct:temporal": _period(about),
        "dct:accessRights": _word("access-right", "PUBLIC"),
        "dct:accrualPeriodicity": _word("frequency", "IRREG"),
        "dcat:theme": [_word("data-theme", theme) for theme in metadata.themes],
        "dcat:keyword": [_text(word) for word in metadata.keywords],
        "dcat:version": metadata.version,
        "dcat:contactPoint": {
            "@type": "vcard:Kind",
            "vcard:fn": _text("; ".join(metadata.makers)),
            "vcard:hasURL": _ref(metadata.contact),
        }
        if metadata.contact
        else None,
    }


def _package(about: Description) -> Node:
    metadata = about.metadata
    return {
        "@id": _dataset(about),
        "@type": "dcat:Dataset",
        "dct:title": _text(metadata.title),
        "dct:description": _text(metadata.description),
        "dct:identifier": metadata.identifier,
        "dcat:landingPage": _page(about.address(links.HOME)),
        "dct:hasPart": [_ref(_dataset(about, one)) for one in about.tables],
        "dcat:distribution": [_ref(_offer(about, file)) for file in about.whole],
        "dct:provenance": {
            "@type": "dct:ProvenanceStatement",
            "rdfs:label": _text("; ".join(f"{stage.name}: {stage.purpose}" for stage in about.stages)),
        }
        if about.stages
        else None,
        "prov:wasDerivedFrom": [_ref(_own(about, f"letter/{one.letter_id}")) for one in about.letters],
        **_common(about),
    }


def _table(about: Description, one: DescribedTable) -> Node:
    table, metadata = one.table, about.metadata
    return {
        "@id": _dataset(about, one),
        "@type": "dcat:Dataset",
        "dct:title": _text(f"{table.title}: {metadata.title}"),
        "dct:description": _text(table.description),
        "dct:identifier": f"{metadata.identifier}#{table.name}" if metadata.identifier else None,
        "dcat:landingPage": _page(about.table_page(table)),
        "dct:isPartOf": _ref(_dataset(about)),
        "dcat:distribution": [_ref(_offer(about, file)) for file in (one.csv, one.parquet)],
        **_common(about),
    }


def _distribution(about: Description, file: File, conforms_to: str | None = None) -> Node:
    suffix = PurePosixPath(file.path).suffix
    address = _ref(about.reference(file.path))
    return {
        "@id": _offer(about, file),
        "@type": "dcat:Distribution",
        "dct:title": _text(file.name),
        "dct:description": _text(file.title),
        "dcat:accessURL": address,
        "dcat:downloadURL": address,
        "dcat:mediaType": {"@id": f"{MEDIA}/{file.media_type}", "@type": "dct:MediaType"},
        "dct:format": _word("file-type", FILE_TYPES[suffix]) if suffix in FILE_TYPES else None,
        "dcat:packageFormat": {"@id": f"{MEDIA}/{file.media_type}", "@type": "dct:MediaType"}
        if suffix == ".zip"
        else None,
        "dcat:byteSize": _typed(str(file.size), "xsd:nonNegativeInteger") if file.size is not None else None,
        "spdx:checksum": {
            "@type": "spdx:Checksum",
            "spdx:algorithm": _ref("spdx:checksumAlgorithm_sha256"),
            "spdx:checksumValue": _typed(file.sha256, "xsd:hexBinary"),
        }
        if file.sha256
        else None,
        "dct:conformsTo": {"@id": about.reference(conforms_to), "@type": "dct:Standard"}
        if conforms_to
        else None,
        "dct:language": _word("language", "ENG"),
        "dct:issued": _day(about.metadata.released),
        "dct:modified": _day(about.dated),
        "dct:license": [_ref(about.reference(one.path)) for one in about.metadata.licences],
        "dcatap:availability": _word("planned-availability", "AVAILABLE"),
    }


def _letter(about: Description, letter: Letter) -> Node:
    return {
        "@id": _own(about, f"letter/{letter.letter_id}"),
        "@type": "prov:Entity",
        "dct:title": _text(letter.title),
        "dct:identifier": letter.reference,
        "dct:issued": _day(letter.dated),
        "dct:creator": {"@type": "foaf:Agent", "foaf:name": _text(letter.authority_name)},
        "foaf:page": _page(letter.address),
    }


def _own(about: Description, name: str) -> str:
    """Give the identifier of something that is described here alone."""
    top = about.address("data/")
    return f"{top or './'}#{name}"


def _dataset(about: Description, one: DescribedTable | None = None) -> str:
    return _own(about, f"table/{one.table.name}" if one else "dataset")


def _offer(about: Description, file: File) -> str:
    return _own(about, f"file/{file.path}")


def _ref(address: str | None) -> Node | None:
    return {"@id": address} if address else None


def _page(address: str | None) -> Node | None:
    return {"@id": address, "@type": "foaf:Document"} if address else None


def _word(vocabulary: str, code: str) -> Node:
    """Give a word of a vocabulary. What has no class of its own is a concept, which must have its label."""
    found: Node = {"@id": f"{VOCABULARIES}/{vocabulary}/{code}", "@type": CLASSES.get(vocabulary)}
    return (
        found if found["@type"] else found | {"@type": "skos:Concept", "skos:prefLabel": _text(LABELS[code])}
    )


def _places(about: Description) -> list[Node]:
    country = {"@id": f"{VOCABULARIES}/country/GBR", "@type": "dct:Location"}
    return [country, *({"@id": f"{AREAS}/{code}"} for code, _name in about.places)]


def _period(about: Description) -> Node | None:
    if not about.period:
        return None
    first, last = map(_day, about.period)
    return {"@type": "dct:PeriodOfTime", "dcat:startDate": first, "dcat:endDate": last}


def _text(text: str) -> Node:
    return {"@value": text, "@language": "en"}


def _day(day: Any) -> Node | None:
    return _typed(day.isoformat(), "xsd:date") if day else None


def _typed(text: str, kind: str) -> Node:
    return {"@value": text, "@type": kind}


# Turtle, https://www.w3.org/TR/turtle/, of what is written above and of nothing more.


def _turtle(graph: Iterable[Node]) -> str:
    prefixes = "".join(f"@prefix {name}: <{address}> .\n" for name, address in sorted(PREFIXES.items()))
    return prefixes + "".join(f"\n{_statements(node)} .\n" for node in _flat(graph))


def _flat(graph: Iterable[Node]) -> Iterator[Node]:
    """Give every node that has an address once, with all that is said of it."""
    found: dict[str, Node] = {}
    for node in graph:
        for one in _named(node):
            mine = found.setdefault(one["@id"], {})
            mine |= one
    yield from found.values()


def _named(node: Node) -> Iterator[Node]:
    own: Node = {}
    for name, value in node.items():
        if name.startswith("@"):
            own[name] = value
            continue
        values = value if isinstance(value, list) else [value]
        inner = [one for one in values if isinstance(one, dict) and "@value" not in one]
        for one in inner:
            if "@id" in one and len(one) > 1:
                yield from _named(one)
        own[name] = [
            {"@id": one["@id"]} if isinstance(one, dict) and "@id" in one and one in inner else one
            for one in values
        ]
    if "@id" in node:
        yield own


def _statements(node: Node) -> str:
    return f"{_term(node)} {_predicates(node, '  ')}"


def _predicates(node: Mapping[str, Any], indent: str) -> str:
    parts = []
    for name, value in node.items():
        if name != "@id":
            values: Sequence[Any] = value if isinstance(value, list) else [value]
            if name == "@type":
                parts.append(f"a {value}")
            else:
                parts.append(f"{name} {', '.join(_object(one, indent) for one in values)}")
    return f" ;\n{indent}".join(parts)


def _object(value: Any, indent: str) -> str:
    if isinstance(value, str):
        return _literal(value)
    if "@value" in value:
        kind = f"^^{value['@type']}" if "@type" in value else ""
        return _literal(value["@value"]) + (f"@{value['@language']}" if "@language" in value else kind)
    if "@id" in value:
        return _term(value)
    return f"[ {_predicates(value, indent + '    ')} ]"


def _term(node: Mapping[str, Any]) -> str:
    name = node["@id"]
    if name.partition(":")[0] in PREFIXES:
        return str(name)
    return "<" + re.sub(r'[\x00-\x20<>"{}|^`\\]', lambda match: f"%{ord(match[0]):02X}", name) + ">"


def _literal(text: str) -> str:
    # JSON's escapes are Turtle's. Characters that nobody sees are written as codes, as in JSON-LD.
    quoted = json.dumps(text, ensure_ascii=False)
    return HIDDEN.sub(lambda match: f"\\U{ord(match[0]):08X}", quoted)
