"""A change of the calendar or an absence that hits times of reception: the free ones go, of the taken ones one is told."""

from collections.abc import Callable
from datetime import UTC, date, datetime, time, timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from callcenter.accounts.models import User
from callcenter.accounts.vocabulary import Role, Scope
from callcenter.appeals import (
    reception,
    reception_desk,
    reception_queries,
    reception_reminding,
    reception_setting,
    reception_to_move,
    recounting,
    sending_letters,
)
from callcenter.appeals.letter_models import Letter
from callcenter.appeals.models import Appeal
from callcenter.appeals.notice_models import Notice
from callcenter.appeals.reception import UrgentTime
from callcenter.appeals.reception_hours import Hindrance
from callcenter.appeals.reception_models import Ending, ReceptionSlot
from callcenter.appeals.reception_setting import TimetableDraft
from callcenter.appeals.reception_timetable import Pattern
from callcenter.appeals.vocabulary import Delivery, Purpose, State
from callcenter.core.errors import InvalidInput, Refused
from callcenter.directory import absences
from callcenter.directory.absence_models import Absence
from callcenter.directory.absences import AbsenceDraft
from callcenter.directory.actors import Actor
from callcenter.directory.vocabulary import AbsenceReason
from callcenter.law import changing
from callcenter.law.changes import Change, DayChange, LimitChange
from callcenter.law.working_days import DayKind
from tests import factories
from tests.clauses import clause

Log = Callable[..., Appeal]
Put = Callable[[Change], None]
PLACE = "Bakı, Üzeyir Hacıbəyli 84, 205-ci otaq"
THURSDAY, FRIDAY = date(2026, 10, 22), date(2026, 10, 23)
ONE_DAY = timedelta(days=1)


@pytest.fixture
def chief(session: Session) -> Actor:
    return factories.make_actor(session, Role.CENTRE_HEAD, unit=factories.CALL_CENTRE)


@pytest.fixture
def administrator(session: Session) -> Actor:
    return factories.make_actor(session, Role.ADMINISTRATOR)


@pytest.fixture
def official(session: Session) -> Actor:
    return factories.make_actor(session, Role.UNIT_HEAD, unit=factories.SOFTWARE)


@pytest.fixture
def slots(session: Session, chief: Actor, official: Actor, now: datetime) -> dict[str, ReceptionSlot]:
    """Thursdays from 16:30 to 18:00: the 15th, the 22nd and the 29th; by day and time."""
    made = reception_setting.set_timetable(session, draft(official, 3), by=chief, now=now)
    return {reception.shown(one.starts_at).replace(".10.2026,", ""): one for one in made}


@pytest.fixture
def put(session: Session, now: datetime) -> Put:
    """Two persons put a change in force, one day after now."""
    first, second = (factories.make_user(session, Role.CENTRE_HEAD) for _ in range(2))

    def confirmed(change: Change) -> None:
        proposal = changing.propose(session, change, reason="Qərar çıxıb.", by=first, now=now)
        recounting.confirm(session, proposal.id, by=second, now=now + ONE_DAY)

    return confirmed


def draft(official: Actor, *weekdays: int, **changed: object) -> TimetableDraft:
    assert official.staff is not None
    values: dict[str, object] = {"first": time(16, 30), "until": time(18), "minutes": 30, **changed}
    month = values.pop("month", date(2026, 10, 1))
    pattern = Pattern(frozenset(weekdays), **values)  # type: ignore[arg-type]  # as given
    return TimetableDraft(official.staff.id, month, pattern, PLACE)  # type: ignore[arg-type]  # as given


def holiday(day: date, kind: DayKind = DayKind.HOLIDAY) -> DayChange:
    return DayChange(day, working=False, name="əlavə bayram", kind=kind, source="NK qərarı")


def invite(session: Session, appeal: Appeal, by: Actor, now: datetime, slot: ReceptionSlot) -> Appeal:
    return reception.invite(session, appeal.number, appeal.version, slot=slot.id, by=by, now=now)


