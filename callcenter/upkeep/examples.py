"""Act: a realistic past of eight weeks, logged and handled through the acts under a moved clock."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property, lru_cache
from itertools import islice
from random import Random

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from callcenter.accounts.vocabulary import Role
from callcenter.appeals import intake
from callcenter.appeals.intake import AppealDraft
from callcenter.appeals.models import Appeal
from callcenter.appeals.vocabulary import Level
from callcenter.calls.hours import Hours
from callcenter.calls.models import Call as PhoneCall
from callcenter.core.db import Database
from callcenter.core.sealing import Sealer
from callcenter.directory import queries as directory
from callcenter.directory.actors import Actor
from callcenter.law import queries as law
from callcenter.upkeep import example_acting, example_after, example_office, example_texts, example_today
from callcenter.upkeep.example_acting import Company, Shelf
from callcenter.upkeep.example_calls import Call, incoming
from callcenter.upkeep.example_course import Scene, course
from callcenter.upkeep.example_receptions import Receptions
from callcenter.upkeep.example_ringing import EXCHANGE, Telephone
from callcenter.upkeep.example_staff import PASSWORD, Staff, appoint_staff
from callcenter.upkeep.example_stops import Stops
from callcenter.upkeep.example_turns import Turns
from knowledge_base import queries as knowledge_base
from knowledge_base.models import Competence
from knowledge_base.suggesting import Knowledge, Suggestions, read_knowledge

__all__ = ["PASSWORD", "load"]

BATCH = 25
REMEMBERED = 4096


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
    office = example_texts.read_office()
    with database.transaction() as session:
        staff = appoint_staff(session, example_texts.read_staff(), now=now)
        home = frozenset(unit.name for unit in directory.units(session) if unit.body.home)
        example_office.open_office(session, staff, office, home=home, now=now)
    chance = Random(seed)  # noqa: S311  # nosec B311  # a past that can be made again, no secret
    with database.reading() as session:
        past = _look_around(session, staff, sealer, home, now, chance)
    calls = incoming(
        example_texts.read_said() + example_texts.read_rare(),
        example_texts.read_surge(),
        example_texts.read_people(),
        home,
        appeals=appeals,
        now=now,
        calendar=past.scene.calendar,
        chance=chance,
    )
    other_chance = Random(seed)  # noqa: S311  # nosec B311  # a past that can be made again, no secret
    telephone = Telephone(past.hours, staff.operators, other_chance, now, known=past.calls)
    while batch := list(islice(calls, BATCH)):
        with database.transaction() as session:
            logged = [_live(session, call, past) for call in batch]
            example_after.leave_the_house(session, logged, staff.operators[0], now)
            telephone.tell_of(session, logged)
        advance(len(batch))
    with database.transaction() as session:
        telephone.leave_a_queue(session)
        example_office.leave_as_it_is(session, staff, office, now=now)
    with database.transaction() as session:
        example_today.leave_open(session, staff, past.scene.turns.words, now=now)
    return list(staff.accounts)


@dataclass(frozen=True)
class _Remembering(Knowledge):
    """The knowledge base with a memory: in a past of examples the same texts come again."""

    def suggest(self, text: str, *, limit: int = 5) -> Suggestions:
        return self._suggested(text, limit=limit)

    @cached_property
    def _suggested(self) -> Callable[..., Suggestions]:
        return lru_cache(REMEMBERED)(super().suggest)


@dataclass(frozen=True)
class _Past:
    """All that the whole past has in common, read once."""

    now: datetime
    sealer: Sealer
    hours: Hours
    calls: int
    staff: Staff
    executors: Mapping[str, Sequence[Actor]]
    shelf: Shelf
    scene: Scene
    stops: Stops
    chance: Random


def _look_around(
    session: Session, staff: Staff, sealer: Sealer, home: frozenset[str], now: datetime, chance: Random
) -> _Past:
    known = read_knowledge(session)
    calendar, away = law.calendar(session), example_office.people_away(session)
    apparatus = directory.head_of_apparatus(session).name
    receptions = Receptions(example_office.free_times(session, now))
    turns = Turns(example_texts.read_words(), receptions, apparatus, chance)
    shelf = Shelf(
        knowledge=_Remembering(known.version, known.index, known.facts),
        bodies={unit.name: unit.body.code for unit in directory.units(session)},
        competences=_by_clause(knowledge_base.competences(session)),
    )
    return _Past(
        now=now,
        sealer=sealer,
        hours=Hours(calendar, law.parameters(session)),
        calls=session.scalar(select(func.count()).where(PhoneCall.exchange == EXCHANGE)) or 0,
        staff=staff,
        executors={
            unit: [one for one in people if one.staff and one.staff.id not in away] or people
            for unit, people in staff.executors.items()
        },
        shelf=shelf,
        scene=Scene(home, apparatus, example_texts.read_reasons(), turns, calendar, chance),
        stops=Stops(now, chance),
        chance=chance,
    )


def _by_clause(cards: Iterable[Competence]) -> Mapping[str, Sequence[tuple[int, str, str]]]:
    """Return id, code and unit of the cards that rest on each clause, those first of which it is the main one."""
    found: dict[str, list[tuple[int, int, str, str]]] = {}
    for card in cards:
        for place, clause in enumerate(card.clauses):
            found.setdefault(clause, []).append((place, card.id, card.code, card.unit.name))
    return {clause: [one[1:] for one in sorted(resting)] for clause, resting in found.items()}


def _live(session: Session, call: Call, past: _Past) -> Appeal:
    """Log the appeal, let happen to it what has happened by now, and return it."""
    steps = course(call, past.scene)
    happened = [step for step in steps if step.at <= past.now]
    company = _company(call, past)
    appeal = _log(session, call, past, company.operator)
    follows = example_after.merged(session, appeal, call.at)
    for step in follows or past.stops.cut_short(happened, call.at):
        example_acting.take(session, appeal, step, call.said, company=company, shelf=past.shelf)
    example_after.ask(session, appeal, past.staff.operators, past.scene.turns.words, past.now, past.chance)
    return appeal


def _company(call: Call, past: _Past) -> Company:
    operator = past.chance.choice(past.staff.operators)
    executors = {unit: past.chance.choice(people) for unit, people in past.executors.items()}
    trusted = call.said.level is Level.CORRUPTION
    return Company(
        past.staff, past.staff.entrusted if trusted else operator, executors, past.scene.calendar, past.chance
    )


def _log(session: Session, call: Call, past: _Past, operator: Actor) -> Appeal:
    draft = AppealDraft(
        text=call.text,
        channel=call.channel,
        kind=call.said.kind if call.kind_said else None,
        caller=call.caller,
        about_unit=call.said.about_unit,
        language=call.said.language,
        level=call.level,
    )
    appeal, _ = intake.log_appeal(
        session,
        draft,
        knowledge=past.shelf.knowledge,
        by=past.staff.site if call.by_itself else operator,
        now=call.at,
        sealer=past.sealer,
        keys=(),
        fingerprint=draft.hash,
    )
    return appeal
