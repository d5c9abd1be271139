"""Random lives: every act of an appeal's life, by anybody, with good and bad input, in any order.

Around the appeals people go away, stand in, leave and come, are empowered for some days; a unit is retired; the
calendar and the limits of the law change; the telephone rings.

After each move it holds: what was refused was refused by a rule of ours and changed nothing; what was done is one step
of the appeal, and one of each that moves with it; version, state and due date are those of the steps; nobody is left
without an owner, closed before its parts, approved by its author, or known to those it complains of; work goes to who
is there; the seals hold.

A life is a list of numbers, each the chance of one move, so that what fails is made short and can be played again; the
first one says what this life is full of. A life has 25 moves. The daily run plays 40 lives on SQLite and 40 on
PostgreSQL, always the same ones; `make check-long` 300 new ones on each.
"""

from datetime import datetime, timedelta
from random import Random

import pytest
from hypothesis import HealthCheck, given, note, settings
from hypothesis import strategies as st
from sqlalchemy.orm import Session

from callcenter.core.errors import Refused
from callcenter.core.sealing import Sealer
from knowledge_base.suggesting import Knowledge
from tests.conftest import LONG
from tests.usecases.lives import acting, happenings, truths, truths_around
from tests.usecases.lives.founding import inhabited
from tests.usecases.lives.happenings import Season
from tests.usecases.lives.people import World

LIVES, MOVES_EACH = 300 if LONG else 20, 25

# So many of those from whom something is hidden look for it in every list.
LOOK = 20 if LONG else 2

# Nought is a move that nobody makes: to it what does not matter to a failure is made short.
lives = st.lists(st.integers(0, 2**32 - 1), min_size=MOVES_EACH, max_size=MOVES_EACH)


@pytest.fixture
def world(session: Session, knowledge: Knowledge, sealer: Sealer, now: datetime) -> World:
    return inhabited(session, knowledge, sealer, now)


@settings(
    max_examples=LIVES,
    deadline=None,
    derandomize=not LONG,
    database=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(life=lives)
def test_whatever_happens_to_an_appeal_its_truths_hold(world: World, now: datetime, life: list[int]) -> None:
    with world.session.begin_nested() as whole:
        world.begin(now)
        season = happenings.season(Random(life[0]))
        for seed in filter(None, life):
            _move(world, Random(seed), season)
        truths.check_lists(world, Random(life[-1]), LOOK)
        truths_around.check_approvable(world)
        truths_around.check_counts(world)
        truths_around.check_on_a_desk(world)
        truths.check_seals(world.session)
        whole.rollback()
    world.session.expire_all()


def _move(world: World, chance: Random, season: Season) -> None:
    """Let somebody try something, and see that it was done as one step or not at all."""
    session = world.session
    time_passes(world, chance)
    at = world.now - timedelta(hours=chance.randint(2, 100)) if chance.random() < 0.02 else world.now
    before, step, told = truths.print_of(session), truths.last_event(session), truths.last_notice(session)
    happening = happenings.next_of(world, chance, season)
    try:
        with session.begin_nested():
            if happening is None:
                allowed = acting.act(world, chance, at, season.subject)
            else:
                allowed = happening.happen(world, chance, at)
    except Refused as refusal:
        note(f"    refused: {refusal.code} {sorted(getattr(refusal, 'fields', ()))}")
        assert truths.print_of(session) == before, "what is refused leaves nothing behind"
        return
    known = {one.id for one in world.appeals}
    world.look()
    taken = truths.steps_since(session, step)
    note(
        f"    done: { {one.number: (one.state.value, [s.value for s in taken.get(one.id, ())]) for one in world.appeals} }"
    )
    allowed.check(known, taken)
    for appeal in world.appeals:
        truths.check_appeal(session, appeal)
    truths.check_new_notices(world, told)
    truths.check_secrets(world)
    truths_around.check(world, step, told)


def time_passes(world: World, chance: Random) -> None:
    """Mostly hours pass, sometimes days, rarely weeks."""
    how = chance.random()
    if how < 0.6:
        world.now += timedelta(minutes=chance.randint(0, 180))
    elif how < 0.93:
        world.now += timedelta(days=chance.randint(1, 3))
    else:
        world.now += timedelta(days=chance.randint(5, 15))
