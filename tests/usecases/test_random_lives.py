"""Random lives: every act of an appeal's life, by anybody, with good and bad input, in any order.

After each move it holds: what was refused was refused by a rule of ours and changed nothing; what was done is one step
of the appeal, and one of each that moves with it; version, state and due date are those of the steps; nobody is left
without an owner, closed before its parts, approved by its author, or known to those it complains of; the seals hold.

A life is a list of numbers, each the chance of one move, so that what fails is made short and can be played again.
A life has 25 moves. The daily run plays 150 lives on SQLite and 150 on PostgreSQL, always the same ones; `make
check-long` 300 new ones on each.
"""

from collections.abc import Mapping
from datetime import date, datetime, timedelta
from random import Random

import pytest
from hypothesis import HealthCheck, given, note, settings
from hypothesis import strategies as st
from sqlalchemy.orm import Session

from callcenter.accounts.vocabulary import Permission
from callcenter.appeals import intake, lifecycle, offers, recounting, reminding
from callcenter.appeals.guarding import answered_together
from callcenter.appeals.intake import AppealDraft
from callcenter.appeals.models import Appeal
from callcenter.appeals.vocabulary import Action, Channel, Kind, Level, Pace
from callcenter.callers.identification import CallerDraft
from callcenter.core.clock import baku_date
from callcenter.core.errors import NotAllowed, Refused
from callcenter.core.sealing import Sealer
from callcenter.directory.actors import Actor
from callcenter.law import changing
from callcenter.law.changes import Change, DayChange, LimitChange
from knowledge_base.suggesting import Knowledge
from tests.conftest import LONG
from tests.factories import WIFI
from tests.usecases.lives import truths
from tests.usecases.lives.moves import MOVES
from tests.usecases.lives.people import OFFICE, SYSTEM, UNITS, World, inhabited, time_passes

LIVES, MOVES_EACH, MOST_APPEALS = 300 if LONG else 150, 25, 3
# From this weight on a move leads the appeal on.
ONWARD = 12
# With a scope for writing, another system does not these: they are a person's alone.
NOT_BY_SYSTEMS = {
    Action.RECEIVE,
    Action.MISS,
    Action.REFER,
    Action.REPORT_BACK,
    Action.SET_LEVEL,
    Action.ACKNOWLEDGE,
}
# Steps that follow by themselves those that this one brings: parts are born and routed, intake may run faster or route.
BORN = (
    [Action.LOG],
    [Action.LOG, Action.ROUTE],
    [Action.LOG, Action.SET_PACE],
    [Action.LOG, Action.SET_PACE, Action.ROUTE],
)

ALONG = frozenset({Action.ACCUSE, Action.SET_LEVEL, Action.RECALL})

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
        world.now = now
        world.appeals, world.last = [], None
        for seed in filter(None, life):
            _move(world, Random(seed))
        truths.check_lists(world)
        truths.check_seals(world.session)
        whole.rollback()
    world.session.expire_all()


def _move(world: World, chance: Random) -> None:
    """Let somebody try something, and see that it was done as one step or not at all."""
    session = world.session
    time_passes(world, chance)
    at = world.now - timedelta(hours=chance.randint(2, 100)) if chance.random() < 0.02 else world.now
    before, step, told = truths.print_of(session), truths.last_event(session), truths.last_notice(session)
    turn = chance.random()
    try:
        with session.begin_nested():
            if not world.appeals or (turn < 0.1 and len(world.appeals) < MOST_APPEALS):
                allowed = _log(world, chance, at)
            elif turn < 0.13:
                allowed = _remind(world, at)
            elif turn < 0.16:
                allowed = _change_the_law(world, chance, at)
            else:
                allowed = _act(world, chance, at)
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
    allowed.check(world, known, taken)
    for appeal in world.appeals:
        truths.check_appeal(session, appeal)
    truths.check_new_notices(world, told)
    truths.check_secrets(world)


class Allowed:
    """The steps that a move may have brought: of the appeal it was about, and of others."""

    def __init__(self, appeal: Appeal | None, *first: Action, also: frozenset[Action] = frozenset()) -> None:
        self.appeal, self.first, self.also = appeal, first, also
        self.beside = [*appeal.parts, *appeal.merged] if appeal is not None else []

    def check(self, world: World, known: set[int], taken: Mapping[int, list[Action]]) -> None:
        """Assert that one step was taken, and one by each appeal that moves with this one; parts are born at most."""
        family = {one.id for one in self.beside}
        if self.appeal is not None:
            family |= {one.id for one in answered_together(self.appeal)}
        for appeal, all_steps in taken.items():
            # What is joined to one answer first gets the stricter level and the accused of both.
            steps = [one for one in all_steps if Action.MERGE not in self.first or one not in ALONG]
            if appeal not in known:
                assert steps in BORN
            elif self.appeal is None:
                assert set(steps) <= set(self.first)
            elif appeal == self.appeal.id:
                assert steps[0] in self.first
                assert self.also.issuperset(steps[1:])
                assert len(steps) <= 1 + len(self.also)
            else:
                assert appeal in family
                assert len(steps) <= len(taken[self.appeal.id]) + (Action.RECALL in steps)
        if self.appeal is not None:
            assert self.appeal.id in taken, "what is done is a step"


