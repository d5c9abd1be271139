"""Unit work on the pages and in the API: resolutions, absences, the deputy's desk, and the binding decision."""

import re
from datetime import date, timedelta

import pytest
from flask import Flask
from sqlalchemy import select
from werkzeug.test import TestResponse

from callcenter.accounts.models import User
from callcenter.accounts.vocabulary import Role, Scope
from callcenter.appeals.models import Appeal
from callcenter.core import clock
from callcenter.directory import queries as directory
from callcenter.directory.absence_models import Absence
from callcenter.directory.models import StaffMember
from tests import factories
from tests.clauses import clause
from tests.factories import NETWORK, SOFTWARE, Desk
from tests.web.pages import page
from tests.web.players import Player, routed


class Person(Player):
    """Somebody with a browser and, in a unit, a place."""

    def __init__(self, desk: Desk, role: Role, unit: str | None = None) -> None:
        with desk.database.transaction() as session:
            user = factories.make_user(session, role, unit=unit)
            super().__init__(desk.of(session, user))
            self.name = user.display_name
            found = session.scalar(select(StaffMember.id).where(StaffMember.user_id == user.id))
            self.staff = str(found)


@pytest.fixture
def operator(desk: Desk) -> Person:
    return Person(desk, Role.OPERATOR)


@pytest.fixture
def head(desk: Desk) -> Person:
    return Person(desk, Role.UNIT_HEAD, NETWORK)


@pytest.fixture
def executor(desk: Desk) -> Person:
    return Person(desk, Role.UNIT_STAFF, NETWORK)


@pytest.fixture
def colleague(desk: Desk) -> Person:
    return Person(desk, Role.UNIT_STAFF, NETWORK)


def today() -> date:
    return clock.baku_date(clock.now())


def accepted(operator: Person, head: Person) -> str:
    number = routed(operator)
    assert head.acts(number, "accept").status_code == 303
    return number


def away(by: Person, person: Person, deputy: Person | None, first: int = 0, last: int = 5) -> TestResponse:
    days = {"first_on": today() + timedelta(days=first), "last_on": today() + timedelta(days=last)}
    return by.client.post(
        "/directory/absences",
        data={
            "staff": person.staff,
            "deputy": deputy.staff if deputy else "",
            "reason": "leave",
            **{name: day.isoformat() for name, day in days.items()},
        },
    )


def due_on(desk: Desk, number: str) -> date:
    with desk.database.reading() as session:
        return session.scalars(select(Appeal.due_on).where(Appeal.number == number)).one()


@clause("002:5.4.2")
def test_a_resolution_is_typed_once_and_read_by_everybody_it_concerns(
    operator: Person, head: Person, executor: Person, colleague: Person, desk: Desk
) -> None:
    number = accepted(operator, head)
    day = due_on(desk, number)
    given = head.acts(
        number,
        "assign",
        executor=executor.staff,
        internal_due_on=day.isoformat(),
        instruction="Xətti yoxlayın.",
        **{f"co_executors.{colleague.staff}": "1"},
    )
    assert given.status_code == 303
    for reader in (head, executor, colleague, operator):
        read = reader.reads(number)
        section = read.split('id="resolutions-head"')[1].split("</section>")[0]
        assert "Xətti yoxlayın." in section
        assert executor.name in section
        assert colleague.name in section
    assert "Sizin icranızda (1)" in executor.opens("/inbox")
    assert "daxili müddət:" in executor.opens("/inbox")
    assert "Həmicraçı olduqlarınız (1)" in colleague.opens("/inbox")
    assert 'id="act-draft"' in colleague.reads(number)


def test_a_refused_resolution_keeps_all_that_was_typed(
    operator: Person, head: Person, executor: Person, colleague: Person
) -> None:
    number = accepted(operator, head)
    past = (today() - timedelta(days=3)).isoformat()
    refused = head.acts(
        number,
        "assign",
        executor=executor.staff,
        internal_due_on=past,
        instruction="Xətti yoxlayın.",
        **{f"co_executors.{colleague.staff}": "1"},
    )
    shown = page(refused, 422)
    assert "Daxili müddət keçmiş gün ola bilməz" in shown
    assert f'value="{executor.staff}" selected' in shown
    assert f'name="assign.co_executors.{colleague.staff}" value="1" checked' in shown
    assert f'value="{past}"' in shown
    assert "Xətti yoxlayın." in shown


@pytest.mark.parametrize("rule", ["turn", "least_loaded"])
def test_a_rule_of_choice_is_chosen_like_a_person(
    operator: Person, head: Person, executor: Person, rule: str
) -> None:
    number = accepted(operator, head)
    assert executor.name in head.reads(number)
    assert head.acts(number, "assign", executor=rule).status_code == 303
    assert "Sizin icranızda (1)" in executor.opens("/inbox")


