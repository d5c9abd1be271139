"""Reading the trail."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from sqlalchemy import ColumnElement, Select, not_, or_, select
from sqlalchemy.orm import Session

from callcenter.accounts.models import ApiKey, User
from callcenter.appeals import secrecy
from callcenter.appeals.models import Appeal
from callcenter.audit.showing import ids_beside, person_about
from callcenter.core.clock import BAKU
from callcenter.core.paging import Page, read_cursor, write_cursor
from callcenter.core.trail import TrailEntry
from callcenter.directory.actors import Actor
from callcenter.directory.models import StaffMember, Unit

PAGE = 50


@dataclass(frozen=True)
class Wanted:
    """What a reader of the trail looks for; an empty field does not narrow. Days are Baku's, both included."""

    what: str = ""
    user_id: int | None = None
    about: str = ""
    first: date | None = None
    last: date | None = None


@dataclass(frozen=True)
class Names:
    """The people and systems on a page, by id, and what stands beside the rows by an id."""

    users: Mapping[int, str]
    keys: Mapping[int, str]
    beside: Mapping[str, Mapping[int, str]]

    def of(self, entry: TrailEntry) -> str:
        """Return who did it, nothing for nobody that is known."""
        if entry.user_id is not None:
            return self.users.get(entry.user_id, f"#{entry.user_id}")
        return self.keys.get(entry.api_key_id, "") if entry.api_key_id is not None else ""


def entries(
    session: Session, reader: Actor, wanted: Wanted, *, cursor: str | None = None, size: int = PAGE
) -> Page[TrailEntry]:
    """Return a page of the trail, the newest first; of an appeal against the reader not even the reading is shown."""
    after = read_cursor(cursor)
    chosen = select(TrailEntry).where(_not_of_appeals_against(reader), *_narrowed(wanted))
    if after is not None:
        chosen = chosen.where(TrailEntry.id < after)
    rows = session.scalars(chosen.order_by(TrailEntry.id.desc()).limit(size + 1)).all()
    return Page(rows[:size], write_cursor(rows[size - 1].id) if len(rows) > size else None)


def names_on(session: Session, rows: Collection[TrailEntry]) -> Names:
    """Return the names of those who appear in the rows."""
    people = {one.user_id for one in rows} | {person_about(one) for one in rows} | ids_beside(rows, "person")
    users = _named(session, select(User.id, User.display_name).where(User.id.in_(people)))
    keys = {one.api_key_id for one in rows}
    places = ids_beside(rows, "staff") | ids_beside(rows, "deputy")
    staff = _named(session, select(StaffMember.id, StaffMember.full_name).where(StaffMember.id.in_(places)))
    units = select(Unit.id, Unit.name).where(Unit.id.in_(ids_beside(rows, "unit")))
    return Names(
        users,
        _named(session, select(ApiKey.id, ApiKey.name).where(ApiKey.id.in_(keys))),
        {"person": users, "staff": staff, "deputy": staff, "unit": _named(session, units)},
    )


def _named(session: Session, chosen: Select[int, str]) -> Mapping[int, str]:
    return dict(session.execute(chosen).all())


def people(session: Session) -> Sequence[User]:
    """Return everybody who has or had an account, by name."""
    return session.scalars(select(User).order_by(User.display_name, User.id)).all()


def _not_of_appeals_against(reader: Actor) -> ColumnElement[bool]:
    against = select(Appeal.number).where(not_(secrecy.not_against(reader)))
    return or_(TrailEntry.about.is_(None), TrailEntry.about.not_in(against))


def _narrowed(wanted: Wanted) -> list[ColumnElement[bool]]:
    conditions: list[ColumnElement[bool]] = []
    if wanted.what:
        conditions.append(TrailEntry.what == wanted.what)
    if wanted.user_id is not None:
        conditions.append(TrailEntry.user_id == wanted.user_id)
    if wanted.about:
        conditions.append(TrailEntry.about == wanted.about.strip().upper())
    if wanted.first is not None:
        conditions.append(TrailEntry.at >= _midnight(wanted.first))
    if wanted.last is not None:
        conditions.append(TrailEntry.at < _midnight(wanted.last + timedelta(days=1)))
    return conditions


def _midnight(day: date) -> datetime:
    return datetime.combine(day, time(), tzinfo=BAKU)