def invite_urgently(
    session: Session, appeal: Appeal, by: Actor, now: datetime, official: Actor, day: date
) -> Appeal:
    assert official.staff is not None
    urgent = UrgentTime(str(official.staff.id), day, time(14), place=PLACE)
    return reception.invite(
        session, appeal.number, appeal.version, urgent=urgent, reason="Təcilidir.", by=by, now=now
    )


def send_away(
    session: Session, official: Actor, by: Actor, now: datetime, first: date, last: date
) -> Absence:
    assert official.staff is not None
    away = AbsenceDraft(official.staff.id, first, last, AbsenceReason.TRIP)
    return absences.enter(session, away, by=by, now=now)


def offered(session: Session, slots: dict[str, ReceptionSlot], now: datetime) -> list[str]:
    free = {one.id for one in reception_queries.free_after(session, now)}
    return [name for name, slot in slots.items() if slot.id in free]


def told(session: Session) -> dict[int, str]:
    """What each was told of receptions to be moved, by id of the user."""
    found = session.scalars(select(Notice).where(Notice.key.startswith("reception-to-move:")))
    return {one.user_id: str(one.sentence) for one in found}


ALL = [f"{day} {at}" for day in (15, 22, 29) for at in ("16:30", "17:00", "17:30")]


# The timetable


@clause("002:4.0.8")
def test_the_last_hour_of_a_shortened_day_is_not_laid_out(
    session: Session, chief: Actor, official: Actor, now: datetime
) -> None:
    december = draft(official, 2, month=date(2026, 12, 1))
    made = reception_setting.set_timetable(session, december, by=chief, now=now)
    last = [
        reception.shown(one.starts_at) for one in made if one.starts_at > datetime(2026, 12, 30, tzinfo=UTC)
    ]
    assert last == ["30.12.2026, 16:30"], "31 December is a holiday"


def test_a_pattern_beyond_the_end_of_work_says_when_work_ends(
    session: Session, chief: Actor, official: Actor, now: datetime
) -> None:
    with pytest.raises(InvalidInput) as refused:
        reception_setting.set_timetable(session, draft(official, 3, until=time(19)), by=chief, now=now)
    assert "18:00" in str(refused.value.fields["until"])


def test_no_times_are_laid_out_for_days_on_which_the_official_is_away(
    session: Session, chief: Actor, official: Actor, administrator: Actor, now: datetime
) -> None:
    send_away(session, official, administrator, now, date(2026, 10, 20), date(2026, 10, 28))
    made = reception_setting.set_timetable(session, draft(official, 3), by=chief, now=now)
    assert {one.starts_at.day for one in made} == {15, 29}


# The calendar is changed


@clause("002:4.0.8")
@pytest.mark.parametrize(
    ("change", "gone"),
    [
        (holiday(THURSDAY), ["22 16:30", "22 17:00", "22 17:30"]),
        (holiday(FRIDAY), ["22 17:00", "22 17:30"]),
        (holiday(FRIDAY, DayKind.MOVED), []),
        (holiday(THURSDAY, DayKind.SWAP), ["22 16:30", "22 17:00", "22 17:30"]),
        (
            LimitChange("work.ends", 17 * 60, date(2026, 10, 20), "daxili qayda", "iş rejimi", "D"),
            ["22 17:00", "22 17:30", "29 17:00", "29 17:30"],
        ),
    ],
    ids=[
        "a holiday",
        "the eve of a holiday",
        "the eve of a moved rest day",
        "a swapped day",
        "work ends earlier",
    ],
)
def test_free_times_that_a_change_hits_are_no_longer_offered(
    session: Session,
    slots: dict[str, ReceptionSlot],
    put: Put,
    now: datetime,
    change: Change,
    gone: list[str],
) -> None:
    assert offered(session, slots, now) == ALL
    effect = reception_to_move.effect_of(session, change, now=now)
    assert (effect.free, effect.to_move) == (len(gone), ())
    put(change)
    assert offered(session, slots, now) == [name for name in ALL if name not in gone]


