"""Whether the law lets a deadline be moved now: by an extension, by study, by another pace (pure).

Asked once, when it is given: neither a day that is moved later nor another limit of the law must undo what was given
in time, and what an appeal's events say can always be counted again.
"""

from collections.abc import Sequence

from callcenter.appeals.clocks import Due
from callcenter.appeals.deadlines import (
    SAID,
    TERMS,
    Course,
    DeadlineEvent,
    DeadlineRefused,
    EventKind,
    due,
    follow,
)
from callcenter.appeals.vocabulary import Pace
from callcenter.core.clock import baku_date
from callcenter.law.parameters import LegalParameters
from callcenter.law.working_days import WorkingCalendar

MORE_TIME = frozenset({EventKind.STUDY, EventKind.EXTENDED})


class NotExtendable(DeadlineRefused):
    """The law allows no extension here (10.2 leaves out 10.3 and 10.4; the information law knows none)."""

    code = "not-extendable"
    sentence = "Bu müraciətin icra müddəti qanuna görə uzadıla bilməz."


class AlreadyExtended(DeadlineRefused):
    """A deadline is extended once."""

    code = "already-extended"
    sentence = "İcra müddəti artıq bir dəfə uzadılıb."


class ExtensionTooLong(DeadlineRefused):
    """More than the law's maximum, or less than one day."""

    code = "extension-too-long"
    sentence = "İcra müddəti yalnız qanunda göstərilən həddə qədər uzadıla bilər."


class ExtensionTooLate(DeadlineRefused):
    """The due date has already passed."""

    code = "extension-too-late"
    sentence = "İcra müddəti bitib, onu artıq uzatmaq olmaz."


class AlreadyStudied(DeadlineRefused):
    """The longer limit for study was given already."""

    code = "already-studied"
    sentence = "Əlavə öyrənilmə üçün müddət artıq verilib."


class SamePace(DeadlineRefused):
    """It runs at that pace."""

    code = "same-pace"
    sentence = "Müraciətin icra rejimi onsuz da belədir."


class PaceNotAllowed(DeadlineRefused):
    """The regime has no such limit, or a shorter one already runs."""

    code = "pace-not-allowed"
    sentence = "Bu müraciət növü üçün belə icra müddəti nəzərdə tutulmayıb."


def check(
    events: Sequence[DeadlineEvent],
    move: DeadlineEvent,
    calendar: WorkingCalendar,
    parameters: LegalParameters,
) -> Due:
    """Return the due date with an extension, study or another pace added; `DeadlineRefused` where the law forbids it.

    More time is given while the present limit runs, an extension once in a round (1308-IVQ, 10.2).
    """
    course = follow(events)
    if move.kind is EventKind.EXTENDED:
        _check_extension(course, move, parameters)
    else:
        _check_pace(course, Pace(move.kind.value))
    if move.kind in MORE_TIME and baku_date(move.at) > due(events, calendar, parameters).due_on:
        raise ExtensionTooLate
    return due((*events, move), calendar, parameters)


def _check_extension(course: Course, extension: DeadlineEvent, parameters: LegalParameters) -> None:
    if course.is_extended:
        raise AlreadyExtended
    for clock in map(course.clock, course.regimes):
        if clock.term.extension is None:
            raise NotExtendable
        longest = clock.parameter(clock.term.extension, parameters).value
        if extension.days is not None and not 1 <= extension.days <= longest:
            raise ExtensionTooLong


def _check_pace(course: Course, pace: Pace) -> None:
    if pace is Pace.ORDINARY:
        if not course.paces.keys() & set(SAID):
            raise SamePace
        return
    if pace in course.paces:
        raise AlreadyStudied if pace is Pace.STUDY else SamePace
    for regime in course.regimes:
        # Study lengthens, so it must not be recorded where a shorter clock keeps running.
        shorter = pace is Pace.STUDY and course.pace(regime) is not Pace.ORDINARY
        if (regime, pace) not in TERMS or shorter:
            raise PaceNotAllowed
