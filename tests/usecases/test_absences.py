"""Absences and who stands in: what may be entered, where new work goes, and the rights of an absent head's deputy."""

from collections.abc import Callable
from datetime import date, datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from callcenter.accounts.vocabulary import Permission, Role
from callcenter.appeals import answering, bringing_up, escalation, handling, queries, reach, unit_desk
from callcenter.appeals.models import Appeal
from callcenter.appeals.vocabulary import Outcome, State
from callcenter.core.clock import midnight
from callcenter.core.errors import InvalidInput, NotAllowed, NotFound, Refused
from callcenter.core.trail import TrailEntry
from callcenter.directory import absences, actors
from callcenter.directory.absence_models import Absence
from callcenter.directory.absences import AbsenceDraft
from callcenter.directory.actors import Actor, actor_of
from callcenter.directory.vocabulary import AbsenceReason
from tests import factories
from tests.clauses import clause
from tests.factories import APPARATUS, EGOV, NETWORK, SOFTWARE, staff_id

Log = Callable[..., Appeal]
Away = Callable[..., Absence]


@pytest.fixture
def today(now: datetime) -> date:
    return now.date()


@pytest.fixture
def away(session: Session, administrator: Actor, today: date, now: datetime) -> Away:
    """Note that somebody is away for so many days from today on."""

    def noted(
        person: Actor, deputy: Actor | None = None, *, first: int = 0, last: int = 7, **more: Any
    ) -> Absence:
        draft = AbsenceDraft(
            staff=staff_id(person),
            first_on=today + timedelta(days=first),
            last_on=today + timedelta(days=last),
            reason=AbsenceReason.LEAVE,
            deputy=staff_id(deputy) if deputy else None,
        )
        return absences.enter(session, draft, **{"by": administrator, "now": now, **more})

    return noted


def at(session: Session, actor: Actor, now: datetime) -> Actor:
    """Return the actor as a request at that moment reads them."""
    assert actor.user is not None
    return actor_of(session, actor.user, now=now)


def give(
    session: Session, appeal: Appeal, executor: Actor, head: Actor, now: datetime, **more: Any
) -> Appeal:
    return handling.assign(
        session,
        appeal.number,
        appeal.version,
        executor=staff_id(executor),
        instruction="",
        by=head,
        now=now,
        **more,
    )


def refused_field(act: Callable[[], object]) -> str:
    with pytest.raises(InvalidInput) as refused:
        act()
    (field,) = refused.value.fields
    return field


def test_a_head_notes_absences_of_the_own_people_and_of_nobody_else(
    session: Session, head: Actor, executor: Actor, colleague: Actor, away: Away
) -> None:
    stranger = factories.make_actor(session, Role.UNIT_STAFF, unit=SOFTWARE)
    away(executor, colleague, by=head)
    with pytest.raises(NotAllowed):
        away(stranger, by=head)
    with pytest.raises(NotAllowed):
        away(colleague, by=executor)


def test_nobody_is_away_twice_and_no_deputy_is_away(
    session: Session, head: Actor, executor: Actor, colleague: Actor, away: Away
) -> None:
    away(executor, colleague)
    assert refused_field(lambda: away(executor, head, first=5, last=12)) == "first_on"
    assert refused_field(lambda: away(head, executor)) == "deputy"
    assert refused_field(lambda: away(colleague, head)) == "staff"
    away(colleague, head, first=8, last=9)


def test_a_deputy_is_near_enough_and_can_do_the_work(
    session: Session, head: Actor, executor: Actor, away: Away, now: datetime
) -> None:
    stranger = factories.make_actor(session, Role.UNIT_STAFF, unit=SOFTWARE)
    gone = factories.make_actor(session, Role.UNIT_STAFF, unit=NETWORK)
    assert gone.user is not None
    gone.user.disabled_at = now
    session.flush()
    assert refused_field(lambda: away(executor, stranger)) == "deputy"
    assert refused_field(lambda: away(executor, gone)) == "deputy"
    assert refused_field(lambda: away(executor, executor)) == "deputy"
    away(head, factories.make_actor(session, Role.UNIT_HEAD, unit=SOFTWARE))


