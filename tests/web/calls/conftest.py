"""The operator and the head of the centre, the calls at the desk, and the folder of recordings."""

from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient

from callcenter.accounts.models import User
from callcenter.accounts.vocabulary import Role
from callcenter.calls import recordings, ringing, sealed
from callcenter.calls.course import Told
from callcenter.calls.models import Call
from callcenter.calls.ringing import Push
from callcenter.calls.vocabulary import Event
from callcenter.core import clock
from callcenter.core.sealed_files import Folder
from callcenter.core.sealing import Sealer
from callcenter.directory.actors import Actor
from tests import factories
from tests.factories import Desk
from tests.web.calls.calling import NUMBER, SOUND, Tell


@pytest.fixture
def user(desk: Desk) -> User:
    with desk.database.transaction() as session:
        return factories.make_user(session, Role.OPERATOR)


@pytest.fixture
def operator(desk: Desk, user: User) -> FlaskClient:
    with desk.database.transaction() as session:
        return desk.of(session, user)


@pytest.fixture
def head(desk: Desk) -> FlaskClient:
    return desk.open(Role.CENTRE_HEAD)


@pytest.fixture
def folder(app: Flask, tmp_path: Path, sealer: Sealer, monkeypatch: pytest.MonkeyPatch) -> Folder:
    found = Folder(tmp_path / "recordings", sealer)
    monkeypatch.setitem(app.extensions, sealed.EXTENSION, found)
    return found


@pytest.fixture
def tell(desk: Desk, user: User) -> Tell:
    """Tell of an event of a call at the operator's desk, some seconds ago."""

    def told(
        event: Event, ago: int = 20, call_id: str = "c-1", at: datetime | None = None, **said: Any
    ) -> Call:
        now = clock.now()
        given: dict[str, Any] = {"number": NUMBER, "operator": user.name, **said}
        push = Push(call_id, Told(event, at or now - timedelta(seconds=ago), **given))
        with desk.database.transaction() as session:
            return ringing.note(session, push, by=Actor(), now=now)[0]

    return told


@pytest.fixture
def recorded(tell: Tell, desk: Desk, folder: Folder) -> Call:
    call = tell(Event.ANSWERED)
    kept = recordings.receive(folder, call.id, [SOUND])
    with desk.database.transaction() as session:
        recordings.keep(session, call.id, kept, now=clock.now())
    return call
