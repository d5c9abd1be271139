"""Asking units, receiving applicants and turning to the Head of the Apparatus, on the pages of their people."""

import re
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from html import unescape
from pathlib import Path

import pytest
import time_machine
from flask.testing import FlaskClient
from sqlalchemy import select

from callcenter.accounts.vocabulary import Role
from callcenter.appeals.models import Appeal
from callcenter.appeals.reception_models import ReceptionSlot
from callcenter.appeals.referral_models import Referral
from callcenter.appeals.vocabulary import State
from callcenter.channels import edms
from callcenter.directory.models import StaffMember
from tests.clauses import clause
from tests.factories import APPARATUS, CALL_CENTRE, NETWORK, SOFTWARE, WIFI, Desk
from tests.usecases.exchange_folder import answer

NOON = datetime(2026, 10, 13, 8, 0, tzinfo=UTC)
QUESTION = "Bu avadanlığı siz quraşdırmısınız?"
PHONE = "050 212 44 87"


@pytest.fixture(autouse=True)
def clock() -> Iterator[time_machine.Traveller]:
    """A Tuesday at noon in Baku that stands still until it is moved."""
    with time_machine.travel(NOON, tick=False) as traveller:
        yield traveller


class Player:
    """Somebody at a desk."""

    def __init__(self, client: FlaskClient) -> None:
        self.client = client

    def reads(self, address: str, status: int = 200) -> str:
        response = self.client.get(address)
        assert response.status_code == status
        return unescape(response.get_data(as_text=True))

    def acts(self, number: str, act: str, **fields: str) -> tuple[int, str]:
        found = re.search(r'name="version" value="(\d+)"', self.reads(f"/appeals/{number}"))
        data = {f"{act}.{name.replace('__', '.')}": value for name, value in fields.items()}
        data["version"] = found.group(1) if found else "1"
        response = self.client.post(f"/appeals/{number}/{act}", data=data)
        return response.status_code, unescape(response.get_data(as_text=True))


@pytest.fixture
def operator(desk: Desk) -> Player:
    return Player(desk.open(Role.OPERATOR, unit=CALL_CENTRE))


@pytest.fixture
def software(desk: Desk) -> Player:
    return Player(desk.open(Role.UNIT_HEAD, unit=SOFTWARE))


def log(operator: Player, **changed: str) -> str:
    form = {
        "text": WIFI,
        "channel": "phone",
        "kind": "complaint",
        "caller.phone": PHONE,
        "caller.name": "Aytən Sınaq",
        "caller.fin": "5AB12CD",
        **changed,
    }
    response = operator.client.post("/appeals/new", data=form)
    assert response.status_code == 303, response.get_data(as_text=True)
    return response.location.rpartition("/")[2]


def state_of(desk: Desk, number: str) -> State:
    with desk.database.reading() as session:
        return session.scalars(select(Appeal.state).where(Appeal.number == number)).one()


def ask(operator: Player, number: str, unit: str = SOFTWARE) -> tuple[int, str]:
    return operator.acts(number, "consult", question=QUESTION, **{f"units__{unit}": "1"})


@clause("002:4.0.2", "002:4.0.7")
def test_a_question_stands_on_the_asked_units_desk_and_its_advice_on_the_appeal(
    operator: Player, software: Player, desk: Desk
) -> None:
    number = log(operator)
    assert ask(operator, number)[0] == 303
    inbox = software.reads("/inbox")
    assert "Bölmənizdən rəy soruşulur (1)" in inbox
    assert QUESTION in inbox
    assert "16 okt 2026" in inbox
    page = software.reads(f"/appeals/{number}")
    assert WIFI.split(",")[0] in re.sub(r"</?mark>", "", page)
    assert software.acts(number, "advise", text="Xeyr, biz deyil.")[0] == 303
    assert state_of(desk, number) is State.REGISTERED
    read = operator.reads(f"/appeals/{number}")
    assert "Xeyr, biz deyil." in read
    assert "daxili" in read
    assert "Bölmənizdən rəy soruşulur" not in software.reads("/inbox")


@clause("002:4.0.7")
def test_the_asked_unit_never_reads_who_the_applicant_is(operator: Player, software: Player) -> None:
    number = log(operator)
    software.reads(f"/appeals/{number}", 404)
    ask(operator, number)
    for address in ("/inbox", f"/appeals/{number}", "/appeals"):
        page = software.reads(address)
        assert not [one for one in (PHONE, "212 44", "Aytən Sınaq", "5AB12CD") if one in page], address
    assert "icraçı tam görür" in software.reads(f"/appeals/{number}")


