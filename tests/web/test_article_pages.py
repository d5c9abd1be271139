"""Articles as their readers, editors and other systems meet them."""

from collections.abc import Mapping
from datetime import datetime, time, timedelta

import pytest
import time_machine
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select
from werkzeug.test import TestResponse

from callcenter.accounts.vocabulary import Role, Scope
from callcenter.appeals.models import Appeal, AppealEvent
from callcenter.core import clock
from knowledge_base.articles import flags, queries
from knowledge_base.articles.models import Article
from knowledge_base.articles.vocabulary import FlagReason
from tests import factories
from tests.factories import Desk
from tests.web.pages import page

CODE = "appeal-deadlines"
ASKED = "Müraciətimə neçə günə cavab verilməlidir?"
FORM = {
    "topic": "starting",
    "certainty": "confirmed",
    "valid_from": "2026-01-01",
    "clause_keys": "002:3.0.6",
    "az.title": "Sınaq məqaləsi",
    "az.answer": "Sınaq cavabı budur.",
    "az.questions": "Sınaq necə keçirilir?\nSınağa kim gəlir?",
    "source1.name": "Sınaq haqqında Qanun",
}


@pytest.fixture
def editor(desk: Desk) -> FlaskClient:
    return desk.open(Role.KNOWLEDGE_EDITOR)


@pytest.fixture
def operator(desk: Desk) -> FlaskClient:
    return desk.open(Role.OPERATOR)


def written(editor: FlaskClient, **changed: str) -> str:
    """The address of a new article."""
    response = editor.post("/knowledge/articles/new", data={**FORM, **changed})
    assert response.status_code == 303, page(response, response.status_code)
    return response.location


def mark_on(client: FlaskClient, address: str) -> str:
    """What the forms of the page remember of the newest version."""
    return page(client.get(address)).split('name="as_read" value="')[1].split('"')[0]


def waiting_articles(editor: FlaskClient) -> int:
    """How many articles the desk of the editors says to wait for them."""
    said = page(editor.get("/knowledge/desk")).split("Məqalələrin redaktə növbəsi</a>")[1]
    return int(said.split("</span>")[0].rpartition(">")[2])


def press(client: FlaskClient, there: str, act: str, **more: str) -> TestResponse:
    """Press the button of an act on the page of an article."""
    return client.post(f"{there}/{act}", data={"as_read": mark_on(client, there), **more})


def appeals(desk: Desk) -> list[Appeal]:
    with desk.database.reading() as session:
        return list(session.scalars(select(Appeal)))


def log(client: FlaskClient, **more: str) -> TestResponse:
    data = {"text": ASKED, "channel": "phone", "kind": "question", "caller.phone": "050 212 44 87", **more}
    return client.post("/appeals/new", data=data)


def test_an_article_reads_large_with_its_sources_and_validity(operator: FlaskClient) -> None:
    html = page(operator.get(f"/knowledge/articles/{CODE}"))
    for shown in ("read-out", "15 iş günü", "1308-IVQ", "10.1", "Qüvvədə olma müddəti", "1 yan 2026"):
        assert shown in html
    assert "рабочих дней" in page(operator.get(f"/knowledge/articles/{CODE}?language=ru"))
    assert "Redaktə" not in html


def test_articles_are_found_in_any_spelling_and_the_words_stand_in_no_address(operator: FlaskClient) -> None:
    response = operator.post("/knowledge/articles/search", data={"words": "ISTEHLAKCI"})
    assert "consumer-rights" in page(response)
    assert "simplified-tax" not in page(response)
    html = page(operator.get("/knowledge/articles?topic=taxes"))
    assert "simplified-tax" in html
    assert "consumer-rights" not in html


def test_the_panel_offers_the_article_beside_the_units(operator: FlaskClient) -> None:
    html = page(operator.post("/appeals/suggestions", data={"text": ASKED}))
    assert f'data-article="{CODE}/1"' in html
    assert "Alt + 1" in html
    units = page(operator.post("/appeals/suggestions", data={"text": factories.WIFI}))
    assert "data-article" not in units


def test_the_panel_says_why_an_article_is_in_doubt_and_still_offers_it(
    desk: Desk, operator: FlaskClient
) -> None:
    with desk.database.transaction() as session:
        article = queries.article_coded(session, CODE)
        flags.raise_flag(session, article, FlagReason.ACT_CHANGED, "900:1", by=None, now=clock.now())
    html = page(operator.post("/appeals/suggestions", data={"text": ASKED}))
    assert "Diqqət: əsaslandığı akt dəyişib." in html
    assert f'aria-describedby="doubt-{CODE}-act_changed ' in html
    assert html.index("Diqqət:") < html.index("Alt + 1")


