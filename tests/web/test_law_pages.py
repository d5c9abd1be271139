"""The pages of limits and calendar: everybody reads, two persons change."""

import re
from datetime import date, datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import select

from callcenter.accounts.vocabulary import Role
from callcenter.appeals import consulting
from callcenter.appeals.consulting_models import Consultation
from callcenter.appeals.models import Appeal
from callcenter.appeals.vocabulary import Action
from callcenter.calls import owing
from callcenter.calls.callback_models import Callback
from callcenter.calls.owing import Asked
from callcenter.calls.vocabulary import Why
from callcenter.core import clock
from callcenter.core.clock import BAKU, baku_date
from callcenter.core.sealing import Sealer
from callcenter.law.parameters import SEED
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


def test_a_correction_shows_what_it_takes_the_place_of_with_unit_act_and_clause(desk: Desk) -> None:
    """Also where that was shipped with the product, and after it is confirmed."""
    head, administrator = desk.open(Role.CENTRE_HEAD), desk.open(Role.ADMINISTRATOR)
    since = next(row.valid_from for row in SEED if row.key == "appeal.limit")
    change = {**LIMIT, "valid_from": f"{since:%d.%m.%Y}"}
    effect = head.post("/law/limits", data=change).headers["Location"]
    waiting = administrator.get(effect).text
    assert f"15 iş günü (1308-IVQ, 10.1), {since:%d.%m.%Y} tarixindən" in waiting
    assert f"«Müraciətə baxılma müddəti» {since:%d.%m.%Y} tarixindən 20 iş günü olur" in waiting
    administrator.post("/language", data={"language": "en"})
    assert "15 working days (1308-IVQ, 10.1)" in administrator.get(effect).text
    administrator.post(f"{effect}/confirm")
    assert f"15 iş günü (1308-IVQ, 10.1), {since:%d.%m.%Y} tarixindən" in head.get(effect).text
    assert re.search(r"<s [^>]*><strong>15</strong>\s*iş günü</s>", head.get("/law").text)


def test_the_effect_counts_no_appeal_that_complains_of_its_reader(
    desk: Desk, knowledge: Knowledge, sealer: Sealer, now: datetime
) -> None:
    head = desk.open(Role.CENTRE_HEAD, unit=factories.CALL_CENTRE)
    administrator = desk.open(Role.ADMINISTRATOR)
    with desk.database.transaction() as session:
        operator = factories.make_actor(session, Role.OPERATOR)
        typed: dict[str, Any] = {"knowledge": knowledge, "sealer": sealer, "now": now}
        factories.log(session, operator, **typed)
        factories.log(session, operator, **typed, about_unit=factories.CALL_CENTRE)
    change = {**LIMIT, "valid_from": f"{baku_date(now):%d.%m.%Y}"}
    effect = administrator.post("/law/limits", data=change).headers["Location"]
    assert "2 müraciətin icra müddəti dəyişəcək; açıq müraciətlərin sayı 2." in administrator.get(effect).text
    assert "1 müraciətin icra müddəti dəyişəcək; açıq müraciətlərin sayı 1." in head.get(effect).text
    head.post(f"{effect}/confirm")
    assert "1 açıq müraciətin icra müddəti yenidən hesablandı." in head.get("/law").text
    for reader, count in ((head, 1), (administrator, 2)):
        moved = rf"<dt>Müddəti dəyişən müraciətlər</dt><dd>{count}</dd>"
        assert re.search(moved, reader.get(effect).text)


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


ALSO_MOVE = {
    "az": "Bundan başqa dəyişəcək müddətlər: bölmələrdən soruşulan rəylər: 1, geri zənglər: 1.",
    "ru": "Кроме того, изменятся сроки: заключения, запрошенные у подразделений: 1, обратные звонки: 1.",
    "en": "Other due dates that will move: advice asked of units: 1, call-backs: 1.",
}


def test_the_effect_says_in_a_line_how_many_other_clocks_move_and_confirming_moves_them(
    desk: Desk, knowledge: Knowledge, sealer: Sealer, now: datetime
) -> None:
    with desk.database.transaction() as session:
        operator = factories.make_actor(session, Role.OPERATOR)
        appeal = factories.log(session, operator, knowledge=knowledge, sealer=sealer, now=now)
        given = {"units": [factories.SOFTWARE], "question": "Xətti kim çəkib?"}
        consulting.consult(session, appeal.number, appeal.version, **given, by=operator, now=now)  # type: ignore[arg-type]  # as given
        owing.owe(session, Asked("0502124487", Why.MISSED, now), by=operator)
    head, administrator = desk.open(Role.CENTRE_HEAD), desk.open(Role.ADMINISTRATOR)
    holiday = {"day": "14.10.2026", "working": "no", "name": "əlavə bayram", "kind": "holiday"}
    effect = head.post("/law/days", data={**holiday, "source": "NK", "reason": "Qərar."}).headers["Location"]
    for language, said in ALSO_MOVE.items():
        administrator.post("/language", data={"language": language})
        assert said in administrator.get(effect).text
    assert administrator.post(f"{effect}/confirm").status_code == 303
    with desk.database.reading() as session:
        assert session.scalars(select(Consultation.due_on)).one() == date(2026, 10, 19)
        assert session.scalars(select(Callback.due_at)).one() == datetime(2026, 10, 13, 17, tzinfo=BAKU)


def test_where_nothing_else_moves_the_effect_says_nothing_of_it(desk: Desk) -> None:
    head = desk.open(Role.CENTRE_HEAD)
    effect = head.post("/law/limits", data=LIMIT).headers["Location"]
    assert "Bundan başqa dəyişəcək müddətlər" not in head.get(effect).text


def test_a_wrong_value_comes_back_with_what_was_typed(desk: Desk) -> None:
    answer = desk.open(Role.CENTRE_HEAD).post(
        "/law/limits", data={**LIMIT, "value": "iyirmi", "valid_from": "sabah"}
    )
    assert answer.status_code == 422
    assert "Tam ədəd yazın." in answer.text
    assert "Qanuna dəyişiklik edilib." in answer.text


def test_what_nobody_switches_is_shown_as_a_fact_and_not_offered(desk: Desk) -> None:
    page = desk.open(Role.CENTRE_HEAD).get("/law").text
    assert page.count("qanunun tələbi, dəyişdirilmir") == 4
    assert 'value="recording.notice"' not in page
    assert 'value="appeal.limit"' in page


def test_a_correction_is_shown_as_such_and_the_history_names_the_limit(desk: Desk) -> None:
    head, administrator = desk.open(Role.CENTRE_HEAD), desk.open(Role.ADMINISTRATOR)
    for value in ("20", "18"):
        effect = head.post("/law/limits", data={**LIMIT, "value": value}).headers["Location"]
        assert ("əvvəlki dəyişikliyin düzəlişidir" in administrator.get(effect).text) is (value == "18")
        administrator.post(f"{effect}/confirm")
    page = head.get("/law").text
    assert re.search(r"<strong>18</strong>\s*iş günü\s*<br><s[^>]*><strong>20</strong>", page)
    assert "düzəldilib" in page
    history = page.partition("Əvvəlki dəyişikliklər")[2]
    assert "Müraciətə baxılma müddəti" in history
    assert "appeal.limit" not in history


def test_an_operator_proposes_nothing(desk: Desk) -> None:
    assert desk.open(Role.OPERATOR).post("/law/limits", data=LIMIT).status_code == 403
