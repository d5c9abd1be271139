"""Reading changes, the review queue, and appeals that were corrected."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, func, select
from sqlalchemy.orm import Session, selectinload

from callcenter.core.errors import NotFound, Refused
from callcenter.core.wording import say
from callcenter.directory import queries as directory
from callcenter.directory.models import Unit
from knowledge_base import queries as knowledge
from knowledge_base.editing import review
from knowledge_base.editing.checking import Surroundings
from knowledge_base.editing.contents import CardContent
from knowledge_base.editing.models import KnowledgeChange, SeenExample
from knowledge_base.editing.previewing import Labelled
from knowledge_base.editing.vocabulary import Standing, Subject
from knowledge_base.language.folding import fold
from knowledge_base.models import Competence, Example, Phrase
from knowledge_base.vocabulary import ExampleStanding

LISTED = 50
# An address may hold any number; PostgreSQL cannot even compare a larger one.
LARGEST = 2**31 - 1
_PARTS = (
    selectinload(KnowledgeChange.competence),
    selectinload(KnowledgeChange.unit),
    selectinload(KnowledgeChange.author),
    selectinload(KnowledgeChange.reviewer),
)


@dataclass(frozen=True)
class Desk:
    """What waits for an editor, and what was published lately."""

    to_review: Sequence[KnowledgeChange]
    own_in_review: Sequence[KnowledgeChange]
    own_open: Sequence[KnowledgeChange]
    published: Sequence[KnowledgeChange]


def change(session: Session, change_id: int) -> KnowledgeChange:
    """Return a change; NotFound (unknown-change) when there is none."""
    wanted = select(KnowledgeChange).where(KnowledgeChange.id == change_id).options(*_PARTS)
    found = session.scalar(wanted) if change_id <= LARGEST else None
    if found is None:
        raise NotFound("unknown-change", say("Belə dəyişiklik yoxdur: siyahıdan seçin."))
    return found


def change_to_step(session: Session, change_id: int, version: int) -> KnowledgeChange:
    """Return a change held for this transaction; ChangedMeanwhile when it is no longer as it was read."""
    if change_id <= LARGEST:
        session.execute(select(KnowledgeChange.id).where(KnowledgeChange.id == change_id).with_for_update())
    found = change(session, change_id)
    if found.version != version:
        raise review.ChangedMeanwhile
    return found


def card_to_change(session: Session, code: str) -> Competence:
    """Return a card held for this transaction."""
    session.execute(select(Competence.id).where(Competence.code == code).with_for_update())
    return knowledge.competence_coded(session, code)


def unit_to_change(session: Session, code: str) -> Unit:
    """Return a unit held for this transaction."""
    session.execute(select(Unit.id).where(Unit.code == code).with_for_update())
    return directory.unit_named(session, code)


def example_to_take(session: Session, example_id: int) -> Example:
    """Return a corrected appeal held for this transaction; Refused (already-seen) after another editor."""
    if example_id > LARGEST:
        raise NotFound
    found = session.scalar(select(Example).where(Example.id == example_id).with_for_update())
    if found is None:
        raise NotFound
    if session.get(SeenExample, example_id) is not None:
        raise Refused("already-seen", say("Bu müraciətə artıq baxılıb: siyahını yeniləyin."))
    return found


def own_draft(session: Session, card: Competence, user_id: int) -> KnowledgeChange | None:
    """Return the person's own draft of a card, if there is one that can still be written on."""
    return next(
        (
            one
            for one in history(session, card=card)
            if one.author_id == user_id and one.standing in {Standing.DRAFT, Standing.RETURNED}
        ),
        None,
    )


def hold_subject(session: Session, one: KnowledgeChange) -> None:
    """Hold the card or unit of a change for this transaction, so that two publish one after the other."""
    if one.competence_id is not None:
        session.execute(select(Competence.id).where(Competence.id == one.competence_id).with_for_update())
    if one.unit_id is not None:
        session.execute(select(Unit.id).where(Unit.id == one.unit_id).with_for_update())
    # What was read before the lock may be old by now.
    for subject in (one.competence, one.unit):
        if subject is not None:
            session.expire(subject)


def surroundings(session: Session, card: CardContent, unit: Unit, card_id: int | None) -> Surroundings:
    """Return what the rest of the knowledge base says about a proposed card."""
    clauses = knowledge.clauses_in_force(session, card.clauses)
    wanted = {fold(one.text) for one in card.phrases}
    others = session.execute(
        select(Phrase.text, Competence.title, Unit.name)
        .join(Phrase.competence)
        .join(Competence.unit)
        .where(Competence.retired_at.is_(None), Competence.id != (card_id or 0), Unit.id != unit.id)
    )
    return Surroundings(
        unit_name=unit.name,
        clauses={key: one.unit_name for key, one in clauses.items()},
        imported=knowledge.imported_codes(session),
        taken={folded: (title, name) for text, title, name in others if (folded := fold(text)) in wanted},
    )


