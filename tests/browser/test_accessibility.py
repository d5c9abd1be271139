"""Each page of each role, light and dark, on a wide screen and on a telephone: axe finds nothing serious."""

from collections.abc import Callable
from typing import Literal

import pytest
from axe_playwright_python.base import AXE_SCRIPT
from playwright.sync_api import Page, ViewportSize, expect

from callcenter.accounts.models import User
from callcenter.accounts.vocabulary import Role
from callcenter.core.sealing import Sealer
from tests.browser.conftest import OPENED
from tests.browser.scene import People, Scene, play
from tests.browser.visits import TEXT, House, Visit
from tests.factories import NETWORK

WIDE: ViewportSize = {"width": 1280, "height": 900}
NARROW: ViewportSize = {"width": 390, "height": 844}
FOUND = """async (rules) => (await axe.run(document, {resultTypes: ["violations"], ...rules})).violations
  .filter(one => ["serious", "critical"].includes(one.impact))
  .flatMap(one => one.nodes.map(node =>
    `${one.id}: ${node.target.join(" ")} ${node.html.slice(0, 200)} ${node.failureSummary}`))"""
# The dark look differs from the light one in nothing but colours.
RULES: dict[Literal["light", "dark"], dict[str, list[str]]] = {
    "light": {},
    "dark": {"runOnly": ["color-contrast", "link-in-text-block"]},
}
TOO_WIDE = """[...document.querySelectorAll("main *")]
  .filter(one => one.getBoundingClientRect().right > innerWidth + 1)
  .slice(0, 3).map(one => `${one.tagName}.${one.className}`).join(" ")"""
SCROLLS = "document.documentElement.scrollWidth > document.documentElement.clientWidth"


@pytest.fixture(scope="module")
def scene(house: House, employ: Callable[..., User], sealer: Sealer) -> Scene:
    """An appeal in each state, and a report of their day."""
    people = People(
        employ(Role.OPERATOR),
        employ(Role.UNIT_HEAD, unit=NETWORK),
        employ(Role.UNIT_STAFF, unit=NETWORK),
    )
    with house.database.reading() as session:
        knowledge = house.app.extensions["callcenter.library"].knowledge(session)
    with house.database.transaction() as session:
        return play(session, people, knowledge=knowledge, sealer=sealer, now=OPENED)


def faults(page: Page) -> list[str]:
    """Return what is wrong with the page as it stands, in every look of it."""
    page.evaluate(AXE_SCRIPT)
    found: list[str] = []
    for size in (WIDE, NARROW):
        page.set_viewport_size(size)
        for theme, rules in RULES.items():
            page.emulate_media(color_scheme=theme)
            expect(page.locator("html")).to_have_attribute("data-bs-theme", theme)
            look = f"{page.url} {theme} {size['width']}"
            found += [f"{look}: {fault}" for fault in page.evaluate(FOUND, rules)]
        if size is NARROW and page.evaluate(SCROLLS):
            found.append(f"{page.url} scrolls sideways: {page.evaluate(TOO_WIDE)}")
    return found


def faults_at(one: Visit, *addresses: str) -> list[str]:
    """Return what is wrong with the pages at these addresses."""
    found: list[str] = []
    for address in addresses:
        one.page.goto(address)
        found += faults(one.page)
    return found


def test_the_pages_that_everybody_may_open_suit_everybody(visit: Callable[..., Visit]) -> None:
    stranger = visit()
    stranger.refused.update({401, 404})
    found = faults_at(stranger, "/sign-in", "/no-such-page", "/api/docs")
    stranger.page.goto("/sign-in")
    stranger.page.get_by_label("Giriş adı").fill("heç kim")
    stranger.page.get_by_label("Parol").fill("yanlış parol")
    stranger.press("Daxil ol")
    expect(stranger.page.get_by_role("alert")).to_be_visible()
    assert found + faults(stranger.page) == []


def test_the_operators_desk_and_lists_suit_everybody(visit: Callable[..., Visit], scene: Scene) -> None:
    operator = visit()
    operator.sign_in(scene.people.operator)
    assert faults_at(operator, "/desk", "/appeals", "/account") == []


def test_the_form_of_an_appeal_suits_everybody(at_desk: Callable[..., Visit], scene: Scene) -> None:
    operator = at_desk(Role.OPERATOR)
    page = operator.page
    found = faults_at(operator, "/appeals/new")
    operator.write_appeal("Şəbəkə işləmir, internet kəsilir.", phone="+994 50 212 44 87")
    expect(operator.panel("Kimin səlahiyyətindədir").get_by_role("listitem").first).to_be_visible()
    expect(operator.panel("Müraciət edən").get_by_role("link").first).to_be_visible()
    page.get_by_label("Növü").select_option(label="şikayət")
    found += faults(page)

    page.get_by_label(TEXT).fill("  ")
    operator.refused.add(422)
    operator.press("Qeydə al")
    expect(page.get_by_role("alert")).to_be_visible()
    assert found + faults(page) == []


@pytest.mark.parametrize(
    "states",
    [
        ("unconfirmed", "accused", "forwarded"),
        ("registered", "routed", "returned"),
        ("approved", "closed", "confidential"),
    ],
    ids=" ".join,
)
def test_an_appeal_suits_everybody_in_each_state_at_the_operators_desk(
    visit: Callable[..., Visit], scene: Scene, states: tuple[str, ...]
) -> None:
    operator = visit()
    operator.sign_in(scene.people.operator)
    assert faults_at(operator, *scene.pages_of(*states)) == []


def test_the_unit_heads_pages_suit_everybody(visit: Callable[..., Visit], scene: Scene) -> None:
    head = visit()
    head.sign_in(scene.people.head)
    assert faults_at(head, "/inbox", *scene.pages_of("routed", "accepted", "awaiting")) == []


def test_the_executors_pages_suit_everybody(visit: Callable[..., Visit], scene: Scene) -> None:
    executor = visit()
    executor.sign_in(scene.people.executor)
    assert faults_at(executor, "/inbox", "/appeals", *scene.pages_of("in work")) == []


def test_the_centre_heads_pages_suit_everybody(at_desk: Callable[..., Visit], scene: Scene) -> None:
    head = at_desk(Role.CENTRE_HEAD)
    assert faults_at(head, "/appeals?overdue=1", *scene.pages_of("accused"), "/reports") == []


def test_the_leaders_pages_suit_everybody(at_desk: Callable[..., Visit], scene: Scene) -> None:
    leader = at_desk(Role.LEADERSHIP)
    behind = f"{scene.report}/list/received"
    assert faults_at(leader, scene.report, behind, *scene.pages_of("closed")) == []


def test_the_knowledge_base_suits_everybody(at_desk: Callable[..., Visit]) -> None:
    editor = at_desk(Role.KNOWLEDGE_EDITOR)
    found = faults_at(
        editor,
        "/knowledge",
        f"/knowledge/units/{NETWORK}",
        "/knowledge/cards/callcentre-receiving-appeals",
        "/knowledge/statutes",
        "/knowledge/statutes/002",
    )
    editor.page.goto("/knowledge/competent")
    editor.page.get_by_role("textbox").fill("Nazirlikdə internet işləmir.")
    editor.page.get_by_role("main").get_by_role("button").first.click()
    expect(editor.page.get_by_role("main")).to_contain_text("Şəbəkə")
    assert found + faults(editor.page) == []


def test_the_administrators_pages_suit_everybody(at_desk: Callable[..., Visit]) -> None:
    administrator = at_desk(Role.ADMINISTRATOR)
    assert faults_at(administrator, "/people", "/health") == []
