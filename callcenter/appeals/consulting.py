"""Acts of asking: units for advice, the advice itself, the question taken back (statute 002: 4.0.2, 4.0.7).

The appeal stays where it is and its own clock keeps running: a unit that is asked never gets the appeal.
"""

from collections.abc import Iterable, Sequence
from datetime import date, datetime

from sqlalchemy.orm import Session

from callcenter.accounts.vocabulary import Role
from callcenter.appeals import advice_clock, consulting_queries, events, notices, queries, secrecy
from callcenter.appeals.accused import may_not_examine
from callcenter.appeals.consulting_models import Consultation
from callcenter.appeals.models import Appeal
from callcenter.appeals.reach import own_units
from callcenter.appeals.vocabulary import Action, State
from callcenter.core.clock import baku_date
from callcenter.core.errors import InvalidInput, NotAllowed, Refused
from callcenter.core.wording import Sentence, say
from callcenter.directory import queries as directory
from callcenter.directory.actors import Actor
from callcenter.directory.models import Unit
from callcenter.law import queries as law


def consult(
    session: Session,
    number: str,
    version: int,
    *,
    units: Sequence[str],
    question: str,
    by: Actor,
    now: datetime,
) -> Appeal:
    """Ask one or several units of the home body a question about the appeal, without moving it.

    Refused (conflict-of-interest) for a unit of which it complains, (own-unit) for the one that has it,
    (already-asked) for one that still owes its advice, (not-home-unit, retired-unit) as in routing.
    """
    appeal = queries.appeal_to_change(session, by, number, version)
    _must_ask(appeal, by)
    secrecy.must_direct(appeal, by)
    _check_typed(units, question)
    asked = list({unit.id: unit for unit in (directory.unit_named(session, one) for one in units)}.values())
    # What was left open when the appeal was stopped in between is nobody's duty any more.
    left = consulting_queries.open_about(session, appeal)
    waiting = left if appeal.state is State.CONSULTING else ()
    for unit in asked:
        _check_unit(session, appeal, unit, waiting)
    due_on = advice_due(session, appeal, now)

    events.record(
        session,
        appeal,
        Action.CONSULT,
        by=by,
        now=now,
        reason=question,
        asked=[unit.name for unit in asked],
        advice_due=due_on.isoformat(),
    )
    if not waiting:
        _take_back(session, left, now)
    made = [
        Consultation(
            appeal=appeal,
            unit=unit,
            question=question,
            asked_by_id=by.user_id,
            asked_at=now,
            due_on=due_on,
        )
        for unit in asked
    ]
    session.add_all(made)
    session.flush()
    for one in made:
        said = say(
            "%(number)s: bölmənizdən rəy soruşulur, müddəti %(due)s.",
            number=appeal.number,
            due=f"{due_on:%d.%m.%Y}",
        )
        _tell(
            session,
            directory.head_users(session, one.unit_id, baku_date(now)),
            said,
            f"consult:{one.id}",
            appeal,
            now,
        )
    return appeal


def advise(
    session: Session, number: str, version: int, *, text: str, by: Actor, now: datetime, unit: str = ""
) -> Appeal:
    """Answer for the unit that was asked; after the last advice the appeal is back where it was.

    unit says for which one, where several of the actor's own were asked. Refused (not-asked) for any other.
    """
    appeal = queries.appeal_to_change(session, by, number, version)
    waiting = consulting_queries.open_about(session, appeal)
    mine = _asked_of(waiting, by, unit)
    if not text:
        raise InvalidInput({"text": say("Rəyinizi yazın.")})
    if may_not_examine(session, appeal, mine.unit):
        raise _conflict(mine.unit)

    last = len(waiting) == 1
    events.record(
        session,
        appeal,
        Action.CONSULTED if last else Action.ADVISE,
        by=by,
        now=now,
        unit=mine.unit,
        reason=text,
    )
    mine.advice, mine.advised_by_id, mine.advised_at = text, by.user_id, now
    session.flush()
    said = say("%(number)s: %(unit)s rəy verdi.", number=appeal.number, unit=mine.unit.name)
    _tell(session, [mine.asked_by_id], said, f"advice:{mine.id}", appeal, now)
    return appeal


