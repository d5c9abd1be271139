"""Reports as they were built and shown: kept, never recomputed."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from sqlalchemy import JSON, ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from callcenter.accounts.models import User
from callcenter.core.db import Base, Key, Moment, words_of
from reports.vocabulary import PeriodKind


class Report(Base):
    """The figures of one period, frozen when it was built."""

    __tablename__ = "report"
    __table_args__ = (UniqueConstraint("period", "first_day", "last_day"),)

    id: Mapped[Key]
    period: Mapped[PeriodKind] = mapped_column(words_of(PeriodKind, "period"))
    first_day: Mapped[date]
    last_day: Mapped[date]
    built_at: Mapped[datetime] = mapped_column(Moment)
    built_by_id: Mapped[int | None] = mapped_column(
        ForeignKey("user_account.id"), comment="Empty: the timetable."
    )
    content: Mapped[dict[str, Any]] = mapped_column(JSON)
    content_hash: Mapped[str] = mapped_column(String(64), comment="SHA-256 of the content.")

    built_by: Mapped[User | None] = relationship()
