"""Turning to the Head of the Apparatus, its result and its end, as other systems do it."""

import pytest
from flask import Flask
from flask.testing import FlaskClient

from tests.clauses import clause
from tests.factories import NETWORK, Desk
from tests.web.offices import APPEAL, Office, another_office, body_of

NOTE = "Müraciətə baxılmasını xahiş edirik."
ACTS = {"refer": {"note": NOTE}, "report-back": {"result": "Əsaslıdır."}, "take-back": {"reason": "Səhvdir."}}


def referrals(office: Office, number: str) -> list[dict[str, object]]:
    found = body_of(office.get(f"/appeals/{number}"))["referrals"]
    assert isinstance(found, list)
    return found


@clause("002:4.0.09")
def test_an_appeal_is_laid_before_the_head_of_the_apparatus_and_its_result_noted(
    office: Office, number: str
) -> None:
    referred = office.act(number, "refer", 1, note=NOTE, with_applicant=True)
    assert (referred.status_code, referred.headers["ETag"]) == (200, '"2"')
    body = body_of(referred)
    assert body["state"] == "registered"
    (waiting,) = referrals(office, number)
    assert (waiting["state"], waiting["result"], waiting["ended_at"]) == ("awaited", None, None)
    assert (waiting["due"], waiting["late_results"]) == (body["due"], [])
    reported = office.act(number, "report-back", 2, result="Əsaslıdır.")
    assert (reported.status_code, body_of(reported)["state"]) == (200, "registered")
    (known,) = referrals(office, number)
    assert (known["letter"], known["state"], known["result"]) == (
        waiting["letter"],
        "reported",
        "Əsaslıdır.",
    )
    assert known["ended_at"]
    events = body_of(office.get(f"/appeals/{number}/events"))["events"]
    assert isinstance(events, list)
    assert [one["action"] for one in events] == ["log", "refer", "report_back"]
    assert [one["reason"] for one in events[1:]] == [NOTE, "Əsaslıdır."]


def test_a_letter_is_taken_back_and_another_may_be_sent(office: Office, number: str) -> None:
    office.act(number, "refer", 1, note=NOTE)
    back = office.act(number, "take-back", 2, reason="Səhvən göndərilib.")
    assert (back.status_code, body_of(back)["state"]) == (200, "registered")
    (ended,) = referrals(office, number)
    assert (ended["state"], ended["result"]) == ("taken_back", None)
    assert ended["ended_at"]
    assert office.act(number, "refer", 3, note=NOTE).status_code == 200
    assert [one["state"] for one in referrals(office, number)] == ["taken_back", "awaited"]


def test_what_is_not_open_is_neither_reported_nor_taken_back(office: Office, number: str) -> None:
    for act in ("report-back", "take-back"):
        refused = office.act(number, act, 1, **ACTS[act])
        assert (refused.status_code, body_of(refused)["code"]) == (409, "not-referred")
    office.act(number, "refer", 1, note=NOTE)
    again = office.act(number, "refer", 2, note=NOTE)
    assert (again.status_code, body_of(again)["code"]) == (409, "already-referred")
    assert again.content_type == "application/problem+json"


def test_after_the_answer_nothing_is_laid_before_anybody_and_nothing_awaited(
    office: Office, number: str
) -> None:
    office.act(number, "refer", 1, note=NOTE)
    office.act(number, "answer-on-line", 2, text="İzah edildi.", outcome="explained")
    assert [one["state"] for one in referrals(office, number)] == ["unanswered"]
    version = int(str(body_of(office.get(f"/appeals/{number}"))["version"]))
    reported = office.act(number, "report-back", version, result="Gecikdi.")
    assert (reported.status_code, body_of(reported)["code"]) == (409, "not-referred")
    assert office.act(number, "take-back", version, reason="Cavab verilib.").status_code == 200
    refused = office.act(number, "refer", version + 1, note=NOTE)
    assert (refused.status_code, body_of(refused)["code"]) == (409, "wrong-state")


