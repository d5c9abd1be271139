"""What state bodies are made of: bodies, their units, and the people in them."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum

from sqlalchemy import JSON, ForeignKey, Index, String, Text, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from callcenter.accounts.models import User
from callcenter.core.db import Base, Key, Line, Moment, Short, words_of
from callcenter.directory.vocabulary import BodyGroup, Grade, PositionClass


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


class Position(Base):
    """A position of the civil-service register (Decree 911); what the register dropped stays, out of force."""

    __tablename__ = "position"
    # The same position in every wording of the register: whoever holds it goes on holding it.
    __table_args__ = (UniqueConstraint("clause", "entry", "name"),)

    id: Mapped[Key]
    statute: Mapped[str] = mapped_column(String(20), comment="Code of the statute, 004.")
    clause: Mapped[str] = mapped_column(String(40), comment="Number of the clause in the statute, 2.1.6.")
    entry: Mapped[str] = mapped_column(String(20), comment="Number of the entry in the clause.")
    name: Mapped[Line]
    place: Mapped[str] = mapped_column(Text, comment="The bodies where it stands, as the entry words them.")
    grade: Mapped[Grade] = mapped_column(words_of(Grade, "grade"))
    cls: Mapped[PositionClass] = mapped_column(words_of(PositionClass, "position_class"))
    groups: Mapped[list[str]] = mapped_column(JSON, comment="Codes of the groups of bodies.")
    rank: Mapped[int] = mapped_column(comment="Place in the whole register, 1 is the highest.")
    in_force: Mapped[bool] = mapped_column(default=True)
    shipped: Mapped[bool] = mapped_column(
        default=False, comment="Came with the product, not from the decree."
    )

    holders: Mapped[list[StaffMember]] = relationship(back_populates="held")

    @property
    def key(self) -> str:
        """Key of the clause, 004:2.1.6."""
        return f"{self.statute}:{self.clause}"

    @property
    def body_groups(self) -> tuple[BodyGroup, ...]:
        """The groups of bodies, as words."""
        return tuple(map(BodyGroup, self.groups))


class StaffMember(Base):
    """A person who works in a unit; the account, if any, ties rights to that unit.

    `position` is what is printed, in the unit's own words (Decree 911, clause 2.4); `held` is the position of the
    register, which gives the rank.
    """

    __tablename__ = "staff_member"

    id: Mapped[Key]
    unit_id: Mapped[int] = mapped_column(ForeignKey("unit.id"), index=True)
    user_id: Mapped[int | None] = mapped_column(ForeignKey("user_account.id"), unique=True)
    full_name: Mapped[Line]
    position: Mapped[Line]
    position_id: Mapped[int | None] = mapped_column(
        ForeignKey("position.id"), index=True, comment="The position of the register: rank comes from it."
    )
    head: Mapped[bool] = mapped_column(default=False, comment="Heads the unit.")

    unit: Mapped[Unit] = relationship(back_populates="staff")
    user: Mapped[User | None] = relationship()
    held: Mapped[Position | None] = relationship(back_populates="holders")

    @property
    def standing(self) -> str:
        """Position and unit, without the name; once where the unit is called by the position."""
        if self.position.casefold() == self.unit.name.casefold():
            return self.position
        return f"{self.position} ({self.unit.name})"
