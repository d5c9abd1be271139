"""Slower and faster paces: clocks of hours, servicemen, and which of several paces counts."""

from datetime import date

import pytest

from callcenter.appeals.allowed_moves import PaceNotAllowed, SamePace
from callcenter.appeals.clocks import Basis
from callcenter.appeals.deadlines import DeadlineEvent, EventKind
from callcenter.appeals.vocabulary import Kind
from callcenter.law.parameters import Certainty
from tests.rules.deadline_cases import (
    COMPLAINT,
    EXTENDED,
    INQUIRY,
    LIFE_THREAT,
    ORDINARY,
    QUESTION,
    SERVICEMAN,
    STUDY,
    URGENT,
    baku,
    due_on,
    event,
    given,
    notes,
    reckoned,
    registered,
)


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
        given(*history, event(STUDY, "2026-03-11"))


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
        given(registered("2026-03-10", *kinds), event(pace, "2026-03-10"))


def test_a_longer_pace_recorded_later_does_not_lengthen_an_urgent_one() -> None:
    urgent = [registered("2026-03-10", COMPLAINT), event(URGENT, "2026-03-10")]
    reckoning = reckoned(*urgent, event(SERVICEMAN, "2026-03-11"))
    assert reckoning.due_at == baku("2026-03-11T15:00")
    with pytest.raises(PaceNotAllowed):
        given(*urgent, event(STUDY, "2026-03-11"))


@pytest.mark.parametrize(
    ("kind", "pace"), [(COMPLAINT, URGENT), (COMPLAINT, SERVICEMAN), (INQUIRY, LIFE_THREAT)]
)
def test_the_pace_at_which_it_runs_is_not_said_again(kind: Kind, pace: EventKind) -> None:
    with pytest.raises(SamePace):
        given(registered("2026-03-10", kind), event(pace, "2026-03-10"), event(pace, "2026-03-11"))
    with pytest.raises(SamePace):
        given(registered("2026-03-10", kind), event(ORDINARY, "2026-03-11"))


def test_an_urgent_pace_said_by_mistake_is_taken_back_and_the_sum_keeps_both() -> None:
    history = [registered("2026-03-10", COMPLAINT), event(URGENT, "2026-03-10")]
    reckoning = given(*history, event(ORDINARY, "2026-03-12"))
    assert (reckoning.due_on, reckoning.due_at) == (date(2026, 4, 9), None)
    assert notes(reckoning)[1:] == [
        ("2026-03-10", "cavab gecikdikdə əhəmiyyətini itirir (bu müraciətdə nəzərə alınmır)"),
        ("2026-03-12", "icra rejimi ləğv edilib: adi müddət hesablanır"),
    ]


def test_what_is_taken_back_is_what_was_said_and_not_what_was_given() -> None:
    history = [
        registered("2026-03-10", COMPLAINT),
        event(STUDY, "2026-03-11"),
        event(EXTENDED, "2026-03-11", 5),
    ]
    mistaken = [*history, event(URGENT, "2026-03-12"), event(ORDINARY, "2026-03-12")]
    assert due_on(*mistaken) == due_on(*history)
    assert given(*mistaken, event(SERVICEMAN, "2026-03-13")).due_on == date(2026, 4, 9)


@pytest.mark.parametrize(
    ("day", "kind", "provisional"),
    [("2027-03-05", INQUIRY, True), ("2026-03-05", INQUIRY, False), ("2027-03-08", COMPLAINT, False)],
)
def test_an_hour_clock_is_provisional_when_it_waits_for_a_day_that_may_move(
    day: str, kind: Kind, provisional: bool
) -> None:
    assert reckoned(registered(day, kind), event(URGENT, day)).provisional is provisional
