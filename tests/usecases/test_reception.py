"""Receptions: the timetable, the invitation, what came of it, and the reminder."""

from collections.abc import Callable
from datetime import UTC, date, datetime, time, timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from callcenter.accounts.vocabulary import Role
from callcenter.appeals import (
    events,
    handling,
    queries,
    reception,
    reception_queries,
    reception_reminding,
    reception_setting,
)
from callcenter.appeals.letter_models import Letter
from callcenter.appeals.models import Appeal
from callcenter.appeals.notice_models import Notice
from callcenter.appeals.reception import UrgentTime
from callcenter.appeals.reception_models import Ending, Invitation, ReceptionSlot
from callcenter.appeals.reception_setting import TimetableDraft
from callcenter.appeals.reception_timetable import Pattern
from callcenter.appeals.vocabulary import Action, Kind, Purpose, State
from callcenter.core.errors import InvalidInput, NotAllowed, NotFound, Refused
from callcenter.directory.actors import Actor
from tests import factories
from tests.clauses import clause

Log = Callable[..., Appeal]
PLACE = "Bakı, Üzeyir Hacıbəyli 84, 205-ci otaq"
# Thursday, 15 October 2026, 10:00 in Baku.
THURSDAY = datetime(2026, 10, 15, 6, 0, tzinfo=UTC)
AFTER = THURSDAY + timedelta(hours=1)


@pytest.fixture
def chief(session: Session) -> Actor:
    return factories.make_actor(session, Role.CENTRE_HEAD, unit=factories.CALL_CENTRE)


@pytest.fixture
def official(session: Session) -> Actor:
    return factories.make_actor(session, Role.UNIT_HEAD, unit=factories.SOFTWARE)


def draft(official: Actor, *weekdays: int, **changed: object) -> TimetableDraft:
    assert official.staff is not None
    values: dict[str, object] = {"first": time(10), "until": time(11), "minutes": 30, **changed}
    month = values.pop("month", date(2026, 10, 1))
    return TimetableDraft(
        official.staff.id,
        month,  # type: ignore[arg-type]  # as given
        Pattern(frozenset(weekdays), **values),  # type: ignore[arg-type]  # as given
        PLACE,
    )


@pytest.fixture
def slots(session: Session, chief: Actor, official: Actor, now: datetime) -> list[ReceptionSlot]:
    """Thursdays at 10:00 and 10:30: the 15th, the 22nd and the 29th."""
    return reception_setting.set_timetable(session, draft(official, 3), by=chief, now=now)


def invite(session: Session, appeal: Appeal, by: Actor, now: datetime, slot: ReceptionSlot) -> Appeal:
    return reception.invite(session, appeal.number, appeal.version, slot=slot.id, by=by, now=now)


def urgently(
    session: Session, appeal: Appeal, by: Actor, now: datetime, official: Actor, **changed: object
) -> Appeal:
    assert official.staff is not None
    values: dict[str, object] = {
        "official": str(official.staff.id),
        "day": date(2026, 10, 13),
        "at": time(14),
        "place": PLACE,
        **changed,
    }
    return reception.invite(
        session,
        appeal.number,
        appeal.version,
        urgent=UrgentTime(**values),  # type: ignore[arg-type]  # as given
        reason="Məsələ təxirəsalınmazdır.",
        by=by,
        now=now,
    )


# The timetable


@clause("002:4.0.8")
def test_a_months_timetable_is_made_by_a_weekly_pattern(
    session: Session, slots: list[ReceptionSlot], chief: Actor
) -> None:
    assert [reception.shown(one.starts_at) for one in slots] == [
        f"{day}.10.2026, {at}" for day in (15, 22, 29) for at in ("10:00", "10:30")
    ]
    assert {(one.place, one.made_by_id, one.urgent) for one in slots} == {(PLACE, chief.user_id, False)}


def test_making_it_again_adds_nothing_and_says_so(
    session: Session, slots: list[ReceptionSlot], chief: Actor, official: Actor, now: datetime
) -> None:
    with pytest.raises(Refused) as refused:
        reception_setting.set_timetable(session, draft(official, 3), by=chief, now=now)
    assert refused.value.code == "no-times"
    more = reception_setting.set_timetable(session, draft(official, 3, until=time(12)), by=chief, now=now)
    assert len(more) == 6


def test_the_officials_own_head_sets_it_and_nobody_else(
    session: Session, official: Actor, operator: Actor, now: datetime
) -> None:
    above = factories.make_actor(session, Role.UNIT_HEAD, unit=factories.EGOV)
    reception_setting.set_timetable(session, draft(official, 3), by=above, now=now)
    for other in (operator, factories.make_actor(session, Role.UNIT_HEAD, unit=factories.NETWORK)):
        with pytest.raises(NotAllowed):
            reception_setting.set_timetable(session, draft(official, 4), by=other, now=now)


