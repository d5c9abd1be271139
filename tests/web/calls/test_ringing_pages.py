"""What rings on the operator's pages, and the appeal that is logged from a call."""

from datetime import datetime, timedelta

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select, update

from callcenter.accounts.models import SignIn, User
from callcenter.accounts.vocabulary import Role
from callcenter.calls.models import Call
from callcenter.calls.vocabulary import Event
from callcenter.core import clock
from tests.clauses import clause
from tests.factories import Desk
from tests.web.calls.calling import NUMBER, SHOWN, Tell, submit
from tests.web.pages import page


@pytest.mark.parametrize(
    "address",
    [
        "/desk",
        "/appeals/new",
        "/appeals",
        "/calls",
        "/calls/mine",
        "/calls/mine/now",
        "/callbacks",
        "/reception",
        "/knowledge",
        "/notices",
        "/account",
    ],
)
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


def test_it_is_offered_on_the_page_of_an_appeal_too(operator: FlaskClient, tell: Tell) -> None:
    address = submit(operator).headers["Location"]
    tell(Event.RINGING)
    assert "call-rings" in page(operator.get(address))


def test_the_form_that_is_being_filled_takes_the_call_in_with_all_that_was_typed(
    operator: FlaskClient, tell: Tell
) -> None:
    call = tell(Event.RINGING)
    assert 'name="tie"' in page(operator.get("/appeals/new"))
    assert 'name="tie"' not in page(operator.get("/desk"))
    typed = {"text": "Yarımçıq mətn", "caller.name": "Aytən Sınaq", "form_key": "k" * 20}
    shown = page(operator.post("/appeals/new", data={**typed, "tie": f"call:{call.id}"}))
    assert f'name="call" value="{call.id}"' in shown
    assert f'value="{call.number_typed}"' in shown
    assert "Yarımçıq mətn" in shown
    assert "Aytən Sınaq" in shown
    assert "k" * 20 in shown
    assert "call-rings" not in shown


def test_a_number_that_was_typed_is_not_changed_by_the_call(operator: FlaskClient, tell: Tell) -> None:
    call = tell(Event.RINGING)
    shown = page(
        operator.post("/appeals/new", data={"caller.phone": "012 555 00 11", "tie": f"call:{call.id}"})
    )
    assert 'value="012 555 00 11"' in shown


def test_a_colleagues_call_is_not_taken_into_a_form(desk: Desk, tell: Tell) -> None:
    call = tell(Event.RINGING)
    shown = page(desk.open(Role.OPERATOR).post("/appeals/new", data={"text": "M", "tie": f"call:{call.id}"}))
    assert 'name="call"' not in shown


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
    assert f'name="call" value="{call.id}"' in page(response, 422)


def test_a_withheld_number_is_logged_as_well(operator: FlaskClient, tell: Tell, desk: Desk) -> None:
    call = tell(Event.ANSWERED, number="anonymous")
    assert "nömrə gizlədilib" in page(operator.get("/calls/mine/now"))
    form = page(operator.get(f"/appeals/new?call={call.id}"))
    assert f'name="call" value="{call.id}"' in form
    assert "Zəng: nömrə gizlədilib, " in form
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
