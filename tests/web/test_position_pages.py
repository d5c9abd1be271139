"""The register of positions as people read it, give it out, and meet it on an appeal."""

from datetime import timedelta

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select
from werkzeug.test import TestResponse

from callcenter.accounts.vocabulary import Role, Scope
from callcenter.appeals.models import Appeal
from callcenter.directory import registering
from callcenter.directory.models import StaffMember
from tests import factories
from tests.factories import APPARATUS, EGOV, NETWORK, WIFI, Desk
from tests.web.pages import page

NEW = {"name": "l.sinaqova", "display_name": "Lalə Sınaqova", "role": "unit_head", "unit": NETWORK}
MILLI = "İnzibati vəzifələrin üçüncü təsnifatı: 6. Azərbaycan Respublikası Milli Məclisinin aparatında sektor müdiri;"
FORM = {"text": WIFI, "channel": "phone", "kind": "complaint", "caller.phone": "050 212 44 87"}


def staff_named(desk: Desk, full_name: str) -> StaffMember:
    with desk.database.reading() as session:
        member = session.scalars(select(StaffMember).where(StaffMember.full_name == full_name)).one()
        assert member.held is None or member.held.name
        return member


def client_of(
    desk: Desk, role: Role, unit: str, position: str | None = None
) -> tuple[FlaskClient, StaffMember]:
    with desk.database.transaction() as session:
        user = factories.make_user(session, role, unit=unit, position=position)
        client = desk.of(session, user)
        return client, session.scalars(select(StaffMember).where(StaffMember.user_id == user.id)).one()


def act(client: FlaskClient, number: str, act: str, desk: Desk, **fields: str) -> TestResponse:
    data = {f"{act}.{name}": value for name, value in fields.items()}
    with desk.database.reading() as session:
        version = session.scalars(select(Appeal.version).where(Appeal.number == number)).one()
    return client.post(f"/appeals/{number}/{act}", data={**data, "version": str(version)})


@pytest.fixture
def in_work(desk: Desk) -> tuple[str, FlaskClient]:
    """The number of an appeal that an executor of the e-government department has, and the browser of its head."""
    operator = desk.open(Role.OPERATOR)
    number = operator.post("/appeals/new", data=FORM).location.rpartition("/")[2]
    head, _ = client_of(desk, Role.UNIT_HEAD, EGOV, "şöbə müdiri")
    _, executor = client_of(desk, Role.UNIT_STAFF, EGOV, "məsləhətçi")
    assert act(operator, number, "route", desk, unit=EGOV).status_code == 303
    assert act(head, number, "accept", desk).status_code == 303
    assert act(head, number, "assign", desk, executor=str(executor.id)).status_code == 303
    return number, head


def let_it_be_late(desk: Desk, number: str) -> None:
    with desk.database.transaction() as session:
        appeal = session.scalars(select(Appeal).where(Appeal.number == number)).one()
        appeal.due_on -= timedelta(days=200)


def test_everybody_reads_the_register_with_its_clauses(desk: Desk) -> None:
    shown = page(desk.open(Role.OPERATOR).get("/positions"))
    assert "sektor müdiri" in shown
    assert "004, bənd 2.1.6" in shown
    assert "beşinci təsnifat" in shown
    assert "callcenter kb import" in shown


@pytest.mark.parametrize("words", ["sektor müdiri", "SEKTOR MUDIRI", "mudiri sektor"])
def test_a_position_is_found_in_any_spelling(desk: Desk, words: str) -> None:
    shown = page(desk.open(Role.OPERATOR).post("/positions", data={"words": words}))
    assert '<th scope="row">sektor müdiri</th>' in shown
    assert "baş mütəxəssis" not in shown


def test_the_register_is_narrowed_to_a_group_of_bodies(desk: Desk) -> None:
    with desk.database.transaction() as session:
        registering.register_positions(session, [("004:2.1.4", MILLI)])
    browser = desk.open(Role.OPERATOR)
    assert "Milli Məclisinin aparatında" in page(browser.post("/positions", data={"group": "parliament"}))
    assert "Milli Məclisinin aparatında" not in page(browser.post("/positions", data={"group": "central"}))


def test_what_is_not_in_the_register_is_said_so_and_stays_typed(desk: Desk) -> None:
    shown = page(desk.open(Role.OPERATOR).post("/positions", data={"words": "kosmonavt"}))
    assert "Bu sözlərlə vəzifə tapılmadı." in shown
    assert 'value="kosmonavt"' in shown


def test_too_many_words_are_refused_beside_the_field(desk: Desk) -> None:
    response = desk.open(Role.OPERATOR).post("/positions", data={"words": "a" * 201})
    assert 'id="f-words-error"' in page(response, 422)