def test_a_lost_time_cannot_be_taken_by_who_still_sees_it(
    session: Session, slots: dict[str, ReceptionSlot], put: Put, log: Log, operator: Actor, now: datetime
) -> None:
    put(holiday(FRIDAY))
    appeal = log()
    with pytest.raises(Refused) as refused:
        invite(session, appeal, operator, now, slots["22 17:30"])
    assert refused.value.code == "slot-off"
    assert invite(session, appeal, operator, now, slots["22 16:30"]).state is State.INVITED


def test_what_is_taken_back_brings_the_times_back(
    session: Session, slots: dict[str, ReceptionSlot], put: Put, now: datetime
) -> None:
    put(holiday(THURSDAY))
    put(DayChange(THURSDAY, working=True, name="ləğv edilib", kind="swap", source="NK qərarı"))
    assert offered(session, slots, now) == ALL


@clause("002:4.0.8")
def test_who_invited_to_a_lost_time_is_told_at_once_and_once(
    session: Session,
    slots: dict[str, ReceptionSlot],
    put: Put,
    log: Log,
    operator: Actor,
    official: Actor,
    chief: Actor,
    now: datetime,
) -> None:
    kept = invite(session, log(), operator, now, slots["22 16:30"])
    lost = invite(session, log(), operator, now, slots["22 17:30"])
    effect = reception_to_move.effect_of(session, holiday(FRIDAY), now=now)
    assert [one.invitation.appeal for one in effect.to_move] == [lost]
    assert told(session) == {}, "what is shown is not done"

    put(holiday(FRIDAY))
    assert told(session) == {
        operator.user_id: f"{lost.number} üzrə qəbul (22.10.2026, saat 17:30) keçirilə bilməz: həmin gün iş vaxtı saat "
        "17:00-dək davam edir. Müraciət edənə zəng edib onu başqa vaxta dəvət edin."
    }
    for hours in (25, 26, 24 * 8):
        reception_reminding.remind(session, now + timedelta(hours=hours))
    assert len(told(session)) == 1
    reminded = session.scalars(select(Notice.appeal_id).where(Notice.key.startswith("reception:"))).all()
    assert set(reminded) == {kept.id}, "of what cannot be held nobody is reminded"

    for reader in (operator, chief, official):
        desk = reception_desk.expected(session, reader, now + ONE_DAY)
        assert [one.slot for one in desk.to_move] == [slots["22 17:30"]]
        assert [one.slot for one in desk.ahead] == [slots["22 16:30"]]
        assert desk.to_move[0].appeal is lost
    assert lost.state is State.INVITED, "the applicant is still expected"


@clause("002:4.0.8")
def test_moving_it_takes_it_off_the_list(
    session: Session, slots: dict[str, ReceptionSlot], put: Put, log: Log, operator: Actor, now: datetime
) -> None:
    appeal = invite(session, log(), operator, now, slots["22 17:30"])
    put(holiday(THURSDAY))
    letter = session.scalars(select(Letter).where(Letter.purpose == Purpose.INVITED)).one()
    with pytest.raises(Refused) as refused:
        sending_letters.send_letter(
            session,
            appeal.number,
            letter.id,
            text=letter.text,
            means=Delivery.LETTER,
            by=operator,
            now=now + ONE_DAY,
        )
    assert refused.value.code == "reception-off"

    invite(session, appeal, operator, now + ONE_DAY, slots["29 16:30"])
    assert reception_desk.expected(session, operator, now + ONE_DAY).to_move == []
    assert [one.ending for one in reception_queries.of_appeal(session, appeal)] == [Ending.MOVED, None]
    fresh = session.scalars(select(Letter).where(Letter.purpose == Purpose.INVITED)).one()
    sent = sending_letters.send_letter(
        session,
        appeal.number,
        fresh.id,
        text=fresh.text,
        means=Delivery.LETTER,
        by=operator,
        now=now + ONE_DAY,
    )
    assert "29.10.2026" in sent.text


def test_what_nobody_moved_stays_on_the_list_when_its_time_has_passed(
    session: Session, slots: dict[str, ReceptionSlot], put: Put, log: Log, operator: Actor, now: datetime
) -> None:
    appeal = invite(session, log(), operator, now, slots["22 17:30"])
    put(holiday(THURSDAY))
    later = now + timedelta(days=30)
    desk = reception_desk.expected(session, operator, later)
    assert [one.appeal for one in desk.to_move] == [appeal]
    assert list(desk.unsaid) == []