def test_the_form_says_who_is_away_and_gives_their_work_to_the_deputy(
    operator: Person, head: Person, executor: Person, colleague: Person
) -> None:
    number = accepted(operator, head)
    assert away(head, executor, colleague).status_code == 303
    read = head.reads(number)
    assert f"əvəz edir: {colleague.name}" in read
    head.acts(number, "assign", executor=executor.staff)
    assert f"{executor.name} işdə olmadığı üçün onun əvəzinə" in head.reads(number)
    assert "Sizin icranızda (1)" in colleague.opens("/inbox")


def test_open_work_of_somebody_absent_stands_under_its_own_heading_on_the_deputys_desk(
    operator: Person, head: Person, executor: Person, colleague: Person
) -> None:
    number = accepted(operator, head)
    head.acts(number, "assign", executor=executor.staff)
    away(head, executor, colleague)
    desk = colleague.opens("/inbox")
    assert "Əvəz etdiyiniz əməkdaşların işi (1)" in desk
    assert f"{executor.name}" in desk
    assert 'id="act-draft"' in colleague.reads(number)


def test_who_stands_in_for_the_head_gets_the_heads_pages_for_those_days(
    operator: Person, head: Person, executor: Person
) -> None:
    number = routed(operator)
    assert executor.client.post(f"/appeals/{number}/accept", data={"version": "2"}).status_code == 403
    assert executor.client.get("/directory/absences").status_code == 403
    away(head, head, executor)
    assert executor.acts(number, "accept").status_code == 303
    assert executor.client.get("/directory/absences").status_code == 200
    assert "rəhbərin səlahiyyətləri ilə" in executor.opens("/inbox")


def test_the_list_of_absences_shows_shortens_and_cancels(
    desk: Desk, head: Person, executor: Person, colleague: Person
) -> None:
    away(head, executor, colleague, first=-1, last=9)
    away(head, colleague, None, first=20, last=25)
    listed = head.opens("/directory/absences")
    assert executor.name in listed
    assert "indi işdə deyil" in listed
    with desk.database.reading() as session:
        running, coming = session.scalars(select(Absence.id).order_by(Absence.id)).all()
    late = head.client.post(
        f"/directory/absences/{running}/shorten",
        data={"last_on": (today() + timedelta(days=30)).isoformat()},
    )
    assert "əvvəlkindən tez olmalıdır" in page(late, 422)
    sooner = {"last_on": today().isoformat()}
    assert head.client.post(f"/directory/absences/{running}/shorten", data=sooner).status_code == 303
    assert "qısaldılıb" in head.opens("/directory/absences")
    assert head.client.post(f"/directory/absences/{coming}/cancel").status_code == 303
    assert "ləğv edilib" in head.opens("/directory/absences")


def test_what_is_wrong_with_an_absence_is_said_beside_its_fields_and_what_was_typed_stays(
    head: Person, executor: Person
) -> None:
    refused = away(head, executor, executor, first=3, last=1)
    assert {"f-deputy-error", "f-last_on-error"} <= set(re.findall(r'id="(f-\w+-error)"', page(refused, 422)))
    assert f'value="{executor.staff}" selected' in page(refused, 422)


def test_a_head_keeps_no_absences_of_another_unit(desk: Desk, head: Person) -> None:
    stranger = Person(desk, Role.UNIT_STAFF, SOFTWARE)
    assert stranger.name not in head.opens("/directory/absences")
    assert away(head, stranger, None).status_code == 403
    assert away(Person(desk, Role.ADMINISTRATOR), stranger, None).status_code == 303


def test_a_return_offers_the_unit_of_the_cited_clause_first(operator: Person, head: Person) -> None:
    number = routed(operator)
    assert head.acts(number, "send-back", reason="Sayta aiddir.", clause="003:6.2.8").status_code == 303
    read = operator.reads(number)
    assert "bəndə görə: Elektron sistemlər" in read
    first = read.split('class="plain ways"')[1].split("</li>")[0]
    assert f'name="unit" value="{SOFTWARE}"' in first