def desk(session: Session, user_id: int) -> Desk:
    """Return what waits for this editor, the oldest first, and what was published lately, the newest first."""
    wanted = select(KnowledgeChange).options(*_PARTS)
    waiting = session.scalars(
        wanted.where(KnowledgeChange.standing.in_(review.OPEN)).order_by(
            KnowledgeChange.proposed_at, KnowledgeChange.id
        )
    ).all()
    lately = session.scalars(
        wanted.where(KnowledgeChange.published_at.is_not(None))
        .order_by(KnowledgeChange.published_at.desc(), KnowledgeChange.id.desc())
        .limit(LISTED)
    ).all()
    in_review = [one for one in waiting if one.standing is Standing.IN_REVIEW]
    return Desk(
        to_review=[one for one in in_review if one.author_id != user_id],
        own_in_review=[one for one in in_review if one.author_id == user_id],
        own_open=[one for one in waiting if one.author_id == user_id and one not in in_review],
        published=lately,
    )


def published_since(session: Session, since: datetime) -> Sequence[KnowledgeChange]:
    """Return the changes that came into the knowledge base since then, undoings among them, the oldest first."""
    return session.scalars(
        select(KnowledgeChange)
        .where(KnowledgeChange.published_at >= since)
        .options(*_PARTS)
        .order_by(KnowledgeChange.published_at, KnowledgeChange.id)
    ).all()


def history(
    session: Session, *, card: Competence | None = None, unit: Unit | None = None
) -> Sequence[KnowledgeChange]:
    """Return the changes of a card, or of a unit itself, the newest first; drafts of others included."""
    wanted = select(KnowledgeChange).options(*_PARTS)
    if card is not None:
        wanted = wanted.where(KnowledgeChange.competence_id == card.id)
    if unit is not None:
        wanted = wanted.where(KnowledgeChange.unit_id == unit.id, KnowledgeChange.subject == Subject.UNIT)
    return session.scalars(wanted.order_by(KnowledgeChange.id.desc())).all()


def new_cards_of(session: Session, unit: Unit) -> Sequence[KnowledgeChange]:
    """Return the new cards of a unit that are not published yet."""
    return session.scalars(
        select(KnowledgeChange)
        .options(*_PARTS)
        .where(
            KnowledgeChange.unit_id == unit.id,
            KnowledgeChange.subject == Subject.CARD,
            KnowledgeChange.competence_id.is_(None),
            KnowledgeChange.standing.in_(review.OPEN),
        )
        .order_by(KnowledgeChange.id)
    ).all()


def open_changes(session: Session, card: Competence | None) -> Sequence[KnowledgeChange]:
    """Return the changes of a card that are on their way; none for a card that is not there yet."""
    if card is None:
        return []
    return [one for one in history(session, card=card) if one.standing in review.OPEN]


def undoing_of(session: Session, one: KnowledgeChange) -> KnowledgeChange | None:
    """Return the change by which this one was undone."""
    return session.scalar(
        select(KnowledgeChange).where(KnowledgeChange.undo_of_id == one.id).options(*_PARTS)
    )


def content_with(session: Session, fingerprint: str) -> KnowledgeChange | None:
    """Return a change that was written from the content of this fingerprint, which it holds as its before."""
    return session.scalar(select(KnowledgeChange).where(KnowledgeChange.base == fingerprint).limit(1))


def labelled(session: Session) -> list[Labelled]:
    """Return the appeals that two people agreed on, with the unit and the clauses of the card they confirmed."""
    held = session.scalars(
        select(Example)
        .where(Example.standing == ExampleStanding.CONFIRMED, Example.struck_at.is_(None), Example.text != "")
        .options(selectinload(Example.unit), selectinload(Example.competence).selectinload(Competence.bases))
        .order_by(Example.id)
    )
    return [
        Labelled(
            one.text,
            (one.unit.name,),
            one.competence.clauses if one.competence else (),
            card=one.competence.code if one.competence else "",
        )
        for one in held
    ]


def _corrected() -> tuple[ColumnElement[bool], ...]:
    return (
        Example.struck_at.is_(None),
        Example.suggested_unit_id.is_not(None),
        Example.suggested_unit_id != Example.unit_id,
        Example.id.not_in(select(SeenExample.example_id)),
    )


def corrected(session: Session, *, limit: int = LISTED) -> Sequence[Example]:
    """Return the appeals whose first suggestion people corrected and no editor has looked at, by unit."""
    return session.scalars(
        select(Example)
        .where(*_corrected())
        .options(
            selectinload(Example.unit), selectinload(Example.suggested_unit), selectinload(Example.competence)
        )
        .order_by(Example.unit_id, Example.competence_id, Example.id.desc())
        .limit(limit)
    ).all()


def corrected_count(session: Session) -> int:
    """Return how many corrected appeals no editor has looked at."""
    return session.scalar(select(func.count(Example.id)).where(*_corrected())) or 0
