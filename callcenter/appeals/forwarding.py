"""Act: forward an appeal to the body that is competent for it (law 1308-IVQ, 7.10; 1024-IIQ, 23.1)."""

from datetime import datetime

from sqlalchemy.orm import Session

from callcenter.appeals import deadlines, events, queries, secrecy
from callcenter.appeals.clocks import Due
from callcenter.appeals.models import Appeal
from callcenter.appeals.vocabulary import Action
from callcenter.core.errors import InvalidInput, Refused
from callcenter.core.wording import say
from callcenter.directory import queries as directory
from callcenter.directory.actors import Actor
from callcenter.law import queries as law
from knowledge_base import queries as knowledge_base
from knowledge_base.models import Competence


def forward(
    session: Session,
    number: str,
    version: int,
    *,
    body: str,
    letter: str,
    by: Actor,
    now: datetime,
    competence: Competence | None = None,
    reason: str = "",
) -> Appeal:
    """Forward the appeal to another body under the number of the letter, which the applicant may ask for.

    body is the code or name of a body in the directory, or any other body by its name.
    """
    appeal = queries.appeal_to_change(session, by, number, version)
    secrecy.must_direct(appeal, by)
    missing = {}
    if not body:
        missing["body"] = say("Müraciətin göndərildiyi qurumu göstərin.")
    if not letter:
        missing["letter"] = say("Göndərmə məktubunun nömrəsini yazın: müraciət edən onu öyrənə bilər.")
    if missing:
        raise InvalidInput(missing)
    receiver = directory.body_if_named(session, body)
    if receiver is not None and receiver.home:
        raise Refused("own-body", say("Bu, öz qurumumuzdur: müraciəti struktur bölməyə yönləndirin."))
    knowledge_base.check_in_use(competence)

    appeal.body, appeal.answered_at = receiver, now
    appeal.competence = competence
    appeal.clause = competence.clauses[0] if competence and competence.clauses else None
    appeal.statute_version = knowledge_base.version_of_clause(session, appeal.clause)
    events.record(
        session,
        appeal,
        Action.FORWARD,
        by=by,
        now=now,
        clause=appeal.clause,
        reason=reason or None,
        body=receiver.name if receiver else body,
        letter=letter,
    )
    return appeal


def forward_by(session: Session, appeal: Appeal) -> Due:
    """Return until when the appeal must be forwarded if it is another body's."""
    return deadlines.forward_by(
        appeal.regime, appeal.registered_at, law.calendar(session), law.parameters(session)
    )