@clause("002:5.4.1", "002:5.4.2")
def test_the_third_return_is_decided_by_the_head_of_the_call_centre_for_good(
    desk: Desk, operator: Person, head: Person
) -> None:
    chief = Person(desk, Role.CENTRE_HEAD)
    number = routed(operator)
    for turn in range(3):
        if turn:
            assert operator.acts(number, "route", unit=NETWORK).status_code == 303
        head.acts(number, "send-back", reason="Sayta aiddir.", clause="003:6.2.8")
    assert 'id="act-route"' not in operator.reads(number)
    refused = operator.acts(number, "route", unit=SOFTWARE)
    assert "yalnız çağrı mərkəzinin rəhbəri" in page(refused, 409)
    divided = {
        f"parts__{place}__{name}": value
        for place, unit in enumerate((NETWORK, SOFTWARE), 1)
        for name, value in (("unit", unit), ("text", "Hissə."))
    }
    assert operator.acts(number, "split", **divided).status_code == 409
    assert 'name="split.reason"' in chief.reads(number)
    assert "Məcburi qərar gözləyir" in chief.opens("/appeals/centre")
    assert number in chief.opens("/appeals/centre").split('id="to_decide"')[1]
    assert chief.acts(number, "route", unit=SOFTWARE).status_code == 422
    assert chief.acts(number, "route", unit=SOFTWARE, reason="6.2.8 üzrə.").status_code == 303
    leader = Person(desk, Role.UNIT_HEAD, SOFTWARE)
    assert "məcburi qərar" in leader.reads(number)
    assert 'id="act-send-back"' not in leader.reads(number)
    bound = leader.acts(number, "send-back", reason="Bizə aid deyil.", clause="003:6.1.6")
    assert bound.status_code == 409
    assert 'id="to_decide"' not in chief.opens("/appeals/centre")


def test_what_a_retired_unit_has_is_on_the_centre_heads_desk_and_can_be_taken_back(
    desk: Desk, operator: Person, head: Person
) -> None:
    chief = Person(desk, Role.CENTRE_HEAD)
    number = routed(operator)
    assert 'id="act-recall"' not in chief.reads(number)
    with desk.database.transaction() as session:
        directory.unit_named(session, NETWORK).retired_at = clock.now()
    assert number in chief.opens("/appeals/centre").split('id="retired"')[1]
    assert 'id="act-recall"' not in operator.reads(number)
    assert 'id="act-recall"' in chief.reads(number)
    assert chief.acts(number, "recall").status_code == 422
    assert chief.acts(number, "recall", reason="Bölmə ləğv edilib.").status_code == 303
    assert 'id="retired"' not in chief.opens("/appeals/centre")
    assert operator.acts(number, "route", unit=SOFTWARE).status_code == 303


def test_the_centre_heads_home_is_their_desk(desk: Desk) -> None:
    chief = Person(desk, Role.CENTRE_HEAD)
    assert chief.client.get("/").location.endswith("/appeals/centre")
    assert "Gözləyən müraciət yoxdur" in chief.opens("/appeals/centre")


def test_the_api_gives_an_appeal_out_in_turn_with_helpers_and_a_day(
    desk: Desk, app: Flask, operator: Person, head: Person, executor: Person, colleague: Person
) -> None:
    number = accepted(operator, head)
    with desk.database.transaction() as session:
        _, secret = factories.make_key(session, Scope.APPEALS_READ, Scope.APPEALS_WRITE)
    headers = {"Authorization": f"Bearer {secret}", "If-Match": '"3"'}
    address, client = f"/api/v1/appeals/{number}/assign", app.test_client()
    day = due_on(desk, number).isoformat()
    wrong = client.post(address, headers=headers, json={"executor": "turn", "internal_due_on": "2020-01-01"})
    assert (wrong.status_code, wrong.json and wrong.json["code"]) == (422, "invalid-input")
    sent = {"executor": "turn", "co_executors": [int(colleague.staff)], "internal_due_on": day}
    given = client.post(address, headers=headers, json=sent)
    assert given.status_code == 200
    assert given.json is not None
    assert given.json["executor"] == executor.name
    assert given.json["co_executors"] == [colleague.name]
    assert given.json["internal_due"] == day


def test_a_refused_decision_has_its_own_code_in_the_api(
    desk: Desk, app: Flask, operator: Person, head: Person
) -> None:
    number = routed(operator)
    for turn in range(3):
        if turn:
            operator.acts(number, "route", unit=NETWORK)
        head.acts(number, "send-back", reason="Sayta aiddir.", clause="003:6.2.8")
    with desk.database.transaction() as session:
        _, secret = factories.make_key(session, Scope.APPEALS_READ, Scope.APPEALS_WRITE)
        version = session.scalars(select(Appeal.version).where(Appeal.number == number)).one()
    headers = {"Authorization": f"Bearer {secret}", "If-Match": f'"{version}"'}
    refused = app.test_client().post(
        f"/api/v1/appeals/{number}/route", headers=headers, json={"unit": SOFTWARE, "reason": "…"}
    )
    assert refused.status_code == 409
    assert refused.json is not None
    assert refused.json["code"] == "binding-decision"


def test_a_disabled_executor_is_refused_with_one_sentence(
    desk: Desk, operator: Person, head: Person, executor: Person
) -> None:
    number = accepted(operator, head)
    with desk.database.transaction() as session:
        user = session.scalars(select(User).where(User.display_name == executor.name)).one()
        user.disabled_at = clock.now()
    assert f'<option value="{executor.staff}"' not in head.reads(number)
    refused = head.acts(number, "assign", executor=executor.staff)
    assert "sistemə daxil ola bilmir: başqa əməkdaş seçin" in page(refused, 422)
