"""A call that brought a complaint of somebody stays in their list as any call, and tells them nothing of the complaint."""

import re

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select

from callcenter.accounts.models import User
from callcenter.accounts.vocabulary import Role
from callcenter.calls import callbacks, copy_giving
from callcenter.calls.models import Call
from callcenter.core import clock
from callcenter.directory import authorising, upkeep
from callcenter.directory import queries as directory
from callcenter.directory.actors import actor_of
from callcenter.directory.models import StaffMember
from tests import factories
from tests.clauses import clause
from tests.factories import APPARATUS, CALL_CENTRE, NETWORK, Desk
from tests.web.calls.calling import NUMBER, SHOWN, submit
from tests.web.crawling import text_of
from tests.web.pages import page

NAME, SHORT = "Pünhanə Gizlinzadə", "P. G."
KEEPS = "hələ bağlanmayıb"
ADDRESSES = (
    "/calls/{id}",
    "/calls",
    "/calls/copies",
    "/calls/mine",
    "/calls/mine/now",
    "/callbacks",
    "/desk",
)


def made_head(desk: Desk) -> FlaskClient:
    """The browser of the head of the centre."""
    with desk.database.transaction() as session:
        return desk.of(session, factories.make_user(session, Role.CENTRE_HEAD, unit=CALL_CENTRE))


def official(desk: Desk, role: Role) -> str:
    """The name of the only official of the role."""
    with desk.database.reading() as session:
        found = session.scalars(
            select(StaffMember).join(User, User.id == StaffMember.user_id).where(User.role == role)
        ).one()
        return found.full_name


@pytest.fixture
def placed(desk: Desk, user: User) -> None:
    """Let the operator who takes the calls be one of the call centre's people, so that they can be named."""
    with desk.database.transaction() as session:
        place = directory.unit_named(session, CALL_CENTRE)
        upkeep.appoint(
            session, place, user.display_name, "operator", head=False, user=session.get(User, user.id)
        )


def complain(client: FlaskClient, call: Call, of: str, **more: str) -> str:
    """Log a complaint of the official from the call; return its number. The number is also to be called back."""
    sent = submit(
        client,
        call=str(call.id),
        about_staff=of,
        **more,
        **{"caller.phone": NUMBER, "caller.name": NAME},
    )
    assert sent.status_code == 303
    return sent.location.rpartition("/")[2]


def call_back(desk: Desk, user: User) -> None:
    with desk.database.transaction() as session:
        by = actor_of(session, session.get_one(User, user.id))
        callbacks.order(session, NUMBER, note="", by=by, now=clock.now())


@clause("002:5.4.7")
def test_the_accused_head_of_the_centre_sees_a_call_as_any_and_hears_nothing(
    desk: Desk, operator: FlaskClient, user: User, placed: None, recorded: Call
) -> None:
    head = made_head(desk)
    complain(operator, recorded, official(desk, Role.CENTRE_HEAD))
    call_back(desk, user)
    operator.post(f"/calls/{recorded.id}/copies", data={"name": NAME, "identity": "Vəsiqə"})

    assert NAME in page(operator.get(f"/calls/{recorded.id}"))
    assert operator.get(f"/calls/{recorded.id}/sound").status_code == 200
    for address in ADDRESSES:
        shown = text_of(head.get(address.format(id=recorded.id)))
        for told in (NAME, SHORT, KEEPS, "<audio", "Vəsiqə"):
            assert told not in shown, (address, told)
    assert SHOWN in page(head.get(f"/calls/{recorded.id}"))
    assert SHOWN in page(head.get("/calls"))
    assert head.get(f"/calls/{recorded.id}/sound").status_code == 404


@clause("002:5.4.7")
def test_an_accused_operator_is_told_no_name_by_the_number_that_rings(
    desk: Desk, operator: FlaskClient, user: User, placed: None, recorded: Call
) -> None:
    complain(operator, recorded, official(desk, Role.OPERATOR))
    call_back(desk, user)
    for address in ADDRESSES:
        shown = page(operator.get(address.format(id=recorded.id)))
        for told in (NAME, SHORT, KEEPS, "<audio"):
            assert told not in shown, (address, told)
    assert operator.get(f"/calls/{recorded.id}/sound").status_code == 404
    head = made_head(desk)
    assert NAME in page(head.get(f"/calls/{recorded.id}"))
    assert head.get(f"/calls/{recorded.id}/sound").status_code == 200


@clause("002:5.4.7")
def test_a_name_that_another_appeal_gave_is_told(
    desk: Desk, operator: FlaskClient, placed: None, recorded: Call
) -> None:
    head = made_head(desk)
    submit(operator, text="Kartric bitib.", **{"caller.phone": NUMBER, "caller.name": NAME})
    complain(operator, recorded, official(desk, Role.CENTRE_HEAD))
    assert NAME in page(head.get(f"/calls/{recorded.id}"))


