"""Who may be given an appeal to execute, and to whom a head's choice comes: absence, load and conflict looked at."""

from collections.abc import Collection, Mapping, Sequence, Set
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy.orm import Session

from callcenter.accounts.vocabulary import Permission
from callcenter.appeals import choosing, escalation, internal_days, queries, resolutions
from callcenter.appeals.accused import refusal
from callcenter.appeals.choosing import Candidate, Nearness
from callcenter.appeals.models import Appeal
from callcenter.core.errors import InvalidInput
from callcenter.core.wording import Sentence, say
from callcenter.directory import queries as directory
from callcenter.directory.absence_models import Absence
from callcenter.directory.actors import Actor, units_below
from callcenter.directory.models import StaffMember
from callcenter.law import queries as law


@dataclass(frozen=True)
class Worker:
    """Somebody who may be given the appeal: their open appeals, when they last got one, until when they are away."""

    staff: StaffMember
    load: int
    last_at: datetime | None
    absence: Absence | None
    nearness: Nearness

    @property
    def candidate(self) -> Candidate:
        """The person as the rules of choice see them."""
        away = self.absence is not None
        return Candidate(self.staff.id, self.load, self.last_at, absent=away, nearness=self.nearness)


@dataclass(frozen=True)
class Wanted:
    """What the head chose: a person by id or full name, or a rule of choice; who helps; the day to be ready."""

    executor: int | str
    co_executors: Sequence[int | str] = ()
    internal_due_on: date | None = None


@dataclass(frozen=True)
class Given:
    """To whom the appeal goes; instead_of: the absent person who was chosen."""

    executor: StaffMember
    instead_of: StaffMember | None = None
    co_executors: Sequence[StaffMember] = ()


@dataclass(frozen=True)
class _Scene:
    """What every look at the people needs, read once."""

    session: Session
    appeal: Appeal
    day: date
    barred: Set[int]
    absent: Mapping[int, Absence]


def workers(session: Session, appeal: Appeal, by: Actor, day: date, *, helping: bool = False) -> list[Worker]:
    """Return who may execute the appeal: people of its unit and below, for helping also of the head's other units.

    The nearest and least busy first. Those of whom the appeal complains are never among them.
    """
    scene = _look(session, appeal, day)
    units = _units(session, appeal, by, helping=helping)
    able = [
        one
        for one in directory.staff_of(session, sorted(units))
        if one.id not in scene.barred and _unable(appeal, one) is None
    ]
    ids = [one.id for one in able]
    load = resolutions.open_by_executor(session, queries.visible_to(by), ids)
    last = resolutions.last_given(session, ids)
    found = [
        Worker(one, load.get(one.id, 0), last.get(one.id), scene.absent.get(one.id), _nearness(appeal, one))
        for one in able
    ]
    return sorted(found, key=lambda one: (one.nearness, one.load, one.staff.full_name))


def give(session: Session, appeal: Appeal, wanted: Wanted, *, by: Actor, day: date) -> Given:
    """Return to whom the head's choice comes on the day; InvalidInput with all that speaks against it.

    The work of an absent executor goes to who stands in for them. Refused (conflict-of-interest) for people of whom
    the appeal complains.
    """
    scene = _look(session, appeal, day)
    helpers = [directory.staff_member(session, one) for one in dict.fromkeys(wanted.co_executors)]
    executor = _executor(scene, wanted.executor, by, besides={one.id for one in helpers})
    faults: dict[str, Sentence | None] = {
        "executor": executor if isinstance(executor, Sentence) else None,
        "co_executors": _fault_of_helpers(scene, helpers, by, executor),
        "internal_due_on": _fault_of_day(scene, wanted.internal_due_on),
    }
    found = {name: said for name, said in faults.items() if said is not None}
    if found or isinstance(executor, Sentence):
        raise InvalidInput(found)
    return Given(executor.executor, executor.instead_of, helpers)


def _look(session: Session, appeal: Appeal, day: date) -> _Scene:
    return _Scene(session, appeal, day, _barred(session, appeal, day), directory.absent_on(session, day))


def _barred(session: Session, appeal: Appeal, day: date) -> Set[int]:
    """The accused, and everybody in accused units; a unit that got it by a recorded override keeps its other people."""
    line = directory.reporting_line(session, day)
    return {
        one
        for one in escalation.barred(appeal, line)
        if one == appeal.about_staff_id or line.people[one].unit_id != appeal.unit_id
    }


