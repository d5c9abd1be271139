"""What the page of an appeal shows of receptions: free times, who may be asked to receive at once, who is expected."""

from collections.abc import Callable, Mapping

from callcenter.appeals import reception, reception_queries
from callcenter.appeals.accused import may_not_receive
from callcenter.appeals.act_reading import Choices, Reading
from callcenter.appeals.vocabulary import Action
from callcenter.directory import queries as directory


def inviting(reading: Reading) -> Choices:
    """The free times and the officials, without the accused and their unit's people."""
    session, appeal = reading.session, reading.appeal
    people = directory.staff_of(session, [unit.id for unit in directory.home_units(session)])
    able = [one for one in people if not may_not_receive(session, appeal, one)]
    ids = {one.id for one in able}
    before = reception_queries.unended(session, appeal)
    return {
        "free_times": [
            slot for slot in reception_queries.free_after(session, reading.now) if slot.official_id in ids
        ],
        "receivers_at_once": able,
        "invited_before": before.slot if before and reception_queries.is_live(before) else None,
    }


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
