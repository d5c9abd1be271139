"""Which days are worked, and how working days are counted."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from callcenter.law.calendar_seed import seed_marks
from callcenter.law.working_days import CountedDay, DayMark, WorkingCalendar

SEEDS = seed_marks()
CALENDAR = WorkingCalendar.of(SEEDS)

days = st.dates(date(2024, 1, 1), date(2027, 12, 31))
lengths = st.integers(0, 60)


def iso(text: str) -> date:
    return date.fromisoformat(text)


def own(day: str, *, working: bool, kind: str = "swap") -> DayMark:
    return DayMark(iso(day), working=working, name="NK qərarı", kind=kind, source="NK 9/2026")


@pytest.mark.parametrize(
    ("registered", "after_3", "after_7", "after_15", "after_30"),
    [
        ("2025-03-19", "2025-04-03", "2025-04-09", "2025-04-21", "2025-05-13"),
        ("2025-12-29", "2026-01-06", "2026-01-12", "2026-01-23", "2026-02-13"),
        ("2026-03-10", "2026-03-13", "2026-03-19", "2026-04-09", "2026-04-30"),
        ("2026-03-19", "2026-04-02", "2026-04-08", "2026-04-20", "2026-05-12"),
        ("2026-05-20", "2026-05-25", "2026-06-03", "2026-06-16", "2026-07-08"),
    ],
)
def test_working_days_are_added_as_the_vectors_say(
    registered: str, after_3: str, after_7: str, after_15: str, after_30: str
) -> None:
    due = [CALENDAR.add(iso(registered), number) for number in (3, 7, 15, 30)]
    assert due == [iso(after_3), iso(after_7), iso(after_15), iso(after_30)]


@pytest.mark.parametrize(("year", "number"), [(2024, 241), (2025, 239), (2026, 241), (2027, 241)])
def test_a_year_has_as_many_working_days_as_the_production_calendar(year: int, number: int) -> None:
    new_year = date(year, 1, 1)
    all_days = (new_year + timedelta(days=n) for n in range((date(year + 1, 1, 1) - new_year).days))
    assert sum(CALENDAR.is_working(day) for day in all_days) == number


@pytest.mark.parametrize(
    "day",
    [
        *("2024-01-07", "2024-04-06", "2024-11-16", "2024-11-23", "2024-12-28", "2024-12-29"),
        *("2025-03-10", "2025-04-01", "2025-06-21"),
        # Holidays on which people work (Labour Code 105).
        *("2024-09-27", "2024-10-18", "2025-11-12", "2025-11-17", "2026-11-17"),
    ],
)
def test_a_swapped_day_and_a_holiday_that_is_a_working_day_are_worked(day: str) -> None:
    assert CALENDAR.is_working(iso(day))
    assert CALENDAR.why_not(iso(day)) == ""


@pytest.mark.parametrize(
    ("day", "why", "kind"),
    [
        ("2025-01-20", "Ümumxalq hüzn günü", "mourning"),
        ("2024-02-07", "Səsvermə günü (Prezident seçkiləri)", "voting"),
        ("2025-01-29", "Səsvermə günü (bələdiyyə seçkiləri)", "voting"),
        ("2025-03-31", "Ramazan bayramı", "holiday"),
        ("2026-03-20", "Novruz bayramı, Ramazan bayramı", "holiday"),
        ("2026-03-27", "Novruz bayramı (köçürülmüş istirahət günü)", "moved"),
        ("2024-11-13", "23.11.2024 ilə yeri dəyişdirilmiş istirahət günü", "swap"),
        ("2025-01-03", "29.12.2024 ilə yeri dəyişdirilmiş istirahət günü", "swap"),
        ("2027-03-09", "Ramazan bayramı (təxmini)", "provisional"),
        ("2027-05-18", "Qurban bayramı (köçürülmüş istirahət günü, təxmini)", "provisional"),
    ],
)
def test_a_rest_day_says_in_azerbaijani_why(day: str, why: str, kind: str) -> None:
    assert CALENDAR.why_not(iso(day)) == why
    assert CALENDAR.marks[iso(day)].kind == kind
    assert not CALENDAR.is_working(iso(day))


def test_an_unmarked_weekend_rests_and_says_which_day_it_is() -> None:
    assert [CALENDAR.why_not(iso(day)) for day in ("2026-02-07", "2026-02-08")] == ["şənbə", "bazar"]


def test_the_mourning_day_on_a_saturday_moves_no_rest_day() -> None:
    assert CALENDAR.is_working(iso("2024-01-22"))


def test_a_worked_weekend_tells_which_rest_day_it_was_swapped_with() -> None:
    assert CALENDAR.count(iso("2024-11-15"), 1) == (
        CountedDay(iso("2024-11-16"), counted=True, why="12.11.2024 ilə yeri dəyişdirilmiş iş günü"),
    )


@pytest.mark.parametrize(
    "day",
    [
        *("2024-01-19", "2024-02-06", "2025-01-28", "2025-03-07", "2025-03-19"),
        *("2025-06-05", "2025-11-07", "2025-12-30", "2026-05-26"),
    ],
)
def test_the_eve_of_a_holiday_of_voting_or_of_mourning_is_an_hour_shorter(day: str) -> None:
    assert CALENDAR.shortened(iso(day))


@pytest.mark.parametrize(
    ("day", "why_not_shorter"),
    [
        ("2026-02-05", "an ordinary Thursday"),
        ("2026-02-06", "the eve of a Saturday"),
        ("2025-03-17", "the eve of no holiday"),
        ("2024-12-29", "the eve of a swapped rest day"),
        ("2026-03-20", "a holiday itself"),
        ("2024-11-15", "the eve of a worked Saturday"),
        ("2027-03-08", "a holiday before a provisional one"),
    ],
)
def test_other_days_are_not_shorter(day: str, why_not_shorter: str) -> None:
    assert not CALENDAR.shortened(iso(day)), why_not_shorter


@pytest.mark.parametrize(("kind", "shorter"), [("holiday", True), ("provisional", True), ("moved", False)])
def test_only_the_eve_of_a_day_that_is_a_holiday_itself_is_shorter(kind: str, shorter: bool) -> None:
    calendar = WorkingCalendar.of([own("2026-02-11", working=False, kind=kind)])
    assert calendar.shortened(iso("2026-02-10")) is shorter


def test_the_eve_of_a_holiday_that_is_worked_is_not_shorter() -> None:
    calendar = WorkingCalendar.of([own("2026-02-11", working=True, kind="holiday")])
    assert not calendar.shortened(iso("2026-02-10"))


def test_an_own_day_wins_over_the_seed() -> None:
    calendar = WorkingCalendar.of(SEEDS, [own("2026-03-23", working=True), own("2026-04-01", working=False)])
    assert calendar.is_working(iso("2026-03-23"))
    assert calendar.why_not(iso("2026-04-01")) == "NK qərarı"


def test_the_seed_marks_only_the_years_asked_for_and_each_day_once() -> None:
    marks = seed_marks([2024, 2026])
    assert {mark.date.year for mark in marks} == {2024, 2026}
    assert len({mark.date for mark in marks}) == len(marks)
    assert list(marks) == sorted(marks, key=lambda mark: mark.date)


def test_a_swap_with_the_january_after_is_known_without_that_year() -> None:
    last = WorkingCalendar.of(seed_marks([2024]))
    assert last.why_not(iso("2024-12-29")) == ""
    assert "03.01.2025" in last.marks[iso("2024-12-29")].name


def test_a_weekday_that_a_swap_made_a_working_day_is_marked_with_its_rest_day() -> None:
    assert CALENDAR.marks[iso("2025-03-10")].name == "27.03.2025 ilə yeri dəyişdirilmiş iş günü"


def test_no_years_give_no_marks() -> None:
    assert seed_marks([]) == ()


def test_each_seed_names_where_it_is_from() -> None:
    assert all(mark.source.startswith("holidays ") for mark in SEEDS)


def test_a_day_is_settled_when_its_year_is_known_and_it_is_not_provisional() -> None:
    answers = [
        CALENDAR.is_settled(iso(day)) for day in ("2026-02-05", "2026-03-20", "2027-03-09", "2028-02-03")
    ]
    assert answers == [True, True, False, False]


def test_a_count_passes_every_day_up_to_the_last_one_counted() -> None:
    assert CALENDAR.count(iso("2026-02-06"), 1) == (
        CountedDay(iso("2026-02-07"), counted=False, why="şənbə"),
        CountedDay(iso("2026-02-08"), counted=False, why="bazar"),
        CountedDay(iso("2026-02-09"), counted=True, why=""),
    )


def test_nothing_added_is_the_day_itself() -> None:
    assert CALENDAR.add(iso("2026-02-07"), 0) == iso("2026-02-07")


def test_working_days_are_not_counted_backwards() -> None:
    with pytest.raises(ValueError, match="-1"):
        CALENDAR.count(iso("2026-02-06"), -1)


@given(start=days, number=lengths)
def test_the_last_day_counted_is_a_working_day_and_the_count_is_complete(start: date, number: int) -> None:
    passed = CALENDAR.count(start, number)
    assert sum(day.counted for day in passed) == number
    assert all(day.counted == CALENDAR.is_working(day.date) for day in passed)
    assert [day.date for day in passed] == [start + timedelta(days=n + 1) for n in range(len(passed))]
    assert not passed or passed[-1].counted


@given(start=days, number=lengths)
def test_more_working_days_never_end_earlier(start: date, number: int) -> None:
    assert CALENDAR.add(start, number) < CALENDAR.add(start, number + 1)


@given(start=days, later=st.integers(0, 40), number=st.integers(1, 60))
def test_a_later_start_never_ends_earlier(start: date, later: int, number: int) -> None:
    assert CALENDAR.add(start, number) <= CALENDAR.add(start + timedelta(days=later), number)


@given(start=days, first=lengths, second=lengths)
def test_adding_in_two_steps_is_adding_at_once(start: date, first: int, second: int) -> None:
    assert CALENDAR.add(CALENDAR.add(start, first), second) == CALENDAR.add(start, first + second)


@given(start=days, number=lengths, holiday=days)
def test_a_new_holiday_never_ends_the_count_earlier(start: date, number: int, holiday: date) -> None:
    mark = DayMark(holiday, working=False, name="bayram", kind="holiday", source="qərar")
    assert WorkingCalendar.of(SEEDS, [mark]).add(start, number) >= CALENDAR.add(start, number)


@given(day=days)
def test_a_day_that_is_not_worked_always_has_a_reason(day: date) -> None:
    assert bool(CALENDAR.why_not(day)) is not CALENDAR.is_working(day)
