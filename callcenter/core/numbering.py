"""Running numbers without gaps: one counter row a series, moved in the transaction that uses the number."""

from collections.abc import Mapping

from sqlalchemy import insert, select, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Mapped, Session, mapped_column

from callcenter.core.db import Base, Short

# The series of a year's registration numbers begin so.
APPEALS = "appeal-"


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
    return registration(number_prefix(year), next_number(session, f"{APPEALS}{year}"))


def registration(prefix: str, place: int) -> str:
    """Return the registration number of a place in its year."""
    return f"{prefix}{place:06d}"


def number_prefix(year: int | str) -> str:
    """Return how every registration number of a year begins."""
    return f"M-{year}-"


def given_out(session: Session) -> Mapping[str, int]:
    """Return the last number of each series."""
    return dict(iter(session.execute(select(Counter.series, Counter.value))))


def _open(session: Session, series: str) -> None:
    try:
        with session.begin_nested():
            session.execute(insert(Counter).values(series=series, value=0))
    except IntegrityError:
        # Another process opened the series in the same moment: its row serves both.
        session.execute(select(Counter.value).where(Counter.series == series))
