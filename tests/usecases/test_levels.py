"""Who may know of an appeal at each level of secrecy, while a unit works on it and after it has answered.

The table is written by hand from the roles of the design and from docs/decisions/0008; nothing is derived from the code.
"""

from collections.abc import Callable
from datetime import datetime

import pytest
from sqlalchemy.orm import Session

from callcenter.accounts.vocabulary import Role
from callcenter.appeals import answering, handling, queries
from callcenter.appeals.models import Appeal
from callcenter.appeals.vocabulary import Delivery, Level, Outcome, State
from callcenter.directory import authorising
from callcenter.directory.actors import Actor, actor_of
from tests import factories
from tests.clauses import clause
from tests.factories import EGOV, NETWORK

Log = Callable[..., Appeal]
People = dict[str, Actor]

CENTRE = {"who logged it", "the head of the centre"}
AT_WORK = {"the head", "the head above", "the executor"}
ORDINARY = CENTRE | AT_WORK | {"a colleague", "another operator", "a leader", "who is authorised"}
# How far the unit has come when the level is set; the states are those of the life cycle.
OPEN = (State.ROUTED, State.IN_WORK, State.AWAITING_APPROVAL)
ANSWERED = (State.APPROVED, State.DELIVERED, State.CLOSED)


@pytest.fixture
def people(session: Session, operator: Actor, head: Actor, executor: Actor, now: datetime) -> People:
    authorised = factories.make_user(session, Role.LEADERSHIP)
    authorising.authorise(session, authorised.name, order="F-12/26", by=None, now=now)
    return {
        "who logged it": operator,
        "the head of the centre": factories.make_actor(session, Role.CENTRE_HEAD),
        "the head": head,
        "the head above": factories.make_actor(session, Role.UNIT_HEAD, unit=EGOV),
        "the executor": executor,
        "a colleague": factories.make_actor(session, Role.UNIT_STAFF, unit=NETWORK),
        "another operator": factories.make_actor(session, Role.OPERATOR),
        "a leader": factories.make_actor(session, Role.LEADERSHIP),
        "who is authorised": actor_of(session, authorised, now=now),
        "an administrator": factories.make_actor(session, Role.ADMINISTRATOR),
        "an editor": factories.make_actor(session, Role.KNOWLEDGE_EDITOR),
        "an inspector": factories.make_actor(session, Role.INSPECTOR),
    }


def brought_to(
    state: State, session: Session, appeal: Appeal, people: People, now: datetime, *, by: Actor | None = None
) -> None:
    """Let the unit take the appeal as far as the state."""
    executor = people["the executor"]
    assert executor.staff is not None
    steps: dict[State, Callable[[], Appeal]] = {
        State.ROUTED: lambda: handling.route(
            session, appeal.number, appeal.version, unit=NETWORK, by=by or people["who logged it"], now=now
        ),
        State.ACCEPTED: lambda: handling.accept(
            session, appeal.number, appeal.version, by=people["the head"], now=now
        ),
        State.IN_WORK: lambda: handling.assign(
            session, appeal.number, appeal.version, executor=executor.staff.id if executor.staff else 0,
            instruction="Yerində baxın.", by=people["the head"], now=now,
        ),
        State.AWAITING_APPROVAL: lambda: answering.draft(
            session, appeal.number, appeal.version, text="Baxıldı.", outcome=Outcome.EXPLAINED, by=executor, now=now
        ),
        State.APPROVED: lambda: answering.approve(
            session, appeal.number, appeal.version, by=people["the head"], now=now
        ),
        State.DELIVERED: lambda: answering.deliver(
            session, appeal.number, appeal.version, delivery=Delivery.PHONE, note="Deyildi.", outcome=None,
            by=people["who logged it"], now=now,
        ),
        State.CLOSED: lambda: answering.close(
            session, appeal.number, appeal.version, outcome=Outcome.EXPLAINED, by=people["who logged it"], now=now
        ),
    }  # fmt: skip
    for reached, step in steps.items():
        step()
        if reached is state:
            break
    assert appeal.state is state


def who_sees(session: Session, appeal: Appeal, people: People) -> set[str]:
    session.flush()
    return {
        name for name, one in people.items() if appeal.id in queries.ids_visible_to(session, one, [appeal.id])
    }


def executed(state: State) -> set[str]:
    """Before a head gave it to somebody nobody executes it."""
    return set() if state is State.ROUTED else {"the executor"}


@clause("002:5.4.7")
@pytest.mark.parametrize("state", [*OPEN, *ANSWERED])
def test_an_ordinary_appeal_is_seen_by_its_whole_unit_and_by_leadership(
    session: Session, log: Log, people: People, now: datetime, state: State
) -> None:
    appeal = log()
    brought_to(state, session, appeal, people, now)
    assert who_sees(session, appeal, people) == ORDINARY


@clause("002:5.4.7")
@pytest.mark.parametrize("state", [*OPEN, *ANSWERED])
def test_a_confidential_appeal_stays_with_the_heads_and_the_executor_who_answer_it_or_did(
    session: Session, log: Log, people: People, now: datetime, state: State
) -> None:
    appeal = log()
    brought_to(state, session, appeal, people, now)
    raised(session, appeal, Level.CONFIDENTIAL, people, now)
    assert who_sees(session, appeal, people) == CENTRE | AT_WORK - {"the executor"} | executed(state)


@clause("002:5.4.7")
@pytest.mark.parametrize("state", [*OPEN, *ANSWERED])
def test_what_becomes_a_report_of_corruption_is_hidden_from_the_unit_that_answers_it_or_did(
    session: Session, log: Log, people: People, now: datetime, state: State
) -> None:
    appeal = log()
    brought_to(state, session, appeal, people, now)
    raised(session, appeal, Level.CORRUPTION, people, now)
    assert who_sees(session, appeal, people) == CENTRE | {"who is authorised"}


@clause("002:5.4.7", "002:5.1")
@pytest.mark.parametrize("state", [*OPEN, *ANSWERED])
def test_a_report_that_the_head_of_the_centre_sent_to_a_unit_is_the_units_until_its_answer_is_approved(
    session: Session, log: Log, people: People, now: datetime, state: State
) -> None:
    appeal = log(level=Level.CORRUPTION)
    brought_to(state, session, appeal, people, now, by=people["the head of the centre"])
    units = AT_WORK - {"the executor"} | executed(state) if state in OPEN else set()
    assert who_sees(session, appeal, people) == CENTRE | units | {"who is authorised"}


@clause("002:5.4.7")
def test_a_closed_report_that_turns_out_ordinary_is_its_units_again(
    session: Session, log: Log, people: People, now: datetime
) -> None:
    appeal = log()
    brought_to(State.CLOSED, session, appeal, people, now)
    raised(session, appeal, Level.CORRUPTION, people, now)
    raised(session, appeal, Level.ORDINARY, people, now)
    assert who_sees(session, appeal, people) == ORDINARY


def raised(session: Session, appeal: Appeal, level: Level, people: People, now: datetime) -> None:
    factories.set_level(session, appeal, level, by=people["the head of the centre"], now=now)