def _chosen(world: World, chance: Random) -> Appeal:
    """Mostly the appeal that was moved last; of one in parts, mostly a part that is not ready."""
    last = world.last if world.last in world.appeals else None
    appeal = last if last is not None and chance.random() < 0.75 else chance.choice(world.appeals)
    unready = [part for part in appeal.parts if part.state not in lifecycle.READY]
    return chance.choice(unready) if unready and chance.random() < 0.8 else appeal


def _tried(appeal: Appeal, chance: Random) -> Action:
    """Half of the time what leads the appeal on, mostly what its state allows, sometimes anything."""
    offered = [action for action in lifecycle.offered(appeal.state) if action in MOVES]
    onward = [action for action in offered if MOVES[action].weight >= ONWARD]
    if onward and chance.random() < 0.5:
        return chance.choice(onward)
    if not offered or chance.random() < 0.07:
        return chance.choice(list(MOVES))
    return chance.choices(offered, [MOVES[one].weight for one in offered])[0]


def _act(world: World, chance: Random, at: datetime) -> Allowed:
    appeal = _chosen(world, chance)
    action = _tried(appeal, chance)
    move = MOVES[action]
    name = move.who(world, appeal, chance) if chance.random() < 0.93 else chance.choice(list(world.people))
    typed = move.typed(world, appeal, chance)
    if move.wrong and chance.random() < 0.12:
        typed = {**typed, **chance.choice(move.wrong)(world, appeal, chance)}
    version = appeal.version if chance.random() < 0.97 else appeal.version + chance.choice((-1, 1))
    note(f"{at:%d.%m %H:%M} {appeal.number} v{version}: {name} {action.value} {typed}")
    world.last = appeal
    allowed = Allowed(appeal, action, *(also for also in move.also if also in INSTEAD), also=move.also)
    by = _at_the_edge(world, name, offers.PERMISSIONS[action], by_systems=action not in NOT_BY_SYSTEMS)
    move.act(world.session, appeal.number, version, by=by, now=at, **typed)
    return allowed


# The same act under another name: the kind agreed with, the last advice given.
INSTEAD = {Action.CONFIRM_KIND, Action.CONSULTED}


def _at_the_edge(world: World, name: str, permission: Permission, *, by_systems: bool = True) -> Actor:
    """Return who acts; refused where a page or the API would not let them come so far."""
    by = world.people[name]
    if name == SYSTEM or (name == OFFICE and not by_systems) or not by.may(permission):
        raise NotAllowed
    return by


def _log(world: World, chance: Random, at: datetime) -> Allowed:
    name = chance.choice((*["operator"] * 12, *["operator two"] * 4, OFFICE, OFFICE, "centre head"))
    accused = chance.random() < 0.15
    official = world.people[world.head_of(chance.choice(UNITS))].staff
    draft = AppealDraft(
        text=chance.choice(
            (WIFI, "Portal açılmır, elektron xidmətə girmək olmur.", "Rəis mənimlə kobud danışdı.")
        ),
        channel=chance.choice(list(Channel)),
        kind=chance.choice((None, Kind.COMPLAINT, *Kind)),
        caller=CallerDraft(name="Aytən Sınaq", phone="+994 50 212 44 87")
        if chance.random() < 0.8
        else CallerDraft(),
        about_unit=chance.choice((*UNITS, "Olmayan", "")) if accused else "",
        about_staff=official.full_name if accused and official and chance.random() < 0.6 else "",
        level=chance.choice((*Level, *[Level.ORDINARY] * 12)),
        pace=chance.choice((*Pace, *[None] * 40)),
        origin=chance.choice(("", "", "labour")),
        origin_letter=chance.choice(("", "5-6/7")),
        origin_on=chance.choice((*[baku_date(at)] * 9, date(2030, 1, 1))),
    )
    note(f"{at:%d.%m %H:%M} {name} logs {draft}")
    intake.log_appeal(
        world.session,
        draft,
        knowledge=world.knowledge,
        by=_at_the_edge(world, name, Permission.LOG_APPEAL),
        now=at,
        sealer=world.sealer,
        keys=(f"life:{len(world.appeals)}:{at.isoformat()}",),
        fingerprint=draft.hash,
    )
    return Allowed(None)


def _remind(world: World, at: datetime) -> Allowed:
    note(f"{at:%d.%m %H:%M} reminders are sent")
    reminding.remind_due(world.session, at)
    assert reminding.remind_due(world.session, at) == 0, "nothing is said twice"
    return Allowed(None, Action.REMIND, Action.ESCALATE)


def _change_the_law(world: World, chance: Random, at: datetime) -> Allowed:
    today = baku_date(at)
    change: Change = DayChange(
        today + timedelta(days=chance.randint(1, 20)), chance.random() < 0.3, "gün", "swap", "NK"
    )
    if chance.random() < 0.5:
        key, value = chance.choice((("appeal.limit", 15), ("info.limit", 7), ("appeal.limit_study", 30)))
        change = LimitChange(
            key,
            value + chance.randint(-3, 3),
            today,
            "1308-IVQ",
            "10.1",
            "V",
            applies_to_open=chance.random() < 0.7,
        )
    note(f"{at:%d.%m %H:%M} the law: {change}")
    author, other = world.people["centre head"].user, world.people["administrator"].user
    assert author is not None
    assert other is not None
    proposal = changing.propose(world.session, change, reason="Qərar.", by=author, now=at)
    recounting.confirm(world.session, proposal.id, by=other, now=at)
    return Allowed(None, Action.RECOUNT)
