"""From kind through regime to the due date, with its sum."""

import json
from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from callcenter.appeals.clocks import Basis, Due, SumLine
from callcenter.appeals.deadlines import (
    AlreadyExtended,
    BrokenHistory,
    DeadlineEvent,
    DeadlineRefused,
    EventKind,
    ExtensionTooLate,
    ExtensionTooLong,
    NotExtendable,
    PaceNotAllowed,
    check_extension,
    due,
    due_of_unconfirmed,
    forward_by,
    to_json,
)
from callcenter.appeals.vocabulary import Kind, Regime
from callcenter.core.clock import BAKU
from callcenter.law.calendar_seed import seed_marks
from callcenter.law.parameters import SEED, Certainty, LegalParameters
from callcenter.law.working_days import DayMark, WorkingCalendar

SEEDS = seed_marks()
CALENDAR = WorkingCalendar.of(SEEDS)
LAW = LegalParameters(SEED)

INQUIRY, QUESTION, COMPLAINT = Kind.INQUIRY, Kind.QUESTION, Kind.COMPLAINT
URGENT, STUDY, EXTENDED = EventKind.URGENT, EventKind.STUDY, EventKind.EXTENDED
SERVICEMAN, LIFE_THREAT, REOPENED = EventKind.SERVICEMAN, EventKind.LIFE_THREAT, EventKind.REOPENED


def baku(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=BAKU)


def registered(day: str, *kinds: Kind) -> DeadlineEvent:
    return DeadlineEvent(EventKind.REGISTERED, baku(f"{day}T15:00"), kinds)


def reclassified(day: str, *kinds: Kind) -> DeadlineEvent:
    return DeadlineEvent(EventKind.RECLASSIFIED, baku(f"{day}T11:00"), kinds)


def event(kind: EventKind, day: str, days: int | None = None) -> DeadlineEvent:
    return DeadlineEvent(kind, baku(f"{day}T11:00"), days=days)


def reckoned(*events: DeadlineEvent, changes: Mapping[str, int] | None = None) -> Due:
    """Return the due date where the legal parameters have the seed's values but for the changes."""
    rows = [replace(row, value=(changes or {}).get(row.key, row.value)) for row in SEED]
    return due(events, CALENDAR, LegalParameters.of(rows))


def due_on(*events: DeadlineEvent) -> str:
    return reckoned(*events).due_on.isoformat()


def notes(reckoning: Due) -> list[tuple[str, str]]:
    """Return the lines that are no days of the week or of the calendar: start, changes, extensions."""
    calendar_reasons = {"şənbə", "bazar", *(mark.name for mark in SEEDS)}
    lines = [line for line in reckoning.sum if not line.counted and line.why not in calendar_reasons]
    return [(line.date.isoformat(), line.why) for line in lines]


def worked(day: str) -> DayMark:
    return DayMark(date.fromisoformat(day), working=True, name="iş günü", kind="swap", source="NK")


def rest(day: str) -> DayMark:
    return DayMark(date.fromisoformat(day), working=False, name="istirahət günü", kind="swap", source="NK")


VECTORS = [
    ("2025-03-19", "2025-04-03", "2025-04-09", "2025-04-21", "2025-05-13"),
    ("2025-12-29", "2026-01-06", "2026-01-12", "2026-01-23", "2026-02-13"),
    ("2026-03-10", "2026-03-13", "2026-03-19", "2026-04-09", "2026-04-30"),
    ("2026-03-19", "2026-04-02", "2026-04-08", "2026-04-20", "2026-05-12"),
    ("2026-05-20", "2026-05-25", "2026-06-03", "2026-06-16", "2026-07-08"),
]


