"""Whether an appeal is divided among units now, and into which parts."""

from callcenter.appeals.models import Appeal
from callcenter.appeals.vocabulary import Action


def current_parts(appeal: Appeal) -> list[Appeal]:
    """Return the parts of the last time that the appeal was split; a closed and reopened one may be split anew."""
    last = next((event for event in reversed(appeal.events) if event.action is Action.SPLIT), None)
    return [part for part in appeal.parts if last is not None and part.number in last.details["parts"]]


def is_divided(appeal: Appeal) -> bool:
    """Say whether units answer its parts, so that the call centre owes the one answer to all of it."""
    steps = [event.action for event in appeal.events if event.action in (Action.SPLIT, Action.REOPEN)]
    return bool(steps) and steps[-1] is Action.SPLIT
