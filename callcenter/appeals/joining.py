"""Act: put one joint answer before the head when every part of an appeal is ready."""

from datetime import datetime

from sqlalchemy.orm import Session

from callcenter.appeals import (
    answer_rules,
    division,
    escalation,
    events,
    joint_texts,
    lifecycle,
    notices,
    outcomes,
    queries,
    related,
)
from callcenter.appeals.joint_texts import Answered, Letter
from callcenter.appeals.models import Answer, Appeal
from callcenter.appeals.vocabulary import Action, Outcome, State
from callcenter.core.clock import baku_date
from callcenter.core.errors import InvalidInput, Refused
from callcenter.core.wording import Sentence, say
from callcenter.directory.actors import Actor


def join(
    session: Session,
    number: str,
    version: int,
    *,
    text: str,
    outcome: Outcome | None,
    by: Actor,
    now: datetime,
) -> Appeal:
    """Put the joint answer before the head of the call centre or of the apparatus, never its own author.

    Refused (parts-not-ready) before each part is approved, closed or forwarded out. What is not granted in one of
    them needs the way to complain; its reasons stand in that part's answer.
    """
    appeal = queries.appeal_to_change(session, by, number, version)
    faults = _faults(text, outcome, refused=_refuses_a_part(session, appeal))
    if faults or outcome is None:
        raise InvalidInput(faults)
    waiting = [part.number for part in division.current_parts(appeal) if part.state not in lifecycle.READY]
    if waiting:
        raise Refused(
            "parts-not-ready",
            say("Hələ cavabı təsdiqlənməmiş hissələr var: %(numbers)s.", numbers=", ".join(waiting)),
        )

    events.record(session, appeal, Action.JOIN, by=by, now=now, outcome=outcome.value)
    appeal.answers.append(
        Answer(text=text, outcome=outcome, author_id=by.user_id, author_key_id=by.api_key_id, drafted_at=now)
    )
    session.flush()
    notices.tell(
        session,
        escalation.users_who_approve_joint(session, appeal, baku_date(now)),
        say("%(number)s: vahid cavab təsdiqinizi gözləyir.", number=appeal.number),
        key=f"join:{appeal.id}:{appeal.version}",
        now=now,
        appeal=appeal,
    )
    return appeal


def proposed(session: Session, appeal: Appeal) -> tuple[str, Outcome | None]:
    """Return the text and the outcome that follow from the parts, for the writer to begin with."""
    parts = [_answered(session, part) for part in division.current_parts(appeal)]
    said = [part for part in parts if part is not None]
    text = joint_texts.joint_text(said, appeal.language)
    outcome = joint_texts.joint_outcome(part.outcome for part in said)
    if outcome is not None and outcome not in outcomes.PROPOSED:
        # Each part went to another body: the joint answer says where.
        outcome = Outcome.EXPLAINED
    refuses = outcome in answer_rules.REFUSALS or _refuses_a_part(session, appeal)
    if refuses and not answer_rules.says_route(text):
        text = f"{text}\n\n{answer_rules.route_in(appeal.language)}"
    return text, outcome


def _refuses_a_part(session: Session, appeal: Appeal) -> bool:
    """Say whether something is not granted in a part, whatever the outcome of the whole is called."""
    answered = [_answered(session, part) for part in division.current_parts(appeal)]
    return any(part is not None and part.outcome in answer_rules.REFUSALS for part in answered)


def _faults(text: str, outcome: Outcome | None, *, refused: bool) -> dict[str, Sentence]:
    """What the joint answer lacks, by field; the reasons of what is not granted are in its text."""
    faults = outcomes.proposal_faults(outcome) | answer_rules.faults(text, outcome or Outcome.EXPLAINED, text)
    silent = refused and not answer_rules.says_route(text)
    if (faults.pop("reasons", None) or silent) and "text" not in faults:
        faults["text"] = say("Təmin edilməyən hissə var: cavabdan necə şikayət verilə biləcəyini də yazın.")
    return faults


def _answered(session: Session, part: Appeal) -> Answered | None:
    letters = related.letters_of(session, part)
    if letters and part.state in (State.FORWARDED_OUT, State.CLOSED):
        named = [Letter(one.body_name, one.letter, f"{one.day:%d.%m.%Y}") for one in letters]
        return Answered(Outcome.FORWARDED, letters=named)
    answer = part.answer
    return Answered(answer.outcome, answer.told) if answer is not None and answer.approved_at else None
