"""A clause that a note repeals while its text is still printed: it is gone from the law, whatever the source prints."""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from callcenter.appeals import handling, intake, policy_setting, rechecking, showing
from callcenter.appeals.models import Appeal
from callcenter.appeals.policy_setting import PolicyDraft
from callcenter.appeals.vocabulary import Decision, State
from callcenter.core.sealing import Sealer
from callcenter.directory.actors import Actor
from knowledge_base import history, importing, revisions, suggesting
from knowledge_base import queries as knowledge_base
from knowledge_base.statutes.statute import Footnote
from knowledge_base.vocabulary import Turn
from knowledge_base.wording_models import ClauseRecheck, ClauseWording
from tests import factories
from tests.short_statutes import of_a_department

HARDWARE = "network-hardware"
BROKEN = "printerim xarab olub, təmir edin"
REPAIRS = "kompüterlərin, printerlərin və digər avadanlığın təmirini aparır;"
SAID = "3 may 2026-cı il tarixli 11 nömrəli Nazirliyin Qərarı ilə "
OLD = of_a_department(REPAIRS)
REPEALED = of_a_department(REPAIRS, Footnote("1", "003:6.1.5", SAID + "6.1.5-ci yarımbənd ləğv edilmişdir."))
STRUCK = of_a_department(
    REPAIRS, Footnote("1", "003:6.1.5", SAID + "6.1.5-ci yarımbənddən “printerlərin” sözü çıxarılmışdır.")
)


@pytest.fixture
def later(session: Session, now: datetime) -> datetime:
    importing.import_statute(session, OLD, now=now)
    return now + timedelta(days=1)


@pytest.fixture
def routed(
    session: Session, log: Callable[..., Appeal], operator: Actor, now: datetime, later: datetime
) -> Appeal:
    """An appeal that rests on the clause."""
    card = knowledge_base.competence_coded(session, HARDWARE)
    number = log().number
    return handling.route(session, number, 1, unit=factories.NETWORK, competence=card, by=operator, now=now)


def test_an_import_tells_a_repeal_as_a_removal_with_what_rests_on_it(
    session: Session, routed: Appeal, head: Actor, later: datetime
) -> None:
    present = revisions.in_force(session, "003")
    announced = revisions.compared_with(session, present, REPEALED)
    done = importing.import_statute(session, REPEALED, now=later)
    assert [(one.turn, one.key, one.to_key) for one in done.compared] == [(Turn.REMOVED, "003:6.1.5", None)]
    assert list(done.replaced) == announced
    rechecks = session.scalars(select(ClauseRecheck)).all()
    assert {(one.turn.key, one.code) for one in rechecks} == {("003:6.1.5", HARDWARE)}
    (waiting,) = rechecking.unsettled(session, head)
    assert (waiting.appeal.number, waiting.now) == (routed.number, None)


def test_a_clause_repealed_when_its_statute_first_comes_in_changes_nothing(
    session: Session, now: datetime
) -> None:
    done = importing.import_statute(session, REPEALED, now=now)
    assert ([one.key for one in done.compared], done.replaced) == (["003:6.1.4"], ())


def test_it_is_no_clause_in_force_for_cards_and_suggestions(session: Session, later: datetime) -> None:
    importing.import_statute(session, REPEALED, now=later)
    assert "003:6.1.5" not in knowledge_base.clauses_in_force(session)
    lost = [said for said in importing.lost_bases(session) if said.values["clause"] == "003:6.1.5"]
    assert ["ləğv edilib" in str(said) for said in lost] == [True]
    suggested = suggesting.read_knowledge(session).suggest(BROKEN, limit=20)
    assert all("003:6.1.5" not in one.clauses for one, _ in suggested.candidates)


