"""Editing the knowledge base in its pages: from the card's form to publication, and what is refused on the way."""

import io
from datetime import UTC, datetime
from html import unescape

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select

from callcenter.accounts.vocabulary import Role, Scope
from callcenter.directory import queries as directory
from knowledge_base import queries
from knowledge_base.editing import proposing
from knowledge_base.editing.applying import card_content, unit_content
from knowledge_base.editing.contents import CardContent
from knowledge_base.editing.forms import typed_card, typed_unit
from knowledge_base.editing.models import KnowledgeChange
from knowledge_base.editing.vocabulary import Standing
from knowledge_base.models import Example
from knowledge_base.vocabulary import ExampleStanding
from tests.factories import NETWORK, Desk, make_key

CARD = "callcentre-receiving-appeals"
WHY = "Zəng edənlər belə soruşur."


@pytest.fixture
def author(desk: Desk) -> FlaskClient:
    return desk.open(Role.KNOWLEDGE_EDITOR)


@pytest.fixture
def second(desk: Desk) -> FlaskClient:
    return desk.open(Role.KNOWLEDGE_EDITOR)


def content(desk: Desk, code: str = CARD) -> CardContent:
    with desk.database.reading() as session:
        return card_content(queries.competence_coded(session, code))


def typed(card: CardContent, **more: str) -> dict[str, str]:
    return typed_card(card) | {"base": card.fingerprint, "reason": WHY} | more


def last(desk: Desk) -> KnowledgeChange:
    with desk.database.reading() as session:
        found = session.scalar(select(KnowledgeChange).order_by(KnowledgeChange.id.desc()).limit(1))
        assert found is not None
        return found


def drafted(desk: Desk, author: FlaskClient, **more: str) -> KnowledgeChange:
    """The last change, made by sending the card's form with these fields."""
    answer = author.post(f"/knowledge/cards/{CARD}/change", data=typed(content(desk), **more))
    assert answer.status_code == 303, answer.get_data(as_text=True)
    return last(desk)


def step(client: FlaskClient, change: KnowledgeChange, name: str, **more: str) -> int:
    data = {"version": str(change.version), **more}
    return client.post(f"/knowledge/changes/{change.id}/{name}", data=data).status_code


def tried(desk: Desk, change: KnowledgeChange) -> None:
    """What the test box leaves behind; the box itself has tests of its own, and takes seconds."""
    with desk.database.transaction() as session:
        proposing.note_effect(session, change.id, change.version, {"number": 1, "held": 0})


def published(desk: Desk, author: FlaskClient, second: FlaskClient, **more: str) -> KnowledgeChange:
    change = drafted(desk, author, **more)
    tried(desk, change)
    assert step(author, change, "send") == 303
    assert step(second, last(desk), "publish") == 303
    return last(desk)


def html(client: FlaskClient, address: str) -> str:
    answer = client.get(address)
    assert answer.status_code == 200
    return unescape(answer.get_data(as_text=True))


def test_a_card_is_changed_by_two_people_and_put_back_by_one(
    desk: Desk, author: FlaskClient, second: FlaskClient
) -> None:
    before = content(desk)
    change = published(desk, author, second, title="Müraciətlərin qəbul edilməsi qaydası")
    assert change.standing is Standing.PUBLISHED
    assert content(desk).title == "Müraciətlərin qəbul edilməsi qaydası"

    assert step(author, change, "undo", reason="Səhv ad idi.") == 303
    assert content(desk) == before
    assert 'id="test"' not in html(author, f"/knowledge/changes/{last(desk).id}"), (
        "nothing to show of its effect"
    )
    page = html(author, f"/knowledge/cards/{CARD}")
    assert "ləğvetmə" in page
    assert "Səhv ad idi." in page


def test_the_form_begins_with_what_stands_on_the_card(desk: Desk, author: FlaskClient) -> None:
    page = html(author, f"/knowledge/cards/{CARD}/change")
    card = content(desk)
    assert card.title in page
    assert all(one.text in page for one in card.phrases)


def test_the_author_does_not_publish_the_own_change(desk: Desk, author: FlaskClient) -> None:
    change = drafted(desk, author, title="Müraciətlərin qəbulu")
    tried(desk, change)
    step(author, change, "send")
    assert "Təsdiqlə və dərc et" not in html(author, f"/knowledge/changes/{change.id}")
    assert step(author, last(desk), "publish") == 403


def test_nothing_is_published_before_its_effect_was_looked_at(
    desk: Desk, author: FlaskClient, second: FlaskClient
) -> None:
    change = drafted(desk, author, title="Müraciətlərin qəbulu")
    step(author, change, "send")
    assert step(second, last(desk), "publish") == 409
    assert content(desk).title != "Müraciətlərin qəbulu"


