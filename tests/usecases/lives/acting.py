"""Who does what next with which appeal, and whether a page or the API would let them come so far."""

from datetime import datetime
from random import Random

from hypothesis import note

from callcenter.accounts.vocabulary import Permission
from callcenter.appeals import lifecycle, offers
from callcenter.appeals.models import Appeal
from callcenter.appeals.vocabulary import Action
from callcenter.core.errors import NotAllowed
from callcenter.directory.actors import Actor
from tests.usecases.lives.allowed import Allowed
from tests.usecases.lives.moves import MOVES, SUBJECTS
from tests.usecases.lives.people import OFFICE, SYSTEM, World

# From this weight on a move leads the appeal on.
ONWARD = 12
# How much more often the moves of the season's subject are tried.
IN_SEASON = 4
# With a scope for writing, another system does not these: they are a person's alone.
NOT_BY_SYSTEMS = {
    Action.SET_LEVEL,
    Action.ACKNOWLEDGE,
    Action.RECALL,
}
# The same act under another name: the kind agreed with, the last advice given.
INSTEAD = {Action.CONFIRM_KIND, Action.CONSULTED}


def act(world: World, chance: Random, at: datetime, subject: str = "") -> Allowed:
    """Let somebody try an act on an appeal; subject is what is tried most in this life."""
    appeal = _chosen(world, chance)
    action = _tried(appeal, chance, subject)
    move = MOVES[action]
    name = move.who(world, appeal, chance) if chance.random() < 0.93 else chance.choice(list(world.people))
    typed = move.typed(world, appeal, chance)
    if move.wrong and chance.random() < 0.12:
        typed = {**typed, **chance.choice(move.wrong)(world, appeal, chance)}
    version = appeal.version if chance.random() < 0.97 else appeal.version + chance.choice((-1, 1))
    note(f"{at:%d.%m %H:%M} {appeal.number} v{version}: {name} {action.value} {typed}")
    world.last = appeal
    allowed = Allowed(appeal, action, *(also for also in move.also if also in INSTEAD), also=move.also)
    by = at_the_edge(world, name, offers.PERMISSIONS[action], by_systems=action not in NOT_BY_SYSTEMS)
    move.act(world.session, appeal.number, version, by=by, now=at, **typed)
    return allowed


def at_the_edge(world: World, name: str, permission: Permission, *, by_systems: bool = True) -> Actor:
    """Return who acts; refused where a page or the API would not let them come so far."""
    if name == SYSTEM or name in world.left or (name == OFFICE and not by_systems):
        raise NotAllowed
    by = world.actor(name)
    if not by.may(permission):
        raise NotAllowed
    return by


def _chosen(world: World, chance: Random) -> Appeal:
    """Mostly the appeal that was moved last; of one in parts, mostly a part that is not ready."""
    last = world.last if world.last in world.appeals else None
    appeal = last if last is not None and chance.random() < 0.75 else chance.choice(world.appeals)
    unready = [part for part in appeal.parts if part.state not in lifecycle.READY]
    return chance.choice(unready) if unready and chance.random() < 0.8 else appeal


def _tried(appeal: Appeal, chance: Random, subject: str) -> Action:
    """Half of the time what leads the appeal on, mostly what its state allows, sometimes anything."""
    offered = [action for action in lifecycle.offered(appeal.state) if action in MOVES]
    onward = [action for action in offered if MOVES[action].weight >= ONWARD]
    retired = appeal.unit is not None and appeal.unit.retired_at is not None
    if retired and Action.RECALL in offered and chance.random() < 0.3:
        return Action.RECALL
    if onward and chance.random() < 0.5:
        return chance.choice(onward)
    if not offered or chance.random() < 0.07:
        return chance.choice(list(MOVES))
    often = SUBJECTS.get(subject, {})
    weights = [MOVES[one].weight * (IN_SEASON if one in often else 1) for one in offered]
    return chance.choices(offered, weights)[0]
