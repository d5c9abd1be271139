"""Ending what was fixed with officials and units of whom an appeal turns out to complain: its reception, their advice.

They are told nothing: their time is free again, or gone where it was made for this applicant alone. Who invited or
asked is told to choose somebody else.
"""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy.orm import Session

from callcenter.appeals import consulting_queries, events, letter_drafting, notices, reception_queries
from callcenter.appeals.accused import may_not_examine, may_not_receive
from callcenter.appeals.consulting_models import Consultation
from callcenter.appeals.models import Appeal
from callcenter.appeals.reception_models import Ending, Invitation
from callcenter.appeals.vocabulary import Action, Purpose, State
from callcenter.core.clock import BAKU
from callcenter.core.wording import Sentence, say
from callcenter.directory.actors import Actor


def call_off_with_the_accused(session: Session, appeal: Appeal, *, by: Actor, now: datetime) -> None:
    """End the reception ahead and the open questions that are with those of whom the appeal complains.

    Of a reception whose time has come the result is still to be noted: the applicant may have been there.
    """
    invitation = reception_queries.unended(session, appeal)
    ahead = invitation is not None and invitation.slot.starts_at > now
    if invitation and ahead and may_not_receive(session, appeal, invitation.slot.official):
        _call_off_reception(session, invitation, by, now)
    asked = consulting_queries.open_about(session, appeal)
    theirs = [one for one in asked if may_not_examine(session, appeal, one.unit)]
    if theirs:
        _call_off_questions(session, appeal, theirs, last=len(theirs) == len(asked), by=by, now=now)


def end_invitation(
    session: Session, invitation: Invitation, ending: Ending, *, by: Actor, now: datetime
) -> None:
    """End an invitation, and with it the notice of it that was not sent; an urgent time goes where nobody came."""
    invitation.ending, invitation.ended_at, invitation.recorded_by_id = ending, now, by.user_id
    if invitation.slot.urgent and ending is not Ending.HELD:
        # It was made for this applicant alone.
        invitation.slot.cancelled_at = invitation.slot.cancelled_at or now
    letter_drafting.drop_unsent(session, invitation.appeal, Purpose.INVITED)
    session.flush()


def _call_off_reception(session: Session, invitation: Invitation, by: Actor, now: datetime) -> None:
    appeal, slot = invitation.appeal, invitation.slot
    local = slot.starts_at.astimezone(BAKU)
    expected = reception_queries.is_live(invitation)
    if expected:
        events.record(
            session,
            appeal,
            Action.CALL_OFF,
            by=by,
            now=now,
            unit=slot.official.unit,
            official=slot.official.full_name,
            reception_at=f"{local:%d.%m.%Y, %H:%M}",
            urgent=slot.urgent,
        )
    end_invitation(session, invitation, Ending.LAPSED, by=by, now=now)
    if expected:
        said = say(
            "%(number)s üzrə qəbul (%(day)s, saat %(time)s) ləğv edildi: qəbul edən şikayət edilən tərəfdəndir. Müraciət edənə zəng edib onu başqa şəxsin qəbuluna dəvət edin.",
            number=appeal.number,
            day=f"{local:%d.%m.%Y}",
            time=f"{local:%H:%M}",
        )
        key = f"reception-off:{invitation.id}"
        _tell(session, appeal, invitation.invited_by_id, said, key, now)


def _call_off_questions(
    session: Session, appeal: Appeal, theirs: Sequence[Consultation], *, last: bool, by: Actor, now: datetime
) -> None:
    waits = appeal.state is State.CONSULTING
    if waits:
        action = Action.CALL_OFF if last else Action.NOTE
        named = [one.unit.name for one in theirs]
        events.record(session, appeal, action, by=by, now=now, called_off=named)
    for one in theirs:
        one.called_off_at = now
    session.flush()
    for one in theirs if waits else ():
        said = say(
            "%(number)s: rəy sorğusu geri götürüldü, «%(unit)s» şikayət edilən tərəfdəndir. Rəyi başqa bölmədən soruşun.",
            number=appeal.number,
            unit=one.unit.name,
        )
        _tell(session, appeal, one.asked_by_id, said, f"advice-off:{one.id}", now)


def _tell(
    session: Session, appeal: Appeal, user_id: int | None, said: Sentence, key: str, now: datetime
) -> None:
    """Tell who arranged it; where that was a system, has left or may not know any more, the head of the centre."""
    for people in ([user_id], notices.centre_heads(session, now)):
        if notices.tell(session, people, said, key=key, now=now, appeal=appeal, urgent=True):
            return
