"""What was learnt from examples as a whole: the linear layers, the one in force and those before it."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import ForeignKey, Index, LargeBinary, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from callcenter.accounts.models import User
from callcenter.core.db import Base, Key, Moment


class LearnedLayer(Base):
    """One trained layer with its share of right units on appeals that no layer was trained on."""

    __tablename__ = "learned_layer"
    __table_args__ = (
        Index(
            "uq_learned_layer_in_force",
            "in_force",
            unique=True,
            sqlite_where=text("in_force"),
            postgresql_where=text("in_force"),
        ),
    )

    id: Mapped[Key]
    made_at: Mapped[datetime] = mapped_column(Moment)
    examples: Mapped[int] = mapped_column(comment="How many examples it was trained on.")
    change: Mapped[int] = mapped_column(
        comment="Number of the knowledge base up to which it has seen examples."
    )
    unseen: Mapped[int] = mapped_column(comment="On how many unseen appeals it was measured.")
    quality: Mapped[float | None] = mapped_column(comment="Share of them whose unit it named first; 0..1.")
    quality_before: Mapped[float | None] = mapped_column(
        comment="The same share by what was in force when it was made."
    )
    in_force: Mapped[bool] = mapped_column(default=False)
    put_by_id: Mapped[int | None] = mapped_column(
        ForeignKey("user_account.id"), comment="Who put an earlier one in force again."
    )
    put_at: Mapped[datetime | None] = mapped_column(Moment, comment="When it last came into force.")
    weights: Mapped[bytes] = mapped_column(LargeBinary, deferred=True)

    put_by: Mapped[User | None] = relationship()
