"""A call that is owed to somebody, and each try to reach them."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from callcenter.accounts.models import ApiKey, User
from callcenter.appeals.models import Appeal
from callcenter.calls.vocabulary import CallbackState, Why
from callcenter.core.db import Base, Key, Moment, Short, words_of


class Callback(Base):
    """One call-back: while it is open there is no other to the same number."""

    __tablename__ = "callback"
    __table_args__ = (
        Index(None, "state", "due_at"),
        CheckConstraint("(open_number IS NULL) = (state <> 'open')", name="open_under_a_number"),
        CheckConstraint("(closed_at IS NULL) = (state = 'open')", name="closed_when_not_open"),
        CheckConstraint("(taken_by_id IS NULL) = (taken_at IS NULL)", name="taken_at_a_moment"),
    )

    id: Mapped[Key]
    number_typed: Mapped[Short] = mapped_column(comment="As it was sent or typed.")
    number: Mapped[Short] = mapped_column(index=True, comment="E.164, else the digits of what was typed.")
    open_number: Mapped[str | None] = mapped_column(
        String(120), unique=True, comment="The number while it is open: two open ones cannot stand."
    )
    why: Mapped[Why] = mapped_column(words_of(Why, "callback_why"), comment="What began it.")
    note: Mapped[str | None] = mapped_column(Text, comment="What the caller asked for when ordering it.")
    asked_at: Mapped[datetime] = mapped_column(Moment, comment="The first call missed, or the order.")
    last_asked_at: Mapped[datetime] = mapped_column(Moment)
    asked: Mapped[int] = mapped_column(default=1, comment="How many calls and orders it answers.")
    ordered_by_id: Mapped[int | None] = mapped_column(ForeignKey("user_account.id"))
    ordered_by_key_id: Mapped[int | None] = mapped_column(ForeignKey("api_key.id"))
    due_at: Mapped[datetime] = mapped_column(Moment)
    next_try_at: Mapped[datetime | None] = mapped_column(Moment, comment="Not before, after a try in vain.")
    taken_by_id: Mapped[int | None] = mapped_column(ForeignKey("user_account.id"))
    taken_at: Mapped[datetime | None] = mapped_column(Moment)
    state: Mapped[CallbackState] = mapped_column(words_of(CallbackState, "callback_state"))
    closed_at: Mapped[datetime | None] = mapped_column(Moment, index=True)
    closed_by_id: Mapped[int | None] = mapped_column(ForeignKey("user_account.id"))
    result: Mapped[str | None] = mapped_column(Text, comment="What the operator noted at the end.")
    appeal_id: Mapped[int | None] = mapped_column(ForeignKey("appeal.id"), index=True)

    taken_by: Mapped[User | None] = relationship(foreign_keys=[taken_by_id])
    closed_by: Mapped[User | None] = relationship(foreign_keys=[closed_by_id])
    ordered_by: Mapped[User | None] = relationship(foreign_keys=[ordered_by_id])
    ordered_by_key: Mapped[ApiKey | None] = relationship()
    appeal: Mapped[Appeal | None] = relationship()
    tries: Mapped[list[CallbackTry]] = relationship(back_populates="callback", order_by="CallbackTry.id")

    @property
    def counts_from(self) -> datetime:
        """From when its due moment is counted: the next try after one in vain, before that the first call or order."""
        return self.next_try_at or self.asked_at


class CallbackTry(Base):
    """One try in vain."""

    __tablename__ = "callback_try"

    id: Mapped[Key]
    callback_id: Mapped[int] = mapped_column(ForeignKey("callback.id"), index=True)
    at: Mapped[datetime] = mapped_column(Moment)
    user_id: Mapped[int | None] = mapped_column(ForeignKey("user_account.id"))
    note: Mapped[str | None] = mapped_column(Text)

    callback: Mapped[Callback] = relationship(back_populates="tries")
    user: Mapped[User | None] = relationship()
