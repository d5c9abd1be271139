"""More days for study, and an extension: how many, once, in time, and where the law knows none."""

from datetime import date

import pytest

from callcenter.appeals.deadlines import (
    AlreadyExtended,
    DeadlineEvent,
    ExtensionTooLate,
    ExtensionTooLong,
    NotExtendable,
    check_extension,
    due,
)
from callcenter.law.working_days import WorkingCalendar
from tests.rules.deadline_cases import (
    CALENDAR,
    COMPLAINT,
    EXTENDED,
    INQUIRY,
    LAW,
    SEEDS,
    SERVICEMAN,
    STUDY,
    URGENT,
    event,
    notes,
    reckoned,
    registered,
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
        check_extension(
            [registered("2026-03-10", COMPLAINT)], event(EXTENDED, "2026-03-12", days), CALENDAR, LAW
        )


def test_a_second_extension_is_refused() -> None:
    extension = event(EXTENDED, "2026-03-12", 5)
    with pytest.raises(AlreadyExtended):
        reckoned(registered("2026-03-10", COMPLAINT), extension, extension)


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
        reckoned(*history, event(EXTENDED, "2026-03-11"))


@pytest.mark.parametrize("day", ["2026-03-12", "2026-04-09"])
def test_an_extension_is_given_up_to_and_on_the_due_date(day: str) -> None:
    extended = check_extension([registered("2026-03-10", COMPLAINT)], event(EXTENDED, day), CALENDAR, LAW)
    assert extended.due_on == date(2026, 5, 22)


def test_an_extension_after_the_due_date_is_refused() -> None:
    with pytest.raises(ExtensionTooLate):
        check_extension([registered("2026-03-10", COMPLAINT)], event(EXTENDED, "2026-04-10"), CALENDAR, LAW)


def test_an_extension_stays_given_when_a_swap_later_moves_the_due_date_before_it() -> None:
    history = [registered("2026-03-10", COMPLAINT), event(EXTENDED, "2026-04-09", 1)]
    calendar = WorkingCalendar.of(SEEDS, [worked("2026-03-28")])
    assert due(history, calendar, LAW).due_on == date(2026, 4, 9)