def test_without_script_a_button_puts_the_answer_into_the_form(operator: FlaskClient) -> None:
    html = page(log(operator, use=f"{CODE}/1:az", answer="Salam."))
    assert f'value="{CODE}/1"' in html
    assert "Salam.\n\nMüraciətə 15 iş günü" in html


def test_logging_with_an_answer_answers_closes_and_remembers_the_article(
    operator: FlaskClient, desk: Desk
) -> None:
    response = log(operator, answer="15 iş günü.", article=f"{CODE}/1", outcome="explained", consent="1")
    assert response.status_code == 303
    [appeal] = appeals(desk)
    assert appeal.state.value == "closed"
    html = page(operator.get(f"/appeals/{appeal.number}"))
    assert f"/knowledge/articles/{CODE}/versions/1" in html
    editor = desk.open(Role.KNOWLEDGE_EDITOR)
    used = page(editor.get("/knowledge/articles/use"))
    assert used.index(CODE) < used.index("istifadə olunmayıb")


def test_an_article_that_is_not_there_refuses_and_nothing_typed_is_lost(
    operator: FlaskClient, desk: Desk
) -> None:
    html = page(log(operator, answer="Uzun cavab.", article="yoxdur/1"), 404)
    assert "Uzun cavab." in html
    assert appeals(desk) == []


def test_the_appeals_page_offers_articles_and_puts_one_in_without_script(
    operator: FlaskClient, desk: Desk
) -> None:
    log(operator)
    [appeal] = appeals(desk)
    html = page(operator.get(f"/appeals/{appeal.number}"))
    assert f'data-article="{CODE}/1"' in html
    chosen = page(operator.get(f"/appeals/{appeal.number}?use={CODE}/1:az"))
    assert f'name="answer-on-line.article" id="f-answer-on-line-article" value="{CODE}/1"' in chosen
    form = {
        "answer-on-line.text": "15 iş günü.",
        "answer-on-line.article": f"{CODE}/1",
        "version": "1",
        "answer-on-line.consent": "1",
    }
    assert operator.post(f"/appeals/{appeal.number}/answer-on-line", data=form).status_code == 303
    with desk.database.reading() as session:
        event = session.scalars(select(AppealEvent).where(AppealEvent.article_version_id.is_not(None))).one()
        assert event.action.value == "answer_on_line"


def test_an_answer_is_proposed_once_and_reaches_the_editors_without_the_number(
    operator: FlaskClient, desk: Desk, editor: FlaskClient
) -> None:
    log(
        operator,
        text="Nömrəm 050 212 44 87: sınaq necədir?",
        answer="Belədir.",
        outcome="explained",
        consent="1",
    )
    [appeal] = appeals(desk)
    waiting = waiting_articles(editor)
    for said in ("göndərildi", "artıq təklif olunub"):
        operator.post(f"/appeals/{appeal.number}/propose-article")
        assert said in page(operator.get(f"/appeals/{appeal.number}"))
    assert waiting_articles(editor) == waiting + 1
    queue = page(editor.get("/knowledge/articles/queue"))
    assert "sınaq necədir?" in queue
    assert "212 44 87" not in queue
    assert appeal.number not in queue
    with desk.database.reading() as session:
        [article] = session.scalars(select(Article).where(Article.appeal_number == appeal.number))
    assert page(operator.get(f"/knowledge/articles/{article.code}"), 404)
    assert "qüvvədədir" not in page(editor.get(f"/knowledge/articles/{article.code}"))


def test_an_article_goes_from_form_to_operators_by_two_editors(
    desk: Desk, editor: FlaskClient, operator: FlaskClient
) -> None:
    there = written(editor)
    assert page(operator.get(there), 404)
    assert press(editor, there, "submit").status_code == 303
    assert "başqa redaktor" in page(editor.get(there))
    assert page(press(editor, there, "publish"), 403)
    second = desk.open(Role.KNOWLEDGE_EDITOR)
    assert press(second, there, "publish").status_code == 303
    assert "Sınaq cavabı budur." in page(operator.get(there))
    assert "yeni məqalə" in page(operator.get("/desk"))


