"""The letters by which an appeal went to other bodies: one registration, as many letters as competent bodies."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import ForeignKey, String, Text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from callcenter.accounts.models import User
from callcenter.appeals.models import Appeal
from callcenter.core.db import Base, Key, Line, Moment, Short
from callcenter.directory.models import Body


class Forwarding(Base):
    """One letter to one body. The applicant may ask for its number and day (1308-IVQ, 7.10)."""

    __tablename__ = "forwarding"

    id: Mapped[Key]
    appeal_id: Mapped[int] = mapped_column(ForeignKey("appeal.id"), index=True)
    body_id: Mapped[int | None] = mapped_column(ForeignKey("body.id"), index=True)
    body_name: Mapped[Line] = mapped_column(comment="The body as it was named that day.")
    letter: Mapped[Short]
    day: Mapped[date] = mapped_column(comment="Day of the letter.")
    due_on: Mapped[date] = mapped_column(comment="Last day on which the law let it go.")
    clause: Mapped[str | None] = mapped_column(String(40))
    note: Mapped[str | None] = mapped_column(Text)
    user_id: Mapped[int | None] = mapped_column(ForeignKey("user_account.id"))
    api_key_id: Mapped[int | None] = mapped_column(ForeignKey("api_key.id"))
    at: Mapped[datetime] = mapped_column(Moment)

    appeal: Mapped[Appeal] = relationship()
    body: Mapped[Body | None] = relationship()
    user: Mapped[User | None] = relationship()

    @property
    def late_by(self) -> int:
        """How many calendar days after the law's last day it went; 0 when in time."""
        return max((self.day - self.due_on).days, 0)
