"""Acts: lay a complaint or an inquiry before the Head of the Apparatus, note the result, take the letter back.

Statute 002: 4.0.09.
"""

from datetime import datetime
from typing import Any

from sqlalchemy.orm import Session

from callcenter.accounts.vocabulary import Role
from callcenter.appeals import cover_note, events, notices, queries, referral_queries, taking_back
from callcenter.appeals.accused import may_not_examine
from callcenter.appeals.cover_note import Matter
from callcenter.appeals.models import Appeal
from callcenter.appeals.reach import heads_apparatus
from callcenter.appeals.referral_models import Referral, Standing
from callcenter.appeals.taking_back import RECIPIENT
from callcenter.appeals.vocabulary import Action, Kind, Level
from callcenter.core import outbox
from callcenter.core.clock import baku_date
from callcenter.core.errors import InvalidInput, NotAllowed, Refused
from callcenter.core.numbering import next_number
from callcenter.core.outbox import Way
from callcenter.core.wording import say
from callcenter.directory import queries as directory
from callcenter.directory.actors import Actor
from knowledge_base.language.masking import mask

KINDS = frozenset({Kind.COMPLAINT, Kind.INQUIRY})


def refer(
    session: Session,
    number: str,
    version: int,
    *,
    note: str,
    by: Actor,
    now: datetime,
    with_applicant: bool = False,
) -> Appeal:
    """Send the cover note through the document exchange; the appeal stays where it is.

    with_applicant: the matter cannot be examined without knowing who turned to us. Refused (wrong-kind) for
    anything but complaints and inquiries, (too-secret) for a report of corruption, which many hands of the exchange
    would pass on, (conflict-of-interest) when the Head of the Apparatus is complained of,
    (already-referred) while a result is awaited.
    """
    appeal = queries.appeal_to_change(session, by, number, version)
    if not note:
        raise InvalidInput({"note": say("Müşayiət məktubunun mətnini yazın.")})
    check_referable(session, appeal)
    letter = f"A-{baku_date(now).year}-{next_number(session, f'referral-{baku_date(now).year}'):06d}"

    events.record(
        session,
        appeal,
        Action.REFER,
        by=by,
        now=now,
        reason=note,
        clause=cover_note.BASIS,
        referred_as=letter,
        with_applicant=with_applicant,
    )
    message = outbox.post(
        session,
        key=f"referral:{letter}",
        way=Way.EDMS,
        recipient=RECIPIENT,
        subject=f"{letter}, {appeal.number}",
        body=note,
        now=now,
        about=appeal.number,
        document=_envelope(appeal, letter, with_applicant=with_applicant),
    )
    referral = Referral(
        appeal=appeal,
        letter=letter,
        message_id=message.message_id,
        note=note,
        sent_by_id=by.user_id,
        sent_at=now,
        due_on=appeal.due_on,
    )
    session.add(referral)
    session.flush()
    heads = directory.head_users(session, directory.head_of_apparatus(session).id, baku_date(now))
    said = say("%(number)s: müraciət araşdırılması üçün sizə təqdim olunub.", number=appeal.number)
    notices.tell(session, heads, said, key=f"referral:{referral.id}", now=now, appeal=appeal)
    return appeal


def report_back(
    session: Session, number: str, version: int, *, result: str, by: Actor, now: datetime
) -> Appeal:
    """Note what the examination showed: by the Head of the Apparatus or a deputy, or by the centre's head for them.

    Refused (not-referred) when no result is awaited, as once the appeal is answered.
    """
    appeal = queries.appeal_to_change(session, by, number, version)
    if not may_report(by):
        raise NotAllowed
    referral = referral_queries.open_about(session, appeal)
    if referral is None or referral.standing is not Standing.AWAITED:
        raise _not_referred()
    if not result:
        raise InvalidInput({"result": say("Araşdırmanın nəticəsini yazın.")})

    events.record(
        session, appeal, Action.REPORT_BACK, by=by, now=now, reason=result, referred_as=referral.letter
    )
    referral.result, referral.reported_by_id, referral.reported_at = result, by.user_id, now
    session.flush()
    said = say("%(number)s: Aparatın rəhbəri araşdırmanın nəticəsini bildirdi.", number=appeal.number)
    told = referral_queries.users_who_wait(session, referral, baku_date(now))
    notices.tell(session, told, said, key=f"reported:{referral.id}", now=now, appeal=appeal)
    return appeal


def keep_result(session: Session, referral: Referral, *, result: str, by: Actor, now: datetime) -> None:
    """Keep a result that the exchange brought, once however often it brings it.

    One that nobody awaits any more (the appeal is answered, another was noted, the letter is taken back) is late: it
    moves nothing, and those whose matter the appeal is are told of it, the head of the centre too.
    """
    appeal = referral.appeal
    if referral_queries.is_known(referral, result):
        return
    if referral.standing is Standing.AWAITED:
        report_back(session, appeal.number, appeal.version, result=result, by=by, now=now)
    else:
        _keep_late(session, referral, result, by, now)


