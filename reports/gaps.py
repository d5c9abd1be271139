"""The competence map: where the statutes and what people ask do not meet (pure).

Four gaps: clauses that nobody called about, appeals that no clause covers, clauses that two units claim, and
appeals that a unit sent back as not its own, with the clause it cited (002:3.0.9, 4.0.5: proposals from figures).
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain
from types import MappingProxyType

from knowledge_base.language.folding import fold


@dataclass(frozen=True)
class Claim:
    """A card of a unit of the home body rests on a clause; appeals were routed by the card in the period."""

    clause: str
    card: str
    title: str
    unit: str
    main: bool
    appeals: int


@dataclass(frozen=True)
class Duty:
    """A duty clause in force of a unit of the home body; its text, None while the statute is not imported."""

    clause: str
    unit: str
    text: str | None


@dataclass(frozen=True)
class Refusal:
    """How often a unit sent appeals back citing a clause."""

    unit: str
    clause: str
    appeals: int


@dataclass(frozen=True)
class Quiet:
    """A duty that nobody called about; a card speaks of it, or none does."""

    duty: Duty
    title: str | None


@dataclass(frozen=True)
class Contested:
    """A clause that cards of several units rest on, with the appeals that each got by it."""

    clause: str
    units: tuple[tuple[str, int], ...]
    related: bool
    """The units stand above one another, as a department and its sector do: less of a surprise."""


@dataclass(frozen=True)
class Returned:
    """A unit's refusals by one clause, and the units whose duty the clause is, of the home body where it has any."""

    refusal: Refusal
    owners: tuple[str, ...]


@dataclass(frozen=True)
class CompetenceMap:
    """The four gaps, the weightiest first in each."""

    duties: int
    quiet: tuple[Quiet, ...]
    contested: tuple[Contested, ...]
    returned: tuple[Returned, ...]
    uncovered: tuple[tuple[str, int], ...]
    """Of each unit, or "" for none, the appeals that no clause covers."""

    @property
    def called(self) -> int:
        """How many duties somebody called about."""
        return self.duties - len(self.quiet)

    @property
    def not_covered(self) -> int:
        """How many appeals no clause covers."""
        return sum(count for _, count in self.uncovered)


def competence_map(
    claims: Sequence[Claim],
    duties: Iterable[Duty],
    refusals: Iterable[Refusal],
    uncovered: Mapping[str, int],
    above: Mapping[str, str | None],
    elsewhere: Mapping[str, Sequence[str]] = MappingProxyType({}),
) -> CompetenceMap:
    """Return the map; `above` gives the unit that each unit stands under, None at the top.

    `elsewhere`: the units of other bodies by the clauses of their cards; theirs is what no unit of the home body owns.
    """
    appeals: Counter[str] = Counter()
    titles: dict[str, str] = {}
    for claim in sorted(claims, key=lambda claim: not claim.main):
        appeals[claim.clause] += claim.appeals
        titles.setdefault(claim.clause, claim.title)
    every = {duty.clause: duty for duty in duties}
    for claim in claims:
        if claim.main:
            every.setdefault(claim.clause, Duty(claim.clause, claim.unit, None))
    quiet = [Quiet(duty, titles.get(key)) for key, duty in every.items() if not appeals[key]]
    owners = _owners(claims, every.values())
    return CompetenceMap(
        duties=len(every),
        quiet=tuple(sorted(quiet, key=lambda one: (one.title is not None, _in_order(one.duty.clause)))),
        contested=_contested(claims, above),
        returned=tuple(
            Returned(refusal, owners.get(_plain(refusal.clause)) or tuple(elsewhere.get(refusal.clause, ())))
            for refusal in sorted(refusals, key=lambda one: (-one.appeals, one.unit, _in_order(one.clause)))
        ),
        uncovered=tuple(sorted(uncovered.items(), key=lambda pair: (-pair[1], pair[0]))),
    )


def _contested(claims: Sequence[Claim], above: Mapping[str, str | None]) -> tuple[Contested, ...]:
    by_clause: dict[str, Counter[str]] = defaultdict(Counter)
    for claim in claims:
        by_clause[claim.clause][claim.unit] += claim.appeals
    found = [
        Contested(clause, tuple(units.most_common()), _one_line(list(units), above))
        for clause, units in by_clause.items()
        if len(units) > 1
    ]
    return tuple(
        sorted(found, key=lambda one: (one.related, -sum(n for _, n in one.units), _in_order(one.clause)))
    )


def _one_line(units: Sequence[str], above: Mapping[str, str | None]) -> bool:
    """Say whether one of the units stands over all the others."""
    lines = [set(_line(unit, above)) for unit in units]
    return any(all(unit in line for line in lines) for unit in units)


def _line(unit: str, above: Mapping[str, str | None]) -> Iterable[str]:
    """Yield the unit and those above it."""
    seen: set[str] = set()
    at: str | None = unit
    while at is not None and at not in seen:
        seen.add(at)
        yield at
        at = above.get(at)


def _owners(claims: Iterable[Claim], duties: Iterable[Duty]) -> dict[str, tuple[str, ...]]:
    owners: dict[str, dict[str, None]] = defaultdict(dict)
    held = chain(((one.clause, one.unit) for one in duties), ((one.clause, one.unit) for one in claims))
    for clause, unit in held:
        for name in (clause, clause.partition(":")[2]):
            owners[_plain(name)][unit] = None
    return {clause: tuple(units) for clause, units in owners.items()}


def _plain(clause: str) -> str:
    return fold(clause).strip(". ")


def _in_order(clause: str) -> tuple[str, list[int]]:
    """Clauses of one statute in the order of their numbers: 3.0.2 before 3.0.10."""
    statute, _, number = clause.rpartition(":")
    return statute, [
        int(part) for part in number.replace("/", ".").replace("-", ".").split(".") if part.isdigit()
    ]
