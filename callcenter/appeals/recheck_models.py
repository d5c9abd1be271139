"""That somebody looked at an open appeal whose clause changed after it was routed."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import ForeignKey, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from callcenter.accounts.models import User
from callcenter.appeals.models import Appeal
from callcenter.core.db import Base, Key, Moment, words_of
from knowledge_base.models import StatuteVersion
from knowledge_base.vocabulary import Recheck


class AppealRecheck(Base):
    """What a person decided about an appeal in the light of a newer version of the statute."""

    __tablename__ = "appeal_recheck"
    __table_args__ = (UniqueConstraint("appeal_id", "version_id", "routed_by_id"),)

    id: Mapped[Key]
    appeal_id: Mapped[int] = mapped_column(ForeignKey("appeal.id"))
    version_id: Mapped[int] = mapped_column(
        ForeignKey("statute_version.id"), comment="The version in force when they looked."
    )
    routed_by_id: Mapped[int] = mapped_column(
        ForeignKey("statute_version.id"), comment="The version by which it was routed."
    )
    standing: Mapped[Recheck] = mapped_column(words_of(Recheck, "appeal_recheck_standing"))
    by_id: Mapped[int | None] = mapped_column(ForeignKey("user_account.id"))
    at: Mapped[datetime] = mapped_column(Moment)
    note: Mapped[str | None] = mapped_column(Text)

    appeal: Mapped[Appeal] = relationship()
    version: Mapped[StatuteVersion] = relationship(foreign_keys=[version_id])
    routed_by: Mapped[StatuteVersion] = relationship(foreign_keys=[routed_by_id])
    by: Mapped[User | None] = relationship()
