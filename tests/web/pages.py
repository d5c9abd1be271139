"""What the browsers of tests get to read, and what stands behind it."""

import re
from html import unescape

from flask.testing import FlaskClient
from sqlalchemy import select
from werkzeug.test import TestResponse

from callcenter.appeals.models import Appeal
from tests.factories import Desk


def page(response: TestResponse, status: int = 200) -> str:
    """The page with its letters in place of entities; an answer of another status is none."""
    assert response.status_code == status, response.get_data(as_text=True)
    return unescape(response.get_data(as_text=True))


def form_key(client: FlaskClient) -> str:
    """The key that a fresh form of an appeal carries."""
    found = re.search(r'name="form_key" value="([^"]+)"', page(client.get("/appeals/new")))
    assert found is not None
    return found.group(1)


def logged(desk: Desk) -> list[Appeal]:
    """Every appeal, in the order of logging."""
    with desk.database.reading() as session:
        return list(session.scalars(select(Appeal).order_by(Appeal.id)))


def appeal_of(desk: Desk, number: str) -> Appeal:
    """The appeal of this number as it stands now."""
    with desk.database.reading() as session:
        return session.scalars(select(Appeal).where(Appeal.number == number)).one()
