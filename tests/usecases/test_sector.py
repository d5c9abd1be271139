"""The sector's plan is signed and kept to, and its figures lead to proposals."""

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta

import pytest
from sqlalchemy import delete, select, update
from sqlalchemy.orm import Session

from callcenter.accounts.models import User
from callcenter.accounts.vocabulary import MAY, Permission, Role
from callcenter.appeals import answering, handling
from callcenter.appeals.models import Appeal
from callcenter.appeals.vocabulary import Outcome
from callcenter.audit.chains import Break, Harm
from callcenter.core.clock import baku_date
from callcenter.core.errors import InvalidInput, NotAllowed, Refused
from callcenter.core.trail import TrailEntry
from callcenter.directory.actors import Actor, actor_of
from callcenter.sector import checking, planning, proposing, queries
from callcenter.sector.discipline import standing
from callcenter.sector.models import WorkItem, WorkPlan
from callcenter.sector.plan_standing import at_the_end
from callcenter.sector.vocabulary import ProposalState, Standing
from tests import factories
from tests.clauses import clause
from tests.usecases.looking import told


@pytest.fixture
def chief(session: Session) -> User:
    return factories.make_user(session, Role.CENTRE_HEAD)


@pytest.fixture
def clerk(session: Session) -> User:
    return factories.make_user(session, Role.OPERATOR)


@pytest.fixture
def item(session: Session, chief: User, clerk: User, now: datetime) -> WorkItem:
    today = baku_date(now)
    plan = planning.make_plan(
        session, title="Oktyabr", first_day=today, last_day=today + timedelta(days=18), by=chief, now=now
    )
    return planning.add_item(
        session,
        plan.id,
        what="Operatorlar üçün təlim",
        owner=clerk.name,
        due_on=today + timedelta(days=3),
    )


@clause("002:5.4.3")
def test_a_signed_plan_changes_no_more(
    session: Session, item: WorkItem, chief: User, clerk: User, now: datetime
) -> None:
    planning.sign(session, item.plan_id, by=chief, now=now)
    assert item.plan.content_hash == planning.hash_of(item.plan)
    with pytest.raises(Refused):
        planning.add_item(session, item.plan_id, what="Yeni", owner=clerk.name, due_on=item.due_on)
    with pytest.raises(Refused):
        planning.remove_item(session, item.id)
    with pytest.raises(Refused):
        planning.sign(session, item.plan_id, by=chief, now=now)
    assert session.scalar(select(TrailEntry.what).where(TrailEntry.what == "plan.signed"))


@clause("002:5.4.3", "002:5.4.7")
def test_a_signed_plan_that_was_changed_in_the_database_is_named(
    session: Session, item: WorkItem, chief: User, now: datetime
) -> None:
    assert checking.breaks(session) == []
    planning.sign(session, item.plan_id, by=chief, now=now)
    assert checking.breaks(session) == []
    item.what = "Başqa tədbir"
    # Nor does a new hash help: the trail holds the one that was signed.
    item.plan.content_hash = planning.hash_of(item.plan)
    session.flush()
    assert checking.breaks(session) == [Break("plan", str(item.plan_id), Harm.CHANGED)]


@clause("002:5.4.3", "002:5.4.7")
@pytest.mark.parametrize(
    ("changed", "harm"),
    [
        ({"signed_by_id": None, "signed_at": None}, Harm.CHANGED),
        ({"signed_at": datetime(2026, 1, 5, 9, tzinfo=UTC)}, Harm.CHANGED),
        ({"content_hash": "0" * 64}, Harm.CHANGED),
        ({"last_day": date(2030, 1, 1)}, Harm.CHANGED),
        (None, Harm.LOST),
    ],
)
def test_a_signature_that_is_taken_off_and_a_signed_plan_that_is_gone_are_named(
    session: Session,
    item: WorkItem,
    chief: User,
    now: datetime,
    changed: dict[str, object] | None,
    harm: Harm,
) -> None:
    plan_id = item.plan_id
    planning.sign(session, plan_id, by=chief, now=now)
    if changed is None:
        session.execute(delete(WorkItem).where(WorkItem.plan_id == plan_id))
        session.execute(delete(WorkPlan).where(WorkPlan.id == plan_id))
    else:
        session.execute(update(WorkPlan).where(WorkPlan.id == plan_id).values(**changed))
    session.expire_all()
    assert checking.breaks(session) == [Break("plan", str(plan_id), harm)]