def test_a_new_person_gets_a_position(desk: Desk) -> None:
    added = desk.open(Role.ADMINISTRATOR).post("/people", data={**NEW, "position": "Sektor mudiri"})
    assert added.status_code == 201
    assert staff_named(desk, NEW["display_name"]).position == "sektor müdiri"
    assert "beşinci təsnifat, inzibati vəzifə, 004, bənd 2.1.6" in page(added, 201)


def test_an_unknown_position_is_refused_and_no_account_is_opened(desk: Desk) -> None:
    administrator = desk.open(Role.ADMINISTRATOR)
    response = administrator.post("/people", data={**NEW, "position": "kosmonavt"})
    assert 'id="f-position-error"' in page(response, 422)
    assert 'value="kosmonavt"' in page(response, 422)
    assert NEW["display_name"] not in page(administrator.get("/people"))


def test_a_person_without_a_position_is_marked_and_gets_one(desk: Desk) -> None:
    administrator = desk.open(Role.ADMINISTRATOR)
    administrator.post("/people", data=NEW)
    assert "reyestr üzrə vəzifəsi yoxdur" in page(administrator.get("/people"))
    given = administrator.post("/people/position", data={"name": NEW["name"], "position": "sektor müdiri"})
    assert given.status_code == 303
    assert "reyestr üzrə vəzifəsi yoxdur" not in page(administrator.get("/people"))


def test_a_refused_position_stays_in_the_persons_own_row(desk: Desk) -> None:
    administrator = desk.open(Role.ADMINISTRATOR)
    administrator.post("/people", data=NEW)
    response = administrator.post("/people/position", data={"name": NEW["name"], "position": "kosmonavt"})
    member = staff_named(desk, NEW["display_name"])
    assert f'id="held-{member.id}-error"' in page(response, 422)
    assert 'value="kosmonavt"' in page(response, 422)


def test_the_heads_own_draft_says_who_approves_it_and_waits_there(
    desk: Desk, in_work: tuple[str, FlaskClient]
) -> None:
    number, head = in_work
    chief, _ = client_of(desk, Role.UNIT_HEAD, APPARATUS, "aparat rəhbəri")
    assert chief.get(f"/appeals/{number}").status_code == 404
    act(head, number, "draft", desk, text="Özüm yazdım.", outcome="explained")
    shown = page(head.get(f"/appeals/{number}"))
    assert "/approve" not in shown
    assert "aparat rəhbəri (Aparatın rəhbəri)" in shown
    assert number in page(chief.get("/inbox"))
    assert "/approve" in page(chief.get(f"/appeals/{number}"))
    approved = act(chief, number, "approve", desk)
    assert approved.status_code == 303
    assert chief.get(approved.location).status_code == 200
    assert chief.get(f"/appeals/{number}").status_code == 404


def test_a_late_appeal_says_to_whom_it_is_to_be_brought(desk: Desk, in_work: tuple[str, FlaskClient]) -> None:
    number, _ = in_work
    browser = desk.open(Role.CENTRE_HEAD)
    assert "Kimə çatdırılmalıdır" not in page(browser.get(f"/appeals/{number}"))
    let_it_be_late(desk, number)
    assert "şöbə müdiri (Elektron idarəetmə şöbəsi)" in page(browser.get(f"/appeals/{number}"))
    assert "şöbə müdiri (Elektron idarəetmə şöbəsi)" in page(browser.get("/appeals?overdue=1"))


def test_the_api_says_to_which_position_a_late_appeal_goes_without_the_name(
    desk: Desk, app: Flask, in_work: tuple[str, FlaskClient]
) -> None:
    number, _ = in_work
    with desk.database.transaction() as session:
        _, secret = factories.make_key(session, Scope.APPEALS_READ, Scope.KNOWLEDGE_READ)
    client, headers = app.test_client(), {"Authorization": f"Bearer {secret}"}
    before = client.get(f"/api/v1/appeals/{number}", headers=headers).json
    assert before is not None
    assert before["escalate_to"] is None
    let_it_be_late(desk, number)
    late = client.get(f"/api/v1/appeals/{number}", headers=headers).json
    assert late is not None
    assert late["escalate_to"] == {"position": "şöbə müdiri", "unit": "Elektron idarəetmə şöbəsi"}


def test_the_api_lists_the_register_by_rank(desk: Desk, app: Flask) -> None:
    with desk.database.transaction() as session:
        _, secret = factories.make_key(session, Scope.KNOWLEDGE_READ)
    body = app.test_client().get("/api/v1/positions", headers={"Authorization": f"Bearer {secret}"}).json
    assert body is not None
    first = body["positions"][0]
    assert (first["name"], first["class"], first["grade"]) == ("aparat rəhbəri", "third", "administrative")
    assert (first["group"], first["clause"], first["entry"]) == (["central"], "004:2.1.4", "15")
    assert [one["rank"] for one in body["positions"]] == list(range(1, 17))
