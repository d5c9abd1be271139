"""By when each notice to the applicant has to leave: from what day it counts, by what limit (pure; days in Baku)."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime

from callcenter.appeals import deadlines, grounds, reception_timetable
from callcenter.appeals.vocabulary import Channel, Purpose, Regime
from callcenter.law.parameters import LegalParameters
from callcenter.law.working_days import WorkingCalendar


@dataclass(frozen=True)
class Owed:
    """What a notice was drafted on, and what is known of its appeal.

    `due_before`: when the answer was due before it was extended. `main_due`: when that of the appeal is due into which
    this one is merged. `received_on`: the day of the reception to which the notice invites.
    """

    drafted_on: date
    channel: Channel
    regime: Regime
    registered_at: datetime
    answer_due: date
    due_before: date | None = None
    main_due: date | None = None
    received_on: date | None = None


Rule = Callable[[Owed, WorkingCalendar, LegalParameters], date | None]


def _at_once(owed: Owed, _: WorkingCalendar, __: LegalParameters) -> date:
    return owed.drafted_on


def _before_the_first_limit_ends(owed: Owed, _: WorkingCalendar, __: LegalParameters) -> date | None:
    return owed.due_before


def _with_the_forwarding(owed: Owed, calendar: WorkingCalendar, parameters: LegalParameters) -> date:
    return deadlines.forward_by(owed.regime, owed.registered_at, calendar, parameters).due_on


def _while_it_may_be_made_clear(owed: Owed, calendar: WorkingCalendar, parameters: LegalParameters) -> date:
    return deadlines.clarify_by(owed.regime, owed.registered_at, calendar, parameters).due_on


def _after_the_decision(owed: Owed, calendar: WorkingCalendar, parameters: LegalParameters) -> date:
    return grounds.notice_due(owed.channel, owed.drafted_on, calendar, parameters)


def _before_the_reception(owed: Owed, calendar: WorkingCalendar, _: LegalParameters) -> date | None:
    if owed.received_on is None:
        return None
    return reception_timetable.tell_by(owed.received_on, owed.drafted_on, calendar)


def _before_either_answer(owed: Owed, _: WorkingCalendar, __: LegalParameters) -> date | None:
    return None if owed.main_due is None else min(owed.answer_due, owed.main_due)


CLOCKS: Mapping[Purpose, Rule] = {
    # 10.2 lets the body take more time and obliges it to say so, while the first limit still runs.
    Purpose.EXTENDED: _before_the_first_limit_ends,
    Purpose.FORWARDED: _with_the_forwarding,
    Purpose.CLARIFICATION: _while_it_may_be_made_clear,
    Purpose.UNCONSIDERED: _after_the_decision,
    Purpose.RESUMED: _after_the_decision,
    Purpose.INVITED: _before_the_reception,
    Purpose.MERGED: _before_either_answer,
    Purpose.ACKNOWLEDGED: _at_once,
}


def letter_due(
    purpose: Purpose, owed: Owed, calendar: WorkingCalendar, parameters: LegalParameters
) -> date | None:
    """Return the last day for a notice; None where what it rests on is not there any more."""
    return CLOCKS[purpose](owed, calendar, parameters)
