"""The fewest further quantities to hide, so that nothing that is hidden is given away.

This is the cell suppression problem (Fischetti and Salazar, Models and algorithms for optimizing cell
suppression in tabular data with linear constraints, JASA 95, 2000), solved by cutting planes: choose the
least that fulfils the conditions found so far; attack what would then be published; for each quantity that is
still given away add the condition that proves it, and choose again. A condition says: of these published
quantities, by which it is given away, one at least must be hidden too. More hidden quantities only ever widen
what is possible, so that each condition holds for every solution, and the first choice that withstands the
attack is a best one.

Best means, in this order: the fewest printed values hidden that are totals along most dimensions, then of the
next, and so on, and of the rest; among equals the earliest by name. How large values are plays no part, so
that what was chosen tells as little as can be. What we hide is protected as what the authority hid is.
"""

import itertools
import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from pipeline.disclosure.attack import Attacker, Extreme, exposure
from pipeline.disclosure.audit import attackable, idle
from pipeline.disclosure.solver import ROUND, add_row, new_model
from pipeline.disclosure.system import Quantity, System, components
from pipeline.edges.problems import PipelineError


class UnprotectableError(PipelineError):
    """Quantities are given away whatever is hidden."""


@dataclass(frozen=True)
class Condition:
    """If ``owner`` is hidden (None: always), one at least of ``among`` must be hidden as well."""

    owner: str | None
    among: frozenset[str]


def protect(system: System, least_width: float) -> frozenset[str]:
    """Give the names of the quantities to hide. Raises UnprotectableError where no choice protects all."""
    found: set[str] = set()
    for part in components(system):
        if any(quantity.protected for quantity in part.quantities.values()) and not idle(part):
            found |= _protect(part, least_width)
    return frozenset(found)


def _protect(part: System, least_width: float) -> frozenset[str]:
    part, attacker = attackable(part)
    conditions: list[Condition] = []
    while True:
        chosen = cover(part, conditions)
        attacker.hide(chosen)
        hidden = {name for name, quantity in part.quantities.items() if quantity.protected} | chosen
        new = [
            condition
            for name in sorted(hidden)
            if exposure(attacker, name, least_width)
            for condition in _conditions(attacker, name, chosen, least_width)
        ]
        if not new:
            return chosen
        conditions += new


def _conditions(attacker: Attacker, name: str, chosen: frozenset[str], least_width: float) -> list[Condition]:
    quantity = attacker.system.quantities[name]
    owner = None if quantity.protected else name
    extremes = (attacker.extreme(name, 1), attacker.extreme(name, -1))
    proofs = _proofs(quantity, extremes)
    if proofs is None:
        proofs = [_smallest_proof(attacker, name, chosen, least_width)]
    return [Condition(owner, proof) for proof in dict.fromkeys(proofs)]


def _proofs(quantity: Quantity, extremes: Sequence[Extreme]) -> list[frozenset[str]] | None:
    """Give the sets of published quantities of which each gives it away, where linear programs prove it."""
    low, high = extremes
    if quantity.stated is not None and quantity.stated.upper != math.inf:
        ends = [
            extreme.proof
            for extreme, moved in (
                (low, low.value > quantity.stated.lower + ROUND),
                (high, high.value < quantity.stated.upper - ROUND),
            )
            if moved
        ]
        known = [proof for proof in ends if proof is not None]
        return known or None
    if low.proof is None or high.proof is None:
        return None
    return [low.proof | high.proof]


def _smallest_proof(
    attacker: Attacker, name: str, chosen: frozenset[str], least_width: float
) -> frozenset[str]:
    """Give published quantities that give it away, none of which can be left out: all else may be hidden."""
    kept = {other for other, q in attacker.system.quantities.items() if q.candidate and other not in chosen}
    also: set[str] = set(chosen)
    for other in sorted(kept):
        attacker.hide(also | {other})
        if exposure(attacker, name, least_width):
            also.add(other)
    attacker.hide(chosen)
    return frozenset(kept - also)


def cover(part: System, conditions: Sequence[Condition]) -> frozenset[str]:
    """Give the best choice that fulfils the conditions. Raises UnprotectableError where there is none."""
    import highspy

    able = {name for name, quantity in part.quantities.items() if quantity.candidate}
    among = {name for condition in conditions for name in condition.among if name in able}
    tied = [tie for tie in part.ties if among.intersection(tie)]
    among |= {name for tie in tied for name in tie if name in able}
    names = sorted(among)
    if not names:
        if any(condition.owner is None for condition in conditions):
            raise _unprotectable(part)
        return frozenset()
    at = {name: number for number, name in enumerate(names)}
    model = new_model()
    model.setOptionValue("mip_rel_gap", 0.0)
    model.setOptionValue("mip_abs_gap", 0.0)
    for number in range(len(names)):
        model.addVar(0.0, 1.0)
        model.changeColIntegrality(number, highspy.HighsVarType.kInteger)
    for condition in conditions:
        factors = {at[name]: 1.0 for name in condition.among if name in at}
        if condition.owner is None:
            add_row(model, 1.0, math.inf, factors)
        elif condition.owner in at:
            add_row(model, 0.0, math.inf, factors | {at[condition.owner]: -1.0})
    for tie in tied:
        able_of_tie = [name for name in tie if name in able]
        if len(able_of_tie) < len(tie):
            for name in able_of_tie:
                model.changeColBounds(at[name], 0.0, 0.0)
        for one, other in itertools.pairwise(able_of_tie):
            add_row(model, 0.0, math.inf, {at[one]: 1.0, at[other]: -1.0})
            add_row(model, 0.0, math.inf, {at[other]: 1.0, at[one]: -1.0})
    levels = sorted({part.quantities[name].level for name in names}, reverse=True)
    goals: list[Callable[[str], float]] = [_weight_at(part, level) for level in levels]
    goals.append(lambda name: at[name] + 1.0)
    values: list[float] = []
    for goal in goals:
        costs = [goal(name) for name in names]
        values = _minimise(model, costs, part)
        best = sum(cost * value for cost, value in zip(costs, values, strict=True))
        add_row(model, -best, math.inf, {number: -cost for number, cost in enumerate(costs) if cost})
    return frozenset(name for name, value in zip(names, values, strict=True) if value)


def _weight_at(part: System, level: int) -> Callable[[str], float]:
    def weight(name: str) -> float:
        quantity = part.quantities[name]
        return float(quantity.weight) if quantity.level == level else 0.0

    return weight


def _minimise(model: Any, costs: Sequence[float], part: System) -> list[float]:
    import highspy

    for number, cost in enumerate(costs):
        model.changeColCost(number, cost)
    model.run()
    if model.getModelStatus() != highspy.HighsModelStatus.kOptimal:
        raise _unprotectable(part)
    return [float(round(value)) for value in model.getSolution().col_value]


def _unprotectable(part: System) -> UnprotectableError:
    names = sorted(name for name, quantity in part.quantities.items() if quantity.protected)
    return UnprotectableError(
        "No choice of further figures to hide protects all of these, since what the letter says of them "
        f"gives them away: {', '.join(names)}. Publish as_disclosed, or leave the letter out."
    )
