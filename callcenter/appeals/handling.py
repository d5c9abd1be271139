"""Acts of routing and unit work: route, accept, give to an executor, send back, set the kind right, extend."""

import re
from datetime import datetime

from sqlalchemy.orm import Session

from callcenter.accounts.vocabulary import Permission
from callcenter.appeals import events, queries, secrecy
from callcenter.appeals.models import Appeal
from callcenter.appeals.vocabulary import Action, Kind
from callcenter.core import trail
from callcenter.core.clock import baku_date
from callcenter.core.errors import InvalidInput, NotAllowed, Refused
from callcenter.core.wording import say
from callcenter.directory import queries as directory
from callcenter.directory.actors import Actor
from knowledge_base import queries as knowledge_base
from knowledge_base.models import Competence

# A clause as cards and statutes number it: the statute's code may be left out.
_CLAUSE = re.compile(r"([0-9A-Za-z-]{1,20}:)?\d{1,3}(\.\d{1,3})+(-\d{1,3})?(/\d{1,2})?")


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
    (retired-competence) for a card that is not.
    """
    appeal = queries.appeal_to_change(session, by, number, version)
    target = directory.unit_named(session, unit)
    if not target.body.home:
        raise Refused(
            "not-home-unit",
            say(
                "«%(unit)s» başqa qurumun bölməsidir: müraciəti aidiyyəti quruma göndərin.", unit=target.name
            ),
        )
    if target.retired_at is not None:
        raise Refused(
            "retired-unit",
            say(
                "«%(unit)s» istifadədən çıxarılıb və yeni müraciət qəbul etmir: başqa bölmə seçin.",
                unit=target.name,
            ),
        )
    knowledge_base.check_in_use(competence)
    secrecy.must_direct(appeal, by)
    barred = secrecy.may_not_examine(session, appeal, target)
    if barred:
        _check_override(override, reason, by)

    appeal.override_unit_id = target.id if barred else None
    appeal.unit, appeal.executor, appeal.competence = target, None, competence
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
) -> Appeal:
    """Give the appeal to an executor of the unit with an instruction (dərkənar)."""
    appeal = queries.appeal_to_change(session, by, number, version)
    by.must_head(appeal.unit_id)
    chosen = directory.staff_member(session, executor)
    if chosen.unit_id != appeal.unit_id:
        raise InvalidInput({"executor": say("İcraçı həmin bölmənin əməkdaşı olmalıdır.")})
    if chosen.id == appeal.about_staff_id:
        raise secrecy.conflict()

    appeal.executor = chosen
    events.record(
        session,
        appeal,
        Action.ASSIGN,
        by=by,
        now=now,
        unit=appeal.unit,
        executor=chosen,
        reason=instruction or None,
    )
    return appeal


def send_back(
    session: Session, number: str, version: int, *, reason: str, clause: str, by: Actor, now: datetime
) -> Appeal:
    """Send the appeal back to the call centre, saying why and by which clause it is not the unit's."""
    appeal = queries.appeal_to_change(session, by, number, version)
    by.must_head(appeal.unit_id)
    missing = {}
    if not reason:
        missing["reason"] = say("Geri qaytarmanın səbəbini yazın.")
    if not clause:
        missing["clause"] = say("Müraciətin sizə aid olmadığını göstərən bəndi yazın.")
    elif not _CLAUSE.fullmatch(clause):
        missing["clause"] = say("Bəndi nömrəsi ilə yazın, məsələn: 003:6.2.8.")
    if missing:
        raise InvalidInput(missing)

    unit, appeal.unit, appeal.executor, appeal.competence = appeal.unit, None, None, None
    appeal.clause = appeal.statute_version = None
    events.record(session, appeal, Action.SEND_BACK, by=by, now=now, unit=unit, reason=reason, clause=clause)
    return appeal


def reclassify(
    session: Session, number: str, version: int, *, kind: Kind, by: Actor, now: datetime
) -> Appeal:
    """Set the kind, or agree with the guessed one; the deadline follows from the day of registration."""
    appeal = queries.appeal_to_change(session, by, number, version)
    if appeal.kind_confirmed and appeal.kind is kind:
        raise Refused("same-kind", say("Müraciətin növü onsuz da belədir: «%(kind)s».", kind=kind))
    action = Action.CONFIRM_KIND if appeal.kind is kind else Action.RECLASSIFY
    before = appeal.kind

    appeal.kind, appeal.kind_confirmed, appeal.second_kind = kind, True, None
    events.record(session, appeal, action, by=by, now=now, kinds=[kind.value], before=before.value)
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
    """Give the appeal more time: ground study (1308-IVQ, 10.1) or extended (10.2), with the reason."""
    appeal = queries.appeal_to_change(session, by, number, version)
    by.must_head(appeal.unit_id)
    if ground not in {"study", "extended"}:
        raise InvalidInput({"ground": say("Əsası seçin: əlavə öyrənilmə və ya müddətin uzadılması.")})
    if not reason:
        raise InvalidInput({"reason": say("Müddətin uzadılmasının səbəbini yazın.")})
    if baku_date(now) > appeal.due_on:
        raise Refused("extension-too-late", say("İcra müddəti bitib, onu artıq uzatmaq olmaz."))

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
    return appeal


def _check_override(override: bool, reason: str, by: Actor) -> None:
    if not override:
        raise secrecy.conflict()
    if by.user is None or not by.may(Permission.OVERRIDE_CONFLICT):
        raise NotAllowed
    if not reason:
        raise InvalidInput({"reason": say("Qərarın səbəbini yazın.")})