@pytest.mark.parametrize(("day", "after_3", "after_7", "after_15", "after_30"), VECTORS)
def test_the_limits_of_the_law_end_as_the_vectors_say(
    day: str, after_3: str, after_7: str, after_15: str, after_30: str
) -> None:
    complaint = registered(day, COMPLAINT)
    forward = forward_by(Regime.APPEALS, complaint.at, CALENDAR, LAW).due_on.isoformat()
    answers = [
        due_on(registered(day, INQUIRY)),
        due_on(complaint),
        due_on(complaint, event(STUDY, day)),
    ]
    assert [forward, *answers] == [after_3, after_7, after_15, after_30]


@pytest.mark.parametrize(
    ("kind", "regime", "limit"),
    [
        (Kind.INQUIRY, Regime.INFORMATION, 7),
        (Kind.QUESTION, Regime.CONSULTATION, 15),
        (Kind.APPLICATION, Regime.APPEALS, 15),
        (Kind.PROPOSAL, Regime.APPEALS, 15),
        (Kind.COMPLAINT, Regime.APPEALS, 15),
    ],
)
def test_a_kind_runs_under_its_regime_for_the_limit_of_that_regime(
    kind: Kind, regime: Regime, limit: int
) -> None:
    reckoning = reckoned(registered("2026-02-05", kind))
    assert reckoning.regime is regime
    assert sum(line.counted for line in reckoning.sum) == limit
    assert reckoning.due_at is None


@pytest.mark.parametrize(
    ("day", "due"),
    [
        ("2026-02-06", "2026-02-17"),  # Friday
        ("2026-02-07", "2026-02-17"),  # Saturday
        ("2026-02-08", "2026-02-17"),  # Sunday
        ("2026-03-20", "2026-04-08"),  # first day of Novruz
        ("2025-12-31", "2026-01-13"),  # holiday, and the year ends
        ("2026-12-31", "2027-01-13"),  # the same, with 4 January moved
        ("2024-11-14", "2024-11-22"),  # before a worked Saturday
        ("2024-11-16", "2024-11-25"),  # on a worked Saturday, another one on the way
        ("2024-01-19", "2024-01-30"),  # mourning day on a Saturday
        ("2025-01-17", "2025-01-30"),  # mourning day and voting day
    ],
)
def test_an_inquiry_is_due_seven_working_days_after_its_registration(day: str, due: str) -> None:
    assert due_on(registered(day, INQUIRY)) == due


@pytest.mark.parametrize(
    ("day", "before", "after"),
    [("2025-03-05", "2025-03-17", "2025-03-14"), ("2025-03-18", "2025-04-07", "2025-04-08")],
)
def test_a_swap_decided_in_mid_year_moves_the_due_date(day: str, before: str, after: str) -> None:
    swapped = [worked("2025-03-27"), worked("2025-03-28"), rest("2025-03-10"), rest("2025-04-01")]
    history = [registered(day, INQUIRY)]
    earlier = due(history, WorkingCalendar.of(SEEDS, swapped), LAW).due_on.isoformat()
    assert (earlier, due_on(*history)) == (before, after)


def test_a_call_late_in_the_utc_evening_belongs_to_the_next_day_in_baku() -> None:
    late = DeadlineEvent(EventKind.REGISTERED, datetime(2026, 3, 10, 23, 30, tzinfo=UTC), (INQUIRY,))
    reckoning = due([late], CALENDAR, LAW)
    assert reckoning.sum[0].date == date(2026, 3, 11)
    assert reckoning.due_on == date(2026, 3, 31)


@pytest.mark.parametrize(("minute", "day"), [(59, 10), (60, 11)])
def test_the_day_in_baku_begins_at_twenty_hours_utc(minute: int, day: int) -> None:
    at = datetime(2026, 3, 10, 19, tzinfo=UTC) + timedelta(minutes=minute)
    reckoning = due([DeadlineEvent(EventKind.REGISTERED, at, (INQUIRY,))], CALENDAR, LAW)
    assert reckoning.sum[0].date.day == day


