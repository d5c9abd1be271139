"""The API of reports: the kept ones, and one with all its figures."""

from typing import Any

from flask import Response, jsonify
from flask_babel import get_locale

from callcenter.accounts.access import needs_scope
from callcenter.accounts.vocabulary import Scope
from callcenter.web.api import Blueprint, PageQuery
from callcenter.web.database import reading
from callcenter.web.locale import translations
from reports import compiling, editions, queries
from reports.models import Report

blp = Blueprint("reports_api", __name__, description="Hesabatlar")


@blp.get("/reports")
@needs_scope(Scope.REPORTS_READ)
@blp.arguments(PageQuery, location="query")
def listing(asked: dict[str, Any]) -> Response:
    """List the kept reports, the last built first."""
    with reading() as session:
        page = queries.reports(session, cursor=asked["cursor"], size=asked["limit"])
        rows = [_head(report) for report in page.rows]
    return jsonify({"reports": rows, "next_cursor": page.next_cursor})


@blp.get("/reports/<int:report_id>")
@needs_scope(Scope.REPORTS_READ)
def show(report_id: int) -> Response:
    """Return one report: period, measures, groups, narrative and signals."""
    language = getattr(get_locale(), "language", "az")
    with reading() as session:
        found = queries.report_numbered(session, report_id)
        content = editions.as_json(found.content, language=language, translate=translations(language).gettext)
        return jsonify({**_head(found), **content})


def _head(report: Report) -> dict[str, Any]:
    return {
        "id": report.id,
        "period": {
            "kind": report.period.value,
            "from": report.first_day.isoformat(),
            "to": report.last_day.isoformat(),
        },
        "built_at": report.built_at.isoformat(),
        "final": compiling.over(report),
        "content_hash": report.content_hash,
    }
