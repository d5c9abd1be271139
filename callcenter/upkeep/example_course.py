"""How one example appeal goes on after it was logged, step by step with its times (pure).

The course is planned to its end; what lies after the present has not happened yet. So recent appeals are
open, and some late; others got stuck on the way.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from operator import attrgetter
from random import Random

from callcenter.appeals.vocabulary import Action, Channel, Kind, Level, Outcome, Pace
from callcenter.law.working_days import WorkingCalendar
from callcenter.upkeep.example_answers import answer_of, begun_of, delivery_of
from callcenter.upkeep.example_calls import SHORT, Call
from callcenter.upkeep.example_diary import Desk, Diary, Step
from callcenter.upkeep.example_texts import CALL_CENTRE, Reasons, Return
from callcenter.upkeep.example_turns import Turn, Turns

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


@dataclass(frozen=True)
class Scene:
    """What all courses have in common; apparatus is the unit to which complaints of units go."""

    home: frozenset[str]
    apparatus: str
    reasons: Reasons
    turns: Turns
    calendar: WorkingCalendar
    chance: Random


def course(call: Call, scene: Scene) -> tuple[Step, ...]:
    """Return the whole course of an appeal from its routing to its closing."""
    diary = Diary(call, scene.calendar, scene.chance)
    if not call.kind_said and scene.chance.random() < CONFIRMED:
        diary.note(Action.RECLASSIFY, diary.later(0), kind=call.said.kind)
    if call.said.parts:
        return _in_parts(diary, scene)
    if _on_line(call, scene):
        _answer_on_line(diary, scene.turns)
    elif call.said.unit not in scene.home or call.said.outcome is Outcome.FORWARDED:
        if returned := _returned(call, scene):
            _send_back(diary, returned)
        _forward(diary)
    else:
        _to_unit(diary, scene)
    return tuple(diary.steps)


def _on_line(call: Call, scene: Scene) -> bool:
    if call.said.unit not in scene.home:
        return call.said.outcome is not Outcome.FORWARDED
    if call.channel is not Channel.PHONE or call.said.kind not in SHORT or call.by_itself:
        return False
    return scene.chance.random() < (ON_LINE_OURS if call.said.unit == CALL_CENTRE else ON_LINE_OTHERS)


def _returns(call: Call, reasons: Reasons) -> Sequence[Return]:
    """Return the words with which another unit sends an appeal like this back."""
    return () if call.said.about_unit else reasons.returns.get(call.said.clause or "", ())


def _returned(call: Call, scene: Scene) -> Return | None:
    fitting = _returns(call, scene.reasons)
    return scene.chance.choice(fitting) if fitting and scene.chance.random() < RETURNED else None


def _answer_on_line(diary: Diary, turns: Turns) -> None:
    turn = turns.on_line(diary.call)
    _say_on_line(diary)
    if turn is Turn.OFFERED:
        turns.offer(diary)
        return
    _close(diary, 0, 0, 1, 2)
    if turn is Turn.REOPENED:
        turns.reopen(diary)
        _say_on_line(diary)
        _close(diary, 0, 1)


def _say_on_line(diary: Diary) -> None:
    on_the_line = diary.call.channel is Channel.PHONE and not diary.steps
    at = diary.minutes(1, 10) if on_the_line else diary.later(0)
    diary.note(Action.ANSWER_ON_LINE, at, **{**answer_of(diary.call.said), "outcome": None}, consent=True)


def _close(diary: Diary, *days: int) -> None:
    """Note the closing: mostly in the same breath, or after one of so many working days."""
    at_once = diary.chance.random() < CLOSED_AT_ONCE
    at = diary.minutes(1, 4) if at_once else diary.later(*days)
    diary.note(Action.CLOSE, at, outcome=diary.call.said.outcome)


def _send_back(diary: Diary, returned: Return) -> None:
    diary.note(Action.ROUTE, _to_route(diary), returned.from_unit)
    if diary.chance.random() < TAKEN_FIRST:
        diary.note(Action.ACCEPT, diary.later(0, 1), returned.from_unit)
    at = diary.later(0, 1, 1, 2)
    diary.note(Action.SEND_BACK, at, returned.from_unit, reason=returned.text, clause=returned.clause)


def _forward(diary: Diary) -> None:
    chance = diary.chance
    late = chance.random() < FORWARDED_LATE
    at = diary.on(FORWARD_TERM + chance.choice((1, 2, 3))) if late else diary.later(0, 1, 1, 2)
    letter = f"{chance.randrange(1, 25)}-{chance.randrange(1000, 9999)}/{at:%y}"
    diary.note(Action.FORWARD, at, letter=letter)
    diary.note(Action.CLOSE, diary.later(1, 2, 3, 4), outcome=Outcome.FORWARDED)


def _to_unit(diary: Diary, scene: Scene) -> None:
    """Note how the appeal comes to its unit and is answered there, by the turn that it takes."""
    call, turns = diary.call, scene.turns
    fitting = _returns(call, scene.reasons)
    turn = turns.at_unit(call, disputable=any(one.from_unit != call.said.unit for one in fitting))
    unit = scene.apparatus if call.said.about_unit else call.said.unit or ""
    if turn is Turn.LEFT:
        turns.leave(diary)
        return
    pace = turns.set_pace(diary) if turn is Turn.PACED else Pace.ORDINARY
    if turn is Turn.DISPUTED:
        returned = scene.chance.choice([one for one in fitting if one.from_unit != unit])
        turns.dispute(diary, returned, unit)
        turns.decide(diary, unit)
    else:
        _route(diary, scene, turn, unit)
    _at_unit(diary, scene, unit, turn, pace)
    if turn is Turn.REOPENED:
        turns.reopen(diary)
        diary.note(Action.ROUTE, _to_route(diary), unit)
        _at_unit(diary, scene, unit, Turn.PLAIN, Pace.ORDINARY)


def _route(diary: Diary, scene: Scene, turn: Turn, unit: str) -> None:
    """Note how the appeal is sent to the unit, sometimes by way of another one."""
    if diary.call.said.level is Level.CORRUPTION:
        scene.turns.acknowledge(diary)
        diary.note(Action.ROUTE, diary.later(0, 1), unit, desk=Desk.CENTRE_HEAD)
        return
    if turn is Turn.PLAIN and (returned := _returned(diary.call, scene)):
        _send_back(diary, returned)
    if turn is Turn.CLARIFIED:
        scene.turns.clarify(diary)
    if turn is Turn.REFERRED:
        scene.turns.refer(diary)
    diary.note(Action.ROUTE, _to_route(diary), unit)


def _at_unit(diary: Diary, scene: Scene, unit: str, turn: Turn, pace: Pace) -> None:
    """Note the ordinary way: accepted, given to an executor, drafted, approved, told, closed."""
    turns = scene.turns
    _take(diary, unit, scene.reasons)
    match turn:
        case Turn.WITHDRAWN:
            turns.withdraw(diary)
            return
        case Turn.CONSULTED:
            turns.consult(diary, unit)
        case Turn.INVITED:
            turns.invite(diary, unit)
        case Turn.REFERRED:
            turns.report_back(diary)
    answer_on = _answer_day(diary, unit, scene, pace)
    if turn is Turn.WRITTEN:
        diary.note(Action.WRITE, diary.on(answer_on // 2), unit, text=begun_of(diary.call.said))
    _draft(diary, unit, scene.reasons, answer_on)
    diary.note(Action.DELIVER, diary.on(answer_on), **delivery_of(diary.call, diary.chance))
    _close(diary, 1, 2, 3)


def _take(diary: Diary, unit: str, reasons: Reasons) -> None:
    diary.note(Action.ACCEPT, diary.later(0, 0, 1), unit)
    diary.note(Action.ASSIGN, diary.later(0), unit, instruction=diary.chance.choice(reasons.resolutions))


def _draft(diary: Diary, unit: str, reasons: Reasons, answer_on: int) -> None:
    """Note the drafts of the answer and its approval."""
    said, chance = diary.call.said, diary.chance
    if chance.random() < REDRAFTED:
        diary.note(Action.DRAFT, diary.on(answer_on - 3), unit, **answer_of(said))
        diary.note(Action.REVISE, diary.later(0), unit, reason=chance.choice(reasons.redrafts))
    diary.note(Action.DRAFT, diary.on(answer_on - 1), unit, **answer_of(said))
    diary.note(Action.APPROVE, diary.later(0, 0, 1), unit)


def _in_parts(diary: Diary, scene: Scene) -> tuple[Step, ...]:
    """Note how an appeal of several matters is divided, answered by each unit, and told in one joint answer."""
    call = diary.call
    diary.note(Action.SPLIT, _to_route(diary), parts=call.said.parts)
    steps: list[Step] = []
    for number, part in enumerate(call.said.parts, start=1):
        own = Diary(replace(call, said=part), scene.calendar, scene.chance, begun=diary.at, part=number)
        _take(own, part.unit or "", scene.reasons)
        _draft(own, part.unit or "", scene.reasons, round(TERM * scene.chance.uniform(0.25, 0.7)))
        steps += own.steps
    steps.sort(key=attrgetter("at"))
    whole = Diary(call, scene.calendar, scene.chance, begun=steps[-1].at)
    whole.note(Action.JOIN, whole.later(0, 1))
    whole.note(Action.APPROVE, whole.later(0, 1), desk=Desk.CENTRE_HEAD)
    whole.note(Action.DELIVER, whole.later(0, 1), **delivery_of(call, scene.chance))
    _close(whole, 1, 2)
    return (*diary.steps, *steps, *whole.steps)


def _answer_day(diary: Diary, unit: str, scene: Scene, pace: Pace) -> int:
    """Return on which working day since registration the answer is told, with an extension noted where one is."""
    call, chance = diary.call, diary.chance
    if call.surge:
        return chance.choice(SURGE_TERM)
    if pace is not Pace.ORDINARY:
        return scene.turns.term_of(pace)
    inquiry = call.said.kind is Kind.INQUIRY
    term = TERM_INQUIRY if inquiry else TERM
    if chance.random() < LATE:
        return term + chance.choice(LATE_BY)
    confirmed = call.kind_said or any(step.action is Action.RECLASSIFY for step in diary.steps)
    if not inquiry and confirmed and chance.random() < EXTENDED:
        at, reason = diary.on(term - chance.choice((2, 3))), chance.choice(scene.reasons.extensions)
        diary.note(Action.EXTEND, at, unit, ground="extended", days=MORE, reason=reason)
        return term + chance.randrange(1, MORE)
    return round(term * chance.uniform(0.25, 0.9))


def _to_route(diary: Diary) -> datetime:
    on_the_line = diary.call.channel is Channel.PHONE and not diary.steps
    return diary.minutes(2, 15) if on_the_line else diary.later(0, 0, 1)
