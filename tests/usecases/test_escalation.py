"""Who approves an answer and to whom a late appeal goes, in the ministry's own units."""

from collections.abc import Callable
from datetime import date, datetime, time, timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from callcenter.accounts.vocabulary import Role
from callcenter.appeals import (
    answering,
    bringing_up,
    escalation,
    handling,
    joining,
    operators_desk,
    queries,
    splitting,
)
from callcenter.appeals.models import Appeal
from callcenter.appeals.notice_models import Notice
from callcenter.appeals.queries import Filter
from callcenter.appeals.splitting import PartDraft
from callcenter.appeals.vocabulary import Kind, Outcome, Pace, State
from callcenter.core.clock import BAKU, midnight
from callcenter.core.errors import NotAllowed, NotFound
from callcenter.directory import absences
from callcenter.directory import queries as directory
from callcenter.directory.absences import AbsenceDraft
from callcenter.directory.actors import Actor, actor_of
from callcenter.directory.vocabulary import AbsenceReason
from tests import factories
from tests.clauses import clause
from tests.factories import APPARATUS, CALL_CENTRE, EGOV, NETWORK

Log = Callable[..., Appeal]
LATE = date(2027, 3, 1)


@pytest.fixture
def chief(session: Session) -> Actor:
    return factories.make_actor(session, Role.UNIT_HEAD, unit=APPARATUS, position="aparat rəhbəri")


@pytest.fixture
def director(session: Session) -> Actor:
    return factories.make_actor(session, Role.UNIT_HEAD, unit=EGOV, position="şöbə müdiri")


@pytest.fixture
def leader(session: Session) -> Actor:
    return factories.make_actor(session, Role.UNIT_HEAD, unit=NETWORK, position="sektor müdiri")


@pytest.fixture
def adviser(session: Session) -> Actor:
    return factories.make_actor(session, Role.UNIT_STAFF, unit=NETWORK, position="məsləhətçi")


def fresh(session: Session, actor: Actor) -> Actor:
    """Return the actor as the next request would read them."""
    assert actor.user is not None
    return actor_of(session, actor.user)


def given_to(
    session: Session, appeal: Appeal, unit: str, executor: Actor, head: Actor, now: datetime
) -> None:
    operator = factories.make_actor(session, Role.OPERATOR)
    handling.route(session, appeal.number, appeal.version, unit=unit, by=operator, now=now)
    handling.accept(session, appeal.number, appeal.version, by=head, now=now)
    handling.assign(
        session,
        appeal.number,
        appeal.version,
        executor=factories.staff_id(executor),
        instruction="",
        by=head,
        now=now,
    )


def draft(session: Session, appeal: Appeal, by: Actor, now: datetime) -> None:
    answering.draft(
        session, appeal.number, appeal.version, text="Cavab.", outcome=Outcome.EXPLAINED, by=by, now=now
    )


def approve(session: Session, appeal: Appeal, by: Actor, now: datetime) -> None:
    answering.approve(session, appeal.number, appeal.version, by=fresh(session, by), now=now)


def goes_to(session: Session, appeal: Appeal, day: date = LATE) -> str | None:
    """The position of who stands above whoever holds the appeal up; that they may know of it is another matter."""
    if not escalation.is_overdue(appeal, midnight(day)):
        return None
    above = escalation.next_above(appeal, directory.reporting_line(session, day))
    return directory.staff_by_id(session, [above.id])[above.id].position if above else None


def test_a_clock_of_hours_is_overdue_and_goes_up_from_its_minute_on(
    session: Session, log: Log, operator: Actor, leader: Actor, adviser: Actor, now: datetime
) -> None:
    appeal = log(kind=Kind.COMPLAINT, pace=Pace.URGENT)
    given_to(session, appeal, NETWORK, adviser, leader, now)
    due, second = appeal.registered_at + timedelta(hours=24), timedelta(seconds=1)
    for moment, late in ((due, False), (due + second, True)):
        assert escalation.is_overdue(appeal, moment) is late
        assert (appeal.id in bringing_up.goes_next_to(session, [appeal], moment)) is late
        listed = queries.appeals(session, operator, Filter(overdue=True), now=moment).rows
        assert (appeal in listed) is late


def test_within_a_day_what_ends_first_lies_on_top(
    session: Session, log: Log, operator: Actor, now: datetime
) -> None:
    plain, later, sooner = (log(kind=Kind.COMPLAINT, text=f"{turn} baxın.") for turn in ("Bir", "İki", "Üç"))
    for appeal, hour in ((later, 20), (sooner, 9)):
        appeal.due_on, appeal.due_at = plain.due_on, datetime.combine(plain.due_on, time(hour), BAKU)
    session.flush()
    assert list(operators_desk.on_operators_desk(session, operator)["to_route"]) == [sooner, later, plain]


