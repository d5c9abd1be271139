"""What happens around the appeals, how often, and how it is told which of it one life is full of."""

from collections.abc import Callable, Mapping
from datetime import datetime
from random import Random
from typing import NamedTuple

from tests.usecases.lives.allowed import Allowed
from tests.usecases.lives.happenings import absences, intake, law, mandates, staffing, telephone, units
from tests.usecases.lives.moves import SUBJECTS
from tests.usecases.lives.people import World


class Happening(NamedTuple):
    """What is done, and how often of a hundred moves; all else are acts on an appeal."""

    happen: Callable[[World, Random, datetime], Allowed]
    weight: int


HAPPENINGS: Mapping[str, Happening] = {
    "an appeal": Happening(intake.log, 9),
    "reminders": Happening(law.remind, 3),
    "the law": Happening(law.change, 3),
    "absences": Happening(absences.note_or_change, 4),
    "mandates": Happening(mandates.give_or_revoke, 2),
    "staff": Happening(staffing.leave_or_come, 2),
    "units": Happening(units.retire_or_restore, 1),
    "telephone": Happening(telephone.happen, 3),
}
# How much more often the season's happening happens.
IN_SEASON = 5
MOST_APPEALS = 3


class Season(NamedTuple):
    """What one life is full of: things come together then that seldom meet."""

    happening: str = ""
    subject: str = ""


def season(chance: Random) -> Season:
    """Return what a life is full of."""
    return Season(chance.choice(["", *HAPPENINGS]), chance.choice(["", *SUBJECTS]))


def next_of(world: World, chance: Random, now: Season) -> Happening | None:
    """Return what happens next; None where somebody does something with an appeal."""
    if not world.appeals:
        return HAPPENINGS["an appeal"]
    weights = {
        name: one.weight * (IN_SEASON if name == now.happening else 1) for name, one in HAPPENINGS.items()
    }
    if len(world.appeals) >= MOST_APPEALS:
        weights["an appeal"] = 0
    turn = chance.random() * 100
    for name, weight in weights.items():
        turn -= weight
        if turn < 0:
            return HAPPENINGS[name]
    return None
