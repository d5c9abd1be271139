"""The head's instructions on an appeal (dərkənar): who executes it, with whom, and until when."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import ForeignKey, Index, Text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from callcenter.accounts.models import ApiKey, User
from callcenter.appeals.models import Appeal
from callcenter.core.db import Base, Key, Moment
from callcenter.directory.models import StaffMember, Unit


class Resolution(Base):
    """One instruction. Never changed; the newest one of an appeal counts, as long as the appeal has an executor."""

    __tablename__ = "resolution"
    __table_args__ = (Index(None, "executor_id", "at"),)

    id: Mapped[Key]
    appeal_id: Mapped[int] = mapped_column(ForeignKey("appeal.id"), index=True)
    at: Mapped[datetime] = mapped_column(Moment)
    user_id: Mapped[int | None] = mapped_column(ForeignKey("user_account.id"))
    api_key_id: Mapped[int | None] = mapped_column(ForeignKey("api_key.id"))
    unit_id: Mapped[int | None] = mapped_column(ForeignKey("unit.id"))
    executor_id: Mapped[int] = mapped_column(ForeignKey("staff_member.id"))
    instead_of_id: Mapped[int | None] = mapped_column(
        ForeignKey("staff_member.id"), comment="Whom the executor stands in for: the one who was named."
    )
    internal_due_on: Mapped[date | None]
    instruction: Mapped[str | None] = mapped_column(Text)

    appeal: Mapped[Appeal] = relationship()
    user: Mapped[User | None] = relationship()
    api_key: Mapped[ApiKey | None] = relationship()
    unit: Mapped[Unit | None] = relationship()
    executor: Mapped[StaffMember] = relationship(foreign_keys=[executor_id])
    instead_of: Mapped[StaffMember | None] = relationship(foreign_keys=[instead_of_id])
    named: Mapped[list[CoExecutor]] = relationship(
        back_populates="resolution", order_by="CoExecutor.staff_id"
    )

    @property
    def co_executors(self) -> list[StaffMember]:
        """The people who execute it together with the executor."""
        return [one.staff for one in self.named]


class CoExecutor(Base):
    """Somebody who executes an appeal together with its executor."""

    __tablename__ = "co_executor"

    resolution_id: Mapped[int] = mapped_column(ForeignKey("resolution.id"), primary_key=True)
    staff_id: Mapped[int] = mapped_column(ForeignKey("staff_member.id"), primary_key=True, index=True)

    resolution: Mapped[Resolution] = relationship(back_populates="named")
    staff: Mapped[StaffMember] = relationship()
