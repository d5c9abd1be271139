"""Turning to the Head of the Apparatus, on the pages of the call centre and of the apparatus."""

import re
from datetime import timedelta
from pathlib import Path

import pytest
import time_machine
from sqlalchemy import select

from callcenter.accounts.vocabulary import Role
from callcenter.appeals.referral_models import Referral
from callcenter.appeals.vocabulary import State
from callcenter.channels import edms
from tests.clauses import clause
from tests.factories import APPARATUS, CALL_CENTRE, Desk
from tests.usecases.exchange_folder import answer
from tests.web.pages import appeal_of, page
from tests.web.players import NOON, PHONE, Player, complain

pytestmark = pytest.mark.usefixtures("travel")


@clause("002:4.0.09")
def test_the_cover_note_is_drafted_sent_and_its_result_comes_back(operator: Player, desk: Desk) -> None:
    head = Player(desk.open(Role.UNIT_HEAD, unit=APPARATUS))
    number = complain(operator)
    offered = operator.reads(number)
    note = re.search(r'<textarea[^>]*id="f-refer-note"[^>]*>\n(.*?)</textarea>', offered, re.S)
    assert note is not None
    assert number in note.group(1)
    assert "Aytən" not in note.group(1)
    assert operator.acts(number, "refer", note=note.group(1) + "\nƏlavə: xahiş olunur.").status_code == 303
    assert "Sizə təqdim olunub (1)" in head.opens("/inbox")
    shown = head.reads(number)
    assert "Əlavə: xahiş olunur." in shown
    assert PHONE not in shown
    assert head.acts(number, "report-back", result="Əsaslıdır, tədbir görüldü.").status_code == 303
    assert "Əsaslıdır, tədbir görüldü." in operator.reads(number)


def test_a_letter_is_taken_back_from_the_page_and_its_reader_no_longer_has_it(
    operator: Player, desk: Desk
) -> None:
    head = Player(desk.open(Role.UNIT_HEAD, unit=APPARATUS))
    number = complain(operator)
    assert "act-note" not in operator.reads(number)
    operator.acts(number, "refer", note="Xahiş olunur.")
    assert "Sizə təqdim olunub (1)" in head.opens("/inbox")
    assert "Təqdimatı geri götürmək" not in head.reads(number)
    shown = page(operator.acts(number, "note", reason=""), 422)
    assert "Təqdimatın nə üçün geri götürüldüyünü yazın." in shown
    assert operator.acts(number, "note", reason="Səhvən göndərilib.").status_code == 303
    shown = operator.reads(number)
    assert f"{number}: təqdimat geri götürüldü." in shown
    assert "Geri götürülüb:" in shown
    assert "Səhvən göndərilib." in shown
    assert appeal_of(desk, number).state is State.REGISTERED
    assert "Sizə təqdim olunub" not in head.opens("/inbox")
    assert "geri götürüldü" in head.opens("/notices")
    head.reads(number, 404)
    shown = page(operator.acts(number, "note", reason="Bir də."), 409)
    assert "nəticə gözlənilmir" in shown
    assert "Bir də." in shown


def test_a_result_that_came_after_the_answer_stands_with_the_appeal(
    operator: Player, desk: Desk, tmp_path: Path
) -> None:
    chief = Player(desk.open(Role.CENTRE_HEAD))
    number = complain(operator)
    operator.acts(number, "refer", note="Xahiş olunur.")
    operator.acts(number, "answer-on-line", text="İzah edildi.", outcome="explained", consent="1")
    assert appeal_of(desk, number).state is State.CLOSED
    assert "nəticəsiz qalıb" in operator.reads(number)
    assert "act-report-back" not in chief.reads(number)
    with desk.database.reading() as session:
        referral = session.scalars(select(Referral)).one()
    for place, result in enumerate(("Əsaslıdır.", "Əlavə rəy.")):
        answer(tmp_path, f"{place}.json", referral, result)
        edms.receive(desk.database, tmp_path, NOON)
    shown = operator.reads(number)
    assert appeal_of(desk, number).state is State.CLOSED
    for said in ("Əsaslıdır.", "Əlavə rəy.", "gecikmiş nəticə", referral.letter):
        assert said in shown
    for one in (operator, chief):
        assert "gecikərək daxil oldu" in one.opens("/notices")


def test_a_late_result_stands_on_the_operators_desk(
    operator: Player, desk: Desk, travel: time_machine.Traveller
) -> None:
    number = complain(operator)
    operator.acts(number, "refer", note="Xahiş olunur.")
    assert "nəticə gecikir" not in operator.opens("/desk")
    travel.move_to(NOON + timedelta(days=60))
    later = Player(desk.open(Role.OPERATOR, unit=CALL_CENTRE))
    assert "nəticə gecikir" in later.opens("/desk")


def test_an_application_is_not_offered_to_the_head_of_the_apparatus(operator: Player) -> None:
    number = operator.log()
    assert "act-refer" not in operator.reads(number)
    shown = page(operator.acts(number, "refer", note="Xahiş olunur."), 409)
    assert "yalnız şikayət və sorğu" in shown
