"""Who acts: a person with a desk in a unit, or another system with its key."""

from collections.abc import Set
from dataclasses import dataclass, field

from sqlalchemy import select
from sqlalchemy.orm import Session

from callcenter.accounts.models import ApiKey, User
from callcenter.accounts.vocabulary import Permission, Role
from callcenter.core.errors import NotAllowed
from callcenter.directory import queries, rank
from callcenter.directory.models import StaffMember, Unit


@dataclass(frozen=True)
class Actor:
    """Either a user, with the staff member they are and the units they head, or an API key; or the system itself.

    authors are the users, outside of those units, whose texts nobody nearer may approve.

    A key does what its scope says and is no one's subordinate: scope is checked at the edge.
    """

    user: User | None = None
    api_key: ApiKey | None = None
    staff: StaffMember | None = None
    headed: frozenset[int] = field(default_factory=frozenset)
    authors: frozenset[int] = field(default_factory=frozenset)

    @property
    def role(self) -> Role | None:
        """The role in which the user acts; None for a key."""
        return self.user.acts_as if self.user else None

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
        return self.user is None or self.user.may(permission)

    def heads(self, unit_id: int | None) -> bool:
        """Say whether the unit is the actor's to head; a key speaks for the unit's own system."""
        return self.user is None or (unit_id is not None and unit_id in self.headed)

    def must_head(self, unit_id: int | None) -> None:
        """Refuse when the unit is not the actor's to head."""
        if not self.heads(unit_id):
            raise NotAllowed


def actor_of(session: Session, user: User) -> Actor:
    """Return the person as an actor: their place in the directory and the units they head, own and below."""
    staff = session.scalar(select(StaffMember).where(StaffMember.user_id == user.id))
    if staff is None or not staff.head:
        return Actor(user=user, staff=staff)
    headed = frozenset(units_below(session, staff.unit_id))
    authors = _authors(session, staff, headed) if staff.unit.head_of_apparatus else frozenset()
    return Actor(user=user, staff=staff, headed=headed, authors=authors)


def _authors(session: Session, staff: StaffMember, headed: Set[int]) -> frozenset[int]:
    """Return the users of other units whose texts the Head of the Apparatus is the nearest to approve."""
    line = queries.reporting_line(session)
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
