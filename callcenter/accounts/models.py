"""Who can sign in, their sessions, and the keys of other systems."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import JSON, CheckConstraint, ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from callcenter.accounts.vocabulary import ENTRUSTED, MAY, MandateKind, Permission, Role
from callcenter.core.db import Base, Key, Line, Moment, Short, words_of


class User(Base):
    """A person with an account. What they may do is their role's; their unit is in the directory."""

    __tablename__ = "user_account"

    id: Mapped[Key]
    name: Mapped[Short] = mapped_column(unique=True, comment="Sign-in name, lower case.")
    display_name: Mapped[Line]
    role: Mapped[Role] = mapped_column(words_of(Role, "role"))
    password_hash: Mapped[Line] = mapped_column(comment="argon2id")
    language: Mapped[str] = mapped_column(String(2), default="az")
    email: Mapped[Line | None] = mapped_column(comment="Where notices are mailed; none: nowhere.")
    created_at: Mapped[datetime] = mapped_column(Moment)
    disabled_at: Mapped[datetime | None] = mapped_column(Moment)

    sign_ins: Mapped[list[SignIn]] = relationship(back_populates="user")

    # Not of the table: who reads the account says so (mandates.acting_role).
    _acting = None  # type: Role | None

    _entrusted = False

    def act_as(self, role: Role | None, *, entrusted: bool = False) -> None:
        """Let the person act as another role beside their own, for this request: a mandate lasts.

        entrusted: the head of the body authorised them to receive reports of corruption.
        """
        self._acting, self._entrusted = role, entrusted

    @property
    def acts_as(self) -> Role:
        """The role in which the person acts: that of a mandate that lasts, else their own."""
        return self._acting or self.role

    def may(self, permission: Permission) -> bool:
        """Say whether the role allows it, or the role as which a mandate lets the person act."""
        return permission in MAY[self.role] or permission in MAY[self.acts_as]

    def comes_to(self, permission: Permission) -> bool:
        """Say whether a page that needs the permission opens: what is done there may still be refused."""
        return self.may(permission) or (self._entrusted and permission in ENTRUSTED)


class Mandate(Base):
    """That somebody acts as the head of the call centre for a time, by which act."""

    __tablename__ = "mandate"
    __table_args__ = (
        CheckConstraint("first_day <= last_day", name="days_in_order"),
        CheckConstraint("recorded_by_id <> user_id", name="never_own"),
    )

    id: Mapped[Key]
    user_id: Mapped[int] = mapped_column(ForeignKey("user_account.id"), index=True)
    kind: Mapped[MandateKind] = mapped_column(words_of(MandateKind, "mandate_kind"))
    first_day: Mapped[date]
    last_day: Mapped[date]
    act: Mapped[Line] = mapped_column(comment="The act that gave it.")
    act_on: Mapped[date]
    recorded_by_id: Mapped[int] = mapped_column(ForeignKey("user_account.id"))
    recorded_at: Mapped[datetime] = mapped_column(Moment)
    revoked_at: Mapped[datetime | None] = mapped_column(Moment)
    revoked_by_id: Mapped[int | None] = mapped_column(ForeignKey("user_account.id"))

    user: Mapped[User] = relationship(foreign_keys=[user_id])
    recorded_by: Mapped[User] = relationship(foreign_keys=[recorded_by_id])
    revoked_by: Mapped[User | None] = relationship(foreign_keys=[revoked_by_id])


class SignIn(Base):
    """One session of a person, kept on our side so that it can be ended at once."""

    __tablename__ = "sign_in"

    id: Mapped[Key]
    token_hash: Mapped[str] = mapped_column(String(64), unique=True, comment="SHA-256 of the cookie's token.")
    user_id: Mapped[int] = mapped_column(ForeignKey("user_account.id"), index=True)
    created_at: Mapped[datetime] = mapped_column(Moment)
    last_seen_at: Mapped[datetime] = mapped_column(Moment)
    ended_at: Mapped[datetime | None] = mapped_column(Moment)

    user: Mapped[User] = relationship(back_populates="sign_ins")


class FailedSignIn(Base):
    """A refused attempt, counted to slow down guessing."""

    __tablename__ = "failed_sign_in"
    __table_args__ = (Index(None, "name", "at"), Index(None, "address_print", "at"))

    id: Mapped[Key]
    name: Mapped[Short]
    address_print: Mapped[str] = mapped_column(String(64), comment="Keyed print of the client's address.")
    at: Mapped[datetime] = mapped_column(Moment)


class ApiKey(Base):
    """A key by which another system uses the API."""

    __tablename__ = "api_key"

    id: Mapped[Key]
    name: Mapped[Short] = mapped_column(unique=True)
    key_hash: Mapped[str] = mapped_column(String(64), unique=True, comment="SHA-256; the key is shown once.")
    scopes: Mapped[list[str]] = mapped_column(JSON)
    created_at: Mapped[datetime] = mapped_column(Moment)
    revoked_at: Mapped[datetime | None] = mapped_column(Moment)
