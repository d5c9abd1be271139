"""The JSON API's frame: OpenAPI, reading bodies, versions by ETag, and problem documents for every refusal."""

from typing import Any, NoReturn

from flask import Flask, Response, render_template, request
from flask_smorest import Api as SmorestApi
from flask_smorest import Blueprint as SmorestBlueprint
from marshmallow import Schema, fields
from webargs.flaskparser import FlaskParser

from callcenter.core.errors import InvalidInput, Refused
from callcenter.core.paging import PAGE_LIMIT, PAGE_SIZE
from callcenter.core.wording import say
from callcenter.web.forms import WRONG, messages, unacceptable
from callcenter.web.security import csrf

PREFIX = "/api/v1"


class BadRequest(Refused):
    """The request cannot be read at all."""

    status = 400


class VersionNeeded(Refused):
    """An act was asked for without the version that the asker has read."""

    status = 428

    def __init__(self) -> None:
        super().__init__("version-needed", say("If-Match başlığında oxuduğunuz versiyanı (ETag) göndərin."))


class _Parser(FlaskParser):
    """Refuses with our own error, so that programs get the same sentences as people."""

    DEFAULT_UNKNOWN_BY_LOCATION: dict[str, str | None] = {
        **FlaskParser.DEFAULT_UNKNOWN_BY_LOCATION,
        "json": "raise",
    }

    def handle_error(self, error: Any, *_: Any, **__: Any) -> NoReturn:
        found = error.messages
        for location in ("json", "query"):
            found = found.get(location, found) if isinstance(found, dict) else found
        said = dict(messages(found)) if isinstance(found, dict) else {"body": WRONG}
        raise InvalidInput(said) from None

    def _handle_invalid_json_error(self, error: Any, *_: Any, **__: Any) -> NoReturn:
        raise BadRequest(
            "invalid-json", say("Sorğunun gövdəsi JSON deyil: UTF-8 kodlaşdırmasında JSON obyekti göndərin.")
        ) from error


class Blueprint(SmorestBlueprint):  # type: ignore[misc]  # the package has no types
    """A part of the API; its views need a key, not a form token."""

    ARGUMENTS_PARSER = _Parser()

    def __init__(self, name: str, import_name: str, **more: Any) -> None:
        super().__init__(name, import_name, url_prefix=PREFIX, **more)
        csrf.exempt(self)


def _page_size(size: int) -> None:
    if not 1 <= size <= PAGE_LIMIT:
        raise unacceptable(say("1 ilə %(most)d arasında ədəd yazın.", most=PAGE_LIMIT))


class PageQuery(Schema):
    """Where a page starts and how many rows it has."""

    cursor = fields.String(load_default=None, metadata={"description": "next_cursor of the page before."})
    limit = fields.Integer(
        load_default=PAGE_SIZE,
        validate=_page_size,
        metadata={"minimum": 1, "maximum": PAGE_LIMIT},
    )


class _Api(SmorestApi):  # type: ignore[misc]  # the package has no types
    def _register_error_handlers(self) -> None:
        """Leave faults to web/faults.py: its own handler would turn every page's 404 into JSON."""


def open_api(app: Flask, *parts: SmorestBlueprint) -> None:
    """Register the parts of the API, its document and the page that shows it."""
    app.config.update(
        API_TITLE="Çağrı",
        API_VERSION="v1",
        OPENAPI_VERSION="3.1.0",
        OPENAPI_URL_PREFIX=PREFIX,
        OPENAPI_JSON_PATH="openapi.json",
        API_SPEC_OPTIONS={
            "info": {
                "description": "Müraciətlər, səlahiyyətlər və hesabatlar. "
                "Authorization: Bearer AÇAR; xətalar application/problem+json."
            },
            "components": {"securitySchemes": {"key": {"type": "http", "scheme": "bearer"}}},
            "security": [{"key": []}],
        },
    )
    api = _Api(app)
    for part in parts:
        api.register_blueprint(part)

    def docs() -> str:
        return render_template("api_docs.html", document=api.spec.to_dict())

    docs.guard = "open"  # type: ignore[attr-defined]  # as access.open_to_all marks a view
    app.add_url_rule("/api/docs", "api_docs", docs)


def version_read() -> int:
    """Return the version that the caller has read, from If-Match; VersionNeeded when it is missing."""
    sent = request.headers.get("If-Match", "").strip()
    if not sent:
        raise VersionNeeded
    digits = sent.removeprefix("W/").strip('"')
    if not digits.isascii() or not digits.isdigit() or len(digits) > 9:
        raise InvalidInput({"If-Match": say("If-Match dəyəri müraciətin ETag dəyəri olmalıdır.")})
    return int(digits)


def with_version(response: Response, version: int) -> Response:
    """Give the response the version of what it shows."""
    response.set_etag(str(version))
    return response
