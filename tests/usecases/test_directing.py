"""A report of corruption that complains of the head of the call centre: who directs it, who hears of it, who does not."""

from collections.abc import Callable
from datetime import datetime, timedelta

import pytest
from sqlalchemy.orm import Session

from callcenter.accounts.models import User
from callcenter.accounts.vocabulary import Role
from callcenter.appeals import directing, handling, reminding, safeguarding
from callcenter.appeals.models import Appeal
from callcenter.appeals.vocabulary import Action, Delivery, Level, State
from callcenter.core.errors import NotAllowed, Refused
from callcenter.directory import authorising
from callcenter.directory.actors import Actor, actor_of
from callcenter.upkeep import doctor
from tests import factories
from tests.clauses import clause
from tests.factories import APPARATUS, CALL_CENTRE, NETWORK
from tests.usecases.looking import sees, told

Log = Callable[..., Appeal]
DAY = timedelta(days=1)


@pytest.fixture
def chief(session: Session) -> Actor:
    """The head of the call centre, who sits there."""
    found = factories.make_actor(session, Role.CENTRE_HEAD, unit=CALL_CENTRE)
    assert found.staff is not None
    found.staff.head = True
    session.flush()
    return found


@pytest.fixture
def report(log: Log, chief: Actor) -> Callable[[], Appeal]:
    """Log a report of corruption against the head of the centre, or against the whole centre."""

    def reported(**about: str) -> Appeal:
        assert chief.staff is not None
        accused = about or {"about_staff": chief.staff.full_name}
        return log(level=Level.CORRUPTION, **accused)

    return reported


def authorised(
    session: Session, now: datetime, role: Role = Role.LEADERSHIP, unit: str | None = None
) -> Actor:
    user = factories.make_user(session, role, unit=unit)
    authorising.authorise(session, user.name, order="F-12/26", by=None, now=now)
    return actor_of(session, user, now=now)


def account_of(actor: Actor) -> User:
    assert actor.user is not None
    return actor.user


@clause("002:5.4.7", "002:5.1")
@pytest.mark.parametrize("about", [{}, {"about_unit": CALL_CENTRE}])
def test_whom_the_head_of_the_body_authorised_is_told_at_once_acknowledges_and_routes_it(
    session: Session, report: Log, chief: Actor, head: Actor, now: datetime, about: dict[str, str]
) -> None:
    reader = authorised(session, now)
    appeal = report(**about)
    assert appeal.unit is None
    [said] = told(session, reader)
    assert appeal.number in said
    safeguarding.acknowledge(session, appeal.number, 1, means=Delivery.PHONE, note="", by=reader, now=now)
    handling.route(session, appeal.number, appeal.version, unit=NETWORK, by=reader, now=now)
    assert appeal.state is State.ROUTED
    assert sees(session, head, appeal)
    assert not sees(session, chief, appeal)
    assert told(session, chief) == []


@clause("002:4.0.09", "002:5.4.7")
def test_where_nobody_is_authorised_it_goes_to_the_head_of_the_apparatus_and_the_doctor_says_so(
    session: Session, report: Log, chief: Actor, apparatus: Actor, now: datetime
) -> None:
    assert list(doctor._reports_of_corruption(session)) == []
    appeal = report()
    assert appeal.state is State.ROUTED
    assert appeal.unit is not None
    assert appeal.unit.code == APPARATUS
    assert sees(session, apparatus, appeal)
    assert not sees(session, chief, appeal)
    [said] = doctor._reports_of_corruption(session)
    assert appeal.number not in str(said)
    authorised(session, now)
    assert list(doctor._reports_of_corruption(session)) == []


@clause("002:5.4.7")
@pytest.mark.parametrize("role", [Role.OPERATOR, Role.LEADERSHIP, Role.UNIT_STAFF])
def test_whom_the_accused_lead_or_who_sits_in_the_accused_unit_directs_nothing(
    session: Session, report: Log, now: datetime, role: Role
) -> None:
    reader = authorised(session, now, role, unit=CALL_CENTRE)
    for appeal in (report(), report(about_unit=CALL_CENTRE)):
        assert appeal.unit is not None
        assert appeal.unit.code == APPARATUS
        assert not directing.in_place_of_the_head(session, appeal, reader, now)
    assert told(session, reader) == []


