"""Phrases of cards that were taken from an appeal, once few may know of it: drafts lose them, the published await a decision."""

from datetime import datetime

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from callcenter.accounts.models import User
from callcenter.appeals import publications
from callcenter.appeals.models import Appeal
from callcenter.directory.actors import Actor
from knowledge_base.editing import proposing as editing
from knowledge_base.editing import publishing, review
from knowledge_base.editing.models import KnowledgeChange, SeenExample
from knowledge_base.editing.vocabulary import Standing
from tests import factories
from tests.clauses import clause
from tests.factories import SOFTWARE
from tests.usecases.looking import told as told_to
from tests.usecases.taking_away.words import CARD, TEXT, WORD, phrases, taken, where_it_stands


@clause("002:5.4.7")
@pytest.mark.parametrize("standing", [Standing.DRAFT, Standing.IN_REVIEW])
def test_a_card_s_draft_goes_back_to_its_author_without_the_appeal_s_words(
    session: Session, corrected: Appeal, operator: Actor, author: User, now: datetime, standing: Standing
) -> None:
    change = taken(session, corrected.number, TEXT, author, now)
    taken(session, None, "Xətt məşğuldur, gözləyirəm.", author, now)
    if standing is Standing.IN_REVIEW:
        editing.send(session, change.id, change.version, by=author)
    factories.accuse(session, corrected, unit=SOFTWARE, by=operator, now=now)
    assert where_it_stands(session) == set()
    assert (change.standing, phrases(change)) == (Standing.RETURNED, ["Xətt məşğuldur, gözləyirəm."])
    assert change.note
    [said] = told_to(session, author)
    assert str(change.id) in said
    assert corrected.number not in said


def test_mended_words_go_too_and_what_goes_with_them_is_offered_again(
    session: Session, corrected: Appeal, operator: Actor, author: User, now: datetime
) -> None:
    change = taken(session, corrected.number, TEXT, author, now)
    taken(session, None, "Xətt məşğuldur, gözləyirəm.", author, now)
    kept = [one for one in change.proposed["phrases"] if WORD not in one["text"]][:-1]
    mended = [
        {"language": "az", "text": said, "source": "editor"} for said in (f"{WORD} kəsilir", "Xətt məşğuldur")
    ]
    change.proposed = {**change.proposed, "phrases": [*kept, *mended]}
    factories.accuse(session, corrected, unit=SOFTWARE, by=operator, now=now)
    assert phrases(change) == []
    seen = session.scalars(select(SeenExample).where(SeenExample.change_id == change.id)).all()
    assert [one.example.appeal_number for one in seen] == [corrected.number]


def test_what_its_author_took_back_keeps_no_words_either(
    session: Session, corrected: Appeal, operator: Actor, author: User, now: datetime
) -> None:
    change = taken(session, corrected.number, TEXT, author, now)
    editing.withdraw(session, change.id, change.version, by=author)
    factories.accuse(session, corrected, unit=SOFTWARE, by=operator, now=now)
    assert where_it_stands(session) == set()
    assert change.standing is Standing.WITHDRAWN
    assert told_to(session, author) == []


def on_the_card(
    session: Session, appeal: Appeal, author: User, reviewer: User, now: datetime
) -> KnowledgeChange:
    change = taken(session, appeal.number, TEXT, author, now)
    editing.send(session, change.id, change.version, by=author)
    change.effect = {}
    return publishing.publish(session, change.id, change.version, note="", by=reviewer, now=now)


def test_published_phrases_are_listed_until_they_are_kept_or_off_the_card(
    session: Session,
    corrected: Appeal,
    operator: Actor,
    chief: Actor,
    author: User,
    reviewer: User,
    now: datetime,
) -> None:
    change = on_the_card(session, corrected, author, reviewer, now)
    factories.accuse(session, corrected, unit=SOFTWARE, by=operator, now=now)
    [found] = publications.awaiting_decision(session, chief)
    assert [(one.card.code, len(one.phrases)) for one in found.on_cards] == [(CARD, 1)]
    assert not found.asked

    publications.take_out(session, corrected.number, by=chief, now=now)
    assert publications.awaiting_decision(session, chief)[0].asked
    for one in (author, reviewer):
        assert [str(change.id) in said and WORD not in said for said in told_to(session, one)] == [True]
    publishing.undo(session, change.id, change.version, reason="Tapşırılıb.", by=reviewer, now=now)
    assert publications.awaiting_decision(session, chief) == []


def test_phrases_that_are_kept_are_listed_no_more(
    session: Session,
    corrected: Appeal,
    operator: Actor,
    chief: Actor,
    author: User,
    reviewer: User,
    now: datetime,
) -> None:
    on_the_card(session, corrected, author, reviewer, now)
    factories.accuse(session, corrected, unit=SOFTWARE, by=operator, now=now)
    publications.keep(session, corrected.number, by=chief, now=now)
    assert publications.awaiting_decision(session, chief) == []


def test_no_page_offers_to_take_words_away() -> None:
    offered = {
        step
        for standing in Standing
        for by in (1, 2, 3)
        for step in review.offered(standing, author=1, reviewer=2, by=by)
    }
    assert not offered & review.OF_NOBODY
