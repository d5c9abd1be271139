"""Nobody outside the sector changes its work but whom the minister empowered, for the days of the act."""

from datetime import date, datetime, timedelta
from typing import Any

import pytest
from sqlalchemy.orm import Session

from callcenter.accounts import mandates
from callcenter.accounts.models import Mandate, User
from callcenter.accounts.vocabulary import MAY, MandateKind, Permission, Role
from callcenter.core.clock import baku_date
from callcenter.core.errors import InvalidInput, NotAllowed, Refused
from callcenter.directory.actors import actor_of
from tests import factories
from tests.clauses import clause

# What changes the course of an appeal.
MOVES = {
    Permission.ROUTE_APPEAL,
    Permission.FORWARD_OUT,
    Permission.RECLASSIFY_APPEAL,
    Permission.ANSWER_ON_LINE,
    Permission.CLOSE_APPEAL,
    Permission.REOPEN_APPEAL,
    Permission.OVERRIDE_CONFLICT,
    Permission.SET_PACE,
}


@pytest.fixture
def administrator(session: Session) -> User:
    return factories.make_user(session, Role.ADMINISTRATOR)


@pytest.fixture
def deputy_minister(session: Session) -> User:
    return factories.make_user(session, Role.LEADERSHIP)


def given(session: Session, user: User, by: User, now: datetime, *, days: int = 10, **other: Any) -> Mandate:
    today = baku_date(now)
    fields: dict[str, Any] = {
        "kind": MandateKind.EMPOWERED,
        "first_day": today,
        "last_day": today + timedelta(days=days),
        "act": "nazirin F-12 nömrəli əmri",
        "act_on": today - timedelta(days=1),
    }
    return mandates.record_mandate(
        session,
        name=user.name,
        by=by,
        now=now,
        **{**fields, **other},
    )


def acting(session: Session, user: User, day: date) -> User:
    user.act_as(mandates.acting_role(session, user, day))
    return user


@clause("002:5.1")
def test_neither_leadership_nor_administrators_move_an_appeal() -> None:
    assert not MAY[Role.LEADERSHIP] & MOVES
    assert not MAY[Role.ADMINISTRATOR] & MOVES


@clause("002:5.1")
def test_whom_the_minister_empowered_acts_as_the_head_for_those_days_only(
    session: Session, administrator: User, deputy_minister: User, now: datetime
) -> None:
    given(session, deputy_minister, administrator, now, days=10)
    today = baku_date(now)
    assert acting(session, deputy_minister, today).may(Permission.ROUTE_APPEAL)
    assert actor_of(session, deputy_minister).role is Role.CENTRE_HEAD
    assert not acting(session, deputy_minister, today + timedelta(days=11)).may(Permission.ROUTE_APPEAL)
    assert not acting(session, deputy_minister, today - timedelta(days=1)).may(Permission.ROUTE_APPEAL)


@clause("002:5.2")
def test_the_heads_substitute_keeps_their_own_desk_too(
    session: Session, administrator: User, now: datetime
) -> None:
    operator = factories.make_user(session, Role.OPERATOR)
    given(session, operator, administrator, now, kind=MandateKind.SUBSTITUTE)
    acting(session, operator, baku_date(now))
    assert operator.may(Permission.LOG_APPEAL)
    assert operator.may(Permission.OVERRIDE_CONFLICT)


def test_a_mandate_that_is_revoked_ends_at_once(
    session: Session, administrator: User, deputy_minister: User, now: datetime
) -> None:
    mandate = given(session, deputy_minister, administrator, now)
    mandates.revoke_mandate(session, mandate.id, by=administrator, now=now)
    assert mandates.acting_role(session, deputy_minister, baku_date(now)) is None
    with pytest.raises(Refused):
        mandates.revoke_mandate(session, mandate.id, by=administrator, now=now)


@clause("002:5.1")
def test_an_administrator_gets_no_mandate_and_nobody_writes_their_own(
    session: Session, administrator: User, now: datetime
) -> None:
    other = factories.make_user(session, Role.ADMINISTRATOR)
    with pytest.raises(InvalidInput) as refused:
        given(session, other, administrator, now)
    assert set(refused.value.fields) == {"name"}
    with pytest.raises(NotAllowed):
        given(session, administrator, administrator, now)


def test_every_wrong_field_is_named_together(
    session: Session, administrator: User, deputy_minister: User, now: datetime
) -> None:
    today = baku_date(now)
    with pytest.raises(InvalidInput) as refused:
        given(
            session,
            deputy_minister,
            administrator,
            now,
            act="",
            act_on=today + timedelta(days=1),
            first_day=today,
            last_day=today - timedelta(days=1),
        )
    assert set(refused.value.fields) == {"act", "act_on", "last_day"}
