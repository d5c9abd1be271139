"""The pages of the appeals: in no look does axe find anything serious, and none scrolls sideways."""

from collections.abc import Callable

import pytest
from playwright.sync_api import expect

from callcenter.accounts.vocabulary import Role
from tests.browser.looks import faults, faults_at
from tests.browser.scene import Scene
from tests.browser.visits import LOG, TEXT, Visit


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
    operator.press(LOG)
    expect(page.get_by_role("alert")).to_be_visible()
    assert found + faults(page) == []


@pytest.mark.parametrize(
    "states",
    [
        ("unconfirmed", "accused", "forwarded"),
        ("routed", "returned", "approved", "closed"),
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
    assert faults_at(head, "/inbox", "/directory/absences", *scene.pages_of("accepted", "awaiting")) == []


def test_the_executors_pages_suit_everybody(visit: Callable[..., Visit], scene: Scene) -> None:
    executor = visit()
    executor.sign_in(scene.people.executor)
    assert faults_at(executor, "/inbox", *scene.pages_of("in work")) == []
