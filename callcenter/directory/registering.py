"""Acts: keep the register of civil-service positions, and give people their positions from it."""

from collections.abc import Iterable, Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session

from callcenter.accounts.models import User
from callcenter.core.errors import InvalidInput
from callcenter.core.wording import say
from callcenter.directory import queries
from callcenter.directory.models import Position, StaffMember
from callcenter.directory.position_seed import SHIPPED
from callcenter.directory.positions import Listed, plain, read_register


def register_positions(session: Session, clauses: Iterable[tuple[str, str]]) -> int:
    """Make what the clauses list the register in force and return how many positions that is.

    Give the words in force: what a source prints although it was repealed would stand in the register, too. Clauses that list no positions change nothing. A position that was known keeps its holders; one that the clauses
    no longer list goes out of force.
    """
    register = read_register(clauses)
    if register.positions:
        _keep(session, register.positions, shipped=False)
    return len(register.positions)


def ship_positions(session: Session) -> None:
    """Fill an empty register with the positions of a ministry's apparatus.

    Whoever was appointed before there was a register holds the position that is printed for them, where it has one.
    """
    if session.scalar(select(Position.id).limit(1)) is not None:
        return
    _keep(session, SHIPPED, shipped=True)
    named = {plain(one.name): one for one in queries.positions(session)}
    for member in queries.home_staff_without_position(session):
        member.held = named.get(plain(member.position))
    session.flush()


def give_position(session: Session, user: User, typed: str) -> StaffMember:
    """Let the person hold the position of that name; the words printed for it stay where they are the unit's own.

    Raises InvalidInput for a name that the register does not have, and for somebody without a place in a unit.
    """
    member = session.scalar(select(StaffMember).where(StaffMember.user_id == user.id))
    held = queries.position_named(session, typed)
    if member is None:
        raise InvalidInput(
            {"position": say("Bu şəxs heç bir struktur bölməyə aid deyil: vəzifə verilə bilməz.")}
        )

    if member.position in (user.role.label, member.held.name if member.held else None):
        member.position = held.name
    member.held = held
    session.flush()
    return member


def _keep(session: Session, listed: Sequence[Listed], *, shipped: bool) -> None:
    known = {(one.clause, one.entry, one.name): one for one in session.scalars(select(Position))}
    for one in listed:
        statute, _, clause = one.clause.partition(":")
        position = known.pop((clause, one.entry, one.name), None)
        if position is None:
            position = Position(clause=clause, entry=one.entry, name=one.name)
            session.add(position)
        position.statute, position.place, position.rank = statute, one.place, one.rank
        position.grade, position.cls, position.groups = (
            one.grade,
            one.cls,
            [str(group) for group in one.groups],
        )
        position.in_force, position.shipped = True, shipped
    for gone in known.values():
        gone.in_force = False
    session.flush()