def test_what_was_typed_stays_when_the_question_is_refused(operator: Player) -> None:
    number = log(operator)
    status, page = operator.acts(number, "consult", question=QUESTION)
    assert status == 422
    assert QUESTION in page
    assert "Rəyini soruşduğunuz bölməni seçin." in page
    status, page = operator.acts(number, "consult", **{f"units__{SOFTWARE}": "1"})
    assert status == 422
    assert re.search(rf'name="consult.units.{SOFTWARE}" value="1" checked', page)


def test_the_accused_unit_cannot_be_ticked(operator: Player, desk: Desk) -> None:
    number = log(operator, about_unit=SOFTWARE)
    page = operator.reads(f"/appeals/{number}")
    assert re.search(rf'name="consult.units.{SOFTWARE}" value="1" disabled', page)
    assert ask(operator, number)[0] == 409
    assert state_of(desk, number) is State.REGISTERED


def test_a_question_is_taken_back(operator: Player, software: Player, desk: Desk) -> None:
    number = log(operator)
    ask(operator, number)
    assert "Rəy və ya qəbul gözlənilir" in operator.reads("/desk")
    assert operator.acts(number, "call-off", reason="Aydınlaşdı.")[0] == 303
    assert state_of(desk, number) is State.REGISTERED
    software.reads(f"/appeals/{number}", 404)


@clause("002:4.0.09")
def test_the_cover_note_is_drafted_sent_and_its_result_comes_back(operator: Player, desk: Desk) -> None:
    head = Player(desk.open(Role.UNIT_HEAD, unit=APPARATUS))
    number = log(operator)
    offered = operator.reads(f"/appeals/{number}")
    note = re.search(r'<textarea[^>]*id="f-refer-note"[^>]*>\n(.*?)</textarea>', offered, re.S)
    assert note is not None
    assert number in note.group(1)
    assert "Aytən" not in note.group(1)
    assert operator.acts(number, "refer", note=note.group(1) + "\nƏlavə: xahiş olunur.")[0] == 303
    assert "Sizə təqdim olunub (1)" in head.reads("/inbox")
    page = head.reads(f"/appeals/{number}")
    assert "Əlavə: xahiş olunur." in page
    assert PHONE not in page
    assert head.acts(number, "report-back", result="Əsaslıdır, tədbir görüldü.")[0] == 303
    assert "Əsaslıdır, tədbir görüldü." in operator.reads(f"/appeals/{number}")


def test_a_letter_is_taken_back_from_the_page_and_its_reader_no_longer_has_it(
    operator: Player, desk: Desk
) -> None:
    head = Player(desk.open(Role.UNIT_HEAD, unit=APPARATUS))
    number = log(operator)
    assert "act-note" not in operator.reads(f"/appeals/{number}")
    operator.acts(number, "refer", note="Xahiş olunur.")
    assert "Sizə təqdim olunub (1)" in head.reads("/inbox")
    assert "Təqdimatı geri götürmək" not in head.reads(f"/appeals/{number}")
    status, page = operator.acts(number, "note", reason="")
    assert status == 422
    assert "Təqdimatın nə üçün geri götürüldüyünü yazın." in page
    assert operator.acts(number, "note", reason="Səhvən göndərilib.")[0] == 303
    page = operator.reads(f"/appeals/{number}")
    assert f"{number}: təqdimat geri götürüldü." in page
    assert "Geri götürülüb:" in page
    assert "Səhvən göndərilib." in page
    assert state_of(desk, number) is State.REGISTERED
    assert "Sizə təqdim olunub" not in head.reads("/inbox")
    assert "geri götürüldü" in head.reads("/notices")
    head.reads(f"/appeals/{number}", 404)
    status, page = operator.acts(number, "note", reason="Bir də.")
    assert status == 409
    assert "nəticə gözlənilmir" in page
    assert "Bir də." in page


def test_a_result_that_came_after_the_answer_stands_with_the_appeal(
    operator: Player, desk: Desk, tmp_path: Path
) -> None:
    chief = Player(desk.open(Role.CENTRE_HEAD))
    number = log(operator)
    operator.acts(number, "refer", note="Xahiş olunur.")
    operator.acts(number, "answer-on-line", text="İzah edildi.", outcome="explained", consent="1")
    assert state_of(desk, number) is State.CLOSED
    assert "nəticəsiz qalıb" in operator.reads(f"/appeals/{number}")
    assert "act-report-back" not in chief.reads(f"/appeals/{number}")
    with desk.database.reading() as session:
        referral = session.scalars(select(Referral)).one()
    for place, result in enumerate(("Əsaslıdır.", "Əlavə rəy.")):
        answer(tmp_path, f"{place}.json", referral, result)
        edms.receive(desk.database, tmp_path, NOON)
    page = operator.reads(f"/appeals/{number}")
    assert state_of(desk, number) is State.CLOSED
    for said in ("Əsaslıdır.", "Əlavə rəy.", "gecikmiş nəticə", referral.letter):
        assert said in page
    for one in (operator, chief):
        assert "gecikərək daxil oldu" in one.reads("/notices")