@clause("002:5.1")
def test_while_the_head_of_the_centre_may_know_the_authorised_direct_nothing(
    session: Session, log: Log, chief: Actor, now: datetime
) -> None:
    reader = authorised(session, now)
    for appeal in (log(level=Level.CORRUPTION), log(level=Level.CORRUPTION, about_unit=NETWORK)):
        assert sees(session, reader, appeal)
        with pytest.raises(NotAllowed) as refused:
            handling.route(session, appeal.number, 1, unit=APPARATUS, by=reader, now=now)
        assert refused.value.code == "head-directs"
        with pytest.raises(NotAllowed):
            safeguarding.acknowledge(
                session, appeal.number, 1, means=Delivery.PHONE, note="", by=reader, now=now
            )
    with pytest.raises(NotAllowed):
        handling.route(session, log().number, 1, unit=NETWORK, by=reader, now=now)


def test_who_heads_the_centre_by_a_mandate_and_is_not_led_by_the_accused_directs_it(
    session: Session, report: Log, now: datetime
) -> None:
    other = factories.make_actor(session, Role.CENTRE_HEAD)
    reader = authorised(session, now)
    appeal = report()
    assert told(session, reader) == []
    handling.route(session, appeal.number, 1, unit=NETWORK, by=other, now=now)


@clause("002:5.4.7")
@pytest.mark.parametrize("level", [Level.CORRUPTION, Level.ORDINARY])
def test_what_is_found_later_to_complain_of_the_head_of_the_centre_is_with_nobody_of_theirs(
    session: Session, log: Log, chief: Actor, now: datetime, level: Level
) -> None:
    operator = factories.make_actor(session, Role.OPERATOR, unit=CALL_CENTRE)
    assert chief.staff is not None
    appeal = log(level=level, by=operator)
    factories.accuse(session, appeal, staff=chief.staff.full_name, by=operator, now=now)
    assert appeal.unit is not None
    assert appeal.unit.code == APPARATUS
    assert not sees(session, chief, appeal)
    assert not sees(session, operator, appeal)


def test_who_is_authorised_later_hears_of_what_waits_and_nothing_is_said_twice(
    session: Session, report: Log, apparatus: Actor, now: datetime
) -> None:
    appeal = report()
    handling.accept(session, appeal.number, appeal.version, by=apparatus, now=now)
    handling.send_back(
        session, appeal.number, appeal.version, reason="Bizə aid deyil.", clause="003:6.2.8", by=apparatus, now=now
    )  # fmt: skip
    for _ in range(2):
        reminding.remind_due(session, now)
        assert appeal.state is State.RETURNED
    reader = authorised(session, now)
    for _ in range(2):
        reminding.remind_due(session, now)
    assert len(told(session, reader)) == 1


@clause("1308-IVQ:10.1")
def test_what_is_late_is_brought_to_the_authorised(session: Session, report: Log, now: datetime) -> None:
    reader = authorised(session, now)
    appeal = report()
    later = now + 62 * DAY
    reminding.remind_due(session, later)
    assert Action.ESCALATE in {event.action for event in appeal.events}
    assert any("ötüb" in said for said in told(session, reader))


def test_after_the_third_return_the_authorised_decide_for_good(
    session: Session, report: Log, head: Actor, now: datetime
) -> None:
    reader = authorised(session, now)
    appeal = report()
    for _ in range(3):
        handling.route(session, appeal.number, appeal.version, unit=NETWORK, by=reader, now=now)
        handling.send_back(
            session, appeal.number, appeal.version, reason="Yox.", clause="003:6.2.6", by=head, now=now
        )
    with pytest.raises(Refused):
        handling.route(session, appeal.number, appeal.version, unit=NETWORK, by=reader, now=now)
    handling.route(
        session, appeal.number, appeal.version, unit=NETWORK, reason="Sizindir.", by=reader, now=now
    )
    assert appeal.events[-1].details["binding"] is True


# Where the Apparatus is complained of


@clause("002:4.0.09")
def test_who_is_refused_a_complaint_of_the_apparatus_is_not_sent_to_the_apparatus(
    session: Session, log: Log, operator: Actor, now: datetime
) -> None:
    said = {}
    for unit in (APPARATUS, NETWORK):
        appeal = log(about_unit=unit)
        with pytest.raises(Refused) as refused:
            handling.route(session, appeal.number, 1, unit=unit, by=operator, now=now)
        assert refused.value.code == "conflict-of-interest"
        said[unit] = str(refused.value.sentence)
    assert "Aparatın rəhbərinə yönləndirin" in said[NETWORK]
    assert "Aparatın rəhbərinə yönləndirin" not in said[APPARATUS]
    assert "tabe olmayan" in said[APPARATUS]
