"""Act: send a notice that the applicant is owed, and which ones wait."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import or_, select
from sqlalchemy.orm import Session, contains_eager, selectinload

from callcenter.appeals import answer_templates, deliveries, queries, reception_queries
from callcenter.appeals.letter_models import Letter
from callcenter.appeals.models import Appeal
from callcenter.appeals.vocabulary import Delivery, Purpose
from callcenter.core.errors import InvalidInput, NotFound, Refused
from callcenter.core.ordered import Waiting, waiting_of
from callcenter.core.paging import PAGE_SIZE
from callcenter.core.wording import Sentence, say
from callcenter.directory.actors import Actor


def send_letter(
    session: Session,
    number: str,
    letter_id: int,
    *,
    text: str,
    means: Delivery | None,
    note: str = "",
    by: Actor,
    now: datetime,
) -> Letter:
    """Send the notice in the words that the person read and put right; by e-mail it is posted here.

    Refused (letter-sent) when somebody sent it before, (reception-off) when nobody can be received at the time to
    which it invites.
    """
    appeal = queries.appeal_numbered(session, by, number)
    letter = session.scalar(
        select(Letter).where(Letter.id == letter_id, Letter.appeal_id == appeal.id).with_for_update()
    )
    if letter is None:
        raise NotFound("unknown-letter", say("Belə bildiriş yoxdur."))
    if letter.sent_at is not None:
        raise Refused("letter-sent", say("Bu bildiriş artıq göndərilib."))
    _must_hold(session, letter)
    address = deliveries.reached_by(appeal) if means is Delivery.EMAIL else None
    faults = _faults(text, means, note, address)
    if faults or means is None:
        raise InvalidInput(faults)

    letter.text, letter.means, letter.note = text, means, note or None
    letter.sent_at, letter.sent_by_id = now, by.user_id
    if address is not None:
        deliveries.mail(session, appeal, address, key=f"letter-{letter.id}", text=text, now=now)
    session.flush()
    return letter


def letters_of(session: Session, appeal: Appeal) -> Sequence[Letter]:
    """Return the notices of an appeal, those that wait first, in the order in which they are due."""
    return session.scalars(
        select(Letter)
        .where(Letter.appeal_id == appeal.id)
        .options(selectinload(Letter.sent_by))
        .order_by(Letter.sent_at.is_not(None), Letter.due_on, Letter.id)
    ).all()


def waiting(
    session: Session, actor: Actor, *, cursor: str | None = None, size: int = PAGE_SIZE
) -> Waiting[Letter]:
    """Return a page of the notices that wait, of appeals that the actor may see, the most overdue first.

    That an answer will be late is no news to who has the answer.
    """
    visible = queries.visible_to(actor).with_only_columns(Appeal.id)
    of_use = or_(Letter.purpose != Purpose.EXTENDED, Appeal.answered_at.is_(None))
    chosen = (
        select(Letter)
        .join(Letter.appeal)
        .where(Letter.sent_at.is_(None), of_use, Appeal.id.in_(visible))
        .options(contains_eager(Letter.appeal))
    )
    return waiting_of(session, chosen, (Letter.due_on, Letter.id), cursor=cursor, size=size)


def _must_hold(session: Session, letter: Letter) -> None:
    if letter.purpose is not Purpose.INVITED:
        return
    invitation = reception_queries.unended(session, letter.appeal)
    if invitation is not None and reception_queries.obstacle_met(session, invitation) is not None:
        raise Refused(
            "reception-off",
            say("Bu vaxt qəbul keçirilə bilməz: əvvəlcə müraciət edəni başqa vaxta dəvət edin."),
        )


def _faults(text: str, means: Delivery | None, note: str, address: str | None) -> dict[str, Sentence]:
    faults: dict[str, Sentence] = {}
    if not text:
        faults["text"] = say("Bildirişin mətni boş ola bilməz.")
    elif left := answer_templates.unfilled(text):
        faults["text"] = say(
            "Şablonda doldurulmamış yer qalıb: %(names)s. Onun əvəzinə mətni yazın.", names=", ".join(left)
        )
    if means is None:
        faults["means"] = say("Bildirişin necə çatdırıldığını seçin.")
    elif means is Delivery.EMAIL and address is None:
        faults["means"] = say(
            "Müraciət edənin düzgün e-poçt ünvanı yoxdur: başqa üsul seçin və ya ünvanı düzəldin."
        )
    elif means is Delivery.PHONE and not note:
        faults["note"] = say("Telefonla kimə və nə deyildiyini yazın.")
    return faults
