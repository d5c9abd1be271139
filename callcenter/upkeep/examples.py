"""Act: a realistic past of eight weeks, logged and handled through the acts under a moved clock."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property, lru_cache
from itertools import chain, islice
from random import Random
from typing import Any

from sqlalchemy import update
from sqlalchemy.orm import Session

from callcenter.accounts.vocabulary import Role
from callcenter.appeals import answering, forwarding, handling, intake
from callcenter.appeals.intake import AppealDraft
from callcenter.appeals.letter_models import Letter
from callcenter.appeals.models import Appeal
from callcenter.appeals.vocabulary import Action, Delivery, Level, State
from callcenter.calls.hours import Hours
from callcenter.core.db import Database
from callcenter.core.outbox import OutboxMessage
from callcenter.core.sealing import Sealer
from callcenter.directory import queries as directory
from callcenter.directory.actors import Actor
from callcenter.law import queries as law
from callcenter.upkeep import example_texts
from callcenter.upkeep.example_calls import Call, incoming
from callcenter.upkeep.example_course import Step, course, cut_short, open_states
from callcenter.upkeep.example_ringing import Telephone
from callcenter.upkeep.example_staff import PASSWORD, Staff, appoint_staff
from callcenter.upkeep.example_texts import Reasons, Said
from knowledge_base import queries as knowledge_base
from knowledge_base.models import Competence
from knowledge_base.suggesting import Knowledge, Suggestions, read_knowledge

__all__ = ["PASSWORD", "load"]

BATCH = 25
REMEMBERED = 4096
ACTS: Mapping[Action, Callable[..., Appeal]] = {
    Action.RECLASSIFY: handling.reclassify,
    Action.ANSWER_ON_LINE: answering.answer_on_line,
    Action.ROUTE: handling.route,
    Action.ACCEPT: handling.accept,
    Action.ASSIGN: handling.assign,
    Action.SEND_BACK: handling.send_back,
    Action.EXTEND: handling.extend,
    Action.DRAFT: answering.draft,
    Action.REVISE: answering.revise,
    Action.APPROVE: answering.approve,
    Action.DELIVER: answering.deliver,
    Action.FORWARD: forwarding.forward,
    Action.CLOSE: answering.close,
}
HEADS_DO = frozenset(
    {Action.ACCEPT, Action.ASSIGN, Action.SEND_BACK, Action.EXTEND, Action.REVISE, Action.APPROVE}
)


def load(
    database: Database,
    *,
    sealer: Sealer,
    appeals: int,
    seed: int,
    now: datetime,
    advance: Callable[[int], object] = lambda _: None,
) -> list[tuple[str, Role]]:
    """Write the example past before now and return the sign-in names of the example accounts with their roles.

    The same seed and now give the same past. One transaction holds a small batch of appeals; advance is told
    how many were written. Refused where the home body is not the one that the examples are about.
    """
    with database.transaction() as session:
        staff = appoint_staff(session, example_texts.read_staff(), now=now)
    with database.reading() as session:
        place = _look_around(session, staff, sealer)
    chance = Random(seed)  # noqa: S311  # nosec B311  # a past that can be made again, no secret
    said, surge, people = example_texts.read_said(), example_texts.read_surge(), example_texts.read_people()
    calls = incoming(
        said,
        surge,
        people,
        place.home,
        appeals=appeals,
        now=now,
        calendar=place.hours.calendar,
        chance=chance,
    )
    wanted = list(open_states())
    telephone = Telephone(place.hours, place.staff.operators, Random(seed), now)  # noqa: S311  # nosec B311  # as above
    while batch := list(islice(calls, BATCH)):
        with database.transaction() as session:
            logged = [_live(session, call, place, wanted, now, chance) for call in batch]
            telephone.tell_of(session, logged)
        advance(len(batch))
    with database.transaction() as session:
        telephone.leave_a_queue(session)
    return list(place.staff.accounts)


@dataclass(frozen=True)
class _Remembering(Knowledge):
    """The knowledge base with a memory: in a past of examples the same texts come again."""

    def suggest(self, text: str, *, limit: int = 5) -> Suggestions:
        return self._suggested(text, limit=limit)

    @cached_property
    def _suggested(self) -> Callable[..., Suggestions]:
        return lru_cache(REMEMBERED)(super().suggest)


@dataclass(frozen=True)
class _Place:
    """All that the whole past has in common, read once."""

    sealer: Sealer
    knowledge: Knowledge
    hours: Hours
    reasons: Reasons
    staff: Staff
    home: frozenset[str]
    apparatus: str
    bodies: Mapping[str, str]
    competences: Mapping[str, Sequence[tuple[int, str]]]


def _look_around(session: Session, staff: Staff, sealer: Sealer) -> _Place:
    units = directory.units(session)
    known = read_knowledge(session)
    return _Place(
        sealer=sealer,
        knowledge=_Remembering(known.version, known.index, known.facts),
        hours=Hours(law.calendar(session), law.parameters(session)),
        reasons=example_texts.read_reasons(),
        staff=staff,
        home=frozenset(unit.name for unit in units if unit.body.home),
        apparatus=directory.head_of_apparatus(session).name,
        bodies={unit.name: unit.body.code for unit in units},
        competences=_by_clause(knowledge_base.competences(session)),
    )


def _by_clause(cards: Iterable[Competence]) -> Mapping[str, Sequence[tuple[int, str]]]:
    """Return (id, unit) of the cards that rest on each clause, those first of which it is the main one."""
    found: dict[str, list[tuple[int, int, str]]] = {}
    for card in cards:
        for place, clause in enumerate(card.clauses):
            found.setdefault(clause, []).append((place, card.id, card.unit.name))
    return {clause: [(card, unit) for _, card, unit in sorted(resting)] for clause, resting in found.items()}


def _live(
    session: Session, call: Call, place: _Place, wanted: list[State], now: datetime, chance: Random
) -> Appeal:
    """Log the appeal, let happen to it what has happened by now, and return it."""
    steps = course(call, place.home, place.apparatus, place.reasons, place.hours.calendar, chance)
    happened = [step for step in steps if step.at <= now]
    operator = chance.choice(place.staff.operators)
    executors = {unit: chance.choice(people) for unit, people in place.staff.executors.items()}
    draft = AppealDraft(
        text=call.text,
        channel=call.channel,
        kind=call.said.kind if call.kind_said else None,
        caller=call.caller,
        about_unit=call.said.about_unit,
        language=call.said.language,
        level=Level.CONFIDENTIAL if call.confidential else Level.ORDINARY,
    )
    appeal, _ = intake.log_appeal(
        session,
        draft,
        knowledge=place.knowledge,
        by=place.staff.site if call.by_itself else operator,
        now=call.at,
        sealer=place.sealer,
        keys=(),
        fingerprint=draft.hash,
    )
    for step in cut_short(happened, wanted, age=now - call.at, chance=chance):
        by = _actor(step, place.staff, operator, executors)
        given = {**step.given, **_found(session, step, appeal, call.said, place, executors)}
        ACTS[step.action](session, appeal.number, appeal.version, by=by, now=step.at, **given)
    _left_the_house(session, appeal, operator)
    return appeal


def _left_the_house(session: Session, appeal: Appeal, operator: Actor) -> None:
    """Note that what a past posted was sent then, and that notices of answered appeals were told by telephone.

    Nothing to an invented person waits to be sent now.
    """
    session.execute(
        update(OutboxMessage)
        .where(OutboxMessage.about == appeal.number, OutboxMessage.sent_at.is_(None))
        .values(sent_at=OutboxMessage.posted_at, next_try_at=None)
    )
    if appeal.answered_at is not None:
        session.execute(
            update(Letter)
            .where(Letter.appeal_id == appeal.id, Letter.sent_at.is_(None))
            .values(sent_at=Letter.drafted_at, means=Delivery.PHONE, sent_by_id=operator.user_id)
        )


def _actor(step: Step, staff: Staff, operator: Actor, executors: Mapping[str, Actor]) -> Actor:
    if step.action in HEADS_DO:
        return staff.heads[step.unit]
    return executors[step.unit] if step.action is Action.DRAFT else operator


def _found(
    session: Session,
    step: Step,
    appeal: Appeal,
    said: Said,
    place: _Place,
    executors: Mapping[str, Actor],
) -> Mapping[str, Any]:
    """Return what an act is given besides the planned words: rows of this database."""
    if step.action is Action.ASSIGN and (executor := executors[step.unit].staff):
        return {"executor": executor.id}
    if step.action is Action.ROUTE:
        return {"unit": step.unit, "competence": _competence(session, step.unit, appeal, said, place)}
    if step.action is Action.FORWARD:
        body = said.body or place.bodies[said.unit or ""]
        return {
            "body": body,
            "competence": _competence(session, None if said.body else said.unit, appeal, said, place),
        }
    return {}


def _competence(
    session: Session, unit: str | None, appeal: Appeal, said: Said, place: _Place
) -> Competence | None:
    """Return the unit's card with the clause of the text, or else the one that was suggested for the appeal."""
    resting = (card for card, owner in place.competences.get(said.clause or "", ()) if owner == unit)
    facts = (place.knowledge.facts[one.competence_code] for one in appeal.suggestions)
    suggested = (one.id for one in facts if one.unit == unit)
    card = next(chain(resting, suggested), None)
    return session.get(Competence, card) if card is not None else None
