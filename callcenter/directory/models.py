"""What state bodies are made of: bodies, their units, and the people in them."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum

from sqlalchemy import ForeignKey, Index, String, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from callcenter.accounts.models import User
from callcenter.core.db import Base, Key, Line, Moment, Short, words_of


class UnitKind(StrEnum):
    """What sort of unit the statute names."""

    DEPARTMENT = "department"
    DIRECTORATE = "directorate"
    SECTOR = "sector"
    SECTION = "section"
    OFFICE = "office"


class Body(Base):
    """A state body; one of them is the home body, whose call centre this is."""

    __tablename__ = "body"
    # At most one home body, and the database says so.
    __table_args__ = (
        Index("uq_body_home", "home", unique=True, sqlite_where=text("home"), postgresql_where=text("home")),
    )

    id: Mapped[Key]
    code: Mapped[Short] = mapped_column(unique=True)
    name: Mapped[Line]
    home: Mapped[bool] = mapped_column(default=False)

    units: Mapped[list[Unit]] = relationship(back_populates="body", order_by="Unit.id")


class Unit(Base):
    """A unit of a body: a department or directorate, a sector below it, or an office."""

    __tablename__ = "unit"
    __table_args__ = (UniqueConstraint("body_id", "name"),)

    id: Mapped[Key]
    code: Mapped[Short] = mapped_column(unique=True)
    body_id: Mapped[int] = mapped_column(ForeignKey("body.id"), index=True)
    parent_id: Mapped[int | None] = mapped_column(ForeignKey("unit.id"), index=True)
    name: Mapped[Line] = mapped_column(comment="As the statute names it.")
    kind: Mapped[UnitKind] = mapped_column(words_of(UnitKind, "unit_kind"))
    statute_code: Mapped[str | None] = mapped_column(String(20), comment="The statute that founds it.")
    head_of_apparatus: Mapped[bool] = mapped_column(
        default=False, comment="Takes complaints that their own unit may not examine (002:4.0.09)."
    )
    retired_at: Mapped[datetime | None] = mapped_column(Moment, comment="Since then it takes no new appeals.")

    body: Mapped[Body] = relationship(back_populates="units")
    parent: Mapped[Unit | None] = relationship(back_populates="children", remote_side="Unit.id")
    children: Mapped[list[Unit]] = relationship(back_populates="parent")
    staff: Mapped[list[StaffMember]] = relationship(back_populates="unit", order_by="StaffMember.id")


class StaffMember(Base):
    """A person who works in a unit; the account, if any, ties rights to that unit."""

    __tablename__ = "staff_member"

    id: Mapped[Key]
    unit_id: Mapped[int] = mapped_column(ForeignKey("unit.id"), index=True)
    user_id: Mapped[int | None] = mapped_column(ForeignKey("user_account.id"), unique=True)
    full_name: Mapped[Line]
    position: Mapped[Line]
    head: Mapped[bool] = mapped_column(default=False, comment="Heads the unit.")

    unit: Mapped[Unit] = relationship(back_populates="staff")
    user: Mapped[User | None] = relationship()
