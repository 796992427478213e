"""What a reader of all letters knows: quantities, what is printed of them, and what adds up to what.

A quantity is one number in the world, wherever letters print or hide it: a measure for an area, a period and
codes. Relations tie quantities together: a total is the sum of its parts, a part is not larger than its
whole. All is plain data; where it comes from is said in ``observed``.
"""

import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass


@dataclass(frozen=True)
class Interval:
    """All numbers from ``lower`` to ``upper``, both included; ``math.inf`` where there is no upper bound."""

    lower: float = 0.0
    upper: float = math.inf

    @property
    def width(self) -> float:
        """How far the ends lie apart."""
        return self.upper - self.lower

    def within(self, other: "Interval") -> "Interval":
        """Give what both hold; the lower end is above the upper one where that is nothing."""
        return Interval(max(self.lower, other.lower), min(self.upper, other.upper))


ANY = Interval()


@dataclass(frozen=True)
class Quantity:
    """One number in the world.

    ``printed`` is what is published of it, one number or the bounds of an approximate one; ``stated`` the
    bounds that go with the marks which hide it. It can have both: hidden in one letter, printed in another.
    ``protected`` says that somebody hid it, so that nobody should find it out. ``gap`` is the threshold below
    which its letter prints nothing: once hidden by us, readers would know that it is 0 or larger than that.
    ``weight`` is the number of printed values that are lost if it is hidden, ``level`` along how many
    dimensions it is a total.
    """

    name: str
    integer: bool = True
    printed: Interval | None = None
    stated: Interval | None = None
    protected: bool = False
    gap: float = 0.0
    weight: int = 1
    level: int = 0

    def known(self, *, hidden: bool) -> Interval:
        """Give the bounds within which a reader knows it by itself, if we hide what is printed, or not."""
        own = self.stated or ANY
        return own if self.printed is None or hidden else own.within(self.printed)

    @property
    def candidate(self) -> bool:
        """Whether it can be hidden by us. What is below zero cannot: what we hide is said to be 0 or more."""
        return self.printed is not None and self.printed.lower >= 0


@dataclass(frozen=True)
class Relation:
    """The sum of ``terms``, each a quantity's name and a factor, is 0, or where not ``equal`` at most 0.

    ``checked`` says that a rule of the package checks it. What no rule checks need not be true.
    """

    terms: tuple[tuple[str, float], ...]
    equal: bool = True
    checked: bool = True


@dataclass(frozen=True)
class System:
    """Quantities by name, the relations between them, and groups of which all or none can be hidden."""

    quantities: Mapping[str, Quantity]
    relations: tuple[Relation, ...]
    ties: tuple[tuple[str, ...], ...] = ()

    def part(self, names: Iterable[str]) -> "System":
        """Give the system of some quantities, with the relations and ties that are among them alone."""
        kept = set(names)
        return System(
            {name: quantity for name, quantity in self.quantities.items() if name in kept},
            tuple(r for r in self.relations if all(name in kept for name, _ in r.terms)),
            tuple(tie for tie in self.ties if kept.issuperset(tie)),
        )


def total_of(total: str, parts: Iterable[str]) -> Relation:
    """Give the relation of a total and its parts; a part that is listed twice counts twice."""
    factors: dict[str, float] = {}
    for part in parts:
        factors[part] = factors.get(part, 0.0) + 1.0
    factors[total] = factors.get(total, 0.0) - 1.0
    return Relation(tuple(factors.items()))


def components(system: System) -> list[System]:
    """Cut a system into those that have nothing to do with each other, sorted by their first quantity.

    Each can be solved by itself.
    """
    parent = {name: name for name in system.quantities}

    def root(name: str) -> str:
        while parent[name] != name:
            parent[name] = parent[parent[name]]
            name = parent[name]
        return name

    groups = [tuple(name for name, _ in relation.terms) for relation in system.relations]
    for group in [*groups, *system.ties]:
        for name in group[1:]:
            parent[root(name)] = root(group[0])
    members: dict[str, dict[str, Quantity]] = {}
    for name in sorted(system.quantities):
        members.setdefault(root(name), {})[name] = system.quantities[name]
    relations: dict[str, list[Relation]] = {}
    for relation, group in zip(system.relations, groups, strict=True):
        relations.setdefault(root(group[0]), []).append(relation)
    ties: dict[str, list[tuple[str, ...]]] = {}
    for tie in system.ties:
        ties.setdefault(root(tie[0]), []).append(tie)
    return [
        System(quantities, tuple(relations.get(key, ())), tuple(ties.get(key, ())))
        for key, quantities in members.items()
    ]