def test_a_plan_that_nobody_signed_through_the_product_is_named(
    session: Session, item: WorkItem, chief: User, now: datetime
) -> None:
    item.plan.signed_by, item.plan.signed_at = chief, now
    item.plan.content_hash = planning.hash_of(item.plan)
    session.flush()
    assert checking.breaks(session) == [Break("plan", str(item.plan_id), Harm.FORGED)]


@clause("002:5.4.3")
@pytest.mark.parametrize(
    "changed",
    [
        {"reported_at": datetime(2026, 10, 6, 9, tzinfo=UTC)},
        {"reported_at": None, "confirmed_at": None, "confirmed_by_id": None},
        {"report": "Başqa söz"},
        {"confirmed_at": datetime(2026, 10, 6, 9, tzinfo=UTC)},
    ],
)
def test_what_makes_an_item_done_in_time_behind_the_back_of_its_owner_and_the_head_is_named(
    session: Session, item: WorkItem, chief: User, clerk: User, now: datetime, changed: dict[str, object]
) -> None:
    planning.sign(session, item.plan_id, by=chief, now=now)
    planning.report_done(session, item.id, report="Keçirildi.", by=clerk, now=now)
    planning.give_back(session, item.id, reason="Siyahı yoxdur.", by=chief, now=now)
    assert checking.breaks(session) == []
    planning.report_done(session, item.id, report="Siyahı əlavə edildi.", by=clerk, now=now)
    planning.confirm(session, item.id, by=chief, now=now + timedelta(days=1))
    assert checking.breaks(session) == []
    session.execute(update(WorkItem).where(WorkItem.id == item.id).values(**changed))
    session.expire_all()
    assert checking.breaks(session) == [Break("plan", str(item.plan_id), Harm.CHANGED)]


@clause("002:5.4.2", "002:5.4.3")
def test_an_item_is_reported_by_its_owner_and_confirmed_by_the_head(
    session: Session, item: WorkItem, chief: User, clerk: User, now: datetime
) -> None:
    with pytest.raises(Refused):
        planning.report_done(session, item.id, report="Keçirildi.", by=clerk, now=now)
    planning.sign(session, item.plan_id, by=chief, now=now)
    with pytest.raises(NotAllowed):
        planning.report_done(session, item.id, report="Keçirildi.", by=chief, now=now)
    planning.report_done(session, item.id, report="Keçirildi.", by=clerk, now=now)
    with pytest.raises(NotAllowed):
        planning.confirm(session, item.id, by=clerk, now=now)
    planning.give_back(session, item.id, reason="İştirakçıların siyahısı yoxdur.", by=chief, now=now)
    planning.report_done(session, item.id, report="Siyahı əlavə edildi.", by=clerk, now=now)
    planning.confirm(session, item.id, by=chief, now=now)
    assert standing(item.as_item, baku_date(now)) is Standing.DONE
    today = baku_date(now)
    found = at_the_end(queries.tasks(session, today, today + timedelta(days=18)), today, today)
    assert [one.standing for one in found] == [Standing.DONE]


def test_what_cannot_be_meant_is_refused_field_by_field(
    session: Session, item: WorkItem, chief: User, now: datetime
) -> None:
    with pytest.raises(InvalidInput) as refused:
        planning.make_plan(
            session, title="", first_day=date(2026, 11, 2), last_day=date(2026, 11, 1), by=chief, now=now
        )
    assert set(refused.value.fields) == {"title", "last_day"}
    with pytest.raises(InvalidInput) as refused:
        planning.add_item(session, item.plan_id, what="", owner="heç-kim", due_on=date(2027, 1, 1))
    assert set(refused.value.fields) == {"what", "owner", "due_on"}


def test_an_empty_plan_is_not_signed(session: Session, chief: User, now: datetime) -> None:
    today = baku_date(now)
    plan = planning.make_plan(session, title="Noyabr", first_day=today, last_day=today, by=chief, now=now)
    with pytest.raises(Refused):
        planning.sign(session, plan.id, by=chief, now=now)


@clause("002:5.4.2")
def test_discipline_is_the_heads_to_see() -> None:
    assert [role for role in Role if Permission.SEE_DISCIPLINE in MAY[role]] == [Role.CENTRE_HEAD]


