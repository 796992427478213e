"""The fewest further quantities to hide, so that nothing that is hidden is given away.

This is the cell suppression problem (Fischetti and Salazar, Models and algorithms for optimizing cell
suppression in tabular data with linear constraints, JASA 95, 2000), solved by cutting planes: choose the
least that fulfils the conditions found so far; attack what would then be published; for each quantity that is
still given away add the condition that proves it, and choose again. A condition says: of these published
quantities, by which it is given away, one at least must be hidden too. More hidden quantities only ever widen
what is possible, so that each condition holds for every solution, and the first choice that withstands the
attack is a best one.

Best means, in this order: the fewest printed values hidden that are totals along most dimensions, then of the
next, and so on, and of the rest; among equals the one that HiGHS meets first, by one thread and a pinned
version the same each time. How large values are plays no part in what they cost. What we hide is protected as
what the authority hid is.
"""

import itertools
import math
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from pipeline.disclosure.attack import Attacker, exposure
from pipeline.disclosure.audit import attackable, concerned
from pipeline.disclosure.observed import Share
from pipeline.disclosure.solver import ROUND, add_row, new_model
from pipeline.disclosure.system import ANY, Quantity, System, components
from pipeline.edges.problems import PipelineError

_BROKEN = 0.3  # what is hidden by less than this is not asked yet whether it is given away itself


class UnprotectableError(PipelineError):
    """Quantities are given away whatever is hidden."""


@dataclass(frozen=True)
class Condition:
    """If ``owner`` is hidden (None: always), the factors of what is hidden must add up to 1 at least.

    A factor says how much of the room that is missing a quantity gives if it is hidden.
    """

    owner: str | None
    factors: tuple[tuple[str, float], ...]

    def violated(self, shares: Mapping[str, float]) -> bool:
        """Whether a choice, whole or broken, does not fulfil it."""
        wanted = 1.0 if self.owner is None else shares.get(self.owner, 0.0)
        return sum(factor * shares.get(name, 0.0) for name, factor in self.factors) < wanted - 1e-4


def protect(system: System, least_width: float) -> frozenset[str]:
    """Give the names of the quantities to hide. Raises UnprotectableError where no choice protects all."""
    found: set[str] = set()
    for part in components(system):
        if concerned(part):
            found |= _protect(part, least_width)
    return frozenset(found)


def protect_beside_shares(system: System, shares: Iterable[Share], least_width: float) -> frozenset[str]:
    """Give the names of the quantities to hide where letters print shares beside counts.

    A share tells a count if the whole is known, and the whole if the count is, so that it is hidden with
    either of them; a count beside a hidden share is hidden with it where the whole stays known. Each of these
    is protected in turn. What has to be hidden for them makes the choice a good one, not the best: the fewest
    are hidden given these.
    """
    beside = tuple(shares)
    tied: dict[str, set[str]] = defaultdict(set)
    for tie in system.ties:
        for name in tie:
            tied[name].update(tie)
    forced: set[str] = set()
    while True:
        quantities = {
            name: replace(quantity, printed=None, protected=True) if name in forced else quantity
            for name, quantity in system.quantities.items()
        }
        chosen = protect(replace(system, quantities=quantities), least_width) | forced
        hidden = chosen | {n for n, quantity in system.quantities.items() if quantity.protected}
        more = {one.share for one in beside if hidden & {one.count, *one.wholes}}
        more |= {one.count for one in beside if one.share in hidden and not all(hidden & w for w in one.ways)}
        more |= {other for name in more for other in tied[name]}
        more = {name for name in more if system.quantities[name].candidate} - forced
        if not more:
            return frozenset(chosen)
        forced |= more


def _protect(part: System, least_width: float) -> frozenset[str]:
    part, attacker = attackable(part)
    protected = sorted(name for name, quantity in part.quantities.items() if quantity.protected)
    if not any(exposure(attacker, name, least_width) for name in protected):
        return frozenset()
    conditions = _first_conditions(part, attacker, protected, least_width)
    while True:
        chosen = cover(part, conditions)
        attacker.hide(chosen)
        new = [
            condition
            for name in sorted({*protected, *chosen})
            if exposure(attacker, name, least_width)
            for condition in _conditions(attacker, name, chosen, least_width)
        ]
        if not new:
            return chosen
        conditions += new


def _first_conditions(
    part: System, attacker: Attacker, protected: Sequence[str], least_width: float
) -> list[Condition]:
    """Give the conditions that broken choices, which hide shares of quantities, do not fulfil.

    They are found by linear programs alone, and leave few choices to the integer programs.
    """
    candidates = sorted(name for name, quantity in part.quantities.items() if quantity.candidate)
    conditions: list[Condition] = []
    while True:
        shares = _broken_cover(part, candidates, conditions)
        attacker.relax(shares, 2 * least_width)
        owners = [name for name in candidates if shares[name] > _BROKEN and name not in protected]
        new = [
            condition
            for name in [*protected, *owners]
            for condition in _linear_conditions(attacker, name, least_width)
            if condition.violated(shares)
        ]
        if not new:
            return conditions
        conditions += new


def _conditions(attacker: Attacker, name: str, chosen: frozenset[str], least_width: float) -> list[Condition]:
    """Give conditions that the choice, with which a quantity is given away, does not fulfil."""
    shares = dict.fromkeys(chosen, 1.0)
    linear = _linear_conditions(attacker, name, least_width)
    if new := [condition for condition in linear if condition.violated(shares)]:
        return new
    # Only whole numbers give it away: no linear program says by what.
    kept = _smallest_proof(attacker, name, chosen, least_width)
    owner = None if attacker.system.quantities[name].protected else name
    return [Condition(owner, tuple((other, 1.0) for other in sorted(kept)))]