@pytest.mark.parametrize(
    ("changed", "field"),
    [
        ({"month": date(2026, 9, 1)}, "month"),
        ({"month": date(2028, 1, 1)}, "month"),
        ({"until": time(9)}, "until"),
        ({"minutes": 2}, "minutes"),
    ],
)
def test_a_pattern_that_cannot_be_meant_says_what_to_change(
    session: Session, chief: Actor, official: Actor, now: datetime, changed: dict[str, object], field: str
) -> None:
    with pytest.raises(InvalidInput) as refused:
        reception_setting.set_timetable(session, draft(official, 3, **changed), by=chief, now=now)
    assert set(refused.value.fields) == {field}
    with pytest.raises(InvalidInput) as refused:
        reception_setting.set_timetable(session, draft(official), by=chief, now=now)
    assert set(refused.value.fields) == {"weekdays"}


def test_a_free_time_is_cancelled_and_a_taken_one_is_not(
    session: Session, slots: list[ReceptionSlot], log: Log, operator: Actor, chief: Actor, now: datetime
) -> None:
    invite(session, log(), operator, now, slots[0])
    with pytest.raises(Refused) as refused:
        reception_setting.cancel_slot(session, slots[0].id, by=chief, now=now)
    assert refused.value.code == "slot-taken"
    reception_setting.cancel_slot(session, slots[1].id, by=chief, now=now)
    assert slots[1] not in reception_queries.free_after(session, now)
    for gone in (slots[1].id, 10**6):
        with pytest.raises(NotFound):
            reception_setting.cancel_slot(session, gone, by=chief, now=now)
    with pytest.raises(NotAllowed):
        reception_setting.cancel_slot(session, slots[2].id, by=operator, now=now)


# The invitation


@clause("002:4.0.8")
def test_the_applicant_is_invited_and_the_notice_is_drafted_for_the_day_before(
    session: Session, in_work: Appeal, operator: Actor, slots: list[ReceptionSlot], now: datetime
) -> None:
    holder, due = in_work.unit_id, in_work.due_on
    invite(session, in_work, operator, now, slots[0])
    assert (in_work.state, in_work.unit_id, in_work.due_on) == (State.INVITED, holder, due)
    letter = session.scalars(select(Letter)).one()
    assert (letter.purpose, letter.due_on) == (Purpose.INVITED, date(2026, 10, 14))
    for part in (in_work.number, "15.10.2026", "10:00", PLACE, slots[0].official.full_name):
        assert part in letter.text
    assert slots[0] not in reception_queries.free_after(session, now)


def test_a_time_is_one_applicants(
    session: Session, log: Log, operator: Actor, slots: list[ReceptionSlot], now: datetime
) -> None:
    invite(session, log(), operator, now, slots[0])
    second = log()
    with pytest.raises(Refused) as refused:
        invite(session, second, operator, now, slots[0])
    assert refused.value.code == "slot-taken"
    assert (second.state, len(second.events)) == (State.REGISTERED, 1)


def test_inviting_again_moves_it_and_frees_the_first_time(
    session: Session, log: Log, operator: Actor, slots: list[ReceptionSlot], now: datetime
) -> None:
    appeal = invite(session, log(), operator, now, slots[0])
    with pytest.raises(Refused) as refused:
        invite(session, appeal, operator, now, slots[0])
    assert refused.value.code == "same-slot"
    invite(session, appeal, operator, now, slots[2])
    assert appeal.state is State.INVITED
    assert [one.ending for one in reception_queries.of_appeal(session, appeal)] == [Ending.MOVED, None]
    assert slots[0] in reception_queries.free_after(session, now)
    unsent = session.scalars(select(Letter.text)).all()
    assert len(unsent) == 1, "a notice of the time that no longer holds is not left to be sent"
    assert "22.10.2026" in unsent[0]


@clause("002:4.0.8")
def test_an_urgent_reception_is_outside_of_the_timetable_and_says_why(
    session: Session, log: Log, operator: Actor, official: Actor, slots: list[ReceptionSlot], now: datetime
) -> None:
    appeal = urgently(session, log(), operator, now, official)
    invited = reception_queries.unended(session, appeal)
    assert invited is not None
    assert (invited.slot.urgent, reception.shown(invited.slot.starts_at)) == (True, "13.10.2026, 14:00")
    assert invited.reason == "Məsələ təxirəsalınmazdır."
    assert session.scalars(select(Letter.due_on)).one() == date(2026, 10, 13)
    assert invited.slot not in reception_queries.free_after(session, now)


