from pathlib import Path

import pytest

from pipeline.edges.problems import BadInputError
from pipeline.package.metadata import read


def test_the_metadata_of_the_package(root: Path) -> None:
    found = read((root / "raw/package.yaml").read_bytes(), "raw/package.yaml")
    assert found.licences[0].name == "other-nc"
    assert found.homepage is None


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("title:", "titel:", "the package has no key 'titel'. Did you mean 'title'?"),
        ("name: foi-", "name: FOI ", "the name is 'FOI exploited"),
        ("version: 0", "version: v0", "the version is 'v0.1.0'. Write it as 1.2.3."),
        ("roles: [author]", "roles: [king]", "the role 'king' is not known."),
    ],
)
def test_a_slip_in_the_metadata_is_named(root: Path, old: str, new: str, expected: str) -> None:
    text = (root / "raw/package.yaml").read_text("utf-8")
    assert old in text
    with pytest.raises(BadInputError) as caught:
        read(text.replace(old, new).encode(), "raw/package.yaml")
    assert expected in str(caught.value)