def test_the_time_zone_of_the_record_does_not_matter() -> None:
    at = baku("2026-03-10T15:00")
    elsewhere = at.astimezone(timezone(timedelta(hours=-8)))
    sums = [
        due(
            [DeadlineEvent(EventKind.REGISTERED, moment, (COMPLAINT,)), event(URGENT, "2026-03-10")],
            CALENDAR,
            LAW,
        )
        for moment in (at, elsewhere)
    ]
    assert to_json(sums[0]) == to_json(sums[1])


def test_the_count_can_start_on_the_day_of_receipt() -> None:
    law = {"count.start": 0, "info.count_start": 0}
    reckoning = reckoned(registered("2026-03-10", INQUIRY), changes=law)
    assert reckoning.due_on == date(2026, 3, 18)
    assert reckoning.sum[0].why == "qeydiyyat günü; müddət bu gündən hesablanır"
    assert reckoning.sum[1] == SumLine(date(2026, 3, 10), counted=True, why="1/7 iş günü")
    assert reckoned(registered("2026-02-07", COMPLAINT), changes=law).due_on == date(2026, 2, 27)


def test_each_regime_has_its_own_rule_of_the_first_day() -> None:
    inquiry, complaint = registered("2026-02-05", INQUIRY), registered("2026-02-05", COMPLAINT)
    law = {"count.start": 0}
    assert reckoned(inquiry, changes=law).due_on == date(2026, 2, 16)
    assert reckoned(complaint, changes=law).due_on == date(2026, 2, 25)
    assert reckoned(complaint).due_on == date(2026, 2, 26)


def test_the_sum_shows_the_start_each_day_skipped_and_each_day_counted() -> None:
    reckoning = reckoned(registered("2026-02-05", INQUIRY))
    assert [(line.date.day, line.counted, line.why) for line in reckoning.sum] == [
        (5, False, "qeydiyyat günü; müddət növbəti iş günündən hesablanır"),
        (6, True, "1/7 iş günü"),
        (7, False, "şənbə"),
        (8, False, "bazar"),
        (9, True, "2/7 iş günü"),
        (10, True, "3/7 iş günü"),
        (11, True, "4/7 iş günü"),
        (12, True, "5/7 iş günü"),
        (13, True, "6/7 iş günü"),
        (14, False, "şənbə"),
        (15, False, "bazar"),
        (16, True, "7/7 iş günü"),
    ]


def test_a_worked_saturday_is_counted_and_explained() -> None:
    reckoning = reckoned(registered("2024-11-15", INQUIRY))
    line = SumLine(
        date(2024, 11, 16), counted=True, why="1/7 iş günü: 12.11.2024 ilə yeri dəyişdirilmiş iş günü"
    )
    assert reckoning.sum[1] == line


def test_the_basis_names_the_clause_of_the_limit_and_of_the_first_day() -> None:
    assert reckoned(registered("2026-02-05", INQUIRY)).basis == (
        Basis("1024-IIQ", "24.1", Certainty.WORDING),
        Basis("1024-IIQ", "24.5", Certainty.WORDING),
    )


def test_an_extension_adds_its_clause_to_the_basis() -> None:
    extended = reckoned(registered("2026-03-10", COMPLAINT), event(EXTENDED, "2026-03-12"))
    assert extended.basis == (
        Basis("1308-IVQ", "10.1", Certainty.PARAPHRASE),
        Basis("1308-IVQ", "10", Certainty.DERIVED),
        Basis("1308-IVQ", "10.2", Certainty.PARAPHRASE),
    )


def test_a_question_is_marked_as_running_by_analogy() -> None:
    reckoning = reckoned(registered("2026-02-05", QUESTION))
    assert reckoning.sum[0].why.endswith("; müddət qanun analogiyası üzrə müəyyən edilib")
    assert {basis.certainty for basis in reckoning.basis} == {Certainty.DERIVED}
    assert "analogiya" in reckoning.basis[0].clause


