"""A telephone call, and what the exchange told of it."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from sqlalchemy import JSON, ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from callcenter.accounts.models import User
from callcenter.appeals.models import Appeal
from callcenter.calls.callback_models import Callback
from callcenter.calls.vocabulary import CallOutcome, Direction, Event, Half, Line
from callcenter.core.db import Base, Key, Moment, Short, words_of
from callcenter.core.db import Line as LongLine


class Call(Base):
    """One call under the exchange's own id. All but that follows from its events, and is written with each."""

    __tablename__ = "call"
    __table_args__ = (
        UniqueConstraint("exchange", "exchange_id"),
        Index(None, "operator_id", "started_at"),
        Index(None, "day", "line"),
    )

    id: Mapped[Key]
    exchange: Mapped[Short] = mapped_column(comment="Which exchange, where there are several.")
    exchange_id: Mapped[Short] = mapped_column(comment="The exchange's id of the call.")
    direction: Mapped[Direction] = mapped_column(words_of(Direction, "direction"))
    number_typed: Mapped[Short | None] = mapped_column(comment="As it was sent; none when it was withheld.")
    number: Mapped[str | None] = mapped_column(
        String(120), index=True, comment="E.164, else the digits of what was sent."
    )
    line: Mapped[Line] = mapped_column(words_of(Line, "line"))
    line_name: Mapped[Short | None]
    started_at: Mapped[datetime] = mapped_column(Moment, index=True)
    answered_at: Mapped[datetime | None] = mapped_column(Moment)
    ended_at: Mapped[datetime | None] = mapped_column(Moment)
    day: Mapped[date] = mapped_column(comment="The day in Baku on which it began.")
    half: Mapped[Half] = mapped_column(words_of(Half, "half"))
    in_hours: Mapped[bool] = mapped_column(comment="The lines were open when it began.")
    wait_seconds: Mapped[int]
    talk_seconds: Mapped[int]
    operator_id: Mapped[int | None] = mapped_column(ForeignKey("user_account.id"))
    operator_text: Mapped[Short | None] = mapped_column(comment="As the exchange named the operator.")
    outcome: Mapped[CallOutcome | None] = mapped_column(
        words_of(CallOutcome, "call_outcome"), comment="None while it rings."
    )
    notice_given: Mapped[bool | None] = mapped_column(comment="The caller was told of the recording first.")
    recording_ref: Mapped[LongLine | None] = mapped_column(comment="What the exchange calls the recording.")
    callback_id: Mapped[int | None] = mapped_column(ForeignKey("callback.id"), index=True)
    received_at: Mapped[datetime] = mapped_column(Moment)

    operator: Mapped[User | None] = relationship()
    callback: Mapped[Callback | None] = relationship()
    events: Mapped[list[CallEvent]] = relationship(back_populates="call", order_by="CallEvent.id")
    appeals: Mapped[list[Appeal]] = relationship(secondary="call_appeal", order_by="Appeal.id")


class CallEvent(Base):
    """One message of the exchange, kept as it was told."""

    __tablename__ = "call_event"

    id: Mapped[Key]
    call_id: Mapped[int] = mapped_column(ForeignKey("call.id"), index=True)
    event: Mapped[Event] = mapped_column(words_of(Event, "call_event"))
    at: Mapped[datetime] = mapped_column(Moment)
    said: Mapped[dict[str, Any]] = mapped_column(JSON)
    received_at: Mapped[datetime] = mapped_column(Moment)
    api_key_id: Mapped[int | None] = mapped_column(ForeignKey("api_key.id"))

    call: Mapped[Call] = relationship(back_populates="events")


class CallAppeal(Base):
    """An appeal that was logged during a call; one call may bring several."""

    __tablename__ = "call_appeal"

    call_id: Mapped[int] = mapped_column(ForeignKey("call.id"), primary_key=True)
    appeal_id: Mapped[int] = mapped_column(ForeignKey("appeal.id"), primary_key=True, index=True)
