"""The API as other offices' systems use it."""

import json

import pytest
from flask import Flask
from flask.testing import FlaskClient

from callcenter.directory import queries as directory
from tests import factories
from tests.clauses import clause
from tests.factories import APPARATUS, EGOV, NETWORK, Desk
from tests.web.offices import APPEAL, Office, another_office, body_of


def test_an_appeal_is_registered_with_suggestions_and_due_date(office: Office) -> None:
    response = office.post("/appeals", APPEAL)
    body = body_of(response)
    assert response.status_code == 201
    assert {"number", "kind", "state", "due", "suggestions", "decision", "unit"} <= body.keys()
    assert (body["kind"], body["state"]) == ("complaint", "registered")
    assert isinstance(body["suggestions"], list)
    assert body["suggestions"][0]["unit"] == "Şəbəkə və əməliyyat sistemlərini idarəetmə sektoru"
    assert isinstance(body["due_sum"], dict)
    assert body["due_sum"]["sum"]


@clause("002:4.0.09")
def test_a_complaint_is_advised_past_whom_it_is_about_as_on_its_page(office: Office, desk: Desk) -> None:
    """The words speak for the network's sector, which is below the accused unit."""
    for about in (EGOV, NETWORK):
        body = body_of(office.post("/appeals", {**APPEAL, "about_unit": about}))
        assert (body["decision"], body["unit"]) == ("route", name_of(desk, APPARATUS))
        again = body_of(office.get(f"/appeals/{body['number']}"))
        assert (again["decision"], again["unit"]) == ("route", name_of(desk, APPARATUS))
    body = body_of(office.post("/appeals", {**APPEAL, "about_unit": APPARATUS}))
    assert (body["decision"], body["unit"]) == ("route", None)


def name_of(desk: Desk, code: str) -> str:
    with desk.database.reading() as session:
        return directory.unit_named(session, code).name


def test_azerbaijani_kinds_are_understood(office: Office) -> None:
    assert body_of(office.post("/appeals", {**APPEAL, "kind": "şikayət"}))["kind"] == "complaint"


def test_a_kind_that_nobody_said_is_guessed_and_marked(office: Office) -> None:
    body = body_of(office.post("/appeals", {"text": APPEAL["text"], "channel": "api"}))
    assert body["kind_confirmed"] is False


def test_the_same_key_makes_one_appeal(office: Office) -> None:
    first = office.post("/appeals", APPEAL, **{"Idempotency-Key": "k-1"})
    again = office.post("/appeals", APPEAL, **{"Idempotency-Key": "k-1"})
    assert body_of(first)["number"] == body_of(again)["number"]
    assert again.headers["Idempotent-Replayed"] == "true"


def test_the_same_key_with_another_body_is_refused(office: Office) -> None:
    office.post("/appeals", APPEAL, **{"Idempotency-Key": "k-1"})
    response = office.post("/appeals", {**APPEAL, "text": "Başqa mətn."}, **{"Idempotency-Key": "k-1"})
    assert (response.status_code, body_of(response)["code"]) == (422, "key-reused")


def test_the_keys_of_two_offices_are_apart(office: Office, desk: Desk, app: Flask) -> None:
    first = office.post("/appeals", APPEAL, **{"Idempotency-Key": "k-1"})
    other = another_office(desk, app).post("/appeals", APPEAL, **{"Idempotency-Key": "k-1"})
    assert body_of(first)["number"] != body_of(other)["number"]


def test_classifying_stores_nothing(office: Office) -> None:
    body = body_of(office.post("/classifications", {"text": APPEAL["text"]}))
    assert body["candidates"]
    assert body_of(office.get("/appeals"))["appeals"] == []


