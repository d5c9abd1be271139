"""The pages of calls: what rings, whom to call back, what was said and who may hear it."""

import re
from collections.abc import Callable
from datetime import datetime, timedelta
from html import unescape
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import func, select, update
from werkzeug.test import TestResponse

from callcenter.accounts.models import SignIn, User
from callcenter.accounts.vocabulary import Role
from callcenter.appeals.models import Appeal
from callcenter.calls import recordings, ringing, sealed
from callcenter.calls.callback_models import Callback
from callcenter.calls.course import Told
from callcenter.calls.models import Call
from callcenter.calls.ringing import Push
from callcenter.calls.vocabulary import CallbackState, Event
from callcenter.core import clock
from callcenter.core.sealed_files import Folder
from callcenter.core.sealing import Sealer
from callcenter.core.trail import TrailEntry
from callcenter.directory.actors import Actor
from tests import factories
from tests.clauses import clause
from tests.factories import WIFI, Desk
from tests.web.test_intake_pages import form_key

NUMBER, SHOWN = "0502124487", "+994 50 212 44 87"
SOUND = b"OggS\x00\x02" + bytes(range(256)) * 1000


def page(response: TestResponse) -> str:
    return unescape(response.get_data(as_text=True))


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


Tell = Callable[..., Call]


@pytest.fixture
def tell(desk: Desk, user: User) -> Tell:
    """Tell of an event of a call at the operator's desk, some seconds ago."""

    def told(
        event: Event, ago: int = 20, call_id: str = "c-1", at: datetime | None = None, **said: object
    ) -> Call:
        now = clock.now()
        given: dict[str, object] = {"number": NUMBER, "operator": user.name, **said}
        push = Push(call_id, Told(event, at or now - timedelta(seconds=ago), **given))  # type: ignore[arg-type]  # fields of what is told
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


def submit(client: FlaskClient, **fields: str) -> TestResponse:
    form = {"text": WIFI, "channel": "phone", "kind": "complaint", "form_key": form_key(client), **fields}
    return client.post("/appeals/new", data=form)


@pytest.mark.parametrize("address", ["/desk", "/appeals/new", "/calls/mine", "/calls/mine/now", "/callbacks"])
@clause("002:3.0.2")
def test_what_rings_is_offered_on_whatever_page_the_operator_has(
    operator: FlaskClient, tell: Tell, address: str
) -> None:
    assert "call-rings" not in page(operator.get(address))
    call = tell(Event.RINGING)
    shown = page(operator.get(address))
    assert SHOWN in shown
    assert f"/appeals/new?call={call.id}" in shown
    assert "call-rings" in shown


def test_a_colleagues_call_is_not_offered(desk: Desk, tell: Tell) -> None:
    tell(Event.RINGING)
    assert SHOWN not in page(desk.open(Role.OPERATOR).get("/calls/mine/now"))


def test_the_panel_of_a_known_number_says_whose_it_is(operator: FlaskClient, tell: Tell) -> None:
    submit(operator, **{"caller.phone": "050 212 44 87", "caller.name": "Aytən Sınaq"})
    tell(Event.RINGING)
    assert "Aytən Sınaq" in page(operator.get("/calls/mine/now"))


def test_a_panel_that_asks_by_itself_does_not_keep_a_session_alive(
    operator: FlaskClient, desk: Desk, user: User
) -> None:
    long_ago = clock.now() - timedelta(minutes=20)
    with desk.database.transaction() as session:
        session.execute(update(SignIn).where(SignIn.user_id == user.id).values(last_seen_at=long_ago))

    def seen() -> datetime | None:
        with desk.database.reading() as session:
            return session.scalar(select(SignIn.last_seen_at).where(SignIn.user_id == user.id))

    operator.get("/calls/mine/now")
    assert seen() == long_ago
    operator.get("/desk")
    assert seen() != long_ago


