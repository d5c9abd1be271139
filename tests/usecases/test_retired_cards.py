"""What came of cards that editors changed: the operator's week, and acts by a card that is no longer in use."""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

import pytest
from sqlalchemy.orm import Session

from callcenter.accounts.vocabulary import Role
from callcenter.appeals import answering, forwarding, handling, queries
from callcenter.appeals.models import Appeal
from callcenter.appeals.vocabulary import Outcome
from callcenter.core.errors import Refused
from callcenter.directory import queries as directory
from callcenter.directory.actors import Actor
from knowledge_base import importing, recent, revisions
from knowledge_base import queries as knowledge_base
from knowledge_base.editing import proposing, publishing
from knowledge_base.editing.applying import card_content
from knowledge_base.models import Competence
from knowledge_base.statutes.statute import Act, Clause, Section, StatuteText
from tests import factories

CARD = "network-hardware"
STATUTE = StatuteText(
    code="003",
    body="Azərbaycan Respublikası İqtisadiyyat Nazirliyi",
    title="Şöbənin əsasnaməsi",
    act=Act(None, None, None),
    sections=(Section("6", "Vəzifələr", 6),),
    clauses=(Clause("6.1.5", "003:6.1.5", "6", None, "avadanlığın təmirini aparır;", "duty"),),
)


@pytest.fixture
def card(session: Session) -> Competence:
    return knowledge_base.competence_coded(session, CARD)


def publish(session: Session, card: Competence, now: datetime, **changed: Any) -> None:
    """Let two editors change the card."""
    author, second = (factories.make_user(session, Role.KNOWLEDGE_EDITOR) for _ in range(2))
    before = card_content(card)
    content = replace(before, **changed)
    change = proposing.propose(
        session, content, of=card, base=before.fingerprint, reason="Sınaq.", by=author, now=now
    )
    proposing.note_effect(session, change.id, change.version, {"number": 1})
    proposing.send(session, change.id, change.version, by=author)
    publishing.publish(session, change.id, change.version, note="", by=second, now=now)
    session.expire_all()


def week(session: Session, now: datetime) -> list[tuple[str, str]]:
    return [(str(one.what), one.name) for one in recent.changes_this_week(session, now=now)]


def test_the_week_tells_once_of_each_card_what_became_of_it_last(
    session: Session, card: Competence, now: datetime
) -> None:
    publish(session, card, now, title="Təmir və quraşdırma")
    assert ("səlahiyyət kartı dəyişib", "Təmir və quraşdırma") in week(session, now)
    publish(session, card, now + timedelta(hours=1), retired=True)
    told = [what for what, name in week(session, now + timedelta(hours=2)) if name == "Təmir və quraşdırma"]
    assert told == ["səlahiyyət kartı istifadədən çıxarılıb"]
    assert week(session, now + timedelta(days=8)) == []


@pytest.mark.parametrize("act", ["route", "forward", "answer"])
def test_no_appeal_goes_by_a_retired_card(
    session: Session,
    card: Competence,
    log: Callable[..., Appeal],
    operator: Actor,
    now: datetime,
    act: str,
) -> None:
    appeal = log()
    publish(session, card, now, retired=True)
    with pytest.raises(Refused) as refused:
        acts(session, appeal, card, operator, now)[act]()
    assert refused.value.code == "retired-competence"
    assert card.title in str(refused.value.sentence)
    assert appeal.competence is None


def acts(
    session: Session, appeal: Appeal, card: Competence, by: Actor, now: datetime
) -> dict[str, Callable[[], Appeal]]:
    """The acts that name a card."""
    body = next(one for one in directory.bodies(session) if not one.home)
    return {
        "route": lambda: handling.route(
            session, appeal.number, 1, unit=factories.NETWORK, competence=card, by=by, now=now
        ),
        "forward": lambda: forwarding.forward(
            session, appeal.number, 1, body=body.code, letter="12", competence=card, by=by, now=now
        ),
        "answer": lambda: factories.answer_on_the_line(
            session, appeal, text="Deyildi.", outcome=None, competence=card, by=by, now=now
        ),
    }


def test_forwarding_passes_over_a_suggestion_that_was_retired_since(
    session: Session, log: Callable[..., Appeal], now: datetime
) -> None:
    appeal = log()
    first = appeal.suggestions[0].competence_code
    suggested = knowledge_base.competence_coded(session, first)
    body = suggested.unit.body.code
    assert queries.suggested_competence(session, appeal.number, body) == suggested
    suggested.retired_at = now
    session.flush()
    assert queries.suggested_competence(session, appeal.number, body) != suggested


def test_an_answer_on_the_line_keeps_the_version_it_was_given_by(
    session: Session, card: Competence, log: Callable[..., Appeal], operator: Actor, now: datetime
) -> None:
    importing.import_statute(session, STATUTE, now=now)
    appeal = answering.answer_on_line(
        session,
        log().number,
        1,
        text="Deyildi.",
        outcome=Outcome.EXPLAINED,
        competence=card,
        by=operator,
        now=now,
    )
    assert appeal.clause == "003:6.1.5"
    assert appeal.statute_version == revisions.in_force(session, "003")
    answering.reopen(session, appeal.number, appeal.version, reason="Yenə.", by=operator, now=now)
    session.refresh(appeal)
    assert (appeal.clause or appeal.statute_version_id) is None
