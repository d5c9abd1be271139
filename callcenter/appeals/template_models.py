"""Ready texts for answers: every wording is kept, the one that is not retired is offered."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import ForeignKey, Index, String, Text, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from callcenter.accounts.models import User
from callcenter.appeals.vocabulary import Kind, Outcome
from callcenter.core.db import Base, Key, Line, Moment, Short, words_of


class AnswerTemplate(Base):
    """One wording of a ready text in one language. A change is a new row; the row before it is retired."""

    __tablename__ = "answer_template"
    __table_args__ = (
        UniqueConstraint("code", "language", "number"),
        Index(
            "uq_answer_template_in_use",
            "code",
            "language",
            unique=True,
            sqlite_where=text("retired_at IS NULL"),
            postgresql_where=text("retired_at IS NULL"),
        ),
    )

    id: Mapped[Key]
    code: Mapped[Short]
    language: Mapped[str] = mapped_column(String(2))
    number: Mapped[int] = mapped_column(comment="1 is the first wording.")
    title: Mapped[Line]
    kind: Mapped[Kind | None] = mapped_column(words_of(Kind, "template_kind"), comment="None: any kind.")
    outcome: Mapped[Outcome | None] = mapped_column(
        words_of(Outcome, "template_outcome"), comment="The outcome that the text means; none: any."
    )
    text: Mapped[str] = mapped_column(Text)
    made_by_id: Mapped[int | None] = mapped_column(ForeignKey("user_account.id"))
    made_at: Mapped[datetime] = mapped_column(Moment)
    retired_by_id: Mapped[int | None] = mapped_column(ForeignKey("user_account.id"))
    retired_at: Mapped[datetime | None] = mapped_column(Moment)

    made_by: Mapped[User | None] = relationship(foreign_keys=[made_by_id])
    retired_by: Mapped[User | None] = relationship(foreign_keys=[retired_by_id])

    @property
    def reference(self) -> str:
        """Its code and wording, as an answer remembers them."""
        return f"{self.code}/{self.number}"