@clause("001:5.8.13")
def test_the_head_approves_what_the_executor_wrote(
    session: Session, log: Log, leader: Actor, adviser: Actor, now: datetime
) -> None:
    appeal = log()
    given_to(session, appeal, NETWORK, adviser, leader, now)
    draft(session, appeal, adviser, now)
    approve(session, appeal, leader, now)
    assert appeal.state is State.APPROVED


def test_the_heads_own_text_names_who_must_approve_it_and_goes_there(
    session: Session, log: Log, leader: Actor, director: Actor, adviser: Actor, now: datetime
) -> None:
    appeal = log()
    given_to(session, appeal, NETWORK, adviser, leader, now)
    draft(session, appeal, leader, now)
    with pytest.raises(NotAllowed) as refused:
        approve(session, appeal, leader, now)
    assert refused.value.code == "own-text"
    assert "şöbə müdiri (Elektron idarəetmə şöbəsi)" in str(refused.value.sentence)
    approve(session, appeal, director, now)
    assert appeal.state is State.APPROVED


def test_the_topmost_heads_text_comes_to_the_head_of_the_apparatus_and_to_nobody_else(
    session: Session, log: Log, leader: Actor, director: Actor, chief: Actor, now: datetime
) -> None:
    adviser = factories.make_actor(session, Role.UNIT_STAFF, unit=EGOV, position="baş məsləhətçi")
    appeal = log()
    given_to(session, appeal, EGOV, adviser, director, now)
    with pytest.raises(NotFound):
        queries.appeal_numbered(session, fresh(session, chief), appeal.number)
    draft(session, appeal, director, now)
    assert appeal in queries.inbox(session, fresh(session, chief))
    with pytest.raises(NotFound):
        approve(session, appeal, leader, now)
    approve(session, appeal, chief, now)
    assert appeal.state is State.APPROVED
    with pytest.raises(NotFound):
        queries.appeal_numbered(session, fresh(session, chief), appeal.number)


def test_the_head_of_the_apparatus_may_ask_for_another_wording(
    session: Session, log: Log, director: Actor, chief: Actor, now: datetime
) -> None:
    adviser = factories.make_actor(session, Role.UNIT_STAFF, unit=EGOV)
    appeal = log()
    given_to(session, appeal, EGOV, adviser, director, now)
    draft(session, appeal, director, now)
    answering.revise(
        session, appeal.number, appeal.version, reason="Qısaldın.", by=fresh(session, chief), now=now
    )
    assert appeal.state is State.IN_WORK
    with pytest.raises(NotFound):
        queries.appeal_numbered(session, fresh(session, chief), appeal.number)


def test_a_lower_position_does_not_approve_a_higher_ones_text(
    session: Session, log: Log, leader: Actor, director: Actor, adviser: Actor, chief: Actor, now: datetime
) -> None:
    appeal = log()
    given_to(session, appeal, NETWORK, adviser, leader, now)
    draft(session, appeal, fresh(session, director), now)
    with pytest.raises(NotAllowed) as refused:
        approve(session, appeal, leader, now)
    assert refused.value.code == "rank-too-low"
    assert "aparat rəhbəri" in str(refused.value.sentence)
    approve(session, appeal, chief, now)
    assert appeal.state is State.APPROVED


def test_while_the_head_is_away_the_next_above_approves(
    session: Session, log: Log, leader: Actor, director: Actor, adviser: Actor, now: datetime
) -> None:
    appeal = log()
    given_to(session, appeal, NETWORK, adviser, leader, now)
    draft(session, appeal, adviser, now)
    assert leader.user is not None
    leader.user.disabled_at = now
    session.flush()
    whose = escalation.whose_approval(session, appeal)
    assert whose is not None
    assert whose.id == (director.staff and director.staff.id)
    approve(session, appeal, director, now)
    assert appeal.state is State.APPROVED


def test_the_head_of_the_call_centre_approves_no_answers_so_the_deputys_own_goes_further(
    session: Session, log: Log, chief: Actor, now: datetime
) -> None:
    deputy = factories.make_actor(session, Role.UNIT_HEAD, unit=CALL_CENTRE, position="baş məsləhətçi")
    centre = factories.make_actor(session, Role.CENTRE_HEAD, unit=CALL_CENTRE, position="sektor müdiri")
    adviser = factories.make_actor(session, Role.UNIT_STAFF, unit=CALL_CENTRE, position="məsləhətçi")
    assert centre.staff is not None
    centre.staff.head = True
    session.flush()
    appeal = log()
    given_to(session, appeal, CALL_CENTRE, adviser, deputy, now)
    draft(session, appeal, deputy, now)
    approve(session, appeal, chief, now)
    assert appeal.state is State.APPROVED