@clause("002:3.0.1")
def test_the_form_opened_from_a_call_knows_the_caller_and_the_appeal_knows_the_call(
    operator: FlaskClient, tell: Tell, desk: Desk
) -> None:
    submit(
        operator,
        **{"caller.phone": "+994502124487", "caller.name": "Aytən Sınaq", "text": "Əvvəlki müraciət."},
    )
    call = tell(Event.ANSWERED)
    form = page(operator.get(f"/appeals/new?call={call.id}"))
    assert f'value="{NUMBER}"' in form
    assert f'name="call" value="{call.id}"' in form
    assert f'data-keep="appeal-call-{call.id}"' in form
    assert "Bizə əvvəl də müraciət edib" in form
    assert "Aytən Sınaq" in form

    response = submit(operator, call=str(call.id), **{"caller.phone": NUMBER})
    number = response.location.rpartition("/")[2]
    with desk.database.reading() as session:
        found = session.get(Call, call.id)
        assert found is not None
        assert [one.number for one in found.appeals] == [number]
    shown = page(operator.get(f"/appeals/{number}"))
    assert f"/calls/{call.id}" in shown
    assert "/appeals/new?call=" not in page(operator.get("/calls/mine/now")) or "qeydə alınıb" in page(
        operator.get("/calls/mine/now")
    )


def test_a_second_matter_of_the_same_call_is_tied_to_it_too(
    operator: FlaskClient, tell: Tell, desk: Desk
) -> None:
    call = tell(Event.ANSWERED)
    for text in ("Birinci məsələ barədə.", "İkinci məsələ barədə."):
        submit(operator, call=str(call.id), text=text)
    with desk.database.reading() as session:
        found = session.get(Call, call.id)
        assert found is not None
        assert len(found.appeals) == 2


def test_a_refused_form_still_knows_its_call(operator: FlaskClient, tell: Tell) -> None:
    call = tell(Event.ANSWERED)
    response = submit(operator, call=str(call.id), text=" ")
    assert response.status_code == 422
    assert f'name="call" value="{call.id}"' in page(response)


def test_a_withheld_number_is_logged_as_well(operator: FlaskClient, tell: Tell, desk: Desk) -> None:
    call = tell(Event.ANSWERED, number="anonymous")
    assert "nömrə gizlədilib" in page(operator.get("/calls/mine/now"))
    form = page(operator.get(f"/appeals/new?call={call.id}"))
    assert f'name="call" value="{call.id}"' in form
    assert submit(operator, call=str(call.id)).status_code == 303


@pytest.mark.parametrize("named", ["999999", "0", "-1", "abc", "1e9", "²", "9" * 40, ""])
def test_a_call_that_does_not_exist_keeps_nobody_from_logging(
    operator: FlaskClient, desk: Desk, named: str
) -> None:
    assert operator.get(f"/appeals/new?call={named}&callback={named}").status_code == 200
    assert submit(operator, call=named, callback=named).status_code == 303


def test_a_colleagues_call_is_not_tied_to_my_appeal(desk: Desk, tell: Tell) -> None:
    call = tell(Event.ANSWERED)
    other = desk.open(Role.OPERATOR)
    assert 'name="call"' not in page(other.get(f"/appeals/new?call={call.id}"))
    submit(other, call=str(call.id))
    with desk.database.reading() as session:
        found = session.get(Call, call.id)
        assert found is not None
        assert found.appeals == []


def test_the_number_is_masked_for_those_whose_business_it_is_not(
    operator: FlaskClient, tell: Tell, desk: Desk
) -> None:
    call = tell(Event.ANSWERED)
    number = submit(operator, call=str(call.id)).location.rpartition("/")[2]
    shown = page(desk.open(Role.LEADERSHIP).get(f"/appeals/{number}"))
    assert "•••87" in shown
    assert "212 44 87" not in shown
    assert f"/calls/{call.id}" not in shown


def queued(desk: Desk) -> list[Callback]:
    with desk.database.reading() as session:
        return list(session.scalars(select(Callback).order_by(Callback.id)))


@clause("002:3.0.2")
def test_a_missed_call_is_taken_called_and_logged(operator: FlaskClient, tell: Tell, desk: Desk) -> None:
    tell(Event.RINGING, operator=None)
    tell(Event.ENDED, operator=None)
    (owed,) = queued(desk)
    assert SHOWN in page(operator.get("/callbacks"))
    assert operator.post(f"/callbacks/{owed.id}/take").status_code == 303
    assert "Danışıldı" in page(operator.get("/callbacks"))
    response = operator.post(
        f"/callbacks/{owed.id}/result?log=1", data={"state": "reached", "note": "Razı qaldı."}
    )
    assert response.location == f"/appeals/new?callback={owed.id}"
    assert f'value="{NUMBER}"' in page(operator.get(response.location))
    submit(operator, callback=str(owed.id), **{"caller.phone": NUMBER})
    (closed,) = queued(desk)
    with desk.database.reading() as session:
        appeal = session.scalars(select(Appeal)).one()
    assert (closed.state, closed.appeal_id) == (CallbackState.REACHED, appeal.id)


