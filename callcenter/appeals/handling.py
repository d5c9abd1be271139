"""Acts of routing and unit work: route, accept, give to an executor, send back, set the kind right, extend."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from sqlalchemy.orm import Session

from callcenter.accounts.vocabulary import Permission, Role
from callcenter.appeals import (
    destinations,
    directing,
    division,
    events,
    executors,
    lifecycle,
    moved_due,
    queries,
    returning,
)
from callcenter.appeals.accused import may_not_examine, refusal
from callcenter.appeals.executors import Wanted
from callcenter.appeals.letter_drafting import draft_letter
from callcenter.appeals.models import Appeal
from callcenter.appeals.resolution_models import CoExecutor, Resolution
from callcenter.appeals.vocabulary import Action, Kind, Purpose
from callcenter.core import trail
from callcenter.core.clock import baku_date
from callcenter.core.errors import InvalidInput, NotAllowed, Refused
from callcenter.core.wording import say
from callcenter.directory.actors import Actor
from knowledge_base import queries as knowledge_base
from knowledge_base.models import Competence


def route(
    session: Session,
    number: str,
    version: int,
    *,
    unit: str,
    by: Actor,
    now: datetime,
    competence: Competence | None = None,
    reason: str = "",
    override: bool = False,
) -> Appeal:
    """Send the appeal to a unit of the home body, by the clause of a competence where one is named.

    Refused (conflict-of-interest) when the appeal complains of the unit; only the head of the call centre may
    override that, with a reason, and then the unit sees the appeal while it has it. Refused (not-home-unit) for
    another body's unit: that is forwarded out; (retired-unit) for a unit that is no longer there,
    (retired-competence) for a card that is not; (binding-decision) when it came back too often and somebody else
    than the head of the call centre routes it.
    """
    appeal = queries.appeal_to_change(session, by, number, version)
    directing.must_route(session, appeal, by, now)
    binding = returning.awaits_decision(appeal)
    if binding and not directing.in_place_of_the_head(session, appeal, by, now):
        returning.must_decide(by)
    if binding:
        returning.must_give_reason(reason)
    target = destinations.unit_in_use(session, unit)
    knowledge_base.check_in_use(competence)
    barred = may_not_examine(session, appeal, target)
    if barred:
        _check_override(session, appeal, override, reason, by)

    marked: dict[str, Any] = {"binding": True} if binding else {}
    appeal.override_unit_id = target.id if barred else None
    appeal.unit, appeal.executor, appeal.competence = target, None, competence
    appeal.internal_due_on = None
    appeal.clause = competence.clauses[0] if competence and competence.clauses else None
    appeal.statute_version = knowledge_base.version_of_clause(session, appeal.clause)
    events.record(
        session,
        appeal,
        Action.ROUTE,
        by=by,
        now=now,
        unit=target,
        reason=reason or None,
        clause=appeal.clause,
        override=barred,
        **marked,
    )
    if barred:
        trail.record(
            session, "conflict.overridden", now=now, user_id=by.user_id, about=appeal.number, unit=target.id
        )
    return appeal


def accept(session: Session, number: str, version: int, *, by: Actor, now: datetime) -> Appeal:
    """Take the appeal into work at the unit it was routed to."""
    appeal = queries.appeal_to_change(session, by, number, version)
    by.must_head(appeal.unit_id)

    events.record(session, appeal, Action.ACCEPT, by=by, now=now, unit=appeal.unit)
    return appeal


def assign(
    session: Session,
    number: str,
    version: int,
    *,
    executor: int | str,
    instruction: str,
    by: Actor,
    now: datetime,
    co_executors: Sequence[int | str] = (),
    internal_due_on: date | None = None,
) -> Appeal:
    """Give the appeal to an executor with an instruction (dərkənar), others to help and a day to be ready (002:5.4.2).

    executor is a person by id or full name, or a rule of choice: turn, least_loaded. Who is absent is not given it:
    their deputy is. The unit and those below it execute; people of the head's other units may help.
    """
    appeal = queries.appeal_to_change(session, by, number, version)
    by.must_head(appeal.unit_id)
    wanted = Wanted(executor, co_executors, internal_due_on)
    given = executors.give(session, appeal, wanted, by=by, day=baku_date(now))

    appeal.executor, appeal.internal_due_on = given.executor, internal_due_on
    absent: dict[str, Any] = {"instead_of": given.instead_of.full_name} if given.instead_of else {}
    events.record(
        session,
        appeal,
        Action.ASSIGN,
        by=by,
        now=now,
        unit=appeal.unit,
        executor=given.executor,
        reason=instruction or None,
        **absent,
    )
    session.add(
        Resolution(
            appeal=appeal,
            at=now,
            user_id=by.user_id,
            api_key_id=by.api_key_id,
            unit=appeal.unit,
            executor=given.executor,
            instead_of=given.instead_of,
            internal_due_on=internal_due_on,
            instruction=instruction or None,
            named=[CoExecutor(staff=one) for one in given.co_executors],
        )
    )
    session.flush()
    return appeal


def send_back(
    session: Session, number: str, version: int, *, reason: str, clause: str, by: Actor, now: datetime
) -> Appeal:
    """Send the appeal back to the call centre, saying why and by which clause it is not the unit's.

    The third return is the last: the head of the call centre is told, and decides for good. Refused
    (binding-routing) for what came by such a decision.
    """
    appeal = queries.appeal_to_change(session, by, number, version)
    by.must_head(appeal.unit_id)
    returning.must_not_be_bound(appeal)
    faults = {"reason": None if reason else say("Geri qaytarmanın səbəbini yazın.")}
    faults["clause"] = returning.fault_of_clause(session, clause, appeal.unit)
    found = {name: said for name, said in faults.items() if said is not None}
    if found:
        raise InvalidInput(found)

    unit, appeal.unit, appeal.executor, appeal.competence = appeal.unit, None, None, None
    appeal.clause = appeal.statute_version = appeal.internal_due_on = None
    events.record(session, appeal, Action.SEND_BACK, by=by, now=now, unit=unit, reason=reason, clause=clause)
    returning.ask_for_decision(session, appeal, now=now)
    directing.keep_from_the_accused(session, appeal, by=Actor(), now=now)
    return appeal


def reclassify(
    session: Session, number: str, version: int, *, kind: Kind, by: Actor, now: datetime
) -> Appeal:
    """Set the kind, or agree with the guessed one; the deadline follows from the day of registration.

    Who has the appeal in a unit is told of another due date.
    """
    appeal = queries.appeal_to_change(session, by, number, version)
    if appeal.kind_confirmed and appeal.kind is kind:
        raise Refused("same-kind", say("Müraciətin növü onsuz da belədir: «%(kind)s».", kind=kind))
    action = Action.CONFIRM_KIND if appeal.kind is kind else Action.RECLASSIFY
    before, due = appeal.kind, moved_due.due_of(appeal)

    appeal.kind, appeal.kind_confirmed, appeal.second_kind = kind, True, None
    events.record(session, appeal, action, by=by, now=now, kinds=[kind.value], before=before.value)
    moved_due.tell_who_has_it(session, appeal, due, by=by, now=now)
    return appeal


def extend(
    session: Session,
    number: str,
    version: int,
    *,
    ground: str,
    days: int | None,
    reason: str,
    by: Actor,
    now: datetime,
) -> Appeal:
    """Give the appeal more time: ground study (1308-IVQ, 10.1) or extended (10.2), with the reason.

    One that is divided among units is extended as a whole, with its parts, by the head of the call centre (0010).
    """
    appeal = queries.appeal_to_change(session, by, number, version)
    _must_extend(appeal, by)
    if ground not in {"study", "extended"}:
        raise InvalidInput({"ground": say("Əsası seçin: əlavə öyrənilmə və ya müddətin uzadılması.")})
    if not reason:
        raise InvalidInput({"reason": say("Müddətin uzadılmasının səbəbini yazın.")})
    if ground == "study" and days is not None:
        raise InvalidInput(
            {"days": say("Əlavə öyrənilmə üçün müddəti qanun özü müəyyən edir: gün sayını boş saxlayın.")}
        )

    events.record(
        session,
        appeal,
        Action.EXTEND,
        by=by,
        now=now,
        unit=appeal.unit,
        reason=reason,
        ground=ground,
        days=days,
    )
    if ground == "extended" and appeal.caller is not None and not appeal.caller.anonymous:
        draft_letter(
            session,
            appeal,
            Purpose.EXTENDED,
            now=now,
            reason=reason,
            due=f"{appeal.due_on:%d.%m.%Y}",
            basis="1308-IVQ, 10.2",
        )
    return appeal


def _must_extend(appeal: Appeal, by: Actor) -> None:
    if division.is_divided(appeal):
        if by.role not in (None, Role.CENTRE_HEAD):
            raise NotAllowed
        return
    by.must_head(appeal.unit_id)
    lifecycle.check_by_itself(
        appeal.state, Action.EXTEND, part_of=appeal.parent.number if appeal.parent else None
    )


def _check_override(session: Session, appeal: Appeal, override: bool, reason: str, by: Actor) -> None:
    if not override:
        raise refusal(session, appeal)
    if by.user is None or not by.may(Permission.OVERRIDE_CONFLICT):
        raise NotAllowed
    if not reason:
        raise InvalidInput({"reason": say("Qərarın səbəbini yazın.")})
