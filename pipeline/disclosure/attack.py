"""The attacker: the least and the greatest that a hidden quantity can be, by everything that is published.

Each is the optimum of an integer program (Willenborg and de Waal, Elements of Statistical Disclosure Control,
2001, on the auditing of tables). The linear program is solved first: in tables of two dimensions its vertices
are whole numbers already (Fischetti and Salazar, 1999, use that), so that an integer program is left only
where a vertex is broken, as in tables of three dimensions or linked ones. One model is kept, with another
objective each time, and starts from where it was.
"""

import math
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Any

from pipeline.disclosure.solver import ROUND, add_row, new_model
from pipeline.disclosure.system import ANY, Interval, Quantity, System

# No count of a letter is as large; a switch's factor must not be larger for HiGHS to keep it to the digit.
_MOST = 1e9


class ContradictionError(Exception):
    """What is published cannot all be true: no numbers fulfil it."""


@dataclass(frozen=True)
class Proof:
    """Why a quantity cannot be smaller, or larger: by weak duality the sum of ``costs`` times quantities is a
    bound of it, whatever the quantities are. ``bound`` is what the linear program gives.
    """

    bound: float
    costs: Mapping[str, float]


class Attacker:
    """Who knows a system, and wants to know what is hidden in it.

    ``hidden`` are the quantities that we hide beside those that the authority hid.
    """

    def __init__(self, system: System, hidden: Collection[str] = ()) -> None:
        self.system = system
        self._names = sorted(system.quantities)
        self._at = {name: at for at, name in enumerate(self._names)}
        self._linear = _model(system, self._at)
        self._integer: Any = None
        self._switches: dict[int, int] = {}
        self._least: list[float] = []
        self._most: list[float] = []
        self._objective: int | None = None
        self._relaxed: dict[str, tuple[float, float]] = {}
        self.hide(hidden)

    def hide(self, hidden: Collection[str]) -> None:
        """Change what we hide. Raises ContradictionError where nothing fulfils what is then published."""
        self._hidden = frozenset(hidden)
        self._integer = None
        self._relaxed = {}
        for name, quantity in self.system.quantities.items():
            known = quantity.known(hidden=name in self._hidden)
            if known.lower > known.upper:
                raise ContradictionError
            self._linear.changeColBounds(self._at[name], known.lower, known.upper)
        self._least = [math.inf] * len(self._names)
        self._most = [-math.inf] * len(self._names)
        self._aim(None, 0.0)
        if not self._solve(self._linear):
            raise ContradictionError
        if not self._see(self._linear):
            self._solve_integer(0, 0.0)

    def relax(self, shares: Mapping[str, float], reach: float) -> None:
        """Let printed quantities move by a share of what hiding them would allow, upwards ``reach`` at most.

        For ``proof`` alone: conditions that a broken choice does not fulfil are found in this way.
        """
        for name, share in shares.items():
            self._relaxed[name] = self._room(name, share, reach)
            self._linear.changeColBounds(self._at[name], *self._relaxed[name])

    def _room(self, name: str, share: float, reach: float) -> tuple[float, float]:
        quantity = self.system.quantities[name]
        shown, hidden = quantity.known(hidden=False), quantity.known(hidden=True)
        return (
            shown.lower - share * (shown.lower - hidden.lower),
            shown.upper + share * min(reach, hidden.upper - shown.upper),
        )

    def proof_if_hidden(self, name: str, sign: int) -> Proof | None:
        """Give the proof as if the quantity itself were hidden altogether, after ``relax``."""
        at, known = self._at[name], self.system.quantities[name].known(hidden=True)
        self._linear.changeColBounds(at, known.lower, known.upper)
        found = self.proof(name, sign)
        self._linear.changeColBounds(at, *self._relaxed.get(name, (known.lower, known.upper)))
        return found

    def interval(self, name: str) -> Interval:
        """Give all that a quantity can be: its exact least and greatest value."""
        return Interval(self.extreme(name, 1), self.extreme(name, -1))

    def seen(self, name: str) -> Interval:
        """Give the widest interval between values that were already seen to be possible, without solving."""
        at = self._at[name]
        return Interval(self._least[at], self._most[at])

    def extreme(self, name: str, sign: int) -> float:
        """Give the least value (sign 1) or the greatest (sign -1)."""
        at, quantity = self._at[name], self.system.quantities[name]
        self._aim(at, float(sign))
        if not self._solve(self._linear):
            return -sign * math.inf
        bound = sign * self._linear.getInfo().objective_function_value
        if self._see(self._linear):
            return _whole(bound, quantity, sign)
        return self._solve_integer(at, float(sign))

    def proof(self, name: str, sign: int) -> Proof | None:
        """Give the proof that it is not less (sign 1) or not more (sign -1); None where it has no bound."""
        self._aim(self._at[name], float(sign))
        if not self._solve(self._linear):
            return None
        duals = self._linear.getSolution().col_dual
        return Proof(
            sign * self._linear.getInfo().objective_function_value,
            {one: cost for one, cost in zip(self._names, duals, strict=True) if abs(cost) > ROUND},
        )

    def _aim(self, at: int | None, cost: float) -> None:
        if self._objective is not None:
            self._linear.changeColCost(self._objective, 0.0)
        if at is not None:
            self._linear.changeColCost(at, cost)
        self._objective = at

    def _published(self, name: str) -> bool:
        return self.system.quantities[name].printed is not None and name not in self._hidden

    def _solve(self, model: Any) -> bool:
        """Solve; give whether there is an optimum, which there is not where the objective has no bound."""
        import highspy

        model.run()
        status = model.getModelStatus()
        if status == highspy.HighsModelStatus.kOptimal:
            return True
        if status == highspy.HighsModelStatus.kUnbounded:
            return False
        if status in (
            highspy.HighsModelStatus.kInfeasible,
            highspy.HighsModelStatus.kUnboundedOrInfeasible,
        ):
            raise ContradictionError
        raise RuntimeError(f"HiGHS ends with {model.modelStatusToString(status)}.")

    def _see(self, model: Any) -> bool:
        """Take note of the values found; give whether they are possible, whole where they must be whole."""
        values = model.getSolution().col_value[: len(self._names)]
        for at, name in enumerate(self._names):
            quantity = self.system.quantities[name]
            if quantity.integer:
                whole = round(values[at])
                if abs(values[at] - whole) > ROUND * max(1.0, abs(whole) / 1e6):
                    return False
                values[at] = float(whole)
            if quantity.gap and not self._published(name) and ROUND < values[at] <= quantity.gap:
                return False
        for at, value in enumerate(values):
            self._least[at] = min(self._least[at], value)
            self._most[at] = max(self._most[at], value)
        return True

    def _solve_integer(self, at: int, cost: float) -> float:
        if self._integer is None:
            self._integer = self._integer_model()
        model = self._integer
        model.changeColCost(at, cost)
        self._solve(model)
        if not self._see(model):
            raise RuntimeError("HiGHS gives broken numbers for whole ones.")
        value = model.getSolution().col_value[at]
        model.changeColCost(at, 0.0)
        return float(round(value)) if self.system.quantities[self._names[at]].integer else float(value)

    def _integer_model(self) -> Any:
        import highspy

        model = _model(self.system, self._at)
        model.setOptionValue("presolve", "on")
        model.setOptionValue("solver", "choose")
        model.setOptionValue("mip_rel_gap", 0.0)
        model.setOptionValue("mip_abs_gap", 1e-7)
        largest = 1000.0 + 10 * sum(
            abs(q.printed.upper) for q in self.system.quantities.values() if q.printed is not None
        )
        for name, quantity in self.system.quantities.items():
            at, known = self._at[name], quantity.known(hidden=name in self._hidden)
            model.changeColBounds(at, known.lower, known.upper)
            if quantity.integer:
                model.changeColIntegrality(at, highspy.HighsVarType.kInteger)
            if quantity.gap and not self._published(name):
                # Either 0, or more than the gap: a switch that is 0 or 1 holds both its bounds.
                switch = model.getNumCol()
                model.addVar(0.0, 1.0)
                model.changeColIntegrality(switch, highspy.HighsVarType.kInteger)
                least = quantity.gap + 1 if quantity.integer else quantity.gap
                most = min(known.upper, largest, _MOST)
                add_row(model, 0.0, math.inf, {at: 1.0, switch: -least})
                add_row(model, -math.inf, 0.0, {at: 1.0, switch: -most})
        return model


