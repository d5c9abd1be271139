"""Who acts: a person with a desk in a unit, or another system with its key."""

from collections.abc import Sequence, Set
from dataclasses import dataclass, field
from datetime import date, datetime

from sqlalchemy import exists, select
from sqlalchemy.orm import Session

from callcenter.accounts.models import ApiKey, User
from callcenter.accounts.vocabulary import MAY, Permission, Role
from callcenter.core import clock
from callcenter.core.errors import NotAllowed
from callcenter.directory import queries, rank
from callcenter.directory.models import StaffMember, Unit
from callcenter.directory.reader_models import AuthorisedReader

# Whose desk is a unit's: only they stand in with rights for somebody else of a unit's desk.
AT_A_UNIT = frozenset({Role.UNIT_STAFF, Role.UNIT_HEAD})


@dataclass(frozen=True)
class Actor:
    """Either a user, with the staff member they are and the units they head, or an API key; or the system itself.

    authors are the users, outside of those units, whose texts nobody nearer may approve. stood_in are the people,
    by id, for whom the actor stands in on the day; lent are the units that the actor heads only by standing in;
    topmost says that the Apparatus is among the headed ones. at is the moment of which all this is true.

    A key does what its scope says and is no one's subordinate: scope is checked at the edge.
    """

    user: User | None = None
    api_key: ApiKey | None = None
    staff: StaffMember | None = None
    headed: frozenset[int] = field(default_factory=frozenset)
    authors: frozenset[int] = field(default_factory=frozenset)
    stood_in: frozenset[int] = field(default_factory=frozenset)
    lent: frozenset[int] = field(default_factory=frozenset)
    topmost: bool = False
    at: datetime | None = None

    @property
    def day(self) -> date | None:
        """The day of that moment in Baku."""
        return clock.baku_date(self.at) if self.at else None

    @property
    def role(self) -> Role | None:
        """The role in which the user acts, a head's for who stands in for one; None for a key."""
        if self.user is None:
            return None
        acts_as = self.user.acts_as
        return Role.UNIT_HEAD if acts_as is Role.UNIT_STAFF and self.lent else acts_as

    @property
    def user_id(self) -> int | None:
        """Id of the user, if a person acts."""
        return self.user.id if self.user else None

    @property
    def api_key_id(self) -> int | None:
        """Id of the key, if a system acts."""
        return self.api_key.id if self.api_key else None

    @property
    def is_system(self) -> bool:
        """Whether nobody acts but the product itself, by a rule that the ministry switched on."""
        return self.user is None and self.api_key is None

    def may(self, permission: Permission) -> bool:
        """Say whether the role has the permission; a key's scope was checked at the edge."""
        return (
            self.user is None
            or self.role is None
            or self.user.may(permission)
            or permission in MAY[self.role]
        )

    def heads(self, unit_id: int | None) -> bool:
        """Say whether the unit is the actor's to head; a key speaks for the unit's own system."""
        return self.user is None or (unit_id is not None and unit_id in self.headed)

    def must_head(self, unit_id: int | None) -> None:
        """Refuse when the unit is not the actor's to head."""
        if not self.heads(unit_id):
            raise NotAllowed


def actor_of(session: Session, user: User, *, now: datetime | None = None) -> Actor:
    """Return the person as an actor at a moment, this one where none is named.

    That is: their place in the directory, the units they head, own and below, and those of the heads for whom they
    stand in on the day.
    """
    moment = now or clock.now()
    day = clock.baku_date(moment)
    staff = session.scalar(select(StaffMember).where(StaffMember.user_id == user.id))
    if staff is None:
        return Actor(user=user, at=moment)
    absent = _stood_in(session, staff, user, day)
    own = frozenset(units_below(session, staff.unit_id) if staff.head else ())
    lent = frozenset(unit for one in absent if one.head for unit in units_below(session, one.unit_id))
    topmost = any(one.unit.head_of_apparatus for one in (staff, *absent) if one.head)
    return Actor(
        user=user,
        staff=staff,
        headed=own | lent,
        authors=_authors(session, staff, own | lent, day) if topmost else frozenset(),
        stood_in=frozenset(one.id for one in absent),
        lent=lent - own,
        topmost=topmost,
        at=moment,
    )


def lent_to(session: Session, user: User, now: datetime) -> tuple[Role | None, bool]:
    """Return the role that the person has today only by standing in for an absent head; None for most people.

    With it whether the head of the body authorised them to receive reports of corruption.
    """
    authorised = exists().where(AuthorisedReader.user_id == user.id, AuthorisedReader.counts_at(now))
    entrusted = user.may(Permission.SEE_APPEALS) and bool(session.scalar(select(authorised)))
    stands_in = user.role is Role.UNIT_STAFF and actor_of(session, user, now=now).lent
    return (Role.UNIT_HEAD if stands_in else None), entrusted


def _stood_in(session: Session, staff: StaffMember, user: User, day: date) -> Sequence[StaffMember]:
    if user.role not in AT_A_UNIT:
        return ()
    return [one.staff for one in queries.stood_in_by(session, staff.id, day)]


def _authors(session: Session, staff: StaffMember, headed: Set[int], day: date) -> frozenset[int]:
    """Return the users of other units whose texts the Head of the Apparatus is the nearest to approve."""
    line = queries.reporting_line(session, day)
    return frozenset(
        one.user_id
        for one in line.people.values()
        if one.user_id is not None
        and one.unit_id not in headed
        and [above.id for above in rank.approvers(line, one, one.unit_id)][:1] == [staff.id]
    )


def units_below(session: Session, unit_id: int) -> list[int]:
    """Return the id of the unit and of every unit below it."""
    below = select(Unit.id).where(Unit.id == unit_id).cte(recursive=True)
    below = below.union(select(Unit.id).where(Unit.parent_id == below.c.id))
    return list(session.scalars(select(below.c.id)))
