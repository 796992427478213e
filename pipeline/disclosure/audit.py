"""The audit: which hidden figures what is published gives away. Never how large they are."""

from collections.abc import Collection, Sequence
from dataclasses import replace

from pipeline.disclosure.attack import Attacker, ContradictionError, exposure
from pipeline.disclosure.system import Relation, System, components
from pipeline.edges.problems import PipelineError


class ContradictoryFiguresError(PipelineError):
    """The printed figures cannot all be true, so nothing can be said of what they give away."""


def audit(system: System, least_width: float) -> dict[str, str]:
    """Give the protected quantities that are given away, and whether ``exact`` or ``narrower``, by name.

    Raises ContradictoryFiguresError, naming a quantity, where the printed figures contradict each other.
    """
    found: dict[str, str] = {}
    for part in components(system):
        if concerned(part):
            _, attacker = attackable(part)
            for name in sorted(name for name, quantity in part.quantities.items() if quantity.protected):
                if how := exposure(attacker, name, least_width):
                    found[name] = how
    return dict(sorted(found.items()))


def concerned(part: System) -> bool:
    """Whether a component holds something hidden, and anything that may tell of it."""
    return any(quantity.protected for quantity in part.quantities.values()) and not idle(part)


def idle(part: System) -> bool:
    """Whether a component is one quantity of which nothing is known but its marks: most refusals are."""
    return not part.relations and all(quantity.printed is None for quantity in part.quantities.values())


def credible(system: System) -> System:
    """Leave out the relations that contradict what is printed, as ``attackable`` does for a component."""
    kept = [
        relation
        for part in components(system)
        for relation in (attackable(part)[0] if concerned(part) else part).relations
    ]
    return replace(system, relations=tuple(kept))


def attackable(part: System, hidden: Collection[str] = ()) -> tuple[System, Attacker]:
    """Give a component, and who attacks it, by the relations that can be true of it together.

    What no rule checks need not be true: parts of a total that stand apart from it need not be all its
    parts. Of these relations, in their order, each is left out that contradicts what is printed and those
    kept before it, and no other.
    """
    try:
        return part, Attacker(part, hidden)
    except ContradictionError:
        checked = [r for r in part.relations if r.checked]
    if not possible(part, checked, hidden):
        name = min(name for name, quantity in part.quantities.items() if quantity.printed is not None)
        raise ContradictoryFiguresError(
            f"The figures that are printed around '{name}' contradict each other, so it cannot be said what "
            "they give away. With the policy as_disclosed, 'dvc repro' names the rule and the lines."
        )
    kept = _believed(part, checked, [r for r in part.relations if not r.checked], hidden)
    part = replace(part, relations=tuple(kept))
    return part, Attacker(part, hidden)


def _believed(
    part: System, base: Sequence[Relation], more: Sequence[Relation], hidden: Collection[str]
) -> list[Relation]:
    """Give what is kept if relations are added to a base one by one; halves that fit are added at once."""
    if possible(part, [*base, *more], hidden):
        return [*base, *more]
    if len(more) == 1:
        return list(base)
    half = len(more) // 2
    return _believed(part, _believed(part, base, more[:half], hidden), more[half:], hidden)


def possible(part: System, relations: Sequence[Relation], hidden: Collection[str] = ()) -> bool:
    """Whether some numbers fulfil these relations and what is printed."""
    try:
        Attacker(replace(part, relations=tuple(relations)), hidden)
    except ContradictionError:
        return False
    return True
