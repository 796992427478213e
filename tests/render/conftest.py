from pathlib import Path

import pytest

from pipeline.schemas.codelists import CodeList
from render.html_tree import Element, parse
from render.render_world import invented_lists, render, write


@pytest.fixture(scope="session")
def invented(lists: dict[str, CodeList]) -> dict[str, CodeList]:
    return invented_lists(lists)


@pytest.fixture(scope="session")
def rows_folder(tmp_path_factory: pytest.TempPathFactory, invented: dict[str, CodeList]) -> Path:
    folder = tmp_path_factory.mktemp("rows")
    write(folder, invented)
    return folder


@pytest.fixture(scope="session")
def site(rows_folder: Path, invented: dict[str, CodeList]) -> dict[str, bytes]:
    return render(rows_folder, invented)


@pytest.fixture(scope="session")
def html(site: dict[str, bytes]) -> dict[str, Element]:
    return {path: parse(content) for path, content in site.items() if path.endswith(".html")}


@pytest.fixture(scope="session")
def folder(site: dict[str, bytes], tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The site as files, for a browser to open."""
    top = tmp_path_factory.mktemp("site")
    for path, content in site.items():
        (top / path).parent.mkdir(parents=True, exist_ok=True)
        (top / path).write_bytes(content)
    return top
