"""Asking units for advice and inviting applicants, as other systems do it."""

import pytest
from flask import Flask

from callcenter.accounts.vocabulary import Role
from callcenter.core import clock
from callcenter.directory import queries as directory
from tests import factories
from tests.clauses import clause
from tests.factories import NETWORK, SOFTWARE, Desk
from tests.web.test_api import APPEAL, Office, another_office, body_of


@pytest.fixture
def office(desk: Desk, app: Flask) -> Office:
    return another_office(desk, app)


@pytest.fixture
def number(office: Office) -> str:
    return str(body_of(office.post("/appeals", APPEAL))["number"])


@clause("002:4.0.7")
def test_units_are_asked_by_code_or_name_and_each_answers(office: Office, number: str) -> None:
    units = [NETWORK, "Elektron sistemlər və proqram təminatı sektoru"]
    asked = office.act(number, "consult", 1, units=units, question="Kimin işidir?")
    assert (asked.status_code, body_of(asked)["state"]) == (200, "consulting")
    unsaid = office.act(number, "advise", 2, text="Bizim.")
    assert (unsaid.status_code, body_of(unsaid)["code"]) == (422, "invalid-input")
    first = office.act(number, "advise", 2, text="Bizim.", unit=NETWORK)
    assert body_of(first)["state"] == "consulting"
    last = office.act(number, "advise", 3, text="Bizim deyil.", unit=SOFTWARE)
    assert body_of(last)["state"] == "registered"
    events = body_of(office.get(f"/appeals/{number}/events"))["events"]
    assert isinstance(events, list)
    assert [one["action"] for one in events][-3:] == ["consult", "advise", "consulted"]


def test_a_question_is_taken_back(office: Office, number: str) -> None:
    office.act(number, "consult", 1, units=[SOFTWARE], question="Kimin işidir?")
    again = office.act(number, "consult", 2, units=[SOFTWARE], question="Kimin işidir?")
    assert (again.status_code, body_of(again)["code"]) == (409, "already-asked")
    back = office.act(number, "call-off", 2, reason="Aydınlaşdı.")
    assert body_of(back)["state"] == "registered"


@pytest.mark.parametrize("units", [[5], {"x": 1, "y": None}, "", ["a" * 500], 7])
def test_units_that_are_none_are_refused(office: Office, number: str, units: object) -> None:
    refused = office.act(number, "consult", 1, units=units, question="?")
    assert refused.status_code in {404, 422}


@clause("002:4.0.8")
def test_an_applicant_is_invited_at_once_with_the_reason(office: Office, number: str, desk: Desk) -> None:
    with desk.database.transaction() as session:
        head = factories.make_actor(session, Role.UNIT_HEAD, unit=SOFTWARE)
        assert head.staff is not None
        name = directory.staff_by_id(session, [head.staff.id])[head.staff.id].full_name
    day = clock.now().date().replace(year=clock.now().year + 1, day=1).isoformat()
    urgent = {"official": name, "day": day, "at": "14:30", "place": "Bakı, 205-ci otaq"}
    refused = office.act(number, "invite", 1, urgent=urgent)
    assert (refused.status_code, body_of(refused)["code"]) == (422, "invalid-input")
    invited = office.act(number, "invite", 1, urgent=urgent, reason="Təcilidir.")
    assert (invited.status_code, body_of(invited)["state"]) == (200, "invited")
    nothing = office.act(number, "invite", 2)
    assert nothing.status_code == 422