def test_of_two_operators_one_is_told_that_the_other_has_it(operator: FlaskClient, desk: Desk) -> None:
    operator.post("/callbacks", data={"number": NUMBER})
    (owed,) = queued(desk)
    operator.post(f"/callbacks/{owed.id}/take")
    response = desk.open(Role.OPERATOR).post(f"/callbacks/{owed.id}/take")
    assert response.status_code == 409
    assert "götürüb" in page(response)


def test_a_try_in_vain_is_written_down_and_called_later(operator: FlaskClient, desk: Desk) -> None:
    operator.post("/callbacks", data={"number": NUMBER, "note": "Saat 15-dən sonra."})
    (owed,) = queued(desk)
    operator.post(f"/callbacks/{owed.id}/take")
    assert (
        operator.post(
            f"/callbacks/{owed.id}/result", data={"state": "open", "note": "Məşğuldur."}
        ).status_code
        == 303
    )
    shown = page(operator.get("/callbacks"))
    assert "Məşğuldur." in shown
    assert "Saat 15-dən sonra." in shown


@pytest.mark.parametrize("state", ["called_again", "nonsense", ""])
def test_a_result_that_no_operator_can_give_changes_nothing(
    operator: FlaskClient, desk: Desk, state: str
) -> None:
    operator.post("/callbacks", data={"number": NUMBER})
    (owed,) = queued(desk)
    assert operator.post(f"/callbacks/{owed.id}/result", data={"state": state}).status_code == 422
    assert queued(desk)[0].state is CallbackState.OPEN


def test_an_order_without_a_number_keeps_what_was_typed(operator: FlaskClient, desk: Desk) -> None:
    response = operator.post("/callbacks", data={"number": "yox", "note": "Axşam zəng gözləyir."})
    assert response.status_code == 422
    assert "Axşam zəng gözləyir." in page(response)
    assert queued(desk) == []


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
    assert again.status_code == 409
    assert "yalnız bir dəfə" in page(again)


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
    assert response.status_code == 422
    assert "Aytən Sınaq" in page(response)


def test_the_head_holds_a_recording_and_lets_it_go(
    head: FlaskClient, operator: FlaskClient, recorded: Call
) -> None:
    assert operator.post(f"/calls/{recorded.id}/hold", data={"reason": "X"}).status_code == 403
    assert head.post(f"/calls/{recorded.id}/hold", data={"reason": ""}).status_code == 422
    assert head.post(f"/calls/{recorded.id}/hold", data={"reason": "Məhkəmə sorğusu"}).status_code == 303
    assert "Məhkəmə sorğusu" in page(operator.get(f"/calls/{recorded.id}"))
    assert head.post(f"/calls/{recorded.id}/release").status_code == 303
    assert head.post(f"/calls/{recorded.id}/release").status_code == 409


def test_leaders_see_figures_and_no_single_call(desk: Desk, tell: Tell) -> None:
    tell(Event.RINGING)
    tell(Event.ANSWERED, ago=10)
    shown = page(desk.open(Role.LEADERSHIP).get("/calls"))
    assert "100%" in shown or "100 %" in shown
    assert "Zənglərin siyahısı" not in shown
    assert "212" not in shown


def test_operators_see_the_list_beside_the_figures(operator: FlaskClient, tell: Tell) -> None:
    tell(Event.RINGING)
    assert SHOWN in page(operator.get("/calls"))


@pytest.mark.parametrize("asked", ["first=x", "last=2026-13-45", "cursor=zzz", "first=1900-01-01"])
def test_strange_days_are_refused_beside_the_form(operator: FlaskClient, asked: str) -> None:
    assert operator.get(f"/calls?{asked}").status_code == 422


def test_the_page_of_limits_shows_the_hours_of_the_lines(operator: FlaskClient) -> None:
    shown = page(operator.get("/law"))
    assert "09:00" in shown
    assert "18:00" in shown
