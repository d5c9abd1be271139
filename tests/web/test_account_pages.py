"""The own account says by which mandate its owner acts, from when to when and by which act."""

from datetime import date

import pytest
import time_machine

from callcenter.accounts import mandates
from callcenter.accounts.vocabulary import MandateKind, Role
from callcenter.core import clock
from tests.clauses import clause
from tests.factories import Desk, make_user
from tests.web.pages import page
from tests.web.players import NOON

TODAY, TOMORROW, LAST = date(2026, 10, 13), date(2026, 10, 14), date(2026, 10, 30)


@pytest.fixture(autouse=True)
def today(travel: time_machine.Traveller) -> None:
    assert clock.baku_date(NOON) == TODAY


def account(desk: Desk, *, first_day: date, revoked: bool = False) -> str:
    """The account page of a leader whom the minister empowered from that day on."""
    with desk.database.transaction() as session:
        administrator, leader = (make_user(session, one) for one in (Role.ADMINISTRATOR, Role.LEADERSHIP))
        mandate = mandates.record_mandate(
            session,
            name=leader.name,
            kind=MandateKind.EMPOWERED,
            first_day=first_day,
            last_day=LAST,
            act="nazirin F-77 nömrəli əmri",
            act_on=date(2026, 10, 12),
            by=administrator,
            now=clock.now(),
        )
        if revoked:
            mandates.revoke_mandate(session, mandate.id, by=administrator, now=clock.now())
        client = desk.of(session, leader)
    return page(client.get("/account"))


@clause("002:5.1")
def test_a_mandate_that_lasts_stands_on_the_account_with_its_days_and_act(desk: Desk) -> None:
    shown = account(desk, first_day=TODAY)
    assert "13 okt 2026 – 30 okt 2026" in shown
    assert "nazirin F-77 nömrəli əmri, 12 okt 2026" in shown
    assert ("Bu günkü səlahiyyət" in shown, "çağrı mərkəzinin rəhbəri" in shown) == (True, True)


def test_before_it_begins_nobody_acts_by_it(desk: Desk) -> None:
    shown = account(desk, first_day=TOMORROW)
    assert ("14 okt 2026 – 30 okt 2026" in shown, "hələ başlamayıb" in shown) == (True, True)
    assert "Bu günkü səlahiyyət" not in shown


def test_what_was_taken_back_is_gone_from_the_account(desk: Desk) -> None:
    shown = account(desk, first_day=TODAY, revoked=True)
    assert ("F-77" in shown, "Bu günkü səlahiyyət" in shown) == (False, False)


def test_who_has_no_mandate_reads_of_none(desk: Desk) -> None:
    shown = page(desk.open(Role.OPERATOR).get("/account"))
    assert ("Verilən səlahiyyət" in shown, "Bu günkü səlahiyyət" in shown) == (False, False)
