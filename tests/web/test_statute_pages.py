"""What readers, editors and heads see of changed clauses: wordings, versions side by side, what has to be looked at."""

from datetime import UTC, datetime, timedelta

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select

from callcenter.accounts.vocabulary import Role
from callcenter.appeals import handling
from callcenter.core.sealing import Sealer
from callcenter.directory.actors import actor_of
from knowledge_base import importing
from knowledge_base import queries as knowledge_base
from knowledge_base.statutes.statute import Footnote
from knowledge_base.suggesting import Knowledge
from knowledge_base.vocabulary import Recheck
from knowledge_base.wording_models import ClauseRecheck
from tests import factories
from tests.factories import Desk
from tests.short_statutes import of_a_department
from tests.web.pages import page

NOW = datetime(2026, 10, 13, 8, 0, tzinfo=UTC)
HARDWARE = "network-hardware"
NOTE = "3 may 2019-cu il tarixli 11 nömrəli Qərar ilə 6.1.5-ci bənddə “baxışını” sözü “təmirini” sözü ilə əvəz edilmişdir."
OLD = of_a_department("avadanlığın <təmirini> aparır;", Footnote("1", "003:6.1.5", NOTE))
NEW = of_a_department("avadanlığın və printerlərin <təmirini> aparır;", Footnote("1", "003:6.1.5", NOTE))


@pytest.fixture
def appeal(desk: Desk, knowledge: Knowledge, sealer: Sealer) -> str:
    """The number of an appeal that was routed by a clause before a newer version changed it."""
    with desk.database.transaction() as session:
        importing.import_statute(session, OLD, now=NOW)
        operator = actor_of(session, factories.make_user(session, Role.OPERATOR))
        appeal = factories.log(
            session,
            operator,
            knowledge=knowledge,
            sealer=sealer,
            now=NOW,
            text="Printer xarab olub, 050 212 44 87.",
        )
        card = knowledge_base.competence_coded(session, HARDWARE)
        handling.route(
            session, appeal.number, 1, unit=factories.NETWORK, competence=card, by=operator, now=NOW
        )
        importing.import_statute(session, NEW, now=NOW + timedelta(days=1))
        return appeal.number


def recheck_of(desk: Desk) -> ClauseRecheck:
    with desk.database.reading() as session:
        return session.scalars(select(ClauseRecheck)).one()


def test_a_clause_shows_its_wordings_newest_first_with_the_words_that_changed(
    appeal: str, desk: Desk
) -> None:
    html = page(desk.open(Role.OPERATOR).get("/knowledge/statutes/003/clauses/6.1.5"))
    assert "qüvvədədir" in html
    assert "№ 11" in html
    assert "<del>" in html
    assert "<ins>" in html


def test_the_statutes_words_never_become_markup(appeal: str, desk: Desk) -> None:
    html = desk.open(Role.OPERATOR).get("/knowledge/statutes/003/clauses/6.1.5").get_data(as_text=True)
    assert "<təmirini>" not in html


def test_an_unknown_clause_is_said_to_be_unknown(appeal: str, desk: Desk) -> None:
    reader = desk.open(Role.OPERATOR)
    assert reader.get("/knowledge/statutes/003/clauses/9.9").status_code == 404
    assert reader.get("/knowledge/statutes/099/clauses/1.1").status_code == 404
    assert reader.get("/knowledge/statutes/003/compare?from=7").status_code == 404


def test_two_versions_are_shown_against_each_other(appeal: str, desk: Desk) -> None:
    reader = desk.open(Role.LEADERSHIP)
    html = page(reader.get("/knowledge/statutes/003/compare"))
    assert "<ins>" in html
    assert "003:6.1.4" not in html
    same = page(reader.get("/knowledge/statutes/003/compare?from=1&to=1"))
    assert "Fərq yoxdur." in same


