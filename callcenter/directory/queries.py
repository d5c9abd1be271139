"""Reading the directory."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, and_, or_, select
from sqlalchemy.orm import Session, selectinload

from callcenter.accounts.models import User
from callcenter.accounts.vocabulary import Role
from callcenter.core import clock
from callcenter.core.errors import InvalidInput, NotFound
from callcenter.core.wording import say
from callcenter.directory.absence_models import Absence
from callcenter.directory.models import Body, Position, StaffMember, Unit
from callcenter.directory.positions import plain
from callcenter.directory.rank import Line, Person, head_of
from callcenter.directory.standing_in import Away
from callcenter.directory.vocabulary import BodyGroup

# The ministry is named with it in acts and without it on the telephone.
_COUNTRY = re.compile(r"^azerbaycan respublikasi(nin)? ")


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
    """Return the body of a code or a name in any spelling, with the country's or without; None where none is."""
    wanted, code = _without_country(name), name.strip()
    known = (one for one in bodies(session) if one.code == code or _without_country(one.name) == wanted)
    return next(known, None)


def _without_country(name: str) -> str:
    return _COUNTRY.sub("", plain(name))


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
        .options(
            selectinload(StaffMember.unit).selectinload(Unit.body),
            selectinload(StaffMember.held),
            selectinload(StaffMember.user),
        )
        .order_by(StaffMember.unit_id, StaffMember.head.desc(), StaffMember.full_name)
    ).all()


def staff_member(session: Session, wanted: int | str) -> StaffMember:
    """Return a person by id or full name; NotFound (unknown-person) when there is none."""
    by = StaffMember.id == wanted if isinstance(wanted, int) else StaffMember.full_name == wanted.strip()
    found = session.scalar(select(StaffMember).where(by).order_by(StaffMember.id).limit(1))
    if found is None:
        raise NotFound("unknown-person", say("Belə əməkdaş yoxdur."))
    return found


def reporting_line(session: Session, day: date | None = None) -> Line:
    """Return the people and units of the home body on a day, today where none is named.

    Somebody whose account is closed, or who is absent on the day, is away; who stands in has the absent head's place.
    """
    absent = absent_on(session, day or clock.baku_date(clock.now()))
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
    everybody = {one.id: _person(one, absent) for one in people}
    return Line(
        everybody,
        {unit.id: unit.parent_id for unit in units},
        next((unit.id for unit in units if unit.head_of_apparatus), None),
        standing_in=_standing_in(everybody, absent),
        deputies={
            one.staff_id: everybody[one.deputy_id] for one in absent.values() if one.deputy_id in everybody
        },
    )


def _standing_in(people: Mapping[int, Person], absent: Mapping[int, Absence]) -> list[Person]:
    """Return the absent heads' places with those who stand in for them."""
    return [
        replace(head, id=deputy.id, user_id=deputy.user_id, away=deputy.away, stands_for=head.id)
        for one in absent.values()
        if (head := people.get(one.staff_id)) and head.head and (deputy := people.get(one.deputy_id or 0))
    ]


def _person(row: Any, absent: Mapping[int, Absence]) -> Person:
    return Person(
        row.id,
        row.unit_id,
        row.head,
        row.rank,
        away=row.disabled_at is not None or row.id in absent,
        # The head of the call centre approves joint answers and no unit's own.
        signs=row.role is Role.UNIT_HEAD,
        user_id=row.user_id,
    )


def head_users(session: Session, unit_id: int, day: date | None = None) -> list[int]:
    """Return the accounts of those who head the unit on the day; of the nearest head above where it has none."""
    line = reporting_line(session, day)
    heads = line.heads_of(unit_id)
    above = head_of(line, unit_id)
    found = heads or ([above] if above else [])
    return [one.user_id for one in found if one.user_id is not None]


def staff_by_id(session: Session, ids: Iterable[int]) -> Mapping[int, StaffMember]:
    """Return the people of these ids with their units and positions."""
    found = session.scalars(
        select(StaffMember)
        .where(StaffMember.id.in_(set(ids)))
        .options(selectinload(StaffMember.unit), selectinload(StaffMember.held))
    )
    return {one.id: one for one in found}


def absent_on(session: Session, day: date) -> Mapping[int, Absence]:
    """Return who is away on the day, by id of the staff member, each with who stands in."""
    found = session.scalars(
        select(Absence).where(_covers(day)).options(selectinload(Absence.staff), selectinload(Absence.deputy))
    )
    return {one.staff_id: one for one in found}


def away_from(session: Session, day: date) -> Mapping[int, Sequence[Away]]:
    """Return who is away on the day or later and on which days, by id of the staff member."""
    found: dict[int, list[Away]] = {}
    rows = session.execute(
        select(Absence.staff_id, Absence.first_on, Absence.last_on).where(
            Absence.cancelled_at.is_(None), Absence.last_on >= day
        )
    )
    for row in rows:
        found.setdefault(row.staff_id, []).append(Away(*row))
    return found


def stood_in_by(session: Session, staff_id: int, day: date) -> Sequence[Absence]:
    """Return the absences on the day for which the person stands in."""
    return session.scalars(
        select(Absence)
        .where(_covers(day), Absence.deputy_id == staff_id)
        .options(selectinload(Absence.staff).selectinload(StaffMember.unit))
        .order_by(Absence.id)
    ).all()


def absences(
    session: Session, unit_ids: Iterable[int], today: date, *, past: bool = False, most: int = 200
) -> Sequence[Absence]:
    """Return the absences of the units' people that are not over, the nearest first; or the past and cancelled ones."""
    over = or_(Absence.cancelled_at.is_not(None), Absence.last_on < today)
    return session.scalars(
        select(Absence)
        .join(Absence.staff)
        .where(StaffMember.unit_id.in_(set(unit_ids)), over if past else ~over)
        .options(
            selectinload(Absence.staff).selectinload(StaffMember.unit),
            selectinload(Absence.deputy),
            selectinload(Absence.entered_by),
        )
        .order_by(Absence.first_on.desc() if past else Absence.first_on, Absence.id)
        .limit(most)
    ).all()


def _covers(day: date) -> ColumnElement[bool]:
    return and_(Absence.cancelled_at.is_(None), Absence.first_on <= day, Absence.last_on >= day)
