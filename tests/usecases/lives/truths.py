"""What holds after every move of an appeal's life, whoever made it and whatever was typed."""

from collections.abc import Iterable, Mapping, Sequence
from itertools import groupby
from random import Random
from typing import Any

from sqlalchemy import String, Table, cast, func, select, union_all
from sqlalchemy.orm import Session

from callcenter.accounts.vocabulary import Role
from callcenter.appeals import (
    centre_desk,
    conflicts,
    consulting_queries,
    events,
    lifecycle,
    merging,
    notices,
    operators_desk,
    queries,
    referral_queries,
    related,
    secrecy,
    sending_letters,
    unit_desk,
)
from callcenter.appeals.accused import accused_of, may_not_examine
from callcenter.appeals.conflicts import Seat
from callcenter.appeals.models import Appeal, AppealEvent
from callcenter.appeals.notice_models import Notice
from callcenter.appeals.vocabulary import Action, Level, State
from callcenter.audit import verifying
from callcenter.core.db import Base
from callcenter.directory import queries as directory
from callcenter.directory.actors import Actor
from callcenter.directory.models import Unit
from callcenter.directory.rank import upwards
from tests.usecases.lives.people import World

APPEALS: Table = Appeal.metadata.tables["appeal"]
# Everything that is kept of an appeal, and what leaves the house because of it.
FILE = [
    table
    for table in Base.metadata.tables.values()
    if any(key.column.table is APPEALS for key in table.foreign_keys)
    or table.name
    in {
        *("appeal", "outbox_message", "trail_entry", "reception_slot", "law_change", "calendar_day"),
        *(
            "legal_parameter",
            "absence",
            "mandate",
            "user_account",
            "staff_member",
            "unit",
            "knowledge_change",
        ),
        *("call", "call_event", "callback_try"),
    }
]
Print = tuple[Sequence[Any], ...]


def print_of(session: Session) -> Print:
    """Return what tells a database in which nothing happened: every appeal whole, and how much is kept of them."""
    counts = union_all(
        *(select(func.count(), cast(func.max(table.c[_key(table)]), String)) for table in FILE)
    )
    rows = session.execute(select(APPEALS).order_by(APPEALS.c.id)).all()
    return session.execute(counts).all(), rows


def _key(table: Table) -> str:
    return next(iter(table.primary_key.columns)).name


def steps_since(session: Session, last_event: int) -> Mapping[int, list[Action]]:
    """Return the steps that appeals took after an event, by appeal and in their order."""
    found: dict[int, list[Action]] = {}
    later = select(AppealEvent.appeal_id, AppealEvent.action).where(AppealEvent.id > last_event)
    for appeal, action in session.execute(later.order_by(AppealEvent.id)):
        found.setdefault(appeal, []).append(action)
    return found


def last_event(session: Session) -> int:
    """Return the id of the newest step of all."""
    return session.scalar(select(func.max(AppealEvent.id))) or 0


def check_appeal(session: Session, appeal: Appeal) -> None:
    """An appeal is where its steps led it, by the clock that follows from them, and in somebody's hands."""
    kept = session.execute(
        select(
            APPEALS.c.version, APPEALS.c.state, APPEALS.c.due_on, APPEALS.c.due_at, APPEALS.c.regime
        ).where(APPEALS.c.id == appeal.id)
    ).one()
    numbered = session.execute(
        select(AppealEvent.version, AppealEvent.state, AppealEvent.at)
        .where(AppealEvent.appeal_id == appeal.id)
        .order_by(AppealEvent.id)
    ).all()
    assert [one.version for one in numbered] == list(range(1, kept.version + 1))
    assert kept.state is numbered[-1].state
    assert [one.at for one in numbered] == sorted(one.at for one in numbered)
    due = events.due_of_appeal(session, appeal)
    assert (kept.due_on, kept.due_at, kept.regime) == (due.due_on, due.due_at, due.regime)
    if events.stood_still_at(appeal) is None:
        assert appeal.internal_due_on is None or appeal.internal_due_on <= appeal.due_on
    _check_clock(session, appeal)
    _check_owner(appeal, [one.state for one in numbered])
    _check_family(appeal)
    _check_letter(session, appeal)
    for answer in appeal.answers:
        if answer.approved_at is not None:
            assert (answer.approved_by_id, answer.approved_by_key_id) != (
                answer.author_id,
                answer.author_key_id,
            )


