import io
import json
import re
import zipfile
from pathlib import Path, PurePosixPath
from posixpath import normpath

from pipeline.render.downloads import beside_data, zip_bytes


def test_the_same_files_give_the_same_zip_in_any_order() -> None:
    files = {"b/c.csv": b"2", "a.csv": b"1"}
    assert zip_bytes(files) == zip_bytes(dict(reversed(files.items())))
    with zipfile.ZipFile(io.BytesIO(zip_bytes(files))) as archive:
        assert archive.namelist() == ["a.csv", "b/c.csv"]
        assert archive.read("b/c.csv") == b"2"
        assert {entry.date_time[0] for entry in archive.infolist()} == {1980}


def test_in_the_zip_the_data_stand_one_folder_above_the_codebook() -> None:
    pages = {
        "index.html": b'<a href="data/processed/a.csv">',
        "downloads.html": b'All: <a href="data/all-1.zip" download>all-1.zip</a>, <a href="data/all-1.xlsx">',
        "codes/sex.html": b'<a href="../data/processed/sex.csv"> href=&#34;../data/',
    }
    assert beside_data(pages, "all-1.zip") == {
        "codebook/index.html": b'<a href="../processed/a.csv">',
        "codebook/downloads.html": b'All: all-1.zip, <a href="../all-1.xlsx">',
        "codebook/codes/sex.html": b'<a href="../../processed/sex.csv"> href=&#34;../data/',
    }


def test_the_zip_holds_package_schemas_codebook_and_licence(built: Path) -> None:
    (file,) = (built / "site/data").glob("*.zip")
    with zipfile.ZipFile(file) as archive:
        names = set(archive.namelist())
        descriptor = json.loads(archive.read("datapackage.json"))
        pages = {name: archive.read(name).decode() for name in names if name.endswith(".html")}
    assert {"LICENCE-DATA.md", "schemas/observations.json", "codebook/index.html"} <= names
    assert {resource["path"] for resource in descriptor["resources"]} <= names
    assert file.stem == f"{descriptor['name']}-{descriptor['version']}"
    for name, page in pages.items():
        for target in re.findall(r'href="([^"#]+)', page):
            path = normpath(PurePosixPath(name).parent / target)
            assert ":" in target or path in names, (name, target)


def test_the_site_holds_what_its_pages_offer(built: Path) -> None:
    site = built / "site"
    for page in site.rglob("*.html"):
        for target in re.findall(r'href="([^"#:]+)', page.read_text("utf-8")):
            assert (page.parent / target).exists(), (page, target)
