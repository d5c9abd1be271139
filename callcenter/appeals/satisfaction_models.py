"""What applicants think of how their appeal was dealt with: asked once, answered once."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, String, Text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from callcenter.accounts.models import User
from callcenter.appeals.models import Appeal
from callcenter.core.db import Base, Key, Moment


class Satisfaction(Base):
    """One question about one closed appeal, by a link or by a call, and its answer when there is one."""

    __tablename__ = "satisfaction"
    __table_args__ = (
        CheckConstraint("rating IS NULL OR rating BETWEEN 1 AND 5", name="rating_of_five"),
        CheckConstraint("(answered_at IS NULL) = (rating IS NULL AND NOT declined)", name="answered"),
    )

    id: Mapped[Key]
    appeal_id: Mapped[int] = mapped_column(ForeignKey("appeal.id"), unique=True)
    asked_at: Mapped[datetime] = mapped_column(Moment)
    token_hash: Mapped[str | None] = mapped_column(
        String(64), unique=True, comment="SHA-256 of the link's secret; none: asked by telephone."
    )
    expires_at: Mapped[datetime | None] = mapped_column(Moment)
    answered_at: Mapped[datetime | None] = mapped_column(Moment, index=True)
    declined: Mapped[bool] = mapped_column(default=False, comment="Asked by telephone, would not answer.")
    rating: Mapped[int | None] = mapped_column(comment="1 to 5, 5 is the best.")
    solved: Mapped[bool | None] = mapped_column(comment="Whether the matter was solved, as they say.")
    comment: Mapped[str | None] = mapped_column(Text)
    asked_by_id: Mapped[int | None] = mapped_column(ForeignKey("user_account.id"))

    appeal: Mapped[Appeal] = relationship()
    asked_by: Mapped[User | None] = relationship()
