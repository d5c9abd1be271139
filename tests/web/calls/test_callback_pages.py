"""Whom to call back: what is owed, who has it, and what came of it."""

import re

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select

from callcenter.accounts.vocabulary import Role
from callcenter.appeals.models import Appeal
from callcenter.calls.callback_models import Callback
from callcenter.calls.vocabulary import CallbackState, Event
from callcenter.core.paging import PAGE_SIZE
from tests.clauses import clause
from tests.factories import Desk
from tests.web.calls.calling import NUMBER, SHOWN, Tell, submit
from tests.web.pages import page


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


def test_the_desk_of_the_head_of_the_centre_says_how_many_call_backs_wait(
    operator: FlaskClient, head: FlaskClient
) -> None:
    assert "<strong>0</strong> Geri zənglər" in page(head.get("/appeals/centre"))
    operator.post("/callbacks", data={"number": NUMBER})
    assert "<strong>1</strong> Geri zənglər" in page(head.get("/appeals/centre"))


def test_of_two_operators_one_is_told_that_the_other_has_it(operator: FlaskClient, desk: Desk) -> None:
    operator.post("/callbacks", data={"number": NUMBER})
    (owed,) = queued(desk)
    operator.post(f"/callbacks/{owed.id}/take")
    response = desk.open(Role.OPERATOR).post(f"/callbacks/{owed.id}/take")
    assert "götürüb" in page(response, 409)


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
    assert "Axşam zəng gözləyir." in page(response, 422)
    assert queued(desk) == []


def test_a_long_queue_goes_on_by_pages_and_what_is_taken_from_any_of_them_stands_first(
    operator: FlaskClient, desk: Desk
) -> None:
    for number in range(PAGE_SIZE + 1):
        operator.post("/callbacks", data={"number": f"050 300 {number:02} {number:02}"})
    last = queued(desk)[-1]
    first = page(operator.get("/callbacks"))
    assert f'id="callback-{last.id}"' not in first
    assert f"Geri zənglər ({PAGE_SIZE + 1})" in first
    found = re.search(r'rel="next" href="(/callbacks\?cursor=[^"]+)"', first)
    assert found is not None
    rest = page(operator.get(found.group(1)))
    assert re.findall(r'id="callback-(\d+)"', rest) == [str(last.id)]
    operator.post(f"/callbacks/{last.id}/take")
    assert re.findall(r'id="callback-(\d+)"', page(operator.get("/callbacks")))[0] == str(last.id)
    refused = page(desk.open(Role.OPERATOR).post(f"/callbacks/{last.id}/take"), 409)
    assert 'rel="next" href="/callbacks?cursor=' in refused