def test_a_late_result_stands_on_the_operators_desk(
    operator: Player, desk: Desk, clock: time_machine.Traveller
) -> None:
    number = log(operator)
    operator.acts(number, "refer", note="Xahiş olunur.")
    assert "nəticə gecikir" not in operator.reads("/desk")
    clock.move_to(NOON + timedelta(days=60))
    later = Player(desk.open(Role.OPERATOR, unit=CALL_CENTRE))
    assert "nəticə gecikir" in later.reads("/desk")


def test_an_application_is_not_offered_to_the_head_of_the_apparatus(operator: Player) -> None:
    number = log(operator, kind="application")
    assert "act-refer" not in operator.reads(f"/appeals/{number}")
    status, page = operator.acts(number, "refer", note="Xahiş olunur.")
    assert status == 409
    assert "yalnız şikayət və sorğu" in page


def official_of(desk: Desk) -> int:
    with desk.database.reading() as session:
        newest = select(StaffMember.id).where(StaffMember.head).order_by(StaffMember.id.desc())
        return session.scalars(newest.limit(1)).one()


def make_timetable(chief: Player, official: int, **changed: str) -> tuple[int, str]:
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
    response = chief.client.post("/reception", data=form)
    return response.status_code, unescape(response.get_data(as_text=True))


@clause("002:4.0.8")
def test_a_timetable_is_made_an_applicant_invited_and_the_result_noted(
    operator: Player, software: Player, desk: Desk, clock: time_machine.Traveller
) -> None:
    official = official_of(desk)
    chief = Player(desk.open(Role.CENTRE_HEAD))
    assert make_timetable(chief, official)[0] == 303
    page = chief.reads("/reception?month=2026-10")
    assert "15 okt 2026" in page
    assert "10:30" in page

    number = log(operator)
    slot = re.search(r'<option value="(\d+)">15 okt 2026, 10:00', operator.reads(f"/appeals/{number}"))
    assert slot is not None
    assert operator.acts(number, "invite", slot=slot.group(1))[0] == 303
    assert state_of(desk, number) is State.INVITED
    assert number in software.reads("/reception")
    assert "act-receive" not in software.reads(f"/appeals/{number}")

    clock.move_to(NOON + timedelta(days=2))
    colleague = Player(desk.open(Role.OPERATOR, unit=CALL_CENTRE))
    assert "act-receive" in colleague.reads(f"/appeals/{number}")
    assert colleague.acts(number, "receive", said="İzah edildi.", answered="1")[0] == 303
    assert state_of(desk, number) is State.REGISTERED
    assert "şifahi cavabla razılaşıb" in colleague.reads(f"/appeals/{number}")


def test_the_reception_page_names_an_appeal_only_to_those_who_may_know_of_it(
    operator: Player, software: Player, desk: Desk
) -> None:
    official = official_of(desk)
    chief = Player(desk.open(Role.CENTRE_HEAD))
    make_timetable(chief, official)
    with desk.database.reading() as session:
        slot = session.scalars(select(ReceptionSlot.id).order_by(ReceptionSlot.id)).first()
    number = log(operator, confidential="1")
    operator.acts(number, "invite", slot=str(slot))
    for one, sees in (
        (operator, True),
        (chief, True),
        (software, True),
        (Player(desk.open(Role.OPERATOR)), False),
        (Player(desk.open(Role.LEADERSHIP)), False),
    ):
        assert (number in one.reads("/reception?month=2026-10")) is sees
    elsewhere = Player(desk.open(Role.UNIT_HEAD, unit=NETWORK)).reads("/reception?month=2026-10")
    assert number not in elsewhere
    assert "15 okt 2026" not in elsewhere


def test_a_wrong_pattern_keeps_what_was_typed(desk: Desk, software: Player) -> None:
    status, page = make_timetable(
        software, official_of(desk), until="09:00", minutes="abc", place="205-ci otaq"
    )
    assert status == 422
    assert "Dəqiqələri ədədlə yazın." in page
    assert 'value="205-ci otaq"' in page
    status, page = make_timetable(software, official_of(desk), until="09:00")
    assert "Qəbulun sonu əvvəlindən gec olmalıdır." in page


def test_a_free_time_is_cancelled_from_the_page(desk: Desk, software: Player) -> None:
    make_timetable(software, official_of(desk))
    found = re.search(r'action="(/reception/\d+/cancel)"', software.reads("/reception?month=2026-10"))
    assert found is not None
    assert software.client.post(found.group(1)).status_code == 303
    assert found.group(1) not in software.reads("/reception?month=2026-10")
    assert software.client.post(found.group(1)).status_code == 404


