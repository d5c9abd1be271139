"""The desks and the list: what waits, in which order, and how it is found."""

import re

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select
from werkzeug.test import TestResponse

from callcenter.accounts.vocabulary import Role
from callcenter.appeals import operators_desk, queries
from callcenter.appeals.models import Appeal
from callcenter.core import paging
from knowledge_base.articles import queries as articles
from knowledge_base.articles.vocabulary import VersionState
from tests import factories
from tests.factories import NETWORK, WIFI, Desk
from tests.web.pages import page

SITE = "Nazirliyin saytında elektron ərizə forması açılmır, səhifə xəta verir."


def listed(response: TestResponse) -> list[str]:
    """The numbers that the page links to, in its order."""
    return re.findall(r'href="/appeals/(M-[0-9-]+)"', page(response))


def log(client: FlaskClient, text: str, kind: str = "application", **more: str) -> str:
    # The same caller again and again: the operator logs all the same.
    data = {
        "text": text,
        "channel": "phone",
        "kind": kind,
        "caller.phone": "050 212 44 87",
        "anyway": "1",
        **more,
    }
    return client.post("/appeals/new", data=data).location.rpartition("/")[2]


def route(client: FlaskClient, number: str) -> None:
    client.post(f"/appeals/{number}/route", data={"version": "1", "unit": NETWORK})


@pytest.fixture
def operator(desk: Desk) -> FlaskClient:
    return desk.open(Role.OPERATOR)


def test_an_empty_desk_says_so(operator: FlaskClient, desk: Desk) -> None:
    assert "Gözləyən müraciət yoxdur" in page(operator.get("/desk"))
    head = desk.open(Role.UNIT_HEAD, unit=NETWORK)
    assert "gözləyən müraciət yoxdur" in page(head.get("/inbox"))


def test_the_nearest_due_date_stands_first(operator: FlaskClient, desk: Desk) -> None:
    later, sooner = log(operator, WIFI), log(operator, SITE, "inquiry")
    assert listed(operator.get("/desk")) == [sooner, later]
    for number in (later, sooner):
        route(operator, number)
    assert listed(desk.open(Role.UNIT_HEAD, unit=NETWORK).get("/inbox")) == [sooner, later]


def test_an_executor_sees_the_own_work_first(operator: FlaskClient, desk: Desk) -> None:
    head, executor = desk.open(Role.UNIT_HEAD, unit=NETWORK), desk.open(Role.UNIT_STAFF, unit=NETWORK)
    sooner, mine = log(operator, SITE, "inquiry"), log(operator, WIFI)
    for number in (mine, sooner):
        route(operator, number)
    head.post(f"/appeals/{mine}/accept", data={"version": "2"})
    options = re.findall(r'<option value="(\d+)"[^>]*>Sınaq unit-staff', page(head.get(f"/appeals/{mine}")))
    head.post(f"/appeals/{mine}/assign", data={"version": "3", "executor": options[0]})
    response = executor.get("/inbox")
    assert "Sizin icranızda (1)" in page(response)
    assert listed(response) == [mine, sooner]


def test_the_list_is_narrowed_by_kind_and_unit(operator: FlaskClient) -> None:
    one, other = log(operator, WIFI), log(operator, SITE, "proposal")
    route(operator, one)
    assert listed(operator.get("/appeals")) == [other, one]
    assert listed(operator.get("/appeals?kind=proposal")) == [other]
    assert listed(operator.get(f"/appeals?unit={NETWORK}&state=routed&channel=phone")) == [one]
    assert listed(operator.get("/appeals?overdue=1")) == []


@pytest.mark.parametrize("words", ["internet kesilir", "İNTERNET KƏSİLİR", "интернет"])
def test_words_are_found_in_any_spelling_and_stand_in_no_address(operator: FlaskClient, words: str) -> None:
    one, _ = log(operator, WIFI), log(operator, SITE)
    response = operator.post("/appeals/search", data={"words": words})
    assert response.status_code == 200
    assert listed(response) == [one]


def test_words_in_an_address_are_not_read(operator: FlaskClient) -> None:
    number = log(operator, WIFI)
    assert listed(operator.get("/appeals?words=olmayan")) == [number]


def test_a_number_leads_to_its_appeal(operator: FlaskClient) -> None:
    number = log(operator, WIFI)
    response = operator.post("/appeals/search", data={"words": f" {number.lower()} "})
    assert (response.status_code, response.location) == (303, f"/appeals/{number}")


def test_a_search_without_words_becomes_an_address(operator: FlaskClient) -> None:
    response = operator.post("/appeals/search", data={"words": " ", "kind": "complaint", "unit": ""})
    assert (response.status_code, response.location) == (303, "/appeals?kind=complaint")


@pytest.mark.parametrize(
    "query", ["state=nağıl", "unit=olmayan", "cursor=xyz", "overdue=bəlkə", "kind=%F0%9F"]
)
def test_a_filter_that_is_not_one_is_said_and_the_form_stays(operator: FlaskClient, query: str) -> None:
    response = operator.get(f"/appeals?{query}")
    assert 'action="/appeals/search"' in page(response, 422)


