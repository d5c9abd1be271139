"""A call that brought a complaint of somebody stays in their list as any call, and tells them nothing of the complaint."""

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select

from callcenter.accounts.models import User
from callcenter.accounts.vocabulary import Role
from callcenter.calls import callbacks
from callcenter.calls.models import Call
from callcenter.core import clock
from callcenter.directory import queries as directory
from callcenter.directory import upkeep
from callcenter.directory.actors import actor_of
from callcenter.directory.models import StaffMember
from tests import factories
from tests.clauses import clause
from tests.factories import CALL_CENTRE, Desk
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


def complain(client: FlaskClient, call: Call, of: str) -> str:
    """Log a complaint of the official from the call; return its number. The number is also to be called back."""
    sent = submit(
        client,
        call=str(call.id),
        about_staff=of,
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
