"""One appeal from the call to the weekly figures, each step at the desk whose step it is."""

from collections.abc import Callable

from playwright.sync_api import expect

from callcenter.accounts.vocabulary import Role
from tests.browser.visits import LOG, Visit
from tests.factories import NETWORK

TEXT = "İş yerimizdə, nazirliyin binasında internet tez-tez kəsilir, şəbəkəyə qoşula bilmirik, düzəldin."
PHONE = "050 611 22 33"
ANSWER = "Mərtəbədəki nasaz avadanlıq dəyişdirildi, bağlantı bərpa olundu."
INSTRUCTION = "Yerində baxın, səbəbini yazın."
STEPS = (
    "qeydə alındı",
    "bölməyə yönləndirildi",
    "icraya götürüldü",
    "icraçıya verildi",
    "cavab layihəsi hazırlandı",
    "cavab təsdiqləndi",
    "cavab çatdırıldı",
    "bağlandı",
)


def test_one_appeal_goes_through_three_desks_into_a_report(at_desk: Callable[..., Visit]) -> None:
    operator = at_desk(Role.OPERATOR)
    head = at_desk(Role.UNIT_HEAD, unit=NETWORK, display_name="Rauf Sınaqlı")
    executor = at_desk(Role.UNIT_STAFF, unit=NETWORK, display_name="Günel Sınaqlı")
    leader = at_desk(Role.LEADERSHIP)

    number = log_and_route(operator)
    accept_and_assign(head, number)
    draft(executor, number)
    approve(head, number)
    tell_and_close(operator, number)
    read_in_a_report(leader, number)


def log_and_route(operator: Visit) -> str:
    page = operator.page
    operator.write_appeal(TEXT, name="Aytən Sınaq", phone=PHONE)
    suggested = operator.panel("Kimin səlahiyyətindədir")
    expect(suggested.get_by_role("listitem").first).to_contain_text("Şəbəkə")
    operator.press(LOG)
    number = operator.number_said()
    routing = operator.act("Bölməyə yönləndirmək")
    first = routing.get_by_role("listitem").first
    expect(first).to_contain_text("bənd")
    first.get_by_role("button").click()
    expect(page.get_by_role("status")).to_contain_text("bölməyə yönləndirildi")
    expect(operator.panel("Kimdədir")).to_contain_text("Şəbəkə")
    expect(operator.panel("Kimdədir")).to_contain_text("bənd")
    return number


def accept_and_assign(head: Visit, number: str) -> None:
    head.page.goto("/inbox")
    head.page.get_by_role("link", name=number).click()
    head.press("İcraya götür")
    giving = head.act("İcraçıya vermək")
    giving.get_by_label("İcraçı").select_option(
        label=giving.get_by_role("option").filter(has_text="Günel Sınaqlı").inner_text()
    )
    giving.get_by_label("Dərkənar").fill(INSTRUCTION)
    head.press("İcraçıya ver")
    expect(head.panel("Kimdədir")).to_contain_text("Günel Sınaqlı")


def draft(executor: Visit, number: str) -> None:
    executor.page.goto("/inbox")
    executor.page.get_by_role("link", name=number).click()
    expect(executor.panel("Tarixçə")).to_contain_text(INSTRUCTION)
    writing = executor.act("Cavab layihəsi")
    writing.get_by_label("Cavabın mətni").fill(ANSWER)
    writing.get_by_label("Nəticə").select_option(label="təmin edilib")
    executor.press("Təsdiqə göndər")
    expect(executor.page.get_by_role("status")).to_contain_text("cavab layihəsi hazırlandı")


def approve(head: Visit, number: str) -> None:
    head.page.goto("/inbox")
    head.page.get_by_role("link", name=number).click()
    expect(head.act("Cavabı təsdiq etmək")).to_contain_text(ANSWER)
    head.press("Təsdiq et")
    expect(head.page.get_by_role("status")).to_contain_text("cavab təsdiqləndi")


def tell_and_close(operator: Visit, number: str) -> None:
    page = operator.page
    page.goto("/desk")
    waiting = operator.panel("Zəng edənə çatdırılmalıdır").get_by_role("row").filter(has_text=number)
    expect(waiting).to_contain_text(PHONE)
    waiting.get_by_role("link", name=number).click()
    telling = operator.act("Cavabı çatdırmaq")
    expect(telling).to_contain_text(ANSWER)
    telling.get_by_label("Necə çatdırılıb").select_option(label="telefonla deyilib")
    telling.get_by_label("Kimə deyilib").fill("Aytən Sınaqlı")
    telling.get_by_label("Nəticə").select_option(label="təmin edilib")
    operator.press("Çatdırıldı")
    expect(operator.panel("Kimdədir")).to_contain_text("təmin edilib")
    history = operator.panel("Tarixçə")
    for step in STEPS:
        expect(history).to_contain_text(step)


def read_in_a_report(leader: Visit, number: str) -> None:
    page = leader.page
    page.goto("/reports")
    page.get_by_label("Dövr").select_option(label="seçilmiş dövr")
    page.get_by_label("İlk gün").fill("2026-10-12")
    page.get_by_label("Son gün").fill("2026-10-13")
    leader.press("Hazırla")
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    by_unit = page.get_by_role("table", name="bölmə").get_by_role("row").filter(has_text="Şəbəkə")
    by_unit.get_by_role("link").first.click()
    page.get_by_role("link", name=number).click()
    expect(leader.panel("Cavab")).to_contain_text(ANSWER)
