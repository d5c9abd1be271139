"""Lists name an applicant by initials: in full only before who speaks with the person, and that is written by hand here."""

import re
from collections.abc import Iterator
from html import unescape

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select
from sqlalchemy.orm import Session
from werkzeug.routing import Rule
from werkzeug.test import TestResponse

from callcenter.accounts.models import User
from callcenter.accounts.vocabulary import Role, Scope
from callcenter.appeals import answering
from callcenter.appeals.vocabulary import Kind, Outcome
from callcenter.calls import callbacks, copies
from callcenter.calls.models import Call
from callcenter.core import clock
from callcenter.core.sealing import Sealer
from callcenter.directory.actors import actor_of
from callcenter.web.display import initials
from knowledge_base.suggesting import Knowledge
from tests import factories
from tests.factories import CALL_CENTRE, NETWORK, Desk
from tests.usecases import call_events
from tests.web.crawling import LEFT_OUT, text_of
from tests.web.hidden_past import CALLER, PHONE, Past

OP, C = Role.OPERATOR, Role.CENTRE_HEAD
# Where the whole name is needed, and by whom; why stands in the docstring of the filter.
NEEDED: dict[str, set[Role]] = {
    "appeals.desk": {OP},  # to be told the answer
    "appeals.satisfaction": {OP, C},  # to be rung up and asked
    "calls.callbacks": {OP, C},  # to be called back
    "calls.now": {OP},  # the call at hand, asked for again and again
    "calls.copies": {C},  # hands the copy to the person
}
SHORT = "P. G."
AT_HAND = re.compile(r'<div class="calls-at-hand".*?</div>', re.DOTALL)


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("Aytən Sınaq", "A. S."),
        ("  Əli   oğlu  Vəli", "Ə. o. V."),
        ("«Xəzər» MMC", "X. M."),
        ("İlqar", "İ."),
        ("— ?", ""),
        ("", ""),
        (None, ""),
    ],
)
def test_a_name_is_told_by_its_initials(name: str | None, shown: str) -> None:
    assert initials(name) == shown


@pytest.fixture
def people(app: Flask, desk: Desk, knowledge: Knowledge, sealer: Sealer) -> dict[Role, FlaskClient]:
    """Browsers of everybody, over appeals and calls of one caller at every desk."""
    with desk.database.transaction() as session:
        users = {role: _user(session, role) for role in Role}
        past = Past(session, knowledge, sealer, clock.now())
        _appeals(past, users)
        _calls(session, users[OP])
        return {role: desk.of(session, user) for role, user in users.items()}


def test_no_list_names_the_applicant_to_who_need_not_speak_with_them(
    app: Flask, people: dict[Role, FlaskClient]
) -> None:
    named: dict[str, set[Role]] = {}
    for rule in _lists(app):
        address = app.url_map.bind("localhost").build(rule.endpoint)
        for role, client in people.items():
            if any(part in _without_call_at_hand(client.get(address)) for part in CALLER.split()):
                named.setdefault(rule.endpoint, set()).add(role)
    assert named == NEEDED


def test_lists_of_calls_and_copies_show_the_initials(people: dict[Role, FlaskClient]) -> None:
    for address in ("/calls", "/calls/mine"):
        assert SHORT in text_of(people[OP].get(address))
    assert SHORT in text_of(people[OP].get("/calls/copies"))


def test_a_call_names_its_caller_to_who_took_it_and_to_the_head(
    desk: Desk, people: dict[Role, FlaskClient]
) -> None:
    with desk.database.reading() as session:
        address = f"/calls/{session.scalars(select(Call.id)).one()}"
    another = desk.open(OP, unit=CALL_CENTRE)
    assert CALLER in unescape(people[OP].get(address).get_data(as_text=True))
    assert CALLER in unescape(people[C].get(address).get_data(as_text=True))
    stranger = unescape(another.get(address).get_data(as_text=True))
    assert CALLER not in stranger
    assert SHORT in stranger


def test_searching_names_nobody(people: dict[Role, FlaskClient]) -> None:
    for role in (OP, C, Role.LEADERSHIP, Role.UNIT_HEAD, Role.UNIT_STAFF):
        found = people[role].post("/appeals/search", data={"words": "internet"})
        assert CALLER not in _without_call_at_hand(found)


def test_the_call_at_hand_is_named_on_every_page_to_who_speaks_with_the_person_and_to_nobody_else(
    desk: Desk, people: dict[Role, FlaskClient]
) -> None:
    named = {role for role, client in people.items() if CALLER in _call_at_hand(client.get("/knowledge"))}
    assert named == {OP}
    another = desk.open(OP, unit=CALL_CENTRE).get("/knowledge")
    assert AT_HAND.search(text_of(another))
    assert CALLER not in text_of(another)


def test_the_api_names_nobody(
    app: Flask, desk: Desk, people: dict[Role, FlaskClient], knowledge: Knowledge
) -> None:
    with desk.database.transaction() as session:
        _, secret = factories.make_key(session, *Scope)
    client, headers = app.test_client(), {"Authorization": f"Bearer {secret}"}
    listed = client.get("/api/v1/appeals", headers=headers).get_json()["appeals"]
    assert listed
    for address in ("/api/v1/appeals", *(f"/api/v1/appeals/{one['number']}" for one in listed)):
        assert "Gizlinzadə" not in text_of(client.get(address, headers=headers))


def _call_at_hand(response: TestResponse) -> str:
    return "".join(AT_HAND.findall(text_of(response)))


def _without_call_at_hand(response: TestResponse) -> str:
    """What a page says besides the panel that goes with its operator from page to page."""
    return AT_HAND.sub("", text_of(response))


def _lists(app: Flask) -> Iterator[Rule]:
    """The addresses that name no single thing: pages of lists and desks."""
    for rule in app.url_map.iter_rules():
        if rule.endpoint not in LEFT_OUT and "GET" in (rule.methods or ()) and not rule.arguments:
            yield rule


def _user(session: Session, role: Role) -> User:
    units = {Role.UNIT_HEAD: NETWORK, Role.UNIT_STAFF: NETWORK, OP: CALL_CENTRE, C: CALL_CENTRE}
    return factories.make_user(session, role, unit=units.get(role))


def _appeals(past: Past, users: dict[Role, User]) -> None:
    """With the unit, approved to be told, and closed to be asked about."""
    plain = "Nazirlikdə internet kəsilir, şəbəkəni düzəldin."
    with_unit, to_tell, closed = (past.log(plain, kind=Kind.APPLICATION) for _ in range(3))
    past.taken_by(with_unit, NETWORK)
    past.approved_by(to_tell, NETWORK)
    past.answered_by(closed, NETWORK)
    past.act(answering.close, closed, past.operator, outcome=Outcome.EXPLAINED)
    past.reported()


def _calls(session: Session, operator: User) -> None:
    """One at hand, of which a copy is asked for, and a call-back owed."""
    now, by = clock.now(), actor_of(session, operator)
    call = call_events.answered(session, now, number=PHONE, operator=operator.name)
    call.operator_id, call.recording_ref = operator.id, "r-1"
    session.flush()
    copies.register(session, call.id, name=CALLER, identity="vəsiqə", by=by, now=now)
    callbacks.order(session, PHONE, note="", by=by, now=now)
