"""Acts of answering: on the line, write, draft, approve, ask for another wording, tell the applicant, close, reopen."""

from datetime import date, datetime
from typing import Any

from sqlalchemy.orm import Session

from callcenter.appeals import (
    answer_rules,
    ending,
    escalation,
    events,
    lifecycle,
    outcomes,
    queries,
    resolutions,
    secrecy,
    wordings,
)
from callcenter.appeals.deliveries import Told, note_delivery, told_at
from callcenter.appeals.models import Appeal
from callcenter.appeals.vocabulary import Action, Delivery, Outcome
from callcenter.appeals.wordings import Wording
from callcenter.core.clock import baku_date
from callcenter.core.errors import InvalidInput, NotAllowed, Refused
from callcenter.core.wording import say
from callcenter.directory.actors import Actor
from callcenter.law import queries as law
from knowledge_base import citing
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
    consent: bool | None = None,
    reasons: str = "",
    adds_route: bool = False,
    template: str = "",
) -> Appeal:
    """Answer the caller at once, by a competence and from an article where they are named; with an outcome it is closed too.

    consent is the caller's to an oral answer: without it the appeal goes to a unit. None: another system did not say.
    Refused (retired-competence) for a card that is no longer in use.
    """
    appeal = queries.appeal_to_change(session, by, number, version)
    said = Wording(text, outcome, reasons, adds_route, template).complete(appeal.language)
    _check_said(said, consent=consent)
    secrecy.must_not_answer_for_oneself(session, appeal, by)
    knowledge_base.check_in_use(competence)

    appeal.competence = competence
    appeal.clause = competence.clauses[0] if competence and competence.clauses else None
    appeal.statute_version = knowledge_base.version_of_clause(session, appeal.clause)
    appeal.answered_on_line, appeal.answered_at = True, now
    details: dict[str, Any] = {"consent": consent, "reasons": bool(said.reasons), "template": template}
    events.record(
        session,
        appeal,
        Action.ANSWER_ON_LINE,
        by=by,
        now=now,
        reason=answer_rules.whole(said.text, said.reasons),
        clause=appeal.clause,
        article=article,
        **{name: value for name, value in details.items() if value},
    )
    if outcome is not None:
        ending.end(session, appeal, outcome, by=by, now=now)
    return appeal


def write(
    session: Session,
    number: str,
    version: int,
    *,
    text: str,
    outcome: Outcome | None = None,
    article: ArticleVersion | None = None,
    reasons: str = "",
    adds_route: bool = False,
    template: str = "",
    by: Actor,
    now: datetime,
) -> Appeal:
    """Save what the executor wrote so far; nobody has to approve it yet, and nothing but a text is asked."""
    appeal = queries.appeal_to_change(session, by, number, version)
    _must_execute(session, appeal, by)
    if not text:
        raise InvalidInput({"text": say("Cavabın mətnini yazın.")})

    events.record(session, appeal, Action.WRITE, by=by, now=now, unit=appeal.unit, article=article)
    wording = Wording(text, outcome, reasons, adds_route, template).complete(appeal.language)
    wordings.save(session, appeal, wording, by=by, now=now)
    return appeal


def draft(
    session: Session,
    number: str,
    version: int,
    *,
    text: str,
    outcome: Outcome | None,
    article: ArticleVersion | None = None,
    reasons: str = "",
    adds_route: bool = False,
    template: str = "",
    by: Actor,
    now: datetime,
) -> Appeal:
    """Put a wording of the answer before the head; those who execute it, or the head of the unit, draft.

    What is not granted needs its reasons and the way to complain (1308-IVQ).
    """
    appeal = queries.appeal_to_change(session, by, number, version)
    _must_execute(session, appeal, by)
    wording = Wording(text, outcome, reasons, adds_route, template).complete(appeal.language)
    meant = _checked(wording)

    events.record(
        session,
        appeal,
        Action.DRAFT,
        by=by,
        now=now,
        unit=appeal.unit,
        article=article,
        outcome=meant.value,
    )
    wordings.submit(session, appeal, wording, meant, by=by, now=now)
    return appeal


def approve(
    session: Session, number: str, version: int, *, looked: bool = False, by: Actor, now: datetime
) -> Appeal:
    """Approve the wording, as a head of the unit or above whose position is not lower than the author's.

    Never the author's own: a legal answer needs two people. A text that cites a clause which is repealed, or
    which its statute never had, is approved only by who says that they looked at it.
    """
    appeal = queries.appeal_to_change(session, by, number, version)
    escalation.must_approve(session, appeal, by)
    gone: tuple[citing.Cited, ...] = ()
    if appeal.answer is not None:
        gone = citing.not_in_force(
            citing.cited(session, appeal.answer.told, today=baku_date(now), near=appeal.clause)
        )
    if gone and not looked:
        raise InvalidInput(
            {
                "looked": say(
                    "Cavabda qüvvədə olmayan bəndə istinad var: %(clauses)s. Mətni düzəlişə qaytarın və ya baxdığınızı qeyd edin.",
                    clauses=", ".join(one.name for one in gone),
                )
            }
        )

    looked_at: dict[str, Any] = {"looked": [one.key for one in gone]} if gone else {}
    events.record(session, appeal, Action.APPROVE, by=by, now=now, unit=appeal.unit, **looked_at)
    answer = appeal.answers[-1]
    answer.approved_by_id, answer.approved_by_key_id, answer.approved_at = by.user_id, by.api_key_id, now
    session.flush()
    return appeal


