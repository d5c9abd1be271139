"""Somebody goes away and another stands in for them; somebody returns earlier, or does not go."""

from dataclasses import replace
from datetime import datetime, timedelta
from random import Random

from hypothesis import note

from callcenter.accounts.vocabulary import Permission
from callcenter.directory import absences
from callcenter.directory.absences import AbsenceDraft
from callcenter.directory.standing_in import Away
from callcenter.directory.vocabulary import AbsenceReason
from tests.factories import CALL_CENTRE
from tests.usecases.lives.acting import at_the_edge
from tests.usecases.lives.allowed import Allowed
from tests.usecases.lives.people import World


def note_or_change(world: World, chance: Random, at: datetime) -> Allowed:
    """Note an absence, or change one that is not over."""
    open_ones = [key for key, one in world.absences.items() if one.last_on >= world.today]
    if open_ones and chance.random() < 0.4:
        return _change(world, chance, at, chance.choice(open_ones))
    return _note(world, chance, at)


def _note(world: World, chance: Random, at: datetime) -> Allowed:
    name = chance.choice([one for one in world.staffed() if world.places[one].unit != CALL_CENTRE])
    first = world.today + timedelta(days=chance.choice((-1, 0, 0, 0, 1, 3)))
    draft = AbsenceDraft(
        staff=world.staff_id(name),
        first_on=first,
        last_on=first + timedelta(days=chance.randint(0, 12)),
        reason=chance.choice(list(AbsenceReason)),
        deputy=_deputy(world, chance, name),
    )
    by = _keeper(world, chance, name)
    note(f"{at:%d.%m %H:%M} {by}: {name} is away, {draft}")
    keeper = at_the_edge(world, by, Permission.KEEP_ABSENCES, by_systems=False)
    absence = absences.enter(world.session, draft, by=keeper, now=at)
    world.absences[absence.id] = Away(draft.staff, draft.first_on, draft.last_on, draft.deputy)
    return Allowed(None)


def _deputy(world: World, chance: Random, name: str) -> int | None:
    """Mostly somebody of the unit, for a head another head too; sometimes nobody or anybody."""
    place = world.places[name]
    near = [
        one
        for one in world.staffed()
        if one != name and (world.places[one].unit == place.unit or (place.head and world.places[one].head))
    ]
    how = chance.random()
    if how < 0.15 or not near:
        return None
    return world.staff_id(chance.choice(near if how < 0.9 else world.staffed()))


def _keeper(world: World, chance: Random, name: str) -> str:
    return chance.choice(("administrator", "administrator", world.head_of(world.places[name].unit)))


def _change(world: World, chance: Random, at: datetime, key: int) -> Allowed:
    away = world.absences[key]
    who = next((one for one, place in world.places.items() if place.staff_id == away.staff_id), "")
    by = _keeper(world, chance, who) if who else "administrator"
    keeper = at_the_edge(world, by, Permission.KEEP_ABSENCES, by_systems=False)
    if (away.first_on >= world.today) is (chance.random() < 0.9):
        note(f"{at:%d.%m %H:%M} {by}: {away} is cancelled")
        absences.cancel(world.session, key, by=keeper, now=at)
        del world.absences[key]
        return Allowed(None)
    last_on = world.today + timedelta(days=chance.randint(-1, 2))
    note(f"{at:%d.%m %H:%M} {by}: {away} ends on {last_on}")
    absences.shorten(world.session, key, last_on=last_on, by=keeper, now=at)
    world.absences[key] = replace(away, last_on=last_on)
    return Allowed(None)
