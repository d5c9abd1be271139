"""Acts: keep the register of civil-service positions, and give people their positions from it."""

from collections.abc import Iterable, Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session

from callcenter.core.errors import InvalidInput
from callcenter.core.wording import say
from callcenter.directory import queries
from callcenter.directory.models import Position, StaffMember
from callcenter.directory.position_seed import SHIPPED
from callcenter.directory.positions import Listed, plain, read_register
from callcenter.directory.vocabulary import BodyGroup


def register_positions(session: Session, clauses: Iterable[tuple[str, str]]) -> int:
    """Make what the clauses list the register in force and return how many positions that is.

    Clauses that list no positions change nothing. A position that was known keeps its holders; one that the clauses
    no longer list goes out of force.
    """
    register = read_register(clauses)
    if register.positions:
        _keep(session, register.positions, shipped=False)
    return len(register.positions)


def ship_positions(session: Session) -> None:
    """Fill an empty register with the positions of a ministry's apparatus."""
    if session.scalar(select(Position.id).limit(1)) is None:
        _keep(session, SHIPPED, shipped=True)


def give_position(session: Session, member: StaffMember, typed: str) -> None:
    """Let the person hold the position of that name in their body; a name that is printed already stays.

    Raises InvalidInput for a name that the register does not have there.
    """
    held = position_named(session, typed)
    if not member.position or member.held is None or member.position == member.held.name:
        member.position = held.name
    member.held = held
    session.flush()


def position_named(session: Session, typed: str) -> Position:
    """Return the position of a ministry's apparatus with this name, in any spelling; InvalidInput when none is."""
    wanted = plain(typed)
    for position in queries.positions(session, BodyGroup.CENTRAL):
        if plain(position.name) == wanted:
            return position
    raise InvalidInput(
        {
            "position": say(
                "Vəzifə reyestrində nazirlik aparatı üçün belə vəzifə yoxdur: siyahıdan seçin "
                "(məsələn, «böyük məsləhətçi»)."
            )
        }
    )


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