def test_a_form_with_mistakes_comes_back_with_everything_typed(desk: Desk, author: FlaskClient) -> None:
    sent = typed(
        content(desk), title="Ad", clauses="yanlış bənd", summary="Bu izah itməməlidir, çünki uzun yazılıb."
    )
    answer = author.post(f"/knowledge/cards/{CARD}/change", data=sent)
    page = unescape(answer.get_data(as_text=True))
    assert answer.status_code == 422
    assert "Çox qısadır" in page
    assert "«yanlış bənd» belə deyil" in page
    assert "Bu izah itməməlidir" in page


def test_the_second_of_two_editors_sees_what_changed_and_loses_nothing(
    desk: Desk, author: FlaskClient, second: FlaskClient
) -> None:
    late = typed(content(desk), title="İkinci redaktorun yazdığı ad")
    published(desk, author, second, title="Birinci redaktorun yazdığı ad")
    answer = second.post(f"/knowledge/cards/{CARD}/change", data=late)
    page = unescape(answer.get_data(as_text=True))
    assert answer.status_code == 412
    assert "Siz yazarkən kart dəyişib" in page
    assert "İkinci redaktorun yazdığı ad" in page
    assert "<ins>Birinci" in page
    assert f'name="base" value="{content(desk).fingerprint}"' in page


def test_a_change_written_from_an_older_card_is_not_published(
    desk: Desk, author: FlaskClient, second: FlaskClient
) -> None:
    other = drafted(desk, second, title="Köhnə kartdan yazılmış ad")
    tried(desk, other)
    step(second, other, "send")
    published(desk, author, second, title="Birinci redaktorun yazdığı ad")
    with desk.database.reading() as session:
        other = session.get_one(KnowledgeChange, other.id)
    assert step(author, other, "publish") == 412
    page = html(author, f"/knowledge/changes/{other.id}")
    assert "Bu dəyişiklik yazılandan sonra kart dəyişib" in page
    assert "Təsdiqlə və dərc et" not in page


def test_a_returned_change_is_mended_and_published(
    desk: Desk, author: FlaskClient, second: FlaskClient
) -> None:
    change = drafted(desk, author, title="Müraciətlərin qəbulu")
    step(author, change, "send")
    assert step(second, last(desk), "send-back") == 422
    assert step(second, last(desk), "send-back", note="Ad daha aydın olsun.") == 303
    assert "Ad daha aydın olsun." in html(author, f"/knowledge/changes/{change.id}")

    mended = typed(content(desk), title="Müraciətlərin qəbulu və qeydiyyatı", version=str(last(desk).version))
    assert author.post(f"/knowledge/changes/{change.id}/card", data=mended).status_code == 303
    tried(desk, last(desk))
    step(author, last(desk), "send")
    assert step(second, last(desk), "publish") == 303
    assert content(desk).title == "Müraciətlərin qəbulu və qeydiyyatı"


def test_a_new_card_gets_a_code_of_its_unit(desk: Desk, author: FlaskClient, second: FlaskClient) -> None:
    card = CardContent(
        unit=NETWORK, title="Simsiz şəbəkənin qurulması", summary="Binada Wi-Fi nöqtələrinin quraşdırılması və qorunması.",
        role="duty", keywords=("wifi",), clauses=("003:6.1.2",), phrases=(), not_this=(),
    )  # fmt: skip
    sent = typed_card(card) | {"reason": WHY, "phrases.az": "Mərtəbəmizdə vayfay nöqtəsi yoxdur."}
    assert author.post(f"/knowledge/units/{NETWORK}/cards/new", data=sent).status_code == 303
    change = last(desk)
    assert "Hələ dərc edilməmiş yeni kartlar" in html(author, f"/knowledge/units/{NETWORK}")
    tried(desk, change)
    step(author, change, "send")
    assert step(second, last(desk), "publish") == 303
    assert content(desk, f"{NETWORK}-1").title == "Simsiz şəbəkənin qurulması"

    assert step(second, last(desk), "undo", reason="Başqa kart var.") == 303
    assert content(desk, f"{NETWORK}-1").retired
    assert "istifadədə deyil" in html(author, f"/knowledge/cards/{NETWORK}-1")


def test_a_card_is_taken_out_of_use_and_put_back(
    desk: Desk, author: FlaskClient, second: FlaskClient
) -> None:
    card = content(desk)
    data = {"base": card.fingerprint, "reason": "Vəzifə başqa bölməyə keçib."}
    assert author.post(f"/knowledge/cards/{CARD}/retire", data=data).status_code == 303
    tried(desk, last(desk))
    step(author, last(desk), "send")
    assert step(second, last(desk), "publish") == 303
    with desk.database.reading() as session:
        assert CARD not in {one.code for one in queries.competences(session)}
    data = {"base": content(desk).fingerprint, "reason": "Geri qayıtdı."}
    assert author.post(f"/knowledge/cards/{CARD}/retire", data=data).status_code == 303
    tried(desk, last(desk))
    step(author, last(desk), "send")
    assert step(second, last(desk), "publish") == 303
    assert content(desk) == card