def _linear_conditions(attacker: Attacker, name: str, least_width: float) -> list[Condition]:
    """Give the conditions that follow from the duals of the attacker's linear programs.

    The duals bound the quantity; each hidden quantity loosens the bound by its dual times the room that it
    gets. What it is loosened by must make up for what is missing (the capacity constraints of Fischetti and
    Salazar, factors cut off at what is missing).
    """
    quantity = attacker.system.quantities[name]
    owner = None if quantity.protected else name
    prove = attacker.proof if owner is None else attacker.proof_if_hidden
    proofs = [prove(name, 1), prove(name, -1)]
    stated = quantity.stated or ANY
    if math.isfinite(stated.upper):
        wanted = [([proofs[0]], -stated.lower), ([proofs[1]], stated.upper)]
    else:
        wanted = [(proofs, least_width)]
    found = []
    for some, room in wanted:
        known = [proof for proof in some if proof is not None]
        if len(known) < len(some):
            continue  # without a bound nothing is missing
        missing, factors = room, dict[str, float]()
        for proof in known:
            for other, cost in proof.costs.items():
                base, loosened = _loosened(attacker.system.quantities[other], cost, owned=other == owner)
                missing += base
                factors[other] = factors.get(other, 0.0) + loosened
        if missing > ROUND:
            cut_off = ((other, min(factor / missing, 1.0)) for other, factor in factors.items())
            found.append(Condition(owner, tuple(sorted((o, f) for o, f in cut_off if f > ROUND))))
    return found


def _loosened(quantity: Quantity, cost: float, *, owned: bool) -> tuple[float, float]:
    """Give the least of cost times quantity while it is published, and by how much hiding it lessens that."""
    shown, hidden = quantity.known(hidden=owned), quantity.known(hidden=True)
    if cost > 0:
        return cost * shown.lower, cost * (shown.lower - hidden.lower) if quantity.candidate else 0.0
    base = cost * shown.upper if math.isfinite(shown.upper) else -math.inf
    more = math.inf if hidden.upper == math.inf else cost * (shown.upper - hidden.upper)
    return base, more if quantity.candidate and not owned else 0.0


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
    candidates = {name for name, quantity in part.quantities.items() if quantity.candidate}
    among = {name for condition in conditions for name, _ in condition.factors}
    tied = {name for tie in part.ties if among.intersection(tie) for name in tie}
    names = sorted(candidates & (among | tied))
    model = _cover_model(part, names, conditions, whole=True)
    levels = sorted({part.quantities[name].level for name in names}, reverse=True)
    for level in levels:
        costs = [_weight(part, name) if part.quantities[name].level == level else 0.0 for name in names]
        values = _minimise(model, costs, part)
        best = sum(cost * value for cost, value in zip(costs, values, strict=True))
        add_row(model, -math.inf, best, {number: cost for number, cost in enumerate(costs) if cost})
    if not levels:
        if any(condition.owner is None for condition in conditions):
            raise _unprotectable(part)
        return frozenset()
    return frozenset(name for name, value in zip(names, values, strict=True) if round(value))


def _broken_cover(part: System, names: Sequence[str], conditions: Sequence[Condition]) -> dict[str, float]:
    model = _cover_model(part, names, conditions, whole=False)
    # Totals are dear here as well, if not as dear as they are to the whole choice.
    costs = [_weight(part, name) * 100.0 ** part.quantities[name].level for name in names]
    return dict(zip(names, _minimise(model, costs, part), strict=True))


def _weight(part: System, name: str) -> float:
    return float(part.quantities[name].weight)


def _cover_model(part: System, names: Sequence[str], conditions: Sequence[Condition], *, whole: bool) -> Any:
    import highspy

    at = {name: number for number, name in enumerate(names)}
    model = new_model()
    model.setOptionValue("mip_rel_gap", 0.0)
    model.setOptionValue("mip_abs_gap", 0.0)
    for number in range(len(names)):
        model.addVar(0.0, 1.0)
        if whole:
            model.changeColIntegrality(number, highspy.HighsVarType.kInteger)
    for condition in conditions:
        factors = {at[name]: factor for name, factor in condition.factors if name in at}
        if condition.owner is None:
            add_row(model, 1.0, math.inf, factors)
        elif condition.owner in at:
            own = at[condition.owner]
            add_row(model, 0.0, math.inf, factors | {own: factors.get(own, 0.0) - 1.0})
    for tie in part.ties:
        here = [at[name] for name in tie if name in at]
        for one, other in itertools.pairwise(here):
            add_row(model, 0.0, 0.0, {one: 1.0, other: -1.0})
        if len(here) < len(tie):  # one of them cannot be hidden
            for one in here:
                model.changeColBounds(one, 0.0, 0.0)
    return model


def _minimise(model: Any, costs: Sequence[float], part: System) -> list[float]:
    import highspy

    for number, cost in enumerate(costs):
        model.changeColCost(number, cost)
    model.run()
    if model.getModelStatus() != highspy.HighsModelStatus.kOptimal:
        raise _unprotectable(part)
    return list(model.getSolution().col_value)


def _unprotectable(part: System) -> UnprotectableError:
    names = sorted(name for name, quantity in part.quantities.items() if quantity.protected)
    return UnprotectableError(
        "No choice of further figures to hide protects all of these, since what the letter says of them "
        f"gives them away: {', '.join(names)}. Publish as_disclosed, or leave the letter out."
    )
