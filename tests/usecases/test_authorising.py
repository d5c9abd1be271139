"""Whom the head of the body authorised to receive reports of corruption: for which days, by whom written down."""

from collections.abc import Callable
from datetime import datetime, timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from callcenter.accounts.models import User
from callcenter.accounts.vocabulary import Role
from callcenter.appeals import queries
from callcenter.appeals.models import Appeal
from callcenter.appeals.vocabulary import Level
from callcenter.core.clock import baku_date, midnight
from callcenter.core.errors import InvalidInput, NotAllowed, NotFound, Refused
from callcenter.core.trail import TrailEntry
from callcenter.directory import authorising
from callcenter.directory.actors import actor_of
from callcenter.directory.reader_models import AuthorisedReader
from tests import factories
from tests.clauses import clause
from tests.factories import NETWORK

Log = Callable[..., Appeal]
DAY = timedelta(days=1)


@pytest.fixture
def administrator(session: Session) -> User:
    return factories.make_user(session, Role.ADMINISTRATOR)


@pytest.fixture
def leader(session: Session) -> User:
    return factories.make_user(session, Role.LEADERSHIP)


def given(
    session: Session, user: User, by: User | None, now: datetime, *, after: int = 0, days: int | None = None
) -> AuthorisedReader:
    """An authorisation from so many days after today, for so many days; for good without them."""
    first = baku_date(now) + after * DAY
    last = first + (days - 1) * DAY if days else None
    return authorising.authorise(
        session, user.name, order="F-12/26", first_day=first, last_day=last, by=by, now=now
    )


def reads(session: Session, user: User, appeal: Appeal, at: datetime) -> bool:
    session.flush()
    return bool(queries.ids_visible_to(session, actor_of(session, user, now=at), [appeal.id]))


@clause("002:5.1")
def test_reports_are_read_on_the_days_of_the_order_only(
    session: Session, log: Log, administrator: User, leader: User, now: datetime
) -> None:
    appeal = log(level=Level.CORRUPTION)
    given(session, leader, administrator, now, after=2, days=3)
    first = midnight(baku_date(now) + 2 * DAY)
    moment = timedelta(seconds=1)
    assert not reads(session, leader, appeal, first - moment)
    assert reads(session, leader, appeal, first)
    assert reads(session, leader, appeal, first + 3 * DAY - moment)
    assert not reads(session, leader, appeal, first + 3 * DAY)


def test_from_today_on_it_begins_at_once_and_lasts_until_it_is_ended(
    session: Session, log: Log, administrator: User, leader: User, now: datetime
) -> None:
    appeal = log(level=Level.CORRUPTION)
    reader = given(session, leader, administrator, now)
    assert reads(session, leader, appeal, now)
    assert reads(session, leader, appeal, now + 1000 * DAY)
    authorising.end(session, reader.id, by=administrator, now=now + DAY, order="F-20/26")
    assert reads(session, leader, appeal, now)
    assert not reads(session, leader, appeal, now + DAY)
    with pytest.raises(Refused) as refused:
        authorising.end(session, reader.id, by=administrator, now=now + DAY)
    assert refused.value.code == "authorisation-over"


def test_one_that_has_not_begun_can_be_ended_too_and_the_days_are_free_again(
    session: Session, log: Log, administrator: User, leader: User, now: datetime
) -> None:
    appeal = log(level=Level.CORRUPTION)
    reader = given(session, leader, administrator, now, after=5, days=2)
    authorising.end(session, reader.id, by=administrator, now=now)
    assert not reads(session, leader, appeal, now + 6 * DAY)
    given(session, leader, administrator, now, after=5, days=2)
    assert reads(session, leader, appeal, now + 6 * DAY)


def test_two_authorisations_of_one_person_never_meet(
    session: Session, administrator: User, leader: User, now: datetime
) -> None:
    given(session, leader, administrator, now, after=2, days=3)
    for after, days in ((0, None), (0, 3), (3, 1), (4, None)):
        with pytest.raises(Refused) as refused:
            given(session, leader, administrator, now, after=after, days=days)
        assert refused.value.code == "already-authorised"
    given(session, leader, administrator, now, days=2)
    given(session, leader, administrator, now, after=5)