def test_an_absence_is_shortened_or_cancelled_and_stays_on_record(
    session: Session, head: Actor, executor: Actor, colleague: Actor, away: Away, today: date, now: datetime
) -> None:
    running = away(executor, colleague, first=-2, last=5)
    with pytest.raises(Refused) as refused:
        absences.cancel(session, running.id, by=head, now=now)
    assert refused.value.code == "absence-began"
    absences.shorten(session, running.id, last_on=today, by=head, now=now)
    assert (running.last_on, running.planned_until) == (today, today + timedelta(days=5))
    coming = away(executor, colleague, first=3, last=5)
    absences.cancel(session, coming.id, by=head, now=now)
    with pytest.raises(Refused):
        absences.cancel(session, coming.id, by=head, now=now)
    away(executor, colleague, first=4, last=5)
    told = list(session.scalars(select(TrailEntry.what).order_by(TrailEntry.id)))
    assert told.count("absence.entered") == 3
    assert {"absence.shortened", "absence.cancelled"} <= set(told)


@clause("002:5.4.2")
def test_new_work_of_somebody_absent_goes_to_the_deputy_and_says_for_whom(
    session: Session,
    accepted: Appeal,
    head: Actor,
    executor: Actor,
    colleague: Actor,
    away: Away,
    now: datetime,
) -> None:
    away(executor, colleague)
    give(session, accepted, executor, head, now)
    assert accepted.executor is colleague.staff
    assert executor.staff is not None
    assert accepted.events[-1].details["instead_of"] == executor.staff.full_name


def test_work_is_given_to_nobody_absent_without_a_deputy_or_with_one_who_is_accused(
    session: Session, log: Log, operator: Actor, executor: Actor, colleague: Actor, away: Away, now: datetime
) -> None:
    director = factories.make_actor(session, Role.UNIT_HEAD, unit=EGOV)
    adviser = factories.make_actor(session, Role.UNIT_STAFF, unit=EGOV)
    deputy = factories.make_actor(session, Role.UNIT_STAFF, unit=EGOV)
    assert executor.staff is not None
    assert deputy.staff is not None
    appeal, against = log(), log(about_staff=executor.staff.full_name)
    for one in (appeal, against):
        handling.route(session, one.number, 1, unit=EGOV, by=operator, now=now)
        handling.accept(session, one.number, one.version, by=director, now=now)
    away(adviser, deputy)
    against.about_staff = deputy.staff
    # The head of the centre lets the unit have it although it complains of one of its people.
    against.override_unit_id = against.unit_id
    session.flush()
    assert refused_field(lambda: give(session, against, adviser, director, now)) == "executor"
    away(colleague)
    assert refused_field(lambda: give(session, appeal, colleague, director, now)) == "executor"
    helping = {"co_executors": [staff_id(colleague)]}
    assert refused_field(lambda: give(session, appeal, executor, director, now, **helping)) == "co_executors"


def test_after_the_last_day_work_goes_to_the_person_again(
    session: Session,
    accepted: Appeal,
    head: Actor,
    executor: Actor,
    colleague: Actor,
    away: Away,
    now: datetime,
) -> None:
    away(executor, colleague, last=2)
    give(session, accepted, executor, head, now + timedelta(days=3))
    assert accepted.executor is executor.staff


def test_open_work_of_somebody_absent_is_listed_for_the_deputy_who_may_go_on_with_it(
    session: Session, in_work: Appeal, executor: Actor, colleague: Actor, away: Away, now: datetime
) -> None:
    away(executor, colleague)
    deputy = at(session, colleague, now)
    desk = unit_desk.desk_of(session, deputy)
    assert list(desk.standing_in) == [in_work]
    assert list(desk.mine) == list(desk.others) == []
    assert in_work.executor is executor.staff
    answering.draft(
        session,
        in_work.number,
        in_work.version,
        text="Cavab.",
        outcome=Outcome.EXPLAINED,
        by=deputy,
        now=now,
    )
    later = at(session, colleague, now + timedelta(days=8))
    assert list(unit_desk.desk_of(session, later).standing_in) == []


