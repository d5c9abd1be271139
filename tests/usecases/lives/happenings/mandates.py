"""The minister empowers somebody outside of the sector to act for it, or takes that back."""

from datetime import datetime, timedelta
from random import Random

from hypothesis import note

from callcenter.accounts import mandates
from callcenter.accounts.vocabulary import MandateKind, Permission
from tests.factories import EGOV, NETWORK
from tests.usecases.lives.acting import at_the_edge
from tests.usecases.lives.allowed import Allowed
from tests.usecases.lives.people import Empowered, World

OUTSIDE = ("leadership", "leadership", f"head {EGOV}", f"first {NETWORK}", "apparatus")


def give_or_revoke(world: World, chance: Random, at: datetime) -> Allowed:
    """Record a mandate, or end one at once."""
    admin = at_the_edge(world, "administrator", Permission.RECORD_MANDATE, by_systems=False).user
    assert admin is not None
    lasting = [key for key, one in world.mandates.items() if one.last >= world.today]
    if lasting and chance.random() < 0.4:
        key = chance.choice(lasting)
        note(f"{at:%d.%m %H:%M} taken back: {world.mandates[key]}")
        mandates.revoke_mandate(world.session, key, by=admin, now=at)
        del world.mandates[key]
        return Allowed(None)
    name = chance.choice((*OUTSIDE, "administrator", "editor"))
    first = world.today + timedelta(days=chance.choice((0, 0, 0, 1, 3)))
    given = Empowered(name, first, first + timedelta(days=chance.randint(0, 10)))
    note(f"{at:%d.%m %H:%M} {given}")
    mandate = mandates.record_mandate(
        world.session,
        name=world.users[name].name,
        kind=chance.choice(list(MandateKind)),
        first_day=given.first,
        last_day=given.last,
        act="nazirin F-12 nömrəli əmri" if chance.random() < 0.95 else "",
        act_on=world.today,
        by=admin,
        now=at,
    )
    world.mandates[mandate.id] = given
    return Allowed(None)
