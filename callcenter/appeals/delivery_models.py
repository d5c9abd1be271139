"""What is written of an answer before it is a wording, and how the approved one reached the applicant."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import ForeignKey, Text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from callcenter.accounts.models import User
from callcenter.appeals.models import Answer, Appeal
from callcenter.appeals.vocabulary import Outcome
from callcenter.core.db import Base, Key, Line, Moment, Short, words_of


class SavedDraft(Base):
    """What the unit wrote so far and nobody has to approve yet: one for an appeal, its last author named."""

    __tablename__ = "saved_draft"

    appeal_id: Mapped[int] = mapped_column(ForeignKey("appeal.id"), primary_key=True)
    text: Mapped[str] = mapped_column(Text)
    reasons: Mapped[str] = mapped_column(Text)
    outcome: Mapped[Outcome | None] = mapped_column(words_of(Outcome, "draft_outcome"))
    template: Mapped[Short | None]
    saved_by_id: Mapped[int | None] = mapped_column(ForeignKey("user_account.id"))
    saved_at: Mapped[datetime] = mapped_column(Moment)

    appeal: Mapped[Appeal] = relationship()
    saved_by: Mapped[User | None] = relationship()


class DeliveryNote(Base):
    """How one answer was told: to whom, on which day, whether they accepted it, under which letter's number."""

    __tablename__ = "delivery_note"

    id: Mapped[Key]
    answer_id: Mapped[int] = mapped_column(ForeignKey("answer.id"), unique=True)
    told_to: Mapped[Line | None] = mapped_column(comment="Who took the answer, when not the applicant.")
    on_day: Mapped[date]
    accepted: Mapped[bool | None] = mapped_column(comment="What the applicant said; none: not asked.")
    letter: Mapped[Short | None] = mapped_column(comment="Number of the letter.")
    address: Mapped[Line | None] = mapped_column(comment="The e-mail address to which it went.")

    answer: Mapped[Answer] = relationship()
