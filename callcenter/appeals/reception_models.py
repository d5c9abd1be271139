"""Times at which officials receive applicants, and the invitations to them (002: 4.0.8)."""

from __future__ import annotations

from datetime import datetime, timedelta

from sqlalchemy import CheckConstraint, ForeignKey, Index, Text, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from callcenter.accounts.models import User
from callcenter.appeals.models import Appeal
from callcenter.core.db import Base, Key, Line, Moment, words_of
from callcenter.core.words import Word
from callcenter.directory.models import StaffMember

_STANDS = text("cancelled_at IS NULL")
_LIVE = text("ended_at IS NULL")


class Ending(Word):
    """How an invitation came to its end."""

    HELD = "held", "qəbul keçirilib"
    MISSED = "missed", "qəbula gəlməyib"
    MOVED = "moved", "başqa vaxta keçirilib"
    LAPSED = "lapsed", "qüvvəsini itirib"


class ReceptionSlot(Base):
    """A time of an official's: of the monthly timetable, or an urgent one beside it."""

    __tablename__ = "reception_slot"
    __table_args__ = (
        CheckConstraint("minutes BETWEEN 5 AND 240", name="minutes_in_reason"),
        Index(
            "uq_reception_slot_stands",
            "official_id",
            "starts_at",
            unique=True,
            sqlite_where=_STANDS,
            postgresql_where=_STANDS,
        ),
    )

    id: Mapped[Key]
    official_id: Mapped[int] = mapped_column(ForeignKey("staff_member.id"))
    starts_at: Mapped[datetime] = mapped_column(Moment, index=True)
    minutes: Mapped[int]
    place: Mapped[Line]
    urgent: Mapped[bool] = mapped_column(default=False, comment="Outside of the timetable.")
    made_by_id: Mapped[int | None] = mapped_column(ForeignKey("user_account.id"))
    made_at: Mapped[datetime] = mapped_column(Moment)
    cancelled_at: Mapped[datetime | None] = mapped_column(Moment)

    official: Mapped[StaffMember] = relationship()
    made_by: Mapped[User | None] = relationship()
    invitations: Mapped[list[Invitation]] = relationship(back_populates="slot", order_by="Invitation.id")

    @property
    def ends_at(self) -> datetime:
        """When it is over."""
        return self.starts_at + timedelta(minutes=self.minutes)


class Invitation(Base):
    """An applicant asked to come at a time; live until they came, did not come, or it was moved."""

    __tablename__ = "invitation"
    __table_args__ = (
        CheckConstraint("(ending IS NULL) = (ended_at IS NULL)", name="ending_with_its_time"),
        CheckConstraint(
            "(ending IS NOT NULL AND ending = 'held') = (said IS NOT NULL)", name="said_when_held"
        ),
        CheckConstraint("(said IS NULL) = (answered IS NULL)", name="answered_or_not_when_held"),
        # A time is one applicant's, and an applicant has one time.
        Index("uq_invitation_of_slot", "slot_id", unique=True, sqlite_where=_LIVE, postgresql_where=_LIVE),
        Index(
            "uq_invitation_of_appeal", "appeal_id", unique=True, sqlite_where=_LIVE, postgresql_where=_LIVE
        ),
    )

    id: Mapped[Key]
    appeal_id: Mapped[int] = mapped_column(ForeignKey("appeal.id"), index=True)
    slot_id: Mapped[int] = mapped_column(ForeignKey("reception_slot.id"), index=True)
    reason: Mapped[str | None] = mapped_column(Text, comment="Why it could not wait for the timetable.")
    invited_by_id: Mapped[int | None] = mapped_column(ForeignKey("user_account.id"))
    invited_at: Mapped[datetime] = mapped_column(Moment)
    ended_at: Mapped[datetime | None] = mapped_column(Moment)
    ending: Mapped[Ending | None] = mapped_column(words_of(Ending, "ending"))
    said: Mapped[str | None] = mapped_column(Text, comment="What was said at the reception.")
    answered: Mapped[bool | None] = mapped_column(
        comment="Answered orally, and the applicant agreed to that."
    )
    recorded_by_id: Mapped[int | None] = mapped_column(ForeignKey("user_account.id"))

    appeal: Mapped[Appeal] = relationship()
    slot: Mapped[ReceptionSlot] = relationship(back_populates="invitations")
    invited_by: Mapped[User | None] = relationship(foreign_keys=[invited_by_id])
    recorded_by: Mapped[User | None] = relationship(foreign_keys=[recorded_by_id])
