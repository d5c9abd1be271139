"""Whom the head of the body authorised to receive reports of corruption (580-IIQ, 11-1)."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import ColumnElement, ForeignKey, and_, or_
from sqlalchemy.orm import Mapped, mapped_column, relationship

from callcenter.accounts.models import User
from callcenter.core.db import Base, Key, Moment, Short


class AuthorisedReader(Base):
    """One authorisation of one person, by an order of the head of the body; ended ones stay.

    It counts from the first moment until ended_at: where the order names a last day, that is its midnight until
    somebody ends it before. Who wrote it down and who ended it stands in the trail.
    """

    __tablename__ = "authorised_reader"

    id: Mapped[Key]
    user_id: Mapped[int] = mapped_column(ForeignKey("user_account.id"), index=True)
    order_number: Mapped[Short] = mapped_column(comment="Number of the order by which they were authorised.")
    since: Mapped[datetime] = mapped_column(Moment)
    ended_at: Mapped[datetime | None] = mapped_column(Moment)

    user: Mapped[User] = relationship()

    @classmethod
    def counts_at(cls, moment: datetime) -> ColumnElement[bool]:
        """Return the condition that it has begun and has not ended."""
        return and_(cls.since <= moment, or_(cls.ended_at.is_(None), cls.ended_at > moment))

    def over(self, now: datetime) -> bool:
        """Say whether it has ended."""
        return self.ended_at is not None and self.ended_at <= now
