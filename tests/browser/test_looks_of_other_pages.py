"""The pages around the appeals: in no look does axe find anything serious, and none scrolls sideways."""

from collections.abc import Callable

from playwright.sync_api import expect

from callcenter.accounts.vocabulary import Role
from tests.browser.looks import faults, faults_at
from tests.browser.scene import Scene
from tests.browser.visits import Visit
from tests.factories import NETWORK


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


def test_the_centre_heads_pages_suit_everybody(at_desk: Callable[..., Visit], scene: Scene) -> None:
    head = at_desk(Role.CENTRE_HEAD)
    assert (
        faults_at(head, "/appeals/centre", "/appeals?overdue=1", *scene.pages_of("accused"), "/reports") == []
    )


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
        "/positions",
        "/knowledge/statutes/002/clauses/3.0.9",
        "/knowledge/statutes/002/compare",
        "/knowledge/changes",
        "/knowledge/changes/appeals",
    )
    editor.page.goto("/knowledge/competent")
    editor.page.get_by_role("textbox").fill("Nazirlikdə internet işləmir.")
    editor.page.get_by_role("main").get_by_role("button").first.click()
    expect(editor.page.get_by_role("main")).to_contain_text("Şəbəkə")
    assert found + faults(editor.page) == []


def test_the_administrators_pages_suit_everybody(at_desk: Callable[..., Visit]) -> None:
    administrator = at_desk(Role.ADMINISTRATOR)
    assert (
        faults_at(
            administrator, "/people", "/directory/absences", "/directory/readers", "/mandates", "/health"
        )
        == []
    )
