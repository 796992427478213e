"""params.yaml says what is published of hidden figures; what nobody would carry out is refused."""

from pathlib import Path

import pytest

from pipeline.disclosure.policy import Policy, read_policy
from pipeline.edges.problems import BadInputError


def refused(folder: Path, content: str) -> str:
    (folder / "params.yaml").write_text(content, encoding="utf-8")
    with pytest.raises(BadInputError) as caught:
        read_policy(folder)
    return str(caught.value)


def test_the_repository_publishes_as_disclosed(root: Path) -> None:
    assert read_policy(root) == Policy("as_disclosed", 5)


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (
            "disclosure:\n  policy: guarded\n  least_width: 5\n",
            "params.yaml:2: the policy 'guarded' is not known. Known are as_disclosed and protected.",
        ),
        ("other: 1\n", "params.yaml: there is no disclosure.policy. Add it: as_disclosed."),
        (
            "disclosure:\n  policy: protected\n",
            "params.yaml:2: disclosure has no least_width. Add 'least_width:'.",
        ),
        (
            "disclosure:\n  policy: protected\n  least_width: wide\n",
            "params.yaml:3: least_width is 'wide'. It must be a number above 0, such as 5.",
        ),
        (
            "disclosure:\n  policy: protected\n  least_width: 0\n",
            "params.yaml:3: least_width is '0'. It must be a number above 0, such as 5.",
        ),
        (
            "disclosure:\n  policy: protected\n  leastwidth: 5\n",
            "params.yaml:3: disclosure has no key 'leastwidth'. Did you mean 'least_width'? "
            "Keys are policy, least_width.",
        ),
    ],
)
def test_what_cannot_be_carried_out_is_refused(tmp_path: Path, content: str, sentence: str) -> None:
    assert refused(tmp_path, content) == sentence
