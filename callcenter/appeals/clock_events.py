"""Which steps of an appeal move its deadline, as the rule takes them."""

from collections.abc import Iterable, Iterator
from datetime import date
from typing import Any

from callcenter.appeals.deadlines import DeadlineEvent, EventKind
from callcenter.appeals.models import Appeal, AppealEvent
from callcenter.appeals.vocabulary import Action, Kind

_CLOCK = {
    Action.LOG: EventKind.REGISTERED,
    Action.CONFIRM_KIND: EventKind.RECLASSIFIED,
    Action.RECLASSIFY: EventKind.RECLASSIFIED,
    Action.REOPEN: EventKind.REOPENED,
}
# A withdrawal that is taken back has stopped nothing; when a ground of the law is gone, the days begin anew (0010).
_RESUMED = {Action.LEAVE: EventKind.RESUMED, Action.WITHDRAW: EventKind.WENT_ON}


def clock_events(events: Iterable[AppealEvent]) -> list[DeadlineEvent]:
    """Return those of an appeal's events that move its deadline, as the rule takes them."""
    found: list[DeadlineEvent] = []
    stopped = Action.LEAVE
    for event in events:
        if event.action in _RESUMED:
            stopped = event.action
        if event.action is Action.RESUME:
            found.append(DeadlineEvent(_RESUMED[stopped], event.at))
        else:
            found += _moves(event)
    return found


def inherited(appeal: Appeal) -> list[dict[str, Any]]:
    """Return what has moved the appeal's deadline, as the details by which a part of it takes the clock over."""
    return [moved.as_json() for moved in clock_events(appeal.events)]


def clock_event(event: AppealEvent) -> DeadlineEvent | None:
    """Return how an event by itself moves the deadline, None when it does not."""
    if event.action is Action.EXTEND:
        return DeadlineEvent(EventKind(event.details["ground"]), event.at, days=event.details.get("days"))
    if event.action is Action.SET_PACE:
        return DeadlineEvent(EventKind(event.details["pace"]), event.at)
    if event.action is Action.RECOUNT and "law" in event.details:
        law = {key: date.fromisoformat(day) for key, day in event.details["law"].items()}
        return DeadlineEvent(EventKind.LAW_CHANGED, event.at, law=law)
    if event.action not in _CLOCK:
        return None
    kinds = tuple(Kind(kind) for kind in event.details.get("kinds", ()))
    return DeadlineEvent(_CLOCK[event.action], event.at, kinds)


def _moves(event: AppealEvent) -> Iterator[DeadlineEvent]:
    if event.action is Action.LOG and "clock" in event.details:
        yield from map(DeadlineEvent.of_json, event.details["clock"])
    elif (moved := clock_event(event)) is not None:
        yield moved