def test_the_next_version_shows_what_it_changed_word_by_word(editor: FlaskClient) -> None:
    there = f"/knowledge/articles/{CODE}"
    shown = page(editor.get(f"{there}/edit"))
    assert "Müraciətə neçə günə cavab verilir" in shown
    mark = mark_on(editor, f"{there}/edit")
    form = {**FORM, "as_read": mark, "az.title": "Müraciətə neçə iş gününə cavab verilir"}
    assert editor.post(f"{there}/edit", data=form).status_code == 303
    difference = page(editor.get(f"{there}/versions/2"))
    assert "<del>günə</del>" in difference
    assert "<ins>iş gününə</ins>" in difference
    stale = page(editor.post(f"{there}/edit", data={**form, "az.answer": "İtməyən mətn."}), 409)
    assert "dəyişdirilib" in stale
    assert "İtməyən mətn." in stale
    assert f"{there}/versions/2" in stale
    again = stale.split('name="as_read" value="')[1].split('"')[0]
    saved = editor.post(f"{there}/edit", data={**form, "az.answer": "İtməyən mətn.", "as_read": again})
    assert saved.status_code == 303
    assert "İtməyən mətn." in page(editor.get(there + "/versions/2"))


def test_a_version_approved_ahead_says_from_which_day_it_is_read(
    desk: Desk, editor: FlaskClient, operator: FlaskClient
) -> None:
    there = written(editor)
    second = desk.open(Role.KNOWLEDGE_EDITOR)
    press(editor, there, "submit")
    press(second, there, "publish")
    first = clock.baku_date(clock.now()) + timedelta(days=30)
    ahead = {
        **FORM,
        "valid_from": first.isoformat(),
        "az.answer": "Yeni qayda.",
        "as_read": mark_on(editor, f"{there}/edit"),
    }
    assert editor.post(f"{there}/edit", data=ahead).status_code == 303
    press(editor, there, "submit")
    press(second, there, "publish")
    for address in (there, f"{there}/versions/2"):
        html = page(operator.get(address))
        assert "tarixindən</span>" in html
        assert "yoxlamada" not in html
    assert "Yeni qayda." not in page(operator.get(there))
    with time_machine.travel(datetime.combine(first, time(0, 5), tzinfo=clock.BAKU), tick=False):
        html = page(desk.open(Role.OPERATOR).get(there))
    assert "Yeni qayda." in html, "on its first day, before any sweep"
    assert "dərc edilməyib" not in html


def test_nobody_publishes_what_was_written_after_they_had_read(desk: Desk, editor: FlaskClient) -> None:
    there = written(editor)
    press(editor, there, "submit")
    second, third = desk.open(Role.KNOWLEDGE_EDITOR), desk.open(Role.KNOWLEDGE_EDITOR)
    read = {"as_read": mark_on(second, there)}
    press(third, there, "send-back", note="Mənbə yoxdur.")
    later = {**FORM, "as_read": mark_on(editor, f"{there}/edit"), "az.answer": "Oxunmamış cavab."}
    editor.post(f"{there}/edit", data=later)
    press(editor, there, "submit")

    stale = page(second.post(f"{there}/publish", data=read), 409)
    assert "Siz baxarkən redaksiya dəyişdirilib" in stale
    assert "Oxunmamış cavab." in stale
    back = page(second.post(f"{there}/send-back", data={**read, "note": "Yazdığım qalsın."}), 409)
    assert "Yazdığım qalsın." in back
    assert press(second, there, "publish").status_code == 303


def test_a_confirmed_number_is_seen_by_who_reviews_it(desk: Desk, editor: FlaskClient) -> None:
    there = "/knowledge/articles/standards-and-quality"
    assert "Nömrəni və tarixi yaz" in page(editor.get(there))
    form = FORM | {
        "as_read": mark_on(editor, f"{there}/edit"),
        "source1.name": "Standartlaşdırma haqqında Azərbaycan Respublikasının Qanunu",
        "source1.number": "900-VIQ",
        "source1.made_on": "2026-01-05",
    }
    assert editor.post(f"{there}/edit", data=form).status_code == 303
    press(editor, there, "submit")
    second = desk.open(Role.KNOWLEDGE_EDITOR)
    html = page(second.get(there))
    assert f"{there}/publish" not in html, "the page shows the version before"
    html = page(second.get(f"{there}/versions/2"))
    assert "№ 900-VIQ, 5 yan 2026" in html
    assert "mənbə dəqiqləşdirilib" in html
    assert "mənbə dəqiqləşdirilməlidir" in html
    read = {"as_read": mark_on(second, f"{there}/versions/2")}
    assert second.post(f"{there}/publish", data=read).status_code == 303
    assert "rəsmi mətnlə tutuşdurulmalıdır" not in page(second.get(there))


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("az.title", ""),
        ("az.answer", " "),
        ("source1.name", ""),
        ("valid_from", "sabah"),
        ("valid_to", "2025-01-01"),
        ("topic", "yoxdur"),
        ("clause_keys", "üçüncü bənd"),
    ],
)
def test_what_is_wrong_in_the_form_is_said_beside_the_field(
    editor: FlaskClient, field: str, value: str
) -> None:
    html = page(editor.post("/knowledge/articles/new", data={**FORM, field: value}), 422)
    assert f'id="f-{field.replace(".", "-")}-error"' in html
    assert "Sınağa kim gəlir?" in html


