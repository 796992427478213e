"""The audit: which hidden figures what is published gives away. Never how large they are."""

from collections.abc import Collection
from dataclasses import replace

from pipeline.disclosure.attack import Attacker, ContradictionError, exposure
from pipeline.disclosure.system import System, components
from pipeline.edges.problems import PipelineError


class ContradictoryFiguresError(PipelineError):
    """The printed figures cannot all be true, so nothing can be said of what they give away."""


def audit(system: System, least_width: float) -> dict[str, str]:
    """Give the protected quantities that are given away, and whether ``exact`` or ``narrower``, by name.

    Raises ContradictoryFiguresError, naming a quantity, where the printed figures contradict each other.
    """
    found: dict[str, str] = {}
    for part in components(system):
        protected = sorted(name for name, quantity in part.quantities.items() if quantity.protected)
        if protected and not idle(part):
            _, attacker = attackable(part)
            for name in protected:
                if how := exposure(attacker, name, least_width):
                    found[name] = how
    return dict(sorted(found.items()))


def idle(part: System) -> bool:
    """Whether a component is one quantity of which nothing is known but its marks: most refusals are."""
    return not part.relations and all(quantity.printed is None for quantity in part.quantities.values())


def credible(system: System) -> System:
    """Leave out the relations that contradict what is printed, as ``attackable`` does for a component."""
    kept = [
        relation
        for part in components(system)
        for relation in (part if idle(part) else attackable(part)[0]).relations
    ]
    return replace(system, relations=tuple(kept))


def attackable(part: System, hidden: Collection[str] = ()) -> tuple[System, Attacker]:
    """Give a component, and who attacks it, by the relations that are true of it.

    What no rule checks is left out where it contradicts what is printed: parts of a total that stand apart
    from it need not be all its parts.
    """
    try:
        return part, Attacker(part, hidden)
    except ContradictionError:
        checked = replace(part, relations=tuple(r for r in part.relations if r.checked))
    try:
        return checked, Attacker(checked, hidden)
    except ContradictionError as error:
        name = min(name for name, quantity in part.quantities.items() if quantity.printed is not None)
        raise ContradictoryFiguresError(
            f"The figures that are printed around '{name}' contradict each other, so it cannot be said what "
            "they give away. With the policy as_disclosed, 'dvc repro' names the rule and the lines."
        ) from error
