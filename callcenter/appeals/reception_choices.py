"""What the page of an appeal shows of receptions: free times, who may be asked to receive at once, who is expected."""

from collections.abc import Callable, Mapping, Sequence

from callcenter.appeals import reception, reception_queries
from callcenter.appeals.accused import may_not_receive
from callcenter.appeals.act_reading import Choices, Reading
from callcenter.appeals.models import Appeal
from callcenter.appeals.reception_models import ReceptionSlot
from callcenter.appeals.vocabulary import Action
from callcenter.directory import queries as directory
from callcenter.directory.models import StaffMember


def inviting(reading: Reading) -> Choices:
    """The free times and the officials, without the accused and their unit's people."""
    session, appeal = reading.session, reading.appeal
    people = directory.staff_of(session, [unit.id for unit in directory.home_units(session)])
    able = [one for one in people if not may_not_receive(session, appeal, one)]
    ids = {one.id for one in able}
    free = [one for one in reception_queries.free_after(session, reading.now) if one.official_id in ids]
    before = reception_queries.unended(session, appeal)
    expected = before if before and reception_queries.is_live(before) else None
    return {
        "free_times": _by_official(free, appeal),
        "receivers_at_once": able,
        "invited_before": expected.slot if expected else None,
        "reception_off": reception_queries.obstacle_met(session, expected) if expected else None,
    }


def _by_official(
    free: Sequence[ReceptionSlot], appeal: Appeal
) -> list[tuple[StaffMember, Sequence[ReceptionSlot]]]:
    """Return each official's times, first those of the unit that has the appeal or is advised for it."""
    found: dict[StaffMember, list[ReceptionSlot]] = {}
    for slot in free:
        found.setdefault(slot.official, []).append(slot)
    advised = appeal.suggestions[0].unit_id if appeal.suggestions else None
    unit_id = appeal.unit_id or advised
    return sorted(found.items(), key=lambda one: one[0].unit_id != unit_id)


def recording(reading: Reading) -> Choices | None:
    """The reception whose result the reader may note, once its time has come."""
    invitation = reception_queries.unended(reading.session, reading.appeal)
    if invitation is None or reading.now < invitation.slot.starts_at:
        return None
    return {"held": invitation} if reception.may_record(invitation, reading.actor) else None


CHOICES: Mapping[Action, Callable[[Reading], Choices | None]] = {
    Action.INVITE: inviting,
    Action.RECEIVE: recording,
    Action.MISS: recording,
}
