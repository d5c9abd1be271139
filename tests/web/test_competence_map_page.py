"""The page of the competence map: its numbers lead to lists of that length, and editors see numbers alone."""

import re
from datetime import timedelta

import pytest

from callcenter.accounts.vocabulary import Role
from callcenter.core import clock
from tests.factories import Desk
from tests.usecases.report_past import invent


@pytest.fixture
def lived(desk: Desk) -> Desk:
    """A desk with three weeks behind it."""
    with desk.database.transaction() as session:
        invent(session, clock.now() - timedelta(days=21), days=21, a_day=3)
    return desk


def test_each_number_leads_to_a_list_of_that_length(lived: Desk) -> None:
    head = lived.open(Role.CENTRE_HEAD)
    page = head.get("/reports/map?days=30").text
    links = re.findall(r'href="(/reports/map/list/[^"]+)">(\d+)</a>', page)
    assert len(links) > 3
    for address, number in links:
        assert f"Siyahıda {number} müraciət var." in head.get(address.replace("&amp;", "&")).text, address


def test_an_editor_sees_the_numbers_without_the_lists(lived: Desk) -> None:
    page = lived.open(Role.KNOWLEDGE_EDITOR).get("/reports/map").text
    assert "Səlahiyyət xəritəsi" in page
    assert "/reports/map/list/" not in page


@pytest.mark.parametrize("days", ["", "7", "-1", "x", "99999999999"])
def test_any_other_number_of_days_means_ninety(desk: Desk, days: str) -> None:
    page = desk.open(Role.CENTRE_HEAD).get(f"/reports/map?days={days}")
    assert page.status_code == 200
    assert 'days=90" aria-current="true"' in page.text


def test_a_list_of_a_measure_that_does_not_exist_is_not_found(desk: Desk) -> None:
    assert desk.open(Role.CENTRE_HEAD).get("/reports/map/list/nothing").status_code == 404