def test_unreadable_words_are_said_beside_their_field(operator: FlaskClient) -> None:
    response = operator.post("/appeals/search", data={"words": "a\x00b"})
    assert "oxunmayan simvol" in page(response, 422)


def test_a_long_list_goes_on_by_cursor(operator: FlaskClient, desk: Desk) -> None:
    numbers = [log(operator, f"{WIFI} {word}") for word in ("bir", "iki", "üç")]
    with desk.database.reading() as session:
        last = session.scalars(select(Appeal).where(Appeal.number == numbers[1])).one()
    assert listed(operator.get(f"/appeals?cursor={paging.write_cursor(last.id)}")) == [numbers[0]]


def test_the_list_shows_nobodys_particulars(operator: FlaskClient, desk: Desk) -> None:
    log(operator, WIFI, **{"caller.name": "Aytən Sınaq"})
    text = page(desk.open(Role.LEADERSHIP).get("/appeals"))
    assert "M-20" in text
    assert "Aytən" not in text
    assert "212 44" not in text


def test_a_kind_is_confirmed_from_the_desk(operator: FlaskClient) -> None:
    number = log(operator, WIFI, kind="")
    text = page(operator.get("/desk"))
    assert f"/appeals/{number}/reclassify" in text
    operator.post(f"/appeals/{number}/reclassify", data={"version": "1", "kind": "application"})
    assert f"/appeals/{number}/reclassify" not in page(operator.get("/desk"))


def test_what_was_published_from_an_appeal_that_was_hidden_awaits_the_head_of_the_centre(desk: Desk) -> None:
    with desk.database.transaction() as session:
        chief, operator = (factories.make_user(session, role) for role in (Role.CENTRE_HEAD, Role.OPERATOR))
        clients = desk.of(session, chief), desk.of(session, operator)
    of_chief, of_operator = clients
    number = log(of_operator, WIFI)
    of_operator.post(
        f"/appeals/{number}/answer-on-line",
        data={
            "version": "1",
            "answer-on-line.text": "Yenidən başladın.",
            "answer-on-line.outcome": "explained",
            "answer-on-line.consent": "1",
        },
    )
    of_operator.post(f"/appeals/{number}/propose-article")
    with desk.database.transaction() as session:
        article = articles.proposed_from(session, number)
        assert article is not None
        article.newest.state, article.newest.shipped = VersionState.PUBLISHED, True
    assert "Mənbəyi məxfi olan" not in page(of_chief.get("/appeals/centre"))
    version = re.search(r'name="version" value="(\d+)"', page(of_chief.get(f"/appeals/{number}")))
    assert version is not None
    of_chief.post(
        f"/appeals/{number}/set-level",
        data={
            "version": version[1],
            "set-level.level": "confidential",
            "set-level.reason": "Zəngdən.",
        },
    )
    desk_page = page(of_chief.get("/appeals/centre"))
    assert f"/appeals/{number}/published/keep" in desk_page
    assert of_operator.post(f"/appeals/{number}/published/keep").status_code == 403
    assert of_chief.post(f"/appeals/{number}/published/take-out").status_code == 303
    assert "Mənbəyi məxfi olan" not in page(of_chief.get("/appeals/centre"))
    assert of_operator.get(f"/knowledge/articles/{article.code}").status_code == 404
    assert of_chief.post(f"/appeals/{number}/published/keep").status_code == 409


def next_page(response: TestResponse) -> str:
    """Where the link to the rows that follow leads."""
    found = re.search(r'rel="next" href="([^"]+)"', page(response))
    assert found is not None
    return found.group(1)


def test_a_long_heap_of_the_desk_goes_on_by_pages_of_its_own(
    operator: FlaskClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(operators_desk, "PAGE_SIZE", 2)
    numbers = [log(operator, f"{WIFI} {word}") for word in ("bir", "iki", "üç")]
    whole = operator.get("/desk")
    assert listed(whole) == numbers[:2]
    assert "<strong>3</strong> Yönləndirilməlidir" in page(whole)
    rest = operator.get(next_page(whole))
    assert listed(rest) == numbers[2:]
    text = page(rest)
    assert 'href="/desk?heap=to_route">Əvvələ qayıt' in text
    assert 'href="/desk">Bütün iş masası' in text
    assert 'rel="next"' not in text
    assert listed(operator.get("/desk?heap=olmayan&cursor=x")) == numbers[:2]


def test_a_long_inbox_goes_on_by_pages_and_says_how_much_waits(
    operator: FlaskClient, desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(queries, "INBOX", 2)
    numbers = [log(operator, f"{WIFI} {word}") for word in ("bir", "iki", "üç")]
    for number in numbers:
        route(operator, number)
    head = desk.open(Role.UNIT_HEAD, unit=NETWORK)
    first = head.get("/inbox")
    assert listed(first) == numbers[:2]
    assert "Cəmi 3 müraciət gözləyir" in page(first)
    assert listed(head.get(next_page(first))) == numbers[2:]


def test_a_mark_of_a_page_that_is_none_is_said(operator: FlaskClient) -> None:
    log(operator, WIFI)
    assert "Səhifə nişanı yanlışdır" in page(operator.get("/desk?heap=to_route&cursor=xyz"), 422)
