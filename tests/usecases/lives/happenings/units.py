"""A unit is retired, or taken back into use, under review by a second editor."""

from datetime import datetime
from random import Random

from hypothesis import note

from callcenter.accounts.vocabulary import Permission
from callcenter.directory import queries as directory
from knowledge_base.editing import proposing, publishing
from knowledge_base.editing.applying import unit_content
from tests.factories import NETWORK
from tests.usecases.lives.acting import at_the_edge
from tests.usecases.lives.allowed import Allowed
from tests.usecases.lives.people import TRIAL, World


def retire_or_restore(world: World, chance: Random, at: datetime) -> Allowed:
    """Turn a unit's standing; refused for one that cards are of."""
    session = world.session
    author = at_the_edge(world, "editor", Permission.WRITE_KNOWLEDGE, by_systems=False).user
    second = at_the_edge(world, "second editor", Permission.REVIEW_KNOWLEDGE, by_systems=False).user
    assert author is not None
    assert second is not None
    unit = directory.unit_named(session, chance.choice((TRIAL, TRIAL, TRIAL, NETWORK)))
    note(f"{at:%d.%m %H:%M} {unit.code} is {'restored' if unit.retired_at else 'retired'}")
    base = unit_content(unit).fingerprint
    change = proposing.propose_retirement(
        session, unit, base=base, reason="Əsasnamə dəyişib.", by=author, now=at
    )
    proposing.send(session, change.id, change.version, by=author)
    publishing.publish(session, change.id, change.version, note="", by=second, now=at)
    world.reorganised()
    return Allowed(None)
