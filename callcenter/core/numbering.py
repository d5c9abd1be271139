"""Running numbers without gaps: one counter row a series, moved in the transaction that uses the number."""

from sqlalchemy import insert, select, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Mapped, Session, mapped_column

from callcenter.core.db import Base, Short


class Counter(Base):
    """The last number given out in a series."""

    __tablename__ = "counter"

    series: Mapped[Short] = mapped_column(primary_key=True)
    value: Mapped[int] = mapped_column(comment="The last number given out.")


def next_number(session: Session, series: str) -> int:
    """Return the next number of the series; rolled back with the transaction, so no number is lost."""
    step = (
        update(Counter)
        .where(Counter.series == series)
        .values(value=Counter.value + 1)
        .returning(Counter.value)
        .execution_options(synchronize_session=False)
    )
    number = session.scalar(step)
    if number is None:
        _open(session, series)
        number = session.scalars(step).one()
    return number


def registration_number(session: Session, *, year: int) -> str:
    """Return the next registration number of a year, such as M-2026-000123."""
    return f"M-{year}-{next_number(session, f'appeal-{year}'):06d}"


def _open(session: Session, series: str) -> None:
    try:
        with session.begin_nested():
            session.execute(insert(Counter).values(series=series, value=0))
    except IntegrityError:
        # Another process opened the series in the same moment: its row serves both.
        session.execute(select(Counter.value).where(Counter.series == series))
