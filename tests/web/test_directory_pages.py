"""The people with accounts, kept by the administrator."""

import re
from datetime import datetime

from flask.testing import FlaskClient

from callcenter.accounts.vocabulary import Role
from callcenter.directory import queries as directory
from tests.factories import NETWORK, Desk, make_user
from tests.web.pages import page

NEW = {"name": "l.sinaqova", "display_name": "Lalə Sınaqova", "role": "unit_head", "unit": NETWORK}


def test_a_person_is_added_with_a_password_that_is_shown_once(desk: Desk) -> None:
    administrator = desk.open(Role.ADMINISTRATOR)
    added = administrator.post("/people", data=NEW)
    shown = re.search(r'<code class="secret">([^<]+)</code>', page(added, 201))
    assert shown is not None
    listed = page(administrator.get("/people"))
    assert NEW["display_name"] in listed
    assert shown[1] not in listed
    signed_in = desk.app.test_client().post("/sign-in", data={"name": NEW["name"], "password": shown[1]})
    assert signed_in.status_code == 303


def test_the_list_says_in_which_unit_a_person_works(desk: Desk) -> None:
    administrator = desk.open(Role.ADMINISTRATOR)
    administrator.post("/people", data=NEW)
    row = page(administrator.get("/people")).split(f'<th scope="row">{NEW["display_name"]}')[1]
    assert "Şəbəkə və əməliyyat sistemlərini idarəetmə sektoru" in row.split("</tr>")[0]


def test_what_is_wrong_is_said_beside_the_fields_and_what_was_typed_stays(desk: Desk) -> None:
    response = desk.open(Role.ADMINISTRATOR).post("/people", data={**NEW, "name": "Ə", "unit": ""})
    assert 'value="Lalə Sınaqova"' in page(response, 422)
    assert 'value="unit_head" selected' in page(response, 422)
    assert 'id="f-unit-error"' in page(response, 422)


def test_a_name_that_is_taken_and_an_unknown_unit_are_refused(desk: Desk) -> None:
    administrator = desk.open(Role.ADMINISTRATOR)
    administrator.post("/people", data=NEW)
    assert "adlı istifadəçi artıq var" in page(administrator.post("/people", data=NEW), 422)
    unknown = administrator.post("/people", data={**NEW, "name": "basqa", "unit": "yoxdur"})
    assert unknown.status_code == 422
    assert "basqa" not in page(administrator.get("/people"))


def test_a_disabled_person_is_out_at_once(desk: Desk) -> None:
    with desk.database.transaction() as session:
        user = make_user(session, Role.OPERATOR)
        leaver = desk.of(session, user)
    assert leaver.get("/account").status_code == 200
    done = desk.open(Role.ADMINISTRATOR).post("/people/disable", data={"name": user.name})
    assert done.status_code == 303
    assert leaver.get("/account").status_code == 303


def test_nobody_disables_their_own_account(desk: Desk) -> None:
    with desk.database.transaction() as session:
        user = make_user(session, Role.ADMINISTRATOR)
        administrator = desk.of(session, user)
    assert administrator.post("/people/disable", data={"name": user.name}).status_code == 409
    assert administrator.get("/people").status_code == 200


def test_only_the_administrator_keeps_accounts(desk: Desk, client: FlaskClient) -> None:
    for role in set(Role) - {Role.ADMINISTRATOR}:
        browser = desk.open(role)
        assert browser.get("/people").status_code == 403
        assert browser.post("/people", data=NEW).status_code == 403
    assert client.get("/people").status_code == 303


def test_nobody_is_placed_in_a_unit_that_is_retired(desk: Desk, now: datetime) -> None:
    administrator = desk.open(Role.ADMINISTRATOR)
    option = f'<option value="{NETWORK}"'
    assert option in page(administrator.get("/people"))
    with desk.database.transaction() as session:
        directory.unit_named(session, NETWORK).retired_at = now
    assert option not in page(administrator.get("/people"))
