"""An article on the line: it appears while one types, one key puts it into the answer, and the appeal remembers it."""

import re
from collections.abc import Callable

from playwright.sync_api import expect

from callcenter.accounts.vocabulary import Role
from tests.browser.looks import faults, faults_at
from tests.browser.visits import LOG, NUMBER, TEXT, Visit

ASKED = "Müraciətimə neçə günə cavab verilməlidir? Çoxdan gözləyirəm."
ANSWER = "Zəng edənə verilən cavab"
TITLE = "Müraciətə neçə günə cavab verilir"
CODE = "appeal-deadlines"


def test_one_key_puts_an_article_into_the_answer(at_desk: Callable[..., Visit]) -> None:
    one = at_desk(Role.OPERATOR)
    page = one.page
    page.goto("/appeals/new")
    page.get_by_label("Telefon").fill("050 212 44 87")
    page.get_by_label(TEXT).press_sequentially(ASKED)
    offered = one.panel("Kimin səlahiyyətindədir").get_by_role("region", name="Hazır cavablar")
    expect(offered).to_contain_text(TITLE)
    page.keyboard.press("Alt+Digit1")
    expect(page.get_by_label(ANSWER)).to_be_focused()
    expect(page.get_by_label(ANSWER)).to_have_value(re.compile(r"^Müraciətə 15 iş günü.*\(7\.10\)\.$"))
    expect(page.locator("#f-article")).to_have_value(f"{CODE}/1")

    page.reload()
    expect(page.locator("#f-article")).to_have_value(f"{CODE}/1")
    expect(page.get_by_label("Növü")).not_to_have_value("")
    page.get_by_label("Müraciət edən şifahi cavabla razıdır").check()
    page.get_by_role("button", name=LOG, exact=True).click()
    expect(page.get_by_role("status")).to_contain_text(NUMBER)
    history = one.panel("Tarixçə")
    expect(history.get_by_role("link", name=TITLE)).to_be_visible()
    expect(history).to_contain_text("15 iş günü")


def test_the_appeals_page_offers_the_same_by_click(at_desk: Callable[..., Visit]) -> None:
    one = at_desk(Role.OPERATOR)
    page = one.page
    one.write_appeal(ASKED + " Yenə soruşuram.")
    expect(page.get_by_label("Növü")).not_to_have_value("")
    one.press(LOG)
    expect(page.get_by_role("status")).to_contain_text(NUMBER)
    act = page.locator("#act-answer-on-line")
    if act.get_attribute("open") is None:
        act.locator("summary").first.click()
    act.get_by_role("button", name="Cavaba köçür").first.click()
    expect(act.locator("#f-answer-on-line-article")).to_have_value(f"{CODE}/1")
    act.get_by_label("Müraciət edən şifahi cavabla razıdır").check()
    act.get_by_role("button", name="Cavab verildi").click()
    expect(one.panel("Tarixçə").get_by_role("link", name=TITLE)).to_be_visible()


def test_the_pages_of_articles_suit_everybody(at_desk: Callable[..., Visit]) -> None:
    operator = at_desk(Role.OPERATOR)
    found = faults_at(operator, "/knowledge/articles", f"/knowledge/articles/{CODE}", "/desk")
    operator.page.goto("/appeals/new")
    operator.page.get_by_label(TEXT).fill(ASKED)
    expect(operator.panel("Kimin səlahiyyətindədir")).to_contain_text("Hazır cavablar")
    operator.page.keyboard.press("Alt+Digit1")
    found += faults(operator.page)
    editor = at_desk(Role.KNOWLEDGE_EDITOR)
    found += faults_at(
        editor,
        "/knowledge/articles/queue",
        "/knowledge/articles/new",
        f"/knowledge/articles/{CODE}/edit",
        f"/knowledge/articles/{CODE}/versions/1",
        "/knowledge/watch",
        "/knowledge/articles/use",
    )
    assert found == []
