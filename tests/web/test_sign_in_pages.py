"""Signing in and out by the pages, and what becomes of a form whose session had ended."""

import re
from collections.abc import Iterator
from html import unescape

import pytest
from flask import Flask, url_for
from flask.testing import FlaskClient
from hypothesis import given
from hypothesis import strategies as st
from werkzeug.test import TestResponse

from callcenter.accounts import signing_in, upkeep
from callcenter.accounts.models import User
from callcenter.accounts.navigation import HOME
from callcenter.accounts.pages import local_path
from callcenter.accounts.vocabulary import Role
from callcenter.core import clock
from callcenter.core.db import Database
from tests.factories import Desk
from tests.web.pages import page

PASSWORD = "uzun-ve-sadə-parol"


@pytest.fixture
def database_of(app: Flask) -> Database:
    """The database behind the pages."""
    found: Database = app.extensions["callcenter.database"]
    return found


@pytest.fixture
def operator(database_of: Database) -> User:
    """An operator who knows their password."""
    with database_of.transaction() as session:
        return upkeep.open_account(
            session,
            "sinaq.operator",
            display_name="Nigar Sınaqlı",
            role=Role.OPERATOR,
            password=PASSWORD,
            now=clock.now(),
        )


@pytest.fixture
def guarded(app: Flask) -> Iterator[Flask]:
    """The application with form tokens looked at, as in use."""
    app.config["WTF_CSRF_ENABLED"] = True
    yield app
    app.config["WTF_CSRF_ENABLED"] = False


def sign_in(client: FlaskClient, password: str = PASSWORD, **more: str) -> TestResponse:
    return client.post("/sign-in", data={"name": "Sinaq.Operator", "password": password, **more})


def hidden_fields(response: TestResponse) -> dict[str, str]:
    main = response.get_data(as_text=True).split("<main", 1)[1]
    pairs = re.findall(r'<input type="hidden" name="([^"]*)" value="([^"]*)"', main)
    return {unescape(name): unescape(value) for name, value in pairs}


def test_a_person_signs_in_and_comes_to_the_desk_of_their_role(client: FlaskClient, operator: User) -> None:
    response = sign_in(client)
    assert response.status_code == 303
    with client.application.test_request_context():
        assert response.location == url_for(HOME[Role.OPERATOR])


def test_the_session_cookie_is_for_the_server_alone(client: FlaskClient, operator: User) -> None:
    cookie = next(c for c in sign_in(client).headers.getlist("Set-Cookie") if c.startswith("callcenter="))
    assert "HttpOnly" in cookie
    assert "SameSite=Lax" in cookie
    assert "Path=/" in cookie
    assert "Secure" not in cookie


def test_over_tls_the_session_cookie_is_bound_to_the_host(app: Flask, operator: User) -> None:
    app.config["SESSION_COOKIE_SECURE"] = True
    try:
        headers = sign_in(app.test_client()).headers.getlist("Set-Cookie")
    finally:
        app.config["SESSION_COOKIE_SECURE"] = False
    cookie = next(c for c in headers if c.startswith("__Host-callcenter="))
    assert "Secure" in cookie
    assert "Domain" not in cookie


def test_a_wrong_password_is_refused_in_one_sentence_and_the_name_stays(
    client: FlaskClient, operator: User
) -> None:
    response = sign_in(client, "başqa-parol-yazıldı")
    assert "Ad və ya parol yanlışdır." in page(response, 401)
    assert 'value="Sinaq.Operator"' in page(response, 401)
    assert "başqa-parol-yazıldı" not in page(response, 401)


def test_a_name_that_no_database_can_hold_is_refused_like_any_wrong_name(client: FlaskClient) -> None:
    response = client.post("/sign-in", data={"name": "bir\x00iki", "password": PASSWORD})
    assert response.status_code == 401


def test_too_many_wrong_passwords_slow_the_guesser_down(client: FlaskClient, operator: User) -> None:
    for _ in range(signing_in.ATTEMPTS[0]):
        sign_in(client, "yanlış-yanlış")
    assert sign_in(client).status_code == 429


