"""Whatever people typed is shown to others as they typed it, and never runs."""

from collections.abc import Callable

import pytest
from playwright.sync_api import expect

from callcenter.accounts.vocabulary import Role
from tests.browser.visits import LOG, Visit
from tests.factories import NETWORK

TAG = "<script>alert(1)</script>"
SUM = "{{7*7}}"
IMAGE = '"><img src=x onerror=alert(1)>'
BAIT = f"Şəbəkə işləmir, internet kəsilir {TAG} {SUM} {IMAGE}"
PHONE = "050 717 17 17"


def must_show(one: Visit, *pieces: str) -> None:
    """Expect each piece on the page as text; nothing of it may have become a part of the page."""
    for piece in pieces:
        expect(one.page.get_by_text(piece).first).to_be_attached()
    assert one.page.locator("img[src=x], main script").count() == 0


@pytest.mark.parametrize("bait", [TAG, SUM, IMAGE], ids=["tag", "sum", "image"])
def test_what_a_colleague_is_called_is_shown_and_never_runs(at_desk: Callable[..., Visit], bait: str) -> None:
    administrator = at_desk(Role.ADMINISTRATOR, display_name=f"Sınaq {bait}")
    must_show(administrator, bait)


def test_what_people_typed_into_an_appeal_is_shown_and_never_runs(at_desk: Callable[..., Visit]) -> None:
    operator = at_desk(Role.OPERATOR)
    head = at_desk(Role.UNIT_HEAD, unit=NETWORK, display_name=f"Rəhbər {IMAGE}")

    operator.write_appeal(BAIT, name=f"Vəli {IMAGE}", phone=PHONE)
    expect(operator.panel("Kimin səlahiyyətindədir").get_by_role("listitem").first).to_be_visible()
    operator.press(LOG)
    number = operator.number_said()
    must_show(operator, TAG, SUM, f"Vəli {IMAGE}")
    operator.act("Bölməyə yönləndirmək").get_by_role("listitem").first.get_by_role("button").click()
    expect(operator.page.get_by_role("status")).to_be_visible()

    head.page.goto("/inbox")
    must_show(head, "Şəbəkə işləmir")
    head.page.goto(f"/appeals/{number}")
    sending = head.act("Geri qaytarmaq")
    sending.get_by_label("Niyə sizin bölməyə aid deyil?").fill(f"Bizə aid deyil {TAG} {SUM} {IMAGE}")
    sending.get_by_label("Hansı bəndə görə").fill("003:6.2.8")
    head.press("Geri qaytar")
    expect(head.page.get_by_role("status")).to_be_visible()

    operator.page.goto("/desk")
    must_show(operator, "Şəbəkə işləmir")
    operator.page.get_by_role("link", name=number).click()
    must_show(operator, f"Bizə aid deyil {TAG} {SUM} {IMAGE}", f"Rəhbər {IMAGE}")
    operator.write_appeal(f"{BAIT} yenə", name=f"Vəli {IMAGE}", phone=PHONE)
    expect(operator.panel("Müraciət edən")).to_contain_text(number)
    must_show(operator, f"Vəli {IMAGE}")
