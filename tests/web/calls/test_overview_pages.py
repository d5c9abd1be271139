"""The figures of the lines, and who sees single calls beside them."""

import pytest
from flask.testing import FlaskClient

from callcenter.accounts.vocabulary import Role
from callcenter.calls.vocabulary import Event
from tests.factories import Desk
from tests.web.calls.calling import SHOWN, Tell
from tests.web.pages import page


def test_leaders_see_figures_and_no_single_call(desk: Desk, tell: Tell) -> None:
    tell(Event.RINGING)
    tell(Event.ANSWERED, ago=10)
    shown = page(desk.open(Role.LEADERSHIP).get("/calls"))
    assert "100%" in shown or "100 %" in shown
    assert "Zənglərin siyahısı" not in shown
    assert "212" not in shown


def test_operators_see_the_list_beside_the_figures(operator: FlaskClient, tell: Tell) -> None:
    tell(Event.RINGING)
    assert SHOWN in page(operator.get("/calls"))


@pytest.mark.parametrize("asked", ["first=x", "last=2026-13-45", "cursor=zzz", "first=1900-01-01"])
def test_strange_days_are_refused_beside_the_form(operator: FlaskClient, asked: str) -> None:
    assert operator.get(f"/calls?{asked}").status_code == 422


def test_the_page_of_limits_shows_the_hours_of_the_lines(operator: FlaskClient) -> None:
    shown = page(operator.get("/law"))
    assert "09:00" in shown
    assert "18:00" in shown
