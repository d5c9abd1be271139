"""The knowledge base as its readers see it, with and without the statutes."""

from datetime import UTC, datetime

import pytest
from flask.testing import FlaskClient

from callcenter.accounts.vocabulary import Role
from knowledge_base import importing, queries
from knowledge_base.matching.explaining import Match
from knowledge_base.showing import marked
from tests.factories import NETWORK, WIFI, Desk
from tests.short_statutes import OF_THE_SECTOR
from tests.web.pages import page

CARD = "callcentre-receiving-appeals"


@pytest.fixture
def reader(desk: Desk) -> FlaskClient:
    """A knowledge editor's browser."""
    return desk.open(Role.KNOWLEDGE_EDITOR)


@pytest.fixture
def imported(desk: Desk) -> None:
    """A short statute 002 in force, which lacks one of the card's clauses."""
    with desk.database.transaction() as session:
        importing.import_statute(session, OF_THE_SECTOR, now=datetime(2026, 10, 13, 8, 0, tzinfo=UTC))


def test_the_first_page_lists_the_units_of_each_body_with_their_cards(reader: FlaskClient) -> None:
    html = page(reader.get("/knowledge"))
    assert html.index("İqtisadiyyat Nazirliyi") < html.index("Dövlət Miqrasiya Xidməti")
    assert f"/knowledge/units/{NETWORK}" in html
    assert "qurumumuz" in html


def test_a_unit_shows_its_cards(reader: FlaskClient, desk: Desk) -> None:
    with desk.database.reading() as session:
        titles = [card.title for card in queries.competences(session) if card.unit.code == NETWORK]
    html = page(reader.get(f"/knowledge/units/{NETWORK}"))
    assert titles
    assert all(title in html for title in titles)


def test_a_card_says_that_its_statute_is_not_imported(reader: FlaskClient) -> None:
    html = page(reader.get(f"/knowledge/cards/{CARD}"))
    assert "002 əsasnaməsinin mətni idxal edilməyib" in html
    assert "Bu bölmə deyil" in html
    assert 'lang="ru"' in html


@pytest.mark.usefixtures("imported")
def test_a_card_shows_the_clauses_own_text_once_the_statute_is_imported(reader: FlaskClient) -> None:
    html = page(reader.get(f"/knowledge/cards/{CARD}"))
    assert "Sınaq bəndinin mətni budur." in html
    assert "idxal edilməyib" not in html


@pytest.mark.usefixtures("imported")
def test_a_card_warns_where_its_clause_is_not_in_the_statute(reader: FlaskClient) -> None:
    assert "idxal edilmiş 002 əsasnaməsində belə bənd yoxdur" in page(reader.get(f"/knowledge/cards/{CARD}"))
    assert "bəzi kartların bəndi əsasnamədə yoxdur" in page(reader.get("/knowledge"))


@pytest.mark.usefixtures("imported")
def test_a_statute_is_shown_with_its_act_clauses_footnotes_amendments_and_doubts(reader: FlaskClient) -> None:
    assert "12/34" in page(reader.get("/knowledge/statutes"))
    html = page(reader.get("/knowledge/statutes/002"))
    for shown in ("3. Vəzifələr", "3.0.9", "Sınaq qeydi.", "Sınaq qərarı, № 56", "3.0.2 nömrəsi yoxdur."):
        assert shown in html


def test_without_statutes_the_list_says_how_to_import_them(reader: FlaskClient) -> None:
    assert "callcenter kb import" in page(reader.get("/knowledge/statutes"))


def test_a_text_is_answered_with_ranked_competences_and_its_matched_words(reader: FlaskClient) -> None:
    html = page(reader.post("/knowledge/competent", data={"text": WIFI}))
    best = html.index("Şəbəkə və əməliyyat sistemlərini idarəetmə sektoru")
    assert best < html.index("003:", best)
    assert "<mark>" in html
    assert "%" in html[best - 500 : best]


def test_a_text_with_markup_is_shown_as_it_was_typed(reader: FlaskClient) -> None:
    answer = reader.post("/knowledge/competent", data={"text": "internet <script>alert(1)</script> kəsilir"})
    assert "<script>alert" not in answer.get_data(as_text=True)
    assert "<script>alert(1)</script>" in page(answer)


@pytest.mark.parametrize("text", ["", "  ", "bir\x00iki"])
def test_a_text_that_cannot_be_read_is_refused_beside_the_field(reader: FlaskClient, text: str) -> None:
    response = reader.post("/knowledge/competent", data={"text": text})
    assert response.status_code == 422
    assert 'id="f-text-error"' in response.get_data(as_text=True)


@pytest.mark.parametrize("address", ["units/yoxdur", "cards/yoxdur", "statutes/999"])
def test_what_is_not_there_is_said_in_a_sentence(reader: FlaskClient, address: str) -> None:
    response = reader.get(f"/knowledge/{address}")
    assert response.status_code == 404
    assert "<h1>" in response.get_data(as_text=True)


def test_everybody_who_is_signed_in_but_the_inspector_reads_the_knowledge_base(
    desk: Desk, client: FlaskClient
) -> None:
    for role in Role:
        # Who watches over the others sees the trail and nothing else.
        expected = 403 if role is Role.INSPECTOR else 200
        assert desk.open(role).get("/knowledge/statutes").status_code == expected
    assert client.get("/knowledge").status_code == 303


def test_marked_pieces_join_to_the_text_even_where_matches_overlap() -> None:
    text = "internet tez kəsilir"
    matches = [Match("tez kəsilir", 9, 20, "kəsilmə", "phrase"), Match("kəsilir", 13, 20, "kəsilmə", "stem")]
    pieces = marked(text, matches)
    assert "".join(piece for piece, _ in pieces) == text
    assert [piece for piece, met in pieces if met] == ["tez kəsilir"]
