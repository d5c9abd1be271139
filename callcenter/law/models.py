"""The working calendar and the legal parameters, as data that people see and that two of them change."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from sqlalchemy import JSON, CheckConstraint, ForeignKey, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from callcenter.accounts.models import User
from callcenter.core.db import Base, Key, Line, Moment, Short, words_of
from callcenter.law.vocabulary import ChangeState, Subject


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


class LawChange(Base):
    """A change to a day of the calendar or to a legal parameter, proposed by one person, decided by another."""

    __tablename__ = "law_change"
    __table_args__ = (
        CheckConstraint("decided_by_id IS NULL OR decided_by_id <> proposed_by_id", name="two_people"),
        CheckConstraint("(decided_at IS NULL) = (state = 'proposed')", name="decided_when_no_proposal"),
    )

    id: Mapped[Key]
    subject: Mapped[Subject] = mapped_column(words_of(Subject, "law_subject"))
    content: Mapped[dict[str, Any]] = mapped_column(JSON, comment="The day or the limit as it is to be.")
    reason: Mapped[str] = mapped_column(Text)
    state: Mapped[ChangeState] = mapped_column(words_of(ChangeState, "law_change_state"), index=True)
    proposed_by_id: Mapped[int] = mapped_column(ForeignKey("user_account.id"))
    proposed_at: Mapped[datetime] = mapped_column(Moment)
    decided_by_id: Mapped[int | None] = mapped_column(ForeignKey("user_account.id"))
    decided_at: Mapped[datetime | None] = mapped_column(Moment)
    moved: Mapped[int | None] = mapped_column(comment="How many open appeals got another due date.")

    proposed_by: Mapped[User] = relationship(foreign_keys=[proposed_by_id])
    decided_by: Mapped[User | None] = relationship(foreign_keys=[decided_by_id])