@pytest.mark.parametrize(
    ("kind", "due"), [(STUDY, "2026-04-30"), (EXTENDED, "2026-05-22"), (URGENT, "2026-03-11")]
)
def test_what_the_appeals_law_knows_applies_to_a_question_by_analogy_too(kind: EventKind, due: str) -> None:
    reckoning = reckoned(registered("2026-03-10", QUESTION), event(kind, "2026-03-10"))
    assert reckoning.due_on.isoformat() == due
    assert "analogiya" in reckoning.sum[0].why
    assert {basis.certainty for basis in reckoning.basis} == {Certainty.DERIVED}


def test_a_complaint_is_not_marked_as_running_by_analogy() -> None:
    assert "analogiya" not in reckoned(registered("2026-02-05", COMPLAINT)).sum[0].why


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
        reckoned(registered("2026-03-10", COMPLAINT), event(EXTENDED, "2026-03-12", days))


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


def test_reclassifying_counts_the_new_limit_from_the_registration() -> None:
    reckoning = reckoned(registered("2026-03-10", COMPLAINT), reclassified("2026-03-13", INQUIRY))
    assert (reckoning.due_on, reckoning.regime) == (date(2026, 3, 19), Regime.INFORMATION)
    assert notes(reckoning)[1:] == [("2026-03-13", "müraciətin növü dəyişdirilib: sorğu")]


def test_reclassifying_there_and_back_is_shown_and_moves_nothing() -> None:
    complaint = registered("2026-03-10", COMPLAINT)
    reckoning = reckoned(
        complaint, reclassified("2026-03-12", INQUIRY), reclassified("2026-03-13", COMPLAINT)
    )
    assert reckoning.due_on == reckoned(complaint).due_on
    assert [why for _, why in notes(reckoning)[1:]] == [
        "müraciətin növü dəyişdirilib: sorğu",
        "müraciətin növü dəyişdirilib: şikayət",
    ]


def test_an_extension_and_a_study_lapse_under_a_regime_that_knows_none() -> None:
    reckoning = reckoned(
        registered("2026-03-10", COMPLAINT),
        event(STUDY, "2026-03-11"),
        event(EXTENDED, "2026-03-12"),
        reclassified("2026-03-13", INQUIRY),
    )
    assert reckoning.due_on == date(2026, 3, 19)
    assert notes(reckoning)[1:] == [
        ("2026-03-11", "əlavə öyrənilmə və yoxlanılma tələb olunur (bu müraciətdə nəzərə alınmır)"),
        ("2026-03-12", "müddətin uzadılması bu müraciətdə nəzərə alınmır"),
        ("2026-03-13", "müraciətin növü dəyişdirilib: sorğu"),
    ]
    assert [basis.act for basis in reckoning.basis] == ["1024-IIQ", "1024-IIQ"]


def test_an_urgent_appeal_is_due_within_the_hours_of_the_law_from_its_receipt() -> None:
    reckoning = reckoned(registered("2026-03-19", COMPLAINT), event(URGENT, "2026-03-19"))
    assert reckoning.due_at == baku("2026-03-20T15:00")
    assert reckoning.due_on == date(2026, 3, 20)
    assert reckoning.basis == (Basis("1308-IVQ", "10.4", Certainty.PARAPHRASE),)
    assert [(line.date.day, line.counted, line.why) for line in reckoning.sum] == [
        (19, False, "qeydiyyat günü; 24 saat bu andan (15:00) hesablanır"),
        (19, False, "cavab gecikdikdə əhəmiyyətini itirir"),
        (19, True, "saatlar hesablanır"),
        (20, True, "müddətin sonu: saat 15:00"),
    ]
    assert not reckoning.provisional


def test_an_urgent_appeal_received_at_midnight_is_due_when_that_day_ends() -> None:
    at = DeadlineEvent(EventKind.REGISTERED, baku("2026-03-12T00:00"), (COMPLAINT,))
    reckoning = reckoned(at, event(URGENT, "2026-03-12"))
    assert (reckoning.due_on, reckoning.due_at) == (date(2026, 3, 12), baku("2026-03-13T00:00"))
    assert reckoning.sum[-1].why == "müddətin sonu: saat 24:00"