def _check_clock(session: Session, appeal: Appeal) -> None:
    """In a round more time is given once on each ground, and a withdrawal that is taken back has moved nothing."""
    steps = appeal.events
    given: list[str] = []
    for place, event in enumerate(steps):
        if event.action is Action.REOPEN:
            given = []
        if event.action is Action.EXTEND:
            given.append(event.details["ground"])
        stopped = steps[place - 1]
        if event.action is Action.RESUME and stopped.action is Action.WITHDRAW:
            before, after = (events.due_of(session, steps[:upto]) for upto in (place, place + 1))
            assert (before.due_on, before.due_at) == (after.due_on, after.due_at), "stopping gave time"
    assert len(given) == len(set(given)), f"more time was given twice: {given}"


def _check_owner(appeal: Appeal, passed: Sequence[State]) -> None:
    if appeal.state in lifecycle.RUNNING:
        at_work = lifecycle.settled(passed)
        on_the_desk = at_work in lifecycle.ON_OPERATORS_DESK and appeal.unit is None
        in_parts = appeal.unit is None and bool(appeal.parts)
        assert on_the_desk or in_parts or appeal.unit is not None, "nobody has it"
        assert appeal.executor is None or appeal.unit is not None
    assert (appeal.outcome is not None) == (appeal.state is State.CLOSED)


def _check_letter(session: Session, appeal: Appeal) -> None:
    """Nobody waits for the Head of the Apparatus to examine what they may not know of."""
    if referral_queries.open_about(session, appeal) is not None:
        assert appeal.level is not Level.CORRUPTION
        assert not may_not_examine(session, appeal, directory.head_of_apparatus(session))


def _check_family(appeal: Appeal) -> None:
    if appeal.state is State.CLOSED:
        assert all(one.state is State.CLOSED for one in (*appeal.parts, *appeal.merged)), (
            "closed before its parts"
        )
    assert appeal.state is not State.MERGED or appeal.merged_into is not None
    assert appeal.merged_into is None or appeal.merged_into.merged_into is None, "merged in a chain"
    main = appeal.parent or appeal.merged_into
    if main is not None:
        assert appeal.level is main.level, "what is answered together is equally secret"
        assert (appeal.about_unit_id, appeal.about_staff_id) == (main.about_unit_id, main.about_staff_id)


def check_secrets(world: World) -> None:
    """Whom an appeal complains of finds it nowhere; leadership finds what is confidential nowhere."""
    hidden = {name: _hidden_from(world, one) for name, one in world.people.items()}
    for name, appeals in hidden.items():
        if appeals:
            seen = queries.ids_visible_to(
                world.session, world.people[name], [one.id for one in world.appeals]
            )
            assert not seen & {one.id for one in appeals}, f"{name} sees what complains of them"


def check_lists(world: World, chance: Random, most: int) -> None:
    """What is hidden from somebody is in none of their lists, desks and notices either; so many of them look."""
    kept_from = {name: {one.id for one in _hidden_from(world, actor)} for name, actor in world.people.items()}
    strangers = [name for name, hidden in kept_from.items() if hidden]
    for name in chance.sample(strangers, min(most, len(strangers))):
        listed = {one.id for one in _listed(world, world.people[name])}
        assert not listed & kept_from[name], f"a list, a desk or a notice tells {name} of it"


def _hidden_from(world: World, actor: Actor) -> list[Appeal]:
    return [
        one for one in world.appeals if _may_not_know(world, actor, one) or _too_secret(world, actor, one)
    ]


def _too_secret(world: World, actor: Actor, appeal: Appeal) -> bool:
    """The desks for which the level alone decides: leadership, and operators who did not log the appeal."""
    if appeal.level is Level.ORDINARY or actor.role not in (Role.LEADERSHIP, Role.OPERATOR):
        return False
    reader = appeal.level is Level.CORRUPTION and actor is world.people["operator two"]
    logged = actor.role is Role.OPERATOR and appeal.logged_by_id == actor.user_id
    return not reader and not logged


