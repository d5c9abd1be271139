"""A recording of a call, and the requests for a copy of it. A voice is biometric data: the strictest class."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from callcenter.accounts.models import User
from callcenter.calls.models import Call
from callcenter.calls.vocabulary import CopyState
from callcenter.core.db import Base, Key, Line, Moment, Short, words_of


class Recording(Base):
    """The sealed file of a call's sound. The row outlives the file: that it was erased is told too."""

    __tablename__ = "recording"
    __table_args__ = (
        CheckConstraint("(file IS NULL) = (erased_at IS NOT NULL)", name="a_file_or_erased"),
        CheckConstraint("(hold_reason IS NULL) = (held_at IS NULL)", name="held_for_a_reason"),
    )

    id: Mapped[Key]
    call_id: Mapped[int] = mapped_column(ForeignKey("call.id"), unique=True)
    file: Mapped[Short | None] = mapped_column(comment="Name in the folder of recordings.")
    kind: Mapped[str] = mapped_column(String(8), comment="wav, mp3 or ogg, by its content.")
    size: Mapped[int] = mapped_column(comment="Bytes of sound.")
    print: Mapped[str] = mapped_column(String(64), comment="Keyed print of the sound.")
    stored_at: Mapped[datetime] = mapped_column(Moment)
    hold_reason: Mapped[str | None] = mapped_column(Text, comment="Why it may not be erased.")
    held_by_id: Mapped[int | None] = mapped_column(ForeignKey("user_account.id"))
    held_at: Mapped[datetime | None] = mapped_column(Moment)
    erased_at: Mapped[datetime | None] = mapped_column(Moment, index=True)

    call: Mapped[Call] = relationship()
    held_by: Mapped[User | None] = relationship()


class CopyRequest(Base):
    """A caller's request for a copy of the recording, with its own number and its own clock."""

    __tablename__ = "copy_request"
    __table_args__ = (
        Index(None, "state", "due_on"),
        CheckConstraint("(decided_at IS NULL) = (state = 'registered')", name="decided_when_not_registered"),
    )

    id: Mapped[Key]
    number: Mapped[Short] = mapped_column(unique=True, comment="S-2026-000001.")
    call_id: Mapped[int] = mapped_column(ForeignKey("call.id"), index=True)
    name: Mapped[Line] = mapped_column(comment="Who asks.")
    identity: Mapped[Line] = mapped_column(comment="How it was checked that it is the caller.")
    registered_at: Mapped[datetime] = mapped_column(Moment)
    registered_by_id: Mapped[int | None] = mapped_column(ForeignKey("user_account.id"))
    due_on: Mapped[date]
    state: Mapped[CopyState] = mapped_column(words_of(CopyState, "copy_state"))
    decided_at: Mapped[datetime | None] = mapped_column(Moment)
    decided_by_id: Mapped[int | None] = mapped_column(ForeignKey("user_account.id"))
    reason: Mapped[str | None] = mapped_column(Text, comment="Why it was refused.")

    call: Mapped[Call] = relationship()
    registered_by: Mapped[User | None] = relationship(foreign_keys=[registered_by_id])
    decided_by: Mapped[User | None] = relationship(foreign_keys=[decided_by_id])
