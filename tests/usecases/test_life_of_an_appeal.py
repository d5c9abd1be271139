"""Any course of steps: illegal ones leave no event, and the stored due date is always the recomputed one."""

from collections.abc import Callable
from datetime import datetime, timedelta

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy.orm import Session

from callcenter.appeals import answering, ending, events, forwarding, handling, lifecycle
from callcenter.appeals.models import Appeal
from callcenter.appeals.vocabulary import Action, Delivery, Kind, Outcome, State
from callcenter.core.errors import Refused
from callcenter.directory.actors import Actor
from tests import factories
from tests.clauses import clause

STEPS: dict[Action, tuple[Callable[..., Appeal], dict[str, object]]] = {
    Action.ROUTE: (handling.route, {"unit": factories.NETWORK}),
    Action.ACCEPT: (handling.accept, {}),
    Action.ASSIGN: (handling.assign, {"instruction": ""}),
    Action.SEND_BACK: (handling.send_back, {"reason": "Bizə aid deyil.", "clause": "003:6.2.8"}),
    Action.RECLASSIFY: (handling.reclassify, {}),
    Action.EXTEND: (handling.extend, {"ground": "extended", "days": 5, "reason": "Sifariş gözlənilir."}),
    Action.WRITE: (answering.write, {"text": "Hələ yarımçıq."}),
    Action.DRAFT: (answering.draft, {"text": "Cavab.", "outcome": Outcome.EXPLAINED}),
    Action.APPROVE: (answering.approve, {}),
    Action.REVISE: (answering.revise, {"reason": "Dəqiqləşdirin."}),
    Action.DELIVER: (answering.deliver, {"delivery": Delivery.PHONE, "note": "Özünə", "outcome": None}),
    Action.ANSWER_ON_LINE: (answering.answer_on_line, {"text": "Cavab.", "outcome": None, "consent": True}),
    Action.OFFER_WRITTEN: (answering.offer_written, {"accepted": False}),
    Action.FORWARD: (forwarding.forward, {"body": "labour", "letter": "1-2"}),
    Action.CLOSE: (answering.close, {}),
    Action.REOPEN: (answering.reopen, {"reason": "Yeni hal."}),
}
HEADS = {Action.ACCEPT, Action.ASSIGN, Action.SEND_BACK, Action.EXTEND, Action.APPROVE, Action.REVISE}

steps = st.lists(
    st.tuples(st.sampled_from(list(STEPS)), st.sampled_from(list(Kind)), st.integers(0, 4)), max_size=14
)


@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
@given(course=steps)
@clause("002:3.0.1", "002:2.0.2")
def test_every_course_keeps_to_the_table_and_to_the_clock(
    session: Session,
    log: Callable[..., Appeal],
    operator: Actor,
    head: Actor,
    executor: Actor,
    now: datetime,
    course: list[tuple[Action, Kind, int]],
) -> None:
    appeal = log()
    at = now
    for action, kind, days in course:
        at += timedelta(days=days)
        state, made, stored = appeal.state, len(appeal.events), appeal.due_on
        act, values = STEPS[action]
        extra: dict[str, object] = {}
        if action is Action.ASSIGN:
            extra = {"executor": factories.staff_id(executor)}
        if action is Action.RECLASSIFY:
            extra = {"kind": kind}
        if action is Action.CLOSE:
            fits = ending.outcomes_of(appeal)
            extra = {"outcome": fits[0] if len(fits) == 1 else Outcome.EXPLAINED}
        by = executor if action in (Action.WRITE, Action.DRAFT) else head if action in HEADS else operator
        try:
            with session.begin_nested():
                act(session, appeal.number, appeal.version, by=by, now=at, **values, **extra)
        except Refused:
            session.refresh(appeal)
            assert (appeal.state, len(appeal.events), appeal.due_on) == (state, made, stored)
            continue
        assert (state, appeal.events[-1].action) in lifecycle.NEXT
        assert appeal.version == len(appeal.events)
        assert (appeal.outcome is not None) == (appeal.state is State.CLOSED)
        due = events.due_of_appeal(session, appeal)
        assert (due.due_on, due.due_at, due.regime) == (appeal.due_on, appeal.due_at, appeal.regime)
