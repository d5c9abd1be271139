"""Acts: give a key to another system, find it again by its secret, revoke it."""

import hashlib
import secrets
from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from callcenter.accounts.models import ApiKey
from callcenter.accounts.vocabulary import Scope
from callcenter.core import trail
from callcenter.core.errors import InvalidInput, NotFound
from callcenter.core.wording import say


def add_key(session: Session, name: str, scopes: Sequence[str], *, now: datetime) -> str:
    """Make a key and return its secret, which is not kept and cannot be shown again."""
    unknown = sorted(set(scopes) - {scope.value for scope in Scope})
    if unknown or not scopes:
        raise InvalidInput({"scope": say("Belə icazə yoxdur: %(scopes)s.", scopes=", ".join(unknown) or "—")})
    if session.scalar(select(ApiKey.id).where(ApiKey.name == name)) is not None:
        raise InvalidInput({"name": say("«%(name)s» adlı açar artıq var.", name=name)})
    secret = f"cc_{secrets.token_urlsafe(32)}"
    key = ApiKey(name=name, key_hash=_print(secret), scopes=sorted(set(scopes)), created_at=now)
    session.add(key)
    session.flush()
    trail.record(session, "key.made", now=now, about=str(key.id), scopes=key.scopes)
    return secret


def key_of(session: Session, secret: str) -> ApiKey | None:
    """Return the live key of a secret."""
    return session.scalar(
        select(ApiKey).where(ApiKey.key_hash == _print(secret), ApiKey.revoked_at.is_(None))
    )


def revoke_key(session: Session, name: str, *, now: datetime) -> None:
    """Revoke a key at once; NotFound when there is no live key of that name."""
    key = session.scalar(select(ApiKey).where(ApiKey.name == name, ApiKey.revoked_at.is_(None)))
    if key is None:
        raise NotFound("unknown-key", say("«%(name)s» adlı etibarlı açar yoxdur.", name=name))
    key.revoked_at = now
    trail.record(session, "key.revoked", now=now, about=str(key.id))


def _print(secret: str) -> str:
    return hashlib.sha256(secret.encode()).hexdigest()
