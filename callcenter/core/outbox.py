"""What is to leave the house: written in the transaction of the act that wants it sent, delivered later.

An act that is rolled back sends nothing, and one that is committed sends even when the mail server was down.
"""

from datetime import datetime
from typing import Any
from uuid import uuid4

from sqlalchemy import JSON, Index, Text, delete, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from callcenter.core.db import Base, Key, Line, Moment, Short, words_of
from callcenter.core.words import Word


class Way(Word):
    """By which way a message leaves."""

    EMAIL = "email", "elektron poçt"
    EDMS = "edms", "elektron sənəd dövriyyəsi"


class OutboxMessage(Base):
    """One message: sent at least once, always under the same Message-ID."""

    __tablename__ = "outbox_message"
    __table_args__ = (Index(None, "sent_at", "next_try_at"),)

    id: Mapped[Key]
    key: Mapped[Short] = mapped_column(unique=True, comment="What it is, so that it is posted once.")
    way: Mapped[Way] = mapped_column(words_of(Way, "outbox_way"))
    recipient: Mapped[Line]
    subject: Mapped[Line]
    body: Mapped[str] = mapped_column(Text)
    document: Mapped[dict[str, Any]] = mapped_column(
        JSON, default=dict, comment="What another system reads beside the words."
    )
    about: Mapped[Short | None] = mapped_column(comment="Number of the appeal.")
    message_id: Mapped[Short] = mapped_column(unique=True)
    posted_at: Mapped[datetime] = mapped_column(Moment)
    next_try_at: Mapped[datetime | None] = mapped_column(Moment, comment="None: no further try.")
    tries: Mapped[int] = mapped_column(default=0)
    fault: Mapped[Short | None] = mapped_column(comment="Kind of the last failure; never its words.")
    sent_at: Mapped[datetime | None] = mapped_column(Moment)


def post(
    session: Session,
    *,
    key: str,
    way: Way,
    recipient: str,
    subject: str,
    body: str,
    now: datetime,
    about: str | None = None,
    document: dict[str, Any] | None = None,
) -> OutboxMessage:
    """Return the message of this key, written now unless it was before."""
    known = session.scalar(select(OutboxMessage).where(OutboxMessage.key == key))
    if known is not None:
        return known
    message = OutboxMessage(
        key=key,
        way=way,
        recipient=recipient,
        subject=subject,
        body=body,
        document=document or {},
        about=about,
        message_id=f"{uuid4().hex}@callcenter",
        posted_at=now,
        next_try_at=now,
    )
    session.add(message)
    session.flush()
    return message


def take_back(session: Session, message_id: str) -> bool:
    """Take back a message that is still to leave, and say whether it was."""
    waiting = delete(OutboxMessage).where(
        OutboxMessage.message_id == message_id, OutboxMessage.sent_at.is_(None)
    )
    return session.scalar(waiting.returning(OutboxMessage.id)) is not None
