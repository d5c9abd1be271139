"""Receiving applicants: the timetable, the invitation and the result, on the pages of their people."""

import re
from datetime import timedelta

import pytest
import time_machine
from sqlalchemy import select
from werkzeug.test import TestResponse

from callcenter.accounts.vocabulary import Role
from callcenter.appeals.reception_models import ReceptionSlot
from callcenter.appeals.vocabulary import State
from callcenter.directory.models import StaffMember
from tests.clauses import clause
from tests.factories import CALL_CENTRE, NETWORK, SOFTWARE, WIFI, Desk
from tests.web.pages import appeal_of, page
from tests.web.players import NOON, Player, complain

pytestmark = pytest.mark.usefixtures("travel")


def official_of(desk: Desk) -> int:
    with desk.database.reading() as session:
        newest = select(StaffMember.id).where(StaffMember.head).order_by(StaffMember.id.desc())
        return session.scalars(newest.limit(1)).one()


def make_timetable(chief: Player, official: int, **changed: str) -> TestResponse:
    form = {
        "official": str(official),
        "month": "2026-10",
        "weekdays.3": "1",
        "first": "10:00",
        "until": "11:00",
        "minutes": "30",
        "place": "Bakı, 205-ci otaq",
        **changed,
    }
    return chief.client.post("/reception", data=form)


@clause("002:4.0.8")
def test_a_timetable_is_made_an_applicant_invited_and_the_result_noted(
    operator: Player, software: Player, desk: Desk, travel: time_machine.Traveller
) -> None:
    official = official_of(desk)
    chief = Player(desk.open(Role.CENTRE_HEAD))
    assert make_timetable(chief, official).status_code == 303
    shown = chief.opens("/reception?month=2026-10")
    assert "15 okt 2026" in shown
    assert "10:30" in shown

    number = complain(operator)
    slot = re.search(r'<option value="(\d+)">15 okt 2026, 10:00', operator.reads(number))
    assert slot is not None
    assert operator.acts(number, "invite", slot=slot.group(1)).status_code == 303
    assert appeal_of(desk, number).state is State.INVITED
    assert number in software.opens("/reception")
    assert "act-receive" not in software.reads(number)

    travel.move_to(NOON + timedelta(days=2))
    colleague = Player(desk.open(Role.OPERATOR, unit=CALL_CENTRE))
    assert "act-receive" in colleague.reads(number)
    assert colleague.acts(number, "receive", said="İzah edildi.", answered="1").status_code == 303
    assert appeal_of(desk, number).state is State.REGISTERED
    assert "şifahi cavabla razılaşıb" in colleague.reads(number)


def test_the_reception_page_names_an_appeal_only_to_those_who_may_know_of_it(
    operator: Player, software: Player, desk: Desk
) -> None:
    official = official_of(desk)
    chief = Player(desk.open(Role.CENTRE_HEAD))
    make_timetable(chief, official)
    with desk.database.reading() as session:
        slot = session.scalars(select(ReceptionSlot.id).order_by(ReceptionSlot.id)).first()
    number = complain(operator, confidential="1")
    operator.acts(number, "invite", slot=str(slot))
    for one, sees in (
        (operator, True),
        (chief, True),
        (software, True),
        (Player(desk.open(Role.OPERATOR)), False),
        (Player(desk.open(Role.LEADERSHIP)), False),
    ):
        assert (number in one.opens("/reception?month=2026-10")) is sees
    elsewhere = Player(desk.open(Role.UNIT_HEAD, unit=NETWORK)).opens("/reception?month=2026-10")
    assert number not in elsewhere
    assert "15 okt 2026" not in elsewhere


def test_a_wrong_pattern_keeps_what_was_typed(desk: Desk, software: Player) -> None:
    wrong = make_timetable(software, official_of(desk), until="09:00", minutes="abc", place="205-ci otaq")
    shown = page(wrong, 422)
    assert "Dəqiqələri ədədlə yazın." in shown
    assert 'value="205-ci otaq"' in shown
    shown = page(make_timetable(software, official_of(desk), until="09:00"), 422)
    assert "Qəbulun sonu əvvəlindən gec olmalıdır." in shown


def test_a_free_time_is_cancelled_from_the_page(desk: Desk, software: Player) -> None:
    make_timetable(software, official_of(desk))
    found = re.search(r'action="(/reception/\d+/cancel)"', software.opens("/reception?month=2026-10"))
    assert found is not None
    assert software.client.post(found.group(1)).status_code == 303
    assert found.group(1) not in software.opens("/reception?month=2026-10")
    assert software.client.post(found.group(1)).status_code == 404


@pytest.mark.parametrize("month", ["2026-13", "x", "0000-01", "2026-1", "9999-12"])
def test_a_month_that_is_none_is_this_one(software: Player, month: str) -> None:
    assert "oktyabr 2026" in software.opens(f"/reception?month={month}")


