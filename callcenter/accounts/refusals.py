"""Refusals go to the trail: who asked for what is not theirs, once a minute for the same thing."""

import re
from datetime import timedelta

from flask import Flask, Response, g, request

from callcenter.accounts.models import ApiKey, User
from callcenter.core import clock, trail
from callcenter.web.database import reading, transaction

AGAIN_AFTER = timedelta(minutes=1)
# A registration number; whatever else was typed into an address may be somebody's words.
_NUMBER = re.compile(r"[A-Z]{1,4}-\d{4}-\d{1,10}", re.ASCII)


def note_refusals(app: Flask) -> None:
    """Record every 403, and every 404 of an appeal's address, of people and systems that are known."""
    app.after_request(_note)


def _note(response: Response) -> Response:
    number = _number()
    if response.status_code == 403:
        _record("access.refused", number)
    elif response.status_code == 404 and number is not None:
        _record("appeal.unseen", number)
    return response


def _number() -> str | None:
    asked = str((request.view_args or {}).get("number", "")).upper()
    return asked if _NUMBER.fullmatch(asked) else None


def _record(what: str, number: str | None) -> None:
    user: User | None = g.get("user")
    key: ApiKey | None = g.get("api_key")
    if user is None and key is None:
        return
    now = clock.now()
    user_id, key_id = user.id if user else None, key.id if key else None
    with reading() as session:
        since = now - AGAIN_AFTER
        if trail.recorded_since(session, what, since, user_id=user_id, api_key_id=key_id, about=number):
            return
    with transaction() as session:
        trail.record(
            session,
            what,
            now=now,
            user_id=user_id,
            api_key_id=key_id,
            about=number,
            endpoint=request.endpoint,
        )