def test_the_test_box_takes_a_table_and_a_text(desk: Desk, author: FlaskClient) -> None:
    change = drafted(desk, author, title="Müraciətlərin qəbulu")
    data = {
        "version": str(change.version),
        "asked": "internet kəsilir",
        "file": (io.BytesIO(b"text\tunit\ninternet yoxdur\tProtokol sektoru\n"), "x.tsv"),
    }
    answer = author.post(f"/knowledge/changes/{change.id}/test", data=data)
    page = unescape(answer.get_data(as_text=True))
    assert answer.status_code == 200
    assert "Bölməsi təsdiqlənmiş müraciətlər" in page
    assert "Heç bir mətnin birinci bölməsi və ya bəndinin düzlüyü dəyişmir." in page
    assert "Bu mətn hara gedər?" in page
    effect = last(desk).effect
    assert effect is not None
    assert effect["appeals"]["rows"] == 1
    assert "internet" not in str(effect)


@pytest.mark.parametrize("table", ["salam", "a\tb\nc\td"])
def test_a_table_that_is_none_is_refused_beside_its_field(
    desk: Desk, author: FlaskClient, table: str
) -> None:
    change = drafted(desk, author, title="Müraciətlərin qəbulu")
    data = {"version": str(change.version), "table": table}
    answer = author.post(f"/knowledge/changes/{change.id}/test", data=data)
    assert answer.status_code == 422
    assert 'id="f-table-error"' in answer.get_data(as_text=True)


def test_the_desk_shows_what_waits_for_whom(desk: Desk, author: FlaskClient, second: FlaskClient) -> None:
    change = drafted(desk, author, title="Müraciətlərin qəbulu")
    assert "Qaralamalarınız və düzəlişə qaytarılanlar (1)" in text_of(html(author, "/knowledge/desk"))
    step(author, change, "send")
    assert "Başqa redaktorun yoxlamasını gözləyir (1)" in text_of(html(author, "/knowledge/desk"))
    assert "Yoxlamanızı gözləyir (1)" in text_of(html(second, "/knowledge/desk"))


def test_any_editor_proposes_an_earlier_state_anew(
    desk: Desk, author: FlaskClient, second: FlaskClient
) -> None:
    before = content(desk)
    change = published(desk, author, second, title="Birinci redaktorun yazdığı ad")
    third = desk.open(Role.KNOWLEDGE_EDITOR)
    address = f"/knowledge/cards/{CARD}/change?before={change.id}"
    assert address in html(third, f"/knowledge/changes/{change.id}")
    page = html(third, address)
    assert f'value="{before.title}"' in page
    assert f'name="base" value="{content(desk).fingerprint}"' in page
    assert (
        third.get(f"/knowledge/cards/network-computer-network/change?before={change.id}").status_code == 404
    )


@pytest.mark.parametrize("number", [999, 2**31, 10**30])
def test_a_change_that_is_not_there_is_said_in_a_sentence(author: FlaskClient, number: int) -> None:
    for address in (f"/knowledge/changes/{number}", f"/knowledge/cards/{CARD}/change?before={number}"):
        assert author.get(address).status_code == 404
    for act in ("send", "publish", "undo"):
        data = {"version": "1"}
        assert author.post(f"/knowledge/changes/{number}/{act}", data=data).status_code == 404
    assert author.post(f"/knowledge/phrases/{number}/pass").status_code == 404


def test_others_see_the_cards_without_any_of_it(desk: Desk) -> None:
    page = html(desk.open(Role.OPERATOR), f"/knowledge/cards/{CARD}")
    assert "Tarixçə" not in page
    assert "/change" not in page


def text_of(page: str) -> str:
    return " ".join(page.replace('<span class="muted">', "").replace("</span>", "").split())


