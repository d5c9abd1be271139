"""What a return cites and whose it is by that, and who decides when an appeal has come back too often."""

import re
from collections.abc import Iterable
from datetime import datetime

from sqlalchemy import func, or_, select
from sqlalchemy.orm import Session

from callcenter.accounts.vocabulary import Permission
from callcenter.appeals import notices, returns
from callcenter.appeals.models import Appeal, AppealEvent
from callcenter.appeals.returns import Step
from callcenter.appeals.vocabulary import Action
from callcenter.core.errors import InvalidInput, Refused
from callcenter.core.wording import Sentence, say
from callcenter.directory.actors import Actor
from callcenter.directory.models import Body, Unit
from knowledge_base import queries as knowledge_base
from knowledge_base.models import Clause, Competence, CompetenceClause, StatuteVersion

# A clause as cards and statutes number it: the statute's code may be left out.
_CLAUSE = re.compile(r"([0-9A-Za-z-]{1,20}:)?\d{1,3}(\.\d{1,3})+(-\d{1,3})?(/\d{1,2})?")


def fault_of_clause(session: Session, clause: str, unit: Unit | None) -> Sentence | None:
    """Return what is wrong with the clause that a unit cites: none, no number, a number that nobody knows, or its own.

    A statute in force has its clauses; of one that is not imported those are known on which cards rest. A number
    without a code may be any statute's.
    """
    if not clause:
        return say("Müraciətin sizə aid olmadığını göstərən bəndi yazın.")
    if not _CLAUSE.fullmatch(clause):
        return say("Bəndi nömrəsi ilə yazın, məsələn: 003:6.2.8.")
    code, _, number = clause.rpartition(":")
    owners = _owners(session, clause)
    if unit is not None and owners == {unit.id}:
        return say(
            "%(clause)s bəndi elə sizin bölmənin səlahiyyətidir: işin kimə aid olduğunu göstərən bəndi yazın.",
            clause=clause,
        )
    imported = knowledge_base.imported_codes(session)
    if _in_force(session, clause) or (owners and (not code or code not in imported)):
        return None
    if code and code not in imported:
        return say(
            "%(statute)s əsasnaməsi sistemə daxil edilməyib və heç bir kart onun %(number)s bəndinə əsaslanmır: "
            "nömrəni yoxlayın.",
            statute=code,
            number=number,
        )
    if code:
        return say(
            "%(statute)s əsasnaməsində qüvvədə olan %(number)s bəndi yoxdur: nömrəni yoxlayın.",
            statute=code,
            number=number,
        )
    return say("Qüvvədə olan əsasnamələrdə %(number)s bəndi yoxdur: nömrəni yoxlayın.", number=number)


def _owners(session: Session, clause: str) -> set[int]:
    """Return the units of which a card in use rests on the clause, our own body's where there are any.

    The first of two with one number stands for either.
    """
    named = CompetenceClause.clause_key
    same = clause if ":" in clause else f"%:{clause}"
    found = (
        select(Competence.unit_id, Body.home)
        .join(Competence.bases)
        .join(Competence.unit)
        .join(Unit.body)
        .where(Competence.retired_at.is_(None), or_(named.like(same), named.like(f"{same}/%")))
    )
    units = session.execute(found).all()
    return {unit for unit, home in units if home} or {unit for unit, _ in units}


def competence_by(session: Session, clause: str) -> Competence | None:
    """Return the card in use whose competence a cited clause is; the one of which it is the main clause first.

    A number without a code is looked for among our own body's cards first, and tells nothing where statutes of
    several codes have it.
    """
    named = CompetenceClause.clause_key
    found = session.execute(
        select(Competence, named)
        .join(Competence.bases)
        .where(
            Competence.retired_at.is_(None),
            named == clause if ":" in clause else named.endswith(f":{clause}"),
        )
        .order_by(CompetenceClause.position, Competence.id)
    ).all()
    ours = [(card, key) for card, key in found if card.unit.body.home] or found
    return ours[0][0] if len({key.partition(":")[0] for _, key in ours}) == 1 else None


def last_return(appeal: Appeal) -> AppealEvent | None:
    """Return how the appeal came back the last time."""
    sent = [event for event in appeal.events if event.action is Action.SEND_BACK]
    return sent[-1] if sent else None


def steps_of(events: Iterable[AppealEvent]) -> list[Step]:
    """Return an appeal's events as the rule of returns takes them."""
    return [Step(event.action, binding=bool(event.details.get("binding"))) for event in events]


def awaits_decision(appeal: Appeal) -> bool:
    """Say whether the appeal is routed by nobody but who decides for good whose it is."""
    return returns.awaits_decision(appeal.state, steps_of(appeal.events))


def must_decide(by: Actor) -> None:
    """Refuse (binding-decision) a routing that is a binding decision to everybody but the head of the call centre."""
    if by.user is None or not by.may(Permission.DECIDE_ROUTING):
        raise Refused(
            "binding-decision",
            say("Müraciətə hansı bölmənin baxacağına yalnız çağrı mərkəzinin rəhbəri qərar verir."),
        )


def must_give_reason(reason: str) -> None:
    """Refuse a binding decision without the reason."""
    if not reason:
        raise InvalidInput({"reason": say("Qərarın səbəbini yazın.")})


def must_not_be_bound(appeal: Appeal) -> None:
    """Refuse (binding-routing) to send back what a binding decision gave to the unit."""
    if returns.is_bound(steps_of(appeal.events)):
        raise Refused(
            "binding-routing",
            say("Müraciət bölmənizə çağrı mərkəzi rəhbərinin qərarı ilə verilib: onu geri qaytarmaq olmaz."),
        )


def ask_for_decision(session: Session, appeal: Appeal, *, now: datetime) -> None:
    """Tell the head of the call centre about an appeal that came back too often."""
    if not awaits_decision(appeal):
        return
    said = say(
        "%(number)s %(times)d dəfə geri qaytarılıb: hansı bölmənin baxacağına qərar verin.",
        number=appeal.number,
        times=returns.times_returned(steps_of(appeal.events)),
    )
    notices.tell(
        session,
        notices.centre_heads(session, now),
        said,
        key=f"decide:{appeal.number}:{appeal.version}",
        now=now,
        appeal=appeal,
        urgent=True,
    )


def _in_force(session: Session, clause: str) -> bool:
    """Say whether a statute in force has the clause; the first of two with one number stands for either."""
    wanted = Clause.key == clause if ":" in clause else Clause.key.endswith(f":{clause}")
    counted = (
        select(func.count())
        .select_from(Clause)
        .join(Clause.version)
        .where(StatuteVersion.in_force, wanted, knowledge_base.in_being())
    )
    return bool(session.scalar(counted))
