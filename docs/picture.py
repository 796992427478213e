"""Take the picture of the home page that the README shows: `make picture`. Needs Chromium."""

import shutil
import sys
from pathlib import Path

from playwright.sync_api import sync_playwright

ROOT = Path(__file__).parents[1]


def main() -> None:
    """Write docs/home.png."""
    chromium = shutil.which("chromium") or sys.exit(
        "Chromium is not installed (on Debian: apt install chromium)."
    )
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox", "--disable-gpu"])
        page = browser.new_page(viewport={"width": 1280, "height": 860}, color_scheme="light")
        page.goto((ROOT / "site/index.html").as_uri())
        page.screenshot(path=ROOT / "docs/home.png")
        browser.close()


if __name__ == "__main__":
    main()
