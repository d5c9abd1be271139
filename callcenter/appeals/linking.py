"""Acts: link an appeal to the earlier one that it follows, and take the link away."""

from datetime import datetime

from sqlalchemy.orm import Session

from callcenter.appeals import events, queries
from callcenter.appeals.models import Appeal
from callcenter.appeals.vocabulary import Action
from callcenter.core.errors import InvalidInput, NotFound, Refused
from callcenter.core.wording import say
from callcenter.directory.actors import Actor


def link(
    session: Session, number: str, version: int, *, to: str, by: Actor, now: datetime, reason: str = ""
) -> Appeal:
    """Say that the appeal follows an earlier one: a repeat that a person agreed with or found.

    Refused (not-earlier) for itself and for a later appeal, (already-linked) when a person has said so already.
    """
    appeal = queries.appeal_to_change(session, by, number, version)
    earlier = _named(session, by, to)
    if earlier.parent is not None:
        raise InvalidInput({"to": say("Bu nömrə müraciətin hissəsidir: bütöv müraciətin nömrəsini yazın.")})
    if earlier.id >= appeal.id:
        raise Refused("not-earlier", say("Müraciət yalnız özündən əvvəlki müraciətlə əlaqələndirilir."))
    if appeal.repeat_of_id == earlier.id and linked_by_a_person(appeal):
        raise Refused(
            "already-linked", say("Müraciət %(number)s ilə artıq əlaqələndirilib.", number=earlier.number)
        )

    appeal.repeat_of = earlier
    events.record(session, appeal, Action.LINK, by=by, now=now, reason=reason or None, to=earlier.number)
    return appeal


def unlink(
    session: Session, number: str, version: int, *, by: Actor, now: datetime, reason: str = ""
) -> Appeal:
    """Say that the appeal follows no earlier one, whether a person or the product had linked it."""
    appeal = queries.appeal_to_change(session, by, number, version)
    if appeal.repeat_of is None:
        raise Refused("not-linked", say("Bu müraciət heç bir əvvəlki müraciətlə əlaqələndirilməyib."))
    before = appeal.repeat_of.number

    appeal.repeat_of = None
    events.record(session, appeal, Action.UNLINK, by=by, now=now, reason=reason or None, to=before)
    return appeal


def linked_by_a_person(appeal: Appeal) -> bool:
    """Say whether the last word about the link was a person's."""
    said = [event.action for event in appeal.events if event.action in (Action.LINK, Action.UNLINK)]
    return bool(said) and said[-1] is Action.LINK


def _named(session: Session, by: Actor, number: str) -> Appeal:
    if not number:
        raise InvalidInput({"to": say("Əvvəlki müraciətin nömrəsini yazın.")})
    try:
        return queries.appeal_numbered(session, by, number)
    except NotFound as refusal:
        raise InvalidInput({"to": refusal.sentence}) from None
