"""Complaints and inquiries laid before the Head of the Apparatus, and what was reported back (002: 4.0.09)."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, Text, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from callcenter.accounts.models import User
from callcenter.appeals import lifecycle
from callcenter.appeals.models import Appeal
from callcenter.core.db import Base, Key, Moment, Short
from callcenter.core.words import Word

_OPEN = text("reported_at IS NULL")

# In place of a result: nobody can report nothing, so a letter that ended so was taken back.
TAKEN_BACK = ""


class Standing(Word):
    """What has become of a letter."""

    AWAITED = "awaited", "nəticə gözlənilir"
    REPORTED = "reported", "nəticə bildirilib"
    TAKEN_BACK = "taken_back", "geri götürülüb"
    UNANSWERED = "unanswered", "nəticəsiz qalıb"


class Referral(Base):
    """One letter of ours through the document exchange; open until its result is reported or it is taken back.

    While the result is awaited it is due with the answer (side_clocks).
    """

    __tablename__ = "referral"
    __table_args__ = (
        CheckConstraint("(result IS NULL) = (reported_at IS NULL)", name="result_with_its_time"),
        # One at a time: what was reported on one letter cannot be taken for the other's.
        Index("uq_referral_open", "appeal_id", unique=True, sqlite_where=_OPEN, postgresql_where=_OPEN),
    )

    id: Mapped[Key]
    appeal_id: Mapped[int] = mapped_column(ForeignKey("appeal.id"), index=True)
    letter: Mapped[Short] = mapped_column(unique=True, comment="Number of our letter.")
    message_id: Mapped[Short] = mapped_column(unique=True, comment="By which the exchange answers.")
    note: Mapped[str] = mapped_column(Text, comment="The cover note as it was sent.")
    sent_by_id: Mapped[int | None] = mapped_column(ForeignKey("user_account.id"))
    sent_at: Mapped[datetime] = mapped_column(Moment)
    due_on: Mapped[date] = mapped_column(comment="By when the result is asked for.")
    result: Mapped[str | None] = mapped_column(Text)
    reported_at: Mapped[datetime | None] = mapped_column(Moment)
    reported_by_id: Mapped[int | None] = mapped_column(
        ForeignKey("user_account.id"), comment="None: it came back through the exchange."
    )

    appeal: Mapped[Appeal] = relationship()
    sent_by: Mapped[User | None] = relationship(foreign_keys=[sent_by_id])
    reported_by: Mapped[User | None] = relationship(foreign_keys=[reported_by_id])

    @property
    def standing(self) -> Standing:
        """What has become of the letter; once the appeal is answered nobody waits for a result any more."""
        if self.reported_at is None:
            running = self.appeal.state in lifecycle.RUNNING
            return Standing.AWAITED if running else Standing.UNANSWERED
        return Standing.TAKEN_BACK if self.result == TAKEN_BACK else Standing.REPORTED