def test_a_reception_of_which_nobody_noted_the_result_is_listed_until_somebody_does(
    session: Session, slots: dict[str, ReceptionSlot], log: Log, operator: Actor, now: datetime
) -> None:
    appeal = invite(session, log(), operator, now, slots["22 17:30"])
    later = now + timedelta(days=30)
    desk = reception_desk.expected(session, operator, later)
    assert ([one.appeal for one in desk.unsaid], list(desk.ahead)) == ([appeal], [])
    reception.miss(session, appeal.number, appeal.version, by=operator, now=later)
    assert list(reception_desk.expected(session, operator, later).unsaid) == []
    (sitting,) = reception_desk.month(session, operator, THURSDAY, FRIDAY, later)
    assert [(one.appeal, one.ended) for one in sitting.times] == [(appeal, Ending.MISSED)]


def test_the_month_says_how_many_free_times_are_not_offered_and_why(
    session: Session, slots: dict[str, ReceptionSlot], put: Put, log: Log, operator: Actor, now: datetime
) -> None:
    invite(session, log(), operator, now, slots["22 17:30"])
    put(holiday(FRIDAY))
    (sitting,) = reception_desk.month(session, operator, THURSDAY, FRIDAY, now + ONE_DAY)
    assert [one.slot for one in sitting.times] == [slots["22 16:30"], slots["22 17:30"]]
    assert [one.slot for one in sitting.off] == [slots["22 17:00"]]
    assert {one.obstacle.kind for one in (*sitting.off, sitting.times[1]) if one.obstacle} == {
        Hindrance.AFTER_WORK
    }


def test_an_urgent_time_on_a_rest_day_stands_until_its_day_is_changed(
    session: Session, put: Put, log: Log, operator: Actor, official: Actor, now: datetime
) -> None:
    sunday, friday = date(2026, 10, 18), FRIDAY
    invite_urgently(session, log(), operator, now, official, sunday)
    hit = invite_urgently(session, log(), operator, now, official, friday)
    put(holiday(friday))
    assert list(told(session)) == [operator.user_id]
    assert hit.number in told(session)[operator.user_id or 0]
    again = invite_urgently(session, hit, operator, now + 2 * ONE_DAY, official, friday)
    assert again.state is State.INVITED, "whoever sets it now knows that the day is none"


def test_who_was_told_to_move_it_hears_when_it_stands_after_all_and_when_it_does_not_again(
    session: Session, slots: dict[str, ReceptionSlot], put: Put, log: Log, operator: Actor, now: datetime
) -> None:
    invite(session, log(), operator, now, slots["22 17:30"])
    heard = select(Notice).where(Notice.user_id == operator.user_id).order_by(Notice.id)
    worked = DayChange(THURSDAY, working=True, name="ləğv edilib", kind="swap", source="NK qərarı")
    for count, change in enumerate((holiday(THURSDAY), worked, holiday(THURSDAY), worked), start=1):
        put(change)
        reception_reminding.remind(session, now + ONE_DAY)
        said = [str(one.sentence) for one in session.scalars(heard)]
        assert len(said) == count
        assert ("keçirilə bilməz" in said[-1]) is (change != worked)
        assert ("öz vaxtında keçirilə bilər" in said[-1]) is (change == worked)


# The official will be away


@clause("002:4.0.8")
def test_who_is_away_has_no_free_times_on_those_days_and_has_them_again_afterwards(
    session: Session,
    slots: dict[str, ReceptionSlot],
    official: Actor,
    administrator: Actor,
    now: datetime,
) -> None:
    away = send_away(session, official, administrator, now, date(2026, 10, 20), date(2026, 10, 29))
    assert offered(session, slots, now) == [name for name in ALL if name.startswith("15")]
    absences.shorten(session, away.id, last_on=date(2026, 10, 28), by=administrator, now=now)
    assert offered(session, slots, now) == [name for name in ALL if not name.startswith("22")]
    absences.cancel(session, away.id, by=administrator, now=now)
    assert offered(session, slots, now) == ALL