def apparatus_head(desk: Desk) -> FlaskClient:
    """The browser of the Head of the Apparatus."""
    with desk.database.transaction() as session:
        user = factories.make_user(session, Role.UNIT_HEAD, unit=APPARATUS)
        actor = actor_of(session, user)
        assert actor.staff is not None
        actor.staff.head = True
        return desk.of(session, user)


def asks_for_a_copy(operator: FlaskClient, call: Call) -> str:
    """Register the caller's request for a copy; return its number."""
    operator.post(f"/calls/{call.id}/copies", data={"name": NAME, "identity": "Vəsiqə"})
    found = re.search(r"S-\d{4}-\d{6}", page(operator.get("/calls/copies")))
    assert found is not None
    return found.group()


@clause("002:4.0.09")
def test_a_copy_of_which_the_head_may_not_know_is_given_by_the_head_of_the_apparatus(
    desk: Desk, operator: FlaskClient, placed: None, recorded: Call
) -> None:
    head, apparatus = made_head(desk), apparatus_head(desk)
    complain(operator, recorded, official(desk, Role.CENTRE_HEAD))
    number = asks_for_a_copy(operator, recorded)
    assert number in page(apparatus.get("/notices"))
    assert "/calls/copies" in page(apparatus.get("/inbox"))
    shown = page(apparatus.get("/calls/copies"))
    assert NAME in shown
    assert f"/calls/copies/{number}/give" in shown

    assert number not in page(head.get("/calls/copies"))
    assert head.post(f"/calls/copies/{number}/give").status_code == 404
    given = apparatus.post(f"/calls/copies/{number}/give")
    assert given.status_code == 200
    assert given.data.startswith(b"OggS")
    assert NAME not in page(apparatus.get("/calls/copies"))


@clause("002:4.0.09")
def test_the_head_of_the_apparatus_has_no_other_requests_than_those(
    desk: Desk, operator: FlaskClient, placed: None, recorded: Call
) -> None:
    head, apparatus = made_head(desk), apparatus_head(desk)
    number = asks_for_a_copy(operator, recorded)
    assert number not in page(apparatus.get("/calls/copies"))
    assert number not in page(apparatus.get("/notices"))
    assert apparatus.post(f"/calls/copies/{number}/give").status_code == 404
    assert f"/calls/copies/{number}/give" in page(head.get("/calls/copies"))


@clause("002:4.0.09")
def test_who_heads_another_unit_gives_none(
    desk: Desk, operator: FlaskClient, placed: None, recorded: Call
) -> None:
    made_head(desk)
    other = desk.open(Role.UNIT_HEAD, unit=NETWORK)
    complain(operator, recorded, official(desk, Role.CENTRE_HEAD))
    number = asks_for_a_copy(operator, recorded)
    assert number not in page(other.get("/calls/copies"))
    assert other.post(f"/calls/copies/{number}/refuse", data={"reason": "Yox"}).status_code == 404


@clause("002:4.0.09")
def test_the_copy_of_a_report_of_corruption_is_given_by_whom_the_head_of_the_body_authorised(
    desk: Desk, operator: FlaskClient, placed: None, recorded: Call
) -> None:
    head, apparatus = made_head(desk), apparatus_head(desk)
    with desk.database.transaction() as session:
        user = factories.make_user(session, Role.LEADERSHIP)
        authorising.authorise(session, user.name, order="F-12/26", by=None, now=clock.now())
        leader = desk.of(session, user)
    colleague = desk.open(Role.LEADERSHIP)
    complain(operator, recorded, official(desk, Role.CENTRE_HEAD), level="corruption")
    number = asks_for_a_copy(operator, recorded)
    for other in (head, apparatus):
        assert number not in page(other.get("/calls/copies")) + page(other.get("/notices"))
        assert other.post(f"/calls/copies/{number}/give").status_code == 404
    assert colleague.get("/calls/copies").status_code == 403
    assert number in page(leader.get("/notices"))
    assert NAME in page(leader.get("/calls/copies"))
    assert leader.post(f"/calls/copies/{number}/give").status_code == 200


@clause("002:4.0.09")
def test_a_request_of_which_nobody_may_decide_is_told_to_who_keeps_the_system(
    desk: Desk, operator: FlaskClient, placed: None, recorded: Call
) -> None:
    made_head(desk)
    complain(operator, recorded, official(desk, Role.CENTRE_HEAD))
    asks_for_a_copy(operator, recorded)
    with desk.database.transaction() as session:
        assert copy_giving.nobody_gives(session, clock.now())
    apparatus = apparatus_head(desk)
    with desk.database.transaction() as session:
        assert not copy_giving.nobody_gives(session, clock.now())
        assert copy_giving.tell_who_gives(session, clock.now()) == 1
        assert copy_giving.tell_who_gives(session, clock.now()) == 0
    assert "S-" in page(apparatus.get("/notices"))
