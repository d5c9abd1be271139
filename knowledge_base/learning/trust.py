"""How much an example teaches, so that nobody turns the matching alone (pure).

An example that one person stands behind weighs LONE, one that a second person agreed with weighs 1. Once a unit
has FEW examples or more:

1. the examples of one person that nobody else agreed with weigh together at most a quarter of FEW, however much the
   unit has learnt: they may all be of one matter, of which others taught little;
2. all examples of one person together weigh at most a quarter of the number of the unit's examples.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import NamedTuple

LONE = 0.3
FEW = 8
SHARE = 0.25


class Taught(NamedTuple):
    """Of one live example: its unit, who routed it (none for another system), and whether a second agreed."""

    unit: int
    by: int | None
    confirmed: bool


class Weight(NamedTuple):
    """How much each example of one person in one unit weighs."""

    provisional: float
    confirmed: float

    def of(self, taught: Taught) -> float:
        """Return the weight of one example."""
        return self.confirmed if taught.confirmed else self.provisional


FULL = Weight(LONE, 1.0)


def trust_of(examples: Sequence[Taught]) -> list[float]:
    """Return the weight of each example, 0..1."""
    weights = weights_of(Counter(examples))
    return [weights[one.unit, one.by].of(one) for one in examples]


def weights_of(counts: Mapping[Taught, int]) -> dict[tuple[int, int | None], Weight]:
    """Return the weights by unit and person, from how many examples there are of each sort."""
    people: dict[int, dict[int | None, list[int]]] = {}
    for one, count in counts.items():
        people.setdefault(one.unit, {}).setdefault(one.by, [0, 0])[one.confirmed] += count
    return {
        (unit, person): weight
        for unit, taught in people.items()
        for person, weight in _weights_in_a_unit(taught).items()
    }


def _weights_in_a_unit(people: Mapping[int | None, Sequence[int]]) -> dict[int | None, Weight]:
    number = sum(map(sum, people.values()))
    if number < FEW:
        return dict.fromkeys(people, FULL)
    agreed = {person: min(confirmed, SHARE * number) for person, (_, confirmed) in people.items()}
    return {
        person: Weight(
            _each(min(LONE * alone, SHARE * FEW, SHARE * number - agreed[person]), alone, LONE),
            _each(agreed[person], confirmed, 1.0),
        )
        for person, (alone, confirmed) in people.items()
    }


def _each(together: float, count: int, most: float) -> float:
    return min(max(together, 0.0) / count, most) if count else most