@pytest.mark.parametrize("month", ["2026-13", "x", "0000-01", "2026-1", "9999-12"])
def test_a_month_that_is_none_is_this_one(software: Player, month: str) -> None:
    assert "oktyabr 2026" in software.reads(f"/reception?month={month}")


def test_an_urgent_invitation_that_lacks_something_keeps_the_rest(operator: Player, desk: Desk) -> None:
    number = log(operator)
    status, page = operator.acts(number, "invite", urgent__place="205-ci otaq", reason="Təcilidir.")
    assert status == 422
    assert 'value="205-ci otaq"' in page
    assert "Təcilidir." in page
    desk.open(Role.UNIT_HEAD, unit=SOFTWARE)
    status, _ = operator.acts(
        number,
        "invite",
        urgent__official=str(official_of(desk)),
        urgent__day="2026-10-13",
        urgent__at="12:30",
        urgent__place="205-ci otaq",
        reason="Təcilidir.",
    )
    assert status == 303
    assert "təcili" in operator.reads(f"/appeals/{number}")


def option_of(operator: Player, number: str, begins: str) -> str:
    """The id of the free time that begins so, as it is offered on the appeal's page."""
    found = re.search(rf'<option value="(\d+)">{begins}', operator.reads(f"/appeals/{number}"))
    assert found is not None
    return found.group(1)


@clause("002:4.0.8")
def test_a_change_of_the_calendar_lists_whom_to_ring_and_takes_free_times_away(
    operator: Player, software: Player, desk: Desk
) -> None:
    chief, administrator = Player(desk.open(Role.CENTRE_HEAD)), Player(desk.open(Role.ADMINISTRATOR))
    make_timetable(chief, official_of(desk))
    number = log(operator)
    operator.acts(number, "invite", slot=option_of(operator, number, "22 okt 2026, 10:00"))
    assert "Başqa vaxta keçirilməli" not in operator.reads("/reception")

    form = {"day": "2026-10-22", "working": "no", "name": "əlavə bayram", "kind": "holiday"}
    proposed = chief.client.post("/law/days", data={**form, "source": "NK", "reason": "NK"})
    assert proposed.status_code == 303
    effect = proposed.location
    shown = chief.reads(effect)
    assert "Qəbullara təsiri" in shown
    assert number in shown
    assert "boş qəbul vaxtlarının sayı: 1" in shown
    assert number not in administrator.reads(effect), "who sees no appeals reads the time alone"
    assert administrator.client.post(f"{effect}/confirm").status_code == 303

    for reader in (operator, software):
        page = reader.reads("/reception?month=2026-10")
        listed = page.split('id="to-move"')[1].split("</section>")[0]
        assert number in listed
        assert "Həmin gün iş günü deyil: əlavə bayram." in listed
        assert "Təklif olunmayan boş vaxtlar: 1." in page
        assert number not in page.split('id="expected"')[1].split("</section>")[0]
    assert "keçirilə bilməz" in operator.reads("/notices")
    appeal = operator.reads(f"/appeals/{number}")
    assert "başqa vaxta keçirilməlidir" in appeal
    assert "22 okt 2026, 10:30" not in appeal
    assert operator.acts(number, "invite", slot=option_of(operator, number, "29 okt 2026, 10:30"))[0] == 303
    assert "Başqa vaxta keçirilməli" not in operator.reads("/reception")


def test_a_reception_without_a_result_is_asked_for(
    operator: Player, software: Player, desk: Desk, clock: time_machine.Traveller
) -> None:
    make_timetable(Player(desk.open(Role.CENTRE_HEAD)), official_of(desk))
    number = log(operator)
    operator.acts(number, "invite", slot=option_of(operator, number, "15 okt 2026, 10:00"))
    clock.move_to(NOON + timedelta(days=10))
    later = Player(desk.open(Role.OPERATOR, unit=CALL_CENTRE))
    assert number in later.reads("/reception").split('id="unsaid"')[1].split("</section>")[0]
    assert "15 okt 2026" in later.reads("/reception?month=2026-10"), "what was is still in the timetable"
    later.acts(number, "miss")
    page = later.reads("/reception?month=2026-10")
    assert 'id="unsaid"' not in page
    assert "qəbula gəlməyib" in page


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
        number = log(operator, text=text)
        assert operator.acts(number, "route", unit=unit)[0] == 303
        assert heads[unit].acts(number, "accept")[0] == 303
        first = re.search(r'<optgroup label="([^"]*)"', operator.reads(f"/appeals/{number}"))
        assert first is not None
        assert name in first.group(1)


def test_a_head_finds_their_own_name_chosen(desk: Desk, software: Player) -> None:
    assert re.search(rf'<option value="{official_of(desk)}" selected>', software.reads("/reception"))
