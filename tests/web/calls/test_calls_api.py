"""What an exchange pushes to the API: strange, late, repeated and hostile."""

import json
from collections.abc import Iterator
from datetime import timedelta

import pytest
from flask import Flask
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from werkzeug.test import TestResponse

from callcenter.accounts.vocabulary import Role, Scope
from callcenter.calls import recordings
from callcenter.core import clock
from callcenter.core.sealed_files import Folder
from tests import factories
from tests.clauses import clause
from tests.factories import Desk
from tests.web.offices import Office, body_of

SOUND = b"RIFF\x24\x00\x00\x00WAVEfmt " + b"\x07" * 3_000_000


@pytest.fixture
def exchange(desk: Desk, app: Flask) -> Office:
    with desk.database.transaction() as session:
        _, secret = factories.make_key(session, Scope.CALLS_WRITE)
    return Office(app.test_client(), secret)


def event(call_id: str, name: str, seconds: int = -60, **said: object) -> dict[str, object]:
    at = clock.now() + timedelta(seconds=seconds)
    return {"call_id": call_id, "event": name, "at": at.isoformat(), **said}


def put(exchange: Office, call_id: object, content: bytes) -> TestResponse:
    return exchange.client.put(
        f"/api/v1/calls/{call_id}/recording",
        data=content,
        headers={**exchange.headers, "Content-Type": "audio/wav"},
    )


@clause("002:3.0.2")
def test_a_call_is_told_by_its_events_in_any_order(exchange: Office, desk: Desk) -> None:
    with desk.database.transaction() as session:
        operator = factories.make_user(session, Role.OPERATOR)
    ended = event("c-1", "ended", -60, notice_given=True, recording="rec-1")
    first = exchange.post("/calls", ended)
    exchange.post("/calls", event("c-1", "answered", -160, operator=operator.name))
    exchange.post(
        "/calls", event("c-1", "ringing", -175, number="(050) 212-44-87", line="hotline", line_name="195-2")
    )
    again = exchange.post("/calls", ended)
    assert (first.status_code, again.status_code) == (201, 200)
    body = body_of(again)
    assert body["id"] == body_of(first)["id"]
    assert (body["number"], body["outcome"], body["operator"]) == ("+994502124487", "answered", operator.name)
    assert (body["wait_seconds"], body["talk_seconds"]) == (15, 100)
    assert body["callback"] is None
    shown = exchange.get(f"/calls/{body['id']}")
    assert body_of(shown) == body


def test_a_missed_call_says_until_when_it_is_to_be_returned(exchange: Office) -> None:
    exchange.post("/calls", event("c-2", "ringing", -40, number="0502124487"))
    body = body_of(exchange.post("/calls", event("c-2", "ended", -5)))
    assert isinstance(body["callback"], dict)
    assert body["callback"]["state"] == "open"


def test_an_ordered_call_back_joins_the_open_one(exchange: Office) -> None:
    first = exchange.post("/callbacks", {"number": "0502124487", "note": "Axşam."})
    other = exchange.post("/callbacks", {"number": "+994 50 212 44 87"})
    assert first.status_code == 201
    assert body_of(first)["id"] == body_of(other)["id"]
    assert body_of(other)["asked"] == 2


@pytest.mark.parametrize(
    ("changed", "field"),
    [
        ({"call_id": ""}, "call_id"),
        ({"call_id": "a b"}, "call_id"),
        ({"call_id": "x" * 121}, "call_id"),
        ({"call_id": "ə"}, "call_id"),
        ({"call_id": 5}, "call_id"),
        ({"call_id": None}, "call_id"),
        ({"event": "exploded"}, "event"),
        ({"event": ["ringing"]}, "event"),
        ({"at": "yesterday"}, "at"),
        ({"at": "2026-10-13"}, "at"),
        ({"at": "0001-01-01T00:00:00+14:00"}, "at"),
        ({"at": "9999-12-31T23:59:59-14:00"}, "at"),
        ({"at": "1999-01-01T00:00:00Z"}, "at"),
        ({"at": 1_700_000_000}, "at"),
        ({"at": "2099-01-01T00:00:00Z"}, "at"),
        ({"number": "5" * 121}, "number"),
        ({"number": "0\x00502"}, "number"),
        ({"number": {"a": 1}}, "number"),
        ({"line": "submarine"}, "line"),
        ({"operator": "o" * 121}, "operator"),
        ({"operator": "a\ud800"}, "operator"),
        ({"recording": "r" * 401}, "recording"),
        ({"notice_given": "perhaps"}, "notice_given"),
        ({"ending": "happy"}, "ending"),
        ({"exchange": "e" * 41}, "exchange"),
        ({"unknown": 1}, "unknown"),
    ],
    ids=str,
)
def test_what_cannot_be_understood_is_refused_by_its_field(
    exchange: Office, changed: dict[str, object], field: str
) -> None:
    sent = json.dumps({**event("c-3", "ringing"), **changed})
    response = exchange.client.post(
        "/api/v1/calls", data=sent, headers={**exchange.headers, "Content-Type": "application/json"}
    )
    body = body_of(response)
    assert (response.status_code, body["code"]) == (422, "invalid-input")
    assert isinstance(body["errors"], dict)
    assert set(body["errors"]) == {field}
    assert body_of(exchange.get("/calls"))["calls"] == []


