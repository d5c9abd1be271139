"""What lies before the head of the call centre: what no operator may route, and what retired units have not finished."""

from collections.abc import Callable
from datetime import datetime

import pytest
from sqlalchemy.orm import Session

from callcenter.accounts.vocabulary import Role, Scope
from callcenter.appeals import centre_desk, handling, operators_desk, recalling
from callcenter.appeals.models import Appeal
from callcenter.appeals.vocabulary import Action, Level, State
from callcenter.core.errors import InvalidInput, NotAllowed, Refused
from callcenter.directory.actors import Actor
from tests import factories
from tests.factories import SOFTWARE

WHY = "Bölmə ləğv edilib."


@pytest.fixture
def retired(session: Session, in_work: Appeal, now: datetime) -> Appeal:
    """An appeal that was in work when its unit was retired."""
    assert in_work.unit is not None
    in_work.unit.retired_at = now
    session.flush()
    return in_work


def heap_of(session: Session, chief: Actor, now: datetime, name: str) -> list[Appeal]:
    heaps = centre_desk.heaps(session, chief, now)
    return [one for heap, found in heaps if heap.name == name for one in found]


def left(session: Session, chief: Actor, now: datetime) -> list[Appeal]:
    return heap_of(session, chief, now, "retired")


@pytest.mark.parametrize("level", [Level.CONFIDENTIAL, Level.CORRUPTION])
def test_what_no_operator_may_route_lies_before_the_head_of_the_centre(
    session: Session, log: Callable[..., Appeal], chief: Actor, now: datetime, level: Level
) -> None:
    key, _ = factories.make_key(session, Scope.APPEALS_WRITE)
    appeal, ordinary = log(by=Actor(api_key=key), level=level), log()
    colleague = factories.make_actor(session, Role.OPERATOR)
    on_desk = [one for heap in operators_desk.on_operators_desk(session, colleague).values() for one in heap]
    assert set(on_desk) == {ordinary}
    assert heap_of(session, chief, now, "guarded") == [appeal]


def test_what_a_retired_unit_has_not_finished_lies_before_the_head_of_the_centre(
    session: Session, retired: Appeal, chief: Actor, now: datetime
) -> None:
    assert left(session, chief, now) == [retired]


def test_a_unit_in_use_leaves_nothing_behind(
    session: Session, in_work: Appeal, chief: Actor, now: datetime
) -> None:
    assert left(session, chief, now) == []
    with pytest.raises(Refused) as refused:
        recalling.recall(session, in_work.number, in_work.version, reason=WHY, by=chief, now=now)
    assert refused.value.code == "unit-in-use"


def test_what_is_taken_from_a_retired_unit_goes_to_another_with_the_clock_that_runs(
    session: Session, retired: Appeal, chief: Actor, operator: Actor, now: datetime
) -> None:
    due, unit = retired.due_on, retired.unit
    recalling.recall(session, retired.number, retired.version, reason=WHY, by=chief, now=now)
    last = retired.events[-1]
    assert (last.action, last.unit, last.reason) == (Action.RECALL, unit, WHY)
    assert (retired.state, retired.unit, retired.executor) == (State.RETURNED, None, None)
    assert left(session, chief, now) == []
    handling.route(session, retired.number, retired.version, unit=SOFTWARE, by=operator, now=now)
    assert (retired.state, retired.due_on) == (State.ROUTED, due)


def test_only_the_head_of_the_centre_takes_it_and_says_why(
    session: Session, retired: Appeal, chief: Actor, operator: Actor, now: datetime
) -> None:
    given = (session, retired.number, retired.version)
    with pytest.raises(NotAllowed):
        recalling.recall(*given, reason=WHY, by=operator, now=now)
    with pytest.raises(InvalidInput) as refused:
        recalling.recall(*given, reason="", by=chief, now=now)
    assert list(refused.value.fields) == ["reason"]
    assert retired.state is State.IN_WORK
