"""Before a unit or a card is taken out of use its page says what is still open there, and what becomes of that."""

from html import unescape

import pytest
from flask.testing import FlaskClient

from callcenter.accounts.vocabulary import Role
from callcenter.appeals import handling
from callcenter.appeals.models import Appeal
from callcenter.core import clock
from callcenter.directory import queries as directory
from callcenter.directory.actors import actor_of
from knowledge_base import queries
from knowledge_base.editing.applying import card_content, unit_content
from knowledge_base.editing.forms import typed_unit
from tests import factories
from tests.factories import NETWORK, Desk
from tests.web.pages import page

CARD = "network-computer-network"


@pytest.fixture
def editor(desk: Desk) -> FlaskClient:
    return desk.open(Role.KNOWLEDGE_EDITOR)


@pytest.fixture
def routed(desk: Desk) -> Appeal:
    """An appeal that the network sector got by the card."""
    with desk.database.transaction() as session:
        operator = actor_of(session, factories.make_user(session, Role.OPERATOR))
        now, kept = clock.now(), desk.app.extensions
        appeal = factories.log(
            session,
            operator,
            knowledge=kept["callcenter.library"].knowledge(session),
            sealer=kept["callcenter.sealer"],
            now=now,
        )
        card = queries.competence_coded(session, CARD)
        return handling.route(
            session, appeal.number, appeal.version, unit=NETWORK, competence=card, by=operator, now=now
        )


def retire(desk: Desk, editor: FlaskClient, kind: str, code: str, reason: str) -> tuple[int, str]:
    """Ask for a retirement; the status and the page that follows."""
    with desk.database.reading() as session:
        content = (
            card_content(queries.competence_coded(session, code))
            if kind == "cards"
            else unit_content(directory.unit_named(session, code))
        )
    data = {"base": content.fingerprint, "reason": reason}
    answer = editor.post(f"/knowledge/{kind}/{code}/retire", data=data)
    there = editor.get(answer.location) if answer.status_code == 303 else answer
    return answer.status_code, unescape(there.get_data(as_text=True))


@pytest.mark.usefixtures("routed")
def test_the_page_of_a_unit_says_how_many_appeals_it_has_not_finished(editor: FlaskClient) -> None:
    html = page(editor.get(f"/knowledge/units/{NETWORK}"))
    assert "Bölmənin icrasını bitirmədiyi müraciət: 1." in html
    assert "çağrı mərkəzinin rəhbəri" in html
    assert "icrasını bitirmədiyi müraciət yoxdur" in page(editor.get(f"/knowledge/units/{factories.EGOV}"))


@pytest.mark.usefixtures("routed")
def test_a_card_says_what_was_routed_by_it_to_its_author_and_to_who_reviews(
    desk: Desk, editor: FlaskClient
) -> None:
    said = "Bu kartla yönləndirilmiş, hələ cavabı verilməmiş müraciət: 1."
    assert said in page(editor.get(f"/knowledge/cards/{CARD}"))
    status, change = retire(desk, editor, "cards", CARD, "Başqa kartla birləşir.")
    assert status == 303
    assert said in change


def test_an_appeal_that_complains_of_the_editors_own_unit_is_in_no_figure(desk: Desk, routed: Appeal) -> None:
    with desk.database.transaction() as session:
        session.merge(routed).about_unit = directory.unit_named(session, NETWORK)
    editor = desk.open(Role.KNOWLEDGE_EDITOR, unit=NETWORK)
    assert "icrasını bitirmədiyi müraciət yoxdur" in page(editor.get(f"/knowledge/units/{NETWORK}"))


@pytest.mark.usefixtures("routed")
def test_a_unit_with_cards_is_not_retired_and_what_was_typed_stays(desk: Desk, editor: FlaskClient) -> None:
    status, html = retire(desk, editor, "units", NETWORK, "Sektor ləğv olunur.")
    assert status == 422
    assert "istifadədə olan kartları var" in html
    assert "Sektor ləğv olunur." in html
    assert "Bölmənin icrasını bitirmədiyi müraciət: 1." in html


def test_a_retirement_without_a_reason_is_asked_for_one_on_the_same_page(
    desk: Desk, editor: FlaskClient
) -> None:
    status, html = retire(desk, editor, "cards", CARD, " ")
    assert status == 422
    assert 'id="f-reason-error"' in html
    assert "Kart silinmir" in html


def test_a_unit_too_is_put_back_to_an_earlier_state_by_a_new_proposal(
    desk: Desk, editor: FlaskClient
) -> None:
    second = desk.open(Role.KNOWLEDGE_EDITOR)
    with desk.database.reading() as session:
        content = unit_content(directory.unit_named(session, NETWORK))
    form = typed_unit(content) | {"base": content.fingerprint, "reason": "Yeni ad."}
    change = editor.post(
        f"/knowledge/units/{NETWORK}/change", data=form | {"name": "Şəbəkə sektoru"}
    ).location
    assert editor.post(f"{change}/send", data={"version": "1"}).status_code == 303
    assert second.post(f"{change}/publish", data={"version": "2"}).status_code == 303
    undoing = editor.post(f"{change}/undo", data={"version": "3", "reason": "Səhv ad."}).location

    html = page(second.get(undoing))
    assert "Ləğvetmənin özü ləğv edilmir" not in html, "only the two people are told"
    html = page(editor.get(undoing))
    assert "Ləğvetmənin özü ləğv edilmir" in html
    again = f"/knowledge/units/{NETWORK}/change?before={undoing.rpartition('/')[2]}"
    assert again in html
    assert 'value="Şəbəkə sektoru"' in page(editor.get(again))
    assert page(editor.get(again.replace(NETWORK, factories.EGOV)), 404)