def test_an_editor_sees_the_changed_clause_with_its_card_and_confirms_it(appeal: str, desk: Desk) -> None:
    editor = desk.open(Role.KNOWLEDGE_EDITOR)
    html = page(editor.get("/knowledge/changes"))
    assert "003:6.1.5" in html
    assert "və printerlərin" in html
    asked = recheck_of(desk)
    answer = editor.post(
        f"/knowledge/changes/{asked.id}", data={"standing": "confirmed", f"note-{asked.id}": "Uyğundur."}
    )
    assert answer.status_code == 303
    assert recheck_of(desk).standing is Recheck.CONFIRMED
    assert "Uyğundur." in page(editor.get("/knowledge/changes"))


def test_a_note_that_is_too_long_is_refused_and_not_lost(appeal: str, desk: Desk) -> None:
    editor, asked = desk.open(Role.KNOWLEDGE_EDITOR), recheck_of(desk)
    answer = editor.post(
        f"/knowledge/changes/{asked.id}", data={"standing": "confirmed", f"note-{asked.id}": "uzun " * 100}
    )
    assert answer.status_code == 422
    assert "uzun uzun" in answer.get_data(as_text=True)
    assert recheck_of(desk).standing is Recheck.OPEN


def test_the_appeals_page_shows_the_wording_of_its_day(appeal: str, desk: Desk) -> None:
    html = page(desk.open(Role.CENTRE_HEAD).get(f"/appeals/{appeal}"))
    assert "Yönləndirildiyi gün qüvvədə olan redaksiya" in html
    assert "avadanlığın <təmirini> aparır;" in html
    assert "Bənd bundan sonra dəyişib" in html


def test_the_head_is_told_of_open_appeals_and_confirms_the_chosen_ones(appeal: str, desk: Desk) -> None:
    head = desk.open(Role.UNIT_HEAD, unit=factories.NETWORK)
    assert "/appeals/rechecks" in page(head.get("/inbox"))
    assert appeal in page(head.get("/appeals/rechecks"))
    nothing = head.post("/appeals/rechecks", data={"note-1": "hamısı"})
    assert nothing.status_code == 422
    assert "hamısı" in nothing.get_data(as_text=True)
    assert head.post("/appeals/rechecks", data={"number": appeal, "note-1": "bizdədir"}).status_code == 303
    assert appeal not in page(head.get("/appeals/rechecks"))
    assert "/appeals/rechecks" not in page(head.get("/inbox"))
    assert head.post("/appeals/rechecks", data={"number": appeal}).status_code == 409


def test_another_units_head_sees_nothing_of_it(appeal: str, desk: Desk) -> None:
    stranger = desk.open(Role.UNIT_HEAD, unit=factories.SOFTWARE)
    assert appeal not in page(stranger.get("/appeals/rechecks"))
    assert stranger.post("/appeals/rechecks", data={"number": appeal}).status_code == 409


def test_editors_read_the_texts_masked_and_without_the_number(appeal: str, desk: Desk) -> None:
    html = page(desk.open(Role.KNOWLEDGE_EDITOR).get("/knowledge/changes/appeals"))
    assert "Printer xarab olub" in html
    assert "212 44 87" not in html
    assert appeal not in html


def test_the_statute_page_leads_to_the_past(appeal: str, desk: Desk) -> None:
    html = page(desk.open(Role.OPERATOR).get("/knowledge/statutes/003"))
    assert "/knowledge/statutes/003/clauses/6.1.5" in html
    assert "/knowledge/statutes/003/compare" in html


@pytest.mark.parametrize("address", ["/knowledge/changes", "/knowledge/changes/appeals"])
def test_without_any_import_the_pages_say_so(desk: Desk, address: str) -> None:
    assert 'class="empty"' in page(desk.open(Role.KNOWLEDGE_EDITOR).get(address))


def test_the_clients_language_is_used(appeal: str, desk: Desk) -> None:
    editor: FlaskClient = desk.open(Role.KNOWLEDGE_EDITOR)
    editor.post("/language", data={"language": "en", "next": "/knowledge/changes"})
    assert "Changed clauses" in page(editor.get("/knowledge/changes"))