def revise(
    session: Session, number: str, version: int, *, reason: str, suggested: str = "", by: Actor, now: datetime
) -> Appeal:
    """Give the wording back to the executor, saying what to change, with the wording that the head would rather see."""
    appeal = queries.appeal_to_change(session, by, number, version)
    if not by.heads(appeal.unit_id):
        escalation.must_approve(session, appeal, by)
    if not reason:
        raise InvalidInput({"reason": say("Nəyin düzəldilməli olduğunu yazın.")})

    events.record(session, appeal, Action.REVISE, by=by, now=now, unit=appeal.unit, reason=reason)
    answer = appeal.answers[-1]
    answer.revision = reason
    answer.suggested = suggested if suggested and suggested != answer.text else None
    return appeal


def deliver(
    session: Session,
    number: str,
    version: int,
    *,
    delivery: Delivery,
    note: str,
    outcome: Outcome | None,
    told_to: str = "",
    day: date | None = None,
    accepted: bool | None = None,
    letter: str = "",
    by: Actor,
    now: datetime,
) -> Appeal:
    """Note that the applicant was told the approved answer; with an outcome the appeal is closed too.

    Who does not accept it is offered a written request first (NK 50), so that the appeal stays open whatever the outcome.
    By e-mail it is posted here; by telephone it is said, or stands in the note, who was spoken to. day is when they were told, today when missing: the clock stopped then.
    """
    appeal = queries.appeal_to_change(session, by, number, version)

    if appeal.answer is not None:
        appeal.answered_at = told_at(appeal.answer, day, now=now)
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
    note_delivery(session, appeal.answers[-1], Told(delivery, day, told_to, accepted, letter, note), now=now)
    if outcome is not None and accepted is not False:
        ending.end(session, appeal, outcome, by=by, now=now)
    return appeal


def offer_written(
    session: Session, number: str, version: int, *, accepted: bool, note: str = "", by: Actor, now: datetime
) -> Appeal:
    """Offer a written request to a caller whom the answer does not satisfy (NK 50); who will write, their appeal is closed."""
    appeal = queries.appeal_to_change(session, by, number, version)

    events.record(
        session, appeal, Action.OFFER_WRITTEN, by=by, now=now, reason=note or None, accepted=accepted
    )
    if accepted:
        ending.end(session, appeal, Outcome.WRITTEN_OFFERED, by=by, now=now)
    return appeal


def close(
    session: Session, number: str, version: int, *, outcome: Outcome | None, by: Actor, now: datetime
) -> Appeal:
    """Close the appeal with an outcome that follows from how its consideration ended."""
    appeal = queries.appeal_to_change(session, by, number, version)
    # What was stopped has the outcome of how it was stopped: nobody need say it.
    outcome = outcome or lifecycle.ENDS_AS.get(appeal.state)
    if outcome is None:
        raise InvalidInput({"outcome": say("Nəticəni seçin.")})

    ending.end(session, appeal, outcome, by=by, now=now)
    return appeal


def reopen(session: Session, number: str, version: int, *, reason: str, by: Actor, now: datetime) -> Appeal:
    """Consider a closed appeal again, with the reason; the count of days begins anew.

    Refused (reopen-too-late) after the window that the ministry set: a new appeal names the old one.
    """
    appeal = queries.appeal_to_change(session, by, number, version)
    if not reason:
        raise InvalidInput({"reason": say("Müraciətin niyə yenidən açıldığını yazın.")})
    if not may_reopen(session, appeal, now):
        raise Refused(
            "reopen-too-late",
            say("Müraciəti yenidən açmaq müddəti bitib: yeni müraciət qeydə alın və bu nömrəni göstərin."),
        )

    appeal.outcome = appeal.closed_at = appeal.answered_at = None
    appeal.answered_on_line = False
    appeal.unit = appeal.executor = appeal.competence = appeal.body = appeal.merged_into = None
    appeal.clause = appeal.statute_version = appeal.internal_due_on = None
    events.record(session, appeal, Action.REOPEN, by=by, now=now, reason=reason)
    return appeal


def may_reopen(session: Session, appeal: Appeal, now: datetime) -> bool:
    """Say whether the window for reopening is still open; the table of the life cycle says the rest."""
    if appeal.closed_at is None:
        return True
    today = baku_date(now)
    window = law.parameters(session).at("reopen.window", today)
    return today <= answer_rules.reopen_until(appeal.closed_at, window.value)


def _check_said(said: Wording, *, consent: bool | None) -> None:
    """Refuse an oral answer that nobody agreed to, that says nothing, or that refuses without reasons."""
    faults = answer_rules.check_consent(consent=consent)
    if not said.text:
        faults["text"] = say("Zəng edənə nə cavab verdiyinizi yazın.")
    else:
        faults |= answer_rules.faults(said.text, said.outcome or Outcome.EXPLAINED, said.reasons)
    if faults:
        raise InvalidInput(faults)


def _checked(wording: Wording) -> Outcome:
    """Return the outcome of a wording that may go before the head; InvalidInput with all that it lacks."""
    meant = wording.outcome or Outcome.EXPLAINED
    faults = outcomes.proposal_faults(wording.outcome) | answer_rules.faults(
        wording.text, meant, wording.reasons
    )
    if faults:
        raise InvalidInput(faults)
    return meant


def _must_execute(session: Session, appeal: Appeal, by: Actor) -> None:
    if not resolutions.may_write(session, by, appeal):
        raise NotAllowed
