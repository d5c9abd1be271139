"""Ending what was fixed with officials and units about an appeal: its reception, their advice.

Those of whom it turns out to complain are told nothing: their time is free again, or gone where it was made for this
applicant alone. Who invited or asked is told to choose somebody else.
"""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy.orm import Session

from callcenter.appeals import consulting_queries, events, letter_drafting, notices, reception_queries
from callcenter.appeals.accused import may_not_examine, may_not_receive
from callcenter.appeals.consulting_models import Consultation
from callcenter.appeals.models import Appeal
from callcenter.appeals.reception_models import Ending, Invitation
from callcenter.appeals.vocabulary import Action, Level, Purpose, State
from callcenter.core.clock import BAKU, baku_date
from callcenter.core.wording import Sentence, say
from callcenter.directory import queries as directory
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


def recall(session: Session, appeal: Appeal, *, by: Actor, now: datetime, reason: str | None = None) -> None:
    """Take the appeal from who has it; what it waited for lapses, and nobody is left waiting for that.

    Who arranged the reception is told, to ring the applicant. Who was to receive them or to advise hears that it is
    off; of what is for few eyes only when it was to be, because of the appeal they may know nothing any more.
    """
    invitation = reception_queries.unended(session, appeal) if appeal.state is State.INVITED else None
    asked = consulting_queries.open_about(session, appeal) if appeal.state is State.CONSULTING else ()
    if events.recall(session, appeal, by=by, now=now, reason=reason) is None:
        return
    if invitation is not None and invitation.slot.starts_at > now:
        _lapse_reception(session, invitation, by, now)
    for one in asked:
        _lapse_question(session, appeal, one, now)


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


def _lapse_reception(session: Session, invitation: Invitation, by: Actor, now: datetime) -> None:
    appeal, slot = invitation.appeal, invitation.slot
    local, key = slot.starts_at.astimezone(BAKU), f"reception-off:{invitation.id}"
    day, time = f"{local:%d.%m.%Y}", f"{local:%H:%M}"
    end_invitation(session, invitation, Ending.LAPSED, by=by, now=now)
    said = say(
        "%(number)s üzrə qəbul (%(day)s, saat %(time)s) ləğv edildi: müraciət geri götürülüb. Müraciət edənə zəng edib bunu bildirin.",
        number=appeal.number,
        day=day,
        time=time,
    )
    _tell(session, appeal, invitation.invited_by_id, said, key, now)
    alone = say(
        "Qəbulunuz ləğv edildi: %(day)s, saat %(time)s, %(place)s.", day=day, time=time, place=slot.place
    )
    notices.tell(session, [slot.official.user_id], alone, key=key, now=now, urgent=True)


def _lapse_question(session: Session, appeal: Appeal, asked: Consultation, now: datetime) -> None:
    heads = directory.head_users(session, asked.unit_id, baku_date(now))
    key = f"no-advice:{asked.id}"
    if appeal.level is Level.ORDINARY:
        # Told first: once it is taken back the appeal is no longer the unit's to see.
        said = say("%(number)s: rəy sorğusu geri götürüldü, cavab lazım deyil.", number=appeal.number)
        notices.tell(session, heads, said, key=key, now=now, appeal=appeal)
    else:
        day = f"{asked.asked_at.astimezone(BAKU):%d.%m.%Y}"
        alone = say("Bölmənizdən %(day)s tarixində soruşulan rəy artıq lazım deyil.", day=day)
        notices.tell(session, heads, alone, key=key, now=now)
    asked.called_off_at = now
    session.flush()


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
