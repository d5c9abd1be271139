"""To whom a late appeal is brought next: up the reporting line, as far as those above may know of it."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from callcenter.accounts.models import User
from callcenter.accounts.vocabulary import Role
from callcenter.appeals import directing, escalation, notices
from callcenter.appeals.models import Appeal
from callcenter.core.clock import baku_date
from callcenter.directory import queries as directory
from callcenter.directory.models import StaffMember
from callcenter.directory.rank import Person


@dataclass(frozen=True)
class Next:
    """Who hears of it: somebody in their place, else the head of the call centre, whom the directory may not have."""

    full_name: str
    staff: StaffMember | None
    role: Role | None = None


def goes_next_to(session: Session, appeals: Iterable[Appeal], now: datetime) -> Mapping[int, Next]:
    """Return, by id of those of the appeals that are overdue, to whom each is to be brought next.

    Where the next in the line may not know of it, as with a report of corruption, that is who is told then
    (reminding): the head of the call centre, or whom the head of the body authorised.
    """
    day = baku_date(now)
    late = [appeal for appeal in appeals if escalation.is_overdue(appeal, now)]
    if not late:
        return {}
    line = directory.reporting_line(session, day)
    above = {one.id: escalation.next_above(one, line) for one in late}
    hearing = _who_may_know(session, above, now)
    staff = directory.staff_by_id(session, [person.id for person in hearing.values()])
    found = {one: Next(staff[person.id].full_name, staff[person.id]) for one, person in hearing.items()}
    # With whom it waits at the top of the line has nobody above, and is no secret to themselves.
    rest = [
        one
        for one in late
        if one.id not in found and (above[one.id] is not None or escalation.line_of(one, line)[0] is None)
    ]
    return found | _directing(session, rest, now)


def _who_may_know(
    session: Session, above: Mapping[int, Person | None], now: datetime
) -> Mapping[int, Person]:
    """Leave out those who may not know of the appeal; asked once of each person."""
    by_user: defaultdict[int, dict[int, Person]] = defaultdict(dict)
    for appeal_id, person in above.items():
        if person is not None and person.user_id is not None:
            by_user[person.user_id][appeal_id] = person
    return {
        one: theirs[one]
        for user_id, theirs in by_user.items()
        for one in notices.known_to(session, user_id, list(theirs), now)
    }


def _directing(session: Session, appeals: Iterable[Appeal], now: datetime) -> dict[int, Next]:
    """The first who directs each and may know of it; asked once of each person."""
    directors = directing.directors_of(session, appeals, now)
    found: dict[int, Next] = {}
    for user_id in dict.fromkeys(one for users in directors.values() for one in users):
        theirs = [one for one, users in directors.items() if user_id in users]
        known = notices.known_to(session, user_id, theirs, now)
        if not known:
            continue
        user = session.get_one(User, user_id)
        staff = session.scalar(select(StaffMember).where(StaffMember.user_id == user_id))
        hearing = Next(user.display_name, staff, None if staff else user.role)
        # Who stands before them in the order of the directors was asked before.
        found = dict.fromkeys(known, hearing) | found
    return found
