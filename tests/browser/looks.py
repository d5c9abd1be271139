"""A page in each of its looks, light and dark, on a wide screen and on a telephone, as axe sees it."""

from typing import Literal

from axe_playwright_python.base import AXE_SCRIPT
from playwright.sync_api import Page, ViewportSize, expect

from tests.browser.visits import Visit

WIDE: ViewportSize = {"width": 1280, "height": 900}
NARROW: ViewportSize = {"width": 390, "height": 844}
FOUND = """async (rules) => (await axe.run(document, {resultTypes: ["violations"], preload: false, ...rules})).violations
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
