"""What the page of an appeal shows of its answers, and of what became of them."""

from collections.abc import Mapping

from sqlalchemy import select

from callcenter.accounts.vocabulary import Permission, Role
from callcenter.appeals import answer_rules, deliveries, queries, satisfaction, sending_letters, wordings
from callcenter.appeals.act_reading import Reading
from callcenter.appeals.delivery_models import DeliveryNote
from callcenter.core.clock import baku_date
from knowledge_base import citing


def of_appeal(reading: Reading) -> Mapping[str, object] | None:
    """Return the saved draft, the wordings with their differences, what the newest cites, and how each was told."""
    session, appeal = reading.session, reading.appeal
    saved = wordings.saved(session, appeal)
    if saved is None and not appeal.answers:
        return None
    newest = answer_rules.whole(saved.text, saved.reasons) if saved else appeal.answers[-1].told
    notes = session.scalars(
        select(DeliveryNote).where(DeliveryNote.answer_id.in_([one.id for one in appeal.answers]))
    )
    return {
        "saved": saved,
        "wordings": wordings.told(appeal),
        "cited": citing.cited(session, newest, today=baku_date(reading.now), near=appeal.clause),
        "notes": {one.answer_id: one for one in notes},
        "in_full": queries.sees_in_full(reading.actor, appeal),
    }


def letters_of(reading: Reading) -> Mapping[str, object] | None:
    """Return the notices of the appeal, and whether the reader may send them and by which address."""
    found = sending_letters.letters_of(reading.session, reading.appeal)
    if not found:
        return None
    in_full = queries.sees_in_full(reading.actor, reading.appeal)
    return {
        "letters": found,
        "may_send": reading.actor.may(Permission.SEND_LETTER),
        "address": deliveries.reached_by(reading.appeal) if in_full else None,
        "in_full": in_full,
    }


def satisfaction_of(reading: Reading) -> Mapping[str, object] | None:
    """Return the applicant's rating; their own words are for the head of the call centre alone."""
    asked = satisfaction.of_appeal(reading.session, reading.appeal)
    if asked is None or asked.rating is None:
        return None
    return {"asked": asked, "comment": asked.comment if reading.actor.role is Role.CENTRE_HEAD else None}
