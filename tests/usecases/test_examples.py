"""The example past: one load into a database of its own, looked at from many sides."""

from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from callcenter.accounts import signing_in
from callcenter.accounts.models import Mandate, User
from callcenter.accounts.vocabulary import MAY, Permission, Role
from callcenter.appeals import (
    events,
    lifecycle,
    operators_desk,
    reception_queries,
    referral_queries,
    returning,
    satisfaction,
    sending_letters,
)
from callcenter.appeals import queries as appeals
from callcenter.appeals.models import Appeal, AppealEvent
from callcenter.appeals.notice_models import Notice
from callcenter.appeals.vocabulary import Action, Channel, Kind, Outcome, State
from callcenter.calls import queries as calls
from callcenter.calls.callback_models import Callback
from callcenter.calls.figures import added
from callcenter.calls.models import Call
from callcenter.calls.vocabulary import CallbackState, Why
from callcenter.core.clock import baku_date
from callcenter.core.db import Database
from callcenter.core.errors import Refused
from callcenter.core.outbox import OutboxMessage
from callcenter.core.sealing import Sealer
from callcenter.directory import queries as directory
from callcenter.directory.actors import actor_of
from callcenter.directory.models import StaffMember
from callcenter.law import queries as law
from callcenter.law.working_days import WorkingCalendar
from callcenter.sector.discipline import standing as sector_standing
from callcenter.sector.models import WorkItem, WorkPlan
from callcenter.sector.vocabulary import Standing
from callcenter.upkeep import examples
from callcenter.upkeep.example_calls import surge_quotas
from callcenter.upkeep.example_staff import appoint_staff
from callcenter.upkeep.example_texts import read_staff, read_surge
from tests import factories

NOW = datetime(2026, 10, 14, 8, 0, tzinfo=UTC)
LOADED = 300

NEEDED = {
    Action.LOG: Permission.LOG_APPEAL,
    Action.CONFIRM_KIND: Permission.RECLASSIFY_APPEAL,
    Action.RECLASSIFY: Permission.RECLASSIFY_APPEAL,
    Action.ANSWER_ON_LINE: Permission.ANSWER_ON_LINE,
    Action.ROUTE: Permission.ROUTE_APPEAL,
    Action.ACCEPT: Permission.ACCEPT_APPEAL,
    Action.ASSIGN: Permission.ASSIGN_EXECUTOR,
    Action.SEND_BACK: Permission.SEND_BACK,
    Action.EXTEND: Permission.EXTEND_DEADLINE,
    Action.DRAFT: Permission.DRAFT_ANSWER,
    Action.APPROVE: Permission.APPROVE_ANSWER,
    Action.REVISE: Permission.APPROVE_ANSWER,
    Action.DELIVER: Permission.DELIVER_ANSWER,
    Action.FORWARD: Permission.FORWARD_OUT,
    Action.CLOSE: Permission.CLOSE_APPEAL,
    Action.WRITE: Permission.DRAFT_ANSWER,
    Action.OFFER_WRITTEN: Permission.ANSWER_ON_LINE,
    Action.REOPEN: Permission.REOPEN_APPEAL,
    Action.SET_PACE: Permission.SET_PACE,
    Action.CLARIFY: Permission.CLARIFY_APPEAL,
    Action.CLARIFIED: Permission.CLARIFY_APPEAL,
    Action.CONSULT: Permission.CONSULT_UNITS,
    Action.ADVISE: Permission.ADVISE,
    Action.CONSULTED: Permission.ADVISE,
    Action.INVITE: Permission.INVITE_APPLICANT,
    Action.RECEIVE: Permission.RECORD_RECEPTION,
    Action.MISS: Permission.RECORD_RECEPTION,
    Action.REFER: Permission.REFER_APPEAL,
    Action.REPORT_BACK: Permission.REPORT_BACK,
    Action.SPLIT: Permission.SPLIT_APPEAL,
    Action.JOIN: Permission.SPLIT_APPEAL,
    Action.INCLUDE: Permission.DELIVER_ANSWER,
    Action.MERGE: Permission.MERGE_APPEAL,
    Action.LEAVE: Permission.LEAVE_UNCONSIDERED,
    Action.WITHDRAW: Permission.WITHDRAW_APPEAL,
    Action.ACKNOWLEDGE: Permission.ACKNOWLEDGE_REPORT,
}
# Their unit is that of the person who is told.
BROUGHT = (Action.REMIND, Action.ESCALATE)


