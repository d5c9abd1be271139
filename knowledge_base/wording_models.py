"""How clauses were worded before, what an import changed in them, and what has to be looked at because of it."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from sqlalchemy import JSON, CheckConstraint, ForeignKey, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from callcenter.accounts.models import User
from callcenter.core.db import Base, Key, Line, Moment, Short, words_of
from knowledge_base.models import Statute, StatuteVersion
from knowledge_base.vocabulary import Known, Recheck, Resting, Turn


class ClauseWording(Base):
    """One dated wording of a clause, as the footnotes of an imported version tell it; the newest comes last."""

    __tablename__ = "clause_wording"
    __table_args__ = (
        UniqueConstraint("version_id", "clause_key", "position"),
        CheckConstraint("until IS NULL OR since IS NULL OR since <= until", name="since_before_until"),
    )

    id: Mapped[Key]
    version_id: Mapped[int] = mapped_column(ForeignKey("statute_version.id"))
    clause_key: Mapped[str] = mapped_column(String(60), index=True)
    position: Mapped[int] = mapped_column(comment="0 is the oldest wording that the source tells of.")
    since: Mapped[date | None] = mapped_column(comment="Day of the act that made it; none: not told.")
    until: Mapped[date | None] = mapped_column(comment="Day of the act that ended it; none: in force.")
    known: Mapped[Known] = mapped_column(words_of(Known, "wording_known"))
    text: Mapped[str | None] = mapped_column(Text, comment="None where the source does not let us know it.")
    fragment: Mapped[str | None] = mapped_column(
        Text, comment="Of a wording otherwise unknown: the part whose former text the source prints."
    )
    in_being: Mapped[bool] = mapped_column(comment="False from the day on which the clause was repealed.")
    changes: Mapped[list[dict[str, Any]]] = mapped_column(
        JSON,
        comment="What made it: act, date, note, what, item, words before and after, the note's sentence.",
    )

    version: Mapped[StatuteVersion] = relationship()


class Revision(Base):
    """An import that put another version of a statute in force."""

    __tablename__ = "statute_revision"

    id: Mapped[Key]
    statute_id: Mapped[int] = mapped_column(ForeignKey("statute.id"), index=True)
    earlier_id: Mapped[int] = mapped_column(ForeignKey("statute_version.id"))
    version_id: Mapped[int] = mapped_column(ForeignKey("statute_version.id"))
    at: Mapped[datetime] = mapped_column(Moment)

    statute: Mapped[Statute] = relationship()
    earlier: Mapped[StatuteVersion] = relationship(foreign_keys=[earlier_id])
    version: Mapped[StatuteVersion] = relationship(foreign_keys=[version_id])
    turns: Mapped[list[ClauseTurn]] = relationship(back_populates="revision", order_by="ClauseTurn.position")


class ClauseTurn(Base):
    """What became of one clause in a revision."""

    __tablename__ = "clause_turn"
    __table_args__ = (UniqueConstraint("revision_id", "position"),)

    id: Mapped[Key]
    revision_id: Mapped[int] = mapped_column(ForeignKey("statute_revision.id"))
    position: Mapped[int]
    turn: Mapped[Turn] = mapped_column(words_of(Turn, "clause_turn"))
    key: Mapped[str] = mapped_column(String(60), index=True, comment="As it was known before.")
    to_key: Mapped[str | None] = mapped_column(String(60), comment="As it is known now; none when it went.")

    revision: Mapped[Revision] = relationship(back_populates="turns")
    rechecks: Mapped[list[ClauseRecheck]] = relationship(back_populates="turn", order_by="ClauseRecheck.id")


class ClauseRecheck(Base):
    """A card or an article that rests on a clause which changed: an editor says whether it still holds."""

    __tablename__ = "clause_recheck"
    __table_args__ = (
        UniqueConstraint("turn_id", "rests", "code"),
        CheckConstraint("(standing = 'open') = (at IS NULL)", name="looked_at"),
    )

    id: Mapped[Key]
    turn_id: Mapped[int] = mapped_column(ForeignKey("clause_turn.id"))
    rests: Mapped[Resting] = mapped_column(words_of(Resting, "recheck_rests"))
    code: Mapped[Short] = mapped_column(comment="The card's or article's own code.")
    title: Mapped[Line] = mapped_column(comment="Its title on the day of the import.")
    standing: Mapped[Recheck] = mapped_column(words_of(Recheck, "recheck_standing"), index=True)
    by_id: Mapped[int | None] = mapped_column(ForeignKey("user_account.id"))
    at: Mapped[datetime | None] = mapped_column(Moment)
    note: Mapped[str | None] = mapped_column(Text)

    turn: Mapped[ClauseTurn] = relationship(back_populates="rechecks")
    by: Mapped[User | None] = relationship()