def test_after_signing_in_the_reader_returns_to_the_page_they_wanted(
    client: FlaskClient, operator: User
) -> None:
    asked = client.get("/account")
    assert asked.status_code == 303
    form = hidden_fields(client.get(asked.location))
    assert form["next"] == "/account"
    assert sign_in(client, next="/account").location == "/account"


@pytest.mark.parametrize(
    "elsewhere",
    ["https://example.org/", "//example.org", "/\\example.org", "/\t/example.org", "javascript:x", "account"],
)
def test_signing_in_never_leads_to_another_site(client: FlaskClient, operator: User, elsewhere: str) -> None:
    location = sign_in(client, next=elsewhere).location
    assert location is not None
    assert "example" not in location
    assert location.startswith("/")


@given(st.text())
def test_a_local_path_is_kept_whole_or_not_at_all(given_path: str) -> None:
    assert local_path(given_path) in {"", given_path}


@given(st.text(alphabet="/\\.:@ \t\nhtps", max_size=12))
def test_a_local_path_begins_with_one_slash(given_path: str) -> None:
    found = local_path(given_path)
    assert not found or (found[0] == "/" and found[1:2] not in {"/", "\\"})


def test_signing_out_ends_the_session_on_the_server_too(client: FlaskClient, operator: User) -> None:
    sign_in(client)
    kept = client.get_cookie("callcenter")
    assert kept is not None
    client.post("/sign-out")
    client.set_cookie("callcenter", kept.value)
    assert client.get("/account").location.startswith("/sign-in")


def test_signing_out_without_a_session_only_shows_the_sign_in_page(client: FlaskClient) -> None:
    assert client.post("/sign-out").location == "/sign-in"


def test_the_start_address_leads_to_the_sign_in_page_or_the_desk(client: FlaskClient, desk: Desk) -> None:
    assert client.get("/").location == "/sign-in"
    assert desk.open(Role.ADMINISTRATOR).get("/").location == "/people"


def test_a_form_sent_after_the_session_ended_comes_back_after_signing_in(
    guarded: Flask, operator: User
) -> None:
    client = guarded.test_client()
    token = hidden_fields(client.get("/sign-in"))["csrf_token"]
    typed = {"text": 'Lift işləmir, "təcili" baxın <b>', "caller.phone": "050 212 44 87", "csrf_token": token}

    lost = client.post("/account/password?x=1", data={**typed, "old": "köhnə-parol", "new": "təzə-parol"})
    assert lost.status_code == 401
    carried = hidden_fields(lost)
    assert carried["carried_to"] == "/account/password?x=1"
    assert carried["typed:text"] == typed["text"]
    assert "parol-" not in page(lost, 401)
    assert "köhnə" not in page(lost, 401)

    kept = sign_in(client, **carried)
    assert kept.status_code == 200
    assert "Yazdıqlarınız saxlanılıb" in page(kept)
    assert typed["caller.phone"] in page(kept)
    again = hidden_fields(kept)
    assert again["text"] == typed["text"]
    assert set(again) == {"text", "caller.phone", "csrf_token"}

    sent = client.post("/account/password?x=1", data=again)
    assert (
        sent.status_code == 422
    )  # the form arrived, and is refused only because its passwords are not carried


def test_what_was_chosen_in_a_form_that_comes_back_is_named_as_it_was_chosen(guarded: Flask) -> None:
    chosen = {"kind": "complaint", "channel": "phone", "caller.type": "person", "level": "ordinary"}
    outdated = guarded.test_client().post("/appeals/new", data={**chosen, "text": "phone"})
    shown = page(outdated, 400)
    for word in ("şikayət", "telefon", "fiziki şəxs", "Məxfilik", "adi"):
        assert f">{word}</d" in shown
    assert ">phone</dd>" in shown  # what was typed stays as it was typed


def test_a_wrong_password_does_not_lose_the_form_that_waits(client: FlaskClient, operator: User) -> None:
    waiting = {"carried_to": "/account/password", "typed:text": "Yazılmış mətn"}
    refused = sign_in(client, "yanlış-yanlış", **waiting)
    assert waiting.items() <= hidden_fields(refused).items()


def test_secrets_are_never_carried_through_the_sign_in(client: FlaskClient, operator: User) -> None:
    kept = sign_in(
        client, **{"carried_to": "/account", "typed:password": "gizli-1", "typed:csrf_token": "gizli-2"}
    )
    assert "gizli" not in page(kept)


