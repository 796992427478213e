import hashlib
import io
import json
import re
import zipfile
from pathlib import Path, PurePosixPath
from posixpath import normpath

import deflate

from pipeline.render.downloads import HEAVY, beside_data, zip_bytes


def test_the_same_files_give_the_same_zip_in_any_order() -> None:
    files = {"b/c.csv": b"2", "a.csv": b"1"}
    assert zip_bytes(files) == zip_bytes(dict(reversed(files.items())))
    with zipfile.ZipFile(io.BytesIO(zip_bytes(files))) as archive:
        assert archive.namelist() == ["a.csv", "b/c.csv"]
        assert archive.read("b/c.csv") == b"2"
        assert {entry.date_time[0] for entry in archive.infolist()} == {1980}


def test_a_zip_is_compressed_by_the_pinned_library_and_by_no_zlib_of_the_machine() -> None:
    content = b"The same words. " * 1000
    archive = zip_bytes({"words.txt": content, "short.txt": b"ab"})
    squeezed = bytes(deflate.deflate_compress(content, 9))
    # 30 bytes of head and the name, as PKWARE's APPNOTE has it; short.txt comes first and stays as it is.
    head = 30 + len("short.txt")
    assert archive[head : head + 2] == b"ab"
    start = head + 2 + 30 + len("words.txt")
    assert archive[start : start + len(squeezed)] == squeezed
    assert len(archive) < 500
    with zipfile.ZipFile(io.BytesIO(archive)) as opened:
        assert opened.testzip() is None
        assert opened.read("words.txt") == content
        assert [entry.compress_type for entry in opened.infolist()] == [0, 8]  # stored, deflated


def test_a_zip_of_nothing_and_of_empty_files_can_be_read() -> None:
    assert zipfile.ZipFile(io.BytesIO(zip_bytes({}))).namelist() == []
    assert zipfile.ZipFile(io.BytesIO(zip_bytes({"a": b""}))).read("a") == b""


def test_git_ignores_what_is_heavy_and_nothing_else_of_the_site(root: Path, built: Path) -> None:
    ignored = [
        line for line in (root / ".gitignore").read_text("utf-8").splitlines() if line.startswith("site/")
    ]
    assert ignored == [f"site/data/*.{kind}" for kind in HEAVY]
    lines = (built / "site/data/SHA256SUMS").read_text("utf-8").splitlines()
    summed = {name: value for value, name in (line.split("  ") for line in lines)}
    assert len(summed) == len(HEAVY)
    found = {path.relative_to(built).as_posix() for pattern in ignored for path in built.glob(pattern)}
    assert found == {f"site/data/{name}" for name in summed}
    for name, value in summed.items():
        assert hashlib.sha256((built / "site/data" / name).read_bytes()).hexdigest() == value


def test_the_zip_takes_less_than_a_million_bytes(built: Path) -> None:
    (file,) = (built / "site/data").glob("*.zip")
    assert file.stat().st_size < 1_000_000


def test_the_page_says_where_the_heavy_files_come_from(built: Path) -> None:
    page = (built / "site/downloads.html").read_text("utf-8")
    assert "the command <code>dvc repro</code> makes them" in page
    assert "they come with each release and with the published site" in page


def test_in_the_zip_the_data_stand_one_folder_above_the_codebook() -> None:
    pages = {
        "index.html": b'<a href="data/processed/a.csv">',
        "downloads.html": b'All: <a href="data/all-1.zip" download>all-1.zip</a>, '
        b'<a href="data/all-1.xlsx">all-1.xlsx</a>; <a href="data/all-1.csv">',
        "codes/sex.html": b'<a href="../data/processed/sex.csv"> href=&#34;../data/',
    }
    assert beside_data(pages, ["all-1.zip", "all-1.xlsx"]) == {
        "codebook/index.html": b'<a href="../processed/a.csv">',
        "codebook/downloads.html": b'All: all-1.zip, all-1.xlsx; <a href="../all-1.csv">',
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