@pytest.mark.parametrize("kind", ["question", "application", "proposal"])
def test_other_kinds_are_refused(office: Office, kind: str) -> None:
    number = str(body_of(office.post("/appeals", {**APPEAL, "kind": kind}))["number"])
    refused = office.act(number, "refer", 1, note=NOTE)
    assert (refused.status_code, body_of(refused)["code"]) == (409, "wrong-kind")


@pytest.mark.parametrize("act", ACTS)
def test_each_names_the_version_that_it_read(office: Office, number: str, act: str) -> None:
    office.act(number, "route", 1, unit=NETWORK)
    if act != "refer":
        office.act(number, "refer", 2, note=NOTE)
    stale = office.act(number, act, 1, **ACTS[act])
    assert (stale.status_code, body_of(stale)["code"]) == (412, "stale")
    assert body_of(stale)["changes"]
    without = office.post(f"/appeals/{number}/{act}", ACTS[act])
    assert (without.status_code, body_of(without)["code"]) == (428, "version-needed")


@pytest.mark.parametrize(
    ("act", "sent", "field"),
    [
        ("refer", {}, "note"),
        ("refer", {"note": "  "}, "note"),
        ("refer", {"note": 5}, "note"),
        ("refer", {"note": NOTE, "with_applicant": "bəlkə"}, "with_applicant"),
        ("refer", {"note": NOTE, "to": "nazir"}, "to"),
        ("report-back", {}, "result"),
        ("report-back", {"result": "a\x00"}, "result"),
        ("report-back", {"result": "a" * 20_001}, "result"),
        ("take-back", {}, "reason"),
        ("take-back", {"reason": ["x"]}, "reason"),
    ],
)
def test_bad_input_gets_one_sentence_a_field_and_changes_nothing(
    office: Office, number: str, act: str, sent: dict[str, object], field: str
) -> None:
    version = 1
    if act != "refer":
        office.act(number, "refer", 1, note=NOTE)
        version = 2
    refused = office.act(number, act, version, **sent)
    body = body_of(refused)
    assert (refused.status_code, body["code"]) == (422, "invalid-input")
    assert refused.content_type == "application/problem+json"
    assert isinstance(body["errors"], dict)
    assert set(body["errors"]) == {field}
    assert body_of(office.get(f"/appeals/{number}"))["version"] == version


@clause("002:5.4.7")
@pytest.mark.parametrize("secret", [{"about_unit": NETWORK}, {"confidential": True}])
def test_a_key_that_may_not_know_of_the_appeal_finds_nothing_of_its_letters(
    office: Office, desk: Desk, app: Flask, secret: dict[str, object]
) -> None:
    number = str(body_of(office.post("/appeals", {**APPEAL, **secret}))["number"])
    assert office.act(number, "refer", 1, note=NOTE).status_code == 200
    other = another_office(desk, app)
    for answer in (
        other.get(f"/appeals/{number}"),
        other.get(f"/appeals/{number}/events"),
        *(other.act(number, act, 2, **sent) for act, sent in ACTS.items()),
    ):
        assert (answer.status_code, body_of(answer)["code"]) == (404, "unknown-appeal")
    assert office.act(number, "report-back", 2, result="Əsaslıdır.").status_code == 200


def test_the_document_of_the_api_tells_what_each_takes(client: FlaskClient) -> None:
    document = client.get("/api/v1/openapi.json").json
    assert document is not None
    for act, schema in (("refer", "Refer"), ("report-back", "ReportBack"), ("take-back", "TakeBack")):
        taken = document["paths"][f"/api/v1/appeals/{{number}}/{act}"]["post"]
        body = taken["requestBody"]["content"]["application/json"]["schema"]
        assert body == {"$ref": f"#/components/schemas/{schema}"}
        assert taken["summary"]
    assert set(document["components"]["schemas"]["Refer"]["properties"]) == {"note", "with_applicant"}