def test_a_unit_is_added_and_retired_in_its_pages(
    desk: Desk, author: FlaskClient, second: FlaskClient
) -> None:
    sent = {"body": "economy", "name": "Rəqəmsal inkişaf şöbəsi", "kind": "department", "reason": WHY}
    assert author.post("/knowledge/units/new", data=sent).status_code == 303
    step(author, last(desk), "send")
    assert step(second, last(desk), "publish") == 303
    address = "/knowledge/units/economy-reqemsal-inkisaf-sobesi"
    assert "Rəqəmsal inkişaf şöbəsi" in html(author, address)

    with desk.database.reading() as session:
        base = unit_content(directory.unit_named(session, "economy-reqemsal-inkisaf-sobesi")).fingerprint
    assert author.post(f"{address}/retire", data={"base": base, "reason": WHY}).status_code == 303
    step(author, last(desk), "send")
    assert step(second, last(desk), "publish") == 303
    assert "yeni müraciət qəbul etmir" in html(author, address)
    link = "/appeals?unit=economy-reqemsal-inkisaf-sobesi"
    assert link not in html(author, address)
    assert link in html(desk.open(Role.CENTRE_HEAD), address)


def test_a_units_form_comes_back_with_everything_typed(desk: Desk, author: FlaskClient) -> None:
    sent = {"body": "economy", "name": "Elektron idarəetmə şöbəsi", "kind": "department", "reason": WHY}
    answer = author.post("/knowledge/units/new", data=sent)
    page = unescape(answer.get_data(as_text=True))
    assert answer.status_code == 422
    assert "həmin adda struktur bölmə artıq var" in page
    assert WHY in page

    with desk.database.reading() as session:
        unit = unit_content(directory.unit_named(session, NETWORK))
    stale = typed_unit(unit) | {"name": "Yeni şəbəkə sektoru", "reason": WHY, "base": "0" * 64}
    answer = author.post(f"/knowledge/units/{NETWORK}/change", data=stale)
    page = unescape(answer.get_data(as_text=True))
    assert answer.status_code == 412
    assert "Siz yazarkən bölmə dəyişib" in page
    assert "Yeni şəbəkə sektoru" in page


def test_phrases_are_taken_from_corrected_appeals_or_passed_over(desk: Desk, author: FlaskClient) -> None:
    with desk.database.transaction() as session:
        card = queries.competence_coded(session, CARD)
        suggested = directory.unit_named(session, NETWORK)
        for text in ("Operator xətti söndürdü.", "Zəng edin: ad@mail.az", "Salam, sualım var."):
            session.add(
                Example(
                    text=text, unit=card.unit, competence=card, suggested_unit=suggested,
                    standing=ExampleStanding.CONFIRMED, added_at=moment(), change=1,
                )
            )  # fmt: skip
        session.flush()
        ids = {one.text: one.id for one in session.scalars(select(Example))}
    assert "Operator xətti söndürdü." in html(author, "/knowledge/phrases")

    take, post = "/knowledge/phrases/{}/take", {"card": CARD}
    answer = author.post(take.format(ids["Operator xətti söndürdü."]), data=post)
    assert answer.status_code == 303
    page = html(author, answer.location)
    assert "Operator xətti söndürdü." in page

    refused = author.post(take.format(ids["Zəng edin: ad@mail.az"]), data=post)
    assert refused.status_code == 422
    assert "onu silin" in unescape(refused.get_data(as_text=True))

    assert author.post(f"/knowledge/phrases/{ids['Salam, sualım var.']}/pass").status_code == 303
    page = html(author, "/knowledge/phrases")
    assert "Salam" not in page
    assert "(1)" in text_of(page)


def moment() -> datetime:
    return datetime(2026, 10, 13, 8, 0, tzinfo=UTC)


def test_the_api_lists_retired_cards_on_request_only(
    desk: Desk, author: FlaskClient, second: FlaskClient
) -> None:
    card = content(desk)
    author.post(f"/knowledge/cards/{CARD}/retire", data={"base": card.fingerprint, "reason": WHY})
    tried(desk, last(desk))
    step(author, last(desk), "send")
    assert step(second, last(desk), "publish") == 303
    with desk.database.transaction() as session:
        _, secret = make_key(session, Scope.KNOWLEDGE_READ)

    def listed(query: str) -> dict[str, bool]:
        headers = {"Authorization": f"Bearer {secret}"}
        answer = desk.app.test_client().get(f"/api/v1/competences{query}", headers=headers)
        assert answer.json is not None
        return {one["code"]: one["retired"] for one in answer.json["competences"]}

    assert CARD not in listed("")
    assert not any(listed("").values())
    assert listed("?retired=true")[CARD] is True


def test_empty_rows_of_the_form_do_not_multiply(desk: Desk, author: FlaskClient) -> None:
    first = html(author, f"/knowledge/cards/{CARD}/change")
    rows = first.count('.when"')
    empty = {f"not_this.{row}.{part}": "" for row in (2, 3) for part in ("when", "unit")}
    answer = author.post(f"/knowledge/cards/{CARD}/change", data=typed(content(desk), title="Ad", **empty))
    assert answer.get_data(as_text=True).count('.when"') == rows