@pytest.mark.parametrize(
    ("sent", "field"),
    [
        ({**APPEAL, "text": ""}, "text"),
        ({**APPEAL, "text": "a\x00b"}, "text"),
        ({**APPEAL, "text": "a\ud800b"}, "text"),
        ({**APPEAL, "text": "a" * 20_001}, "text"),
        ({**APPEAL, "text": 5}, "text"),
        ({**APPEAL, "kind": "wish"}, "kind"),
        ({**APPEAL, "channel": "pigeon"}, "channel"),
        ({"channel": "api"}, "text"),
        ({**APPEAL, "state": "closed"}, "state"),
        ({**APPEAL, "caller": {"name": "a\x00"}}, "caller.name"),
    ],
)
def test_bad_input_gets_one_sentence_a_field(office: Office, sent: dict[str, object], field: str) -> None:
    response = office.post("/appeals", sent)
    body = body_of(response)
    assert (response.status_code, body["code"]) == (422, "invalid-input")
    assert response.content_type == "application/problem+json"
    assert isinstance(body["errors"], dict)
    assert set(body["errors"]) == {field}
    assert body_of(office.get("/appeals"))["appeals"] == []


def test_a_wrong_identifier_never_refuses_an_appeal(office: Office) -> None:
    sent = {**APPEAL, "caller": {"phone": "zzz", "fin": "??", "voen": "1", "email": "yox"}}
    assert office.post("/appeals", sent).status_code == 201


def test_what_is_no_json_is_refused_as_such(office: Office) -> None:
    response = office.client.post(
        "/api/v1/appeals", data=b"{", headers={**office.headers, "Content-Type": "application/json"}
    )
    assert (response.status_code, body_of(response)["code"]) == (400, "invalid-json")


def test_a_body_of_ten_megabytes_is_refused(office: Office) -> None:
    response = office.client.post(
        "/api/v1/appeals",
        data=json.dumps({**APPEAL, "text": "a" * 10_000_000}),
        headers={**office.headers, "Content-Type": "application/json"},
    )
    assert response.status_code == 413
    assert response.content_type == "application/problem+json"


def test_an_unknown_unit_is_named(office: Office) -> None:
    response = office.post("/appeals", {**APPEAL, "about_unit": "Olmayan şöbə"})
    assert (response.status_code, body_of(response)["code"]) == (404, "unknown-unit")


def test_an_unknown_number_is_not_found(office: Office) -> None:
    response = office.get("/appeals/M-2026-999999")
    assert (response.status_code, body_of(response)["code"]) == (404, "unknown-appeal")


def test_an_act_names_the_version_it_read(office: Office) -> None:
    number = str(body_of(office.post("/appeals", APPEAL))["number"])
    without = office.post(f"/appeals/{number}/route", {"unit": factories.NETWORK})
    assert (without.status_code, body_of(without)["code"]) == (428, "version-needed")
    done = office.act(number, "route", 1, unit=factories.NETWORK)
    assert (done.status_code, body_of(done)["state"]) == (200, "routed")
    assert done.headers["ETag"] == '"2"'
    stale = office.act(number, "route", 1, unit=factories.SOFTWARE)
    assert (stale.status_code, body_of(stale)["current"]) == (412, 2)
    assert body_of(stale)["changes"]


def test_an_act_that_the_state_does_not_allow_is_refused(office: Office) -> None:
    number = str(body_of(office.post("/appeals", APPEAL))["number"])
    response = office.act(number, "approve", 1)
    assert (response.status_code, body_of(response)["code"]) == (409, "wrong-state")


