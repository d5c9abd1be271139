"""Asking units for advice and inviting applicants, as other systems do it."""

from datetime import date, timedelta

import pytest
import time_machine
from flask import Flask
from werkzeug.test import TestResponse

from callcenter.accounts.vocabulary import Role
from callcenter.core import clock
from callcenter.directory import absences
from callcenter.directory import queries as directory
from callcenter.directory.absences import AbsenceDraft
from callcenter.directory.vocabulary import AbsenceReason
from tests import factories
from tests.clauses import clause
from tests.factories import NETWORK, SOFTWARE, Desk
from tests.web.offices import APPEAL, Office, another_office, body_of
from tests.web.players import NOON


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
        name = directory.staff_by_id(session, [factories.staff_id(head)])[factories.staff_id(head)].full_name
    day = clock.now().date().replace(year=clock.now().year + 1, day=1).isoformat()
    urgent = {"official": name, "day": day, "at": "14:30", "place": "Bakı, 205-ci otaq"}
    refused = office.act(number, "invite", 1, urgent=urgent)
    assert (refused.status_code, body_of(refused)["code"]) == (422, "invalid-input")
    invited = office.act(number, "invite", 1, urgent=urgent, reason="Təcilidir.")
    assert (invited.status_code, body_of(invited)["state"]) == (200, "invited")
    nothing = office.act(number, "invite", 2)
    assert nothing.status_code == 422


# The result of a reception


@pytest.fixture
def invited(travel: time_machine.Traveller, office: Office, number: str, desk: Desk) -> str:
    """The number of an appeal whose applicant is invited to the 15th at 14:30; its version is 2."""
    with desk.database.transaction() as session:
        head = factories.make_actor(session, Role.UNIT_HEAD, unit=SOFTWARE)
        official = str(factories.staff_id(head))
    urgent = {"official": official, "day": "2026-10-15", "at": "14:30", "place": "205-ci otaq"}
    answer = office.act(number, "invite", 1, urgent=urgent, reason="Təcilidir.")
    assert answer.status_code == 200, body_of(answer)
    travel.move_to(NOON + timedelta(days=2, hours=3))
    return number


def invitation_in(response: TestResponse) -> dict[str, object]:
    shown = body_of(response)["invitation"]
    assert isinstance(shown, dict)
    return shown


def test_an_appeal_without_a_reception_shows_none(office: Office, number: str) -> None:
    assert body_of(office.get(f"/appeals/{number}"))["invitation"] is None


def test_an_appeal_shows_to_when_and_to_whom_its_applicant_is_invited(office: Office, invited: str) -> None:
    shown = invitation_in(office.get(f"/appeals/{invited}"))
    assert shown == {
        "at": "2026-10-15T10:30:00+00:00",
        "minutes": 30,
        "place": "205-ci otaq",
        "urgent": True,
        "official": {"position": "məsləhətçi", "unit": "Elektron sistemlər və proqram təminatı sektoru"},
        "state": "expected",
        "obstacle": None,
    }


def test_an_invitation_to_who_will_be_away_says_so(
    travel: time_machine.Traveller, office: Office, invited: str, desk: Desk
) -> None:
    travel.move_to(NOON)
    day = date(2026, 10, 15)
    with desk.database.transaction() as session:
        people = directory.staff_of(session, [directory.unit_named(session, SOFTWARE).id])
        by = factories.make_actor(session, Role.ADMINISTRATOR)
        for person in people:
            draft = AbsenceDraft(person.id, day, day, AbsenceReason.TRIP)
            absences.enter(session, draft, by=by, now=clock.now())
    shown = invitation_in(office.get(f"/appeals/{invited}"))
    assert (shown["state"], shown["obstacle"]) == ("expected", "away")


@clause("002:4.0.8")
def test_what_came_of_a_reception_is_noted(office: Office, invited: str) -> None:
    noted = office.act(invited, "receive", 2, said="Qayda izah edildi.", answered=True)
    assert (noted.status_code, body_of(noted)["state"]) == (200, "registered")
    assert (invitation_in(noted)["state"], noted.headers["ETag"]) == ("held", '"3"')
    events = body_of(office.get(f"/appeals/{invited}/events"))["events"]
    assert isinstance(events, list)
    assert (events[-1]["action"], events[-1]["reason"]) == ("receive", "Qayda izah edildi.")
    assert events[-1]["details"]["answered_orally"] is True


