"""The pages with script off: slower for the operator, but nothing is out of reach."""

from collections.abc import Callable

from playwright.sync_api import expect

from callcenter.accounts.vocabulary import Role
from tests.browser.visits import LOG, Visit

TEXT = "Nazirliyin binasında internet tez-tez kəsilir, şəbəkəyə qoşula bilmirik."


def test_an_appeal_is_logged_and_routed_with_script_off(at_desk: Callable[..., Visit]) -> None:
    operator = at_desk(Role.OPERATOR, java_script_enabled=False)
    page = operator.page
    operator.write_appeal(TEXT, name="Leyla Sınaq")
    operator.press("Təklifləri göstər")
    expect(operator.panel("Kimin səlahiyyətindədir").get_by_role("listitem").first).to_contain_text("Şəbəkə")
    operator.press(LOG)
    operator.number_said()
    operator.act("Bölməyə yönləndirmək").get_by_role("listitem").first.get_by_role("button").click()
    expect(page.get_by_role("status")).to_contain_text("bölməyə yönləndirildi")
    expect(operator.panel("Kimdədir")).to_contain_text("Şəbəkə")