@clause("002:5.4.7")
def test_an_administrator_never_reads_reports_even_if_somebody_wrote_them_down(
    session: Session, log: Log, administrator: User, now: datetime
) -> None:
    appeal = log(level=Level.CORRUPTION)
    with pytest.raises(InvalidInput) as refused:
        given(session, factories.make_user(session, Role.ADMINISTRATOR), administrator, now)
    assert set(refused.value.fields) == {"name"}
    session.add(AuthorisedReader(user_id=administrator.id, order_number="F-12/26", since=now - DAY))
    assert not reads(session, administrator, appeal, now)
    assert not queries.is_visible(session, actor_of(session, administrator, now=now), appeal)


@clause("002:5.4.7", "003:3.0.9")
def test_who_is_accused_does_not_read_it_although_they_are_authorised(
    session: Session, log: Log, administrator: User, now: datetime
) -> None:
    of_unit = factories.make_user(session, Role.LEADERSHIP, unit=NETWORK)
    given(session, of_unit, administrator, now)
    staff = actor_of(session, of_unit).staff
    assert staff is not None
    about_them = log(level=Level.CORRUPTION, about_staff=staff.full_name)
    about_the_unit = log(level=Level.CORRUPTION, about_unit=NETWORK)
    about_nobody = log(level=Level.CORRUPTION)
    found = [reads(session, of_unit, one, now) for one in (about_them, about_the_unit, about_nobody)]
    assert found == [False, False, True]


def test_nobody_writes_their_own_and_every_wrong_field_is_named_together(
    session: Session, leader: User, administrator: User, now: datetime
) -> None:
    with pytest.raises(NotAllowed):
        given(session, leader, leader, now)
    today = baku_date(now)
    with pytest.raises(InvalidInput) as refused:
        authorising.authorise(
            session,
            leader.name,
            order=" ",
            first_day=today - DAY,
            last_day=today - DAY,
            by=administrator,
            now=now,
        )
    assert set(refused.value.fields) == {"order", "first_day", "last_day"}


def test_who_wrote_it_down_and_who_ended_it_stay_in_the_history_and_in_the_trail(
    session: Session, administrator: User, leader: User, now: datetime
) -> None:
    reader = given(session, leader, administrator, now, days=30)
    authorising.end(session, reader.id, by=administrator, now=now + DAY, order="F-20/26")
    [shown] = authorising.authorisations(session)
    assert (shown.reader, shown.recorded_by, shown.ended_by) == (reader, administrator, administrator)
    assert shown.last_day == baku_date(now) + 29 * DAY
    assert shown.over(now + DAY)
    rows = session.scalars(
        select(TrailEntry).where(TrailEntry.what.startswith("reader.")).order_by(TrailEntry.id)
    ).all()
    assert [(one.what, one.about, one.user_id) for one in rows] == [
        ("reader.authorised", str(leader.id), administrator.id),
        ("reader.ended", str(leader.id), administrator.id),
    ]
    assert rows[0].details["last"] == (baku_date(now) + 29 * DAY).isoformat()
    assert rows[1].details == {"authorisation": reader.id, "order": "F-20/26"}


def test_what_the_console_wrote_is_shown_as_nobodys_and_ended_by_name(
    session: Session, leader: User, now: datetime
) -> None:
    given(session, leader, None, now)
    [shown] = authorising.authorisations(session)
    assert (shown.recorded_by, shown.last_day, shown.over(now)) == (None, None, False)
    authorising.end_of(session, leader.name, by=None, now=now)
    with pytest.raises(NotFound):
        authorising.end_of(session, leader.name, by=None, now=now)


def test_a_closed_account_reads_nothing_more(
    session: Session, administrator: User, leader: User, now: datetime
) -> None:
    given(session, leader, administrator, now)
    leader.disabled_at = now
    [shown] = authorising.authorisations(session)
    assert shown.over(now)
