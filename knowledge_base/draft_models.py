"""Statutes that an editor took in from a file and that another editor has not put in force yet."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, CheckConstraint, ForeignKey, String, Text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from callcenter.accounts.models import User
from callcenter.core.db import Base, Key, Line, Moment, Short, words_of
from knowledge_base.models import StatuteVersion
from knowledge_base.vocabulary import DraftStanding


class StatuteDraft(Base):
    """What was understood of an uploaded statute; the file itself is not kept.

    Never removed: it says who took the text in and who put it in force. No one does both.
    """

    __tablename__ = "statute_draft"
    __table_args__ = (
        CheckConstraint("confirmed_by_id IS NULL OR confirmed_by_id <> by_id", name="never_own"),
        CheckConstraint("(standing = 'confirmed') = (confirmed_by_id IS NOT NULL)", name="two_people"),
        CheckConstraint("(standing = 'waiting') = (settled_at IS NULL)", name="settled"),
    )

    id: Mapped[Key]
    code: Mapped[str] = mapped_column(String(20), index=True)
    body_code: Mapped[Short | None] = mapped_column(
        comment="The body that the editor named; none: as the text says."
    )
    title: Mapped[str] = mapped_column(Text)
    file_name: Mapped[Line]
    content: Mapped[dict[str, Any]] = mapped_column(
        JSON, deferred=True, comment="The statute as plain data: what the reader understood."
    )
    content_hash: Mapped[str] = mapped_column(String(64), comment="SHA-256 of the content.")
    against_id: Mapped[int | None] = mapped_column(
        ForeignKey("statute_version.id"), comment="The version in force when it was taken in."
    )
    counted: Mapped[dict[str, int]] = mapped_column(
        JSON, comment="How many clauses it changed in that version, by turn."
    )
    standing: Mapped[DraftStanding] = mapped_column(
        words_of(DraftStanding, "statute_draft_standing"), index=True
    )
    by_id: Mapped[int] = mapped_column(ForeignKey("user_account.id"))
    at: Mapped[datetime] = mapped_column(Moment)
    confirmed_by_id: Mapped[int | None] = mapped_column(ForeignKey("user_account.id"))
    settled_at: Mapped[datetime | None] = mapped_column(
        Moment, comment="When it was put in force or withdrawn."
    )
    done: Mapped[dict[str, Any] | None] = mapped_column(
        JSON(none_as_null=True), comment="What putting it in force did, in figures."
    )

    against: Mapped[StatuteVersion | None] = relationship()
    by: Mapped[User] = relationship(foreign_keys=[by_id])
    confirmed_by: Mapped[User | None] = relationship(foreign_keys=[confirmed_by_id])
