"""Where example appeals stand still: which of the steps taken by now were taken in truth (pure)."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from enum import Enum, auto
from random import Random

from callcenter.appeals import lifecycle
from callcenter.appeals.returns import MOST_RETURNS
from callcenter.appeals.vocabulary import Action, State
from callcenter.upkeep.example_diary import Step

RECENT, FRESH = timedelta(days=14), timedelta(days=28)
STUCK_RECENTLY, STUCK_RETURNED, FORGOTTEN = 0.3, 0.6, 0.03


class Special(Enum):
    """Where an appeal waits for one person, though its state does not say so."""

    UNDECIDED = auto()


Place = State | Special
# Few appeals pass these, so the first that does stands there.
RARE: tuple[Place, ...] = (
    Special.UNDECIDED,
    *(State.REOPENED, State.SPLIT, State.LEFT_UNCONSIDERED, State.WITHDRAWN, State.INVITED, State.CONSULTING),
    *(State.DRAFT, State.RETURNED, State.APPROVED, State.AWAITING_APPROVAL, State.ACCEPTED, State.DELIVERED),
)


class Stops:
    """Deals out the states in which appeals stand still, so that every state has its open appeals."""

    def __init__(self, now: datetime, chance: Random) -> None:
        self._now, self._chance = now, chance
        self._wanted: list[Place] = [
            *RARE,
            *(state for state in State if state in lifecycle.OPEN and state not in RARE),
        ]
        self._empty = set(RARE)

    def cut_short(self, steps: Sequence[Step], begun: datetime) -> Sequence[Step]:
        """Return the first of the steps taken so far, where the appeal got stuck, or all of them.

        Recent ones stop in the first of the wanted states that they passed, which then goes to the list's end. A
        few older ones were forgotten.
        """
        passed = places(steps)
        place = next((one for one in self._wanted if one in passed), None)
        if place is None:
            return steps
        last = max(number for number, one in enumerate(passed) if one is place)
        if self._chance.random() >= self._likely(place, passed, begun, steps[last - 1].at if last else begun):
            return steps
        self._wanted.append(self._wanted.pop(self._wanted.index(place)))
        self._empty.discard(place)
        return steps[:last]

    def _likely(self, place: Place, passed: Sequence[Place], begun: datetime, since: datetime) -> float:
        """Return how likely an appeal of that age stands still where it came then."""
        if place in self._empty and self._now - since <= FRESH:
            return 1
        if self._now - begun > RECENT:
            return FORGOTTEN
        return STUCK_RETURNED if State.RETURNED in passed else STUCK_RECENTLY


def places(steps: Sequence[Step]) -> list[Place]:
    """Return where an appeal stood at first and after each step."""
    stood: list[Place] = [*states(steps)]
    returns = 0
    for number, step in enumerate(steps, start=1):
        returns += step.action is Action.SEND_BACK
        if stood[number] is State.RETURNED and returns >= MOST_RETURNS:
            stood[number] = Special.UNDECIDED
    return stood


def states(steps: Sequence[Step]) -> list[State]:
    """Return the states that an appeal passes, from registration on; the steps of its parts leave it where it is."""
    passed = [State.REGISTERED]
    for step in steps:
        if step.part:
            passed.append(passed[-1])
        elif step.action is Action.OFFER_WRITTEN and step.given.get("accepted"):
            passed.append(State.CLOSED)
        else:
            before, written = lifecycle.settled(passed), lifecycle.written(passed)
            passed.append(lifecycle.after(passed[-1], step.action, before=before, written=written))
    return passed
