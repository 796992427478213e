"""DCAT-AP 3: the shapes find nothing mandatory missing, no wrong range and no foreign vocabulary."""

from collections.abc import Callable
from pathlib import Path

import pytest
from pyshacl import validate
from rdflib import Graph, Literal, URIRef
from rdflib.compare import isomorphic
from rdflib.namespace import DCAT, DCTERMS, RDF, SH, XSD

from .conftest import Published

SHAPES = Path(__file__).with_name("shapes") / "dcat-ap-3.ttl"
# Where the files stand where the site has no address: any folder.
HERE = "https://anywhere.example/folder/"
VOCABULARY = "http://publications.europa.eu/resource/authority"


def graph(published: Published, name: str) -> Graph:
    return Graph().parse(published.data / name, publicID=HERE + name)


def found(data: Graph, severity: URIRef) -> set[tuple[str, str]]:
    """The results of the shapes: the last part of what they are about, and of the property."""
    _conforms, report, _text = validate(data, shacl_graph=Graph().parse(SHAPES), allow_warnings=True)
    return {
        (_last(report.value(one, SH.focusNode)), _last(report.value(one, SH.resultPath)))
        for one in report.subjects(SH.resultSeverity, severity)
    }


@pytest.fixture
def data(published: Published) -> Graph:
    return graph(published, "dcat.ttl")


def test_json_ld_and_turtle_are_the_same_graph(published: Published, data: Graph) -> None:
    assert isomorphic(graph(published, "dcat.jsonld"), data)


def test_what_is_mandatory_is_there_and_ranges_and_vocabularies_are_right(data: Graph) -> None:
    assert found(data, SH.Violation) == set()


def test_what_is_recommended_is_there_but_for_what_nobody_knows(data: Graph, published: Published) -> None:
    [sqlite] = published.data.glob("*.sqlite")
    # The list of file types has no SQLite; of what type the publisher is, nobody says.
    expected = {("publisher", "type"), (sqlite.name, "format")}
    if not published.has_addresses:
        datasets = ["dataset", *published.tables]
        expected |= {("catalogue", "homepage"), ("catalogue", "issued")}
        expected |= {(name, "contactPoint") for name in datasets}
    assert found(data, SH.Warning) == expected


def test_the_catalogue_has_the_package_and_every_table_with_both_its_files(
    data: Graph, published: Published
) -> None:
    [catalogue] = data.subjects(RDF.type, DCAT.Catalog)
    named = {_last(one) for one in data.objects(catalogue, DCAT.dataset)}
    assert named == {"dataset", *published.tables}
    top = "https://data.example/foi/data/" if published.has_addresses else HERE
    addresses = set(data.objects(None, DCAT.downloadURL))
    for name in published.tables:
        for kind in ("csv", "parquet"):
            assert URIRef(f"{top}processed/{name}.{kind}") in addresses
    assert len(list(data.subjects(RDF.type, DCAT.Distribution))) == 2 * len(published.tables) + 3


def test_words_of_the_vocabularies_are_addresses(data: Graph, published: Published) -> None:
    [whole] = [one for one in data.subjects(RDF.type, DCAT.Dataset) if _last(one) == "dataset"]
    for predicate, words in (
        (DCAT.theme, {"data-theme/SOCI", "data-theme/JUST"}),
        (DCTERMS.language, {"language/ENG"}),
        (DCTERMS.accrualPeriodicity, {"frequency/IRREG"}),
    ):
        assert set(data.objects(whole, predicate)) == {URIRef(f"{VOCABULARY}/{word}") for word in words}
    if published.has_addresses:
        assert data.value(whole, DCTERMS.identifier) == Literal("https://doi.org/10.5072/foi-letters")


def _without(predicate: URIRef, kind: URIRef) -> Callable[[Graph], None]:
    def spoil(data: Graph) -> None:
        for one in list(data.subjects(RDF.type, kind)):
            data.remove((one, predicate, None))

    return spoil


def _with(predicate: URIRef, kind: URIRef, value: URIRef | Literal) -> Callable[[Graph], None]:
    def spoil(data: Graph) -> None:
        for one in list(data.subjects(RDF.type, kind)):
            data.set((one, predicate, value))

    return spoil


@pytest.mark.parametrize(
    ("spoil", "path"),
    [
        (_without(DCTERMS.publisher, DCAT.Catalog), "publisher"),
        (_without(DCTERMS.title, DCAT.Dataset), "title"),
        (_without(DCAT.accessURL, DCAT.Distribution), "accessURL"),
        (_with(DCAT.byteSize, DCAT.Distribution, Literal(12)), "byteSize"),
        (_with(DCTERMS.issued, DCAT.Dataset, Literal("1 April 2026")), "issued"),
        (_with(DCAT.theme, DCAT.Dataset, URIRef(f"{VOCABULARY}/data-theme/CRIME")), "theme"),
        (_with(DCTERMS.license, DCAT.Distribution, Literal("none")), "license"),
        (_with(DCTERMS.modified, DCAT.Catalog, Literal("2026", datatype=XSD.integer)), "modified"),
    ],
)
def test_the_shapes_find_what_is_wrong(
    addressed: Published, spoil: Callable[[Graph], None], path: str
) -> None:
    data = graph(addressed, "dcat.ttl")
    spoil(data)
    assert path in {name for _node, name in found(data, SH.Violation)}


def _last(node: object) -> str:
    return str(node).rstrip("/").replace("#", "/").rpartition("/")[2]