def exposure(attacker: Attacker, name: str, least_width: float) -> str | None:
    """Give how much of a hidden quantity is given away: ``exact``, ``narrower`` or None.

    Where the letter states both bounds, anything narrower than these is too narrow; where it does not, an
    interval whose ends lie less than ``least_width`` apart.
    """
    stated = attacker.system.quantities[name].stated or ANY
    if _wide_enough(attacker.seen(name), stated, least_width):
        return None
    found = attacker.interval(name)
    if _wide_enough(found, stated, least_width):
        return None
    return "exact" if found.width < ROUND else "narrower"


def _wide_enough(found: Interval, stated: Interval, least_width: float) -> bool:
    if math.isfinite(stated.upper):
        return found.lower <= stated.lower + ROUND and found.upper >= stated.upper - ROUND
    return found.width >= least_width - ROUND


def _whole(bound: float, quantity: Quantity, sign: int) -> float:
    """Round a bound inwards where the quantity is whole."""
    if not quantity.integer:
        return bound
    return float(math.ceil(bound - ROUND) if sign > 0 else math.floor(bound + ROUND))


def _model(system: System, at: dict[str, int]) -> Any:
    model = new_model()
    # The duals are read, and a table's linear program is solved before it is simplified.
    model.setOptionValue("presolve", "off")
    model.setOptionValue("solver", "simplex")
    for _ in at:
        model.addVar(0.0, math.inf)
    for relation in system.relations:
        least = 0.0 if relation.equal else -math.inf
        add_row(model, least, 0.0, {at[name]: factor for name, factor in relation.terms if factor})
    return model
