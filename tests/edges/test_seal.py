import json

import pytest

from pipeline.edges.problems import BadInputError
from pipeline.edges.seal import sealed, unsealed

DATA = {"text": "20 ½ é", "figures": [{"value": 20.5, "row": None}]}


def test_what_is_sealed_comes_back_as_it_was() -> None:
    assert unsealed(sealed(DATA), "a.json") == DATA


@pytest.mark.parametrize(("before", "after"), [('"20 ', '"21 '), ("20.5", "20.6"), ("null", '""')])
def test_whatever_is_altered_in_a_sealed_file_is_said_with_what_to_do(before: str, after: str) -> None:
    content = sealed(DATA).decode()
    assert before in content
    with pytest.raises(BadInputError, match=r"a\.json: it was changed after it was written\. Delete it"):
        unsealed(content.replace(before, after).encode(), "a.json")


def test_a_file_without_a_digest_is_not_taken_for_whole() -> None:
    with pytest.raises(BadInputError, match="changed"):
        unsealed(json.dumps(DATA).encode(), "a.json")
