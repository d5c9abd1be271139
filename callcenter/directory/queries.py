"""Reading the directory."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session, selectinload

from callcenter.accounts.models import User
from callcenter.accounts.vocabulary import Role
from callcenter.core.errors import InvalidInput, NotFound
from callcenter.core.wording import say
from callcenter.directory.models import Body, Position, StaffMember, Unit
from callcenter.directory.positions import plain
from callcenter.directory.rank import Line, Person
from callcenter.directory.vocabulary import BodyGroup


def home_units(session: Session, *, retired: bool = False) -> Sequence[Unit]:
    """Return the units of the home body that take appeals, and retired ones where asked; parents come first."""
    wanted = select(Unit).join(Unit.body).where(Body.home)
    if not retired:
        wanted = wanted.where(Unit.retired_at.is_(None))
    return session.scalars(wanted.options(selectinload(Unit.body)).order_by(Unit.id)).all()


def units(session: Session) -> Sequence[Unit]:
    """Return every unit of every body, the home body's first."""
    return session.scalars(
        select(Unit)
        .join(Unit.body)
        .options(selectinload(Unit.body), selectinload(Unit.parent))
        .order_by(Body.home.desc(), Body.id, Unit.id)
    ).all()


def unit_named(session: Session, name: str) -> Unit:
    """Return the unit of a code or a name; NotFound (unknown-unit) when there is none."""
    name = name.strip()
    unit = session.scalar(
        select(Unit).where((Unit.code == name) | (Unit.name == name)).order_by(Unit.id).limit(1)
    )
    if unit is None:
        raise NotFound("unknown-unit", say("Belə struktur bölmə yoxdur: «%(name)s».", name=name[:120]))
    return unit


def head_of_apparatus(session: Session) -> Unit:
    """Return the office that examines complaints which their own unit may not (002:4.0.09)."""
    unit = session.scalar(select(Unit).join(Unit.body).where(Body.home, Unit.head_of_apparatus))
    if unit is None:
        raise NotFound("no-head-of-apparatus", say("Aparatın rəhbəri üçün struktur bölmə yaradılmayıb."))
    return unit


def bodies(session: Session) -> Sequence[Body]:
    """Return every body, the home body first."""
    return session.scalars(select(Body).order_by(Body.home.desc(), Body.id)).all()


def body_coded(session: Session, code: str) -> Body:
    """Return the body of a code; NotFound (unknown-body) when there is none."""
    body = session.scalar(select(Body).where(Body.code == code))
    if body is None:
        raise NotFound("unknown-body", say("Belə qurum yoxdur: «%(name)s».", name=code[:120]))
    return body


def body_if_named(session: Session, name: str) -> Body | None:
    """Return the body of a code or a name, None when the directory has none."""
    name = name.strip()
    return session.scalar(select(Body).where((Body.code == name) | (Body.name == name)))


def positions(session: Session, group: BodyGroup | None = None) -> Sequence[Position]:
    """Return the positions of the register in force by rank, all of them or those of a group of bodies."""
    found = session.scalars(select(Position).where(Position.in_force).order_by(Position.rank)).all()
    return [one for one in found if group is None or group.value in one.groups]


def position_named(session: Session, typed: str) -> Position:
    """Return the position of a ministry's apparatus with this name, in any spelling; InvalidInput when none is."""
    wanted = plain(typed)
    for position in positions(session, BodyGroup.CENTRAL):
        if plain(position.name) == wanted:
            return position
    raise InvalidInput(
        {
            "position": say(
                "Vəzifə reyestrində nazirlik aparatı üçün belə vəzifə yoxdur: siyahıdan seçin, "
                "məsələn, «böyük məsləhətçi»."
            )
        }
    )


def positions_saying(session: Session, words: str, group: BodyGroup | None = None) -> Sequence[Position]:
    """Return the positions in force whose name and bodies hold every one of the words, in any spelling."""
    wanted = plain(words).split()
    found = positions(session, group)
    return [one for one in found if all(word in plain(f"{one.name} {one.place}") for word in wanted)]


def home_staff_without_position(session: Session) -> Sequence[StaffMember]:
    """Return the people of the home body who hold no position of the register in force."""
    return session.scalars(
        select(StaffMember)
        .join(StaffMember.unit)
        .join(Unit.body)
        .outerjoin(StaffMember.held)
        .where(Body.home, Position.id.is_(None) | Position.in_force.is_(False))
        .options(selectinload(StaffMember.unit))
        .order_by(StaffMember.unit_id, StaffMember.full_name)
    ).all()


def staff_of(session: Session, unit_ids: Sequence[int]) -> Sequence[StaffMember]:
    """Return the people of the units, heads first."""
    return session.scalars(
        select(StaffMember)
        .where(StaffMember.unit_id.in_(unit_ids))
        .options(selectinload(StaffMember.unit).selectinload(Unit.body), selectinload(StaffMember.held))
        .order_by(StaffMember.unit_id, StaffMember.head.desc(), StaffMember.full_name)
    ).all()


def staff_member(session: Session, wanted: int | str) -> StaffMember:
    """Return a person by id or full name; NotFound (unknown-person) when there is none."""
    by = StaffMember.id == wanted if isinstance(wanted, int) else StaffMember.full_name == wanted.strip()
    found = session.scalar(select(StaffMember).where(by).order_by(StaffMember.id).limit(1))
    if found is None:
        raise NotFound("unknown-person", say("Belə əməkdaş yoxdur."))
    return found


def reporting_line(session: Session) -> Line:
    """Return the people and units of the home body; somebody whose account is closed is away."""
    units = session.execute(
        select(Unit.id, Unit.parent_id, Unit.head_of_apparatus).join(Unit.body).where(Body.home)
    ).all()
    people = session.execute(
        select(
            *(StaffMember.id, StaffMember.unit_id, StaffMember.head, StaffMember.user_id),
            *(Position.rank, User.role, User.disabled_at),
        )
        .join(StaffMember.unit)
        .join(Unit.body)
        .outerjoin(StaffMember.held)
        .outerjoin(StaffMember.user)
        .where(Body.home)
    )
    return Line(
        {one.id: _person(one) for one in people},
        {unit.id: unit.parent_id for unit in units},
        next((unit.id for unit in units if unit.head_of_apparatus), None),
    )


def _person(row: Any) -> Person:
    return Person(
        row.id,
        row.unit_id,
        row.head,
        row.rank,
        away=row.disabled_at is not None,
        # The head of the call centre approves joint answers and no unit's own.
        signs=row.role is Role.UNIT_HEAD,
        user_id=row.user_id,
    )


def staff_by_id(session: Session, ids: Iterable[int]) -> Mapping[int, StaffMember]:
    """Return the people of these ids with their units and positions."""
    found = session.scalars(
        select(StaffMember)
        .where(StaffMember.id.in_(set(ids)))
        .options(selectinload(StaffMember.unit), selectinload(StaffMember.held))
    )
    return {one.id: one for one in found}
