"""Lists in an order of their own, by cursor: it holds by what the last row was sorted, not which row that was.

What lies on a desk is done or put off while it is read: nothing behind it is skipped for that.
"""

import base64
import binascii
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, TypeVar

from sqlalchemy import ColumnElement, Select, SQLColumnExpression, func, literal, select, tuple_
from sqlalchemy.orm import Session

from callcenter.core.errors import InvalidInput
from callcenter.core.paging import PAGE_SIZE, WRONG_CURSOR, Page

T = TypeVar("T")

Order = Sequence[SQLColumnExpression[Any]]
"""By what a list is sorted, ascending; none is ever NULL, and the last one tells any two rows apart."""

MOST_COUNTED = 1000
# What every number of a database holds.
LARGEST = 2**31

_FORMS: Mapping[type, tuple[type, Any]] = {
    bool: (bool, bool),
    int: (int, int),
    date: (str, date.fromisoformat),
    datetime: (str, datetime.fromisoformat),
}


@dataclass(frozen=True)
class Waiting(Page[T]):
    """A page of what waits at a desk, and how much waits in all: MOST_COUNTED for so much or more."""

    count: int

    def __bool__(self) -> bool:
        return bool(self.rows)

    @property
    def more(self) -> bool:
        """Whether there are more than were counted."""
        return self.count >= MOST_COUNTED


def waiting_of(
    session: Session, chosen: Select[T], order: Order, *, cursor: str | None = None, size: int = PAGE_SIZE
) -> Waiting[T]:
    """Return a page of a heap with its count; with a size of 0 its count alone."""
    count = count_of(session, chosen)
    found = page_of(session, chosen, order, cursor=cursor, size=size) if size and count else Page((), None)
    return Waiting(found.rows, found.next_cursor, count)


def page_of(
    session: Session, chosen: Select[T], order: Order, *, cursor: str | None = None, size: int = PAGE_SIZE
) -> Page[T]:
    """Return a page of the chosen rows in this order; InvalidInput for a cursor that is not of this list."""
    if cursor:
        chosen = chosen.where(tuple_(*order) > tuple_(*_read(cursor, order)))
    found = session.execute(chosen.add_columns(*order).order_by(*order).limit(size + 1)).all()
    rows = [row[0] for row in found[:size]]
    return Page(rows, _write(found[size - 1][1:]) if len(found) > size else None)


def count_of(session: Session, chosen: Select[Any]) -> int:
    """Return how many rows are chosen, MOST_COUNTED for so many or more: a heap of a million is not walked to say so."""
    some = chosen.with_only_columns(literal(1), maintain_column_froms=True).limit(MOST_COUNTED).subquery()
    return session.scalar(select(func.count()).select_from(some)) or 0


def _write(place: Sequence[Any]) -> str:
    kept = [one.isoformat() if isinstance(one, date) else one for one in place]
    return base64.urlsafe_b64encode(json.dumps(kept).encode()).decode().rstrip("=")


def _read(cursor: str, order: Order) -> list[ColumnElement[Any]]:
    kinds = [one.type for one in tuple_(*order).clauses]
    try:
        kept = json.loads(base64.urlsafe_b64decode(cursor + "=" * (-len(cursor) % 4)))
        place = list(zip(kept, kinds, strict=True))
        return [literal(_value(one, kind.python_type), kind) for one, kind in place]
    except (binascii.Error, ValueError, TypeError, RecursionError):
        raise InvalidInput({"cursor": WRONG_CURSOR}) from None


def _value(kept: Any, kind: type) -> Any:
    """Return what was kept of a row; ValueError for what no row is sorted by."""
    written, read = _FORMS[kind]
    value = read(kept) if type(kept) is written else None
    if value is None or (isinstance(value, datetime) and value.tzinfo is None):
        raise ValueError(kept)
    if type(value) is int and not 0 <= value < LARGEST:
        raise ValueError(kept)
    return value
