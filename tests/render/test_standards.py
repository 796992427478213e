"""What catalogues are told, as far as it takes no validator: those are in tests/ecosystem."""

import json
import re
import zipfile
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from pipeline.package.metadata import read
from pipeline.render import standards
from pipeline.render.standards.description import Description, File, Letter, Software, Stage, as_json, known

ALL = {
    "CITATION.cff",
    "croissant.json",
    "datacite.json",
    "dcat.jsonld",
    "dcat.ttl",
    "processed/csv-metadata.json",
    "ro-crate-metadata.json",
}


@pytest.fixture(scope="module")
def about(root: Path) -> Description:
    """A package of one letter and no table, its words hostile."""
    metadata = read((root / "raw/package.yaml").read_bytes(), "raw/package.yaml")
    text = File("processed/letters/a/1.txt", "Text", "text/plain", 3, "ab" * 32)
    letter = Letter(
        letter_id="a/1",
        title='Council: "quoted" \\ <b>\u202e & more',
        reference="1",
        dated=date(2026, 3, 13),
        authority="E08000026",
        authority_name="Council",
        source_file="raw/a/1.txt",
        address=None,
        media_type="text/plain",
        size=None,
        sha256=None,
        text=text,
    )
    return Description(
        metadata=metadata,
        newest_letter=letter.dated,
        oldest_letter=letter.dated,
        period=None,
        places=(),
        measures=(),
        tables=(),
        files=(),
        whole=(File("all.zip", "All", "application/zip"),),
        letters=(letter,),
        stages=(),
        software=(),
        citation="Nobody",
        bibtex="@misc{nobody}",
    )


def files(about: Description) -> dict[str, bytes]:
    return {path: content for one in standards.described(about) for path, content in one.files.items()}


def test_a_standard_is_found_by_being_a_module_of_the_folder(root: Path, about: Description) -> None:
    modules = {file.stem for file in (root / "pipeline/render/standards").glob("*.py")}
    assert len(list(standards.described(about))) == len(modules - {"__init__", "description"})


def test_what_is_written_where(built: Path) -> None:
    data = built / "site/data"
    assert {path for path in ALL if (data / path).is_file()} == ALL
    for name in ("CITATION.cff", ".zenodo.json"):
        assert (built / name).is_file()
    assert not (data / ".zenodo.json").exists()
    [archive] = data.glob("*.zip")
    with zipfile.ZipFile(archive) as opened:
        assert set(opened.namelist()) >= ALL
        for path in ALL:
            assert opened.read(path) == (data / path).read_bytes(), path


def test_the_page_of_downloads_offers_every_file(built: Path) -> None:
    page = (built / "site/downloads.html").read_text("utf-8")
    for path in ALL:
        assert f'<a href="data/{path}" download>{path.rpartition("/")[2]}</a>' in page
    assert ".zenodo.json, in the repository" in page


def test_without_addresses_nothing_invents_one(about: Description) -> None:
    own = re.compile(rb"https?://([^/\"'\s<>]+)")
    # Of standards, vocabularies and identifiers, and none of the package itself.
    known_hosts = {
        b"citation-file-format.github.io",
        b"data.europa.eu",
        b"datacite.org",
        b"dvc.org",
        b"mlcommons.org",
        b"publications.europa.eu",
        b"purl.org",
        b"schema.org",
        b"spdx.org",
        b"statistics.data.gov.uk",
        b"w3id.org",
        b"www.iana.org",
        b"www.w3.org",
        b"xmlns.com",
    }
    for path, content in files(about).items():
        assert set(own.findall(content)) <= known_hosts, path