def test_an_urgent_invitation_that_lacks_something_keeps_the_rest(operator: Player, desk: Desk) -> None:
    number = complain(operator)
    shown = page(operator.acts(number, "invite", urgent__place="205-ci otaq", reason="Təcilidir."), 422)
    assert 'value="205-ci otaq"' in shown
    assert "Təcilidir." in shown
    desk.open(Role.UNIT_HEAD, unit=SOFTWARE)
    invited = operator.acts(
        number,
        "invite",
        urgent__official=str(official_of(desk)),
        urgent__day="2026-10-13",
        urgent__at="12:30",
        urgent__place="205-ci otaq",
        reason="Təcilidir.",
    )
    assert invited.status_code == 303
    assert "təcili" in operator.reads(number)


def option_of(operator: Player, number: str, begins: str) -> str:
    """The id of the free time that begins so, as it is offered on the appeal's page."""
    found = re.search(rf'<option value="(\d+)">{begins}', operator.reads(number))
    assert found is not None
    return found.group(1)


@clause("002:4.0.8")
def test_a_change_of_the_calendar_lists_whom_to_ring_and_takes_free_times_away(
    operator: Player, software: Player, desk: Desk
) -> None:
    chief, administrator = Player(desk.open(Role.CENTRE_HEAD)), Player(desk.open(Role.ADMINISTRATOR))
    make_timetable(chief, official_of(desk))
    number = complain(operator)
    operator.acts(number, "invite", slot=option_of(operator, number, "22 okt 2026, 10:00"))
    assert "Başqa vaxta keçirilməli" not in operator.opens("/reception")

    form = {"day": "2026-10-22", "working": "no", "name": "əlavə bayram", "kind": "holiday"}
    proposed = chief.client.post("/law/days", data={**form, "source": "NK", "reason": "NK"})
    assert proposed.status_code == 303
    effect = proposed.location
    shown = chief.opens(effect)
    assert "Qəbullara təsiri" in shown
    assert number in shown
    assert "boş qəbul vaxtlarının sayı: 1" in shown
    assert number not in administrator.opens(effect), "who sees no appeals reads the time alone"
    assert administrator.client.post(f"{effect}/confirm").status_code == 303

    for reader in (operator, software):
        shown = reader.opens("/reception?month=2026-10")
        listed = shown.split('id="to-move"')[1].split("</section>")[0]
        assert number in listed
        assert "Həmin gün iş günü deyil: əlavə bayram." in listed
        assert "Təklif olunmayan boş vaxtlar: 1." in shown
        assert number not in shown.split('id="expected"')[1].split("</section>")[0]
    assert "keçirilə bilməz" in operator.opens("/notices")
    appeal = operator.reads(number)
    assert "başqa vaxta keçirilməlidir" in appeal
    assert "22 okt 2026, 10:30" not in appeal
    assert (
        operator.acts(number, "invite", slot=option_of(operator, number, "29 okt 2026, 10:30")).status_code
        == 303
    )
    assert "Başqa vaxta keçirilməli" not in operator.opens("/reception")


def test_a_reception_without_a_result_is_asked_for(
    operator: Player, software: Player, desk: Desk, travel: time_machine.Traveller
) -> None:
    make_timetable(Player(desk.open(Role.CENTRE_HEAD)), official_of(desk))
    number = complain(operator)
    operator.acts(number, "invite", slot=option_of(operator, number, "15 okt 2026, 10:00"))
    travel.move_to(NOON + timedelta(days=10))
    later = Player(desk.open(Role.OPERATOR, unit=CALL_CENTRE))
    assert number in later.opens("/reception").split('id="unsaid"')[1].split("</section>")[0]
    assert "15 okt 2026" in later.opens("/reception?month=2026-10"), "what was is still in the timetable"
    later.acts(number, "miss")
    shown = later.opens("/reception?month=2026-10")
    assert 'id="unsaid"' not in shown
    assert "qəbula gəlməyib" in shown


def test_free_times_stand_by_official_and_those_of_the_appeals_unit_come_first(
    operator: Player, desk: Desk
) -> None:
    chief = Player(desk.open(Role.CENTRE_HEAD))
    heads, names = {}, {}
    for unit in (NETWORK, SOFTWARE):
        heads[unit] = Player(desk.open(Role.UNIT_HEAD, unit=unit))
        official = official_of(desk)
        make_timetable(chief, official)
        with desk.database.reading() as session:
            names[unit] = session.get_one(StaffMember, official).full_name
    # What is said of one matter by one caller would be a repeat.
    for text, (unit, name) in zip((WIFI, "Portalda ərizə forması açılmır."), names.items(), strict=True):
        number = complain(operator, text=text)
        assert operator.acts(number, "route", unit=unit).status_code == 303
        assert heads[unit].acts(number, "accept").status_code == 303
        first = re.search(r'<optgroup label="([^"]*)"', operator.reads(number))
        assert first is not None
        assert name in first.group(1)


def test_a_head_finds_their_own_name_chosen(desk: Desk, software: Player) -> None:
    assert re.search(rf'<option value="{official_of(desk)}" selected>', software.opens("/reception"))