def outbox_waiting(session: Session) -> int:
    """Return how many messages are not sent."""
    waiting = select(func.count()).select_from(OutboxMessage).where(OutboxMessage.sent_at.is_(None))
    return session.scalar(waiting) or 0


def copied(database: Database, file: Path) -> Database:
    """Return a copy of the database, which has the catalogue and nothing else."""
    with database.engine.connect() as connection:
        connection.connection.cursor().execute("VACUUM INTO ?", (str(file),))
    return Database(f"sqlite:///{file}")


@pytest.fixture(scope="module")
def past(
    tmp_path_factory: pytest.TempPathFactory, sqlite_database: Database, sealer: Sealer
) -> Iterator[Database]:
    database = copied(sqlite_database, tmp_path_factory.mktemp("past") / "past.db")
    told: list[int] = []
    examples.load(database, sealer=sealer, appeals=LOADED, seed=1, now=NOW, advance=told.append)
    assert sum(told) == LOADED
    yield database
    database.dispose()


@pytest.fixture
def reading(past: Database) -> Iterator[Session]:
    with past.reading() as session:
        yield session


@pytest.fixture
def every(reading: Session) -> Sequence[Appeal]:
    return reading.scalars(select(Appeal).order_by(Appeal.id)).all()


@pytest.fixture
def loaded(every: Sequence[Appeal]) -> Sequence[Appeal]:
    """The appeals as applicants made them, without the parts into which some were divided."""
    return [appeal for appeal in every if appeal.parent_id is None]


@pytest.fixture
def calendar(reading: Session) -> WorkingCalendar:
    return law.calendar(reading)


def test_it_lies_within_the_last_eight_weeks_in_the_order_of_the_numbers(loaded: Sequence[Appeal]) -> None:
    moments = [appeal.registered_at for appeal in loaded]
    assert len(moments) == LOADED
    assert moments == sorted(moments)
    assert NOW - timedelta(weeks=8) < moments[0] < moments[-1] < NOW


def test_nothing_happened_after_now(reading: Session) -> None:
    newest = reading.scalar(select(func.max(AppealEvent.at)))
    assert newest is not None
    assert newest <= NOW


def test_there_are_appeals_in_every_state(loaded: Sequence[Appeal]) -> None:
    assert {appeal.state for appeal in loaded} == set(State)


def test_there_are_all_kinds_outcomes_and_open_overdue_ones(loaded: Sequence[Appeal]) -> None:
    assert {appeal.kind for appeal in loaded} == set(Kind)
    assert {appeal.outcome for appeal in loaded} == {None, *Outcome}
    running = [appeal for appeal in loaded if appeal.state in lifecycle.RUNNING]
    assert any(appeal.due_on < baku_date(NOW) for appeal in running)


def test_every_stored_due_date_is_the_one_that_follows_from_the_events(
    reading: Session, every: Sequence[Appeal]
) -> None:
    stored = {appeal.number: (appeal.due_on, appeal.due_at, appeal.regime) for appeal in every}
    due = {appeal.number: events.due_of(reading, appeal.events) for appeal in every}
    assert stored == {number: (one.due_on, one.due_at, one.regime) for number, one in due.items()}


def test_the_closed_ones_and_only_those_have_an_outcome(every: Sequence[Appeal]) -> None:
    assert all((appeal.outcome is not None) == (appeal.state is State.CLOSED) for appeal in every)


def test_no_complaint_was_ever_at_the_unit_it_complains_of(loaded: Sequence[Appeal]) -> None:
    complaints = [appeal for appeal in loaded if appeal.about_unit is not None]
    assert complaints
    for appeal in complaints:
        assert appeal.about_unit not in {event.unit for event in appeal.events}
        been_at = {event.unit for event in appeal.events if event.unit and event.action not in BROUGHT}
        assert all(unit.head_of_apparatus for unit in been_at)


def test_nobody_approved_their_own_text(every: Sequence[Appeal]) -> None:
    answers = [answer for appeal in every for answer in appeal.answers if answer.approved_by_id]
    assert answers
    assert all(answer.approved_by_id != answer.author_id for answer in answers)


def test_every_step_was_taken_by_a_role_that_may(reading: Session) -> None:
    taken = reading.execute(select(AppealEvent.action, User.role).join(AppealEvent.user).distinct()).all()
    forbidden = [(action, role) for action, role in taken if NEEDED[action] not in MAY[role]]
    assert not forbidden