@pytest.mark.parametrize("body", [b"", b"[]", b"null", b"5", b'"text"', b"{", b"\xff\xfe"])
def test_what_is_no_object_is_refused(exchange: Office, body: bytes) -> None:
    response = exchange.client.post(
        "/api/v1/calls", data=body, headers={**exchange.headers, "Content-Type": "application/json"}
    )
    assert response.status_code in {400, 422}


values = (
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats()
    | st.text(max_size=200)
    | st.lists(st.text(max_size=3), max_size=2)
)


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    said=st.dictionaries(
        st.sampled_from(
            [
                "call_id",
                "event",
                "at",
                "number",
                "line",
                "operator",
                "recording",
                "notice_given",
                "direction",
                "ending",
            ]
        ),
        values,
    )
)
def test_nothing_that_is_sent_breaks_anything(exchange: Office, said: dict[str, object]) -> None:
    sent = json.dumps({**event("fuzz", "ringing"), **said})
    response = exchange.client.post(
        "/api/v1/calls", data=sent, headers={**exchange.headers, "Content-Type": "application/json"}
    )
    assert response.status_code in {200, 201, 409, 422}


def test_a_null_says_as_little_as_a_missing_field(exchange: Office) -> None:
    nothing = dict.fromkeys(
        ("number", "line", "operator", "recording", "notice_given", "direction", "ending")
    )
    body = body_of(exchange.post("/calls", event("c-4", "ringing", number="0502124487")))
    after = body_of(exchange.post("/calls", event("c-4", "answered", -50, **nothing)))
    assert (after["number"], after["line"]) == (body["number"], "hotline")


def test_a_time_without_offset_is_the_time_in_baku(exchange: Office) -> None:
    sent = {"call_id": "c-5", "event": "ringing", "at": "2026-10-13 12:05:00"}
    assert body_of(exchange.post("/calls", sent))["started_at"] == "2026-10-13T08:05:00+00:00"


def test_the_list_goes_on_by_cursor(exchange: Office) -> None:
    for place in range(3):
        exchange.post("/calls", event(f"page-{place}", "ringing"))
    first = body_of(exchange.get("/calls?limit=2"))
    rest = body_of(exchange.get(f"/calls?limit=2&cursor={first['next_cursor']}"))
    assert isinstance(first["calls"], list)
    assert isinstance(rest["calls"], list)
    assert [one["call_id"] for one in [*first["calls"], *rest["calls"]]] == ["page-2", "page-1", "page-0"]
    assert rest["next_cursor"] is None


def test_a_call_that_is_told_late_stands_where_it_belongs_in_the_list(exchange: Office) -> None:
    for name, ago in (("noon", -60), ("morning", -7200), ("between", -3600), ("beside", -3600)):
        exchange.post("/calls", event(name, "ringing", ago))
    listed, cursor = [], ""
    for _ in range(4):
        page = body_of(exchange.get(f"/calls?limit=1{cursor}"))
        assert isinstance(page["calls"], list)
        listed += [one["call_id"] for one in page["calls"]]
        cursor = f"&cursor={page['next_cursor']}"
    assert listed == ["noon", "beside", "between", "morning"]
    assert page["next_cursor"] is None


def test_a_recording_is_put_once_and_lies_sealed(exchange: Office, folder: Folder) -> None:
    call = body_of(exchange.post("/calls", event("c-6", "ringing")))["id"]
    first, again = put(exchange, call, SOUND), put(exchange, call, SOUND)
    assert (first.status_code, again.status_code) == (201, 200)
    assert body_of(first) == {"id": call, "kind": "wav", "size": len(SOUND)}
    assert put(exchange, call, SOUND + b"other").status_code == 409
    (file,) = folder.path.iterdir()
    assert b"WAVE" not in file.read_bytes()


@pytest.mark.parametrize("content", [b"", b"<html>", b"%PDF-1.7 " * 9, b"MZ" + b"\x00" * 99])
def test_what_is_no_sound_is_not_taken(exchange: Office, folder: Folder, content: bytes) -> None:
    call = body_of(exchange.post("/calls", event("c-7", "ringing")))["id"]
    response = put(exchange, call, content)
    assert (response.status_code, body_of(response)["code"]) == (422, "invalid-input")
    assert not folder.path.exists()


def test_a_recording_that_is_too_big_is_not_taken(exchange: Office, folder: Folder) -> None:
    call = body_of(exchange.post("/calls", event("c-8", "ringing")))["id"]

    def endless() -> Iterator[bytes]:
        yield SOUND
        yield b"\x00" * recordings.LIMIT

    response = exchange.client.put(
        f"/api/v1/calls/{call}/recording",
        data=b"".join(endless()),
        headers=exchange.headers,
    )
    assert response.status_code == 413
    assert not folder.path.exists() or list(folder.path.iterdir()) == []


def test_a_recording_of_no_call_is_not_taken(exchange: Office, folder: Folder) -> None:
    assert put(exchange, 999_999, SOUND).status_code == 404
    assert put(exchange, 2**63, SOUND).status_code == 404
    assert not folder.path.exists()


def test_the_document_of_the_api_shows_the_calls(exchange: Office) -> None:
    paths = body_of(exchange.client.get("/api/v1/openapi.json"))["paths"]
    assert isinstance(paths, dict)
    assert {"/api/v1/calls", "/api/v1/callbacks", "/api/v1/calls/{call_id}/recording"} <= set(paths)
