"""How one example appeal goes on after it was logged, step by step with its times (pure).

The course is planned to its end; what lies after the present has not happened yet. So recent appeals are
open, and some late; others got stuck on the way.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, time, timedelta
from random import Random
from typing import Any

from callcenter.appeals import lifecycle
from callcenter.appeals.answer_rules import REFUSALS, route_in, says_route
from callcenter.appeals.vocabulary import Action, Channel, Delivery, Kind, Outcome, State
from callcenter.core.clock import BAKU, baku_date
from callcenter.law.working_days import WorkingCalendar
from callcenter.upkeep.example_calls import OPENS, SHORT, SHUTS, Call
from callcenter.upkeep.example_texts import CALL_CENTRE, Reasons, Return, Said

ON_LINE_OURS, ON_LINE_OTHERS = 0.96, 0.8
CLOSED_AT_ONCE = 0.8
CONFIRMED = 0.85
RETURNED, TAKEN_FIRST = 0.3, 0.3
LATE, EXTENDED, REDRAFTED = 0.27, 0.14, 0.18
FORWARDED_LATE = 0.08
# Working days that the plan keeps to or overruns: for an answer, for an inquiry, to forward, given on top.
# The true due dates come from the acts and the law's own parameters.
TERM, TERM_INQUIRY, FORWARD_TERM, MORE = 15, 7, 3, 10
LATE_BY = range(1, 7)
SURGE_TERM = range(1, 4)

RECENT = timedelta(days=14)
STUCK_RECENTLY, STUCK_RETURNED, FORGOTTEN = 0.3, 0.6, 0.03


@dataclass(frozen=True)
class Step:
    """One act: when, at which unit or to which, and the words and values that the act is given."""

    action: Action
    at: datetime
    unit: str = ""
    given: Mapping[str, Any] = field(default_factory=dict)


@dataclass
class Diary:
    """The steps noted so far, and the clock that only goes forward through office hours."""

    call: Call
    calendar: WorkingCalendar
    chance: Random
    steps: list[Step] = field(default_factory=list)

    @property
    def at(self) -> datetime:
        """When the last step was."""
        return self.steps[-1].at if self.steps else self.call.at

    def note(self, action: Action, at: datetime, unit: str = "", **given: Any) -> None:
        """Write down a step."""
        self.steps.append(Step(action, at, unit, given))

    def minutes(self, shortest: int, longest: int) -> datetime:
        """Return a moment so many minutes after the last step, while the person is on the line or at the desk."""
        return self.at + timedelta(seconds=self.chance.randrange(shortest * 60, longest * 60))

    def later(self, days: int) -> datetime:
        """Return an office hour so many working days after the last step, in any case after it."""
        local, day = self.at.astimezone(BAKU), baku_date(self.at)
        if days == 0 and self.calendar.is_working(day) and OPENS <= local.hour < SHUTS - 1:
            shut = datetime.combine(day, time(SHUTS), BAKU)
            left = int((shut - local).total_seconds())
            return self.at + timedelta(seconds=self.chance.randrange(300, min(left, 7200)))
        opened = datetime.combine(self.calendar.add(day, max(days, 1)), time(OPENS), BAKU)
        return opened + timedelta(seconds=self.chance.randrange(600, (SHUTS - OPENS) * 3600))

    def on(self, number: int) -> datetime:
        """Return an office hour on the numbered working day since registration, or soon where that has passed."""
        opened = datetime.combine(
            self.calendar.add(baku_date(self.call.at), max(number, 1)), time(OPENS), BAKU
        )
        wanted = opened + timedelta(seconds=self.chance.randrange(600, (SHUTS - OPENS) * 3600))
        return wanted if wanted > self.at else self.later(0)


def course(
    call: Call,
    home: frozenset[str],
    apparatus: str,
    reasons: Reasons,
    calendar: WorkingCalendar,
    chance: Random,
) -> tuple[Step, ...]:
    """Return the whole course of an appeal from its routing to its closing."""
    diary = Diary(call, calendar, chance)
    if not call.kind_said and chance.random() < CONFIRMED:
        diary.note(Action.RECLASSIFY, diary.later(0), kind=call.said.kind)
    returned = _returned(call, reasons, chance)
    if _on_line(call, home, chance):
        _answer_on_line(diary)
        return tuple(diary.steps)
    if returned:
        _send_back(diary, returned)
    if call.said.unit not in home or call.said.outcome is Outcome.FORWARDED:
        _forward(diary)
    else:
        _through_unit(diary, apparatus if call.said.about_unit else call.said.unit, reasons)
    return tuple(diary.steps)


def cut_short(
    steps: Sequence[Step], wanted: list[State], *, age: timedelta, chance: Random
) -> Sequence[Step]:
    """Return the first of the steps taken so far, where the appeal got stuck, or all of them.

    Recent ones stop in the first of the wanted states that they passed, which then goes to the list's end: so
    every state has its open appeals. A few older ones were forgotten.
    """
    passed = states(steps)
    stuck = STUCK_RETURNED if State.RETURNED in passed else STUCK_RECENTLY
    state = next((state for state in wanted if state in passed), None)
    if state is None or chance.random() >= (stuck if age <= RECENT else FORGOTTEN):
        return steps
    wanted.append(wanted.pop(wanted.index(state)))
    last = max(place for place, one in enumerate(passed) if one is state)
    return steps[:last]


def states(steps: Sequence[Step]) -> list[State]:
    """Return the states that an appeal passes, from registration on."""
    passed = [State.REGISTERED]
    for step in steps:
        passed.append(lifecycle.after(passed[-1], step.action, before=lifecycle.settled(passed)))
    return passed


def _on_line(call: Call, home: frozenset[str], chance: Random) -> bool:
    if call.said.unit not in home:
        return call.said.outcome is not Outcome.FORWARDED
    if call.channel is not Channel.PHONE or call.said.kind not in SHORT or call.by_itself:
        return False
    return chance.random() < (ON_LINE_OURS if call.said.unit == CALL_CENTRE else ON_LINE_OTHERS)


def _returned(call: Call, reasons: Reasons, chance: Random) -> Return | None:
    fitting = [] if call.said.about_unit else reasons.returns.get(call.said.clause or "", ())
    return chance.choice(fitting) if fitting and chance.random() < RETURNED else None


def _answer_on_line(diary: Diary) -> None:
    at = diary.minutes(1, 10) if diary.call.channel is Channel.PHONE else diary.later(0)
    diary.note(Action.ANSWER_ON_LINE, at, **{**_answer(diary.call.said), "outcome": None}, consent=True)
    _close(diary, (0, 0, 1, 2))


def _answer(said: Said) -> dict[str, Any]:
    """Return what an answer is given; the words of a refusal are its reasons, and say how to complain."""
    if said.outcome not in REFUSALS:
        return {"text": said.answer, "outcome": said.outcome}
    text = said.answer if says_route(said.answer) else f"{said.answer}\n\n{route_in(said.language)}"
    return {"text": text, "outcome": said.outcome, "reasons": text}


def _close(diary: Diary, days: Sequence[int]) -> None:
    """Note the closing: mostly in the same breath, or after one of so many working days."""
    at_once = diary.chance.random() < CLOSED_AT_ONCE
    at = diary.minutes(1, 4) if at_once else diary.later(diary.chance.choice(days))
    diary.note(Action.CLOSE, at, outcome=diary.call.said.outcome)


def _send_back(diary: Diary, returned: Return) -> None:
    chance = diary.chance
    diary.note(Action.ROUTE, _to_route(diary), returned.from_unit)
    if chance.random() < TAKEN_FIRST:
        diary.note(Action.ACCEPT, diary.later(chance.choice((0, 1))), returned.from_unit)
    at = diary.later(chance.choice((0, 1, 1, 2)))
    diary.note(Action.SEND_BACK, at, returned.from_unit, reason=returned.text, clause=returned.clause)


def _forward(diary: Diary) -> None:
    chance = diary.chance
    late = chance.random() < FORWARDED_LATE
    at = (
        diary.on(FORWARD_TERM + chance.choice((1, 2, 3)))
        if late
        else diary.later(chance.choice((0, 1, 1, 2)))
    )
    letter = f"{chance.randrange(1, 25)}-{chance.randrange(1000, 9999)}/{at:%y}"
    diary.note(Action.FORWARD, at, letter=letter)
    diary.note(Action.CLOSE, diary.later(chance.choice((1, 2, 3, 4))), outcome=Outcome.FORWARDED)


def _through_unit(diary: Diary, unit: str | None, reasons: Reasons) -> None:
    """Note the ordinary way: routed, accepted, given to an executor, drafted, approved, told, closed."""
    unit, said, chance = unit or "", diary.call.said, diary.chance
    diary.note(Action.ROUTE, _to_route(diary), unit)
    diary.note(Action.ACCEPT, diary.later(chance.choice((0, 0, 1))), unit)
    diary.note(Action.ASSIGN, diary.later(0), unit, instruction=chance.choice(reasons.resolutions))
    answer_on = _answer_day(diary, unit, reasons)
    if chance.random() < REDRAFTED:
        diary.note(Action.DRAFT, diary.on(answer_on - 3), unit, **_answer(said))
        diary.note(Action.REVISE, diary.later(0), unit, reason=chance.choice(reasons.redrafts))
    diary.note(Action.DRAFT, diary.on(answer_on - 1), unit, **_answer(said))
    diary.note(Action.APPROVE, diary.later(chance.choice((0, 0, 1))), unit)
    delivery = _delivery(diary.call)
    letter = (
        f"{chance.randrange(1, 25)}-{chance.randrange(1000, 9999)}" if delivery is Delivery.LETTER else ""
    )
    diary.note(Action.DELIVER, diary.on(answer_on), delivery=delivery, note="", outcome=None, letter=letter)
    _close(diary, (1, 2, 3))


def _answer_day(diary: Diary, unit: str, reasons: Reasons) -> int:
    """Return on which working day since registration the answer is told, with an extension noted where one is."""
    call, chance = diary.call, diary.chance
    if call.surge:
        return chance.choice(SURGE_TERM)
    inquiry = call.said.kind is Kind.INQUIRY
    term = TERM_INQUIRY if inquiry else TERM
    if chance.random() < LATE:
        return term + chance.choice(LATE_BY)
    confirmed = call.kind_said or any(step.action is Action.RECLASSIFY for step in diary.steps)
    if not inquiry and confirmed and chance.random() < EXTENDED:
        at, reason = diary.on(term - chance.choice((2, 3))), chance.choice(reasons.extensions)
        diary.note(Action.EXTEND, at, unit, ground="extended", days=MORE, reason=reason)
        return term + chance.randrange(1, MORE)
    return round(term * chance.uniform(0.25, 0.9))


def _to_route(diary: Diary) -> datetime:
    on_the_line = diary.call.channel is Channel.PHONE and not diary.steps
    return diary.minutes(2, 15) if on_the_line else diary.later(diary.chance.choice((0, 0, 1)))


def _delivery(call: Call) -> Delivery:
    if call.channel is Channel.LETTER:
        return Delivery.LETTER
    if call.channel in (Channel.EMAIL, Channel.WEB, Channel.API) and call.caller.email:
        return Delivery.EMAIL
    return Delivery.PHONE


def open_states() -> Iterator[State]:
    """Yield the states in which an appeal may still stand, the rarest first."""
    rare = (State.RETURNED, State.APPROVED, State.AWAITING_APPROVAL, State.ACCEPTED, State.DELIVERED)
    yield from rare
    yield from (state for state in State if state in lifecycle.OPEN and state not in rare)
