"""Answering by the keyboard alone, ready texts found by typing, and the pages of answering as everybody sees them."""

import re
from collections.abc import Callable

from playwright.sync_api import expect
from sqlalchemy import select

from callcenter.accounts.vocabulary import Role
from callcenter.appeals import satisfaction
from callcenter.appeals.models import Appeal
from callcenter.appeals.vocabulary import Outcome, State
from callcenter.core import clock
from callcenter.core.outbox import OutboxMessage
from tests.browser.looks import faults, faults_at
from tests.browser.scene import Scene
from tests.browser.visits import LOG, House, Visit

ASKED = "Kompüterimdə şəbəkə qovluğu görünmür, ışıq yanmır, nə edim?"
# Letters that a keyboard of ours may make with AltGr: none of them may send anything.
SAID = "Əvvəlcə kabeli yoxlayın: ğ, ı, ş, ç."


def on_the_line(operator: Visit, asked: str) -> None:
    operator.write_appeal(asked)
    expect(operator.page.get_by_label("Növü")).not_to_have_value("")
    operator.press(LOG)
    operator.number_said()
    operator.act("Xətdə cavablandırmaq")


def test_an_answer_on_the_line_is_given_by_the_keyboard_alone(
    at_desk: Callable[..., Visit], house: House
) -> None:
    operator = at_desk(Role.OPERATOR)
    page, keyboard = operator.page, operator.page.keyboard
    on_the_line(operator, ASKED)
    page.locator("#f-answer-on-line-text").focus()
    keyboard.type(SAID)
    keyboard.press("Alt+Enter")
    # Nobody asked for the consent yet, so the page comes back with everything that was typed.
    operator.refused.add(422)
    expect(page.get_by_role("alert")).to_contain_text("razılığı ilə")
    operator.settle()
    expect(page.locator("#f-answer-on-line-text")).to_have_value(SAID)
    page.get_by_label("Müraciət edən şifahi cavabla razıdır").focus()
    keyboard.press("Space")
    keyboard.press("Alt+Enter")
    expect(page.get_by_role("status")).to_contain_text("xətdə cavablandırıldı")
    [appeal] = house.appeals_saying(ASKED)
    assert (appeal.state, appeal.outcome) == (State.CLOSED, Outcome.EXPLAINED)
    expect(operator.panel("Tarixçə")).to_contain_text("şifahi cavabla razılıq verib")


def test_a_ready_text_is_found_by_typing_and_brings_its_outcome(at_desk: Callable[..., Visit]) -> None:
    operator = at_desk(Role.OPERATOR)
    page = operator.page
    on_the_line(operator, "Müraciətim harada qaldı, neçənci gündür gözləyirəm?")
    texts = page.locator("#act-answer-on-line .ready-texts")
    texts.locator("summary").click()
    texts.get_by_label("Mətni tapın").fill("esassiz")
    expect(texts.locator(".offer:visible")).to_have_count(1)
    page.keyboard.press("Enter")
    expect(page.locator("#f-answer-on-line-text")).to_have_value(
        re.compile(r"^Hörmətli .*M-2026-", re.DOTALL)
    )
    expect(page.locator("#f-answer-on-line-outcome")).to_have_value("refused")
    expect(page.locator("#act-answer-on-line").get_by_label("Səbəblər")).to_be_visible()
    expect(page.locator("#f-answer-on-line-template")).to_have_value("refused/1")


def test_the_pages_of_answering_suit_everybody(
    at_desk: Callable[..., Visit], visit: Callable[..., Visit], house: House, scene: Scene
) -> None:
    found = faults_at(
        at_desk(Role.CENTRE_HEAD), "/templates", "/templates/new", "/templates/1", "/satisfaction"
    )
    found += faults_at(
        at_desk(Role.OPERATOR), "/satisfaction", "/desk", *scene.pages_of("registered", "approved")
    )
    with house.database.transaction() as session:
        closed = session.scalars(select(Appeal).where(Appeal.number == scene.numbers["closed"])).one()
        assert closed.caller is not None
        closed.caller.email = "ayten@example.com"
        session.flush()
        satisfaction.ask_due(session, clock.now(), public_url=house.url)
        asked = select(OutboxMessage.body).where(OutboxMessage.about == closed.number)
        body = session.scalars(asked).one()
    public = visit()
    public.page.goto(body.split(house.url)[1].split()[0])
    found += faults(public.page)
    assert found == []
    public.page.get_by_label("5", exact=True).check()
    public.page.get_by_label("bəli").check()
    public.press("Göndər")
    expect(public.page.get_by_role("status")).to_contain_text("Təşəkkür edirik")
