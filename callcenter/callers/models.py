"""The people and firms who turn to the call centre."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from callcenter.callers.vocabulary import CallerType
from callcenter.core.db import Base, Key, Line, Moment, Short, words_of


class Caller(Base):
    """A person, entrepreneur or legal person. Every field may be empty: a phone number alone is enough."""

    __tablename__ = "caller"

    id: Mapped[Key]
    type: Mapped[CallerType] = mapped_column(words_of(CallerType, "caller_type"), default=CallerType.PERSON)
    name: Mapped[Line | None]
    phone_typed: Mapped[Short | None] = mapped_column(comment="As it was typed; never refused.")
    phone: Mapped[str | None] = mapped_column(String(20), index=True, comment="E.164 when it is a number.")
    email: Mapped[Line | None] = mapped_column(index=True)
    fin_sealed: Mapped[Line | None] = mapped_column(comment="Encrypted; FIN as typed, upper case.")
    fin_print: Mapped[str | None] = mapped_column(String(64), index=True, comment="Keyed print, for look-up.")
    voen: Mapped[str | None] = mapped_column(String(40), index=True)
    address: Mapped[Line | None]
    created_at: Mapped[datetime] = mapped_column(Moment)

    @property
    def anonymous(self) -> bool:
        """Say whether nothing by which the applicant could be told the result is known (law 1308-IVQ, 6.4)."""
        return not (self.phone_typed or self.email or self.address or self.fin_sealed or self.voen)


class CallerContact(Base):
    """A further number or e-mail that a known caller gave; the first ones stay in their row."""

    __tablename__ = "caller_contact"

    caller_id: Mapped[int] = mapped_column(ForeignKey("caller.id"), primary_key=True)
    value: Mapped[Line] = mapped_column(
        primary_key=True, index=True, comment="A number as E.164, or an e-mail."
    )
