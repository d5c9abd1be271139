"""What every response and every request must satisfy, whatever page it is."""

from collections.abc import Callable
from datetime import timedelta
from typing import TypeVar

from flask import Flask, Response, abort, current_app, request
from flask_wtf.csrf import CSRFProtect
from werkzeug.middleware.proxy_fix import ProxyFix

from callcenter.settings import Settings

BODY_LIMIT = 2 * 1024 * 1024
FORM_LIMIT = 1024 * 1024
CONTENT_POLICY = (
    "default-src 'self'; img-src 'self' data:; object-src 'none'; base-uri 'none'; "
    "form-action 'self'; frame-ancestors 'none'"
)
HEADERS = {
    "Content-Security-Policy": CONTENT_POLICY,
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
}

csrf = CSRFProtect()
View = TypeVar("View", bound=Callable[..., object])


def takes_files(limit: int) -> Callable[[View], View]:
    """Let a view receive files: a request of up to `limit` bytes, where all others end at BODY_LIMIT."""

    def marked(view: View) -> View:
        view.body_limit = limit  # type: ignore[attr-defined]  # a function carries what is noted on it
        return view

    return marked


def harden(app: Flask, settings: Settings) -> None:
    """Set cookies, limits, headers and form tokens."""
    app.config.update(
        SECRET_KEY=settings.secret_key,
        MAX_CONTENT_LENGTH=BODY_LIMIT,
        MAX_FORM_MEMORY_SIZE=FORM_LIMIT,
        SESSION_COOKIE_NAME="__Host-form" if settings.https else "form",
        SESSION_COOKIE_SECURE=settings.https,
        SESSION_COOKIE_HTTPONLY=True,
        SESSION_COOKIE_SAMESITE="Lax",
        PERMANENT_SESSION_LIFETIME=timedelta(hours=12),
        WTF_CSRF_TIME_LIMIT=None,
        WTF_CSRF_SSL_STRICT=settings.https,
    )
    # Before the form token is looked for, because that reads the form.
    app.before_request(_let_files_in)
    csrf.init_app(app)
    if settings.trusted_proxies:
        count = settings.trusted_proxies
        app.wsgi_app = ProxyFix(app.wsgi_app, x_for=count, x_proto=count, x_host=count)  # type: ignore[method-assign]  # the documented way to wrap
    app.before_request(_refuse_unreadable_address)
    app.after_request(lambda response: _with_headers(response, https=settings.https))


def _refuse_unreadable_address() -> None:
    # PostgreSQL cannot even compare a NUL; no address of ours holds one.
    if "\x00" in request.path or any("\x00" in value for value in request.args.values()):
        abort(404)


def _let_files_in() -> None:
    view = current_app.view_functions.get(request.endpoint or "")
    limit = getattr(view, "body_limit", None)
    if limit is not None:
        request.max_content_length = limit


def _with_headers(response: Response, *, https: bool) -> Response:
    for name, value in HEADERS.items():
        response.headers.setdefault(name, value)
    if https:
        response.headers["Strict-Transport-Security"] = "max-age=31536000; includeSubDomains"
    if request.endpoint not in {"static", "bootstrap.static"}:
        response.headers["Cache-Control"] = "no-store"
    return response
