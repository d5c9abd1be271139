"""The sector's work plans, and the proposals that its figures led to."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from sqlalchemy import JSON, CheckConstraint, ForeignKey, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from callcenter.accounts.models import User
from callcenter.core.clock import baku_date
from callcenter.core.db import Base, Key, Line, Moment, words_of
from callcenter.sector.discipline import Item
from callcenter.sector.plan_standing import Task
from callcenter.sector.vocabulary import ProposalState, Subject


class WorkPlan(Base):
    """What the sector is to do in a period; signed by the head, it changes no more (statute 002, clause 5.4.3)."""

    __tablename__ = "work_plan"
    __table_args__ = (
        CheckConstraint("first_day <= last_day", name="days_in_order"),
        CheckConstraint("(signed_at IS NULL) = (signed_by_id IS NULL)", name="signed_by_somebody"),
    )

    id: Mapped[Key]
    title: Mapped[Line]
    first_day: Mapped[date]
    last_day: Mapped[date]
    made_by_id: Mapped[int] = mapped_column(ForeignKey("user_account.id"))
    made_at: Mapped[datetime] = mapped_column(Moment)
    signed_by_id: Mapped[int | None] = mapped_column(ForeignKey("user_account.id"))
    signed_at: Mapped[datetime | None] = mapped_column(Moment)
    content_hash: Mapped[str | None] = mapped_column(
        String(64), comment="SHA-256 of what was signed: title, days, items, owners."
    )

    made_by: Mapped[User] = relationship(foreign_keys=[made_by_id])
    signed_by: Mapped[User | None] = relationship(foreign_keys=[signed_by_id])
    items: Mapped[list[WorkItem]] = relationship(
        back_populates="plan", order_by="(WorkItem.due_on, WorkItem.id)", cascade="all, delete-orphan"
    )


class WorkItem(Base):
    """One thing to do: by whom, by when, reported by its owner and confirmed by the head."""

    __tablename__ = "work_item"
    __table_args__ = (
        CheckConstraint("confirmed_by_id IS NULL OR confirmed_by_id <> owner_id", name="two_people"),
        CheckConstraint("confirmed_at IS NULL OR reported_at IS NOT NULL", name="reported_before_confirmed"),
    )

    id: Mapped[Key]
    plan_id: Mapped[int] = mapped_column(ForeignKey("work_plan.id"), index=True)
    what: Mapped[str] = mapped_column(Text)
    owner_id: Mapped[int] = mapped_column(ForeignKey("user_account.id"), index=True)
    due_on: Mapped[date]
    reported_at: Mapped[datetime | None] = mapped_column(Moment)
    report: Mapped[str | None] = mapped_column(Text, comment="What the owner says was done.")
    confirmed_by_id: Mapped[int | None] = mapped_column(ForeignKey("user_account.id"))
    confirmed_at: Mapped[datetime | None] = mapped_column(Moment)
    returned: Mapped[str | None] = mapped_column(Text, comment="Why the head did not agree that it is done.")

    plan: Mapped[WorkPlan] = relationship(back_populates="items")
    owner: Mapped[User] = relationship(foreign_keys=[owner_id])
    confirmed_by: Mapped[User | None] = relationship(foreign_keys=[confirmed_by_id])

    @property
    def as_item(self) -> Item:
        """The item as the rule takes it."""
        reported = baku_date(self.reported_at) if self.reported_at else None
        return Item(self.due_on, reported, self.confirmed_at is not None)

    @property
    def as_task(self) -> Task:
        """The item as a report takes it, under the name that its owner has now."""
        reported = baku_date(self.reported_at) if self.reported_at else None
        confirmed = baku_date(self.confirmed_at) if self.confirmed_at else None
        return Task(self.what, self.owner.display_name, self.due_on, reported, confirmed)


class Proposal(Base):
    """What the figures of a period proposed, as the head changed, sent or dropped it."""

    __tablename__ = "proposal"
    __table_args__ = (
        UniqueConstraint("first_day", "key"),
        CheckConstraint("(state = 'draft') = (decided_at IS NULL)", name="decided_when_no_draft"),
    )

    id: Mapped[Key]
    first_day: Mapped[date] = mapped_column(comment="First day of the month whose figures these are.")
    key: Mapped[str] = mapped_column(String(400))
    subject: Mapped[Subject] = mapped_column(words_of(Subject, "proposal_subject"))
    user_id: Mapped[int | None] = mapped_column(ForeignKey("user_account.id"))
    drafted: Mapped[str] = mapped_column(Text, comment="The sentence that was drafted, as its message id.")
    values: Mapped[dict[str, Any]] = mapped_column(JSON)
    text: Mapped[str | None] = mapped_column(Text, comment="In the head's own words, once they changed it.")
    state: Mapped[ProposalState] = mapped_column(words_of(ProposalState, "proposal_state"), index=True)
    drafted_at: Mapped[datetime] = mapped_column(Moment)
    decided_by_id: Mapped[int | None] = mapped_column(ForeignKey("user_account.id"))
    decided_at: Mapped[datetime | None] = mapped_column(Moment)

    decided_by: Mapped[User | None] = relationship(foreign_keys=[decided_by_id])
