"""Changes of the knowledge base on their way through review, and appeals looked at for phrases."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, CheckConstraint, ForeignKey, String, Text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from callcenter.accounts.models import User
from callcenter.core.db import Base, Key, Moment, words_of
from callcenter.directory.models import Unit
from knowledge_base.editing.vocabulary import Standing, Subject, What
from knowledge_base.models import Competence, Example


class KnowledgeChange(Base):
    """A proposed change of a card or a unit: the whole of it before and after, who wrote it and who reviewed it.

    Never removed, so that the rows of one card, in order, are its history. Nothing is published without a
    second person, except an undoing, which restores what two people published.
    """

    __tablename__ = "knowledge_change"
    __table_args__ = (
        CheckConstraint("reviewer_id IS NULL OR reviewer_id <> author_id", name="never_own"),
        CheckConstraint(
            "standing NOT IN ('published', 'undone') OR reviewer_id IS NOT NULL OR undo_of_id IS NOT NULL",
            name="two_people",
        ),
    )

    id: Mapped[Key]
    subject: Mapped[Subject] = mapped_column(words_of(Subject, "change_subject"))
    what: Mapped[What] = mapped_column(words_of(What, "change_what"))
    competence_id: Mapped[int | None] = mapped_column(
        ForeignKey("competence.id"), index=True, comment="The card; none while a new one is not published."
    )
    unit_id: Mapped[int | None] = mapped_column(
        ForeignKey("unit.id"), index=True, comment="The card's unit, or the unit that is changed."
    )
    before: Mapped[dict[str, Any] | None] = mapped_column(JSON(none_as_null=True))
    proposed: Mapped[dict[str, Any]] = mapped_column(JSON)
    base: Mapped[str] = mapped_column(
        String(64), comment="Fingerprint of what stood there before; empty for a new one."
    )
    standing: Mapped[Standing] = mapped_column(words_of(Standing, "change_standing"))
    author_id: Mapped[int] = mapped_column(ForeignKey("user_account.id"), index=True)
    proposed_at: Mapped[datetime] = mapped_column(Moment)
    reason: Mapped[str] = mapped_column(Text)
    effect: Mapped[dict[str, Any] | None] = mapped_column(
        JSON(none_as_null=True), comment="What the last test said: figures only, no text of an appeal."
    )
    reviewer_id: Mapped[int | None] = mapped_column(ForeignKey("user_account.id"), index=True)
    reviewed_at: Mapped[datetime | None] = mapped_column(Moment)
    note: Mapped[str | None] = mapped_column(Text, comment="What the reviewer said.")
    published_at: Mapped[datetime | None] = mapped_column(Moment)
    published_number: Mapped[int | None] = mapped_column(comment="Number of the knowledge base that it made.")
    undo_of_id: Mapped[int | None] = mapped_column(ForeignKey("knowledge_change.id"), unique=True)
    version: Mapped[int] = mapped_column()

    competence: Mapped[Competence | None] = relationship()
    unit: Mapped[Unit | None] = relationship()
    author: Mapped[User] = relationship(foreign_keys=[author_id])
    reviewer: Mapped[User | None] = relationship(foreign_keys=[reviewer_id])
    undo_of: Mapped[KnowledgeChange | None] = relationship(remote_side="KnowledgeChange.id")

    __mapper_args__ = {"version_id_col": version, "version_id_generator": False}


class SeenExample(Base):
    """A corrected appeal that an editor has looked at: its text went into a draft, or was passed over."""

    __tablename__ = "seen_example"

    example_id: Mapped[int] = mapped_column(ForeignKey("example.id"), primary_key=True)
    change_id: Mapped[int | None] = mapped_column(
        ForeignKey("knowledge_change.id"), index=True, comment="The draft it went into; none: passed over."
    )
    by_id: Mapped[int] = mapped_column(ForeignKey("user_account.id"), index=True)
    seen_at: Mapped[datetime] = mapped_column(Moment)

    example: Mapped[Example] = relationship()
    change: Mapped[KnowledgeChange | None] = relationship()
    by: Mapped[User] = relationship()
