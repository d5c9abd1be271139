"""What holds of the people, units, questions and calls around the appeals after every move."""

from collections.abc import Iterable, Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session

from callcenter.accounts.vocabulary import Permission, Role
from callcenter.appeals import (
    centre_desk,
    consulting_queries,
    escalation,
    executors,
    lifecycle,
    operators_desk,
    queries,
    recalling,
    reception_queries,
    related,
    resolutions,
    side_clocks,
)
from callcenter.appeals.models import Appeal, AppealEvent
from callcenter.appeals.notice_models import Notice
from callcenter.appeals.vocabulary import Action, State
from callcenter.calls import queries as calls
from callcenter.calls import recounting
from callcenter.calls.callback_models import Callback
from callcenter.calls.models import Call
from callcenter.calls.vocabulary import CallbackState
from callcenter.directory import queries as directory
from tests.usecases.lives.people import OFFICE, SYSTEM, World

REMINDED = (Action.REMIND, Action.ESCALATE)
SPOKEN = (CallbackState.REACHED, CallbackState.CALLED_AGAIN)


def check(world: World, last_event: int, last_notice: int) -> None:
    """Everything that holds around the appeals; the last event and notice are those before the move."""
    check_rights(world)
    check_work(world, last_event)
    check_heard(world, last_event, last_notice)
    check_waiting(world, world.appeals)
    check_retired(world)
    check_calls(world.session)
    check_clocks(world.session)


def check_rights(world: World) -> None:
    """Everybody has the rights of today: a mandate and a deputyship give them on their days and leave none behind."""
    away, empowered = world.away_today(), world.empowered_today()
    known = directory.absent_on(world.session, world.today)
    assert {key: one.deputy_id for key, one in known.items()} == {
        key: one.deputy_id for key, one in away.items()
    }
    deputies = {one.deputy_id for one in away.values()}
    assert not deputies & away.keys(), "whoever stands in for somebody is there"
    for name in set(world.people) - {OFFICE, SYSTEM}:
        actor = world.people[name]
        assert actor.user is not None
        own = actor.staff.id if actor.staff else 0
        stands_for = {key for key, one in away.items() if one.deputy_id == own}
        if actor.user.role in (Role.UNIT_HEAD, Role.UNIT_STAFF):
            assert actor.stood_in == stands_for
        for_heads = any(
            key in stands_for and place.head for place in world.places.values() if (key := place.staff_id)
        )
        role = Role.UNIT_HEAD if for_heads and actor.user.role is Role.UNIT_STAFF else actor.user.role
        assert actor.role is (Role.CENTRE_HEAD if name in empowered else role), name


def check_work(world: World, last_event: int) -> None:
    """New work goes to who is there and may do it, and to no unit that is retired."""
    absent = directory.absent_on(world.session, world.today)
    for event in _since(world.session, last_event):
        if event.action is Action.ROUTE and event.unit is not None:
            assert event.unit.retired_at is None, "no work to a retired unit"
        if event.action is Action.ASSIGN:
            appeal = event.appeal
            for one in (event.executor, *resolutions.helpers(world.session, appeal)):
                assert one is not None
                assert one.id not in absent, "work goes to the deputy of who is away"
                assert one.user is not None
                assert one.user.disabled_at is None, "who left gets no work"
                assert one.unit.retired_at is None or one.unit_id == appeal.unit_id
        for name in event.details["asked"] if event.action is Action.CONSULT else ():
            assert directory.unit_named(world.session, name).retired_at is None


def check_heard(world: World, last_event: int, last_notice: int) -> None:
    """Somebody who is there hears of each reminder, if there is anybody at all who may."""
    reminded = [one for one in _since(world.session, last_event) if one.action in REMINDED]
    if not reminded:
        return
    there = {world.users[name].id for name in world.users if world.is_there(name)}
    told = world.session.execute(
        select(Notice.appeal_id, Notice.user_id).where(Notice.id > last_notice, Notice.appeal_id.is_not(None))
    ).all()
    for event in reminded:
        heard = {user for appeal, user in told if appeal == event.appeal_id}
        assert heard & there or not world.sees("centre head", event.appeal), "nobody hears of it"


def check_waiting(world: World, appeals: Iterable[Appeal]) -> None:
    """What waits for somebody says for whom: an open question, one invitation to a time that stands, a letter each."""
    for appeal in appeals:
        if appeal.state is State.CONSULTING:
            asked = consulting_queries.open_about(world.session, appeal)
            assert asked, "nobody owes advice"
            assert appeal.about_unit_id not in {one.unit_id for one in asked}, "the accused are asked"
        if appeal.state is State.INVITED:
            invitation = reception_queries.unended(world.session, appeal)
            assert invitation is not None
            assert invitation.slot.cancelled_at is None
            assert reception_queries.live_of_slot(invitation.slot) is invitation
            if invitation.slot.starts_at > world.now:
                assert invitation.slot.official_id != appeal.about_staff_id, "the accused are to receive"
        if appeal.state is State.FORWARDED_OUT:
            _check_letters(world.session, appeal)


