"""Acts: take an appeal's words out of the drafts of cards, because few may know of that appeal now; find those on cards.

Which of a draft's new phrases were made of its words nobody can say once the author has mended them: all go but those
that stand word for word in another appeal. The draft goes back to its author, and those others are offered again.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace

from sqlalchemy import select
from sqlalchemy.orm import Session, selectinload

from callcenter.core.wording import say
from knowledge_base.editing import applying, checking, review
from knowledge_base.editing.contents import CardContent
from knowledge_base.editing.models import KnowledgeChange, SeenExample
from knowledge_base.editing.vocabulary import Standing, Step
from knowledge_base.models import Competence, Example

REASON = say("Yeni ifadələr çıxarıldı: onların mənbəyi artıq dərc üçün əsas ola bilməz.")


def take_away(session: Session, appeal_number: str) -> list[KnowledgeChange]:
    """Return to their authors the drafts that took a phrase from the appeal, without such phrases."""
    drafts = _drafts(session, appeal_number)

    for draft in drafts:
        _strip(session, draft, appeal_number)
        if draft.standing is not Standing.WITHDRAWN:
            draft.standing = review.after(draft.standing, Step.TAKE_AWAY)
            draft.note, draft.effect = str(REASON), None
        draft.version += 1
        session.flush()
    return [one for one in drafts if one.standing is not Standing.WITHDRAWN]


@dataclass(frozen=True)
class OnCard:
    """The phrases that a published change brought to a card and that still stand there, one of them from the appeal."""

    change_id: int
    appeal_number: str
    card: Competence
    phrases: tuple[str, ...]


def on_cards(session: Session, appeal_numbers: Collection[str]) -> list[OnCard]:
    """Return what the appeals gave to cards, for as long as it stands there and nobody decided that it may."""
    rows = session.execute(
        select(KnowledgeChange, Example.appeal_number)
        .join(SeenExample, SeenExample.change_id == KnowledgeChange.id)
        .join(SeenExample.example)
        .where(Example.appeal_number.in_(appeal_numbers), KnowledgeChange.standing == Standing.PUBLISHED)
        .options(selectinload(KnowledgeChange.competence))
        .order_by(KnowledgeChange.id)
    )
    return [
        OnCard(change.id, number, change.competence, phrases)
        for change, number in rows
        if number is not None and change.competence is not None
        if (phrases := _still_there(change, change.competence))
    ]


def let_stand(session: Session, appeal_number: str) -> None:
    """Leave the phrases on their cards: they tell nothing of the appeal, and no longer say from which one they came."""
    seen = session.scalars(
        select(SeenExample).join(SeenExample.example).where(Example.appeal_number == appeal_number)
    )
    for one in seen:
        one.change = None
    session.flush()


def _still_there(change: KnowledgeChange, card: Competence) -> tuple[str, ...]:
    content, before = applying.proposed(change), applying.before(change)
    old = before.phrases if isinstance(before, CardContent) else ()
    new = content.phrases if isinstance(content, CardContent) else ()
    here = {one.text for one in card.phrases}
    return tuple(one.text for one in new if one not in old and one.text in here)


def _drafts(session: Session, appeal_number: str) -> Sequence[KnowledgeChange]:
    return session.scalars(
        select(KnowledgeChange)
        .join(SeenExample, SeenExample.change_id == KnowledgeChange.id)
        .join(SeenExample.example)
        .where(Example.appeal_number == appeal_number, KnowledgeChange.published_at.is_(None))
        .options(selectinload(KnowledgeChange.author))
        .order_by(KnowledgeChange.id)
        .with_for_update(of=KnowledgeChange)
    ).all()


def _strip(session: Session, draft: KnowledgeChange, appeal_number: str) -> None:
    content, before = applying.proposed(draft), applying.before(draft)
    if not isinstance(content, CardContent):
        return
    others = session.scalars(
        select(SeenExample)
        .join(SeenExample.example)
        .where(SeenExample.change_id == draft.id, Example.appeal_number.is_distinct_from(appeal_number))
        .options(selectinload(SeenExample.example))
    ).all()
    known = {(one.language, one.text) for one in (before.phrases if isinstance(before, CardContent) else ())}
    elsewhere = {checking.phrase_of(one.example.text) for one in others}
    kept = [one for one in content.phrases if (one.language, one.text) in known or one.text in elsewhere]
    draft.proposed = replace(content, phrases=tuple(kept)).to_json()
    stand = {one.text for one in kept}
    for seen in others:
        if checking.phrase_of(seen.example.text) not in stand:
            session.delete(seen)
