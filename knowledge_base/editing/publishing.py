"""Acts of the second person: publish a change or send it back; and of either of the two: undo it."""

from dataclasses import replace
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from callcenter.accounts.models import User
from callcenter.core.errors import InvalidInput, Refused
from callcenter.core.wording import say
from callcenter.directory import queries as directory
from callcenter.directory.models import Unit
from knowledge_base import queries as knowledge
from knowledge_base.editing import applying, checking, looking, queries, review
from knowledge_base.editing.applying import AnyContent
from knowledge_base.editing.contents import CardContent
from knowledge_base.editing.models import KnowledgeChange
from knowledge_base.editing.review import ChangedMeanwhile
from knowledge_base.editing.vocabulary import Standing, Step, Subject, What
from knowledge_base.models import Competence


def publish(
    session: Session, change_id: int, version: int, *, note: str, by: User, now: datetime
) -> KnowledgeChange:
    """Put the change into the knowledge base; every process reads it anew within two seconds.

    Refused for the author (own-change), for a card whose effect nobody has looked at (not-tested), and when
    the card is no longer what the change was written from (changed-meanwhile).
    """
    change = queries.change_to_step(session, change_id, version)
    standing = review.after(change.standing, Step.PUBLISH)
    review.check_person(Step.PUBLISH, author=change.author_id, reviewer=None, by=by.id)
    queries.hold_subject(session, change)
    content = applying.proposed(change)
    _check(session, change, content)

    change.standing, change.reviewer, change.reviewed_at, change.note = standing, by, now, note or None
    _put(session, change, content, now=now)
    change.version += 1
    session.flush()
    return change


def send_back(
    session: Session, change_id: int, version: int, *, note: str, by: User, now: datetime
) -> KnowledgeChange:
    """Return the change to its author with a note."""
    change = queries.change_to_step(session, change_id, version)
    standing = review.after(change.standing, Step.RETURN)
    review.check_person(Step.RETURN, author=change.author_id, reviewer=None, by=by.id)
    if not note:
        raise InvalidInput({"note": say("Müəllifə nəyi düzəltməli olduğunu yazın.")})

    change.standing, change.reviewer, change.reviewed_at, change.note = standing, by, now, note
    change.version += 1
    session.flush()
    return change


def undo(
    session: Session, change_id: int, version: int, *, reason: str, by: User, now: datetime
) -> KnowledgeChange:
    """Restore what stood there before the change, at once; something new is retired, never deleted.

    Returns the undoing, which is a change of its own in the history. ChangedMeanwhile when a later change
    stands on this one: that one is undone first.
    """
    change = queries.change_to_step(session, change_id, version)
    standing = review.after(change.standing, Step.UNDO)
    review.check_person(Step.UNDO, author=change.author_id, reviewer=change.reviewer_id, by=by.id)
    queries.hold_subject(session, change)
    present, done = applying.present(change), applying.proposed(change)
    restored = applying.before(change) or replace(done, retired=True)
    _check_undo(session, change, present, restored)
    if not reason:
        raise InvalidInput({"reason": say("Niyə ləğv etdiyinizi yazın.")})

    change.standing = standing
    change.version += 1
    undoing = KnowledgeChange(
        subject=change.subject,
        what=_reverse(change.what),
        competence=change.competence,
        unit=change.unit,
        before=change.proposed,
        proposed=restored.to_json(),
        base=done.fingerprint,
        standing=Standing.PUBLISHED,
        author=by,
        proposed_at=now,
        reason=reason,
        undo_of=change,
        version=1,
    )
    session.add(undoing)
    _put(session, undoing, restored, now=now)
    return undoing


def _check(session: Session, change: KnowledgeChange, content: AnyContent) -> None:
    present = applying.present(change)
    if (present.fingerprint if present else "") != change.base:
        raise ChangedMeanwhile
    if change.subject is Subject.CARD and change.effect is None:
        raise Refused("not-tested", say("Əvvəlcə dəyişikliyin təsirini yoxlayın: «Təsirini yoxla»."))
    of = change.competence if change.subject is Subject.CARD else change.unit
    found = looking.errors(session, content, of)
    if found:
        raise InvalidInput(found)


def _check_undo(
    session: Session, change: KnowledgeChange, present: AnyContent | None, restored: AnyContent
) -> None:
    if change.undo_of_id is not None:
        raise Refused(
            "undoing",
            say("Ləğvetmənin özü ləğv edilmir: dəyişikliyi yenidən təklif edib yoxlamaya göndərin."),
        )
    if present != applying.proposed(change):
        raise Refused(
            "changed-after", say("Bundan sonra yenə dəyişiklik dərc edilib: əvvəlcə sonrakını ləğv edin.")
        )
    of = change.competence if change.subject is Subject.CARD else change.unit
    found = dict(looking.obstacles(session, restored, of))
    if found:
        raise InvalidInput(found)


def _put(session: Session, change: KnowledgeChange, content: AnyContent, *, now: datetime) -> None:
    if isinstance(content, CardContent):
        unit = directory.unit_named(session, content.unit)
        codes = session.scalars(select(Competence.code))
        change.competence = change.competence or Competence(code=checking.card_code(unit.code, codes))
        applying.write_card(session, change.competence, content, unit, now=now)
        change.unit = unit
    else:
        body = directory.body_coded(session, content.body)
        codes = session.scalars(select(Unit.code))
        change.unit = change.unit or Unit(body=body, code=checking.unit_code(body.code, content.name, codes))
        parent = directory.unit_named(session, content.parent) if content.parent else None
        applying.write_unit(session, change.unit, content, parent, now=now)
    knowledge.note_change(session)
    change.published_at, change.published_number = now, knowledge.version_number(session)
    session.flush()


def _reverse(what: What) -> What:
    return {
        What.ADD: What.RETIRE,
        What.RETIRE: What.RESTORE,
        What.RESTORE: What.RETIRE,
        What.CHANGE: What.CHANGE,
    }[what]