def test_a_card_with_no_clause_in_force_is_marked_and_nothing_is_advised_by_it(
    session: Session, later: datetime
) -> None:
    before = suggesting.read_knowledge(session).suggest(BROKEN)
    assert intake.advice_on(before, {}) is Decision.ROUTE
    importing.import_statute(session, REPEALED, now=later)
    now = suggesting.read_knowledge(session).suggest(BROKEN)
    assert now.candidates[0][1].code == HARDWARE
    assert intake.advice_on(now, {}) is Decision.ASK
    said = showing.advice(Decision.ASK, showing.live_suggestions(session, now))
    assert str(said) == "Birinci göstərilən kartın bəndi qüvvədə deyil: bölməni özünüz seçin."
    told = intake.suggestions_document(BROKEN, now, {}, limit=1)["candidates"][0]
    assert (told["clauses"], told["founded"]) == ([], False)


def test_nothing_goes_by_itself_to_a_unit_whose_clause_is_gone(
    session: Session,
    operator: Actor,
    sealer: Sealer,
    chief: Actor,
    now: datetime,
    later: datetime,
) -> None:
    def log(key: str) -> Appeal:
        known = suggesting.read_knowledge(session)
        return factories.log(
            session, knowledge=known, sealer=sealer, by=operator, now=now, text=BROKEN, key=key
        )

    allowed = PolicyDraft(unit=factories.NETWORK, ask_below=0.3, not_ours_from=0.9, auto_route_from=0.4)
    policy_setting.set_policy(session, allowed, by=chief, now=now)
    assert log("before").state is State.ROUTED
    importing.import_statute(session, REPEALED, now=later)
    logged = log("after")
    assert (logged.state, logged.decision) == (State.REGISTERED, Decision.ASK)


def test_the_one_who_looks_after_the_base_is_told_of_such_a_card(session: Session, later: datetime) -> None:
    assert HARDWARE not in [said.values["card"] for said in importing.unfounded_cards(session)]
    importing.import_statute(session, REPEALED, now=later)
    assert HARDWARE in [said.values["card"] for said in importing.unfounded_cards(session)]


def test_a_repealed_clause_that_no_card_rests_on_asks_for_none(session: Session, now: datetime) -> None:
    importing.import_statute(session, replace(REPEALED, code="903"), now=now)
    assert "903:6.1.5" not in [one.key for one in knowledge_base.clauses_without_a_card(session)]


@pytest.mark.parametrize(
    ("earlier", "named"), [("1", "2"), ("2026-01-01", None), ("2026-05-02", "2026-05-03")]
)
def test_versions_and_days_differ_by_it(
    session: Session, later: datetime, earlier: str, named: str | None
) -> None:
    importing.import_statute(session, REPEALED, now=later)
    found = history.compared(session, "003", earlier, named).clauses
    assert [(one.turn, one.key) for one in found] == [(Turn.REMOVED, "003:6.1.5")]
    assert found[0].before is not None
    assert found[0].before.text == REPAIRS


def test_words_that_a_note_takes_out_are_a_change_though_they_are_still_printed(
    session: Session, routed: Appeal, head: Actor, later: datetime
) -> None:
    done = importing.import_statute(session, STRUCK, now=later)
    assert [(one.turn, one.key) for one in done.compared] == [(Turn.CHANGED, "003:6.1.5")]
    (waiting,) = rechecking.unsettled(session, head)
    assert waiting.appeal.number == routed.number
    assert any(piece.fate == "removed" for piece in waiting.pieces)


def test_its_history_is_told_although_it_is_gone(session: Session, later: datetime) -> None:
    importing.import_statute(session, REPEALED, now=later)
    before, gone = history.clause_history(session, "003:6.1.5").wordings
    assert (before.text, before.until) == (REPAIRS, gone.since)
    assert not gone.in_being


def test_wordings_of_a_former_rule_are_named_and_an_import_of_the_same_text_puts_them_right(
    session: Session, later: datetime
) -> None:
    importing.import_statute(session, STRUCK, now=later)
    assert revisions.read_otherwise(session) == []
    standing = session.scalars(
        select(ClauseWording).where(ClauseWording.clause_key == "003:6.1.5", ClauseWording.until.is_(None))
    ).all()[-1]
    standing.text = REPAIRS
    session.flush()
    assert revisions.read_otherwise(session) == ["003"]
    assert not importing.import_statute(session, STRUCK, now=later).changed
    assert revisions.read_otherwise(session) == []
    assert "printerlərin" not in knowledge_base.texts_in_force(session)["003:6.1.5"]
