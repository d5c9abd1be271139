"""Who is away from work, from which day to which, and who stands in for them."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column, relationship

from callcenter.accounts.models import User
from callcenter.core.db import Base, Key, Moment, words_of
from callcenter.directory.models import StaffMember
from callcenter.directory.vocabulary import AbsenceReason


class Absence(Base):
    """Days on which somebody is away. Shortened or cancelled, but never removed: rights followed from it."""

    __tablename__ = "absence"
    __table_args__ = (
        Index(None, "staff_id", "last_on"),
        Index(None, "deputy_id", "last_on"),
        CheckConstraint("last_on >= first_on", name="in_order"),
        CheckConstraint("deputy_id IS NULL OR deputy_id <> staff_id", name="two_people"),
        CheckConstraint("(cancelled_at IS NULL) = (cancelled_by_id IS NULL)", name="cancelled_by_somebody"),
        CheckConstraint("(shortened_at IS NULL) = (shortened_by_id IS NULL)", name="shortened_by_somebody"),
    )

    id: Mapped[Key]
    staff_id: Mapped[int] = mapped_column(ForeignKey("staff_member.id"))
    first_on: Mapped[date]
    last_on: Mapped[date] = mapped_column(comment="The last day away; moved back when it is shortened.")
    planned_until: Mapped[date] = mapped_column(comment="The last day as it was entered.")
    deputy_id: Mapped[int | None] = mapped_column(
        ForeignKey("staff_member.id"), comment="Gets the new work, and the rights of an absent head."
    )
    reason: Mapped[AbsenceReason] = mapped_column(words_of(AbsenceReason, "absence_reason"))
    entered_by_id: Mapped[int] = mapped_column(ForeignKey("user_account.id"))
    entered_at: Mapped[datetime] = mapped_column(Moment)
    shortened_by_id: Mapped[int | None] = mapped_column(ForeignKey("user_account.id"))
    shortened_at: Mapped[datetime | None] = mapped_column(Moment)
    cancelled_by_id: Mapped[int | None] = mapped_column(ForeignKey("user_account.id"))
    cancelled_at: Mapped[datetime | None] = mapped_column(Moment)

    staff: Mapped[StaffMember] = relationship(foreign_keys=[staff_id])
    deputy: Mapped[StaffMember | None] = relationship(foreign_keys=[deputy_id])
    entered_by: Mapped[User] = relationship(foreign_keys=[entered_by_id])
    shortened_by: Mapped[User | None] = relationship(foreign_keys=[shortened_by_id])
    cancelled_by: Mapped[User | None] = relationship(foreign_keys=[cancelled_by_id])
