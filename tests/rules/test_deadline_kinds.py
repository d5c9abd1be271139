"""What a change of kind, a kind that nobody confirmed, and reopening do to the due date."""

from datetime import date, datetime

import pytest

from callcenter.appeals.deadlines import (
    BrokenHistory,
    DeadlineEvent,
    DeadlineRefused,
    EventKind,
    due_of_unconfirmed,
)
from callcenter.appeals.vocabulary import Kind, Regime
from callcenter.law.parameters import Certainty
from tests.rules.deadline_cases import (
    CALENDAR,
    COMPLAINT,
    EXTENDED,
    INQUIRY,
    LAW,
    QUESTION,
    REOPENED,
    RESUMED,
    SERVICEMAN,
    STUDY,
    URGENT,
    WENT_ON,
    baku,
    event,
    notes,
    reckoned,
    reclassified,
    registered,
)


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


@pytest.mark.parametrize("anew", [REOPENED, RESUMED])
def test_counted_anew_an_urgent_appeal_stays_urgent(anew: EventKind) -> None:
    reckoning = reckoned(
        registered("2026-03-10", COMPLAINT), event(URGENT, "2026-03-10"), event(anew, "2026-05-20")
    )
    assert reckoning.due_at == baku("2026-05-21T11:00")


@pytest.mark.parametrize("anew", [REOPENED, RESUMED])
def test_counted_anew_a_servicemans_appeal_stays_a_servicemans(anew: EventKind) -> None:
    reckoning = reckoned(
        registered("2026-03-10", COMPLAINT), event(SERVICEMAN, "2026-03-10"), event(anew, "2026-05-20")
    )
    assert (reckoning.due_on, reckoning.basis[0].clause) == (date(2026, 6, 16), "10.3")
    assert reckoning.basis[0].certainty is Certainty.DERIVED


def test_when_its_ground_is_gone_the_days_begin_anew_and_the_study_stays() -> None:
    reckoning = reckoned(
        registered("2026-03-10", COMPLAINT), event(STUDY, "2026-03-11"), event(RESUMED, "2026-05-20")
    )
    assert reckoning.due_on == date(2026, 7, 8)
    assert {basis.certainty for basis in reckoning.basis} == {Certainty.DERIVED}


@pytest.mark.parametrize("back_on", ["2026-03-16", "2026-05-20"])
def test_a_withdrawal_that_is_taken_back_has_stopped_no_clock(back_on: str) -> None:
    history = [
        registered("2026-03-10", COMPLAINT),
        event(STUDY, "2026-03-11"),
        event(EXTENDED, "2026-03-12", 5),
    ]
    reckoning = reckoned(*history, event(WENT_ON, back_on))
    assert (reckoning.due_on, reckoning.basis) == (reckoned(*history).due_on, reckoned(*history).basis)
    assert reckoning.sum[0].why.startswith("qeydiyyat günü")
    assert (back_on, "müraciətin geri götürülməsi ləğv edilib, müddət dayanmayıb") in notes(reckoning)


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
        "already-studied",
        "same-pace",
        "extension-too-long",
        "extension-too-late",
        "pace-not-allowed",
        "broken-history",
    }
    assert len({str(refusal()) for refusal in refusals}) == len(refusals)
