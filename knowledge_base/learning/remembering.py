"""Acts: what a routed appeal teaches is remembered, confirmed, struck and, if need be, restored."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from callcenter.accounts.models import User
from callcenter.core.errors import InvalidInput, NotAllowed, NotFound, Refused
from callcenter.core.wording import say
from knowledge_base import queries
from knowledge_base.language.masking import mask
from knowledge_base.models import Example
from knowledge_base.vocabulary import ExampleStanding


@dataclass(frozen=True)
class Learnt:
    """Whose competence an appeal was, by a person's decision. Ids; suggested is the unit named first."""

    number: str
    text: str
    unit_id: int
    competence_id: int | None
    suggested_unit_id: int | None


def remember(session: Session, learnt: Learnt, *, by_id: int | None, now: datetime) -> Example:
    """Keep the appeal as an example that one person stands behind; an appeal teaches one thing at a time."""
    example = _of_appeal(session, learnt.number) or Example(appeal_number=learnt.number)

    example.text = mask(learnt.text)
    example.unit_id, example.competence_id = learnt.unit_id, learnt.competence_id
    example.suggested_unit_id = learnt.suggested_unit_id
    example.standing, example.confirmed_by_id = ExampleStanding.PROVISIONAL, None
    example.by_id, example.added_at = by_id, now
    example.struck_at = example.struck_by_id = example.strike_reason = None
    example.restored_at = example.restored_by_id = None
    _changed(session, example)
    session.add(example)
    session.flush()
    return example


def confirm(session: Session, learnt: Learnt, *, by_id: int | None, now: datetime) -> Example | None:
    """Note that a second person agreed. Where nobody was remembered as the first, this person is.

    Nothing comes of it when the same person agrees with themselves, or when the example was struck by hand.
    """
    example = _of_appeal(session, learnt.number)
    if example is None:
        return remember(session, learnt, by_id=by_id, now=now)
    if not example.live or example.by_id == by_id or example.unit_id != learnt.unit_id:
        return None

    example.standing, example.confirmed_by_id = ExampleStanding.CONFIRMED, by_id
    _changed(session, example)
    return example


def forget(
    session: Session, number: str, *, reason: str | None, by_id: int | None, now: datetime
) -> Example | None:
    """Strike what the appeal taught, because its unit sent it back or it may not teach any more."""
    example = _of_appeal(session, number)
    if example is None or not example.live:
        return None

    _strike(session, example, mask(reason) if reason else None, by_id, now)
    return example


def erase(session: Session, number: str, *, now: datetime) -> Example | None:
    """Take the words of the appeal out of what was learnt: nobody may read them any more, or its file's term is over."""
    example = _of_appeal(session, number)
    if example is None or not example.text:
        return None

    example.text = ""
    if example.live:
        _strike(session, example, None, None, now)
    session.flush()
    return example


def strike(
    session: Session,
    example_id: int,
    *,
    reason: str,
    by: User,
    units: Collection[int] | None,
    now: datetime,
) -> Example:
    """Strike an example by hand, with the reason; units are those whose examples the person may strike, none for all."""
    example = _reachable(session, example_id, units)
    if not example.live:
        raise Refused("already-struck", say("Bu nümunə artıq öyrənmədən çıxarılıb."))
    if not reason:
        raise InvalidInput({"reason": say("Nümunəni niyə çıxardığınızı yazın.")})

    _strike(session, example, mask(reason), by.id, now)
    return example


def restore(
    session: Session, example_id: int, *, by: User, units: Collection[int] | None, now: datetime
) -> Example:
    """Take a strike back: the example teaches again as it did."""
    example = _reachable(session, example_id, units)
    if example.live:
        raise Refused("not-struck", say("Bu nümunə öyrənmədən çıxarılmayıb."))

    example.struck_at, example.restored_at, example.restored_by_id = None, now, by.id
    _changed(session, example)
    return example


def _of_appeal(session: Session, number: str) -> Example | None:
    return session.scalar(select(Example).where(Example.appeal_number == number).with_for_update())


def _reachable(session: Session, example_id: int, units: Collection[int] | None) -> Example:
    example = session.scalar(select(Example).where(Example.id == example_id).with_for_update())
    if example is None or not example.text:
        raise NotFound("unknown-example", say("Belə nümunə yoxdur."))
    if units is not None and example.unit_id not in units:
        raise NotAllowed
    return example


def _strike(session: Session, example: Example, reason: str | None, by_id: int | None, now: datetime) -> None:
    example.struck_at, example.struck_by_id, example.strike_reason = now, by_id, reason
    example.restored_at = example.restored_by_id = None
    _changed(session, example)


def _changed(session: Session, example: Example) -> None:
    example.change = queries.note_lesson(session)
    session.flush()
