"""Acts: open, list and disable accounts."""

import re
import secrets
from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from callcenter.accounts.models import User
from callcenter.accounts.signing_in import end_sign_ins, hash_password
from callcenter.accounts.vocabulary import Role
from callcenter.core import trail
from callcenter.core.errors import InvalidInput, NotFound
from callcenter.core.wording import say

# Nothing that could end a header of a mail.
_EMAIL = re.compile(r"[A-Za-z0-9._%+-]{1,64}@[A-Za-z0-9-]{1,63}(\.[A-Za-z0-9-]{1,63}){0,8}")
_NAME = re.compile(r"[a-z][a-z0-9._-]{1,59}")


def new_password() -> str:
    """Return a password that a machine made and a person can read out."""
    return "-".join(secrets.token_hex(2) for _ in range(4))


def open_account(
    session: Session,
    name: str,
    *,
    display_name: str,
    role: Role,
    password: str,
    now: datetime,
    by_id: int | None = None,
) -> User:
    """Make an account; InvalidInput when the name is taken or no sign-in name. by_id none: from the console."""
    name = name.strip().lower()
    if not _NAME.fullmatch(name):
        raise InvalidInput(
            {
                "name": say(
                    "Giriş adı latın hərfi ilə başlamalı, yalnız hərf, rəqəm, nöqtə və defisdən ibarət olmalıdır."
                )
            }
        )
    if session.scalar(select(User.id).where(User.name == name)) is not None:
        raise InvalidInput({"name": say("«%(name)s» adlı istifadəçi artıq var.", name=name)})
    user = User(
        name=name,
        display_name=display_name.strip() or name,
        role=role,
        password_hash=hash_password(password),
        created_at=now,
    )
    session.add(user)
    session.flush()
    trail.record(session, "account.opened", now=now, user_id=by_id, about=str(user.id), role=role.value)
    return user


def disable_account(session: Session, name: str, *, now: datetime, by_id: int | None = None) -> User:
    """Close an account and end its sessions at once; NotFound when there is no such live account."""
    user = account_named(session, name)
    user.disabled_at = now
    end_sign_ins(session, user, now=now)
    trail.record(session, "account.closed", now=now, user_id=by_id, about=str(user.id))
    return user


def set_email(user: User, typed: str) -> None:
    """Write where notices are mailed to the person; InvalidInput for what is no address."""
    email = typed.strip()
    if email and not _EMAIL.fullmatch(email):
        raise InvalidInput({"email": say("E-poçt ünvanını belə yazın: ad@nazirlik.az.")})
    user.email = email or None


def account_named(session: Session, name: str) -> User:
    """Return the live account of a name; NotFound when there is none, or only a closed one."""
    user = session.scalar(select(User).where(User.name == name.strip().lower()))
    if user is None:
        raise NotFound("unknown-user", say("«%(name)s» adlı istifadəçi yoxdur.", name=name))
    if user.disabled_at is not None:
        raise NotFound("unknown-user", say("«%(name)s» adlı istifadəçinin hesabı bağlanıb.", name=name))
    return user


def accounts(session: Session) -> Sequence[User]:
    """Return every account, live ones first, by name."""
    return session.scalars(select(User).order_by(User.disabled_at.is_not(None), User.name)).all()
