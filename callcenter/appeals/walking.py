"""Every appeal that meets a condition, one after the other, for the acts that look at all of them."""

from collections.abc import Iterator

from sqlalchemy import ColumnElement, select
from sqlalchemy.orm import Session
from sqlalchemy.orm.interfaces import ORMOption

from callcenter.appeals.models import Appeal

AT_ONCE = 500


def each(session: Session, condition: ColumnElement[bool], *parts: ORMOption) -> Iterator[Appeal]:
    """Yield the appeals with these parts, the oldest first; some are read at a time, however many there are."""
    after = 0
    while True:
        some = session.scalars(
            select(Appeal)
            .where(Appeal.id > after, condition)
            .options(*parts)
            .order_by(Appeal.id)
            .limit(AT_ONCE)
        ).all()
        yield from some
        if len(some) < AT_ONCE:
            return
        after = some[-1].id
