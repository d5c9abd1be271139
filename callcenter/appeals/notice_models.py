"""What a member of staff is told: shown on their desk, and mailed as a digest or, when urgent, at once."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, ForeignKey, Index, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from callcenter.accounts.models import User
from callcenter.appeals.models import Appeal
from callcenter.core.db import Base, Key, Moment, Short
from callcenter.core.wording import Sentence


class Notice(Base):
    """One thing that one person is told once."""

    __tablename__ = "notice"
    __table_args__ = (UniqueConstraint("user_id", "key"), Index(None, "user_id", "seen_at"))

    id: Mapped[Key]
    user_id: Mapped[int] = mapped_column(ForeignKey("user_account.id"))
    key: Mapped[Short] = mapped_column(comment="What is told, so that it is told once.")
    appeal_id: Mapped[int | None] = mapped_column(ForeignKey("appeal.id"), index=True)
    text: Mapped[str] = mapped_column(Text, comment="The sentence as its message id.")
    values: Mapped[dict[str, Any]] = mapped_column(JSON, default=dict)
    urgent: Mapped[bool] = mapped_column(default=False)
    at: Mapped[datetime] = mapped_column(Moment)
    seen_at: Mapped[datetime | None] = mapped_column(Moment)
    mailed_at: Mapped[datetime | None] = mapped_column(Moment)

    user: Mapped[User] = relationship()
    appeal: Mapped[Appeal | None] = relationship()

    @property
    def sentence(self) -> Sentence:
        """What is told, for the reader's language."""
        return Sentence.of_json({"text": self.text, "values": self.values})
