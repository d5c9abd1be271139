"""Somebody at a desk, who reads the pages of appeals and acts on them."""

import re
from datetime import UTC, datetime

from flask.testing import FlaskClient
from sqlalchemy import select
from werkzeug.test import TestResponse

from callcenter.directory.models import StaffMember
from tests.factories import NETWORK, WIFI, Desk
from tests.web.pages import page

NOON = datetime(2026, 10, 13, 8, 0, tzinfo=UTC)
PHONE = "050 212 44 87"
FORM = {
    "text": WIFI,
    "channel": "phone",
    "kind": "application",
    "caller.phone": PHONE,
    "caller.name": "Aytən Sınaq",
}


class Player:
    """Somebody at a desk who reads an appeal and acts on it."""

    def __init__(self, client: FlaskClient) -> None:
        self.client = client

    def log(self, **changed: str) -> str:
        """Log an appeal about the network and return its number."""
        response = self.client.post("/appeals/new", data={**FORM, "caller.fin": "5AB12CD", **changed})
        assert response.status_code == 303, page(response, response.status_code)
        return response.location.rpartition("/")[2]

    def opens(self, address: str, status: int = 200) -> str:
        """The page at this address."""
        return page(self.client.get(address), status)

    def reads(self, number: str, status: int = 200) -> str:
        """The page of the appeal."""
        return self.opens(f"/appeals/{number}", status)

    def version(self, number: str) -> str:
        """The version of the appeal that its page offers to act on."""
        found = re.search(r'name="version" value="(\d+)"', self.reads(number))
        assert found is not None, "no act is offered"
        return found.group(1)

    def acts(self, number: str, act: str, version: str | None = None, **fields: str) -> TestResponse:
        """Send the form of the act; two underscores in a field's name are its dot."""
        data = {f"{act}.{name.replace('__', '.')}": value for name, value in fields.items()}
        data["version"] = version if version is not None else self.version(number)
        return self.client.post(f"/appeals/{number}/{act}", data=data)


def staff_id(desk: Desk) -> str:
    """The newest person who is no head: the executor of these tests."""
    with desk.database.reading() as session:
        people = select(StaffMember.id).where(StaffMember.head.is_(False)).order_by(StaffMember.id.desc())
        return str(session.scalar(people.limit(1)))


def routed(operator: Player) -> str:
    number = operator.log()
    assert operator.acts(number, "route", unit=NETWORK).status_code == 303
    return number


def in_work(operator: Player, head: Player, desk: Desk) -> str:
    number = routed(operator)
    head.acts(number, "accept")
    given = head.acts(number, "assign", executor=staff_id(desk), instruction="Xətti yoxlayın")
    assert given.status_code == 303
    return number


def complain(operator: Player, **changed: str) -> str:
    """Log a complaint and return its number."""
    return operator.log(kind="complaint", **changed)
