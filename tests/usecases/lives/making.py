"""How a move of an appeal's life is told: the act, who does it, what they sensibly type, and what is wrong to type.

A move reads the world and a source of chance and returns the values of its act; the same chance in the same world
makes the same move, so that a life is told by its numbers alone.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from random import Random
from typing import Any

from callcenter.appeals.models import Appeal
from callcenter.appeals.vocabulary import Action, Outcome
from callcenter.core.clock import baku_date
from tests.usecases.lives.people import OFFICE, World

Values = dict[str, Any]
Typed = Callable[[World, Appeal, Random], Values]
Who = Callable[[World, Appeal, Random], str]

WORDS = "Şəbəkə avadanlığı dəyişdirildi, bağlantı bərpa olundu."


@dataclass(frozen=True)
class Move:
    """An act: who does it, what is typed, what each wrong input puts in its place, and how often it is tried."""

    act: Callable[..., Appeal]
    who: Who
    typed: Typed = lambda _w, _a, _c: {}
    wrong: Sequence[Typed] = ()
    weight: float = 1
    # Other steps that the same act may take the appeal through.
    also: frozenset[Action] = field(default_factory=frozenset)


def one_of(*names: str) -> Who:
    """One of them who may know of the appeal, if there is any."""

    def chosen(world: World, appeal: Appeal, chance: Random) -> str:
        tried = chance.sample(names, len(names))
        return next((name for name in tried if world.sees(name, appeal)), tried[0])

    return chosen


def head(world: World, appeal: Appeal, _: Random) -> str:
    """Who decides for the unit that has the appeal."""
    return world.head_of(world.unit_code(appeal))


def writer(world: World, appeal: Appeal, chance: Random) -> str:
    """Who writes the answer: mostly who executes the appeal."""
    return world.executor_of(appeal) if chance.random() < 0.93 else head(world, appeal, chance)


operator = one_of("operator", "operator", "operator", "operator two", "centre head", OFFICE)
clerk = one_of("operator", "operator", "operator two", OFFICE)
centre_head = one_of("centre head")


def just(**values: Any) -> Typed:
    """The same values whatever the appeal."""
    return lambda _world, _appeal, _chance: dict(values)


NO_REASON = just(reason="")


def past(world: World, chance: Random) -> date:
    """A day that is over."""
    return baku_date(world.now) - timedelta(days=chance.randint(1, 400))


def maybe_closing(_: World, __: Appeal, chance: Random) -> Outcome | None:
    """The outcome with which the same act closes the appeal, mostly none."""
    return chance.choice((None, None, Outcome.EXPLAINED, Outcome.SATISFIED))