def test_with_addresses_each_is_told_where_it_belongs(about: Description) -> None:
    metadata = replace(
        about.metadata,
        homepage="https://data.example/foi/",
        repository="https://code.example/foi",
        doi="10.5072/foi",
        released=date(2026, 4, 1),
        contact="https://code.example/foi/issues",
    )
    found = files(replace(about, metadata=metadata))
    assert set(found) - set(files(about)) == {"datacite.xml"}
    for path in ("CITATION.cff", "dcat.ttl", "croissant.json", "datacite.json", "ro-crate-metadata.json"):
        assert b"https://data.example/foi" in found[path], path
    for path in ("CITATION.cff", ".zenodo.json", "datacite.json"):
        assert b"https://code.example/foi" in found[path], path
    for path in ("CITATION.cff", "datacite.xml", "datacite.json"):
        assert b"10.5072/foi" in found[path], path
    for path in ("CITATION.cff", ".zenodo.json", "datacite.json", "croissant.json"):
        assert b"2026-04-01" in found[path], path
    assert b"https://code.example/foi/issues" in found["dcat.ttl"]


def test_words_of_a_letter_are_written_as_words(about: Description) -> None:
    found = files(about)
    assert r'"Council: \"quoted\" \\ <b>\U0000202E & more"@en' in found["dcat.ttl"].decode()
    crate = {one["@id"]: one for one in json.loads(found["ro-crate-metadata.json"])["@graph"]}
    assert crate["#letter/a/1"]["name"] == about.letters[0].title
    assert "\u202e" not in found["ro-crate-metadata.json"].decode()


def test_where_a_letter_was_published_is_told(about: Description) -> None:
    page = "https://requests.example/a/1"
    metadata = replace(about.metadata, doi="10.5072/foi")
    letter = replace(about.letters[0], address=page)
    found = files(replace(about, metadata=metadata, letters=(letter,)))
    assert f'relatedItemIdentifierType="URL">{page}<' in found["datacite.xml"].decode()
    assert f"foaf:page <{page}>" in found["dcat.ttl"].decode()
    crate = {one["@id"]: one for one in json.loads(found["ro-crate-metadata.json"])["@graph"]}
    assert crate["#letter/a/1"]["url"] == page


def test_what_is_not_known_is_left_out(about: Description) -> None:
    assert known({"a": None, "b": [], "c": {}, "d": "", "e": [None, {"f": None}], "g": 0}) == {
        "d": "",
        "g": 0,
    }
    assert as_json({"b": None, "a": "\u202e"}) == b'{\n "a": "\\u202e"\n}\n'
    crate = json.loads(files(about)["ro-crate-metadata.json"])["@graph"]
    [letter] = [one for one in crate if one["@id"] == "#letter/a/1"]
    assert "sha256" not in letter and "contentSize" not in letter


def test_the_same_package_is_the_same_bytes(about: Description) -> None:
    assert files(about) == files(replace(about))


def test_stages_are_those_of_dvc_yaml() -> None:
    text = """
stages:
  one:
    desc: Letters -> rows
    cmd: run one
    deps:
      - raw
      - pipeline/extract
    outs:
      - staging/rows: {cache: false, persist: true}
      - site
"""
    assert standards.stages(text.encode(), "dvc.yaml") == (
        Stage("one", "Letters -> rows", "run one", ("raw", "pipeline/extract"), ("staging/rows", "site")),
    )


def test_software_has_the_versions_of_the_lock_and_one_for_each_machine() -> None:
    project = '[dependency-groups]\npipeline = ["Ruamel.yaml>=0.18", "numpy; python_version < \'3.12\'"]\n'
    lock = (
        "numpy==2.4.6 ; python_full_version < '3.12' \\\n    --hash=sha256:00\n"
        "numpy==2.5.5 ; python_full_version >= '3.12' \\\n    --hash=sha256:11\n"
        "other==1 \\\n    --hash=sha256:22\nruamel-yaml==0.19.1 \\\n    --hash=sha256:33\n"
    )
    assert standards.software(project, lock) == (
        Software("numpy", "2.4.6"),
        Software("numpy", "2.5.5"),
        Software("Ruamel.yaml", "0.19.1"),
    )
