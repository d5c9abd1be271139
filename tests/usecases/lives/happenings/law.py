"""The timetable reminds, and two persons change the calendar or a limit."""

from datetime import date, datetime, timedelta
from random import Random

from hypothesis import note

from callcenter.accounts.vocabulary import Permission
from callcenter.appeals import recounting, reminding
from callcenter.appeals.vocabulary import Action
from callcenter.calls import recounting as of_calls
from callcenter.law import changing
from callcenter.law import queries as law
from callcenter.law.changes import Change, DayChange, LimitChange
from callcenter.law.working_days import DayKind
from tests.usecases.lives.acting import at_the_edge
from tests.usecases.lives.allowed import Allowed
from tests.usecases.lives.people import World

LIMITS = (
    ("appeal.limit", 15),
    ("appeal.limit_study", 30),
    ("appeal.extension_max", 30),
    ("appeal.military", 10),
    ("consultation.limit", 15),
    ("info.limit", 7),
    ("consultation.internal", 3),
    ("appeal.unconsidered_notice", 5),
    ("info.clarify", 5),
    ("callback.limit", 2),
)


def remind(world: World, _: Random, at: datetime) -> Allowed:
    """Send the reminders that are due; the same sweep again sends none."""
    note(f"{at:%d.%m %H:%M} reminders are sent")
    reminding.remind_due(world.session, at)
    assert reminding.remind_due(world.session, at) == 0, "nothing is said twice"
    return Allowed(None, Action.REMIND, Action.ESCALATE)


def change(world: World, chance: Random, at: datetime) -> Allowed:
    """Put one or two changes in force: a holiday, a moved day of rest with the day worked for it, a limit."""
    people = (chance.sample(("centre head", "administrator"), 2), world)
    author, other = (
        at_the_edge(people[1], name, Permission.CHANGE_LAW, by_systems=False).user for name in people[0]
    )
    assert author is not None
    assert other is not None
    for one in _limit(world, chance) if chance.random() < 0.5 else _days(world, chance):
        note(f"{at:%d.%m %H:%M} the law: {one}")
        proposal = changing.propose(world.session, one, reason="Qərar.", by=author, now=at)
        _, effect = recounting.confirm(world.session, proposal.id, by=other, now=at)
        of_calls.recount(world.session)
        assert all(each.awaited.due_on == each.after for each in effect.beside), "done as it was shown"
    return Allowed(None, Action.RECOUNT)


def _days(world: World, chance: Random) -> list[Change]:
    kind = chance.choice(list(DayKind))
    day = world.today + timedelta(days=chance.randint(-5, 20))
    if kind is not DayKind.MOVED:
        return [_day(day, kind, working=chance.random() < 0.2)]
    return [
        _day(day, kind, working=False),
        _day(day + timedelta(days=chance.randint(1, 6)), kind, working=True),
    ]


def _day(day: date, kind: DayKind, *, working: bool) -> DayChange:
    return DayChange(day, working, "gün", kind.value, "NK qərarı")


def _limit(world: World, chance: Random) -> list[Change]:
    key, value = chance.choice(LIMITS)
    since = world.today - timedelta(days=chance.choice((0, 0, 1, 10)))
    if chance.random() < 0.15:
        return [LimitChange("count.start", chance.randint(0, 1), since, "1308-IVQ", "10", "V")]
    return [
        LimitChange(
            key,
            max(1, value + chance.randint(-20, 10)),
            since,
            "1308-IVQ",
            "10.1",
            "V",
            # What is for open appeals already is corrected for them too.
            applies_to_open=chance.random() < 0.6 or (key, since) in law.parameters(world.session).for_open,
        )
    ]
