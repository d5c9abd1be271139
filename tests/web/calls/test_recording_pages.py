"""What was said in a call: who hears it, who gets a copy, and what is held."""

import re

from flask.testing import FlaskClient
from sqlalchemy import func, select

from callcenter.accounts.vocabulary import Role
from callcenter.calls.models import Call
from callcenter.core.sealed_files import Folder
from callcenter.core.trail import TrailEntry
from tests import factories
from tests.clauses import clause
from tests.factories import Desk
from tests.web.calls.calling import SOUND
from tests.web.pages import page


def heard(desk: Desk) -> int:
    with desk.database.reading() as session:
        return session.scalar(select(func.count()).where(TrailEntry.what == "recording.heard")) or 0


@clause("002:5.4.7")
def test_a_recording_is_heard_with_a_trace_and_kept_nowhere(
    operator: FlaskClient, head: FlaskClient, recorded: Call, desk: Desk
) -> None:
    shown = page(operator.get(f"/calls/{recorded.id}"))
    assert f"/calls/{recorded.id}/sound" in shown
    assert heard(desk) == 0
    for client in (operator, head):
        response = client.get(f"/calls/{recorded.id}/sound")
        assert (response.status_code, response.data) == (200, SOUND)
        assert response.headers["Cache-Control"] == "no-store"
        assert response.mimetype == "audio/ogg"
    assert heard(desk) == 2


def test_a_player_may_ask_for_a_part(operator: FlaskClient, recorded: Call) -> None:
    response = operator.get(f"/calls/{recorded.id}/sound", headers={"Range": "bytes=70000-70009"})
    assert (response.status_code, response.data) == (206, SOUND[70_000:70_010])
    assert response.headers["Content-Range"] == f"bytes 70000-70009/{len(SOUND)}"
    for strange in ("bytes=9999999-", "bytes=-5", "lines=1-2", "bytes=5-1"):
        assert operator.get(f"/calls/{recorded.id}/sound", headers={"Range": strange}).status_code in {
            200,
            206,
        }


@clause("002:5.4.7")
def test_nobody_hears_a_colleagues_call(desk: Desk, recorded: Call) -> None:
    for role in set(Role) - {Role.CENTRE_HEAD}:
        client = desk.open(
            role, unit=factories.NETWORK if role in (Role.UNIT_HEAD, Role.UNIT_STAFF) else None
        )
        assert client.get(f"/calls/{recorded.id}/sound").status_code == 403, role
    assert "<audio" not in page(desk.open(Role.OPERATOR).get(f"/calls/{recorded.id}"))
    assert heard(desk) == 0


def test_a_recording_whose_file_is_gone_is_no_fault_of_ours(
    operator: FlaskClient, recorded: Call, folder: Folder
) -> None:
    for file in folder.path.iterdir():
        file.unlink()
    response = operator.get(f"/calls/{recorded.id}/sound")
    assert response.status_code == 404


def test_a_copy_is_registered_by_the_operator_and_given_by_the_head_once(
    operator: FlaskClient, head: FlaskClient, recorded: Call
) -> None:
    response = operator.post(
        f"/calls/{recorded.id}/copies", data={"name": "Aytən Sınaq", "identity": "Vəsiqə"}
    )
    assert response.status_code == 303
    found = re.search(r"S-\d{4}-\d{6}", page(operator.get("/calls/copies")))
    assert found is not None
    number = found.group()
    assert operator.post(f"/calls/copies/{number}/give").status_code == 403
    given = head.post(f"/calls/copies/{number}/give")
    assert (given.status_code, given.data) == (200, SOUND)
    assert given.headers["Content-Disposition"] == f'attachment; filename="{number}.ogg"'
    again = head.post(f"/calls/copies/{number}/give")
    assert "yalnız bir dəfə" in page(again, 409)


def test_a_copy_whose_file_is_gone_is_not_counted_as_given(
    operator: FlaskClient, head: FlaskClient, recorded: Call, folder: Folder
) -> None:
    operator.post(f"/calls/{recorded.id}/copies", data={"name": "A", "identity": "B"})
    found = re.search(r"S-\d{4}-\d{6}", page(operator.get("/calls/copies")))
    assert found is not None
    for file in folder.path.iterdir():
        file.unlink()
    assert head.post(f"/calls/copies/{found.group()}/give").status_code == 404
    assert "Surəti ver" in page(head.get("/calls/copies"))


def test_a_copy_without_a_check_keeps_what_was_typed(operator: FlaskClient, recorded: Call) -> None:
    response = operator.post(f"/calls/{recorded.id}/copies", data={"name": "Aytən Sınaq", "identity": ""})
    assert "Aytən Sınaq" in page(response, 422)


def test_the_head_holds_a_recording_and_lets_it_go(
    head: FlaskClient, operator: FlaskClient, recorded: Call
) -> None:
    assert operator.post(f"/calls/{recorded.id}/hold", data={"reason": "X"}).status_code == 403
    assert head.post(f"/calls/{recorded.id}/hold", data={"reason": ""}).status_code == 422
    assert head.post(f"/calls/{recorded.id}/hold", data={"reason": "Məhkəmə sorğusu"}).status_code == 303
    assert "Məhkəmə sorğusu" in page(operator.get(f"/calls/{recorded.id}"))
    assert head.post(f"/calls/{recorded.id}/release").status_code == 303
    assert head.post(f"/calls/{recorded.id}/release").status_code == 409
