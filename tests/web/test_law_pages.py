"""The pages of limits and calendar: everybody reads, two persons change."""

import re
from datetime import timedelta

import pytest
from sqlalchemy import select

from callcenter.accounts.vocabulary import Role
from callcenter.appeals.models import Appeal
from callcenter.appeals.vocabulary import Action
from callcenter.core import clock
from callcenter.core.clock import baku_date
from callcenter.core.sealing import Sealer
from knowledge_base.suggesting import Knowledge
from tests import factories
from tests.factories import Desk

LIMIT = {
    "key": "appeal.limit",
    "value": "20",
    "valid_from": "01.03.2027",
    "act": "1308-IVQ",
    "clause": "10.1",
    "certainty": "V",
    "reason": "Qanuna dəyişiklik edilib.",
}


def test_every_limit_is_shown_with_act_and_clause(desk: Desk) -> None:
    page = desk.open(Role.UNIT_STAFF).get("/law").text
    assert "Müraciətə baxılma müddəti" in page
    assert "1308-IVQ, 10.1" in page
    assert "Dəyişiklik təklif et" not in page


def test_the_calendar_of_a_year_shows_its_holidays_and_its_doubt(desk: Desk) -> None:
    reader = desk.open(Role.OPERATOR)
    assert "Novruz" in reader.get("/law/calendar?year=2026").text
    assert "təxmini" in reader.get("/law/calendar?year=2027").text
    assert "hələ daxil edilməyib" in reader.get("/law/calendar?year=2031").text


@pytest.mark.parametrize("year", ["x", "0", "99999"])
def test_a_year_that_is_none_is_this_year(desk: Desk, year: str) -> None:
    assert desk.open(Role.OPERATOR).get(f"/law/calendar?year={year}").status_code == 200


def test_a_change_goes_from_one_person_to_another(desk: Desk) -> None:
    head, administrator = desk.open(Role.CENTRE_HEAD), desk.open(Role.ADMINISTRATOR)
    answer = head.post("/law/limits", data=LIMIT)
    effect = answer.headers["Location"]
    assert re.fullmatch(r"/law/changes/\d+", effect)
    own = head.get(effect).text
    assert "Təklifi başqa şəxs təsdiq etməlidir." in own
    assert f"{effect}/confirm" not in own
    assert f"{effect}/confirm" in administrator.get(effect).text
    administrator.post(f"{effect}/confirm")
    page = head.get("/law").text
    assert re.search(r"<strong>20</strong>\s*iş günü", page)


def test_the_effect_names_the_appeals_with_a_step_to_come_to_who_may_know_of_them(
    desk: Desk, knowledge: Knowledge, sealer: Sealer
) -> None:
    today, ahead = baku_date(clock.now()), clock.now() + timedelta(hours=3)
    with desk.database.transaction() as session:
        operator = factories.make_actor(session, Role.OPERATOR)
        number = factories.log(session, operator, knowledge=knowledge, sealer=sealer, now=ahead).number
    head, administrator = desk.open(Role.CENTRE_HEAD), desk.open(Role.ADMINISTRATOR)
    change = {**LIMIT, "valid_from": f"{today:%d.%m.%Y}"}
    effect = administrator.post("/law/limits", data=change).headers["Location"]
    for reader, named in ((head, True), (administrator, False)):
        page = reader.get(effect).text
        assert "sistemin saatı irəli getmişdi" in page
        assert (f'<a class="nowrap" href="/appeals/{number}">' in page) is named
    assert head.post(f"{effect}/confirm").status_code == 303
    with desk.database.reading() as session:
        appeal = session.scalars(select(Appeal).where(Appeal.number == number)).one()
        assert appeal.events[-1].action is Action.RECOUNT


def test_a_wrong_value_comes_back_with_what_was_typed(desk: Desk) -> None:
    answer = desk.open(Role.CENTRE_HEAD).post(
        "/law/limits", data={**LIMIT, "value": "iyirmi", "valid_from": "sabah"}
    )
    assert answer.status_code == 422
    assert "Tam ədəd yazın." in answer.text
    assert "Qanuna dəyişiklik edilib." in answer.text


def test_an_operator_proposes_nothing(desk: Desk) -> None:
    assert desk.open(Role.OPERATOR).post("/law/limits", data=LIMIT).status_code == 403
