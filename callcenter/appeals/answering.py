"""Acts of answering: on the line, draft, approve, ask for another wording, tell the applicant, close, reopen."""

from datetime import datetime

from sqlalchemy.orm import Session

from callcenter.appeals import escalation, events, queries, secrecy
from callcenter.appeals.models import Answer, Appeal
from callcenter.appeals.vocabulary import Action, Delivery, Outcome
from callcenter.core.errors import InvalidInput, NotAllowed
from callcenter.core.wording import say
from callcenter.directory.actors import Actor
from knowledge_base import queries as knowledge_base
from knowledge_base.articles.models import ArticleVersion
from knowledge_base.models import Competence


def answer_on_line(
    session: Session,
    number: str,
    version: int,
    *,
    text: str,
    outcome: Outcome | None,
    article: ArticleVersion | None = None,
    by: Actor,
    now: datetime,
    competence: Competence | None = None,
) -> Appeal:
    """Answer the caller at once, by a competence and from an article where they are named; with an outcome it is closed too.

    Refused (retired-competence) for a card that is no longer in use.
    """
    appeal = queries.appeal_to_change(session, by, number, version)
    if not text:
        raise InvalidInput({"text": say("Zəng edənə nə cavab verdiyinizi yazın.")})
    secrecy.must_not_answer_for_oneself(session, appeal, by)
    knowledge_base.check_in_use(competence)

    appeal.competence = competence
    appeal.clause = competence.clauses[0] if competence and competence.clauses else None
    appeal.statute_version = knowledge_base.version_of_clause(session, appeal.clause)
    events.record(
        session,
        appeal,
        Action.ANSWER_ON_LINE,
        by=by,
        now=now,
        reason=text,
        clause=appeal.clause,
        article=article,
    )
    appeal.answered_on_line, appeal.answered_at = True, now
    if outcome is not None:
        _end(session, appeal, outcome, by=by, now=now)
    return appeal


def draft(
    session: Session,
    number: str,
    version: int,
    *,
    text: str,
    outcome: Outcome | None,
    article: ArticleVersion | None = None,
    by: Actor,
    now: datetime,
) -> Appeal:
    """Put a wording of the answer before the head; only the executor, or the head of the unit, drafts."""
    appeal = queries.appeal_to_change(session, by, number, version)
    _must_execute(appeal, by)
    missing = {}
    if not text:
        missing["text"] = say("Cavabın mətnini yazın.")
    if outcome is None:
        missing["outcome"] = say("Nəticəni seçin.")
    if missing or outcome is None:
        raise InvalidInput(missing)

    events.record(
        session,
        appeal,
        Action.DRAFT,
        by=by,
        now=now,
        unit=appeal.unit,
        article=article,
        outcome=outcome.value,
    )
    appeal.answers.append(
        Answer(text=text, outcome=outcome, author_id=by.user_id, author_key_id=by.api_key_id, drafted_at=now)
    )
    session.flush()
    return appeal


def approve(session: Session, number: str, version: int, *, by: Actor, now: datetime) -> Appeal:
    """Approve the wording, as a head of the unit or above whose position is not lower than the author's.

    Never the author's own: a legal answer needs two people.
    """
    appeal = queries.appeal_to_change(session, by, number, version)
    escalation.must_approve(session, appeal, by)

    events.record(session, appeal, Action.APPROVE, by=by, now=now, unit=appeal.unit)
    answer = appeal.answers[-1]
    answer.approved_by_id, answer.approved_by_key_id, answer.approved_at = by.user_id, by.api_key_id, now
    session.flush()
    return appeal


def revise(session: Session, number: str, version: int, *, reason: str, by: Actor, now: datetime) -> Appeal:
    """Give the wording back to the executor, saying what to change."""
    appeal = queries.appeal_to_change(session, by, number, version)
    if not by.heads(appeal.unit_id):
        escalation.must_approve(session, appeal, by)
    if not reason:
        raise InvalidInput({"reason": say("Nəyin düzəldilməli olduğunu yazın.")})

    events.record(session, appeal, Action.REVISE, by=by, now=now, unit=appeal.unit, reason=reason)
    appeal.answers[-1].revision = reason
    return appeal


def deliver(
    session: Session,
    number: str,
    version: int,
    *,
    delivery: Delivery,
    note: str,
    outcome: Outcome | None,
    by: Actor,
    now: datetime,
) -> Appeal:
    """Note that the applicant was told the approved answer; with an outcome the appeal is closed too."""
    appeal = queries.appeal_to_change(session, by, number, version)

    events.record(
        session,
        appeal,
        Action.DELIVER,
        by=by,
        now=now,
        unit=appeal.unit,
        reason=note or None,
        means=delivery.value,
    )
    answer = appeal.answers[-1]
    answer.delivery, answer.delivered_at = delivery, now
    appeal.answered_at = now
    if outcome is not None:
        _end(session, appeal, outcome, by=by, now=now)
    return appeal


def close(
    session: Session, number: str, version: int, *, outcome: Outcome | None, by: Actor, now: datetime
) -> Appeal:
    """Close an answered appeal with its outcome."""
    appeal = queries.appeal_to_change(session, by, number, version)
    if outcome is None:
        raise InvalidInput({"outcome": say("Nəticəni seçin.")})

    _end(session, appeal, outcome, by=by, now=now)
    return appeal


def reopen(session: Session, number: str, version: int, *, reason: str, by: Actor, now: datetime) -> Appeal:
    """Consider a closed appeal again, with the reason; the count of days begins anew."""
    appeal = queries.appeal_to_change(session, by, number, version)
    if not reason:
        raise InvalidInput({"reason": say("Müraciətin niyə yenidən açıldığını yazın.")})

    appeal.outcome = appeal.closed_at = appeal.answered_at = None
    appeal.answered_on_line = False
    appeal.unit = appeal.executor = appeal.competence = appeal.body = None
    appeal.clause = appeal.statute_version = None
    events.record(session, appeal, Action.REOPEN, by=by, now=now, reason=reason)
    return appeal


def _end(session: Session, appeal: Appeal, outcome: Outcome, *, by: Actor, now: datetime) -> None:
    appeal.outcome, appeal.closed_at = outcome, now
    with session.no_autoflush:
        events.record(session, appeal, Action.CLOSE, by=by, now=now, outcome=outcome.value)


def _must_execute(appeal: Appeal, by: Actor) -> None:
    if by.user is None or by.heads(appeal.unit_id):
        return
    if by.staff is None or appeal.executor_id != by.staff.id:
        raise NotAllowed