def _units(session: Session, appeal: Appeal, by: Actor, *, helping: bool) -> Set[int]:
    own = set(units_below(session, appeal.unit_id)) if appeal.unit_id is not None else set()
    return own | by.headed if helping else own


def _nearness(appeal: Appeal, one: StaffMember) -> Nearness:
    if one.head:
        return Nearness.HEADS
    return Nearness.OWN_PEOPLE if one.unit_id == appeal.unit_id else Nearness.PEOPLE_BELOW


def _unable(appeal: Appeal, one: StaffMember) -> Sentence | None:
    """Why nobody can give this person work, wherever they are."""
    if one.unit.retired_at is not None and one.unit_id != appeal.unit_id:
        return say("«%(unit)s» istifadədən çıxarılıb: başqa bölmənin əməkdaşını seçin.", unit=one.unit.name)
    if one.user is None or one.user.disabled_at is not None:
        return say("%(name)s sistemə daxil ola bilmir: başqa əməkdaş seçin.", name=one.full_name)
    if not one.user.may(Permission.DRAFT_ANSWER):
        return say(
            "%(name)s cavab hazırlamır: bölmənin əməkdaşını və ya rəhbərini seçin.", name=one.full_name
        )
    return None


def _executor(scene: _Scene, wanted: int | str, by: Actor, *, besides: Collection[int]) -> Given | Sentence:
    if isinstance(wanted, str) and wanted in choosing.RULES:
        return _by_rule(scene, wanted, by, besides=besides)
    named = directory.staff_member(scene.session, wanted)
    if named.unit_id not in _units(scene.session, scene.appeal, by, helping=False):
        return say("İcraçı həmin bölmənin əməkdaşı və ya ona tabe olan bölmənin əməkdaşı olmalıdır.")
    if named.id in scene.barred:
        raise refusal(scene.session, scene.appeal)
    away = scene.absent.get(named.id)
    return _unable(scene.appeal, named) or (Given(named) if away is None else _deputy(scene, named, away))


def _by_rule(scene: _Scene, rule: str, by: Actor, *, besides: Collection[int]) -> Given | Sentence:
    there = workers(scene.session, scene.appeal, by, scene.day)
    chosen = choosing.RULES[rule](one.candidate for one in there if one.staff.id not in besides)
    if chosen is None:
        return say("Bu gün işdə olan icraçı yoxdur: icraçını adı ilə seçin.")
    return Given(next(one.staff for one in there if one.staff.id == chosen.id))


def _deputy(scene: _Scene, named: StaffMember, away: Absence) -> Given | Sentence:
    deputy, until = away.deputy, f"{away.last_on:%d.%m.%Y}"
    if deputy is None:
        return say(
            "%(name)s %(until)s tarixinədək işdə deyil və əvəz edəni yoxdur: başqa icraçı seçin.",
            name=named.full_name,
            until=until,
        )
    if deputy.id in scene.barred or _unable(scene.appeal, deputy) is not None:
        return say(
            "%(name)s %(until)s tarixinədək işdə deyil, əvəz edəni isə bu müraciətə baxa bilməz: başqa icraçı seçin.",
            name=named.full_name,
            until=until,
        )
    return Given(deputy, instead_of=named)


def _fault_of_helpers(
    scene: _Scene, helpers: Sequence[StaffMember], by: Actor, executor: Given | Sentence
) -> Sentence | None:
    units = _units(scene.session, scene.appeal, by, helping=True)
    for one in helpers:
        if one.unit_id not in units:
            return say("Həmicraçılar sizin bölmənin və ya onun tabeliyindəki bölmələrin əməkdaşı olmalıdır.")
        if one.id in scene.barred:
            raise refusal(scene.session, scene.appeal)
        if isinstance(executor, Given) and one.id == executor.executor.id:
            return say("%(name)s onsuz da icraçıdır: onu həmicraçılardan çıxarın.", name=one.full_name)
        if fault := _unable(scene.appeal, one):
            return fault
        if away := scene.absent.get(one.id):
            return say(
                "%(name)s %(until)s tarixinədək işdə deyil: başqa həmicraçı seçin.",
                name=one.full_name,
                until=f"{away.last_on:%d.%m.%Y}",
            )
    return None


def _fault_of_day(scene: _Scene, day: date | None) -> Sentence | None:
    if day is None:
        return None
    calendar = law.calendar(scene.session)
    return internal_days.fault_of(day, today=scene.day, due_on=scene.appeal.due_on, calendar=calendar)
