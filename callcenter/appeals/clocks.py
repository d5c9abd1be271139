"""One limit of the law, run on the calendar: the due date, its sum line by line, and its basis. Pure; days in Baku."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

from callcenter.appeals.vocabulary import Regime
from callcenter.core.clock import BAKU, baku_date, hour_of, midnight
from callcenter.core.wording import Sentence, say
from callcenter.law.day_names import day_name
from callcenter.law.parameters import Certainty, LegalParameter, LegalParameters, Unit
from callcenter.law.working_days import ONE_DAY, CountedDay, WorkingCalendar

NO_EXTENSION = say("müddətin uzadılması bu müraciətdə nəzərə alınmır")


@dataclass(frozen=True)
class SumLine:
    """One line of the sum: a day that was counted or skipped, or an event, with the reason for whoever reads it."""

    date: date
    counted: bool
    said: Sentence

    @property
    def why(self) -> str:
        """The Azerbaijani reason."""
        return str(self.said)


@dataclass(frozen=True)
class Basis:
    """The act and clause that a part of the sum rests on, and how sure it is."""

    act: str
    clause: str
    certainty: Certainty


@dataclass(frozen=True)
class Due:
    """When the answer is due and why.

    `due_on` is the last day in Baku; `due_at` is the moment at which an hour clock runs out, None for
    day clocks. `unconfirmed`: the kind is a guess and the shortest deadline of the likely ones runs.
    `provisional`: a day on the way may still be changed by the Cabinet, or its year is not in the calendar.
    """

    due_on: date
    due_at: datetime | None
    regime: Regime
    sum: tuple[SumLine, ...]
    basis: tuple[Basis, ...]
    provisional: bool
    unconfirmed: bool = False

    @property
    def hour(self) -> str:
        """The hour at which an hour clock runs out on its last day, 24:00 for its end; empty for a day clock."""
        return hour_of(self.due_at, self.due_on) if self.due_at else ""


@dataclass(frozen=True)
class Term:
    """The keys of the legal parameters that make one limit.

    `start` is the rule of the first day; without one the clock runs from the very moment of receipt, rest
    days too. `extension` is None where the law allows none. `by_analogy` marks a limit that the law
    does not state for this regime itself.
    """

    limit: str
    start: str | None = "count.start"
    extension: str | None = None
    by_analogy: bool = False


@dataclass(frozen=True)
class Clock:
    """A term that began at a moment: `opening` says what began it, `extension` is the day it was given and its length.

    `derived`: that the count begins here is our reading of the law. `notes` are the lines of other events. `law`:
    of which day a parameter holds, where an act said that its change is for running appeals too.
    """

    regime: Regime
    term: Term
    begun: datetime
    opening: Sentence
    extension: tuple[date, int | None] | None = None
    notes: tuple[SumLine, ...] = ()
    derived: bool = False
    law: Mapping[str, date] = field(default_factory=dict)

    @property
    def day(self) -> date:
        """The day in Baku on which the clock began; the legal parameters of this day hold."""
        return baku_date(self.begun)

    def parameter(self, key: str, parameters: LegalParameters) -> LegalParameter:
        """Return the version of a parameter by which this clock runs."""
        return parameters.at(key, self.law.get(key, self.day))


def reckon(clock: Clock, calendar: WorkingCalendar, parameters: LegalParameters) -> Due:
    """Return when the clock runs out: in working days, or in hours where the limit is one of hours."""
    limit = clock.parameter(clock.term.limit, parameters)
    start = clock.parameter(clock.term.start, parameters) if clock.term.start else None
    if limit.unit == Unit.HOURS:
        return _in_hours(clock, limit, start, calendar)
    longest = clock.parameter(clock.term.extension, parameters) if clock.term.extension else None
    return _in_days(clock, limit, start, longest, calendar)


def _in_days(
    clock: Clock,
    limit: LegalParameter,
    start: LegalParameter | None,
    longest: LegalParameter | None,
    calendar: WorkingCalendar,
) -> Due:
    extra = _extra(clock, longest)
    total = limit.value + extra
    next_day = start is None or bool(start.value)
    days = calendar.count(clock.day if next_day else clock.day - ONE_DAY, total)
    lines = _numbered(days, total)
    rule = say("müddət növbəti iş günündən hesablanır") if next_day else say("müddət bu gündən hesablanır")
    notes = (_first_line(clock, rule), *clock.notes, *_extension_notes(clock, longest))
    basis = (limit, start, longest if extra else None)
    return Due(
        due_on=days[-1].date if days else clock.day,
        due_at=None,
        regime=clock.regime,
        sum=_in_order(notes, lines),
        basis=_basis(clock, basis),
        provisional=not all(calendar.is_settled(day.date) for day in days),
    )


def _extra(clock: Clock, longest: LegalParameter | None) -> int:
    if clock.extension is None or longest is None:
        return 0
    given = clock.extension[1]
    # Given in time it stays, though not beyond what the law allows by now.
    return longest.value if given is None else min(given, longest.value)


def _extension_notes(clock: Clock, longest: LegalParameter | None) -> Iterator[SumLine]:
    if clock.extension is None:
        return
    given_on, _ = clock.extension
    if longest is None:
        yield SumLine(given_on, counted=False, said=NO_EXTENSION)
    else:
        given = say(
            "müddət %(days)s iş günü uzadılıb (%(clause)s)",
            days=_extra(clock, longest),
            clause=f"{longest.act}, {longest.clause}",
        )
        yield SumLine(given_on, counted=False, said=given)


def _numbered(days: Iterable[CountedDay], total: int) -> Iterator[SumLine]:
    number = 0
    for day in days:
        number += day.counted
        said = _counted(number, total, day.why) if day.counted else day_name(day.why)
        yield SumLine(day.date, day.counted, said)


def _counted(number: int, total: int, name: str) -> Sentence:
    place = say("%(number)s/%(total)s iş günü", number=number, total=total)
    return say("%(place)s: %(name)s", place=place, name=day_name(name)) if name else place


def _in_hours(
    clock: Clock, limit: LegalParameter, start: LegalParameter | None, calendar: WorkingCalendar
) -> Due:
    begins = clock.begun.astimezone(BAKU)
    if start is not None and start.value:
        begins = midnight(calendar.add(clock.day, 1))
        rule = say("%(hours)s saat növbəti iş gününün əvvəlindən hesablanır", hours=limit.value)
    else:
        rule = say("%(hours)s saat bu andan (%(at)s) hesablanır", hours=limit.value, at=f"{begins:%H:%M}")
    ends = _run_out(begins, limit.value, calendar.is_working if start else _every_day)
    # A clock that runs out at midnight belongs to the day that ends then.
    due_on = baku_date(ends - timedelta(microseconds=1))
    lines = tuple(_hour_lines(begins.date(), due_on, ends, calendar if start else None, clock.day))
    return Due(
        due_on=due_on,
        due_at=ends,
        regime=clock.regime,
        sum=_in_order((_first_line(clock, rule), *clock.notes, *_extension_notes(clock, None)), lines),
        basis=_basis(clock, (limit, start)),
        provisional=start is not None and not all(calendar.is_settled(line.date) for line in lines),
    )


def _run_out(begins: datetime, hours: int, runs: Callable[[date], bool]) -> datetime:
    left, cursor = timedelta(hours=hours), begins
    while True:
        next_day = midnight(cursor.date() + ONE_DAY)
        if runs(cursor.date()):
            if cursor + left <= next_day:
                return cursor + left
            left -= next_day - cursor
        cursor = next_day


def _hour_lines(
    begins: date, due_on: date, ends: datetime, calendar: WorkingCalendar | None, day: date
) -> Iterator[SumLine]:
    """Yield each day from the clock's start, and before it each one skipped, to the day it runs out."""
    passed = begins if calendar is None else min(begins, day + ONE_DAY)
    while passed <= due_on:
        skipped = calendar.why_not(passed) if calendar else ""
        running = say("saatlar hesablanır")
        if passed == due_on:
            running = say("müddətin sonu: saat %(hour)s", hour=hour_of(ends, due_on))
        yield SumLine(passed, counted=not skipped, said=day_name(skipped) if skipped else running)
        passed += ONE_DAY


def _every_day(_: date) -> bool:
    return True


def _first_line(clock: Clock, rule: Sentence) -> SumLine:
    begun = say("%(opening)s; %(rule)s", opening=clock.opening, rule=rule)
    if clock.term.by_analogy:
        begun = say("%(begun)s; müddət qanun analogiyası üzrə müəyyən edilib", begun=begun)
    return SumLine(clock.day, counted=False, said=begun)


def _in_order(notes: Iterable[SumLine], lines: Iterable[SumLine]) -> tuple[SumLine, ...]:
    """Return the notes and the days by date, a note before the day on which it was made."""
    return tuple(sorted((*notes, *lines), key=lambda line: line.date))


def _basis(clock: Clock, used: Iterable[LegalParameter | None]) -> tuple[Basis, ...]:
    unsure = clock.term.by_analogy or clock.derived
    return tuple(
        Basis(row.act, row.clause, Certainty.DERIVED if unsure else Certainty(row.certainty))
        for row in used
        if row is not None
    )
