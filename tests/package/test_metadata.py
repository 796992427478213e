import re
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from pipeline.edges.problems import BadInputError
from pipeline.package.metadata import read


def before_release(root: Path) -> str:
    """What people wrote, as it was before a release numbered and dated it."""
    text = (root / "raw/package.yaml").read_text("utf-8")
    text = re.sub(r"(?m)^released: .*\n", "", text)
    return re.sub(r"(?m)^version: .*$", "version: 0.1.0", text)


def test_the_metadata_of_the_package(root: Path) -> None:
    found = read(before_release(root).encode(), "raw/package.yaml")
    assert found.licences[0].name == "other-nc"
    assert found.homepage is None
    assert found.lacks == ("homepage", "repository", "doi", "released", "contact")
    assert found.makers == ("The maintainers of this data package",)
    assert found.authors == ("Coventry City Council",)
    assert found.identifier == f"urn:uuid:{found.id}"
    assert found.lasting_address is None


def test_what_an_address_is_derived_to(root: Path) -> None:
    more = """
homepage: https://data.example/foi
repository: https://code.example/foi
doi: 10.5072/a<b
released: 2026-04-01
contact: https://code.example/foi/issues
"""
    found = read((before_release(root) + more).encode(), "raw/package.yaml")
    assert found.lacks == ()
    assert found.identifier == found.lasting_address == found.doi_address == "https://doi.org/10.5072/a%3Cb"
    assert found.dated(date(2026, 3, 13)) == date(2026, 4, 1)
    assert replace(found, released=None).dated(date(2026, 3, 13)) == date(2026, 3, 13)
    assert replace(found, doi=None).lasting_address == "https://data.example/foi"


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("title:", "titel:", "the package has no key 'titel'. Did you mean 'title'?"),
        ("name: foi-", "name: FOI ", "the name is 'FOI exploited"),
        ("version: 0", "version: v0", "the version is 'v0.1.0'. Write it as 1.2.3."),
        (
            "version: 0",
            "doi: https://doi.org/10.5072/a\nversion: 0",
            "the DOI is 'https://doi.org/10.5072/a'.",
        ),
        ("version: 0", "released: 1 April 2026\nversion: 0", "the day of the release is '1 April 2026'."),
        ("version: 0", "contact: a@b.example\nversion: 0", "the contact is 'a@b.example'. Write its address"),
        ("version: 0", "repository: git@code.example:foi\nversion: 0", "the repository is 'git@code"),
        ("id: 6fc", "id: 6FC", "the id is '6FC0edff-42f8-4972-b1c8-ed5e6c9d8669'."),
        ("[SOCI, JUST]", "[SOCIAL]", "the theme 'SOCIAL' is not known. Themes are AGRI, ECON,"),
        ("roles: [author]", "roles: [king]", "the role 'king' is not known."),
    ],
)
def test_a_slip_in_the_metadata_is_named(root: Path, old: str, new: str, expected: str) -> None:
    text = before_release(root)
    assert old in text
    with pytest.raises(BadInputError) as caught:
        read(text.replace(old, new).encode(), "raw/package.yaml")
    assert expected in str(caught.value)