def _may_not_know(world: World, actor: Actor, appeal: Appeal) -> bool:
    if not appeal.accuses or actor.is_system:
        return False
    if actor.user is None:
        return appeal.api_key_id != actor.api_key_id
    if actor.staff is None or actor.role is None:
        return False
    own = actor.staff.unit_id
    if appeal.override_unit_id == own == appeal.unit_id:
        return actor.staff.id == appeal.about_staff_id
    if _in_anothers_place(actor, appeal):
        return True
    parents = dict(iter(world.session.execute(select(Unit.id, Unit.parent_id))))
    topmost = [unit for unit in actor.headed if parents[unit] not in actor.headed]
    line = frozenset(above for unit in (own, *topmost) for above in upwards(unit, parents))
    desk = secrecy.DESKS.get(actor.role, conflicts.Desk.EXAMINES)
    return conflicts.may_not_know(Seat(actor.staff.id, line, desk), accused_of(appeal))


def _in_anothers_place(actor: Actor, appeal: Appeal) -> bool:
    """A head who stands in elsewhere examines there nothing that complains of the people whom they head themselves."""
    own_people = actor.headed - actor.lent
    return (
        bool(actor.lent and actor.staff and actor.staff.head)
        and appeal.about_staff is not None
        and appeal.about_staff.unit_id in own_people
        and appeal.unit_id not in own_people
    )


def _listed(world: World, actor: Actor) -> list[Appeal]:
    session, now = world.session, world.now
    desk = unit_desk.desk_of(session, actor)
    waiting = (
        *(one.appeal for one in consulting_queries.waiting_for(session, actor)),
        *(one.appeal for one in referral_queries.awaited(session, actor)),
        *(one.appeal for one in sending_letters.waiting(session, actor)),
    )
    heaps: tuple[Iterable[Appeal], ...] = (
        queries.appeals(session, actor, queries.Filter(), now=now).rows,
        *operators_desk.on_operators_desk(session, actor).values(),
        *(found for _, found in centre_desk.heaps(session, actor, now)),
        *(desk.mine, desk.helping, desk.standing_in, desk.others),
        waiting,
        related.of_callers(session, actor, {one.caller_id for one in world.appeals if one.caller_id}),
        *(merging.may_be_joined(session, actor, appeal) for appeal in world.appeals),
        _told(world, actor),
    )
    return [one for heap in heaps for one in heap]


def _told(world: World, actor: Actor) -> list[Appeal]:
    if actor.user is None:
        return []
    told = world.session.scalars(select(Notice).where(Notice.user_id == actor.user_id)).all()
    theirs = notices.still_known(world.session, actor.user, told, world.now)
    return [one.appeal for one in theirs if one.appeal is not None]


def check_new_notices(world: World, last_notice: int) -> None:
    """Nobody is told anything new of an appeal that they may not see."""
    by_user = {one.user_id: one for one in world.people.values() if one.user_id is not None}
    new = world.session.scalars(
        select(Notice).where(Notice.id > last_notice, Notice.user_id.in_(by_user)).order_by(Notice.user_id)
    ).all()
    for user_id, told in groupby(new, key=lambda one: one.user_id):
        reader, mine = by_user[user_id], list(told)
        # What is taken back is told in the act that ends it; of few eyes it is not read afterwards (still_known).
        ended = {
            one.appeal_id
            for one in mine
            if one.key.startswith("no-advice:")
            and one.appeal
            and not _may_not_know(world, reader, one.appeal)
        }
        ids = [one.appeal_id for one in mine if one.appeal_id is not None]
        unknown = set(ids) - notices.not_kept_from(world.session, reader, ids) - ended
        assert not unknown, f"{[one.key for one in mine]} was told to who may not know"
    _check_numbers(world, by_user, last_notice)


def _check_numbers(world: World, by_user: Mapping[int, Actor], last_notice: int) -> None:
    """A notice of how many appeals moved counts none that its reader may not see."""
    told = select(Notice).where(Notice.id > last_notice, Notice.key.startswith("law-change:"))
    for notice in world.session.scalars(told):
        reader = by_user.get(notice.user_id)
        if reader is not None:
            seen = queries.ids_visible_to(world.session, reader, [one.id for one in world.appeals])
            assert 0 < notice.values["count"] <= len(seen)


def last_notice(session: Session) -> int:
    """Return the id of the newest notice of all."""
    return session.scalar(select(func.max(Notice.id))) or 0


def check_seals(session: Session) -> None:
    """Both chains, of the trail and of the steps, are whole."""
    assert verifying.verify(session).breaks == []
