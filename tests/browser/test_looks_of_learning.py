"""The pages of what was learnt: in no look does axe find anything serious, and none scrolls sideways."""

from collections.abc import Callable

from playwright.sync_api import expect

from callcenter.accounts.vocabulary import Role
from tests.browser.looks import faults, faults_at
from tests.browser.scene import Scene
from tests.browser.visits import Visit
from tests.factories import NETWORK


def test_the_editors_pages_of_learning_suit_everybody(at_desk: Callable[..., Visit], scene: Scene) -> None:
    assert scene.numbers
    editor = at_desk(Role.KNOWLEDGE_EDITOR)
    assert faults_at(editor, "/knowledge/examples", "/knowledge/synonyms", "/knowledge/layers") == []


def test_the_centre_heads_pages_of_learning_suit_everybody(
    at_desk: Callable[..., Visit], scene: Scene
) -> None:
    assert scene.numbers
    head = at_desk(Role.CENTRE_HEAD)
    assert faults_at(head, "/knowledge/quality", f"/knowledge/policies?unit={NETWORK}") == []


def test_an_editor_strikes_an_example_and_takes_it_back(at_desk: Callable[..., Visit], scene: Scene) -> None:
    assert scene.numbers
    editor = at_desk(Role.KNOWLEDGE_EDITOR)
    editor.page.goto("/knowledge/examples")
    row = editor.page.get_by_role("row").filter(has_text="Çıxar…").first
    row.locator("summary").click()
    row.get_by_role("textbox").fill("Bu müraciət başqa bölmənindir.")
    row.get_by_role("button", name="Öyrənmədən çıxar").click()
    expect(editor.page.get_by_role("status")).to_contain_text("geri qaytarmaq olar")
    editor.page.goto("/knowledge/examples?struck=1")
    struck = editor.page.get_by_role("row").filter(has_text="Bu müraciət başqa bölmənindir.")
    expect(struck).to_be_visible()
    assert faults(editor.page) == []
    struck.get_by_role("button", name="Geri qaytar").click()
    expect(editor.page.get_by_role("status")).to_contain_text("yenidən öyrədir")
