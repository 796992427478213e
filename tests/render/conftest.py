import threading
from collections.abc import Iterator
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
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


class Quiet(SimpleHTTPRequestHandler):
    def log_message(self, *_arguments: object) -> None:
        """Say nothing."""


@pytest.fixture(scope="session")
def served(built: Path) -> Iterator[str]:
    """The address of the site of the five letters, served."""
    with ThreadingHTTPServer(("127.0.0.1", 0), partial(Quiet, directory=str(built / "site"))) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()