def _keep_late(session: Session, referral: Referral, result: str, by: Actor, now: datetime) -> None:
    appeal = referral.appeal
    events.record(
        session,
        appeal,
        Action.REPORT_BACK,
        by=by,
        now=now,
        reason=result,
        referred_as=referral.letter,
        late=True,
    )
    if referral.standing is Standing.UNANSWERED:
        referral.result, referral.reported_by_id, referral.reported_at = result, by.user_id, now
        session.flush()
    said = say(
        "%(number)s: %(letter)s nömrəli təqdimatın nəticəsi gecikərək daxil oldu və müraciətə əlavə edildi.",
        number=appeal.number,
        letter=referral.letter,
    )
    waited = referral_queries.users_who_wait(session, referral, baku_date(now))
    key = f"late-result:{appeal.number}:{appeal.version}"
    told = [*waited, *notices.centre_heads(session, now)]
    notices.tell(session, told, said, key=key, now=now, appeal=appeal)


def take_back(
    session: Session, number: str, version: int, *, reason: str, by: Actor, now: datetime
) -> Appeal:
    """Take back the letter on which nobody has reported; the appeal stays where it is.

    Refused (not-referred) when there is none.
    """
    appeal = queries.appeal_to_change(session, by, number, version)
    referral = referral_queries.open_about(session, appeal)
    if referral is None:
        raise _not_referred()
    if not reason:
        raise InvalidInput({"reason": say("Təqdimatın nə üçün geri götürüldüyünü yazın.")})

    taking_back.take_back(session, referral, reason=reason, by=by, now=now)
    return appeal


def may_report(by: Actor) -> bool:
    """Say whether a result is the actor's to note; the exchange brings it without a person."""
    return by.user is None or by.role is Role.CENTRE_HEAD or heads_apparatus(by)


def check_referable(session: Session, appeal: Appeal) -> None:
    """Refuse what may not be laid before the Head of the Apparatus now."""
    if appeal.level is Level.CORRUPTION:
        raise Refused(
            "too-secret",
            say(
                "Korrupsiya barədə məlumat sənəd dövriyyəsi ilə göndərilmir: onu çağrı mərkəzinin rəhbəri yönləndirir."
            ),
        )
    if appeal.kind not in KINDS:
        raise Refused(
            "wrong-kind",
            say("Aparatın rəhbərinə yalnız şikayət və sorğu təqdim olunur (002, bənd 4.0.09)."),
        )
    if may_not_examine(session, appeal, directory.head_of_apparatus(session)):
        raise Refused(
            "conflict-of-interest",
            say("Şikayət Aparatın rəhbərinə aiddir: onu özünə təqdim etmək olmaz."),
        )
    if referral_queries.open_about(session, appeal) is not None:
        raise Refused(
            "already-referred",
            say("Bu müraciət artıq təqdim olunub: əvvəlcə nəticəsi bildirilməlidir."),
        )


def _not_referred() -> Refused:
    return Refused("not-referred", say("Bu müraciət üzrə Aparatın rəhbərindən nəticə gözlənilmir."))


def draft_note(appeal: Appeal) -> str:
    """Return the cover note as it is offered to the person who sends it."""
    return cover_note.cover_note(
        Matter(
            number=appeal.number,
            kind=appeal.kind.label,
            registered_on=baku_date(appeal.registered_at),
            text=appeal.text,
            clauses=(appeal.clause,) if appeal.clause else (),
            due_on=appeal.due_on,
            accused=_accused(appeal),
        )
    )


def _accused(appeal: Appeal) -> str:
    named = (
        appeal.about_unit.name if appeal.about_unit else "",
        appeal.about_staff.standing if appeal.about_staff else "",
    )
    return ", ".join(name for name in named if name)


def _envelope(appeal: Appeal, letter: str, *, with_applicant: bool) -> dict[str, Any]:
    """What the exchange reads beside the note; the applicant stands in it only where that is needed."""
    caller = appeal.caller if with_applicant else None
    return {
        "letter": letter,
        "appeal": {
            "number": appeal.number,
            "kind": appeal.kind.value,
            "registered_on": baku_date(appeal.registered_at).isoformat(),
            "language": appeal.language,
            "text": appeal.text if with_applicant else mask(appeal.text),
            "clauses": [cover_note.BASIS, *([appeal.clause] if appeal.clause else [])],
            "complained_of": _accused(appeal) or None,
        },
        "due": appeal.due_on.isoformat(),
        "applicant": {"name": caller.name, "contact": appeal.contact} if caller else None,
    }
