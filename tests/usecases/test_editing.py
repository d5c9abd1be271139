"""Changing the knowledge base: by two people, in the open, and never for good."""

from dataclasses import replace
from datetime import datetime
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from callcenter.accounts.models import User
from callcenter.accounts.vocabulary import Role
from callcenter.core.errors import InvalidInput, NotAllowed, Refused
from knowledge_base import queries
from knowledge_base.editing import proposing, publishing
from knowledge_base.editing.applying import card_content
from knowledge_base.editing.contents import CardContent, LookAlike, Said
from knowledge_base.editing.models import KnowledgeChange
from knowledge_base.editing.review import ChangedMeanwhile
from knowledge_base.editing.vocabulary import Standing, What
from knowledge_base.models import Competence
from knowledge_base.suggesting import read_knowledge
from tests import factories

CARD = "callcentre-receiving-appeals"
WHY = "Zəng edənlər belə soruşur."


def card(session: Session, code: str = CARD) -> Competence:
    session.expire_all()
    return queries.competence_coded(session, code)


def propose(session: Session, by: User, now: datetime, **changed: Any) -> KnowledgeChange:
    """A draft of the card with these fields changed."""
    of = card(session)
    content = replace(card_content(of), **changed)
    base = card_content(of).fingerprint
    return proposing.propose(session, content, of=of, base=base, reason=WHY, by=by, now=now)


def in_review(session: Session, by: User, now: datetime, **changed: Any) -> KnowledgeChange:
    change = propose(session, by, now, **changed)
    proposing.note_effect(session, change.id, change.version, {"number": 1})
    return proposing.send(session, change.id, change.version, by=by)


def publish(session: Session, change: KnowledgeChange, by: User, now: datetime) -> KnowledgeChange:
    return publishing.publish(session, change.id, change.version, note="", by=by, now=now)


def undo(session: Session, change: KnowledgeChange, by: User, now: datetime) -> KnowledgeChange:
    return publishing.undo(session, change.id, change.version, reason="Səhv idi.", by=by, now=now)


def test_a_published_change_stands_on_the_card_and_every_process_is_told(
    session: Session, author: User, reviewer: User, now: datetime
) -> None:
    number = queries.version_number(session)
    change = publish(session, in_review(session, author, now, title="Yeni ad qoyulur"), reviewer, now)
    assert card(session).title == "Yeni ad qoyulur"
    assert (change.standing, change.published_number) == (Standing.PUBLISHED, number + 1)
    assert queries.version_number(session) == number + 1


def test_a_draft_touches_nothing(session: Session, author: User, now: datetime) -> None:
    before = card_content(card(session))
    propose(session, author, now, title="Yeni ad qoyulur")
    assert card_content(card(session)) == before


def test_nobody_publishes_the_own_change(session: Session, author: User, now: datetime) -> None:
    with pytest.raises(NotAllowed) as refused:
        publish(session, in_review(session, author, now, title="Yeni ad qoyulur"), author, now)
    assert refused.value.code == "own-change"


def test_the_database_itself_knows_that_two_people_stand_behind_a_change(
    session: Session, author: User, now: datetime
) -> None:
    change = propose(session, author, now, title="Yeni ad qoyulur")
    for wrong in ({"reviewer_id": author.id}, {"standing": Standing.PUBLISHED}):
        with pytest.raises(IntegrityError), session.begin_nested():
            session.execute(update(KnowledgeChange).where(KnowledgeChange.id == change.id).values(**wrong))


def test_a_change_of_an_older_card_is_not_published(
    session: Session, author: User, reviewer: User, now: datetime
) -> None:
    late = in_review(session, reviewer, now, title="İkinci ad qoyulur")
    publish(session, in_review(session, author, now, title="Birinci ad qoyulur"), reviewer, now)
    with pytest.raises(ChangedMeanwhile):
        publish(session, late, author, now)
    assert card(session).title == "Birinci ad qoyulur"


def test_a_step_on_a_change_that_moved_on_is_refused(session: Session, author: User, now: datetime) -> None:
    change = propose(session, author, now, title="Yeni ad qoyulur")
    proposing.send(session, change.id, 1, by=author)
    with pytest.raises(ChangedMeanwhile):
        proposing.withdraw(session, change.id, 1, by=author)