def test_a_form_is_never_carried_to_another_site(client: FlaskClient, operator: User) -> None:
    response = sign_in(client, **{"carried_to": "https://example.org/", "typed:text": "mətn"})
    assert response.status_code == 303


def test_a_program_without_a_key_is_answered_in_problem_json(client: FlaskClient) -> None:
    response = client.get("/account", headers={"Accept": "application/json"})
    assert response.status_code == 401
    assert response.content_type == "application/problem+json"
    assert response.get_json()["code"] == "not-signed-in"


def test_form_tokens_live_on_for_the_same_person_and_end_for_another(guarded: Flask, operator: User) -> None:
    client = guarded.test_client()

    def token() -> str:
        return hidden_fields(client.get("/account" if signed else "/sign-in"))["csrf_token"]

    signed = False
    sign_in(client, csrf_token=token())
    signed = True
    other_tab = token()
    client.delete_cookie("callcenter")
    assert sign_in(client, csrf_token=other_tab).status_code == 303
    assert client.post("/language", data={"language": "ru", "csrf_token": other_tab}).status_code == 303
    client.post("/sign-out", data={"csrf_token": other_tab})
    assert client.post("/language", data={"language": "az", "csrf_token": other_tab}).status_code == 400


def test_the_own_password_is_changed_by_who_knows_the_old_one(client: FlaskClient, operator: User) -> None:
    sign_in(client)
    new = "daha-uzun-bir-parol"
    refused = client.post("/account/password", data={"old": "yanlış", "new": [new, new]})
    assert "Hazırkı parol yanlışdır." in page(refused, 422)
    done = client.post("/account/password", data={"old": PASSWORD, "new": [new, new]})
    assert done.status_code == 303
    assert client.get("/account").status_code == 200
    assert sign_in(client.application.test_client(), new).status_code == 303


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        (["qısa", "qısa"], "Parol ən azı 12 simvol olmalıdır."),
        (["daha-uzun-bir-parol", "başqa-uzun-bir-parol"], "Yeni parol iki dəfə eyni yazılmalıdır."),
    ],
)
def test_a_poor_new_password_is_refused_beside_its_field(
    client: FlaskClient, operator: User, typed: list[str], said: str
) -> None:
    sign_in(client)
    response = client.post("/account/password", data={"old": PASSWORD, "new": typed})
    assert re.search(rf'id="f-new-error">{re.escape(said)}', page(response, 422))


def test_changing_the_password_ends_the_sessions_on_other_machines(app: Flask, operator: User) -> None:
    here, there = app.test_client(), app.test_client()
    sign_in(here)
    sign_in(there)
    here.post("/account/password", data={"old": PASSWORD, "new": ["daha-uzun-bir-parol"] * 2})
    assert there.get("/account").status_code == 303


def test_the_chosen_language_is_kept_in_the_account(
    client: FlaskClient, operator: User, database_of: Database
) -> None:
    sign_in(client)
    assert client.post("/language", data={"language": "ru", "next": "/account"}).location == "/account"
    assert '<html lang="ru">' in page(client.get("/account"))
    with database_of.reading() as session:
        user = session.get(User, operator.id)
        assert user is not None
        assert user.language == "ru"


def test_an_unknown_language_changes_nothing(client: FlaskClient) -> None:
    client.post("/language", data={"language": "xx"})
    assert '<html lang="az">' in page(client.get("/sign-in"))


def test_the_links_at_the_top_are_those_of_the_role(desk: Desk) -> None:
    html = page(desk.open(Role.ADMINISTRATOR).get("/account"))
    assert "İstifadəçilər" in html
    assert "Operatorun iş masası" not in html


def test_everything_that_a_page_loads_is_there_and_ours(client: FlaskClient) -> None:
    html = client.get("/sign-in").get_data(as_text=True)
    loaded = re.findall(r'<(?:link|script)[^>]+(?:href|src)="([^"]+)"', html)
    assert len(loaded) >= 5
    for address in loaded:
        assert address.startswith("/")
        with client.get(address) as response:
            assert response.status_code == 200