def test_a_reader_reports_a_mistake_and_an_editor_settles_it(
    operator: FlaskClient, editor: FlaskClient, desk: Desk
) -> None:
    there = f"/knowledge/articles/{CODE}"
    assert 'id="f-note-error"' in page(operator.post(f"{there}/report", data={"note": ""}), 422)
    operator.post(f"{there}/report", data={"note": "Bənd köhnədir."})
    assert "Bənd köhnədir." in page(editor.get("/knowledge/articles/queue"))
    with desk.database.reading() as session:
        [flag] = queries.article_coded(session, CODE).open_flags
    assert editor.post(f"{there}/flags/{flag.id}/settle").status_code == 303
    assert "Bənd köhnədir." not in page(editor.get("/knowledge/articles/queue"))


def test_an_act_is_watched_looked_at_and_taken_off(editor: FlaskClient, desk: Desk) -> None:
    act = {"name": "Sınaq aktı", "every_days": "10"}
    assert page(editor.post("/knowledge/watch", data={**act, "every_days": "0"}), 422)
    editor.post("/knowledge/watch", data=act)
    with desk.database.reading() as session:
        made = next(one for one in queries.watched_acts(session) if one.name == "Sınaq aktı")
    there = f"/knowledge/watch/{made.id}"
    assert "Nəyin dəyişdiyini" in page(editor.post(f"{there}/look", data={"changed": "1"}), 422)
    editor.post(f"{there}/look", data={"changed": "1", "note": "Yeni maddə."})
    assert "Yeni maddə." in page(editor.get("/knowledge/watch"))
    assert "akt dəyişib" in page(desk.open(Role.OPERATOR).get("/desk"))
    editor.post(f"{there}/stop")
    assert "Sınaq aktı" not in page(editor.get("/knowledge/watch"))


def test_an_expired_article_says_so_and_is_not_offered(desk: Desk, operator: FlaskClient) -> None:
    with desk.database.transaction() as session:
        version = queries.version_named(session, CODE)
        version.valid_to = clock.baku_date(clock.now()) - timedelta(days=1)
    assert "bu gün zəng edənə oxunmur" in page(operator.get(f"/knowledge/articles/{CODE}"))


@pytest.fixture
def office(desk: Desk, app: Flask) -> tuple[FlaskClient, Mapping[str, str]]:
    with desk.database.transaction() as session:
        scopes = (Scope.KNOWLEDGE_READ, Scope.APPEALS_WRITE, Scope.APPEALS_READ)
        _, secret = factories.make_key(session, *scopes)
    return app.test_client(), {"Authorization": f"Bearer {secret}"}


def test_the_api_gives_articles_and_finds_them(office: tuple[FlaskClient, Mapping[str, str]]) -> None:
    client, headers = office
    listed = client.get("/api/v1/articles", headers=headers).get_json()["articles"]
    assert len(listed) >= 20
    one = client.get(f"/api/v1/articles/{CODE}", headers=headers).get_json()
    assert (one["validity"], one["sources"][0]["number"]) == ("valid", "1308-IVQ")
    assert client.get("/api/v1/articles/yoxdur", headers=headers).get_json()["code"] == "unknown-article"
    asked = {"text": "Через сколько дней ответят на обращение?"}
    found = client.post("/api/v1/articles/search", json=asked, headers=headers).get_json()["articles"]
    assert (found[0]["code"], found[0]["language"]) == (CODE, "ru")


def test_the_api_takes_the_article_of_an_answer(office: tuple[FlaskClient, Mapping[str, str]]) -> None:
    client, headers = office
    body = {"text": ASKED, "channel": "api", "kind": "question"}
    number = client.post("/api/v1/appeals", json=body, headers=headers).get_json()["number"]
    act = {"text": "15 iş günü.", "article": CODE}
    there = f"/api/v1/appeals/{number}"
    answered = client.post(f"{there}/answer-on-line", json=act, headers={**headers, "If-Match": '"1"'})
    assert answered.status_code == 200
    events = client.get(f"{there}/events", headers=headers).get_json()["events"]
    assert events[-1]["article"] == f"{CODE}/1"
