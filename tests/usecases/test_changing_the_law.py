"""Two persons change the calendar or a limit, and the open deadlines follow."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from callcenter.accounts.models import User
from callcenter.accounts.vocabulary import Role
from callcenter.appeals import answering, events, handling, merging, recounting, stopping
from callcenter.appeals.grounds import Ground
from callcenter.appeals.models import Appeal
from callcenter.appeals.notice_models import Notice
from callcenter.appeals.vocabulary import Action, Channel, Kind, Regime
from callcenter.core.clock import baku_date
from callcenter.core.errors import InvalidInput, NotAllowed, Refused
from callcenter.directory.actors import Actor, actor_of
from callcenter.law import changing
from callcenter.law import queries as law
from callcenter.law.changes import DayChange, LimitChange
from callcenter.law.vocabulary import ChangeState
from tests import factories
from tests.clauses import clause


@pytest.fixture
def head(session: Session) -> User:
    return factories.make_user(session, Role.CENTRE_HEAD)


@pytest.fixture
def of_unit(session: Session) -> Actor:
    return factories.make_actor(session, Role.UNIT_HEAD, unit=factories.NETWORK)


@pytest.fixture
def administrator(session: Session) -> User:
    return factories.make_user(session, Role.ADMINISTRATOR)


def day_off(now: datetime) -> DayChange:
    """The second working day after today becomes a day of rest."""
    day = baku_date(now) + timedelta(days=2)
    return DayChange(day, working=False, name="əlavə istirahət günü", kind="swap", source="NK qərarı")


def longer(now: datetime, days: int = 0) -> LimitChange:
    return LimitChange("appeal.limit", 20, baku_date(now) + timedelta(days=days), "1308-IVQ", "10.1", "V")


def test_a_new_day_of_rest_moves_open_deadlines_and_says_so(
    session: Session, log: Callable[..., Appeal], head: User, administrator: User, now: datetime
) -> None:
    appeal = log(kind=Kind.COMPLAINT)
    before = appeal.due_on
    proposal = changing.propose(session, day_off(now), reason="Qərar çıxıb.", by=head, now=now)
    shown = recounting.effect_of(session, day_off(now), now=now)
    assert [(one.appeal, one.before) for one in shown.moved] == [(appeal, before)]
    assert appeal.due_on == before, "what is shown is not done"

    recounting.confirm(session, proposal.id, by=administrator, now=now)
    assert appeal.due_on == shown.moved[0].after > before
    assert appeal.events[-1].action is Action.RECOUNT
    assert "əlavə istirahət günü" in (appeal.events[-1].reason or "")
    assert events.due_of(session, appeal.events).due_on == appeal.due_on
    assert (proposal.state, proposal.moved) == (ChangeState.CONFIRMED, 1)


def test_what_was_answered_before_is_owed_by_the_law_that_was_known_then(
    session: Session, log: Callable[..., Appeal], head: User, administrator: User, now: datetime
) -> None:
    answered, left = log(kind=Kind.COMPLAINT), log(kind=Kind.COMPLAINT, text="O biri müraciət.")
    by = actor_of(session, head, now=now)
    factories.answer_on_the_line(session, answered, by=by, now=now)
    stopping.leave(
        session,
        left.number,
        left.version,
        ground=Ground.COURT,
        reason="Qərar qüvvədədir.",
        by=by,
        now=now,
    )
    due = answered.due_on
    later = now
    for change in (day_off(now), longer(now), replace(day_off(now), working=True, kind="worked")):
        later += timedelta(hours=1)
        proposal = changing.propose(session, change, reason="Qərar çıxıb.", by=head, now=later)
        recounting.confirm(session, proposal.id, by=administrator, now=later)
        for appeal in (answered, left):
            assert appeal.due_on == events.due_of_appeal(session, appeal).due_on == due


def test_who_proposed_does_not_confirm(session: Session, head: User, now: datetime) -> None:
    proposal = changing.propose(session, day_off(now), reason="Qərar.", by=head, now=now)
    with pytest.raises(NotAllowed):
        recounting.confirm(session, proposal.id, by=head, now=now)
    assert law.calendar(session).is_working(day_off(now).day)


def test_a_limit_counts_for_appeals_registered_since(
    session: Session, log: Callable[..., Appeal], head: User, administrator: User, now: datetime
) -> None:
    old = log(kind=Kind.COMPLAINT, now=now - timedelta(days=1))
    new = log(kind=Kind.COMPLAINT)
    kept = old.due_on
    proposal = changing.propose(session, longer(now), reason="Qanun dəyişib.", by=head, now=now)
    _, effect = recounting.confirm(session, proposal.id, by=administrator, now=now)
    assert [one.appeal for one in effect.moved] == [new]
    assert old.due_on == kept
    assert law.parameters(session).at("appeal.limit", baku_date(now) - timedelta(days=1)).value == 15


def test_an_answered_appeal_is_left_alone(
    session: Session, log: Callable[..., Appeal], operator: Actor, now: datetime
) -> None:
    appeal = log()
    factories.answer_on_the_line(session, appeal, by=operator, now=now)
    assert recounting.effect_of(session, day_off(now), now=now).open == 0


def test_a_decided_proposal_is_decided(
    session: Session, head: User, administrator: User, now: datetime
) -> None:
    proposal = changing.propose(session, day_off(now), reason="Qərar.", by=head, now=now)
    changing.reject(session, proposal.id, by=administrator, now=now)
    with pytest.raises(Refused) as refused:
        recounting.confirm(session, proposal.id, by=administrator, now=now)
    assert refused.value.code == "change-decided"


def test_a_proposal_can_be_taken_back(session: Session, head: User, now: datetime) -> None:
    proposal = changing.propose(session, day_off(now), reason="Qərar.", by=head, now=now)
    changing.reject(session, proposal.id, by=head, now=now)
    assert (proposal.state, proposal.decided_by) == (ChangeState.REJECTED, None)


@pytest.mark.parametrize(
    ("change", "field"),
    [
        (LimitChange("no.such", 5, date(2027, 1, 1), "akt", "1", "V"), "key"),
        (LimitChange("appeal.limit", 0, date(2027, 1, 1), "akt", "1", "V"), "value"),
        (LimitChange("sla.answered", 101, date(2027, 1, 1), "akt", "1", "V"), "value"),
        (LimitChange("count.start", 2, date(2027, 1, 1), "akt", "1", "V"), "value"),
        (LimitChange("appeal.limit", 367, date(2027, 1, 1), "akt", "1", "V"), "value"),
        (LimitChange("info.urgent", 721, date(2027, 1, 1), "akt", "1", "V"), "value"),
        (LimitChange("line.closes", 3000, date(2027, 1, 1), "akt", "1", "V"), "value"),
        (LimitChange("line.closes", 9 * 60, date(2027, 1, 1), "akt", "1", "V"), "value"),
        (LimitChange("line.closes", 10 * 60, date(2027, 1, 1), "akt", "1", "V"), "value"),
        (LimitChange("line.opens", 23 * 60 + 59, date(2027, 1, 1), "akt", "1", "V"), "value"),
        (LimitChange("recording.notice", 0, date(2027, 1, 1), "akt", "1", "V"), "key"),
        (LimitChange("route.block_accused", 0, date(2027, 1, 1), "akt", "1", "V"), "key"),
        (LimitChange("appeal.limit", 15, date(2027, 1, 1), "1308-IVQ", "10.1", "P"), "value"),
    ],
)
def test_what_cannot_be_meant_is_refused(
    session: Session, head: User, now: datetime, change: LimitChange, field: str
) -> None:
    with pytest.raises(InvalidInput) as refused:
        changing.propose(session, change, reason="Səbəb.", by=head, now=now)
    assert set(refused.value.fields) == {field}


@clause("1308-IVQ:10")
def test_an_appeal_keeps_the_law_it_was_registered_under_unless_the_act_says_otherwise(
    session: Session, log: Callable[..., Appeal], head: User, administrator: User, now: datetime
) -> None:
    old = log(kind=Kind.COMPLAINT, now=now - timedelta(days=1))
    before, version = old.due_on, old.version
    change = replace(longer(now), applies_to_open=True)
    proposal = changing.propose(session, change, reason="Akt açıq müraciətlərə də aiddir.", by=head, now=now)
    _, effect = recounting.confirm(session, proposal.id, by=administrator, now=now)
    assert [one.appeal for one in effect.moved] == [old]
    assert (old.due_on > before, old.version) == (True, version + 1)
    assert events.due_of(session, old.events).due_on == old.due_on
    assert any("açıq müraciətlərə də" in line.why for line in events.due_of(session, old.events).sum)


def confirmed(
    session: Session, change: LimitChange, head: User, administrator: User, now: datetime
) -> recounting.Effect:
    proposal = changing.propose(session, change, reason="Akt.", by=head, now=now)
    return recounting.confirm(session, proposal.id, by=administrator, now=now)[1]


@clause("1308-IVQ:10")
def test_a_correction_of_a_change_moves_only_what_was_registered_since(
    session: Session, log: Callable[..., Appeal], head: User, administrator: User, now: datetime
) -> None:
    old, new = log(kind=Kind.COMPLAINT, now=now - timedelta(days=1)), log(kind=Kind.COMPLAINT)
    confirmed(session, longer(now), head, administrator, now)
    kept = old.due_on
    effect = confirmed(session, replace(longer(now), value=18), head, administrator, now)
    assert [one.appeal for one in effect.moved] == [new]
    assert old.due_on == kept
    [[first]] = law.replaced(session).values()
    assert first.content["value"] == 20
    assert law.parameters(session).at("appeal.limit", baku_date(now)).value == 18


@clause("1308-IVQ:10")
def test_the_correction_of_a_change_for_open_appeals_must_say_that_it_is_for_them_too(
    session: Session, log: Callable[..., Appeal], head: User, administrator: User, now: datetime
) -> None:
    old = log(kind=Kind.COMPLAINT, now=now - timedelta(days=1))
    silent = replace(longer(now), value=18)
    waiting = changing.propose(session, silent, reason="Akt.", by=head, now=now)
    confirmed(session, replace(longer(now), applies_to_open=True), head, administrator, now)
    kept = old.due_on
    with pytest.raises(InvalidInput) as refused:
        changing.propose(session, silent, reason="Akt.", by=head, now=now)
    assert set(refused.value.fields) == {"applies_to_open"}
    with pytest.raises(Refused) as meanwhile:
        recounting.confirm(session, waiting.id, by=administrator, now=now)
    assert meanwhile.value.code == "changed-meanwhile"
    assert old.due_on == kept
    effect = confirmed(session, replace(silent, applies_to_open=True), head, administrator, now)
    assert [one.appeal for one in effect.moved] == [old]


def test_a_limit_for_open_appeals_waits_for_its_day(
    session: Session, head: User, administrator: User, now: datetime
) -> None:
    change = replace(longer(now, days=1), applies_to_open=True)
    proposal = changing.propose(session, change, reason="Akt.", by=head, now=now)
    with pytest.raises(Refused) as refused:
        recounting.confirm(session, proposal.id, by=administrator, now=now)
    assert refused.value.code == "not-yet-in-force"


def test_the_heads_of_the_units_whose_deadlines_move_are_told(
    session: Session, routed: Appeal, head: User, administrator: User, now: datetime
) -> None:
    of_unit = factories.make_user(session, Role.UNIT_HEAD, unit=factories.NETWORK)
    factories.make_user(session, Role.UNIT_HEAD, unit=factories.SOFTWARE)
    proposal = changing.propose(session, day_off(now), reason="Qərar.", by=head, now=now)
    recounting.confirm(session, proposal.id, by=administrator, now=now)
    told = session.scalars(select(Notice)).all()
    assert [(one.user_id, one.sentence.values["count"]) for one in told] == [(of_unit.id, 1)]


def test_where_another_likely_kind_decides_for_the_same_day_the_appeal_says_so_and_is_not_moved(
    session: Session, log: Callable[..., Appeal], head: User, administrator: User, now: datetime
) -> None:
    appeal = log(kind=None, text="Lisenziya necə alınır?")
    assert (appeal.kind, appeal.second_kind, appeal.regime) == (
        Kind.QUESTION,
        Kind.INQUIRY,
        Regime.INFORMATION,
    )
    day, version = appeal.due_on, appeal.version
    as_short = replace(longer(now), key="consultation.limit", value=7)
    proposal = changing.propose(session, as_short, reason="Qanun dəyişib.", by=head, now=now)
    _, effect = recounting.confirm(session, proposal.id, by=administrator, now=now)
    assert (effect.moved, effect.by_another_law, proposal.moved) == ((), (appeal,), 0)
    assert (appeal.due_on, appeal.regime, appeal.version) == (day, Regime.CONSULTATION, version + 1)
    assert events.due_of(session, appeal.events).regime == appeal.regime


def test_a_step_with_a_time_to_come_holds_up_neither_the_change_nor_its_own_appeal(
    session: Session, log: Callable[..., Appeal], head: User, administrator: User, now: datetime
) -> None:
    ahead = log(now=now + timedelta(hours=3))
    other = log()
    before = ahead.due_on
    proposal = changing.propose(session, day_off(now), reason="Qərar.", by=head, now=now)
    shown = recounting.effect_of(session, day_off(now), now=now)
    assert shown.ahead == (ahead,)
    _, effect = recounting.confirm(session, proposal.id, by=administrator, now=now)
    assert {one.appeal for one in effect.moved} == {ahead, other}
    assert ahead.due_on > before
    assert [(one.action, one.at) for one in ahead.events] == [
        (Action.LOG, now + timedelta(hours=3)),
        (Action.RECOUNT, now + timedelta(hours=3)),
    ]
    assert events.due_of(session, ahead.events).due_on == ahead.due_on


@clause("1308-IVQ:10.2")
def test_an_extension_given_in_time_outlives_a_shorter_limit_entered_after_it(
    session: Session, routed: Appeal, of_unit: Actor, head: User, administrator: User, now: datetime
) -> None:
    extended = handling.extend(
        session,
        routed.number,
        routed.version,
        ground="extended",
        days=25,
        reason="Sifariş gözlənilir.",
        by=of_unit,
        now=now,
    )
    shorter = replace(longer(now, days=-1), key="appeal.extension_max", value=10)
    proposal = changing.propose(session, shorter, reason="Qanun dəyişib.", by=head, now=now)
    _, effect = recounting.confirm(session, proposal.id, by=administrator, now=now)
    assert [one.appeal for one in effect.moved] == [extended]
    lines = events.due_of(session, extended.events).sum
    assert sum(line.counted for line in lines) == 15 + 10
    operator = factories.make_actor(session, Role.OPERATOR)
    handling.reclassify(
        session, extended.number, extended.version, kind=Kind.APPLICATION, by=operator, now=now
    )


def test_what_was_answered_with_another_runs_by_the_present_calendar_when_that_is_undone(
    session: Session,
    log: Callable[..., Appeal],
    operator: Actor,
    head: User,
    administrator: User,
    now: datetime,
) -> None:
    main, follow_up = log(), log()
    merging.merge(session, follow_up.number, 1, into=main.number, by=operator, now=now)
    said: dict[str, Any] = {"text": "İzah edildi.", "outcome": None, "consent": True}
    answering.answer_on_line(session, main.number, main.version, **said, by=operator, now=now)
    before = follow_up.due_on
    proposal = changing.propose(session, day_off(now), reason="Qərar.", by=head, now=now)
    recounting.confirm(session, proposal.id, by=administrator, now=now)
    given = (session, follow_up.number, follow_up.version)
    merging.undo_merge(*given, reason="Başqa məsələdir.", by=operator, now=now)
    assert follow_up.due_on == events.due_of(session, follow_up.events).due_on > before


def test_what_is_withdrawn_is_counted_on_because_a_withdrawal_may_be_taken_back(
    session: Session,
    log: Callable[..., Appeal],
    operator: Actor,
    head: User,
    administrator: User,
    now: datetime,
) -> None:
    appeal = log()
    before = appeal.due_on
    who: dict[str, Any] = {"who": "Özü", "means": Channel.PHONE, "by": operator, "now": now}
    stopping.withdraw(session, appeal.number, appeal.version, **who)
    proposal = changing.propose(session, day_off(now), reason="Qərar.", by=head, now=now)
    recounting.confirm(session, proposal.id, by=administrator, now=now)
    moved = appeal.due_on
    assert before < moved == events.due_of_appeal(session, appeal).due_on
    stopping.resume(session, appeal.number, appeal.version, reason="Səhv olub.", by=operator, now=now)
    assert appeal.due_on == moved
