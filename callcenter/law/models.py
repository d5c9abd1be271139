"""The working calendar and the legal parameters, as data that people can see and change."""

from __future__ import annotations

from datetime import date

from sqlalchemy import String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from callcenter.core.db import Base, Key, Line, Short


class CalendarDay(Base):
    """A day that differs from its weekday: a holiday, a moved rest day, a worked weekend."""

    __tablename__ = "calendar_day"

    day: Mapped[date] = mapped_column(primary_key=True)
    working: Mapped[bool]
    name: Mapped[Line]
    kind: Mapped[Short]
    source: Mapped[Line] = mapped_column(comment="The act that decided it, or the seed.")
    own: Mapped[bool] = mapped_column(default=False, comment="Entered by a person; wins over the seed.")


class LegalParameterRow(Base):
    """A limit of the law with the act and clause it comes from, valid for a time."""

    __tablename__ = "legal_parameter"
    __table_args__ = (UniqueConstraint("key", "valid_from"),)

    id: Mapped[Key]
    key: Mapped[Short]
    value: Mapped[int]
    unit: Mapped[Short]
    valid_from: Mapped[date]
    valid_to: Mapped[date | None]
    act: Mapped[Line]
    clause: Mapped[Line]
    certainty: Mapped[str] = mapped_column(
        String(1), comment="V seen, P paraphrased, D derived, M remembered."
    )