@pytest.mark.parametrize(
    ("pace", "day", "last_day", "runs_out", "clause"),
    [
        (URGENT, "2026-02-05", "2026-02-06", "2026-02-07T00:00", "24.2"),
        (URGENT, "2026-02-06", "2026-02-09", "2026-02-10T00:00", "24.2"),
        (LIFE_THREAT, "2026-02-05", "2026-02-09", "2026-02-10T00:00", "24.3"),
        (LIFE_THREAT, "2026-03-19", "2026-04-01", "2026-04-02T00:00", "24.3"),
    ],
)
def test_the_hours_of_the_information_law_run_on_working_days_from_the_next_one(
    pace: EventKind, day: str, last_day: str, runs_out: str, clause: str
) -> None:
    reckoning = reckoned(registered(day, INQUIRY), event(pace, day))
    assert reckoning.due_on.isoformat() == last_day
    assert reckoning.due_at == baku(runs_out)
    assert [basis.clause for basis in reckoning.basis] == [clause, "24.5"]


def test_the_sum_of_an_hour_clock_shows_the_days_that_rest() -> None:
    reckoning = reckoned(registered("2026-02-06", INQUIRY), event(LIFE_THREAT, "2026-02-06"))
    assert [(line.date.day, line.counted, line.why) for line in reckoning.sum] == [
        (6, False, "qeydiyyat günü; 48 saat növbəti iş gününün əvvəlindən hesablanır"),
        (6, False, "həyat, sağlamlıq və ya azadlıq üçün real təhlükə var"),
        (7, False, "şənbə"),
        (8, False, "bazar"),
        (9, True, "saatlar hesablanır"),
        (10, True, "müddətin sonu: saat 24:00"),
    ]


def test_the_hours_of_the_information_law_can_start_with_the_receipt() -> None:
    history = [registered("2026-02-06", INQUIRY), event(URGENT, "2026-02-06")]
    reckoning = reckoned(*history, changes={"info.count_start": 0})
    assert reckoning.due_at == baku("2026-02-09T15:00")
    assert [line.date.day for line in reckoning.sum if line.counted] == [6, 9]
    assert reckoning.sum[0].why == "qeydiyyat günü; 24 saat bu andan (15:00) hesablanır"


def test_a_serviceman_is_answered_in_fifteen_days_and_without_study() -> None:
    history = [registered("2026-03-10", COMPLAINT), event(SERVICEMAN, "2026-03-10")]
    assert (due_on(*history), reckoned(*history).basis[0].clause) == ("2026-04-09", "10.3")
    with pytest.raises(PaceNotAllowed):
        reckoned(*history, event(STUDY, "2026-03-11"))


@pytest.mark.parametrize(
    ("kinds", "pace"),
    [
        ((INQUIRY,), STUDY),
        ((INQUIRY, COMPLAINT), STUDY),
        ((COMPLAINT, INQUIRY), STUDY),
        ((COMPLAINT,), LIFE_THREAT),
        ((INQUIRY,), SERVICEMAN),
        ((QUESTION,), SERVICEMAN),
    ],
)
def test_a_pace_that_the_regime_does_not_know_is_refused(kinds: tuple[Kind, ...], pace: EventKind) -> None:
    with pytest.raises(PaceNotAllowed):
        reckoned(registered("2026-03-10", *kinds), event(pace, "2026-03-10"))


def test_a_longer_pace_recorded_later_does_not_lengthen_an_urgent_one() -> None:
    urgent = [registered("2026-03-10", COMPLAINT), event(URGENT, "2026-03-10")]
    reckoning = reckoned(*urgent, event(SERVICEMAN, "2026-03-11"))
    assert reckoning.due_at == baku("2026-03-11T15:00")
    with pytest.raises(PaceNotAllowed):
        reckoned(*urgent, event(STUDY, "2026-03-11"))


