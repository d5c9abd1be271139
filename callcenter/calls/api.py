"""The calls' API: what an exchange pushes, and what became of it. Every push may come late, twice or never."""

from typing import Any

from flask import Response, g, jsonify, request
from sqlalchemy.orm import Session

from callcenter.accounts.access import needs_scope
from callcenter.accounts.vocabulary import Scope
from callcenter.appeals import queries as appeals
from callcenter.calls import callbacks, forms, queries, recordings, ringing
from callcenter.calls.callback_models import Callback
from callcenter.calls.models import Call
from callcenter.calls.ringing import Push
from callcenter.calls.sealed import folder_of_recordings
from callcenter.core import clock
from callcenter.core.sealed_files import erase
from callcenter.directory.actors import Actor
from callcenter.web.api import Blueprint
from callcenter.web.database import reading, transaction
from callcenter.web.security import takes_files

PIECE = 64 * 1024

blp = Blueprint("calls_api", __name__, description="Zənglər")


@blp.post("/calls")
@needs_scope(Scope.CALLS_WRITE)
@blp.arguments(forms.CallEventSchema)
def note(sent: Push) -> Response:
    """Note an event of a call: ringing, answered or ended, in any order and as often as it comes."""
    with transaction() as session:
        call, new = ringing.note(session, sent, by=_actor(), now=clock.now())
        response = jsonify(_document(session, call))
    response.status_code = 201 if new else 200
    response.headers["Location"] = f"/api/v1/calls/{call.id}"
    return response


@blp.get("/calls")
@needs_scope(Scope.CALLS_WRITE)
@blp.arguments(forms.CallsQuery, location="query")
def listing(wanted: dict[str, Any]) -> Response:
    """List calls, the last received first."""
    with reading() as session:
        page = queries.calls(session, cursor=wanted["cursor"], size=wanted["limit"])
        rows = [_document(session, call) for call in page.rows]
    return jsonify({"calls": rows, "next_cursor": page.next_cursor})


@blp.get("/calls/<int(max=2147483647):call_id>")
@needs_scope(Scope.CALLS_WRITE)
def show(call_id: int) -> Response:
    """Show a call by our id of it."""
    with reading() as session:
        return jsonify(_document(session, queries.call_by_id(session, call_id)))


@takes_files(recordings.LIMIT + 1024)
@needs_scope(Scope.CALLS_WRITE)
def put_recording(call_id: int) -> Response:
    """Put the recording of a call: the sound itself as the body, wav, mp3 or ogg, of up to 50 MB.

    Sent again it is the same recording; another one for the same call is refused.
    """
    with reading() as session:
        queries.call_by_id(session, call_id)
    folder = folder_of_recordings()
    sealed = recordings.receive(folder, call_id, iter(lambda: request.stream.read(PIECE), b""))
    kept = None
    try:
        with transaction() as session:
            recording, new = recordings.keep(session, call_id, sealed, now=clock.now())
            response = jsonify({"id": call_id, "kind": recording.kind, "size": recording.size})
        kept = recording.file
    finally:
        # What was not taken, because it was there already or is refused, leaves no file.
        if kept != sealed.stored.name:
            erase(folder.path, sealed.stored.name)
    response.status_code = 201 if new else 200
    return response


blp.route("/calls/<int(max=2147483647):call_id>/recording", methods=["PUT"])(put_recording)


@blp.post("/callbacks")
@needs_scope(Scope.CALLS_WRITE)
@blp.arguments(forms.OrderSchema)
def order(sent: dict[str, str]) -> Response:
    """Order a call-back. There is one open call-back a number: a second order joins the first."""
    with transaction() as session:
        callback = callbacks.order(session, sent["number"], note=sent["note"], by=_actor(), now=clock.now())
        response = jsonify(_callback(callback))
    response.status_code = 201
    return response


def _actor() -> Actor:
    return Actor(api_key=g.api_key)


def _document(session: Session, call: Call) -> dict[str, Any]:
    seen = appeals.ids_visible_to(session, _actor(), [appeal.id for appeal in call.appeals])
    return {
        "id": call.id,
        "call_id": call.exchange_id,
        "exchange": call.exchange,
        "direction": call.direction.value,
        "number": call.number,
        "line": call.line.value,
        "line_name": call.line_name,
        "operator": call.operator.name if call.operator else None,
        "operator_named": call.operator_text,
        "started_at": call.started_at.isoformat(),
        "answered_at": call.answered_at.isoformat() if call.answered_at else None,
        "ended_at": call.ended_at.isoformat() if call.ended_at else None,
        "wait_seconds": call.wait_seconds,
        "talk_seconds": call.talk_seconds,
        "outcome": call.outcome.value if call.outcome else None,
        "notice_given": call.notice_given,
        "recording": call.recording_ref,
        # What the key may not know of is not named either.
        "appeals": [appeal.number for appeal in call.appeals if appeal.id in seen],
        "callback": _callback(call.callback) if call.callback else None,
    }


def _callback(callback: Callback) -> dict[str, Any]:
    return {
        "id": callback.id,
        "number": callback.number,
        "state": callback.state.value,
        "due": callback.due_at.isoformat(),
        "asked": callback.asked,
    }
