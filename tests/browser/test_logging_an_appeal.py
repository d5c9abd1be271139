"""Logging an appeal while the caller is on the line: by keyboard, in a hurry, with suggestions as one types."""

import re
from collections.abc import Callable

from playwright.sync_api import Page, expect

from callcenter.accounts.vocabulary import Role
from tests.browser.visits import LOG, NUMBER, TEXT, House, Visit

# What stands before the keyboard now, by the name that a screen reader would say.
_FOCUSED = "(one => (one.labels?.[0] ?? one).innerText.trim())(document.activeElement)"
_SUGGESTION = "performance.getEntriesByType('resource').filter(one => one.name.endsWith('/suggestions')).map(one => one.responseEnd - one.startTime)"
# Not the promise of 300 ms, which the benchmarks measure on a quiet machine, but far from a stuck page.
SLOW = 2_000


def tab_to(page: Page, name: str) -> None:
    """Press Tab until the focus is on what has this name."""
    met: list[str] = []
    while len(met) < 60:
        page.keyboard.press("Tab")
        met.append(page.evaluate(_FOCUSED))
        if met[-1].startswith(name):
            return
    raise AssertionError(f"no way to «{name}» by Tab: {met}")


def test_an_appeal_is_logged_with_the_keyboard_alone(
    house: House, employ: Callable[..., object], visit: Callable[..., Visit]
) -> None:
    operator, one = employ(Role.OPERATOR), visit()
    page, keyboard = one.page, one.page.keyboard
    text = "Hər gün nazirliyin şəbəkəsi dayanır, elektron sənədi göndərə bilmirəm, şikayət edirəm."

    page.goto("/sign-in")
    keyboard.type(operator.name)  # type: ignore[attr-defined]
