"""Acts: say that an appeal runs at another pace, and ask the applicant to make an unclear one clear."""

from datetime import datetime

from sqlalchemy.orm import Session

from callcenter.appeals import allowed_moves, deadlines, events, moved_due, queries
from callcenter.appeals.clock_events import clock_events
from callcenter.appeals.clocks import Due
from callcenter.appeals.deadlines import SAID, DeadlineEvent, DeadlineRefused, EventKind
from callcenter.appeals.letter_drafting import draft_letter
from callcenter.appeals.models import Appeal
from callcenter.appeals.vocabulary import Action, Pace, Purpose
from callcenter.core.errors import InvalidInput
from callcenter.core.wording import say
from callcenter.directory.actors import Actor
from callcenter.law import queries as law

SAYABLE = (*SAID, Pace.ORDINARY)


def set_pace(
    session: Session,
    number: str,
    version: int,
    *,
    pace: Pace,
    reason: str,
    by: Actor,
    now: datetime,
) -> Appeal:
    """Run the appeal as urgent (1308-IVQ, 10.4; 1024-IIQ, 24.2, 24.3) or as a serviceman's (1308-IVQ, 10.3).

    Ordinary takes back what was said by mistake: the clock that runs by itself counts again from where it began.
    Who has it in a unit is told of another due date. Refused (pace-not-allowed) where the law of the appeal's kind knows no such limit, (same-pace) where it runs so.
    """
    appeal = queries.appeal_to_change(session, by, number, version)
    missing = {}
    if pace not in SAYABLE:
        missing["pace"] = say("İcra rejimini siyahıdan seçin.")
    if not reason:
        missing["reason"] = say("Bu rejimin səbəbini yazın.")
    if missing:
        raise InvalidInput(missing)

    due = moved_due.due_of(appeal)
    events.record(session, appeal, Action.SET_PACE, by=by, now=now, reason=reason, pace=pace.value)
    moved_due.tell_who_has_it(session, appeal, due, by=by, now=now)
    return appeal


def paces_of(session: Session, appeal: Appeal, now: datetime) -> list[Pace]:
    """Return the paces that may be said of the appeal now: not those that run already or that its law does not know.

    Ordinary takes back what was said before.
    """
    so_far = clock_events(appeal.events)
    calendar, parameters = law.calendar(session), law.parameters(session)
    allowed = []
    for pace in SAYABLE:
        try:
            allowed_moves.check(so_far, DeadlineEvent(EventKind(pace.value), now), calendar, parameters)
        except DeadlineRefused:
            continue
        allowed.append(pace)
    return allowed


def clarify(
    session: Session, number: str, version: int, *, question: str, by: Actor, now: datetime
) -> Appeal:
    """Ask the applicant to make the appeal clear; the notice is drafted and has its own term (1024-IIQ, 24.4).

    The appeal's clock runs on: the law does not stop it.
    """
    appeal = queries.appeal_to_change(session, by, number, version)
    if not question:
        raise InvalidInput({"question": say("Müraciət edəndən nəyi dəqiqləşdirmək istədiyinizi yazın.")})
    until = clarify_by(session, appeal)

    events.record(session, appeal, Action.CLARIFY, by=by, now=now, reason=question)
    basis = until.basis[0]
    draft_letter(
        session,
        appeal,
        Purpose.CLARIFICATION,
        now=now,
        question=question.rstrip("."),
        basis=f"{basis.act}, {basis.clause}",
    )
    return appeal


def clarified(session: Session, number: str, version: int, *, text: str, by: Actor, now: datetime) -> Appeal:
    """Note what the applicant added, so that whoever examines the appeal reads it with the text."""
    appeal = queries.appeal_to_change(session, by, number, version)
    if not text:
        raise InvalidInput({"text": say("Müraciət edənin nə əlavə etdiyini yazın.")})

    events.record(session, appeal, Action.CLARIFIED, by=by, now=now, reason=text)
    return appeal


def clarify_by(session: Session, appeal: Appeal) -> Due:
    """Return until when the applicant must be told that the appeal is unclear."""
    return deadlines.clarify_by(
        appeal.regime, appeal.registered_at, law.calendar(session), law.parameters(session)
    )
