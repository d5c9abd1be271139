"""More days for study, and an extension: how many, once, in time, and where the law knows none."""

from datetime import date

import pytest

from callcenter.appeals.allowed_moves import (
    AlreadyExtended,
    AlreadyStudied,
    ExtensionTooLate,
    ExtensionTooLong,
    NotExtendable,
)
from callcenter.appeals.deadlines import DeadlineEvent, EventKind, due, due_before
from callcenter.law.changes import LimitChange
from callcenter.law.working_days import WorkingCalendar
from tests.rules.deadline_cases import (
    CALENDAR,
    COMPLAINT,
    EXTENDED,
    INQUIRY,
    LAW,
    REOPENED,
    RESUMED,
    SEEDS,
    SERVICEMAN,
    STUDY,
    URGENT,
    WENT_ON,
    baku,
    event,
    given,
    notes,
    reckoned,
    reclassified,
    registered,
    rest,
    worked,
)


def test_study_gives_thirty_days_instead_of_fifteen() -> None:
    reckoning = reckoned(registered("2026-03-10", COMPLAINT), event(STUDY, "2026-03-12"))
    assert reckoning.due_on == date(2026, 4, 30)
    assert notes(reckoning)[1:] == [("2026-03-12", "əlavə öyrənilmə və yoxlanılma tələb olunur")]


@pytest.mark.parametrize(("days", "due"), [(None, "2026-05-22"), (30, "2026-05-22"), (1, "2026-04-10")])
def test_an_extension_lengthens_the_limit_by_the_days_given(days: int | None, due: str) -> None:
    reckoning = reckoned(registered("2026-03-10", COMPLAINT), event(EXTENDED, "2026-03-12", days))
    assert reckoning.due_on.isoformat() == due
    assert notes(reckoning)[1:] == [("2026-03-12", f"müddət {days or 30} iş günü uzadılıb (1308-IVQ, 10.2)")]


def test_study_and_extension_make_sixty_days() -> None:
    reckoning = reckoned(
        registered("2026-03-10", COMPLAINT), event(STUDY, "2026-03-12"), event(EXTENDED, "2026-03-13")
    )
    assert sum(line.counted for line in reckoning.sum) == 60


@pytest.mark.parametrize("days", [0, -1, 31])
def test_an_extension_beyond_the_law_is_refused(days: int) -> None:
    with pytest.raises(ExtensionTooLong):
        given(registered("2026-03-10", COMPLAINT), event(EXTENDED, "2026-03-12", days))


def test_a_second_extension_is_refused() -> None:
    history = [registered("2026-03-10", COMPLAINT), event(EXTENDED, "2026-03-12", 5)]
    with pytest.raises(AlreadyExtended):
        given(*history, event(EXTENDED, "2026-03-13", 5))


def test_of_two_extensions_kept_from_before_the_second_gives_nothing_and_says_so() -> None:
    history = [registered("2026-03-10", COMPLAINT), event(EXTENDED, "2026-03-12", 5)]
    reckoning = reckoned(*history, event(EXTENDED, "2026-03-13", 5))
    assert reckoning.due_on == reckoned(*history).due_on
    assert notes(reckoning)[2:] == [("2026-03-13", "müddətin uzadılması bu müraciətdə nəzərə alınmır")]


def test_the_limit_for_study_is_given_once() -> None:
    history = [registered("2026-03-10", COMPLAINT), event(STUDY, "2026-03-12")]
    with pytest.raises(AlreadyStudied):
        given(*history, event(STUDY, "2026-03-13"))
    assert given(*history, event(EXTENDED, "2026-03-13")).due_on == date(2026, 6, 18)


def test_study_too_is_asked_for_in_time() -> None:
    with pytest.raises(ExtensionTooLate):
        given(registered("2026-03-10", COMPLAINT), event(STUDY, "2026-04-10"))


