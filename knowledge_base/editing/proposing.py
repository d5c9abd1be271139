"""Acts of the author: propose a change, revise it, send it to review, withdraw it."""

from dataclasses import replace
from datetime import datetime

from sqlalchemy.orm import Session

from callcenter.accounts.models import User
from callcenter.core.errors import InvalidInput
from callcenter.core.wording import say
from callcenter.directory import queries as directory
from callcenter.directory.models import Unit
from knowledge_base.editing import applying, checking, looking, queries, review
from knowledge_base.editing.applying import AnyContent
from knowledge_base.editing.contents import CardContent
from knowledge_base.editing.models import KnowledgeChange, SeenExample
from knowledge_base.editing.review import ChangedMeanwhile
from knowledge_base.editing.vocabulary import Standing, Step, Subject, What
from knowledge_base.models import Competence
from knowledge_base.vocabulary import PhraseSource


def propose(
    session: Session,
    content: AnyContent,
    *,
    of: Competence | Unit | None,
    base: str,
    reason: str,
    by: User,
    now: datetime,
) -> KnowledgeChange:
    """Keep a change of a card or a unit as the author's draft; of is None for something new.

    base is the fingerprint of what the author saw: ChangedMeanwhile when something else stands there now.
    InvalidInput with a sentence a field when the content cannot stand, or changes nothing.
    """
    before = _content(of)
    _check(session, content, of, before, base)

    return _draft(session, before, content, of=of, reason=reason, by=by, now=now)


def propose_retirement(
    session: Session, of: Competence | Unit, *, base: str, reason: str, by: User, now: datetime
) -> KnowledgeChange:
    """Propose to take a card or a unit out of use, or back into use when it is out; never to delete it."""
    before = applying.content_of(of)
    turned = replace(before, retired=not before.retired)
    _check(session, turned, of, before, base)

    return _draft(session, before, turned, of=of, reason=reason, by=by, now=now)


def revise(
    session: Session,
    change_id: int,
    version: int,
    content: AnyContent,
    *,
    base: str,
    reason: str,
    by: User,
    now: datetime,
) -> KnowledgeChange:
    """Write the draft anew, from what stands there now."""
    change = queries.change_to_step(session, change_id, version)
    standing = review.after(change.standing, Step.REVISE)
    review.check_person(Step.REVISE, author=change.author_id, reviewer=None, by=by.id)
    of = change.competence if change.subject is Subject.CARD else change.unit
    before = _content(of)
    _check(session, content, of, before, base)

    change.before, change.base = before.to_json() if before else None, base
    change.proposed, change.what, change.reason = content.to_json(), _what(before, content), reason
    if isinstance(content, CardContent):
        change.unit = directory.unit_named(session, content.unit)
    change.standing, change.effect, change.proposed_at = standing, None, now
    change.version += 1
    session.flush()
    return change


def send(session: Session, change_id: int, version: int, *, by: User) -> KnowledgeChange:
    """Give the change to review; ChangedMeanwhile when the card is no longer what it was written from."""
    change = queries.change_to_step(session, change_id, version)
    standing = review.after(change.standing, Step.SEND)
    review.check_person(Step.SEND, author=change.author_id, reviewer=None, by=by.id)
    present = applying.present(change)
    if (present.fingerprint if present else "") != change.base:
        raise ChangedMeanwhile

    change.standing = standing
    change.version += 1
    session.flush()
    return change


def withdraw(session: Session, change_id: int, version: int, *, by: User) -> KnowledgeChange:
    """Take the own change back; it stays in the history."""
    change = queries.change_to_step(session, change_id, version)
    standing = review.after(change.standing, Step.WITHDRAW)
    review.check_person(Step.WITHDRAW, author=change.author_id, reviewer=None, by=by.id)

    change.standing = standing
    change.version += 1
    session.flush()
    return change


def note_effect(session: Session, change_id: int, version: int, effect: dict[str, object]) -> KnowledgeChange:
    """Keep the figures of a test with the change; the version stays, nobody has to look again."""
    change = queries.change_to_step(session, change_id, version)

    change.effect = effect
    session.flush()
    return change


def take_phrase(session: Session, example_id: int, *, card: str, by: User, now: datetime) -> KnowledgeChange:
    """Put a corrected appeal's words as a phrase into the author's draft of the card, made where there is none.

    A long text is cut after a whole word; the author mends it in the draft.
    """
    example = queries.example_to_take(session, example_id)
    of = queries.card_to_change(session, card)
    draft = queries.own_draft(session, of, by.id)
    before = applying.card_content(of)
    begun = applying.proposed(draft) if draft else before
    if not isinstance(begun, CardContent) or (draft and draft.base != before.fingerprint):
        raise ChangedMeanwhile
    content = begun.with_phrase(checking.phrase_of(example.text), PhraseSource.EDITOR.value)
    _check(session, content, of, before, before.fingerprint)

    if draft is None:
        why = str(say("Düzəldilmiş müraciətlərdən ifadələr."))
        draft = _draft(session, before, content, of=of, reason=why, by=by, now=now)
    else:
        draft.proposed, draft.effect = content.to_json(), None
        draft.standing = review.after(draft.standing, Step.REVISE)
        draft.version += 1
    session.add(SeenExample(example=example, change=draft, by=by, seen_at=now))
    session.flush()
    return draft


def pass_over(session: Session, example_id: int, *, by: User, now: datetime) -> SeenExample:
    """Remember that a corrected appeal gives no phrase."""
    example = queries.example_to_take(session, example_id)

    seen = SeenExample(example=example, by=by, seen_at=now)
    session.add(seen)
    session.flush()
    return seen


def _draft(
    session: Session,
    before: AnyContent | None,
    content: AnyContent,
    *,
    of: Competence | Unit | None,
    reason: str,
    by: User,
    now: datetime,
) -> KnowledgeChange:
    change = KnowledgeChange(
        subject=Subject.CARD if isinstance(content, CardContent) else Subject.UNIT,
        what=_what(before, content),
        before=before.to_json() if before else None,
        proposed=content.to_json(),
        base=before.fingerprint if before else "",
        standing=Standing.DRAFT,
        author=by,
        proposed_at=now,
        reason=reason,
        version=1,
    )
    if isinstance(content, CardContent):
        change.competence = of if isinstance(of, Competence) else None
        change.unit = directory.unit_named(session, content.unit)
    else:
        change.unit = of if isinstance(of, Unit) else None
    session.add(change)
    session.flush()
    return change


def _content(of: Competence | Unit | None) -> AnyContent | None:
    return None if of is None else applying.content_of(of)


def _check(
    session: Session,
    content: AnyContent,
    of: Competence | Unit | None,
    before: AnyContent | None,
    base: str,
) -> None:
    if (before.fingerprint if before else "") != base:
        raise ChangedMeanwhile
    found = looking.errors(session, content, of)
    if not found and before == content:
        found = {"title": say("Heç nə dəyişməyib: əvvəlcə dəyişiklik edin.")}
    if found:
        raise InvalidInput(found)


def _what(before: AnyContent | None, after: AnyContent) -> What:
    if before is None:
        return What.ADD
    if before.retired == after.retired:
        return What.CHANGE
    return What.RETIRE if after.retired else What.RESTORE
