"""Statutes with their clauses, and the competence cards that rest on them."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import JSON, ForeignKey, Index, String, Text, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from callcenter.accounts.models import User
from callcenter.core.db import Base, Key, Line, Moment, Short, words_of
from callcenter.directory.models import Body, Unit
from knowledge_base.vocabulary import CardRole, ClauseRole, ExampleStanding, PhraseSource


class Statute(Base):
    """A statute under its code; its wordings are versions."""

    __tablename__ = "statute"

    id: Mapped[Key]
    code: Mapped[str] = mapped_column(String(20), unique=True)
    body_id: Mapped[int | None] = mapped_column(ForeignKey("body.id"), index=True)

    body: Mapped[Body | None] = relationship()
    versions: Mapped[list[StatuteVersion]] = relationship(
        back_populates="statute", order_by="StatuteVersion.id"
    )


class StatuteVersion(Base):
    """One imported wording of a statute; the newest one is in force."""

    __tablename__ = "statute_version"
    __table_args__ = (
        UniqueConstraint("statute_id", "content_hash"),
        Index(
            "uq_statute_version_in_force",
            "statute_id",
            unique=True,
            sqlite_where=text("in_force"),
            postgresql_where=text("in_force"),
        ),
    )

    id: Mapped[Key]
    statute_id: Mapped[int] = mapped_column(ForeignKey("statute.id"))
    content_hash: Mapped[str] = mapped_column(String(64), comment="SHA-256 of what was understood.")
    body_name: Mapped[Line]
    title: Mapped[str] = mapped_column(Text)
    act_number: Mapped[Short | None]
    act_date: Mapped[date | None]
    imported_at: Mapped[datetime] = mapped_column(Moment)
    in_force: Mapped[bool]
    decision_points: Mapped[list[dict[str, str]]] = mapped_column(
        JSON, comment="Points of the decision that adopted it; no clauses of the statute."
    )

    statute: Mapped[Statute] = relationship(back_populates="versions")
    sections: Mapped[list[Section]] = relationship(back_populates="version", order_by="Section.position")
    clauses: Mapped[list[Clause]] = relationship(back_populates="version", order_by="Clause.position")
    footnotes: Mapped[list[Footnote]] = relationship(back_populates="version", order_by="Footnote.id")
    amending_acts: Mapped[list[AmendingAct]] = relationship(
        back_populates="version", order_by="AmendingAct.position"
    )
    doubts: Mapped[list[Doubt]] = relationship(back_populates="version", order_by="Doubt.id")


class Section(Base):
    """A chapter of a statute."""

    __tablename__ = "section"

    id: Mapped[Key]
    version_id: Mapped[int] = mapped_column(ForeignKey("statute_version.id"), index=True)
    position: Mapped[int]
    number: Mapped[Short]
    title: Mapped[str] = mapped_column(Text)

    version: Mapped[StatuteVersion] = relationship(back_populates="sections")


class Clause(Base):
    """A clause, numbered as printed; key tells apart two clauses with one number (000:6.2.6/2)."""

    __tablename__ = "clause"
    __table_args__ = (UniqueConstraint("version_id", "key"),)

    id: Mapped[Key]
    version_id: Mapped[int] = mapped_column(ForeignKey("statute_version.id"))
    position: Mapped[int]
    key: Mapped[str] = mapped_column(String(60), index=True)
    number: Mapped[Short]
    section: Mapped[Short]
    unit_name: Mapped[Line | None] = mapped_column(comment="The unit whose duty it is.")
    unit_id: Mapped[int | None] = mapped_column(ForeignKey("unit.id"), index=True)
    role: Mapped[ClauseRole] = mapped_column(words_of(ClauseRole, "clause_role"))
    catch_all: Mapped[bool] = mapped_column(
        comment="«Other duties»: true of everything, so it never competes."
    )
    lead: Mapped[bool] = mapped_column(comment="Only opens the list of the clauses below it.")
    items: Mapped[list[dict[str, str]]] = mapped_column(JSON, comment="number and text of a list inside it.")
    text: Mapped[str] = mapped_column(Text)

    version: Mapped[StatuteVersion] = relationship(back_populates="clauses")
    unit: Mapped[Unit | None] = relationship()


class Footnote(Base):
    """A footnote, apart from the text of the clause it hangs on."""

    __tablename__ = "footnote"

    id: Mapped[Key]
    version_id: Mapped[int] = mapped_column(ForeignKey("statute_version.id"), index=True)
    number: Mapped[Short]
    clause_key: Mapped[str | None] = mapped_column(String(60))
    place: Mapped[Short] = mapped_column(comment="clause, section, title, decision_point or none.")
    at: Mapped[Line] = mapped_column(comment="Where the mark stands when it is not on a clause.")
    text: Mapped[str] = mapped_column(Text)

    version: Mapped[StatuteVersion] = relationship(back_populates="footnotes")


class AmendingAct(Base):
    """An act that changed the statute."""

    __tablename__ = "amending_act"

    id: Mapped[Key]
    version_id: Mapped[int] = mapped_column(ForeignKey("statute_version.id"), index=True)
    position: Mapped[int]
    number: Mapped[Short | None]
    made_on: Mapped[date | None]
    text: Mapped[str] = mapped_column(Text)

    version: Mapped[StatuteVersion] = relationship(back_populates="amending_acts")


class Doubt(Base):
    """Something the reader of a statute would not guess: for a person to decide."""

    __tablename__ = "statute_doubt"

    id: Mapped[Key]
    version_id: Mapped[int] = mapped_column(ForeignKey("statute_version.id"), index=True)
    what: Mapped[str] = mapped_column(Text)
    where: Mapped[str] = mapped_column(Text)

    version: Mapped[StatuteVersion] = relationship(back_populates="doubts")


class Competence(Base):
    """A competence card: one thing a unit is competent for, in our own plain words."""

    __tablename__ = "competence"

    id: Mapped[Key]
    code: Mapped[Short] = mapped_column(unique=True)
    unit_id: Mapped[int] = mapped_column(ForeignKey("unit.id"), index=True)
    title: Mapped[Line]
    summary: Mapped[str] = mapped_column(Text)
    role: Mapped[CardRole] = mapped_column(words_of(CardRole, "competence_role"))
    keywords: Mapped[list[str]] = mapped_column(JSON)
    not_this: Mapped[list[dict[str, str]]] = mapped_column(
        JSON, comment="when and unit: looks like this card, but is that unit's."
    )
    retired_at: Mapped[datetime | None] = mapped_column(
        Moment, comment="Since then it is suggested no more; shown where appeals rest on it."
    )

    unit: Mapped[Unit] = relationship()
    bases: Mapped[list[CompetenceClause]] = relationship(
        back_populates="competence", order_by="CompetenceClause.position", cascade="all, delete-orphan"
    )
    phrases: Mapped[list[Phrase]] = relationship(
        back_populates="competence", order_by="Phrase.id", cascade="all, delete-orphan"
    )

    @property
    def clauses(self) -> tuple[str, ...]:
        """Keys of the clauses it rests on, the main one first."""
        return tuple(basis.clause_key for basis in self.bases)


class CompetenceClause(Base):
    """A clause that a card rests on. By key, because cards work before the statute is imported."""

    __tablename__ = "competence_clause"

    competence_id: Mapped[int] = mapped_column(ForeignKey("competence.id"), primary_key=True)
    position: Mapped[int] = mapped_column(primary_key=True, comment="0 is the main clause.")
    clause_key: Mapped[str] = mapped_column(String(60), index=True)

    competence: Mapped[Competence] = relationship(back_populates="bases")


class Phrase(Base):
    """How somebody said it."""

    __tablename__ = "phrase"

    id: Mapped[Key]
    competence_id: Mapped[int] = mapped_column(ForeignKey("competence.id"), index=True)
    language: Mapped[str] = mapped_column(String(2))
    text: Mapped[str] = mapped_column(Text)
    source: Mapped[PhraseSource] = mapped_column(words_of(PhraseSource, "phrase_source"))

    competence: Mapped[Competence] = relationship(back_populates="phrases")


class Example(Base):
    """An appeal from which the matching learns: whose competence it was, and who said so.

    Never removed: a struck one teaches nothing any more, and says who struck it and why.
    """

    __tablename__ = "example"

    id: Mapped[Key]
    appeal_number: Mapped[str | None] = mapped_column(
        String(120), unique=True, comment="The appeal it was taken from; none for an imported one."
    )
    text: Mapped[str] = mapped_column(Text, comment="The appeal's text, telephone numbers and codes masked.")
    unit_id: Mapped[int] = mapped_column(ForeignKey("unit.id"), index=True)
    competence_id: Mapped[int | None] = mapped_column(ForeignKey("competence.id"), index=True)
    suggested_unit_id: Mapped[int | None] = mapped_column(
        ForeignKey("unit.id"), comment="The unit that the matching named first; another one was corrected."
    )
    standing: Mapped[ExampleStanding] = mapped_column(words_of(ExampleStanding, "example_standing"))
    by_id: Mapped[int | None] = mapped_column(ForeignKey("user_account.id"), index=True)
    confirmed_by_id: Mapped[int | None] = mapped_column(ForeignKey("user_account.id"))
    added_at: Mapped[datetime] = mapped_column(Moment)
    struck_at: Mapped[datetime | None] = mapped_column(Moment)
    struck_by_id: Mapped[int | None] = mapped_column(ForeignKey("user_account.id"))
    strike_reason: Mapped[str | None] = mapped_column(Text)
    restored_at: Mapped[datetime | None] = mapped_column(
        Moment,
        comment="When a strike was taken back; who struck it, and why, stays until it is struck again.",
    )
    restored_by_id: Mapped[int | None] = mapped_column(ForeignKey("user_account.id"))
    change: Mapped[int] = mapped_column(
        index=True, comment="Number of the knowledge base with which it came or last changed."
    )

    unit: Mapped[Unit] = relationship(foreign_keys=[unit_id])
    suggested_unit: Mapped[Unit | None] = relationship(foreign_keys=[suggested_unit_id])
    competence: Mapped[Competence | None] = relationship()
    by: Mapped[User | None] = relationship(foreign_keys=[by_id])
    confirmed_by: Mapped[User | None] = relationship(foreign_keys=[confirmed_by_id])
    struck_by: Mapped[User | None] = relationship(foreign_keys=[struck_by_id])
    restored_by: Mapped[User | None] = relationship(foreign_keys=[restored_by_id])

    @property
    def live(self) -> bool:
        """Whether it teaches: it was not struck, or the strike was taken back."""
        return self.struck_at is None


class Synonym(Base):
    """A caller's word and the statute's words for it, beside the shipped table; no words switch one off."""

    __tablename__ = "synonym"

    id: Mapped[Key]
    said: Mapped[Short] = mapped_column(unique=True)
    meant: Mapped[list[str]] = mapped_column(JSON)
    by_id: Mapped[int | None] = mapped_column(ForeignKey("user_account.id"))
    changed_at: Mapped[datetime] = mapped_column(Moment)

    by: Mapped[User | None] = relationship()


class KnowledgeVersion(Base):
    """One row whose number grows with every change, so that each process knows when to read again."""

    __tablename__ = "knowledge_version"

    id: Mapped[Key]
    number: Mapped[int]
    cards: Mapped[int] = mapped_column(
        server_default="0", comment="The number with which cards, statutes or units last changed."
    )
