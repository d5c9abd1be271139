"""What an operator typed survives an ended session, a fault of ours and a reload."""

from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import expect

from callcenter.accounts.vocabulary import Role
from callcenter.appeals import intake
from tests.browser.visits import LOG, NUMBER, TEXT, House, Visit

PHONE = "050 444 55 66"


@pytest.fixture
def operator(at_desk: Callable[..., Visit]) -> Visit:
    """An operator who has signed in."""
    return at_desk(Role.OPERATOR)


def test_a_form_sent_after_the_session_ended_is_sent_again_after_signing_in(
    house: House, operator: Visit
) -> None:
    text = "Sessiya bitsə də, bu mətn itmir: şəbəkə işləmir."
    page = operator.page
    operator.refused.add(401)
    operator.write_appeal(text, phone=PHONE)
    house.end_sessions_of(operator.user)
    operator.press(LOG)
    expect(page.get_by_role("alert")).to_contain_text("Sessiya bitib")
    assert house.appeals_saying(text) == []

    operator.type_name_and_password(operator.user)
    operator.press("Daxil ol")
    expect(page.get_by_role("heading", name="Yazdıqlarınız saxlanılıb")).to_be_visible()
    expect(page.get_by_text(text)).to_be_visible()
    expect(page.get_by_text(PHONE)).to_be_visible()
    operator.press("Yenidən göndər")
    number = operator.number_said()
    assert [one.number for one in house.appeals_saying(text)] == [number]


def test_a_form_met_by_a_fault_of_ours_is_sent_again_by_one_button(
    house: House, operator: Visit, monkeypatch: pytest.MonkeyPatch
) -> None:
    text = "Bizim xətamız da bu mətni itirmir: şəbəkə işləmir."
    page, whole = operator.page, intake.log_appeal
    operator.refused.add(500)
    # Somebody who has not said nearly the same before, so that no repeat is asked about.
    operator.write_appeal(text, phone="055 777 66 55")

    def fail_once(*given: Any, **more: Any) -> Any:
        monkeypatch.setattr(intake, "log_appeal", whole)
        whole(*given, **more)
        raise RuntimeError("after everything was written, before it was committed")

    monkeypatch.setattr(intake, "log_appeal", fail_once)
    operator.press(LOG)
    expect(page.get_by_text(text)).to_be_visible()
    assert house.appeals_saying(text) == []

    operator.press("Yenidən göndər")
    number = operator.number_said()
    assert [one.number for one in house.appeals_saying(text)] == [number]


def test_a_reload_half_way_keeps_what_was_typed(operator: Visit) -> None:
    text = "Səhifə yenilənsə də, bu mətn yerindədir: şəbəkə işləmir."
    page = operator.page
    operator.write_appeal(text, phone=PHONE, name="Kamran Sınaq")
    page.get_by_label("Kanal").select_option(label="qəbul")
    page.reload()
    expect(page.get_by_label(TEXT)).to_have_value(text)
    expect(page.get_by_label("Telefon")).to_have_value(PHONE)
    expect(page.get_by_label("Ad, soyad və ya təşkilat")).to_have_value("Kamran Sınaq")
    expect(page.get_by_label("Kanal")).to_have_value("reception")
    expect(operator.panel("Kimin səlahiyyətindədir")).to_contain_text("Şəbəkə")


def test_what_comes_back_is_said_and_can_be_let_go(operator: Visit) -> None:
    page = operator.page
    back = page.get_by_text("Göndərilməmiş yazınız bərpa edildi")
    operator.write_appeal("Zəng yarımçıq qaldı.", phone=PHONE)
    expect(back).to_be_hidden()
    page.goto("/appeals/new")
    expect(back).to_be_visible()
    page.get_by_text("Formanı boşalt").click()
    page.get_by_role("link", name="Yazdıqlarımı sil").click()
    expect(page.get_by_label(TEXT)).to_have_value("")
    expect(page.get_by_label("Telefon")).to_have_value("")
    expect(back).to_be_hidden()


def test_a_form_that_arrived_leaves_the_next_one_empty(operator: Visit) -> None:
    operator.write_appeal("Bu müraciətdən sonra forma boşdur: şəbəkə işləmir.", phone=PHONE)
    operator.press(LOG)
    expect(operator.page.get_by_role("status")).to_contain_text(NUMBER)
    # Its scripts forget what arrived.
    operator.settle()
    operator.page.goto("/appeals/new")
    expect(operator.page.get_by_label(TEXT)).to_have_value("")
    expect(operator.page.get_by_label("Telefon")).to_have_value("")


def test_another_person_at_the_same_browser_does_not_find_what_the_first_typed(
    house: House, operator: Visit, employ: Callable[..., Any]
) -> None:
    # The suggestions may still be asked for when the session is over.
    operator.refused.add(401)
    operator.write_appeal("Bu mətni başqası görməməlidir.", phone=PHONE)
    house.end_sessions_of(operator.user)
    operator.page.goto("/appeals/new")
    operator.sign_in(employ(Role.OPERATOR))
    operator.page.goto("/appeals/new")
    expect(operator.page.get_by_label(TEXT)).to_have_value("")
    expect(operator.page.get_by_label("Telefon")).to_have_value("")
