"""An appeal, what happened to it, and what was said about it."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from sqlalchemy import (
    JSON,
    CheckConstraint,
    ColumnElement,
    ForeignKey,
    Index,
    String,
    Text,
    UniqueConstraint,
)
from sqlalchemy.ext.hybrid import hybrid_property
from sqlalchemy.orm import Mapped, mapped_column, relationship

from callcenter.accounts.models import ApiKey, User
from callcenter.appeals.answer_rules import whole
from callcenter.appeals.standing import CARRIED
from callcenter.appeals.vocabulary import (
    Action,
    Channel,
    Decision,
    Delivery,
    Kind,
    Level,
    Outcome,
    Regime,
    State,
)
from callcenter.callers.models import Caller
from callcenter.core.db import Base, Key, Line, Moment, Short, words_of
from callcenter.directory.models import Body, StaffMember, Unit
from knowledge_base.articles.models import ArticleVersion
from knowledge_base.models import Competence, StatuteVersion


class Appeal(Base):
    """One appeal under one registration number, from the call to its outcome."""

    __tablename__ = "appeal"
    __table_args__ = (
        Index(None, "state", "due_on"),
        Index(None, "unit_id", "state", "due_on"),
        CheckConstraint("(outcome IS NOT NULL) = (state = 'closed')", name="outcome_when_closed"),
    )

    id: Mapped[Key]
    number: Mapped[Short] = mapped_column(unique=True, comment="Registration number, as told to the caller.")
    registered_at: Mapped[datetime] = mapped_column(Moment, index=True)
    channel: Mapped[Channel] = mapped_column(words_of(Channel, "channel"))
    text: Mapped[str] = mapped_column(Text)
    folded: Mapped[str] = mapped_column(Text, comment="The text folded, for search in any spelling.")
    language: Mapped[str] = mapped_column(String(2), comment="az, ru or en: the language of the text.")
    caller_id: Mapped[int | None] = mapped_column(ForeignKey("caller.id"), index=True)
    contact: Mapped[Short | None] = mapped_column(
        comment="Telephone or e-mail given for this appeal, as typed; the caller may have had another before."
    )
    logged_by_id: Mapped[int | None] = mapped_column(ForeignKey("user_account.id"), index=True)
    api_key_id: Mapped[int | None] = mapped_column(ForeignKey("api_key.id"))
    level: Mapped[Level] = mapped_column(words_of(Level, "level"), default=Level.ORDINARY)

    kind: Mapped[Kind] = mapped_column(words_of(Kind, "kind"))
    kind_confirmed: Mapped[bool] = mapped_column(comment="A person chose the kind or agreed with it.")
    second_kind: Mapped[Kind | None] = mapped_column(
        words_of(Kind, "second_kind"),
        comment="While nobody confirmed the kind: the other of the two likeliest.",
    )
    regime: Mapped[Regime] = mapped_column(words_of(Regime, "regime"))
    due_on: Mapped[date] = mapped_column(
        comment="Last day for the answer; moved only together with an event."
    )
    due_at: Mapped[datetime | None] = mapped_column(Moment, comment="For clocks that count hours.")

    about_unit_id: Mapped[int | None] = mapped_column(
        ForeignKey("unit.id"), comment="The unit complained of: it may not examine the appeal."
    )
    about_staff_id: Mapped[int | None] = mapped_column(
        ForeignKey("staff_member.id"), comment="The official complained of."
    )
    # While it is the unit that has the appeal, its people see it although it complains of them.
    override_unit_id: Mapped[int | None] = mapped_column(ForeignKey("unit.id"))

    state: Mapped[State] = mapped_column(words_of(State, "state"))
    unit_id: Mapped[int | None] = mapped_column(ForeignKey("unit.id"), comment="The unit that has it now.")
    executor_id: Mapped[int | None] = mapped_column(ForeignKey("staff_member.id"), index=True)
    competence_id: Mapped[int | None] = mapped_column(ForeignKey("competence.id"), index=True)
    clause: Mapped[str | None] = mapped_column(
        String(40), comment="The clause by which it was routed, 003:6.1.6."
    )
    # The version of that clause's statute on the day of routing; none where it was not imported then.
    statute_version_id: Mapped[int | None] = mapped_column(ForeignKey("statute_version.id"), index=True)
    body_id: Mapped[int | None] = mapped_column(
        ForeignKey("body.id"), comment="The other body to which it was forwarded."
    )
    decision: Mapped[Decision] = mapped_column(words_of(Decision, "decision"), comment="Advice at intake.")
    out_of_scope: Mapped[float] = mapped_column(comment="0..1, how likely no body in the base is competent.")
    repeat_of_id: Mapped[int | None] = mapped_column(ForeignKey("appeal.id"), index=True)
    # The whole of which this is a part.
    parent_id: Mapped[int | None] = mapped_column(ForeignKey("appeal.id"), index=True)
    # The appeal whose answer answers this one too.
    merged_into_id: Mapped[int | None] = mapped_column(ForeignKey("appeal.id"), index=True)
    internal_due_on: Mapped[date | None] = mapped_column(
        comment="The day that the unit's head gave the executor; never later than the legal one."
    )
    origin: Mapped[Line | None] = mapped_column(
        index=True, comment="The body that forwarded the appeal to us."
    )
    origin_letter: Mapped[Short | None] = mapped_column(comment="Number of that body's letter.")
    origin_on: Mapped[date | None] = mapped_column(comment="Day of that body's letter.")

    answered_at: Mapped[datetime | None] = mapped_column(
        Moment, index=True, comment="When the applicant was told, or the appeal was forwarded out."
    )
    answered_on_line: Mapped[bool] = mapped_column(default=False)
    closed_at: Mapped[datetime | None] = mapped_column(Moment, index=True)
    outcome: Mapped[Outcome | None] = mapped_column(words_of(Outcome, "outcome"))
    erased_at: Mapped[datetime | None] = mapped_column(
        Moment, comment="Since then its file is gone; what the figures need has stayed."
    )
    version: Mapped[int] = mapped_column(comment="Grows with every event; a stale edit is refused by it.")

    __mapper_args__ = {"version_id_col": version, "version_id_generator": False}

    caller: Mapped[Caller | None] = relationship()
    logged_by: Mapped[User | None] = relationship()
    unit: Mapped[Unit | None] = relationship(foreign_keys=[unit_id])
    about_unit: Mapped[Unit | None] = relationship(foreign_keys=[about_unit_id])
    about_staff: Mapped[StaffMember | None] = relationship(foreign_keys=[about_staff_id])
    executor: Mapped[StaffMember | None] = relationship(foreign_keys=[executor_id])
    competence: Mapped[Competence | None] = relationship()
    statute_version: Mapped[StatuteVersion | None] = relationship()
    body: Mapped[Body | None] = relationship()
    repeat_of: Mapped[Appeal | None] = relationship(remote_side="Appeal.id", foreign_keys=[repeat_of_id])
    parent: Mapped[Appeal | None] = relationship(
        back_populates="parts", remote_side="Appeal.id", foreign_keys=[parent_id]
    )
    parts: Mapped[list[Appeal]] = relationship(
        back_populates="parent", foreign_keys=[parent_id], order_by="Appeal.id"
    )
    merged_into: Mapped[Appeal | None] = relationship(
        back_populates="merged", remote_side="Appeal.id", foreign_keys=[merged_into_id]
    )
    merged: Mapped[list[Appeal]] = relationship(
        back_populates="merged_into", foreign_keys=[merged_into_id], order_by="Appeal.id"
    )
    events: Mapped[list[AppealEvent]] = relationship(back_populates="appeal", order_by="AppealEvent.id")
    suggestions: Mapped[list[Suggestion]] = relationship(
        back_populates="appeal", order_by="Suggestion.rank", cascade="all, delete-orphan"
    )
    answers: Mapped[list[Answer]] = relationship(back_populates="appeal", order_by="Answer.id")

    @hybrid_property
    def confidential(self) -> bool:
        """Whether it is for fewer eyes than others are."""
        return self.level is not Level.ORDINARY

    @confidential.inplace.expression
    @classmethod
    def _confidential(cls) -> ColumnElement[bool]:
        return cls.level != Level.ORDINARY

    @property
    def accuses(self) -> bool:
        """Whether it complains of a unit or an official, so that they may not know of it."""
        return self.about_unit_id is not None or self.about_staff_id is not None

    @property
    def guarded(self) -> bool:
        """Whether nothing of it may go where others read: into examples and articles."""
        return self.confidential or self.accuses

    @property
    def concerns(self) -> tuple[str, ...]:
        """The two units that the text was about at intake; none when it was about one matter."""
        return tuple(self.events[0].details.get("concerns", ())) if self.events else ()

    @property
    def answer(self) -> Answer | None:
        """The newest wording of the answer."""
        return self.answers[-1] if self.answers else None


class AppealEvent(Base):
    """One step: who, when, what and why. Never changed, never removed: the database refuses it.

    Only the words (reason, details) can be erased later, when the law wants it; seals.py says how that is told
    from tampering.
    """

    __tablename__ = "appeal_event"
    __table_args__ = (UniqueConstraint("appeal_id", "version"),)

    id: Mapped[Key]
    appeal_id: Mapped[int] = mapped_column(ForeignKey("appeal.id"))
    version: Mapped[int] = mapped_column(comment="The version of the appeal that this step made.")
    at: Mapped[datetime] = mapped_column(Moment, index=True)
    action: Mapped[Action] = mapped_column(words_of(Action, "action"))
    state: Mapped[State] = mapped_column(words_of(State, "event_state"), comment="The state it led to.")
    user_id: Mapped[int | None] = mapped_column(ForeignKey("user_account.id"))
    api_key_id: Mapped[int | None] = mapped_column(ForeignKey("api_key.id"))
    unit_id: Mapped[int | None] = mapped_column(
        ForeignKey("unit.id"), index=True, comment="The unit it concerns."
    )
    executor_id: Mapped[int | None] = mapped_column(ForeignKey("staff_member.id"))
    reason: Mapped[str | None] = mapped_column(Text)
    clause: Mapped[str | None] = mapped_column(String(40))
    article_version_id: Mapped[int | None] = mapped_column(
        ForeignKey("article_version.id"), index=True, comment="The article from which the answer was taken."
    )
    details: Mapped[dict[str, Any]] = mapped_column(JSON, default=dict)
    words: Mapped[str] = mapped_column(
        String(64), server_default="", comment="SHA-256 of reason and details."
    )
    seal: Mapped[str] = mapped_column(
        String(64), server_default="", comment="SHA-256 of the seal before it in the appeal and of this step."
    )

    @property
    def told(self) -> dict[str, Any]:
        """The details as people and other systems read them, without what only `audit verify` compares."""
        return {name: value for name, value in self.details.items() if name not in CARRIED}

    appeal: Mapped[Appeal] = relationship(back_populates="events")
    article_version: Mapped[ArticleVersion | None] = relationship()
    user: Mapped[User | None] = relationship()
    api_key: Mapped[ApiKey | None] = relationship()
    unit: Mapped[Unit | None] = relationship()
    executor: Mapped[StaffMember | None] = relationship()


class Suggestion(Base):
    """A competence that the matching named for the appeal at intake, kept as it was then."""

    __tablename__ = "suggestion"
    __table_args__ = (UniqueConstraint("appeal_id", "rank"),)

    id: Mapped[Key]
    appeal_id: Mapped[int] = mapped_column(ForeignKey("appeal.id"))
    rank: Mapped[int] = mapped_column(comment="1 is the likeliest.")
    competence_code: Mapped[Short]
    unit_id: Mapped[int] = mapped_column(ForeignKey("unit.id"))
    clauses: Mapped[list[str]] = mapped_column(JSON)
    score: Mapped[float]
    confidence: Mapped[float]
    matched: Mapped[list[dict[str, str]]] = mapped_column(JSON, comment="word, met, kind of each met word.")

    appeal: Mapped[Appeal] = relationship(back_populates="suggestions")
    unit: Mapped[Unit] = relationship()


class Answer(Base):
    """One wording of the answer: drafted by one person, approved by another, told to the applicant."""

    __tablename__ = "answer"
    __table_args__ = (
        CheckConstraint("approved_by_id IS NULL OR approved_by_id <> author_id", name="two_people"),
        CheckConstraint("approved_by_key_id IS NULL OR approved_by_key_id <> author_key_id", name="two_keys"),
        CheckConstraint("(author_id IS NULL) <> (author_key_id IS NULL)", name="one_author"),
    )

    id: Mapped[Key]
    appeal_id: Mapped[int] = mapped_column(ForeignKey("appeal.id"), index=True)
    text: Mapped[str] = mapped_column(Text)
    outcome: Mapped[Outcome] = mapped_column(words_of(Outcome, "proposed_outcome"), comment="As proposed.")
    author_id: Mapped[int | None] = mapped_column(ForeignKey("user_account.id"))
    author_key_id: Mapped[int | None] = mapped_column(ForeignKey("api_key.id"))
    drafted_at: Mapped[datetime] = mapped_column(Moment)
    approved_by_id: Mapped[int | None] = mapped_column(ForeignKey("user_account.id"))
    approved_by_key_id: Mapped[int | None] = mapped_column(ForeignKey("api_key.id"))
    approved_at: Mapped[datetime | None] = mapped_column(Moment)
    reasons: Mapped[str | None] = mapped_column(
        Text, comment="Of what is not granted, with how to complain; the applicant gets it after the text."
    )
    template: Mapped[Short | None] = mapped_column(comment="The ready text it began from, code/version.")
    revision: Mapped[str | None] = mapped_column(Text, comment="Why the head asked for another wording.")
    suggested: Mapped[str | None] = mapped_column(Text, comment="The wording that the head would rather see.")
    delivery: Mapped[Delivery | None] = mapped_column(words_of(Delivery, "delivery"))
    delivered_at: Mapped[datetime | None] = mapped_column(Moment)

    @property
    def told(self) -> str:
        """The answer as the applicant gets it."""
        return whole(self.text, self.reasons)

    appeal: Mapped[Appeal] = relationship(back_populates="answers")
    author: Mapped[User | None] = relationship(foreign_keys=[author_id])
    approved_by: Mapped[User | None] = relationship(foreign_keys=[approved_by_id])


class UnitPolicy(Base):
    """How boldly the advice speaks of a unit. A unit without a row keeps to the usual, and nothing goes by itself."""

    __tablename__ = "unit_policy"
    __table_args__ = (
        CheckConstraint("ask_below BETWEEN 0 AND 1", name="ask_below_is_a_share"),
        CheckConstraint("not_ours_from BETWEEN 0 AND 1", name="not_ours_from_is_a_share"),
        CheckConstraint(
            "auto_route_from IS NULL OR (auto_route_from BETWEEN 0 AND 1 AND ask_below <= auto_route_from)",
            name="auto_route_from_above_ask_below",
        ),
    )

    unit_id: Mapped[int] = mapped_column(ForeignKey("unit.id"), primary_key=True)
    auto_route_from: Mapped[float | None] = mapped_column(
        comment="From this confidence on an appeal is routed without a click; none: never."
    )
    ask_below: Mapped[float] = mapped_column(comment="Below this confidence the advice is to ask.")
    not_ours_from: Mapped[float] = mapped_column(
        comment="From this probability that nobody here is competent, the advice is to ask."
    )
    changed_by_id: Mapped[int | None] = mapped_column(ForeignKey("user_account.id"))
    changed_at: Mapped[datetime] = mapped_column(Moment)

    unit: Mapped[Unit] = relationship()
    changed_by: Mapped[User | None] = relationship()


class Submission(Base):
    """A form or API call that made an appeal, so that sending it again finds the same one."""

    __tablename__ = "submission"

    key: Mapped[str] = mapped_column(String(200), primary_key=True, comment="Sender and its key.")
    body_hash: Mapped[str] = mapped_column(String(64), comment="SHA-256 of what was sent.")
    at: Mapped[datetime] = mapped_column(Moment)
    appeal_id: Mapped[int] = mapped_column(ForeignKey("appeal.id"))

    appeal: Mapped[Appeal] = relationship()
