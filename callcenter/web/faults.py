"""What people and programs see when something is refused or goes wrong.

A refused or lost form is given back to its writer with everything typed, to be sent again: after an
expired session, an outdated form token or a fault of ours.
"""

import logging
from collections.abc import Iterator
from http import HTTPStatus

from flask import Flask, Response, jsonify, render_template, request
from flask_wtf.csrf import CSRFError
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm.exc import StaleDataError
from werkzeug.exceptions import HTTPException, RequestEntityTooLarge

from callcenter.core.errors import InvalidInput, Refused, Stale
from callcenter.core.wording import Sentence, say
from callcenter.web.display import sentence

log = logging.getLogger(__name__)

SECRET_FIELDS = frozenset({"csrf_token", "password", "old", "new"})
SENTENCES = {
    400: say("Sorğu oxunmadı: səhifəni yeniləyib təkrarlayın."),
    404: say("Belə səhifə yoxdur. Ünvanı yoxlayın və ya baş səhifəyə qayıdın."),
    405: say("Bu ünvan belə sorğu qəbul etmir."),
    413: say("Göndərilən məlumat həddən böyükdür. Mətni qısaldın və ya daha kiçik fayl seçin."),
    415: say("Sorğunun növü tanınmır: Content-Type: application/json göndərin."),
    500: say("Bizdə gözlənilməz xəta baş verdi. Yazdıqlarınız aşağıdadır: bir az sonra təkrar göndərin."),
    503: say("Məlumat bazası hazırda cavab vermir. Bir dəqiqədən sonra təkrarlayın."),
}


def answer_faults(app: Flask) -> None:
    """Give every refusal and fault its answer, for people as a page and for programs as problem+json."""
    app.register_error_handler(Refused, _refused)
    app.register_error_handler(CSRFError, _outdated_form)
    app.register_error_handler(StaleDataError, lambda _: _refused(Stale(0)))
    app.register_error_handler(HTTPException, _http)
    app.register_error_handler(DBAPIError, _database)
    app.register_error_handler(Exception, _fault)


def for_programs() -> bool:
    """Say whether a program asks, so that the answer must be JSON."""
    return request.path.startswith(("/api/", "/open311/"))


def carried_fields() -> list[tuple[str, str]]:
    """Return what was typed into a form of ours that could not be accepted, to be sent again.

    A form that another site sent is not carried: our own page would give it a valid token.
    """
    own = request.headers.get("Sec-Fetch-Site", "same-origin") == "same-origin"
    if request.method != "POST" or not own:
        return []
    try:
        return list(_typed())
    except RequestEntityTooLarge:
        # It was refused for its size, so it was never read.
        return []


def _typed() -> Iterator[tuple[str, str]]:
    for name, values in request.form.lists():
        if name not in SECRET_FIELDS:
            yield from ((name, value) for value in values)


def problem(status: int, code: str, said: Sentence, **more: object) -> Response:
    """Return an RFC 9457 problem document."""
    body = {
        "type": f"/api/docs#{code}",
        "title": HTTPStatus(status).phrase,
        "status": status,
        "code": code,
        "detail": sentence(said),
        **more,
    }
    response = jsonify(body)
    response.status_code = status
    response.content_type = "application/problem+json"
    if status == HTTPStatus.UNAUTHORIZED:
        response.headers["WWW-Authenticate"] = "Bearer"
    return response


def _refused(refusal: Refused) -> Response:
    fields = {name: sentence(said) for name, said in getattr(refusal, "fields", {}).items()}
    changes = [sentence(said) for said in getattr(refusal, "changes", ())]
    if for_programs():
        more: dict[str, object] = {"errors": fields} if isinstance(refusal, InvalidInput) else {}
        if isinstance(refusal, Stale):
            more = {"current": refusal.current, "changes": changes}
        return problem(refusal.status, refusal.code, refusal.sentence, **more)
    return _page(refusal.status, refusal.code, refusal.sentence, fields=fields, changes=changes)


def _outdated_form(_: CSRFError) -> Response:
    return _page(
        400, "outdated-form", say("Forma köhnəlmişdi. Yazdıqlarınız saxlanılıb: yoxlayıb yenidən göndərin.")
    )


def _http(error: HTTPException) -> Response:
    if error.response is not None:
        return error.response  # type: ignore[return-value]  # a redirect that routing raised
    status = error.code or 500
    said = SENTENCES.get(status, say("Sorğu yerinə yetirilmədi."))
    if for_programs():
        return problem(status, HTTPStatus(status).phrase.lower().replace(" ", "-"), said)
    response = _page(status, f"http-{status}", said)
    response.headers.extend({k: v for k, v in error.get_headers() if k == "Allow"})
    return response


def _database(error: DBAPIError) -> Response:
    log.error("database fault: %s", type(error.orig).__name__)
    if error.connection_invalidated or "OperationalError" in type(error).__name__:
        response = _broken(503, "database-unavailable")
        response.headers["Retry-After"] = "30"
        return response
    return _fault(error)


def _fault(error: Exception) -> Response:
    # The text of an exception can hold what somebody typed, so only its kind and place are logged.
    frames = []
    trace = error.__traceback__
    while trace is not None:
        frames.append(f"{trace.tb_frame.f_code.co_filename.rpartition('/')[2]}:{trace.tb_lineno}")
        trace = trace.tb_next
    log.error(
        "fault %s at %s on %s", type(error).__name__, " < ".join(reversed(frames[-6:])), request.endpoint
    )
    return _broken(500, "internal-error")


def _broken(status: int, code: str) -> Response:
    if for_programs():
        return problem(status, code, SENTENCES[status])
    return _page(status, code, SENTENCES[status])


def _page(status: int, code: str, said: Sentence, **parts: object) -> Response:
    html = render_template(
        "fault.html", status=status, code=code, said=said, carried=carried_fields(), **parts
    )
    return Response(html, status)