@pytest.mark.parametrize("stopped", [WENT_ON, RESUMED])
def test_stopping_and_going_on_gives_no_second_extension(stopped: EventKind) -> None:
    history = [registered("2026-03-10", COMPLAINT), event(EXTENDED, "2026-03-12", 5)]
    with pytest.raises(AlreadyExtended):
        given(*history, event(stopped, "2026-03-16"), event(EXTENDED, "2026-03-17", 5))


@pytest.mark.parametrize("anew", [WENT_ON, RESUMED, REOPENED])
def test_a_servicemans_appeal_is_never_extended_whatever_happened_to_it(anew: EventKind) -> None:
    history = [
        registered("2026-03-10", COMPLAINT),
        event(SERVICEMAN, "2026-03-10"),
        event(anew, "2026-03-16"),
    ]
    with pytest.raises(NotExtendable):
        given(*history, event(EXTENDED, "2026-03-17"))


@pytest.mark.parametrize(
    "history",
    [
        (registered("2026-03-10", INQUIRY),),
        (registered("2026-03-10", COMPLAINT), event(URGENT, "2026-03-10")),
        (registered("2026-03-10", COMPLAINT), event(SERVICEMAN, "2026-03-10")),
        (registered("2026-03-10", COMPLAINT, INQUIRY),),
    ],
    ids=["inquiry", "urgent", "serviceman", "perhaps an inquiry"],
)
def test_what_the_law_does_not_extend_is_not_extended(history: tuple[DeadlineEvent, ...]) -> None:
    with pytest.raises(NotExtendable):
        given(*history, event(EXTENDED, "2026-03-11"))


@pytest.mark.parametrize("day", ["2026-03-12", "2026-04-09"])
def test_an_extension_is_given_up_to_and_on_the_due_date(day: str) -> None:
    extended = given(registered("2026-03-10", COMPLAINT), event(EXTENDED, day))
    assert extended.due_on == date(2026, 5, 22)


def test_an_extension_after_the_due_date_is_refused() -> None:
    with pytest.raises(ExtensionTooLate):
        given(registered("2026-03-10", COMPLAINT), event(EXTENDED, "2026-04-10"))


def test_an_extension_stays_given_when_a_swap_later_moves_the_due_date_before_it() -> None:
    history = [registered("2026-03-10", COMPLAINT), event(EXTENDED, "2026-04-09", 1)]
    calendar = WorkingCalendar.of(SEEDS, [worked("2026-03-28")])
    assert due(history, calendar, LAW).due_on == date(2026, 4, 9)


def test_until_the_first_limit_ends_the_applicant_is_told_of_an_extension() -> None:
    extension, reopened = event(EXTENDED, "2026-03-12", 5), event(REOPENED, "2026-05-04")
    events = (registered("2026-03-10", COMPLAINT), extension)
    assert (
        due_before(extension, events, CALENDAR, LAW).due_on == reckoned(events[0]).due_on == date(2026, 4, 9)
    )
    assert due_before(extension, (*events, reopened), CALENDAR, LAW).due_on == date(2026, 4, 9)
    calendar = WorkingCalendar.of(SEEDS, [rest("2026-04-08")])
    assert due_before(extension, events, calendar, LAW).due_on == date(2026, 4, 10)


def test_the_first_limit_too_is_another_where_a_change_is_for_open_appeals() -> None:
    extension = event(EXTENDED, "2026-03-12", 5)
    change = LimitChange("appeal.limit", 10, date(2026, 3, 16), "1308-IVQ", "10.1", "V", applies_to_open=True)
    _, limits = change.applied(CALENDAR, LAW)
    changed = DeadlineEvent(
        EventKind.LAW_CHANGED, baku("2026-03-16T11:00"), law={change.key: change.valid_from}
    )
    events = (registered("2026-03-10", COMPLAINT), extension, reclassified("2026-03-13", INQUIRY))
    assert due_before(extension, events, CALENDAR, limits).due_on == date(2026, 4, 9)
    assert due_before(extension, (*events, changed), CALENDAR, limits).due_on == date(2026, 4, 2)