@pytest.mark.parametrize(
    ("action", "least", "most"),
    [(Action.SEND_BACK, 0.03, 0.12), (Action.EXTEND, 0.01, 0.07), (Action.REVISE, 0.02, 0.12),
     (Action.FORWARD, 0.05, 0.15), (Action.ANSWER_ON_LINE, 0.35, 0.55)],
)  # fmt: skip
def test_the_steps_have_their_shares(
    loaded: Sequence[Appeal], action: Action, least: float, most: float
) -> None:
    share = sum(any(event.action is action for event in appeal.events) for appeal in loaded) / LOADED
    assert least <= share <= most


def test_channels_languages_late_answers_and_repeats_have_their_shares(loaded: Sequence[Appeal]) -> None:
    late = [one for one in loaded if one.answered_at and baku_date(one.answered_at) > one.due_on]
    assert 0.6 <= sum(one.channel is Channel.PHONE for one in loaded) / LOADED <= 0.8
    assert 0.06 <= sum(one.language == "ru" for one in loaded) / LOADED <= 0.16
    assert 0.02 <= len(late) / LOADED <= 0.12
    assert 0.02 <= sum(one.repeat_of_id is not None for one in loaded) / LOADED <= 0.1
    assert 0.005 <= sum(len(one.events[0].details["kinds"]) > 1 for one in loaded) / LOADED <= 0.1


def test_appeals_come_mostly_in_office_hours_of_working_days(
    loaded: Sequence[Appeal], calendar: WorkingCalendar
) -> None:
    working = [one for one in loaded if calendar.is_working(baku_date(one.registered_at))]
    assert 0.9 <= len(working) / LOADED < 1


def test_a_surge_stands_out_in_the_last_full_week(
    loaded: Sequence[Appeal], calendar: WorkingCalendar
) -> None:
    texts = {said.text for said in read_surge()}
    days = {baku_date(one.registered_at) for one in loaded if one.text in texts}
    assert days == set(surge_quotas(LOADED, baku_date(NOW), calendar))
    assert {day.isocalendar().week for day in days} == {baku_date(NOW).isocalendar().week - 1}
    assert sum(one.text in texts for one in loaded) >= len(texts)


def test_the_example_accounts_of_every_role_can_sign_in(past: Database) -> None:
    with past.transaction() as session:
        roles = set(session.scalars(select(User.role)))
        user = signing_in.recognise(session, "network.head", examples.PASSWORD, address_print="x", now=NOW)
        assert roles == set(Role)
        assert user is not None
        assert user.role is Role.UNIT_HEAD


def test_the_same_seed_and_now_give_the_same_past(
    tmp_path: Path, sqlite_database: Database, sealer: Sealer
) -> None:
    pasts = []
    for name in ("one.db", "other.db"):
        database = copied(sqlite_database, tmp_path / name)
        examples.load(database, sealer=sealer, appeals=12, seed=5, now=NOW)
        with database.reading() as session:
            steps = select(Appeal.text, AppealEvent.at, AppealEvent.action, AppealEvent.user_id)
            pasts.append(session.execute(steps.join(AppealEvent.appeal).order_by(AppealEvent.id)).all())
        database.dispose()
    assert pasts[0] == pasts[1]


def test_beside_real_accounts_the_known_password_opens_nothing(session: Session, now: datetime) -> None:
    factories.make_user(session, Role.ADMINISTRATOR)
    staff = appoint_staff(session, read_staff(), now=now)
    assert ("admin", Role.ADMINISTRATOR) in staff.accounts
    assert signing_in.recognise(session, "admin", examples.PASSWORD, address_print="x", now=now) is None


def test_the_example_staff_is_appointed_once(session: Session, now: datetime) -> None:
    accounts = [appoint_staff(session, read_staff(), now=now).accounts for _ in range(2)]
    people = session.scalars(select(StaffMember.full_name)).all()
    assert accounts[0] == accounts[1]
    assert len(people) == len(set(people))


def test_the_homes_example_staff_holds_positions_of_the_register(session: Session, now: datetime) -> None:
    appoint_staff(session, read_staff(), now=now)
    assert directory.home_staff_without_position(session) == []


def test_somebody_elses_sign_in_name_is_never_taken_over(session: Session, now: datetime) -> None:
    factories.make_user(session, Role.OPERATOR).name = "operator"
    with pytest.raises(Refused, match="operator"):
        appoint_staff(session, read_staff(), now=now)


