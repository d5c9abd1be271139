"""Which parts an appeal has now."""

from callcenter.appeals.models import Appeal
from callcenter.appeals.vocabulary import Action


def current_parts(appeal: Appeal) -> list[Appeal]:
    """Return the parts of the last time that the appeal was split; a closed and reopened one may be split anew."""
    last = next((event for event in reversed(appeal.events) if event.action is Action.SPLIT), None)
    return [part for part in appeal.parts if last is not None and part.number in last.details["parts"]]