def test_reopening_starts_the_count_anew_without_the_earlier_extension() -> None:
    reckoning = reckoned(
        registered("2026-03-10", COMPLAINT),
        event(STUDY, "2026-03-11"),
        event(EXTENDED, "2026-03-12"),
        event(REOPENED, "2026-05-20"),
    )
    assert reckoning.due_on == date(2026, 6, 16)
    why = "müraciətə yenidən baxılmağa başlanıldığı gün; müddət növbəti iş günündən hesablanır"
    assert notes(reckoning) == [("2026-05-20", why)]
    assert {basis.certainty for basis in reckoning.basis} == {Certainty.DERIVED}


def test_a_reopened_appeal_keeps_its_kind_and_may_be_extended_again() -> None:
    reckoning = reckoned(
        registered("2026-03-10", INQUIRY),
        reclassified("2026-03-11", COMPLAINT),
        event(EXTENDED, "2026-03-12"),
        event(REOPENED, "2026-05-20"),
        event(EXTENDED, "2026-05-21", 15),
    )
    assert reckoning.due_on == date(2026, 7, 8)


def test_an_unconfirmed_kind_runs_on_the_shorter_deadline_and_is_marked() -> None:
    at = baku("2026-03-10T15:00")
    reckoning = due_of_unconfirmed((COMPLAINT, INQUIRY), at, CALENDAR, LAW)
    assert (reckoning.due_on, reckoning.regime) == (date(2026, 3, 19), Regime.INFORMATION)
    assert reckoning.unconfirmed
    assert due_of_unconfirmed((INQUIRY, COMPLAINT), at, CALENDAR, LAW) == reckoning


def test_of_two_kinds_with_the_same_deadline_the_likelier_is_shown() -> None:
    reckoning = due_of_unconfirmed((QUESTION, COMPLAINT), baku("2026-03-10T15:00"), CALENDAR, LAW)
    assert reckoning.regime is Regime.CONSULTATION


def test_of_two_hour_clocks_the_one_that_runs_out_first_is_shown() -> None:
    reckoning = reckoned(registered("2026-02-05", INQUIRY, COMPLAINT), event(URGENT, "2026-02-05"))
    assert (reckoning.regime, reckoning.due_at) == (Regime.APPEALS, baku("2026-02-06T15:00"))


def test_confirming_the_kind_ends_the_mark_and_gives_the_full_limit() -> None:
    reckoning = reckoned(registered("2026-03-10", COMPLAINT, INQUIRY), reclassified("2026-03-11", COMPLAINT))
    assert (reckoning.due_on, reckoning.unconfirmed) == (date(2026, 4, 9), False)
    assert notes(reckoning)[1:] == [("2026-03-11", "müraciətin növü müəyyən edilib: şikayət")]


def test_a_kind_can_become_unconfirmed_again() -> None:
    reckoning = reckoned(registered("2026-03-10", COMPLAINT), reclassified("2026-03-11", QUESTION, INQUIRY))
    assert reckoning.unconfirmed
    assert notes(reckoning)[1:] == [("2026-03-11", "müraciətin növü dəyişdirilib: sual / sorğu")]


@pytest.mark.parametrize(
    ("regime", "last_day", "clauses"),
    [
        (Regime.APPEALS, "2026-02-10", ["7.10", "10"]),
        (Regime.INFORMATION, "2026-02-12", ["23.1", "24.5"]),
        (Regime.CONSULTATION, "2026-02-10", ["7.10", "10"]),
    ],
)
def test_an_appeal_that_is_not_ours_is_sent_on_within_the_days_of_its_regime(
    regime: Regime, last_day: str, clauses: list[str]
) -> None:
    forward = forward_by(regime, baku("2026-02-05T15:00"), CALENDAR, LAW)
    assert (forward.due_on.isoformat(), forward.regime) == (last_day, regime)
    assert [basis.clause for basis in forward.basis] == clauses
    assert not forward.unconfirmed
    assert ("analogiya" in forward.sum[0].why) is (regime is Regime.CONSULTATION)