def _check_letters(session: Session, appeal: Appeal) -> None:
    opened = max(
        (one.at for one in appeal.events if one.action is Action.REOPEN), default=appeal.registered_at
    )
    letters = [one for one in related.letters_of(session, appeal) if one.at >= opened]
    assert letters, "nobody got it"
    assert len({one.body_name for one in letters}) == len(letters), "one body got it twice"


def check_retired(world: World) -> None:
    """What a retired unit still has lies before the head of the call centre, if they may know of it."""
    left = [
        one
        for one in world.appeals
        if one.unit is not None and one.unit.retired_at is not None and one.state in recalling.UNFINISHED
    ]
    if not left:
        return
    head = world.people["centre head"]
    listed = _heap(centre_desk.heaps(world.session, head, world.now))
    assert {one.id for one in left if world.sees("centre head", one)} <= listed


def _heap(heaps: Iterable[tuple[centre_desk.Heap, Iterable[Appeal]]]) -> set[int]:
    return {one.id for heap, found in heaps if heap.name == "retired" for one in found}


def check_approvable(world: World) -> None:
    """Somebody who is there may approve what waits for approval or give it back, whoever else is away or has left."""
    for appeal in world.appeals:
        if appeal.state is State.AWAITING_APPROVAL:
            there = [world.actor(name) for name in world.users if world.is_there(name)]
            may = [one for one in there if one.may(Permission.APPROVE_ANSWER)]
            assert any(
                queries.is_visible(world.session, one, appeal)
                and (one.heads(appeal.unit_id) or escalation.may_approve(world.session, appeal, one))
                for one in may
            ), "nobody may approve it"


def check_on_a_desk(world: World) -> None:
    """What waits to be routed lies on a desk of somebody who is there, or the head of the centre may not know of it."""
    session, desks = world.session, set[int]()
    for name in filter(world.is_there, ("operator", "operator two", "centre head")):
        heaps = (
            operators_desk.on_operators_desk(session, world.people[name]).values()
            if name != "centre head"
            else ()
        )
        desks |= {one.id for heap in heaps for one in heap}
    centre = centre_desk.heaps(session, world.people["centre head"], world.now)
    desks |= {one.id for heap, found in centre if heap.name != "late" for one in found}
    for appeal in world.appeals:
        if appeal.state in lifecycle.ON_OPERATORS_DESK and world.sees("centre head", appeal):
            assert appeal.id in desks, "it lies on nobody's desk"


def check_counts(world: World) -> None:
    """What somebody may not know of is in no number that they read either."""
    for name, actor in world.people.items():
        if not actor.headed or name in world.left:
            continue
        known = [one for one in world.appeals if world.sees(name, one)]
        for appeal in known:
            for worker in executors.workers(world.session, appeal, actor, world.today, helping=True):
                held = [one for one in known if one.executor_id == worker.staff.id]
                assert worker.load <= len(held)


def check_calls(session: Session) -> None:
    """Nobody waits for a call in vain, and nobody is owed two or one after they were spoken with."""
    owed = session.scalars(select(Callback).where(Callback.state == CallbackState.OPEN)).all()
    spoken = [
        *session.execute(select(Call.number, Call.answered_at).where(Call.answered_at.is_not(None))),
        *session.execute(select(Callback.number, Callback.closed_at).where(Callback.state.in_(SPOKEN))),
    ]
    assert len({one.number for one in owed}) == len(owed)
    for one in owed:
        answered = [at for number, at in spoken if number == one.number and at > one.last_asked_at]
        assert not answered, "who was spoken with is owed no call"
    lost = select(Call).where(Call.outcome.is_not(None), Call.answered_at.is_(None), Call.number.is_not(None))
    for call in session.scalars(lost):
        later = [at for number, at in spoken if number == call.number and at >= call.started_at]
        assert call.callback is not None or later, "somebody waits for a call in vain"


def check_clocks(session: Session) -> None:
    """What is awaited is due by the law in force, whatever was changed since somebody began to wait for it."""
    assert side_clocks.moved(session, side_clocks.in_force(session)) == []
    of_calls = recounting.moved(session, calls.hours(session))
    assert (of_calls.callbacks, of_calls.copies) == ((), ())


def _since(session: Session, last_event: int) -> Sequence[AppealEvent]:
    return session.scalars(
        select(AppealEvent).where(AppealEvent.id > last_event).order_by(AppealEvent.id)
    ).all()