def test_an_appeal_goes_its_whole_way_by_api(office: Office, desk: Desk, app: Flask) -> None:
    with desk.database.transaction() as session:
        from callcenter.accounts.vocabulary import Role

        executor = factories.make_actor(session, Role.UNIT_STAFF, unit=factories.NETWORK)
        assert executor.staff is not None
        name = executor.staff.full_name
    number = str(body_of(office.post("/appeals", APPEAL))["number"])
    assert office.act(number, "route", 1, unit=factories.NETWORK).status_code == 200
    assert office.act(number, "accept", 2).status_code == 200
    assert office.act(number, "assign", 3, executor=name, instruction="Baxın").status_code == 200
    assert office.act(number, "draft", 4, text="Düzəldildi.", outcome="satisfied").status_code == 200
    own = office.act(number, "approve", 5)
    assert (own.status_code, body_of(own)["code"]) == (403, "own-text")
    assert another_office(desk, app).act(number, "approve", 5).status_code == 200
    assert office.act(number, "deliver", 6, delivery="phone", told_to="Özünə").status_code == 200
    closed = office.act(number, "close", 7, outcome="satisfied")
    assert (body_of(closed)["state"], body_of(closed)["outcome"]) == ("closed", "satisfied")
    steps = body_of(office.get(f"/appeals/{number}/events"))["events"]
    assert isinstance(steps, list)
    assert [step["action"] for step in steps] == [
        "log",
        "route",
        "accept",
        "assign",
        "draft",
        "approve",
        "deliver",
        "close",
    ]


def test_a_list_goes_on_by_cursor(office: Office) -> None:
    numbers = [
        body_of(office.post("/appeals", {**APPEAL, "text": f"Müraciət {n}"}))["number"] for n in range(3)
    ]
    first = body_of(office.get("/appeals?limit=2"))
    rest = body_of(office.get(f"/appeals?limit=2&cursor={first['next_cursor']}"))
    assert isinstance(first["appeals"], list)
    assert isinstance(rest["appeals"], list)
    assert [row["number"] for row in first["appeals"] + rest["appeals"]] == numbers[::-1]
    assert rest["next_cursor"] is None


@pytest.mark.parametrize("query", ["limit=0", "limit=101", "cursor=zzz", "state=lost"])
def test_a_list_refuses_what_it_cannot_read(office: Office, query: str) -> None:
    assert office.get(f"/appeals?{query}").status_code == 422


def test_a_confidential_appeal_is_seen_only_by_the_system_that_logged_it(
    office: Office, desk: Desk, app: Flask
) -> None:
    number = body_of(office.post("/appeals", {**APPEAL, "confidential": True}))["number"]
    assert office.get(f"/appeals/{number}").status_code == 200
    assert another_office(desk, app).get(f"/appeals/{number}").status_code == 404


def test_sentences_come_in_the_readers_language(office: Office) -> None:
    headers = {**office.headers, "Accept-Language": "en"}
    body = office.client.get("/api/v1/appeals/M-2026-999999", headers=headers).json
    assert body is not None
    assert "ə" not in body["detail"]


def test_the_document_of_the_api_lists_every_path(client: FlaskClient) -> None:
    document = body_of(client.get("/api/v1/openapi.json"))
    assert document["openapi"] == "3.1.0"
    assert isinstance(document["paths"], dict)
    assert "/api/v1/appeals/{number}/send-back" in document["paths"]


def test_people_can_read_the_document(client: FlaskClient) -> None:
    page = client.get("/api/docs")
    assert page.status_code == 200
    assert "/api/v1/classifications" in page.text


def test_an_unknown_address_of_the_api_is_a_problem_document(client: FlaskClient) -> None:
    response = client.get("/api/v1/nowhere")
    assert (response.status_code, response.content_type) == (404, "application/problem+json")


def test_a_pace_at_which_an_appeal_runs_already_is_refused_through_the_api(office: Office) -> None:
    number = str(body_of(office.post("/appeals", {**APPEAL, "kind": "complaint"}))["number"])
    said = {"pace": "urgent", "reason": "Sabah bitir."}
    assert office.act(number, "set-pace", 1, **said).status_code == 200
    again = office.act(number, "set-pace", 2, **said)
    assert (again.status_code, body_of(again)["code"]) == (409, "same-pace")
    back = body_of(office.act(number, "set-pace", 2, pace="ordinary", reason="Səhv."))
    assert "T" not in str(back["due"])
