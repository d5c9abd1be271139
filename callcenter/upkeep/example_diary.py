"""The steps of one example appeal with their times, as they are noted one after the other (pure)."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, time, timedelta
from enum import Enum, auto
from random import Random
from typing import Any

from callcenter.appeals.vocabulary import Action
from callcenter.core.clock import BAKU, baku_date
from callcenter.law.working_days import WorkingCalendar
from callcenter.upkeep.example_calls import OPENS, SHUTS, Call


class Desk(Enum):
    """Who takes a step: somebody of the call centre, or of the unit that the step names."""

    OPERATOR = auto()
    CENTRE_HEAD = auto()
    EXECUTOR = auto()
    HEAD = auto()


DESKS: Mapping[Action, Desk] = {
    **dict.fromkeys(
        (
            *(Action.ACCEPT, Action.ASSIGN, Action.SEND_BACK, Action.EXTEND, Action.REVISE, Action.APPROVE),
            *(Action.ADVISE, Action.CONSULTED, Action.REPORT_BACK),
        ),
        Desk.HEAD,
    ),
    **dict.fromkeys((Action.WRITE, Action.DRAFT, Action.CONSULT), Desk.EXECUTOR),
    Action.LEAVE: Desk.CENTRE_HEAD,
}


@dataclass(frozen=True)
class Step:
    """One act: when, at which unit or to which, by whom, and the words and values that the act is given.

    part is the number of the part of a divided appeal that takes it, 0 for the appeal itself.
    """

    action: Action
    at: datetime
    unit: str = ""
    given: Mapping[str, Any] = field(default_factory=dict)
    desk: Desk = Desk.OPERATOR
    part: int = 0


@dataclass
class Diary:
    """The steps noted so far, and the clock that only goes forward through office hours.

    begun is when a part of a divided appeal came into being.
    """

    call: Call
    calendar: WorkingCalendar
    chance: Random
    begun: datetime | None = None
    part: int = 0
    steps: list[Step] = field(default_factory=list)

    @property
    def at(self) -> datetime:
        """When the last step was."""
        return self.steps[-1].at if self.steps else self.begun or self.call.at

    def note(
        self, action: Action, at: datetime, unit: str = "", *, desk: Desk | None = None, **given: Any
    ) -> None:
        """Write down a step, taken by whose it usually is where no desk is named."""
        by = desk or DESKS.get(action, Desk.OPERATOR)
        self.steps.append(Step(action, at, unit, given, by, self.part))

    def minutes(self, shortest: int, longest: int) -> datetime:
        """Return a moment so many minutes after the last step, while the person is on the line or at the desk."""
        return self.at + timedelta(seconds=self.chance.randrange(shortest * 60, longest * 60))

    def later(self, *days: int) -> datetime:
        """Return an office hour one of so many working days after the last step, in any case after it."""
        wanted = self.chance.choice(days)
        local, day = self.at.astimezone(BAKU), baku_date(self.at)
        if wanted == 0 and self.calendar.is_working(day) and OPENS <= local.hour < SHUTS - 1:
            shut = datetime.combine(day, time(SHUTS), BAKU)
            left = int((shut - local).total_seconds())
            return self.at + timedelta(seconds=self.chance.randrange(300, min(left, 7200)))
        opened = datetime.combine(self.calendar.add(day, max(wanted, 1)), time(OPENS), BAKU)
        return opened + timedelta(seconds=self.chance.randrange(600, (SHUTS - OPENS) * 3600))

    def on(self, number: int) -> datetime:
        """Return an office hour on the numbered working day since registration, or soon where that has passed."""
        opened = datetime.combine(
            self.calendar.add(baku_date(self.call.at), max(number, 1)), time(OPENS), BAKU
        )
        wanted = opened + timedelta(seconds=self.chance.randrange(600, (SHUTS - OPENS) * 3600))
        return wanted if wanted > self.at else self.later(0)
