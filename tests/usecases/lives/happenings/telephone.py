"""The exchange tells of calls, and call-backs are ordered, taken, let go and ended."""

from collections.abc import Callable
from datetime import datetime, timedelta
from random import Random

from hypothesis import note
from sqlalchemy import select

from callcenter.accounts.vocabulary import Permission
from callcenter.calls import callbacks, ringing
from callcenter.calls.callback_models import Callback
from callcenter.calls.callbacks import Result
from callcenter.calls.vocabulary import CallbackState
from callcenter.directory.actors import Actor
from tests.usecases import call_events
from tests.usecases.lives.acting import at_the_edge
from tests.usecases.lives.allowed import Allowed
from tests.usecases.lives.people import World

NUMBERS = ("050 212 44 87", "050 212 44 87", "(012) 498 11 22", None)
# Only a call that was answered says that somebody called again.
RESULTS = [one for one in CallbackState if one is not CallbackState.CALLED_AGAIN]
Way = Callable[[World, Random, Actor, datetime], object]


def happen(world: World, chance: Random, at: datetime) -> Allowed:
    """Let somebody call, or an operator do something about a call that is owed."""
    name = chance.choice(("operator", "operator", "operator two", "centre head"))
    by = at_the_edge(world, name, Permission.CALL_BACK, by_systems=False)
    way = chance.choice((_ring, _ring, _order, *[_of_the_queue] * 4))
    note(f"{at:%d.%m %H:%M} telephone: {name} {way.__name__}")
    way(world, chance, by, at)
    return Allowed(None)


def _ring(world: World, chance: Random, by: Actor, at: datetime) -> object:
    number = chance.choice(NUMBERS)
    began = at - timedelta(minutes=chance.choice((1, 5, 600)))
    if chance.random() < 0.4:
        return call_events.answered(
            world.session, began, number=number, operator=by.user.name if by.user else ""
        )
    call_events.missed(world.session, began, number=number, now=at)
    return ringing.end_forgotten(world.session, at)


def _order(world: World, chance: Random, by: Actor, at: datetime) -> object:
    return callbacks.order(world.session, chance.choice(NUMBERS) or "yoxdur", note="", by=by, now=at)


def _of_the_queue(world: World, chance: Random, by: Actor, at: datetime) -> object:
    """Take the newest call-back, let it go, or tell how it went and which appeal it was about."""
    newest = world.session.scalar(select(Callback.id).order_by(Callback.id.desc()).limit(1)) or 0
    how = chance.random()
    if how < 0.3:
        return callbacks.take(world.session, newest, by=by, now=at)
    if how < 0.4:
        return callbacks.let_go(world.session, newest, by=by, now=at)
    about = chance.choice(world.appeals).number if chance.random() < 0.6 else ""
    result = Result(chance.choice(RESULTS), "Danışıldı.", about)
    return callbacks.tell_result(world.session, newest, result, by=by, now=at)
