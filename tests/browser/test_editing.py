"""An editor's change in the browser: previewed, reviewed by another editor, published, felt, and undone."""

from collections.abc import Callable

from playwright.sync_api import expect

from callcenter.accounts.vocabulary import Role
from knowledge_base import queries
from knowledge_base.editing.applying import card_content
from tests.browser.looks import faults, faults_at
from tests.browser.visits import House, Visit

CARD = "network-computer-network"
KEPT = "network-hardware"
PHRASE = "Zirzəmidəki yaşıl qutu zümzümə edir."
WHY = "Bu barədə üç dəfə zəng olunub."


def write_phrase(one: Visit, phrase: str) -> None:
    """Add a phrase to the card by its form and save the draft."""
    one.page.goto(f"/knowledge/cards/{CARD}")
    one.page.get_by_role("link", name="Dəyiş", exact=True).click()
    said = one.page.get_by_label("Azərbaycanca ifadələr")
    said.fill(f"{said.input_value()}\n{phrase}")
    one.page.get_by_label("Dəyişikliyin səbəbi").fill(WHY)
    one.press("Qaralamanı saxla")
    expect(one.page.get_by_role("heading", name="Nə dəyişir")).to_be_visible()


def first_of(one: Visit, text: str) -> str:
    """The card that the running product names first for a text."""
    one.page.goto("/knowledge/competent")
    one.page.get_by_label("Kimə aiddir?").fill(text)
    one.press("Göstər")
    return one.page.locator(".ranked h3").first.inner_text()


def wait_for_first(one: Visit, text: str, *, same: bool, title: str) -> None:
    """Ask until the card comes first, or no longer does; every process reads the base anew in seconds."""
    assert any((first_of(one, text) == title) is same for _ in range(100))


def test_a_change_is_previewed_reviewed_published_felt_and_undone(
    house: House, at_desk: Callable[..., Visit]
) -> None:
    with house.database.reading() as session:
        card = queries.competence_coded(session, CARD)
        before, title = card_content(card), card.title
    author, second = at_desk(Role.KNOWLEDGE_EDITOR), at_desk(Role.KNOWLEDGE_EDITOR)
    operator = at_desk(Role.OPERATOR)
    assert first_of(operator, PHRASE) != title

    write_phrase(author, PHRASE)
    author.page.get_by_label("Bu mətn hara gedər?").fill(PHRASE)
    author.press("Təsirini yoxla")
    expect(author.page.get_by_role("heading", name="Bu mətn hara gedər?")).to_be_visible()
    assert faults(author.page) == []
    author.press("Yoxlamaya göndər")
    expect(author.page.get_by_role("button", name="Geri götür")).to_be_visible()
    expect(author.page.get_by_role("button", name="Təsdiqlə və dərc et")).to_have_count(0)

    second.page.goto("/knowledge/desk")
    second.page.get_by_role("region", name="Yoxlamanızı gözləyir").get_by_role("link", name=title).click()
    expect(second.page.locator("ins", has_text=PHRASE)).to_be_visible()
    second.press("Təsdiqlə və dərc et")
    expect(second.page.get_by_text("Dərc edildi")).to_be_visible()
    wait_for_first(operator, PHRASE, same=True, title=title)

    second.page.get_by_label("Niyə ləğv edilir").fill("Qutu başqa binadadır.")
    second.press("Ləğv et")
    expect(second.page.get_by_text("əvvəlki vəziyyət bərpa olundu")).to_be_visible()
    wait_for_first(operator, PHRASE, same=False, title=title)
    with house.database.reading() as session:
        assert card_content(queries.competence_coded(session, CARD)) == before
    author.page.goto(f"/knowledge/cards/{CARD}")
    expect(author.page.get_by_role("region", name="Tarixçə")).to_contain_text("Qutu başqa binadadır.")


def test_an_editor_works_without_script(at_desk: Callable[..., Visit]) -> None:
    author = at_desk(Role.KNOWLEDGE_EDITOR, java_script_enabled=False)
    write_phrase(author, "Şəbəkə otağının açarı kimdədir?")
    author.press("Geri götür")
    expect(author.page.get_by_text("Dəyişiklik geri götürüldü.")).to_be_visible()


def test_a_reload_keeps_what_an_editor_typed(at_desk: Callable[..., Visit]) -> None:
    author = at_desk(Role.KNOWLEDGE_EDITOR)
    author.page.goto(f"/knowledge/cards/{CARD}/change")
    author.page.get_by_label("Dəyişikliyin səbəbi").fill("Yarımçıq yazılmış səbəb")
    author.page.reload()
    expect(author.page.get_by_label("Dəyişikliyin səbəbi")).to_have_value("Yarımçıq yazılmış səbəb")


def test_the_editors_pages_look_right_in_every_look(at_desk: Callable[..., Visit]) -> None:
    author = at_desk(Role.KNOWLEDGE_EDITOR)
    found = faults_at(
        author,
        "/knowledge/desk",
        "/knowledge",
        "/knowledge/phrases",
        f"/knowledge/cards/{CARD}",
        f"/knowledge/cards/{CARD}/change",
        "/knowledge/units/economy-network",
        "/knowledge/units/economy-network/change",
        "/knowledge/units/new",
    )
    assert found == []


def test_what_the_tab_kept_is_not_saved_over_what_was_published_meanwhile(
    house: House, at_desk: Callable[..., Visit]
) -> None:
    author = at_desk(Role.KNOWLEDGE_EDITOR)
    form = f"/knowledge/cards/{KEPT}/change"
    author.page.goto(form)
    author.page.get_by_label("İzah").fill("Yazılıb, amma hələ saxlanılmayıb.")
    author.page.goto("/knowledge/desk")
    with house.database.transaction() as session:
        queries.competence_coded(session, KEPT).title = "Başqa redaktorun verdiyi ad"
    author.refused.add(412)
    author.page.goto(form)
    expect(author.page.get_by_label("İzah")).to_have_value("Yazılıb, amma hələ saxlanılmayıb.")
    author.page.get_by_label("Dəyişikliyin səbəbi").fill(WHY)
    author.press("Qaralamanı saxla")
    expect(author.page.get_by_role("heading", name="Siz yazarkən kart dəyişib")).to_be_visible()
    expect(author.page.get_by_label("İzah")).to_have_value("Yazılıb, amma hələ saxlanılmayıb.")