def test_an_answer_that_was_late_at_the_unit_is_not_late_with_who_told_it_though_an_earlier_one_was_not(
    session: Session, log: Callable[..., Appeal], operator: Actor, chief: User, now: datetime
) -> None:
    appeal = log()

    def answer_and_tell(approved: datetime, told: datetime) -> None:
        handling.route(
            session, appeal.number, appeal.version, unit=factories.NETWORK, by=operator, now=approved
        )
        factories.answer_as_unit(session, appeal, now=approved)
        factories.tell(session, appeal, by=operator, now=told, outcome=Outcome.SATISFIED)

    answer_and_tell(now, now)
    answering.reopen(session, appeal.number, appeal.version, reason="Yeni hal.", by=operator, now=now)
    late = now + timedelta(days=60)
    answer_and_tell(late, late)
    months = date(2026, 10, 1), date(2026, 12, 31)
    assert {one.told_late for one in queries.conduct(session, *months, actor_of(session, chief))} == {0}


@clause("002:4.0.6", "002:5.4.4")
def test_what_is_sent_back_counts_for_who_routed_it_and_leads_to_a_proposal_once(
    session: Session,
    log: Callable[..., Appeal],
    operator: Actor,
    head: Actor,
    chief: User,
    now: datetime,
) -> None:
    assert operator.user is not None
    for place in range(6):
        appeal = log(text=f"Nazirliyin saytı {place} açılmır, baxın.", phone=f"+994 50 212 44 {place}0")
        handling.route(session, appeal.number, 1, unit=factories.NETWORK, by=operator, now=now)
        handling.send_back(
            session,
            appeal.number,
            2,
            reason="Proqram təminatına aiddir.",
            clause="003:6.2.8",
            by=head,
            now=now,
        )
    first, last, by = date(2026, 10, 1), date(2026, 10, 31), actor_of(session, chief)
    conduct = {one.user_id: one for one in queries.conduct(session, first, last, by)}
    found = conduct[operator.user.id]
    assert (found.logged, found.routed, found.returned) == (6, 6, 6)
    drafted = proposing.draft_proposals(session, first, last, by=by, now=now)
    assert len(proposing.draft_proposals(session, first, last, by=by, now=now)) == len(drafted) == 1
    sent = proposing.send(session, drafted[0].id, text="Təlim keçirilsin.", by=chief, now=now)
    assert sent.state is ProposalState.SENT
    with pytest.raises(Refused):
        proposing.drop(session, sent.id, by=chief, now=now)
    assert [one.text for one in queries.sent_proposals(session)] == ["Təlim keçirilsin."]


@clause("002:5.4.7")
def test_no_figure_of_discipline_counts_before_the_head_what_complains_of_them(
    session: Session, log: Callable[..., Appeal], operator: Actor, now: datetime
) -> None:
    accused, other = (
        factories.make_actor(session, Role.CENTRE_HEAD, unit=unit) for unit in (factories.CALL_CENTRE, None)
    )
    log()
    against = log(about_staff=accused.staff.full_name if accused.staff else "")
    handling.route(session, against.number, 1, unit=factories.APPARATUS, by=operator, now=now)
    first, last = date(2026, 10, 1), date(2026, 10, 31)

    def counted(reader: Actor) -> tuple[int, int, int]:
        conduct = {one.user_id: one for one in queries.conduct(session, first, last, reader)}
        of_operator = conduct[operator.user_id or 0]
        return of_operator.logged, of_operator.routed, queries.whole(session, first, last, reader).received

    assert (counted(other), counted(accused)) == ((2, 1, 2), (1, 0, 1))


@clause("002:5.4.2", "002:5.4.3")
def test_whose_turn_it_is_with_an_item_hears_it_and_nobody_of_their_own_step(
    session: Session, item: WorkItem, chief: User, clerk: User, now: datetime
) -> None:
    planning.sign(session, item.plan_id, by=chief, now=now)
    planning.report_done(session, item.id, report="Keçirildi.", by=clerk, now=now)
    planning.give_back(session, item.id, reason="Siyahı yoxdur.", by=chief, now=now + timedelta(hours=1))
    planning.report_done(session, item.id, report="Siyahı var.", by=clerk, now=now + timedelta(hours=2))
    due = f"{item.due_on:%d.%m.%Y}"
    assert told(session, clerk) == [
        "«Oktyabr» iş planı imzalanıb: orada sizə tapşırılan tədbirlərin sayı 1.",
        f"«Oktyabr» iş planı: müddəti {due} olan tədbir sizə qaytarılıb, səbəbi planda yazılıb.",
    ]
    reported = (
        f"«Oktyabr» iş planı: {clerk.display_name} müddəti {due} olan tədbirin icrasını bildirib, "
        "təsdiqinizi gözləyir."
    )
    assert told(session, chief) == [reported, reported]