def test_a_change_that_changes_nothing_is_refused(session: Session, author: User, now: datetime) -> None:
    with pytest.raises(InvalidInput):
        propose(session, author, now)


def test_a_retired_card_is_suggested_no_more_and_comes_back(
    session: Session, author: User, reviewer: User, now: datetime
) -> None:
    change = publish(session, in_review(session, author, now, retired=True), reviewer, now)
    assert change.what is What.RETIRE
    assert CARD not in read_knowledge(session).facts
    assert card(session).retired_at == now
    undo(session, change, reviewer, now)
    assert CARD in read_knowledge(session).facts


def test_only_the_two_behind_a_change_undo_it(
    session: Session, author: User, reviewer: User, now: datetime
) -> None:
    change = publish(session, in_review(session, author, now, title="Yeni ad qoyulur"), reviewer, now)
    with pytest.raises(NotAllowed):
        undo(session, change, factories.make_user(session, Role.KNOWLEDGE_EDITOR), now)
    undoing = undo(session, change, author, now)
    assert (change.standing, undoing.standing, undoing.undo_of) == (
        Standing.UNDONE, Standing.PUBLISHED, change,
    )  # fmt: skip
    with pytest.raises(Refused):
        undo(session, undoing, author, now)


def test_changes_are_undone_from_the_last_to_the_first(
    session: Session, author: User, reviewer: User, now: datetime
) -> None:
    before = card_content(card(session))
    first = publish(session, in_review(session, author, now, title="Birinci ad qoyulur"), reviewer, now)
    last = publish(session, in_review(session, reviewer, now, title="İkinci ad qoyulur"), author, now)
    with pytest.raises(Refused) as refused:
        undo(session, first, author, now)
    assert refused.value.code == "changed-after"
    undo(session, last, author, now)
    undo(session, first, author, now)
    assert card_content(card(session)) == before


def test_two_new_cards_of_a_unit_have_two_codes(
    session: Session, author: User, reviewer: User, now: datetime
) -> None:
    content = replace(card_content(card(session)), unit=factories.NETWORK)
    codes = []
    for title in ("Birinci yeni kart", "İkinci yeni kart"):
        change = proposing.propose(
            session, replace(content, title=title), of=None, base="", reason=WHY, by=author, now=now
        )
        proposing.note_effect(session, change.id, change.version, {"number": 1})
        proposing.send(session, change.id, change.version, by=author)
        done = publish(session, change, reviewer, now)
        assert done.competence is not None
        codes.append(done.competence.code)
    assert codes == [f"{factories.NETWORK}-1", f"{factories.NETWORK}-2"]


words = st.text("abcçdeəfgğıiöşü ", min_size=6, max_size=40).map(str.strip).filter(lambda text: len(text) > 5)
phrases = st.lists(
    st.builds(Said, st.sampled_from(["az", "ru", "en"]), words, st.just("editor")),
    max_size=8,
    unique_by=lambda one: (one.language, one.text),
)


@given(
    title=words,
    summary=words.map(lambda text: f"{text} və bununla bağlı məsələlər"),
    keywords=st.lists(words, max_size=5).map(tuple),
    clauses=st.lists(st.sampled_from(["002:3.0.1", "003:6.1.2", "000:5.1"]), min_size=1, unique=True).map(
        tuple
    ),
    role=st.sampled_from(["duty", "internal", "catch_all"]),
    unit=st.sampled_from([factories.NETWORK, factories.CALL_CENTRE]),
    kept=st.sets(st.integers(0, 40)),
    new=phrases,
    not_this=st.lists(st.builds(LookAlike, words, words), max_size=3).map(tuple),
)
@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_what_is_published_and_undone_leaves_the_card_as_it_was(
    session: Session, author: User, reviewer: User, now: datetime,
    kept: set[int], new: list[Said], **fields: Any,
) -> None:  # fmt: skip
    before = card_content(card(session))
    old = tuple(one for place, one in enumerate(before.phrases) if place not in kept)
    content: CardContent = replace(before, phrases=(*old, *new) or before.phrases[:1], **fields)
    change = in_review(
        session, author, now, **{name: getattr(content, name) for name in CardContent.__slots__}
    )
    publish(session, change, reviewer, now)
    assert card_content(card(session)) == content
    undo(session, change, author, now)
    assert card_content(card(session)) == before
