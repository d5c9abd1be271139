"""How often an appeal may come back before somebody decides for good whose it is (pure).

Two units must not send an appeal to and fro while its term runs: after the third return the head of the call
centre decides, and that decision is not sent back (002:5.4.2, 5.4.5).
"""

from collections.abc import Iterable
from dataclasses import dataclass

from callcenter.appeals.vocabulary import Action, State

MOST_RETURNS = 3


@dataclass(frozen=True, slots=True)
class Step:
    """A step of an appeal; binding: it was routed by a decision that is not sent back."""

    action: Action
    binding: bool = False


def times_returned(steps: Iterable[Step]) -> int:
    """Return how many times units sent the appeal back since it was registered or last reopened."""
    return sum(step.action is Action.SEND_BACK for step in _of_this_round(steps))


def is_bound(steps: Iterable[Step]) -> bool:
    """Say whether the unit that has the appeal got it by a binding decision."""
    routed = [step.binding for step in _of_this_round(steps) if step.action is Action.ROUTE]
    return bool(routed) and routed[-1]


def awaits_decision(state: State, steps: Iterable[Step]) -> bool:
    """Say whether only a binding decision may route the appeal: for the first time, or in place of the earlier one."""
    steps = list(steps)
    often = state is State.RETURNED and times_returned(steps) >= MOST_RETURNS
    return often or is_bound(steps)


def _of_this_round(steps: Iterable[Step]) -> list[Step]:
    found: list[Step] = []
    for step in steps:
        found = [] if step.action is Action.REOPEN else [*found, step]
    return found
