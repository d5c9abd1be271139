"""Who comes to a route: signed-in people by permission, other systems by scope, or everybody.

Every view carries one of needs(), needs_scope() or open_to_all(); a test fails when one does not.
"""

from collections.abc import Callable
from datetime import datetime
from functools import wraps
from typing import Any, ParamSpec, TypeVar

from flask import Flask, Request, current_app, g, redirect, request, url_for
from sqlalchemy.orm import Session
from werkzeug.wrappers import Response

from callcenter.accounts import api_keys, mandates, signing_in
from callcenter.accounts.models import ApiKey, User
from callcenter.accounts.vocabulary import Permission, Role, Scope
from callcenter.core import clock
from callcenter.core.clock import baku_date
from callcenter.core.errors import NotAllowed, Refused
from callcenter.core.wording import say
from callcenter.web.database import reading, transaction

P = ParamSpec("P")
R = TypeVar("R")
Lender = Callable[[Session, User, datetime], tuple[Role | None, bool]]


class NotSignedIn(Refused):
    """Nobody is signed in, or the session has ended."""

    status = 401

    def __init__(self) -> None:
        super().__init__("not-signed-in", say("Sessiya bitib: yenidən daxil olun. Yazdıqlarınız saxlanılıb."))


class NoKey(Refused):
    """The API was called without a live key."""

    status = 401

    def __init__(self) -> None:
        super().__init__("no-key", say("Authorization başlığında etibarlı açar göndərin: Bearer AÇAR."))


def lend(app: Flask, lender: Lender) -> None:
    """Let the directory say in which role a person acts today by standing in, and with what they are entrusted."""
    app.extensions["callcenter.lender"] = lender


def cookie_name() -> str:
    """Return the name of the session cookie; the __Host- prefix binds it to this host over TLS."""
    return "__Host-callcenter" if current_app.config["SESSION_COOKIE_SECURE"] else "callcenter"


def current_user() -> User:
    """Return the person of this request; NotSignedIn when there is none."""
    user = signed_in_user()
    if user is None:
        raise NotSignedIn
    return user


def signed_in_user() -> User | None:
    """Return the person of this request, read once a request."""
    if "user" not in g:
        g.user = _user_of(request)
    user: User | None = g.user
    return user


def current_key() -> ApiKey:
    """Return the API key of this request; NoKey when there is none."""
    kind, _, secret = request.headers.get("Authorization", "").partition(" ")
    if kind.lower() != "bearer" or not secret:
        raise NoKey
    with reading() as session:
        key = api_keys.key_of(session, secret.strip())
    if key is None:
        raise NoKey
    return key


def needs(permission: Permission) -> Callable[[Callable[P, R]], Callable[P, R]]:
    """Let in people whose role has the permission, or who are entrusted with what it opens."""

    def decorate(view: Callable[P, R]) -> Callable[P, R]:
        @wraps(view)
        def guarded(*args: P.args, **kwargs: P.kwargs) -> R:
            if not current_user().comes_to(permission):
                raise NotAllowed
            return view(*args, **kwargs)

        return _marked(guarded, permission)

    return decorate


def needs_scope(scope: Scope) -> Callable[[Callable[P, R]], Callable[P, R]]:
    """Let in other systems whose key has the scope."""

    def decorate(view: Callable[P, R]) -> Callable[P, R]:
        @wraps(view)
        def guarded(*args: P.args, **kwargs: P.kwargs) -> R:
            g.api_key = current_key()
            if scope not in g.api_key.scopes:
                raise NotAllowed("no-scope", say("Bu açarın «%(scope)s» icazəsi yoxdur.", scope=scope.value))
            return view(*args, **kwargs)

        return _marked(guarded, scope)

    return decorate


def by_itself(view: Callable[P, R]) -> Callable[P, R]:
    """Mark a view that an open page asks again and again: that nobody sits before it any more, it does not hide.

    Such a request proves no presence, so it does not hold off the end of an idle session.
    """
    view.by_itself = True  # type: ignore[attr-defined]  # as in _marked: functions carry attributes
    return view


def open_to_all(view: Callable[P, R]) -> Callable[P, R]:
    """Let everybody in: sign-in, health, documents that show nothing of anybody."""
    return _marked(view, "open")


def guard_of(view: Callable[..., Any]) -> Permission | Scope | str | None:
    """Return what a view demands, None when it says nothing."""
    return getattr(view, "guard", None)


def to_sign_in() -> Response:
    """Send a reader to the sign-in page and back here afterwards."""
    return redirect(url_for("accounts.sign_in", next=request.full_path.rstrip("?")), 303)


def _marked(view: Callable[P, R], guard: object) -> Callable[P, R]:
    view.guard = guard  # type: ignore[attr-defined]  # functions carry attributes; the type does not say so
    return view


def _user_of(incoming: Request) -> User | None:
    token = incoming.cookies.get(cookie_name(), "")
    if not token:
        return None
    now = clock.now()
    with reading() as session:
        user, unseen = signing_in.user_of(session, token, now=now)
        if user is not None:
            acting = mandates.acting_role(session, user, baku_date(now))
            lent, entrusted = current_app.extensions["callcenter.lender"](session, user, now)
            user.act_as(acting or lent, entrusted=entrusted)
    if unseen and not _asked_by_itself():
        with transaction() as session:
            signing_in.note_seen(session, token, now=now)
    return user


def _asked_by_itself() -> bool:
    view = current_app.view_functions.get(request.endpoint or "")
    return bool(getattr(view, "by_itself", False))