@clause("001:5.5", "001:5.9.8")
def test_who_stands_in_for_a_head_works_with_the_heads_rights_on_those_days_only(
    session: Session, routed: Appeal, head: Actor, executor: Actor, away: Away, now: datetime
) -> None:
    with pytest.raises(NotAllowed):
        handling.accept(session, routed.number, routed.version, by=at(session, executor, now), now=now)
    away(head, executor)
    deputy = at(session, executor, now)
    assert executor.user is not None
    assert actors.lent_to(session, executor.user, now) == (Role.UNIT_HEAD, False)
    assert deputy.may(Permission.ASSIGN_EXECUTOR)
    handling.accept(session, routed.number, routed.version, by=deputy, now=now)
    assert routed.state is State.ACCEPTED
    later = at(session, executor, now + timedelta(days=8))
    assert not later.headed
    assert not later.may(Permission.ASSIGN_EXECUTOR)


@clause("001:5.9.10")
def test_the_deputy_approves_as_the_head_but_neither_the_own_text_nor_the_heads(
    session: Session,
    log: Log,
    operator: Actor,
    executor: Actor,
    away: Away,
    now: datetime,
) -> None:
    head = factories.make_actor(session, Role.UNIT_HEAD, unit=NETWORK, position="sektor müdiri")
    factories.make_actor(session, Role.UNIT_HEAD, unit=EGOV, position="şöbə müdiri")
    adviser = factories.make_actor(session, Role.UNIT_STAFF, unit=NETWORK, position="baş məsləhətçi")
    away(head, executor)
    deputy = at(session, executor, now)
    for author, good in ((adviser, True), (deputy, False), (head, False)):
        appeal = log()
        handling.route(session, appeal.number, 1, unit=NETWORK, by=operator, now=now)
        handling.accept(session, appeal.number, appeal.version, by=deputy, now=now)
        give(session, appeal, adviser, deputy, now)
        answering.draft(
            session,
            appeal.number,
            appeal.version,
            text="Cavab.",
            outcome=Outcome.EXPLAINED,
            by=author,
            now=now,
        )
        whose = escalation.whose_approval(session, appeal, now.date())
        if good:
            assert whose is executor.staff
            answering.approve(session, appeal.number, appeal.version, by=deputy, now=now)
            assert appeal.state is State.APPROVED
            continue
        assert whose is not None
        assert whose.position == "şöbə müdiri"
        with pytest.raises(NotAllowed):
            answering.approve(session, appeal.number, appeal.version, by=deputy, now=now)


@clause("002:4.0.09")
@pytest.mark.parametrize(
    "accused", ["deputy", "the deputy's unit", "somebody of the deputy's unit", "superior", "unit above"]
)
def test_a_deputy_never_sees_what_complains_of_them_their_unit_their_people_or_their_superiors(
    session: Session, log: Log, operator: Actor, away: Away, now: datetime, accused: str
) -> None:
    chief = factories.make_actor(session, Role.UNIT_HEAD, unit=APPARATUS)
    director = factories.make_actor(session, Role.UNIT_HEAD, unit=EGOV)
    leader = factories.make_actor(session, Role.UNIT_HEAD, unit=SOFTWARE)
    adviser = factories.make_actor(session, Role.UNIT_STAFF, unit=SOFTWARE)
    assert leader.staff is not None
    assert adviser.staff is not None
    assert director.staff is not None
    about: dict[str, dict[str, str]] = {
        "deputy": {"about_staff": leader.staff.full_name},
        "the deputy's unit": {"about_unit": SOFTWARE},
        "somebody of the deputy's unit": {"about_staff": adviser.staff.full_name},
        "superior": {"about_staff": director.staff.full_name},
        "unit above": {"about_unit": EGOV},
    }
    against, other = log(**about[accused]), log()
    for one in (against, other):
        handling.route(session, one.number, 1, unit=APPARATUS, by=operator, now=now)
    away(chief, leader)
    deputy = at(session, leader, now)
    assert queries.appeal_numbered(session, deputy, other.number) is other
    with pytest.raises(NotFound):
        queries.appeal_numbered(session, deputy, against.number)
    assert against not in queries.inbox(session, deputy)
    assert queries.appeal_numbered(session, chief, against.number) is against


