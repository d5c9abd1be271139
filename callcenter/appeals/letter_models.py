"""Notices to applicants: drafted by an act that owes one, sent by a person."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey, String, Text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from callcenter.accounts.models import User
from callcenter.appeals.models import Appeal
from callcenter.appeals.vocabulary import Delivery, Purpose
from callcenter.core.db import Base, Key, Moment, words_of


class Letter(Base):
    """What the applicant is owed besides the answer, in the language of the appeal."""

    __tablename__ = "letter"
    __table_args__ = (CheckConstraint("(sent_at IS NULL) = (means IS NULL)", name="sent_by_some_means"),)

    id: Mapped[Key]
    appeal_id: Mapped[int] = mapped_column(ForeignKey("appeal.id"), index=True)
    purpose: Mapped[Purpose] = mapped_column(words_of(Purpose, "purpose"))
    language: Mapped[str] = mapped_column(String(2))
    text: Mapped[str] = mapped_column(Text)
    drafted_at: Mapped[datetime] = mapped_column(Moment)
    due_on: Mapped[date] = mapped_column(comment="Last day on which the law lets it be sent.")
    sent_at: Mapped[datetime | None] = mapped_column(Moment, index=True)
    means: Mapped[Delivery | None] = mapped_column(words_of(Delivery, "letter_means"))
    sent_by_id: Mapped[int | None] = mapped_column(ForeignKey("user_account.id"))
    note: Mapped[str | None] = mapped_column(Text, comment="Who was told, and what they said.")

    appeal: Mapped[Appeal] = relationship()
    sent_by: Mapped[User | None] = relationship()
