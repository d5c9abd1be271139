"""Asking units for advice, on the pages of their people."""

import re

import pytest
from werkzeug.test import TestResponse

from callcenter.appeals.vocabulary import State
from tests.clauses import clause
from tests.factories import SOFTWARE, WIFI, Desk
from tests.web.pages import appeal_of, page
from tests.web.players import PHONE, Player, complain

pytestmark = pytest.mark.usefixtures("travel")
QUESTION = "Bu avadanlığı siz quraşdırmısınız?"


def ask(operator: Player, number: str, unit: str = SOFTWARE) -> TestResponse:
    return operator.acts(number, "consult", question=QUESTION, **{f"units__{unit}": "1"})


@clause("002:4.0.2", "002:4.0.7")
def test_a_question_stands_on_the_asked_units_desk_and_its_advice_on_the_appeal(
    operator: Player, software: Player, desk: Desk
) -> None:
    number = complain(operator)
    assert ask(operator, number).status_code == 303
    inbox = software.opens("/inbox")
    assert "Bölmənizdən rəy soruşulur (1)" in inbox
    assert QUESTION in inbox
    assert "16 okt 2026" in inbox
    shown = software.reads(number)
    assert WIFI.split(",")[0] in re.sub(r"</?mark>", "", shown)
    assert software.acts(number, "advise", text="Xeyr, biz deyil.").status_code == 303
    assert appeal_of(desk, number).state is State.REGISTERED
    read = operator.reads(number)
    assert "Xeyr, biz deyil." in read
    assert "daxili" in read
    assert "Bölmənizdən rəy soruşulur" not in software.opens("/inbox")


@clause("002:4.0.7")
def test_the_asked_unit_never_reads_who_the_applicant_is(operator: Player, software: Player) -> None:
    number = complain(operator)
    software.reads(number, 404)
    ask(operator, number)
    for address in ("/inbox", f"/appeals/{number}", "/appeals"):
        shown = software.opens(address)
        assert not [one for one in (PHONE, "212 44", "Aytən Sınaq", "5AB12CD") if one in shown], address
    assert "icraçı tam görür" in software.reads(number)


def test_what_was_typed_stays_when_the_question_is_refused(operator: Player) -> None:
    number = complain(operator)
    shown = page(operator.acts(number, "consult", question=QUESTION), 422)
    assert QUESTION in shown
    assert "Rəyini soruşduğunuz bölməni seçin." in shown
    shown = page(operator.acts(number, "consult", **{f"units__{SOFTWARE}": "1"}), 422)
    assert re.search(rf'name="consult.units.{SOFTWARE}" value="1" checked', shown)


def test_the_accused_unit_cannot_be_ticked(operator: Player, desk: Desk) -> None:
    number = complain(operator, about_unit=SOFTWARE)
    shown = operator.reads(number)
    assert re.search(rf'name="consult.units.{SOFTWARE}" value="1" disabled', shown)
    assert ask(operator, number).status_code == 409
    assert appeal_of(desk, number).state is State.REGISTERED


def test_a_question_is_taken_back(operator: Player, software: Player, desk: Desk) -> None:
    number = complain(operator)
    ask(operator, number)
    assert "Rəy və ya qəbul gözlənilir" in operator.opens("/desk")
    assert operator.acts(number, "call-off", reason="Aydınlaşdı.").status_code == 303
    assert appeal_of(desk, number).state is State.REGISTERED
    software.reads(number, 404)