@clause("002:4.0.8")
def test_who_did_not_come_is_noted(office: Office, invited: str) -> None:
    noted = office.act(invited, "miss", 2)
    assert (noted.status_code, body_of(noted)["state"]) == (200, "registered")
    assert invitation_in(noted)["state"] == "missed"
    bare = office.post(f"/appeals/{invited}/miss", **{"If-Match": '"3"'})
    assert bare.status_code == 409, "it needs no body"


@pytest.mark.parametrize(("act", "body"), [("receive", {"said": "İzah edildi."}), ("miss", {})])
def test_a_result_is_noted_of_an_invitation_whose_time_has_come(
    travel: time_machine.Traveller, office: Office, invited: str, act: str, body: dict[str, object]
) -> None:
    travel.move_to(NOON)
    early = office.act(invited, act, 2, **body)
    assert (early.status_code, body_of(early)["code"]) == (409, "reception-ahead")
    uninvited = str(body_of(office.post("/appeals", {**APPEAL, "text": "Başqa mövzu."}))["number"])
    wrong = office.act(uninvited, act, 1, **body)
    assert (wrong.status_code, body_of(wrong)["code"]) == (409, "not-invited")


@pytest.mark.parametrize(("act", "body"), [("receive", {"said": "İzah edildi."}), ("miss", {})])
def test_a_stale_result_is_refused_with_the_version_that_stands(
    office: Office, invited: str, act: str, body: dict[str, object]
) -> None:
    stale = office.act(invited, act, 1, **body)
    assert (stale.status_code, body_of(stale)["current"]) == (412, 2)
    assert office.post(f"/appeals/{invited}/{act}", body).status_code == 428
    assert invitation_in(office.get(f"/appeals/{invited}"))["state"] == "expected"


@pytest.mark.parametrize(
    ("body", "field"),
    [
        ({}, "said"),
        ({"said": "  "}, "said"),
        ({"said": 5}, "said"),
        ({"said": "a\x00"}, "said"),
        ({"said": "İzah edildi.", "answered": "bəlkə"}, "answered"),
        ({"said": "İzah edildi.", "outcome": "held"}, "outcome"),
    ],
)
def test_a_result_that_cannot_be_read_gets_a_sentence_a_field(
    office: Office, invited: str, body: dict[str, object], field: str
) -> None:
    refused = office.act(invited, "receive", 2, **body)
    assert (refused.status_code, body_of(refused)["code"]) == (422, "invalid-input")
    errors = body_of(refused)["errors"]
    assert isinstance(errors, dict)
    assert set(errors) == {field}


def test_the_system_of_an_accused_unit_sees_nothing_of_a_reception(
    office: Office, desk: Desk, app: Flask, travel: time_machine.Traveller
) -> None:
    """A key does not say whose system it serves: of complaints of a unit it sees only those that it logged."""
    number = str(body_of(office.post("/appeals", {**APPEAL, "about_unit": NETWORK}))["number"])
    with desk.database.transaction() as session:
        head = factories.make_actor(session, Role.UNIT_HEAD, unit=factories.APPARATUS)
        official = str(factories.staff_id(head))
    urgent = {"official": official, "day": "2026-10-15", "at": "14:30", "place": "205-ci otaq"}
    invited = office.act(number, "invite", 1, urgent=urgent, reason="Təcilidir.")
    assert invited.status_code == 200, body_of(invited)
    travel.move_to(NOON + timedelta(days=3))

    accused = another_office(desk, app)
    for answer in (
        accused.get(f"/appeals/{number}"),
        accused.act(number, "receive", 2, said="İzah edildi."),
        accused.act(number, "miss", 2),
    ):
        assert (answer.status_code, body_of(answer)["code"]) == (404, "unknown-appeal")
        assert "205-ci otaq" not in answer.text
    assert office.act(number, "miss", 2).status_code == 200
