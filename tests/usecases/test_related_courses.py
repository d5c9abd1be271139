"""Any course of dividing, joining, merging, undoing, forwarding and stopping keeps every appeal in somebody's hands."""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy.orm import Session

from callcenter.accounts.vocabulary import Role
from callcenter.appeals import (
    answering,
    events,
    forwarding,
    handling,
    joining,
    lifecycle,
    linking,
    merging,
    splitting,
    stopping,
)
from callcenter.appeals.grounds import Ground
from callcenter.appeals.models import Appeal
from callcenter.appeals.splitting import PartDraft
from callcenter.appeals.vocabulary import Action, Channel, Delivery, Kind, Outcome, State
from callcenter.core.errors import Refused
from callcenter.directory import queries as directory
from callcenter.directory.actors import Actor
from tests import factories
from tests.factories import EGOV, NETWORK

PARTS = [PartDraft("1", "Şəbəkə kəsilir.", NETWORK), PartDraft("2", "Portal açılmır.", EGOV)]
WITH_A_UNIT = lifecycle.WITH_A_UNIT | lifecycle.WAITING
STEPS: dict[Action, tuple[Callable[..., Appeal], dict[str, Any]]] = {
    Action.SPLIT: (splitting.split, {"parts": PARTS}),
    Action.JOIN: (joining.join, {"text": "Vahid cavab.", "outcome": Outcome.EXPLAINED}),
    Action.ROUTE: (handling.route, {"unit": NETWORK}),
    Action.ACCEPT: (handling.accept, {}),
    Action.ASSIGN: (handling.assign, {"instruction": ""}),
    Action.SEND_BACK: (handling.send_back, {"reason": "Deyil.", "clause": "003:6.2.8"}),
    Action.DRAFT: (answering.draft, {"text": "Cavab.", "outcome": Outcome.SATISFIED}),
    Action.APPROVE: (answering.approve, {}),
    Action.REVISE: (answering.revise, {"reason": "Düzəldin."}),
    Action.DELIVER: (answering.deliver, {"delivery": Delivery.PHONE, "note": "Özünə", "outcome": None}),
    Action.FORWARD: (forwarding.forward, {}),
    Action.CLOSE: (answering.close, {"outcome": None}),
    Action.REOPEN: (answering.reopen, {"reason": "Yeni hal."}),
    Action.RECLASSIFY: (handling.reclassify, {"kind": Kind.INQUIRY}),
    Action.LINK: (linking.link, {}),
    Action.UNLINK: (linking.unlink, {}),
    Action.MERGE: (merging.merge, {}),
    Action.UNDO_MERGE: (merging.undo_merge, {"reason": "Səhv."}),
    Action.LEAVE: (stopping.leave, {"ground": Ground.FORM, "reason": "İmza yoxdur."}),
    Action.RESUME: (stopping.resume, {"reason": "Düzəldilib."}),
    Action.WITHDRAW: (stopping.withdraw, {"who": "Özü", "means": Channel.PHONE}),
}
# The steps by which parts and merged appeals come about are tried more often.
OFTEN = [Action.SPLIT, Action.MERGE, Action.ACCEPT, Action.ASSIGN, Action.DRAFT, Action.APPROVE, Action.JOIN]

steps = st.lists(
    st.tuples(
        st.one_of(st.sampled_from(OFTEN), st.sampled_from(list(STEPS))),
        st.integers(0, 7),
        st.integers(0, 7),
        st.integers(0, 3),
    ),
    max_size=25,
)


@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
@given(course=steps)
def test_every_course_leaves_each_appeal_with_an_owner_and_the_clock_of_its_events(
    session: Session, log: Callable[..., Appeal], now: datetime, course: list[tuple[Action, int, int, int]]
) -> None:
    centre_head = factories.make_actor(session, Role.CENTRE_HEAD)
    heads = {unit: factories.make_actor(session, Role.UNIT_HEAD, unit=unit) for unit in (NETWORK, EGOV)}
    staff = {unit: factories.make_actor(session, Role.UNIT_STAFF, unit=unit) for unit in (NETWORK, EGOV)}
    operator = factories.make_actor(session, Role.OPERATOR)
    known = [log(), log()]
    at = now
    for turn, (action, which, other, days) in enumerate(course):
        at += timedelta(days=days)
        appeal, beside = known[which % len(known)], known[other % len(known)]
        code = appeal.unit.code if appeal.unit else NETWORK
        given: dict[str, Any] = dict(STEPS[action][1])
        given["by"] = _who(action, appeal, operator, centre_head, heads[code], staff[code])
        given |= _more(session, action, beside, turn, staff[code])
        before = {one.id: (one.state, one.version, one.due_on) for one in known}
        try:
            with session.begin_nested():
                STEPS[action][0](session, appeal.number, appeal.version, now=at, **given)
        except Refused:
            session.expire_all()
            assert {one.id: (one.state, one.version, one.due_on) for one in known} == before
        known += [part for part in appeal.parts if part not in known]
        for one in known:
            _holds(session, one)


def _who(
    action: Action, appeal: Appeal, operator: Actor, centre: Actor, head: Actor, executor: Actor
) -> Actor:
    if action in (Action.LEAVE, Action.RESUME):
        return centre
    if action in (Action.APPROVE, Action.REVISE):
        return centre if appeal.parts else head
    if action in (Action.ACCEPT, Action.ASSIGN, Action.SEND_BACK):
        return head
    return executor if action is Action.DRAFT else operator


def _more(session: Session, action: Action, beside: Appeal, turn: int, executor: Actor) -> dict[str, Any]:
    found: dict[Action, dict[str, Any]] = {
        Action.ASSIGN: {"executor": factories.staff_id(executor)},
        Action.FORWARD: {"body": f"Qurum {turn}", "letter": str(turn)},
        Action.LINK: {"to": beside.number},
        Action.MERGE: {"into": beside.number},
    }
    return found.get(action, {})


def _holds(session: Session, appeal: Appeal) -> None:
    due = events.due_of_appeal(session, appeal)
    assert (due.due_on, due.due_at, due.regime) == (appeal.due_on, appeal.due_at, appeal.regime)
    assert appeal.version == len(appeal.events)
    assert appeal.state is appeal.events[-1].state
    joint = appeal.state is State.AWAITING_APPROVAL and bool(appeal.parts)
    owned = (
        appeal.unit is not None
        if appeal.state in WITH_A_UNIT and not joint
        else bool(appeal.parts)
        if joint or appeal.state is State.SPLIT
        else True
    )
    assert owned, appeal.state
    assert (appeal.merged_into is not None) or appeal.state is not State.MERGED
    if appeal.state is State.CLOSED:
        assert all(part.state is State.CLOSED for part in appeal.parts)
        assert all(one.state is State.CLOSED for one in appeal.merged)
    if appeal.parent is not None:
        assert appeal.state not in (State.ANSWERED_ON_LINE, State.SPLIT, State.MERGED, State.REOPENED)
    if appeal.merged_into is not None:
        assert appeal.merged_into.merged_into is None
    if appeal.unit is not None:
        assert directory.unit_named(session, appeal.unit.code) is appeal.unit