def test_each_appeal_by_telephone_has_the_call_during_which_it_was_logged(
    reading: Session, loaded: Sequence[Appeal]
) -> None:
    answered = reading.scalars(select(Call).where(Call.answered_at.is_not(None))).all()
    by_phone = [one for one in loaded if one.channel is Channel.PHONE and one.logged_by_id]
    assert {appeal.id for call in answered for appeal in call.appeals} == {one.id for one in by_phone}
    for call in answered:
        for appeal in call.appeals:
            assert call.answered_at is not None
            assert call.ended_at is not None
            assert call.answered_at < appeal.registered_at < call.ended_at
            assert call.operator_id == appeal.logged_by_id


def test_some_calls_were_lost_and_a_queue_waits(reading: Session) -> None:
    counted = added(calls.tallies(reading, date(2026, 8, 1), date(2026, 10, 14)).values())
    assert counted.answered_share is not None
    assert 0.9 <= counted.answered_share < 1
    assert 0.7 <= (counted.within_share or 0) < counted.answered_share
    queue = calls.queue(reading, NOW).rows
    assert 5 <= len(queue) <= 12
    assert {Why.ORDERED, Why.OUT_OF_HOURS} <= {one.why for one in queue}
    assert any(one.tries for one in queue)
    closed = reading.scalars(select(Callback).where(Callback.closed_at.is_not(None))).all()
    assert {CallbackState.REACHED} <= {one.state for one in closed}
    assert all(one.closed_at and one.closed_at <= NOW for one in closed)


def test_the_parts_of_a_divided_appeal_end_in_one_joint_answer(loaded: Sequence[Appeal]) -> None:
    divided = [appeal for appeal in loaded if appeal.parts]
    told = [appeal for appeal in divided if appeal.answered_at]
    assert len(told) >= 2
    assert all(len(appeal.parts) >= 2 for appeal in divided)
    assert all(part.answered_at == appeal.answered_at for appeal in told for part in appeal.parts)


def test_no_desk_is_empty(past: Database) -> None:
    """What each of the desks opens with, by the queries of their pages."""
    with past.transaction() as session:
        operator, head, centre = (
            actor_of(session, session.scalars(select(User).where(User.name == name)).one(), now=NOW)
            for name in ("operator", "network.head", "centre.head")
        )
        heaps = operators_desk.on_operators_desk(session, operator)
        assert [name for name, heap in heaps.items() if not heap and name != "to_join"] == []
        assert appeals.inbox(session, head)
        assert sending_letters.waiting(session, operator)
        assert referral_queries.awaited(session, centre)
        assert reception_queries.free_after(session, NOW)
        assert reception_queries.expected_after(session, NOW)
        assert any(returning.awaits_decision(one) for one in heaps["returned"])
        assert satisfaction.answered(session, centre)
        assert directory.absent_on(session, baku_date(NOW))
        assert session.scalars(select(Mandate)).all()
        standing = Counter(
            sector_standing(one.as_item, baku_date(NOW)) for one in session.scalars(select(WorkItem))
        )
        assert {
            Standing.PLANNED,
            Standing.OVERDUE,
            Standing.REPORTED,
            Standing.DONE,
            Standing.DONE_LATE,
        } <= set(standing)
        assert {plan.signed_at is None for plan in session.scalars(select(WorkPlan))} == {True, False}


def test_nothing_of_the_past_waits_to_leave_the_house(reading: Session) -> None:
    assert outbox_waiting(reading) == 0


def test_overdue_appeals_were_brought_to_the_heads(reading: Session) -> None:
    escalated = reading.scalars(select(AppealEvent).where(AppealEvent.action == Action.ESCALATE)).all()
    unread = reading.scalars(select(Notice).where(Notice.seen_at.is_(None), Notice.urgent)).all()
    assert escalated
    assert {notice.at for notice in unread} == {NOW}


def test_a_second_past_beside_the_first_is_possible(tmp_path: Path, past: Database, sealer: Sealer) -> None:
    database = copied(past, tmp_path / "twice.db")
    examples.load(database, sealer=sealer, appeals=40, seed=7, now=NOW)
    with database.reading() as session:
        whole = select(func.count()).select_from(Appeal).where(Appeal.parent_id.is_(None))
        assert session.scalar(whole) == LOADED + 40
        assert len(session.scalars(select(WorkPlan)).all()) == 3
    database.dispose()
