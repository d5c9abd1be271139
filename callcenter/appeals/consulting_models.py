"""Questions that units are asked about an appeal without its being moved (002: 4.0.2, 4.0.7)."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, Text, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from callcenter.accounts.models import User
from callcenter.appeals.models import Appeal
from callcenter.core.db import Base, Key, Moment
from callcenter.directory.models import Unit

_OPEN = text("advised_at IS NULL AND called_off_at IS NULL")


class Consultation(Base):
    """One question to one unit: open until the unit answers or the question is taken back.

    Until then its due day is counted anew with the law and with the appeal's own (side_clocks).
    """

    __tablename__ = "consultation"
    __table_args__ = (
        CheckConstraint("(advice IS NULL) = (advised_at IS NULL)", name="advice_with_its_time"),
        CheckConstraint("advised_at IS NULL OR called_off_at IS NULL", name="answered_or_called_off"),
        # The same unit is not asked twice at once, and the database says so.
        Index(
            "uq_consultation_open",
            "appeal_id",
            "unit_id",
            unique=True,
            sqlite_where=_OPEN,
            postgresql_where=_OPEN,
        ),
        Index(None, "unit_id", "appeal_id"),
    )

    id: Mapped[Key]
    appeal_id: Mapped[int] = mapped_column(ForeignKey("appeal.id"), index=True)
    unit_id: Mapped[int] = mapped_column(ForeignKey("unit.id"), comment="The unit that is asked.")
    question: Mapped[str] = mapped_column(Text)
    asked_by_id: Mapped[int | None] = mapped_column(ForeignKey("user_account.id"))
    asked_at: Mapped[datetime] = mapped_column(Moment)
    due_on: Mapped[date] = mapped_column(comment="By the short clock, on the day of asking.")
    advice: Mapped[str | None] = mapped_column(Text)
    advised_by_id: Mapped[int | None] = mapped_column(ForeignKey("user_account.id"))
    advised_at: Mapped[datetime | None] = mapped_column(Moment)
    called_off_at: Mapped[datetime | None] = mapped_column(Moment)

    appeal: Mapped[Appeal] = relationship()
    unit: Mapped[Unit] = relationship()
    asked_by: Mapped[User | None] = relationship(foreign_keys=[asked_by_id])
    advised_by: Mapped[User | None] = relationship(foreign_keys=[advised_by_id])

    @property
    def open(self) -> bool:
        """Whether the unit still owes its advice."""
        return self.advised_at is None and self.called_off_at is None