def test_everything_that_an_urgent_time_lacks_is_said_together(
    session: Session, log: Log, operator: Actor, now: datetime
) -> None:
    appeal = log()
    with pytest.raises(InvalidInput) as refused:
        reception.invite(session, appeal.number, 1, urgent=UrgentTime(), by=operator, now=now)
    assert set(refused.value.fields) == {
        "urgent.official",
        "urgent.day",
        "urgent.at",
        "urgent.place",
        "reason",
    }
    with pytest.raises(InvalidInput) as refused:
        reception.invite(session, appeal.number, 1, by=operator, now=now)
    assert set(refused.value.fields) == {"slot"}


def test_an_urgent_time_takes_free_ones_with_it_and_never_anothers(
    session: Session, log: Log, operator: Actor, official: Actor, slots: list[ReceptionSlot], now: datetime
) -> None:
    invite(session, log(), operator, now, slots[1])
    second = log()
    with pytest.raises(InvalidInput) as refused:
        urgently(session, second, operator, now, official, day=date(2026, 10, 15), at=time(10, 15))
    assert set(refused.value.fields) == {"urgent.at"}
    urgently(session, second, operator, now, official, day=date(2026, 10, 15), at=time(9, 45))
    assert slots[0].cancelled_at is not None
    with pytest.raises(InvalidInput):
        urgently(session, log(), operator, now, official, at=time(9))


@clause("002:4.0.8")
def test_the_accused_and_their_units_people_receive_nobody(
    session: Session, log: Log, operator: Actor, official: Actor, slots: list[ReceptionSlot], now: datetime
) -> None:
    assert official.staff is not None
    for appeal in (
        log(about_unit=factories.SOFTWARE),
        log(about_unit=factories.EGOV),
        log(about_staff=official.staff.full_name),
    ):
        with pytest.raises(Refused) as refused, session.begin_nested():
            invite(session, appeal, operator, now, slots[0])
        assert refused.value.code == "conflict-of-interest"
        with pytest.raises(Refused) as refused, session.begin_nested():
            urgently(session, appeal, operator, now, official)
        assert refused.value.code == "conflict-of-interest"
        session.refresh(appeal)
        assert appeal.state is State.REGISTERED


def test_what_is_past_or_unknown_cannot_be_taken(
    session: Session, log: Log, operator: Actor, slots: list[ReceptionSlot], now: datetime
) -> None:
    appeal = log()
    with pytest.raises(Refused) as refused:
        invite(session, appeal, operator, AFTER, slots[0])
    assert refused.value.code == "slot-past"
    with pytest.raises(NotFound):
        reception.invite(session, appeal.number, 1, slot=10**6, by=operator, now=now)


def test_a_time_held_by_an_appeal_that_was_stopped_can_be_given_to_another(
    session: Session, log: Log, operator: Actor, slots: list[ReceptionSlot], now: datetime
) -> None:
    first = invite(session, log(), operator, now, slots[0])
    events.record(session, first, Action.WITHDRAW, by=operator, now=now)
    assert slots[0] in reception_queries.free_after(session, now)
    second = invite(session, log(), operator, now, slots[0])
    assert second.state is State.INVITED
    events.record(session, first, Action.RESUME, by=operator, now=now)
    invite(session, first, operator, now, slots[1])
    assert first.state is State.INVITED


def test_while_invited_the_kind_can_be_set_right_and_the_unit_keeps_it_on_its_desk(
    session: Session, in_work: Appeal, operator: Actor, head: Actor, slots: list[ReceptionSlot], now: datetime
) -> None:
    invite(session, in_work, operator, now, slots[0])
    handling.reclassify(session, in_work.number, in_work.version, kind=Kind.APPLICATION, by=operator, now=now)
    assert in_work.state is State.INVITED
    assert in_work in queries.inbox(session, head)


# What came of it


@clause("002:4.0.8")
def test_the_result_is_noted_and_the_appeal_is_back_where_it_was(
    session: Session,
    in_work: Appeal,
    operator: Actor,
    official: Actor,
    slots: list[ReceptionSlot],
    now: datetime,
) -> None:
    invite(session, in_work, operator, now, slots[0])
    number, version = in_work.number, in_work.version
    with pytest.raises(Refused) as refused:
        reception.receive(session, number, version, said="…", answered=True, by=operator, now=now)
    assert refused.value.code == "reception-ahead"
    with pytest.raises(InvalidInput):
        reception.receive(session, number, version, said="", answered=True, by=official, now=AFTER)
    reception.receive(
        session, number, version, said="Qayda izah edildi.", answered=True, by=official, now=AFTER
    )
    assert in_work.state is State.IN_WORK
    held = reception_queries.of_appeal(session, in_work)[0]
    assert (held.ending, held.said, held.answered) == (Ending.HELD, "Qayda izah edildi.", True)
    assert held.recorded_by_id == official.user_id
    with pytest.raises(Refused) as refused:
        reception.miss(session, number, in_work.version, by=operator, now=AFTER)
    assert refused.value.code == "not-invited"