@clause("001:5.8.12")
def test_a_late_appeal_goes_to_the_one_above_whoever_holds_it_up(
    session: Session, log: Log, leader: Actor, director: Actor, adviser: Actor, chief: Actor, now: datetime
) -> None:
    appeal = log()
    given_to(session, appeal, NETWORK, adviser, leader, now)
    assert goes_to(session, appeal) == "sektor müdiri"
    draft(session, appeal, adviser, now)
    assert goes_to(session, appeal) == "şöbə müdiri"
    assert goes_to(session, appeal, day=appeal.due_on) is None
    assert goes_to(session, appeal, day=appeal.due_on + timedelta(days=1)) == "şöbə müdiri"


def test_what_no_executor_has_waits_with_the_head_of_the_unit(
    session: Session, log: Log, operator: Actor, director: Actor, chief: Actor, now: datetime
) -> None:
    appeal = log()
    handling.route(session, appeal.number, appeal.version, unit=EGOV, by=operator, now=now)
    assert goes_to(session, appeal) == "aparat rəhbəri"


def test_what_the_call_centre_forgot_goes_to_the_head_of_the_operator(
    session: Session, log: Log, now: datetime
) -> None:
    factories.make_actor(session, Role.UNIT_HEAD, unit=CALL_CENTRE, position="baş məsləhətçi")
    operator = factories.make_actor(session, Role.OPERATOR, unit=CALL_CENTRE, position="mütəxəssis")
    appeal = log(by=operator)
    assert goes_to(session, appeal) == "baş məsləhətçi"


def test_a_complaint_never_goes_up_to_whom_it_complains_of(
    session: Session, log: Log, leader: Actor, director: Actor, adviser: Actor, chief: Actor, now: datetime
) -> None:
    appeal = log()
    given_to(session, appeal, NETWORK, adviser, leader, now)
    assert leader.staff is not None
    appeal.about_staff = leader.staff
    session.flush()
    assert goes_to(session, appeal) == "şöbə müdiri"
    assert director.staff is not None
    appeal.about_staff = director.staff
    session.flush()
    assert goes_to(session, appeal) == "aparat rəhbəri"


def test_an_answered_appeal_goes_nowhere(session: Session, log: Log, operator: Actor, now: datetime) -> None:
    appeal = log()
    factories.answer_on_the_line(session, appeal, by=operator, now=now)
    assert goes_to(session, appeal) is None


def test_who_stands_in_for_the_head_of_the_apparatus_approves_a_joint_answer(
    session: Session, log: Log, operator: Actor, chief: Actor, now: datetime
) -> None:
    deputy = factories.make_actor(session, Role.UNIT_STAFF, unit=APPARATUS)
    centre_head = factories.make_actor(session, Role.CENTRE_HEAD)
    appeal = log(kind=Kind.COMPLAINT)
    parts = [PartDraft("1", "İnternet kəsilir.", NETWORK), PartDraft("2", "Portal açılmır.", EGOV)]
    splitting.split(session, appeal.number, 1, parts=parts, by=operator, now=now)
    for part in appeal.parts:
        assert part.unit is not None
        leader = factories.make_actor(session, Role.UNIT_HEAD, unit=part.unit.code)
        writer = factories.make_actor(session, Role.UNIT_STAFF, unit=part.unit.code)
        handling.accept(session, part.number, part.version, by=leader, now=now)
        handling.assign(
            session,
            part.number,
            part.version,
            executor=factories.staff_id(writer),
            instruction="",
            by=leader,
            now=now,
        )
        draft(session, part, writer, now)
        approve(session, part, leader, now)
    assert deputy.staff is not None
    away = AbsenceDraft(
        factories.staff_id(chief), now.date(), now.date(), AbsenceReason.LEAVE, deputy.staff.id
    )
    absences.enter(session, away, by=factories.make_actor(session, Role.ADMINISTRATOR), now=now)
    joining.join(
        session,
        appeal.number,
        appeal.version,
        text="Vahid cavab.",
        outcome=Outcome.EXPLAINED,
        by=centre_head,
        now=now,
    )
    assert deputy.user is not None
    assert escalation.whose_approval(session, appeal, now.date()) is deputy.staff
    told = session.scalars(select(Notice.user_id).where(Notice.key.startswith("join:"))).all()
    assert deputy.user_id in told
    by = actor_of(session, deputy.user, now=now)
    answering.approve(session, appeal.number, appeal.version, by=by, now=now)
    assert appeal.state is State.APPROVED