def test_the_basis_of_sending_on_is_as_sure_as_the_clause() -> None:
    forward = forward_by(Regime.INFORMATION, baku("2026-02-05T15:00"), CALENDAR, LAW)
    assert {basis.certainty for basis in forward.basis} == {Certainty.WORDING}


@pytest.mark.parametrize(
    ("day", "provisional"), [("2027-02-01", False), ("2027-03-04", True), ("2027-12-27", True)]
)
def test_a_due_date_is_provisional_while_a_day_on_the_way_may_still_move(day: str, provisional: bool) -> None:
    assert reckoned(registered(day, INQUIRY)).provisional is provisional


@pytest.mark.parametrize(
    ("day", "kind", "provisional"),
    [("2027-03-05", INQUIRY, True), ("2026-03-05", INQUIRY, False), ("2027-03-08", COMPLAINT, False)],
)
def test_an_hour_clock_is_provisional_when_it_waits_for_a_day_that_may_move(
    day: str, kind: Kind, provisional: bool
) -> None:
    assert reckoned(registered(day, kind), event(URGENT, day)).provisional is provisional


def test_the_limits_in_force_on_the_day_the_count_began_hold() -> None:
    last_day = date(2026, 3, 10)
    rows = [
        *(row for row in SEED if row.key != "appeal.limit"),
        *(replace(row, valid_to=last_day) for row in SEED if row.key == "appeal.limit"),
        *(replace(row, value=10, valid_from=date(2026, 3, 11)) for row in SEED if row.key == "appeal.limit"),
    ]
    law = LegalParameters.of(rows)
    limits = [
        sum(line.counted for line in due([registered(day, COMPLAINT)], CALENDAR, law).sum)
        for day in ("2026-03-10", "2026-03-11")
    ]
    assert limits == [15, 10]


@pytest.mark.parametrize(
    "history",
    [
        (),
        (event(STUDY, "2026-03-10"),),
        (reclassified("2026-03-10", COMPLAINT),),
        (registered("2026-03-10", COMPLAINT), registered("2026-03-11", COMPLAINT)),
    ],
    ids=["no event", "no registration", "registration missing", "registered twice"],
)
def test_a_history_begins_with_its_only_registration(history: tuple[DeadlineEvent, ...]) -> None:
    with pytest.raises(BrokenHistory):
        reckoned(*history)


@pytest.mark.parametrize(
    ("kind", "kinds"), [(EventKind.REGISTERED, ()), (EventKind.RECLASSIFIED, ()), (STUDY, (COMPLAINT,))]
)
def test_a_kind_belongs_to_registration_and_reclassification_alone(
    kind: EventKind, kinds: tuple[Kind, ...]
) -> None:
    with pytest.raises(BrokenHistory):
        DeadlineEvent(kind, baku("2026-03-10T15:00"), kinds)


def test_a_time_without_a_zone_is_no_time_of_an_event() -> None:
    naive = datetime.fromisoformat("2026-03-10T15:00")
    with pytest.raises(ValueError, match="aware"):
        DeadlineEvent(EventKind.REGISTERED, naive, (COMPLAINT,))


def test_each_refusal_has_its_own_code_and_sentence() -> None:
    refusals = DeadlineRefused.__subclasses__()
    assert {refusal.code for refusal in refusals} == {
        "not-extendable",
        "already-extended",
        "extension-too-long",
        "extension-too-late",
        "pace-not-allowed",
        "broken-history",
    }
    assert len({str(refusal()) for refusal in refusals}) == len(refusals)