def call_off(
    session: Session, number: str, version: int, *, by: Actor, now: datetime, reason: str = ""
) -> Appeal:
    """Take back what no unit has answered yet; the appeal is back where it was. Refused (not-asked) where none waits."""
    appeal = queries.appeal_to_change(session, by, number, version)
    _must_ask(appeal, by)
    if appeal.state is State.INVITED:
        raise Refused("not-asked", say("Bu müraciət üzrə bölmələrdən rəy gözlənilmir."))
    left = consulting_queries.open_about(session, appeal)

    events.record(session, appeal, Action.CALL_OFF, by=by, now=now, reason=reason or None)
    for one in left:
        # Told first: once it is taken back the appeal is no longer the unit's to see.
        said = say("%(number)s: rəy sorğusu geri götürüldü, cavab lazım deyil.", number=appeal.number)
        _tell(
            session,
            directory.head_users(session, one.unit_id, baku_date(now)),
            said,
            f"no-advice:{one.id}",
            appeal,
            now,
        )
    _take_back(session, left, now)
    return appeal


def advice_due(session: Session, appeal: Appeal, now: datetime) -> date:
    """Return the day by which a unit that is asked now has to answer."""
    return advice_clock.advice_due(
        baku_date(now), law.calendar(session), law.parameters(session), answer_due=appeal.due_on
    )


def may_ask(appeal: Appeal, by: Actor) -> bool:
    """Say whether the actor may ask: the call centre, or the executor or head of the unit that has the appeal."""
    if by.user is None or by.role in (Role.OPERATOR, Role.CENTRE_HEAD) or by.heads(appeal.unit_id):
        return True
    return by.staff is not None and appeal.executor_id == by.staff.id


def _must_ask(appeal: Appeal, by: Actor) -> None:
    if not may_ask(appeal, by):
        raise NotAllowed


def _check_typed(units: Sequence[str], question: str) -> None:
    missing = {}
    if not units:
        missing["units"] = say("Rəyini soruşduğunuz bölməni seçin.")
    if not question:
        missing["question"] = say("Bölmədən nəyi öyrənmək istədiyinizi yazın.")
    if missing:
        raise InvalidInput(missing)


def _check_unit(session: Session, appeal: Appeal, unit: Unit, waiting: Iterable[Consultation]) -> None:
    if not unit.body.home:
        raise Refused(
            "not-home-unit",
            say("«%(unit)s» başqa qurumun bölməsidir: ondan rəy soruşmaq olmaz.", unit=unit.name),
        )
    if unit.retired_at is not None:
        raise Refused(
            "retired-unit",
            say("«%(unit)s» istifadədən çıxarılıb: başqa bölmədən soruşun.", unit=unit.name),
        )
    if unit.id == appeal.unit_id:
        raise Refused(
            "own-unit",
            say("Müraciət onsuz da bu bölmədədir («%(unit)s»): başqa bölmədən soruşun.", unit=unit.name),
        )
    if any(one.unit_id == unit.id for one in waiting):
        raise Refused(
            "already-asked",
            say(
                "«%(unit)s» bu müraciət üzrə hələ rəy verməyib: rəyini gözləyin və ya sorğunu geri götürün.",
                unit=unit.name,
            ),
        )
    if may_not_examine(session, appeal, unit):
        raise _conflict(unit)


def _conflict(unit: Unit) -> Refused:
    return Refused(
        "conflict-of-interest",
        say("Şikayət edilən tərəf bu şikayət üzrə rəy verə bilməz: «%(unit)s».", unit=unit.name),
    )


def _asked_of(waiting: Sequence[Consultation], by: Actor, unit: str) -> Consultation:
    """Return the question that the actor answers: of the unit named, of their own, or the only one."""
    mine = [one for one in waiting if by.user is None or one.unit_id in own_units(by)]
    if unit:
        mine = [one for one in mine if unit in (one.unit.code, one.unit.name)]
    if not mine:
        raise Refused("not-asked", say("Bu müraciət üzrə bölmənizdən rəy gözlənilmir."))
    nearest = [one for one in mine if by.staff is not None and one.unit_id == by.staff.unit_id]
    if len(mine) > 1 and not nearest:
        raise InvalidInput({"unit": say("Hansı bölmənin rəyi olduğunu seçin.")})
    return (nearest or mine)[0]


def _take_back(session: Session, left: Iterable[Consultation], now: datetime) -> None:
    for one in left:
        one.called_off_at = now
    session.flush()


def _tell(
    session: Session, users: Iterable[int | None], said: Sentence, key: str, appeal: Appeal, now: datetime
) -> None:
    notices.tell(session, users, said, key=key, now=now, appeal=appeal)
