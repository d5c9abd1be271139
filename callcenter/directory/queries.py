"""Reading the directory."""

from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session, selectinload

from callcenter.core.errors import NotFound
from callcenter.core.wording import say
from callcenter.directory.models import Body, StaffMember, Unit


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


def staff_of(session: Session, unit_ids: Sequence[int]) -> Sequence[StaffMember]:
    """Return the people of the units, heads first."""
    return session.scalars(
        select(StaffMember)
        .where(StaffMember.unit_id.in_(unit_ids))
        .options(selectinload(StaffMember.unit))
        .order_by(StaffMember.unit_id, StaffMember.head.desc(), StaffMember.full_name)
    ).all()


def staff_member(session: Session, wanted: int | str) -> StaffMember:
    """Return a person by id or full name; NotFound (unknown-person) when there is none."""
    by = StaffMember.id == wanted if isinstance(wanted, int) else StaffMember.full_name == wanted.strip()
    found = session.scalar(select(StaffMember).where(by).order_by(StaffMember.id).limit(1))
    if found is None:
        raise NotFound("unknown-person", say("Belə əməkdaş yoxdur."))
    return found
