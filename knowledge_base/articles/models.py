"""Articles of the information service with their versions, and the acts that the editors watch."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import JSON, CheckConstraint, ForeignKey, Index, String, Text, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from callcenter.accounts.models import User
from callcenter.core.db import Base, Key, Line, Moment, Short, words_of
from knowledge_base.articles.validity import OPEN
from knowledge_base.articles.vocabulary import Certainty, FlagReason, Topic, VersionState


class Article(Base):
    """A question that callers ask, under its code; what is answered stands in its versions. Never removed."""

    __tablename__ = "article"

    id: Mapped[Key]
    code: Mapped[Short] = mapped_column(unique=True)
    topic: Mapped[Topic] = mapped_column(words_of(Topic, "article_topic"))
    made_at: Mapped[datetime] = mapped_column(Moment)
    appeal_number: Mapped[Short | None] = mapped_column(
        unique=True, comment="The appeal whose answer was proposed as an article; editors do not see it."
    )

    versions: Mapped[list[ArticleVersion]] = relationship(
        back_populates="article", order_by="ArticleVersion.number"
    )
    flags: Mapped[list[ArticleFlag]] = relationship(back_populates="article", order_by="ArticleFlag.id")

    @property
    def published(self) -> ArticleVersion | None:
        """The version that is read to callers."""
        return next((one for one in self.versions if one.state is VersionState.PUBLISHED), None)

    @property
    def open_version(self) -> ArticleVersion | None:
        """The version that is being written."""
        return next((one for one in self.versions if one.state in OPEN), None)

    @property
    def in_review(self) -> ArticleVersion | None:
        """The version that waits for a second person, or that one has approved for a day to come."""
        return next((one for one in self.versions if one.state is VersionState.IN_REVIEW), None)

    @property
    def approved(self) -> ArticleVersion | None:
        """The version that a second person approved and that follows the published one on its first day."""
        version = self.in_review
        return version if version is not None and version.published_at is not None else None

    def read_on(self, day: date) -> ArticleVersion | None:
        """The version that is read to callers on a day, whatever its last day is."""
        approved = self.approved
        return approved if approved is not None and approved.valid_from <= day else self.published

    @property
    def newest(self) -> ArticleVersion:
        """The version with the highest number."""
        return self.versions[-1]

    @property
    def shown(self) -> ArticleVersion:
        """The published version, else the newest whose words were not taken away, else the newest."""
        worded = (one for one in reversed(self.versions) if one.title)
        return self.published or next(worded, self.newest)

    @property
    def open_flags(self) -> list[ArticleFlag]:
        """The flags that nobody has settled yet."""
        return [flag for flag in self.flags if flag.resolved_at is None]


class ArticleVersion(Base):
    """One wording of an article: its days of validity, sources, author and reviewer."""

    __tablename__ = "article_version"
    __table_args__ = (
        UniqueConstraint("article_id", "number"),
        Index(
            "uq_article_version_published",
            "article_id",
            unique=True,
            sqlite_where=text("state = 'published'"),
            postgresql_where=text("state = 'published'"),
        ),
        CheckConstraint("valid_to IS NULL OR valid_to >= valid_from", name="valid_span"),
        CheckConstraint("reviewer_id IS NULL OR reviewer_id <> author_id", name="two_people"),
        CheckConstraint(
            "state <> 'published' OR shipped OR (author_id IS NOT NULL AND reviewer_id IS NOT NULL)",
            name="reviewed_when_published",
        ),
    )

    id: Mapped[Key]
    article_id: Mapped[int] = mapped_column(ForeignKey("article.id"))
    number: Mapped[int]
    state: Mapped[VersionState] = mapped_column(words_of(VersionState, "article_version_state"))
    valid_from: Mapped[date]
    valid_to: Mapped[date | None]
    review_due: Mapped[date | None] = mapped_column(comment="Day by which an editor reads it again.")
    certainty: Mapped[Certainty] = mapped_column(words_of(Certainty, "article_certainty"))
    shipped: Mapped[bool] = mapped_column(
        default=False, comment="Came with the product; nobody here wrote it."
    )
    author_id: Mapped[int | None] = mapped_column(
        ForeignKey("user_account.id"), comment="Who wrote in it last."
    )
    written_at: Mapped[datetime] = mapped_column(Moment)
    reviewer_id: Mapped[int | None] = mapped_column(ForeignKey("user_account.id"))
    reviewed_at: Mapped[datetime | None] = mapped_column(Moment)
    review_note: Mapped[str | None] = mapped_column(Text, comment="What the reviewer asks to change.")
    # While a version is in review: that it was approved, for its first day.
    published_at: Mapped[datetime | None] = mapped_column(Moment, index=True)
    withdrawn_at: Mapped[datetime | None] = mapped_column(Moment, index=True)
    withdrawn_by_id: Mapped[int | None] = mapped_column(ForeignKey("user_account.id"))
    withdrawal: Mapped[str | None] = mapped_column(Text, comment="Why; nothing where a newer one followed.")
    clause_keys: Mapped[list[str]] = mapped_column(JSON, comment="Clauses it rests on, such as 002:3.0.6.")

    article: Mapped[Article] = relationship(back_populates="versions")
    author: Mapped[User | None] = relationship(foreign_keys=[author_id])
    reviewer: Mapped[User | None] = relationship(foreign_keys=[reviewer_id])
    texts: Mapped[list[ArticleText]] = relationship(
        back_populates="version", order_by="ArticleText.language", cascade="all, delete-orphan"
    )
    sources: Mapped[list[ArticleSource]] = relationship(
        back_populates="version", order_by="ArticleSource.position", cascade="all, delete-orphan"
    )

    def text_in(self, language: str) -> ArticleText:
        """The text in the language, else in Azerbaijani, which every version has."""
        by_language = {one.language: one for one in self.texts}
        return by_language.get(language) or by_language["az"]

    @property
    def title(self) -> str:
        """The title in Azerbaijani."""
        return self.text_in("az").title

    @property
    def reference(self) -> str:
        """How forms and programs name exactly this version: code/number."""
        return f"{self.article.code}/{self.number}"


class ArticleText(Base):
    """A version in one language: as callers ask it, what is read to them, and the fuller text behind it."""

    __tablename__ = "article_text"

    version_id: Mapped[int] = mapped_column(ForeignKey("article_version.id"), primary_key=True)
    language: Mapped[str] = mapped_column(String(2), primary_key=True)
    title: Mapped[Line]
    questions: Mapped[list[str]] = mapped_column(JSON, comment="As callers ask it.")
    answer: Mapped[str] = mapped_column(Text, comment="What is read to the caller.")
    details: Mapped[str] = mapped_column(Text, comment="The fuller text, for further questions.")
    steps: Mapped[list[str]] = mapped_column(JSON)

    version: Mapped[ArticleVersion] = relationship(back_populates="texts")


class ArticleSource(Base):
    """An act on which a version rests. No number where it has still to be confirmed."""

    __tablename__ = "article_source"

    version_id: Mapped[int] = mapped_column(ForeignKey("article_version.id"), primary_key=True)
    position: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[Line]
    number: Mapped[Short | None]
    made_on: Mapped[date | None]
    clauses: Mapped[Line] = mapped_column(comment="Which articles or clauses of the act, in words.")
    address: Mapped[Line] = mapped_column(comment="Where it is published.")

    version: Mapped[ArticleVersion] = relationship(back_populates="sources")


class ArticleFlag(Base):
    """Why an editor has to look at an article; stays as history when settled."""

    __tablename__ = "article_flag"
    __table_args__ = (
        Index(
            "uq_article_flag_open",
            "article_id",
            "reason",
            unique=True,
            sqlite_where=text("resolved_at IS NULL"),
            postgresql_where=text("resolved_at IS NULL"),
        ),
    )

    id: Mapped[Key]
    article_id: Mapped[int] = mapped_column(ForeignKey("article.id"), index=True)
    reason: Mapped[FlagReason] = mapped_column(words_of(FlagReason, "article_flag_reason"))
    note: Mapped[str] = mapped_column(Text, comment="Which act and clauses, or what the reader said.")
    raised_at: Mapped[datetime] = mapped_column(Moment)
    raised_by_id: Mapped[int | None] = mapped_column(ForeignKey("user_account.id"))
    resolved_at: Mapped[datetime | None] = mapped_column(Moment)
    resolved_by_id: Mapped[int | None] = mapped_column(ForeignKey("user_account.id"))

    article: Mapped[Article] = relationship(back_populates="flags")
    raised_by: Mapped[User | None] = relationship(foreign_keys=[raised_by_id])


class WatchedAct(Base):
    """An act that the editors look at every so many days, because answers rest on it. Retired, never removed."""

    __tablename__ = "watched_act"
    __table_args__ = (CheckConstraint("every_days > 0", name="every_days"),)

    id: Mapped[Key]
    name: Mapped[Line]
    number: Mapped[Short | None]
    made_on: Mapped[date | None]
    address: Mapped[Line] = mapped_column(comment="Where it is published.")
    every_days: Mapped[int]
    statute_code: Mapped[str | None] = mapped_column(String(20), comment="Where it is imported here.")
    added_at: Mapped[datetime] = mapped_column(Moment)
    retired_at: Mapped[datetime | None] = mapped_column(Moment)

    looks: Mapped[list[ActLook]] = relationship(back_populates="act", order_by="ActLook.id")

    @property
    def last_look(self) -> ActLook | None:
        """The newest look at it."""
        return self.looks[-1] if self.looks else None


class ActLook(Base):
    """Somebody looked at an act: had it changed?"""

    __tablename__ = "act_look"

    id: Mapped[Key]
    act_id: Mapped[int] = mapped_column(ForeignKey("watched_act.id"), index=True)
    at: Mapped[datetime] = mapped_column(Moment, index=True)
    by_id: Mapped[int] = mapped_column(ForeignKey("user_account.id"))
    changed: Mapped[bool]
    note: Mapped[str] = mapped_column(Text)

    act: Mapped[WatchedAct] = relationship(back_populates="looks")
    by: Mapped[User] = relationship()