def test_who_stands_in_for_a_head_does_not_decide_how_long_the_head_is_away(
    session: Session, head: Actor, executor: Actor, away: Away, today: date, now: datetime
) -> None:
    absence = away(head, executor)
    deputy = at(session, executor, now)
    with pytest.raises(NotAllowed):
        absences.shorten(session, absence.id, last_on=today, by=deputy, now=now)
    with pytest.raises(NotAllowed):
        away(head, executor, first=8, last=20, by=deputy)


def test_what_nobody_nearer_may_approve_comes_to_who_stands_in_for_the_head_of_the_apparatus(
    session: Session, log: Log, operator: Actor, away: Away, now: datetime
) -> None:
    chief = factories.make_actor(session, Role.UNIT_HEAD, unit=APPARATUS, position="aparat rəhbəri")
    director = factories.make_actor(session, Role.UNIT_HEAD, unit=EGOV, position="şöbə müdiri")
    deputy = factories.make_actor(session, Role.UNIT_STAFF, unit=APPARATUS, position="baş məsləhətçi")
    appeal = log()
    handling.route(session, appeal.number, 1, unit=EGOV, by=operator, now=now)
    handling.accept(session, appeal.number, appeal.version, by=director, now=now)
    give(session, appeal, director, director, now)
    answering.draft(
        session, appeal.number, appeal.version, text="Cavab.", outcome=Outcome.EXPLAINED, by=director, now=now
    )
    away(chief, deputy)
    assert reach.heads_apparatus(at(session, deputy, now))
    assert not reach.heads_apparatus(at(session, deputy, now + timedelta(days=8)))
    answering.approve(session, appeal.number, appeal.version, by=at(session, deputy, now), now=now)
    assert appeal.state is State.APPROVED


def test_a_late_appeal_goes_to_the_deputy_of_an_absent_head(
    session: Session, in_work: Appeal, away: Away, executor: Actor, head: Actor, now: datetime
) -> None:
    deputy = factories.make_actor(session, Role.UNIT_STAFF, unit=NETWORK)
    late = midnight(in_work.due_on + timedelta(days=1))
    away(head, deputy, last=60)
    assert bringing_up.goes_next_to(session, [in_work], midnight(late))[in_work.id].staff is deputy.staff


@clause("002:5.4.7")
def test_a_complaint_of_an_official_does_not_go_to_a_unit_that_they_head_for_somebody_else(
    session: Session, log: Log, operator: Actor, head: Actor, away: Away, now: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:  # fmt: skip
    monkeypatch.setattr("callcenter.core.clock.now", lambda: now)
    assert head.staff is not None
    away(factories.make_actor(session, Role.UNIT_HEAD, unit=SOFTWARE), head)
    appeal = log(about_staff=head.staff.full_name)
    with pytest.raises(Refused) as refused:
        handling.route(session, appeal.number, 1, unit=SOFTWARE, by=operator, now=now)
    assert (refused.value.code, appeal.unit) == ("conflict-of-interest", None)
    # Another unit may, and so may this one when its head is back.
    monkeypatch.setattr("callcenter.core.clock.now", lambda: now + timedelta(days=8))
    handling.route(session, appeal.number, 1, unit=SOFTWARE, by=operator, now=now)
    assert appeal.state is State.ROUTED


@clause("002:5.4.7")
def test_an_appeal_is_taken_from_a_unit_that_the_official_now_named_heads_for_somebody_else(
    session: Session, routed: Appeal, operator: Actor, head: Actor, away: Away, now: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:  # fmt: skip
    monkeypatch.setattr("callcenter.core.clock.now", lambda: now)
    other = factories.make_actor(session, Role.UNIT_HEAD, unit=SOFTWARE)
    assert other.staff is not None
    away(head, other)
    factories.accuse(session, routed, staff=other.staff.full_name, reason="Zəng.", by=operator, now=now)
    assert (routed.state, routed.unit) == (State.RETURNED, None)
