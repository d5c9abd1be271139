"""Acts: sign in, find who a token belongs to, sign out. Passwords are argon2id, sessions are ours to end."""

import hashlib
import secrets
from datetime import datetime, timedelta
from functools import cache
from threading import BoundedSemaphore

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError
from sqlalchemy import case, func, or_, select, update
from sqlalchemy.orm import Session

from callcenter.accounts.models import FailedSignIn, SignIn, User
from callcenter.core import trail
from callcenter.core.errors import InvalidInput, Refused
from callcenter.core.wording import say

IDLE = timedelta(minutes=30)
SHIFT = timedelta(hours=12)
SEEN_EVERY = timedelta(minutes=1)
WINDOW = timedelta(minutes=15)
# Failures of one name from one address, of a name from anywhere, of an address (an office shares one).
ATTEMPTS = (10, 50, 100)
PASSWORD_LENGTH = 12

_hasher = PasswordHasher(time_cost=2, memory_cost=47_104, parallelism=1)
# Each hash takes 46 MiB for its time; a storm of sign-ins waits here instead of taking the memory.
_hashing = BoundedSemaphore(2)


class TooManyAttempts(Refused):
    """Guessing is slowed down."""

    status = 429

    def __init__(self) -> None:
        super().__init__(
            "too-many-attempts",
            say("Çox sayda uğursuz cəhd oldu. %(minutes)d dəqiqə sonra yenidən cəhd edin.", minutes=15),
        )


class WrongCredentials(Refused):
    """The name or the password is wrong; which of them is not said."""

    status = 401

    def __init__(self) -> None:
        super().__init__("wrong-credentials", say("Ad və ya parol yanlışdır."))


def hash_password(password: str) -> str:
    """Return the argon2id hash of a password; InvalidInput when it is shorter than 12 characters."""
    if len(password) < PASSWORD_LENGTH:
        raise InvalidInput(
            {"password": say("Parol ən azı %(count)d simvol olmalıdır.", count=PASSWORD_LENGTH)}
        )
    with _hashing:
        return _hasher.hash(password)


def recognise(
    session: Session, name: str, password: str, *, address_print: str, now: datetime
) -> User | None:
    """Return the user whose name and password these are, None when they are wrong; writes nothing.

    Refused (too-many-attempts) after too many failures. Hashing takes its time, so it is done outside any
    transaction that writes.
    """
    name = _tidy(name)
    if _tried_too_often(session, name, address_print, now):
        raise TooManyAttempts
    user = session.scalar(select(User).where(User.name == name, User.disabled_at.is_(None)))
    right = _matches(user.password_hash if user else _nobody(), password)
    return user if right else None


def open_session(session: Session, user: User, *, now: datetime) -> str:
    """Open a session for a recognised person and return its token."""
    token = secrets.token_urlsafe(32)
    session.add(SignIn(token_hash=_print(token), user_id=user.id, created_at=now, last_seen_at=now))
    trail.record(session, "session.opened", now=now, user_id=user.id)
    return token


def note_failure(session: Session, name: str, *, address_print: str, now: datetime) -> None:
    """Count a failed attempt; the trail does not say what was typed as the name, which may be a password."""
    session.add(FailedSignIn(name=_tidy(name), address_print=address_print, at=now))
    trail.record(session, "session.refused", now=now, address=address_print[:12])


def user_of(session: Session, token: str, *, now: datetime) -> tuple[User | None, bool]:
    """Return the user of a live session and whether its last-seen moment is due to be written."""
    found = session.scalar(
        select(SignIn)
        .join(SignIn.user)
        .where(
            SignIn.token_hash == _print(token),
            SignIn.ended_at.is_(None),
            SignIn.last_seen_at > now - IDLE,
            SignIn.created_at > now - SHIFT,
            User.disabled_at.is_(None),
        )
    )
    if found is None:
        return None, False
    return found.user, now - found.last_seen_at > SEEN_EVERY


def note_seen(session: Session, token: str, *, now: datetime) -> None:
    """Write that the session is in use, which holds off its idle end."""
    session.execute(update(SignIn).where(SignIn.token_hash == _print(token)).values(last_seen_at=now))


def sign_out(session: Session, token: str, *, now: datetime) -> None:
    """End the session of a token; nothing happens when there is none."""
    ended = session.scalar(
        update(SignIn)
        .where(SignIn.token_hash == _print(token), SignIn.ended_at.is_(None))
        .values(ended_at=now)
        .returning(SignIn.user_id)
    )
    if ended is not None:
        trail.record(session, "session.closed", now=now, user_id=ended)


def end_sign_ins(session: Session, user: User, *, now: datetime, keep: str = "") -> None:
    """End every session of a person, but for the one whose token is kept."""
    session.execute(
        update(SignIn)
        .where(SignIn.user_id == user.id, SignIn.ended_at.is_(None), SignIn.token_hash != _print(keep))
        .values(ended_at=now)
    )


def change_password(session: Session, user: User, *, old: str, new: str, token: str, now: datetime) -> None:
    """Set a new password for the person who knows the old one, and end their other sessions."""
    if not _matches(user.password_hash, old):
        raise InvalidInput({"old": say("Hazırkı parol yanlışdır.")})
    user.password_hash = hash_password(new)
    end_sign_ins(session, user, now=now, keep=token)
    trail.record(session, "account.password", now=now, user_id=user.id, about=str(user.id))


def _tried_too_often(session: Session, name: str, address_print: str, now: datetime) -> bool:
    same_name = func.sum(case((FailedSignIn.name == name, 1), else_=0))
    same_address = func.sum(case((FailedSignIn.address_print == address_print, 1), else_=0))
    both = (FailedSignIn.name == name) & (FailedSignIn.address_print == address_print)
    row = session.execute(
        select(func.sum(case((both, 1), else_=0)), same_name, same_address).where(
            FailedSignIn.at > now - WINDOW,
            or_(FailedSignIn.name == name, FailedSignIn.address_print == address_print),
        )
    ).one()
    return any((count or 0) >= limit for count, limit in zip(row, ATTEMPTS, strict=True))


def _tidy(name: str) -> str:
    return name.strip().lower()[:120]


@cache
def _nobody() -> str:
    # Checked when the name is unknown, so that the answer takes the same time.
    return _hasher.hash(secrets.token_urlsafe(16))


def _matches(stored: str, password: str) -> bool:
    try:
        with _hashing:
            return _hasher.verify(stored, password)
    except (VerificationError, InvalidHashError):
        return False


def _print(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()
