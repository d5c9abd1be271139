"""Pages and answers of the API in the reader's language."""

import re
from datetime import datetime
from html import unescape

import pytest
from flask.testing import FlaskClient

from callcenter.accounts.vocabulary import Role, Scope
from callcenter.core.clock import BAKU
from callcenter.core.sealing import Sealer
from callcenter.directory.actors import actor_of
from knowledge_base.suggesting import Knowledge
from tests.clauses import clause
from tests.factories import Desk, log, make_key, make_user

LANGUAGES = ("az", "ru", "en")
TITLES = {"az": "Hesabım", "ru": "Моя учётная запись", "en": "My account"}
SIGN_IN = {"az": "Daxil olun", "ru": "Вход в систему", "en": "Sign in"}
ROLES = {"az": "operator", "ru": "оператор", "en": "operator"}
KINDS = {"az": "şikayət", "ru": "жалоба", "en": "complaint"}
LOGGED = {"az": "1 dek 2026, 14:05", "ru": "1 дек. 2026, 14:05", "en": "1 Dec 2026, 14:05"}
NOT_FOUND = {
    "az": "Bu nömrə ilə müraciət tapılmadı: nömrəni yoxlayın.",
    "ru": "Обращение с таким номером не найдено: проверьте номер.",
    "en": "No appeal with this number was found: check the number.",
}
NOT_TWICE = {
    "az": "Yeni parol iki dəfə eyni yazılmalıdır.",
    "ru": "Новый пароль нужно дважды ввести одинаково.",
    "en": "Type the same new password twice.",
}


def choose(client: FlaskClient, language: str) -> None:
    assert client.post("/language", data={"language": language}).status_code == 303


def page(client: FlaskClient, address: str) -> str:
    return unescape(client.get(address).text)


@pytest.mark.parametrize("language", LANGUAGES)
@clause("003:3.0.2")
def test_a_page_speaks_the_language_chosen_on_it(desk: Desk, language: str) -> None:
    client = desk.open(Role.OPERATOR)
    choose(client, language)
    shown = page(client, "/account")
    assert f'<html lang="{language}">' in shown
    assert f"<title>{TITLES[language]} · Çağrı</title>" in shown
    assert f"<small>{ROLES[language]}</small>" in shown


@clause("003:6.1.9")
@pytest.mark.parametrize("language", LANGUAGES)
def test_the_way_in_speaks_the_language_too(client: FlaskClient, language: str) -> None:
    choose(client, language)
    assert f"<h1>{SIGN_IN[language]}</h1>" in page(client, "/sign-in")


@pytest.mark.parametrize("language", LANGUAGES)
def test_dates_and_words_of_an_appeal_follow_the_language(
    desk: Desk, knowledge: Knowledge, sealer: Sealer, language: str
) -> None:
    with desk.database.transaction() as session:
        user = make_user(session, Role.OPERATOR)
        moment = datetime(2026, 12, 1, 14, 5, tzinfo=BAKU)
        appeal = log(session, actor_of(session, user), knowledge=knowledge, sealer=sealer, now=moment)
        address, client = f"/appeals/{appeal.number}", desk.of(session, user)
    choose(client, language)
    shown = page(client, address)
    assert LOGGED[language] in shown
    assert KINDS[language] in re.sub(r"<[^>]+>", " ", shown)


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_refused_field_says_why_in_the_language(desk: Desk, language: str) -> None:
    client = desk.open(Role.OPERATOR)
    choose(client, language)
    data = {"old": "hazırkı", "new": ["uzun-birinci-parol", "uzun-ikinci-parol"]}
    shown = unescape(client.post("/account/password", data=data).text)
    assert NOT_TWICE[language] in shown


def test_the_chosen_language_stays_with_the_account(desk: Desk) -> None:
    with desk.database.transaction() as session:
        user = make_user(session, Role.OPERATOR)
        first = desk.of(session, user)
    choose(first, "ru")
    token = first.get_cookie("callcenter")
    assert token is not None
    another = desk.app.test_client()
    another.set_cookie("callcenter", token.value)
    assert f"<h1>{TITLES['ru']}</h1>" in page(another, "/account")


def test_an_unknown_language_changes_nothing(desk: Desk) -> None:
    client = desk.open(Role.OPERATOR)
    choose(client, "ru")
    client.post("/language", data={"language": "xx"})
    assert f"<h1>{TITLES['ru']}</h1>" in page(client, "/account")


@pytest.mark.parametrize(
    ("asked", "language"),
    [
        ("ru", "ru"),
        ("en-GB,en;q=0.9", "en"),
        ("az", "az"),
        ("tr, ru;q=0.8, en;q=0.5", "ru"),
        ("de", "az"),
        ("", "az"),
    ],
)
def test_the_api_answers_in_the_language_asked_for(desk: Desk, asked: str, language: str) -> None:
    with desk.database.transaction() as session:
        _, secret = make_key(session, Scope.APPEALS_READ)
    headers = {"Authorization": f"Bearer {secret}", "Accept-Language": asked}
    answer = desk.app.test_client().get("/api/v1/appeals/M-2026-999999", headers=headers)
    assert answer.status_code == 404
    assert answer.get_json()["detail"] == NOT_FOUND[language]
