"""A statute taken in from a file in the browser: previewed, confirmed by another editor, its changed clauses listed."""

from collections.abc import Callable
from pathlib import Path

from playwright.sync_api import expect

from callcenter.accounts.vocabulary import Role
from callcenter.core import clock
from knowledge_base import importing
from knowledge_base.statutes.guarded import read_statute
from tests.browser.looks import faults, faults_at
from tests.browser.visits import House, Visit

NAME = "002-economy-call-centre.txt"
# A code of this test alone: other tests look at 002.
CODE = "902"
BEFORE, AFTER = "uyğun olaraq operativ", "uyğun olaraq dərhal və operativ"


def test_an_amended_statute_is_previewed_confirmed_by_another_editor_and_listed(
    house: House, at_desk: Callable[..., Visit], shared: Path
) -> None:
    printed = (shared / "statutes" / NAME).read_text()
    with house.database.transaction() as session:
        importing.import_statute(
            session, read_statute(printed.encode(), NAME, code=CODE), now=clock.now(), body_code="economy"
        )
    author, second = at_desk(Role.KNOWLEDGE_EDITOR), at_desk(Role.KNOWLEDGE_EDITOR)

    author.page.goto("/knowledge/statutes")
    author.page.get_by_role("link", name="Əsasnamə idxalı").click()
    assert faults(author.page) == []
    author.page.locator("#f-file").set_input_files(
        {"name": f"{CODE}-yeni.txt", "mimeType": "text/plain", "buffer": b" "}
    )
    expect(author.page.get_by_label("Kod")).to_have_value(CODE)
    author.refused = {422}
    author.press("Oxu və müqayisə et")
    expect(author.page.locator(".field-error").first).to_contain_text("boşdur")
    assert faults(author.page) == []
    amended = printed.replace(BEFORE, AFTER).encode() + b"\n" * 3_000_000
    author.page.locator("#f-file").set_input_files(
        {"name": f"{CODE}-yeni.txt", "mimeType": "text/plain", "buffer": amended}
    )
    author.press("Oxu və müqayisə et")
    expect(author.page.get_by_role("heading", name="Nə dəyişir")).to_be_visible()
    expect(author.page.locator("ins")).to_contain_text("dərhal")
    expect(author.page.get_by_role("button", name="Qüvvəyə mindir")).to_have_count(0)
    assert faults(author.page) == []

    second.page.goto("/knowledge/desk")
    second.page.get_by_role("link", name="Əsasnamə idxalı").click()
    second.page.get_by_role("region", name="Təsdiq gözləyir").get_by_role("link").first.click()
    second.press("Qüvvəyə mindir")
    expect(second.page.get_by_text("dəyişən: 1").first).to_be_visible()
    address = second.page.url
    second.page.get_by_role("main").get_by_role("link", name="Dəyişən bəndlər").click()
    expect(second.page.get_by_role("link", name=f"{CODE}:3.0.2").first).to_be_attached()
    assert faults_at(second, address, "/knowledge/imports") == []