def test_who_did_not_come_is_noted_and_the_appeal_is_back(
    session: Session, log: Log, operator: Actor, slots: list[ReceptionSlot], now: datetime
) -> None:
    appeal = invite(session, log(), operator, now, slots[0])
    reception.miss(session, appeal.number, appeal.version, by=operator, now=AFTER)
    assert (appeal.state, appeal.events[-1].action) == (State.REGISTERED, Action.MISS)
    assert session.scalars(select(Letter)).all() == []


def test_only_the_call_centre_or_the_official_notes_the_result(
    session: Session, in_work: Appeal, operator: Actor, head: Actor, slots: list[ReceptionSlot], now: datetime
) -> None:
    invite(session, in_work, operator, now, slots[0])
    with pytest.raises(NotAllowed):
        reception.miss(session, in_work.number, in_work.version, by=head, now=AFTER)


def test_the_official_sees_the_appeal_and_not_the_applicants_particulars(
    session: Session,
    in_work: Appeal,
    operator: Actor,
    official: Actor,
    slots: list[ReceptionSlot],
    now: datetime,
) -> None:
    assert not queries.is_visible(session, official, in_work)
    invite(session, in_work, operator, now, slots[0])
    assert queries.is_visible(session, official, in_work)
    assert not queries.sees_in_full(official, in_work)
    invite(session, in_work, operator, now, slots[1])
    reception.miss(session, in_work.number, in_work.version, by=operator, now=AFTER)
    assert not queries.is_visible(session, official, in_work)


# The reminder


@clause("002:4.0.8")
def test_the_official_and_the_inviter_are_reminded_once_on_the_working_day_before(
    session: Session, log: Log, operator: Actor, official: Actor, slots: list[ReceptionSlot], now: datetime
) -> None:
    appeal = invite(session, log(), operator, now, slots[0])
    reception_reminding.remind(session, now)
    assert session.scalars(select(Notice)).all() == []
    for hours in (24, 25, 40):
        reception_reminding.remind(session, now + timedelta(hours=hours))
    told = session.scalars(select(Notice).order_by(Notice.user_id)).all()
    assert {one.user_id for one in told} == {operator.user_id, official.user_id}
    assert {str(one.sentence) for one in told} == {
        f"{appeal.number} üzrə qəbul: 15.10.2026, saat 10:00, {PLACE}."
    }


def test_of_a_monday_one_is_reminded_on_friday(
    session: Session, log: Log, operator: Actor, official: Actor, chief: Actor, now: datetime
) -> None:
    monday = reception_setting.set_timetable(session, draft(official, 0), by=chief, now=now)[0]
    invite(session, log(), operator, now, monday)
    reception_reminding.remind(session, now + timedelta(days=2))
    assert session.scalars(select(Notice)).all() == []
    reception_reminding.remind(session, now + timedelta(days=3))
    assert len(session.scalars(select(Notice)).all()) == 2


def test_an_official_who_may_not_know_of_the_appeal_is_told_the_time_alone(
    session: Session, log: Log, chief: Actor, now: datetime
) -> None:
    clerk = factories.make_actor(session, Role.UNIT_STAFF, unit=factories.SOFTWARE)
    slot = reception_setting.set_timetable(session, draft(clerk, 3), by=chief, now=now)[0]
    appeal = invite(session, log(confidential=True), chief, now, slot)
    reception_reminding.remind(session, now + timedelta(days=1))
    told = {one.user_id: one for one in session.scalars(select(Notice))}
    assert appeal.number in str(told[chief.user_id or 0].sentence)
    alone = told[clerk.user_id or 0]
    assert appeal.number not in str(alone.sentence)
    assert alone.appeal_id is None


def test_a_moved_or_past_reception_is_not_reminded_of(
    session: Session, log: Log, operator: Actor, slots: list[ReceptionSlot], now: datetime
) -> None:
    appeal = invite(session, log(), operator, now, slots[0])
    invite(session, appeal, operator, now, slots[4])
    reception_reminding.remind(session, now + timedelta(days=1))
    reception_reminding.remind(session, now + timedelta(days=30))
    assert session.scalars(select(Notice)).all() == []
    assert len(session.scalars(select(Invitation)).all()) == 2
