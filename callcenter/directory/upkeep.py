"""Acts: found bodies and units, and give people their place in a unit."""

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from callcenter.accounts import upkeep as accounts
from callcenter.accounts.models import User
from callcenter.accounts.vocabulary import Role
from callcenter.core.errors import InvalidInput
from callcenter.core.wording import say
from callcenter.directory import queries
from callcenter.directory.models import Body, Position, StaffMember, Unit, UnitKind

WITH_A_UNIT = frozenset({Role.UNIT_STAFF, Role.UNIT_HEAD})


def found_body(session: Session, code: str, name: str, *, home: bool) -> Body:
    """Return the body of a code, made when it is new."""
    body = session.scalar(select(Body).where(Body.code == code))
    if body is None:
        body = Body(code=code, name=name, home=home)
        session.add(body)
        session.flush()
    return body


def found_unit(
    session: Session,
    body: Body,
    name: str,
    *,
    code: str,
    kind: UnitKind,
    parent: Unit | None = None,
    statute_code: str | None = None,
    head_of_apparatus: bool = False,
) -> Unit:
    """Return the unit of this name in the body, made when it is new."""
    unit = session.scalar(select(Unit).where(Unit.body_id == body.id, Unit.name == name))
    if unit is None:
        unit = Unit(
            body=body,
            name=name,
            code=code,
            kind=kind,
            parent=parent,
            statute_code=statute_code,
            head_of_apparatus=head_of_apparatus,
        )
        session.add(unit)
        session.flush()
    return unit


def appoint(
    session: Session,
    unit: Unit,
    full_name: str,
    position: str,
    *,
    head: bool,
    user: User | None = None,
    held: Position | None = None,
) -> StaffMember:
    """Give a person a place in a unit: the position as it is printed, and the one of the register that it is."""
    member = StaffMember(unit=unit, full_name=full_name, position=position, head=head, user=user, held=held)
    session.add(member)
    session.flush()
    return member


def add_person(
    session: Session,
    name: str,
    *,
    role: str,
    unit: str | None,
    display_name: str | None,
    password: str,
    now: datetime,
    position: str | None = None,
    by_id: int | None = None,
) -> User:
    """Open an account and, for the desks of a unit, give the person their place in it and their position."""
    known = {one.value: one for one in Role}
    if role not in known:
        raise InvalidInput({"role": say("Belə rol yoxdur: %(role)s.", role=role)})
    if known[role] in WITH_A_UNIT and not unit:
        raise InvalidInput({"unit": say("Bu rol üçün struktur bölməni göstərin.")})
    if position and not unit:
        raise InvalidInput({"unit": say("Vəzifə struktur bölmədə tutulur: bölməni göstərin.")})
    place = queries.unit_named(session, unit) if unit else None
    held = queries.position_named(session, position) if position else None
    user = accounts.open_account(
        session,
        name,
        display_name=display_name or name,
        role=known[role],
        password=password,
        now=now,
        by_id=by_id,
    )
    if place is not None:
        appoint(
            session,
            place,
            user.display_name,
            held.name if held else known[role].label,
            head=known[role] is Role.UNIT_HEAD,
            user=user,
            held=held,
        )
    return user
