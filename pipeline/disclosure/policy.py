"""What params.yaml says of disclosure: the policy, and how wide the interval of a hidden figure must be."""

import math
from dataclasses import dataclass
from pathlib import Path

from pipeline.edges.document import Mapping, Text, load
from pipeline.edges.files import PARAMETERS
from pipeline.edges.problems import bad_input

AS_DISCLOSED = "as_disclosed"
PROTECTED = "protected"
POLICIES = (AS_DISCLOSED, PROTECTED)


@dataclass(frozen=True)
class Policy:
    """``least_width`` is in the unit of the measure, for hidden figures without stated bounds."""

    name: str
    least_width: float


def read_policy(root: Path) -> Policy:
    """Read params.yaml. Raises BadInputError, with its line, for a policy that nobody would carry out."""
    parameters = load((root / PARAMETERS).read_bytes(), PARAMETERS)
    disclosure = parameters.items.get("disclosure")
    if not isinstance(disclosure, Mapping) or "policy" not in disclosure.items:
        raise bad_input(PARAMETERS, None, "there is no disclosure.policy.", f"Add it: {AS_DISCLOSED}.")
    disclosure.known_keys(("policy", "least_width"), "disclosure")
    policy = disclosure.need("policy", "disclosure")
    if policy.text not in POLICIES:
        policy.fail(f"the policy {policy.text!r} is not known.", f"Known are {' and '.join(POLICIES)}.")
    return Policy(policy.text, _width(disclosure.need("least_width", "disclosure")))


def _width(written: Text) -> float:
    try:
        width = float(written.text)
    except ValueError:
        width = math.nan
    if not 0 < width < math.inf:
        written.fail(f"least_width is {written.text!r}.", "It must be a number above 0, such as 5.")
    return width