@clause("002:4.0.8")
def test_of_an_absence_the_inviter_is_told_by_the_next_sweep(
    session: Session,
    slots: dict[str, ReceptionSlot],
    log: Log,
    operator: Actor,
    official: Actor,
    administrator: Actor,
    now: datetime,
) -> None:
    assert official.staff is not None
    lost = invite(session, log(), operator, now, slots["22 16:30"])
    invite(session, log(), operator, now, slots["29 16:30"])
    send_away(session, official, administrator, now, date(2026, 10, 20), date(2026, 10, 28))
    for _ in range(2):
        reception_reminding.remind(session, now)
    assert told(session) == {
        operator.user_id: f"{lost.number} üzrə qəbul (22.10.2026, saat 16:30) keçirilə bilməz: "
        f"{official.staff.full_name} həmin gün işdə deyil. Müraciət edənə zəng edib onu başqa vaxta dəvət edin."
    }
    desk = reception_desk.expected(session, operator, now)
    assert [one.appeal for one in desk.to_move] == [lost]
    assert desk.to_move[0].obstacle is not None
    assert desk.to_move[0].obstacle.kind is Hindrance.AWAY


def test_nobody_is_invited_at_once_to_who_is_away(
    session: Session, log: Log, operator: Actor, official: Actor, administrator: Actor, now: datetime
) -> None:
    send_away(session, official, administrator, now, FRIDAY, FRIDAY)
    with pytest.raises(InvalidInput) as refused:
        invite_urgently(session, log(), operator, now, official, FRIDAY)
    assert set(refused.value.fields) == {"urgent.day"}
    assert (
        invite_urgently(session, log(), operator, now, official, FRIDAY + 3 * ONE_DAY).state is State.INVITED
    )


# Who is told


def test_where_the_inviter_cannot_be_told_the_heads_of_the_centre_are(
    session: Session, slots: dict[str, ReceptionSlot], put: Put, log: Log, chief: Actor, now: datetime
) -> None:
    key = Actor(api_key=factories.make_key(session, Scope.APPEALS_WRITE)[0])
    left = factories.make_actor(session, Role.OPERATOR)
    by_key = invite(session, log(), key, now, slots["22 17:00"])
    by_left = invite(session, log(), left, now, slots["22 17:30"])
    session.get_one(User, left.user_id).disabled_at = now
    put(holiday(THURSDAY))
    reception_reminding.remind(session, now + ONE_DAY)
    found = session.scalars(select(Notice.appeal_id).where(Notice.user_id == chief.user_id)).all()
    assert sorted(found, key=str) == sorted([by_key.id, by_left.id], key=str)
    assert left.user_id not in told(session)


def test_a_reception_of_tomorrow_is_told_of_urgently(
    session: Session, slots: dict[str, ReceptionSlot], put: Put, log: Log, operator: Actor, now: datetime
) -> None:
    invite(session, log(), operator, now, slots["15 17:30"])
    invite(session, log(), operator, now, slots["29 17:30"])
    put(holiday(date(2026, 10, 15)))
    put(holiday(date(2026, 10, 29)))
    urgent = {one.urgent for one in session.scalars(select(Notice)) if "15.10.2026" in str(one.sentence)}
    calm = {one.urgent for one in session.scalars(select(Notice)) if "29.10.2026" in str(one.sentence)}
    assert (urgent, calm) == ({True}, {False})


def test_a_secret_appeal_is_not_named_to_who_may_not_know(
    session: Session, slots: dict[str, ReceptionSlot], put: Put, log: Log, chief: Actor, now: datetime
) -> None:
    appeal = invite(session, log(confidential=True), chief, now, slots["22 17:30"])
    put(holiday(THURSDAY))
    assert list(told(session)) == [chief.user_id]
    other = factories.make_actor(session, Role.OPERATOR)
    (row,) = reception_desk.expected(session, other, now + ONE_DAY).to_move
    assert row.appeal is None
    (own,) = reception_desk.expected(session, chief, now + ONE_DAY).to_move
    assert own.appeal is appeal