def test_the_json_of_a_due_date_has_the_promised_keys() -> None:
    printed = json.loads(json.dumps(to_json(reckoned(registered("2026-02-05", INQUIRY)))))
    assert (printed["due"], printed["regime"]) == ("2026-02-16", "information")
    assert (printed["due_at"], printed["unconfirmed"], printed["provisional"]) == (None, False, False)
    assert printed["sum"][1] == {"date": "2026-02-06", "counted": True, "why": "1/7 iş günü"}
    assert printed["basis"][0] == {"act": "1024-IIQ", "clause": "24.1", "certainty": "V"}


def test_the_json_of_an_hour_clock_tells_the_moment() -> None:
    urgent = reckoned(registered("2026-03-10", COMPLAINT), event(URGENT, "2026-03-10"))
    assert to_json(urgent)["due_at"] == "2026-03-11T15:00:00+04:00"


minutes = st.integers(0, 3 * 365 * 24 * 60)
moments = minutes.map(lambda passed: datetime(2024, 1, 1, tzinfo=UTC) + timedelta(minutes=passed))
kinds = st.sampled_from(Kind)
holidays = st.dates(date(2024, 1, 1), date(2027, 12, 31))


@given(at=moments, kind=kinds)
def test_a_day_clock_ends_on_a_working_day_and_counts_exactly_its_limit(at: datetime, kind: Kind) -> None:
    reckoning = due([DeadlineEvent(EventKind.REGISTERED, at, (kind,))], CALENDAR, LAW)
    limit = 7 if kind is INQUIRY else 15
    assert CALENDAR.is_working(reckoning.due_on)
    assert sum(line.counted for line in reckoning.sum) == limit
    assert reckoning.sum[-1] == SumLine(reckoning.due_on, counted=True, why=reckoning.sum[-1].why)


@given(at=moments, days=st.integers(1, 29))
def test_a_longer_extension_is_never_due_earlier(at: datetime, days: int) -> None:
    history = [DeadlineEvent(EventKind.REGISTERED, at, (COMPLAINT,))]
    ends = [
        due([*history, DeadlineEvent(EXTENDED, at, days=number)], CALENDAR, LAW)
        for number in (days, days + 1)
    ]
    assert due(history, CALENDAR, LAW).due_on < ends[0].due_on < ends[1].due_on
    assert sum(line.counted for line in ends[0].sum) == 15 + days


@given(at=moments, kind=kinds, holiday=holidays, urgent=st.booleans())
def test_a_new_holiday_never_makes_an_appeal_due_earlier(
    at: datetime, kind: Kind, holiday: date, urgent: bool
) -> None:
    history = [DeadlineEvent(EventKind.REGISTERED, at, (kind,)), *[DeadlineEvent(URGENT, at)] * urgent]
    more_rest = WorkingCalendar.of(SEEDS, [rest(holiday.isoformat())])
    assert due(history, more_rest, LAW).due_on >= due(history, CALENDAR, LAW).due_on


@given(at=moments, first=kinds, second=kinds)
def test_an_unconfirmed_appeal_is_never_due_after_either_of_its_kinds(
    at: datetime, first: Kind, second: Kind
) -> None:
    guess = due_of_unconfirmed((first, second), at, CALENDAR, LAW)
    sure = [
        due([DeadlineEvent(EventKind.REGISTERED, at, (kind,))], CALENDAR, LAW) for kind in (first, second)
    ]
    assert guess.due_on == min(reckoning.due_on for reckoning in sure)


@given(at=moments, kind=kinds, urgent=st.booleans())
def test_an_appeal_is_due_after_it_came_and_its_sum_is_in_order(
    at: datetime, kind: Kind, urgent: bool
) -> None:
    history = [DeadlineEvent(EventKind.REGISTERED, at, (kind,)), *[DeadlineEvent(URGENT, at)] * urgent]
    reckoning = due(history, CALENDAR, LAW)
    passed = [line.date for line in reckoning.sum]
    assert passed == sorted(passed)
    assert reckoning.due_on >= passed[0]
    assert reckoning.due_at is None or reckoning.due_at >= at + timedelta(hours=24)
    assert (reckoning.due_at is not None) is urgent
