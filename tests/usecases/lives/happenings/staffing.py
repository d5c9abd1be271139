"""Somebody leaves the ministry, and somebody comes in their place."""

from datetime import datetime
from random import Random

from hypothesis import note

from callcenter.accounts import upkeep
from callcenter.accounts.vocabulary import Permission, Role
from tests import factories
from tests.usecases.lives.acting import at_the_edge
from tests.usecases.lives.allowed import Allowed
from tests.usecases.lives.people import UNITS, World


def leave_or_come(world: World, chance: Random, at: datetime) -> Allowed:
    """Close the account of somebody of a unit, or give the place of who left to somebody new."""
    by = at_the_edge(world, "administrator", Permission.MANAGE_ACCOUNTS, by_systems=False)
    if world.left and chance.random() < 0.5:
        name = chance.choice(sorted(world.left))
        unit = world.places[name].unit
        note(f"{at:%d.%m %H:%M} somebody comes: {name}")
        role = Role.UNIT_HEAD if world.places[name].head else Role.UNIT_STAFF
        world.users[name] = factories.make_user(world.session, role, unit=unit, now=at)
        world.left.discard(name)
        # Who comes has the place of who left, not what the minister empowered them to.
        for key in [key for key, one in world.mandates.items() if one.name == name]:
            del world.mandates[key]
        world.take_in(name)
        return Allowed(None)
    name = chance.choice([one for one in world.staffed() if world.places[one].unit in UNITS])
    note(f"{at:%d.%m %H:%M} {name} leaves")
    upkeep.disable_account(world.session, world.users[name].name, now=at, by_id=by.user_id)
    world.left.add(name)
    world.reorganised()
    return Allowed(None)
