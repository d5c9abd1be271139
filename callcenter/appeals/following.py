"""What the parts and the merged appeals do when their main one is answered, given time or a pace, stopped, resumed or closed.

Each of them takes its own step with its own event, in the same transaction, whichever act moved the main one.
"""

from collections.abc import Callable, Iterator
from datetime import datetime
from typing import Any

from callcenter.appeals import division, lifecycle
from callcenter.appeals.models import Appeal, AppealEvent
from callcenter.appeals.vocabulary import Action, Delivery, Outcome, State

Take = Callable[..., Any]

# How a part ends that no answer of its own speaks for.
ENDS = {State.FORWARDED_OUT: Outcome.FORWARDED, **lifecycle.ENDS_AS}


def follow(main: Appeal, event: AppealEvent, take: Take) -> None:
    """Let those that belong to the appeal follow the step that it took; take(appeal, action) takes theirs."""
    if event.action in FOLLOWED and (main.parts or main.merged):
        FOLLOWED[event.action](main, event, take)


def _told(main: Appeal, event: AppealEvent, take: Take) -> None:
    means = event.details.get("means")
    for part in division.current_parts(main):
        if part.state is State.APPROVED:
            part.answered_at = event.at
            take(part, Action.INCLUDE, into=main.number)
            if part.answer is not None and means:
                part.answer.delivery, part.answer.delivered_at = Delivery(means), event.at
    for merged in _merged(main):
        if merged.answered_at is None:
            merged.answered_at = event.at
            take(merged, Action.INCLUDE, into=main.number)


def _stopped(whole: Appeal, event: AppealEvent, take: Take) -> None:
    """Stop those parts that their units still work on, as the whole is left unconsidered or withdrawn."""
    for part in division.current_parts(whole):
        if part.state in lifecycle.RUNNING:
            take(part, event.action)


def _extended(whole: Appeal, event: AppealEvent, take: Take) -> None:
    """Give the parts the time that the whole was given; where a part's own law knows none, its sum says so."""
    given = {name: event.details[name] for name in ("ground", "days")}
    for part in division.current_parts(whole):
        if part.state in lifecycle.RUNNING:
            take(part, Action.EXTEND, unit=part.unit, **given)


def _paced(whole: Appeal, event: AppealEvent, take: Take) -> None:
    """Run the parts as the whole runs; where a part's own law knows no such pace, its sum says so."""
    for part in division.current_parts(whole):
        if part.state in lifecycle.RUNNING:
            take(part, Action.SET_PACE, unit=part.unit, reason=event.reason, pace=event.details["pace"])


def _resumed(whole: Appeal, _: AppealEvent, take: Take) -> None:
    """Let the parts that were stopped with the whole go on from where they were."""
    for part in division.current_parts(whole):
        if part.state in (State.LEFT_UNCONSIDERED, State.WITHDRAWN):
            take(part, Action.RESUME)


def _closed(main: Appeal, event: AppealEvent, take: Take) -> None:
    """Close the parts, each with its own outcome, and the merged appeals with that of the main one."""
    for part in main.parts:
        if part.state is not State.CLOSED:
            own = part.answer.outcome if part.answer else main.outcome
            _close(part, ENDS.get(part.state, own), main, event.at, take)
    for merged in _merged(main):
        _close(merged, main.outcome, main, event.at, take)


def _close(appeal: Appeal, outcome: Outcome | None, main: Appeal, at: datetime, take: Take) -> None:
    appeal.outcome, appeal.closed_at = outcome or Outcome.EXPLAINED, at
    appeal.answered_at = appeal.answered_at or main.answered_at
    take(appeal, Action.CLOSE, outcome=appeal.outcome.value)


def _merged(main: Appeal) -> Iterator[Appeal]:
    return (one for one in main.merged if one.state is State.MERGED)


FOLLOWED: dict[Action, Callable[[Appeal, AppealEvent, Take], None]] = {
    Action.DELIVER: _told,
    Action.ANSWER_ON_LINE: _told,
    Action.FORWARD: _told,
    Action.LEAVE: _stopped,
    Action.WITHDRAW: _stopped,
    Action.RESUME: _resumed,
    Action.EXTEND: _extended,
    Action.SET_PACE: _paced,
    Action.CLOSE: _closed,
}
