"""The pages of reports: what is kept, one report as a leader reads it, and the appeals behind its numbers."""

from collections import defaultdict
from collections.abc import Mapping
from typing import Any

from flask import Blueprint, Response, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from markupsafe import Markup
from sqlalchemy.orm import Session

from callcenter.accounts.access import current_user, needs
from callcenter.accounts.vocabulary import Permission
from callcenter.appeals import queries as appeals
from callcenter.core import clock, trail
from callcenter.core.clock import baku_date
from callcenter.core.errors import InvalidInput
from callcenter.directory.actors import actor_of
from callcenter.web import forms
from callcenter.web.database import reading, transaction
from callcenter.web.display import word
from callcenter.web.locale import current_language, translations
from reports import compiling, editions, queries, surveying, writing
from reports.editions import TITLES, period_text
from reports.figures import Figures
from reports.forms import BuildSchema, asked_period
from reports.measures import DEFINITIONS
from reports.models import Report
from reports.periods import DAY, Period
from reports.vocabulary import PeriodKind

bp = Blueprint("reports", __name__, template_folder="templates")

TOP_ROWS = 10
MAP_DAYS = (30, 90, 365)


@bp.get("/reports")
@needs(Permission.SEE_REPORTS)
def listing() -> ResponseReturnValue:
    """Show the newest report in short, the kept ones, and the form for another period."""
    return _listing({}, None)


@bp.post("/reports")
@needs(Permission.BUILD_REPORT)
def build() -> ResponseReturnValue:
    """Build the report of the period asked for, or find the kept one, and show it."""
    now = clock.now()
    try:
        with transaction() as session:
            asked = forms.read(BuildSchema(), request.form)
            actor = actor_of(session, current_user())
            report = compiling.build(session, asked_period(asked, baku_date(now)), by=actor, now=now)
            address = url_for("reports.show", report_id=report.id)
    except InvalidInput as refusal:
        return _listing(request.form, refusal)
    return redirect(address, 303)


@bp.get("/reports/<int:report_id>")
@needs(Permission.SEE_REPORTS)
def show(report_id: int) -> ResponseReturnValue:
    """Show one report on one page."""
    with reading() as session:
        report = _report(session, report_id)
        edition = writing.edition_of(report, current_language())
        charts = [(title, Markup(svg)) for title, svg in writing.charts_of(edition)]  # noqa: S704 - drawn by us
        return render_template(
            "reports/show.html",
            report=report,
            edition=edition,
            words=writing.words_of(edition),
            charts=charts,
            final=compiling.over(report),
            top=TOP_ROWS,
        )


@bp.get("/reports/<int:report_id>.<any(pdf, json, xlsx):form>")
@needs(Permission.SEE_REPORTS)
def download(report_id: int, form: str) -> ResponseReturnValue:
    """Give out the report as a file."""
    with reading() as session:
        report = _report(session, report_id)
        content = writing.bytes_of(report, form, current_language())
    with transaction() as session:
        user = current_user().id
        trail.record(
            session, "report.downloaded", now=clock.now(), user_id=user, about=str(report_id), form=form
        )
    response = Response(content, mimetype=writing.FORMATS[form])
    name = f"hesabat-{report.period.value}-{report.first_day}-{report.last_day}.{form}"
    disposition = "inline" if form == "pdf" else "attachment"
    response.headers["Content-Disposition"] = f'{disposition}; filename="{name}"'
    return response


@bp.get("/reports/<int:report_id>/list/<measure>")
@bp.get("/reports/<int:report_id>/list/<measure>/<path:group>")
@needs(Permission.SEE_REPORTS)
def behind(report_id: int, measure: str, group: str | None = None) -> ResponseReturnValue:
    """List the appeals behind a number of the report, those that the reader may see."""
    with reading() as session:
        actor = actor_of(session, current_user())
        report = compiling.read_by(session, queries.report_numbered(session, report_id), actor)
        period = queries.period_of_report(report)
        cursor = request.args.get("cursor")
        page = queries.list_behind(session, actor, measure, period, group, cursor=cursor)
        every, visible = queries.lengths_behind(session, actor, measure, period, group)
        edition = writing.edition_of(report, current_language())
        return render_template(
            "reports/behind.html",
            report=report,
            edition=edition,
            line=next(line for line in edition.lines if line.name == measure),
            row=edition.row_named(group) if group else None,
            note=next((one.note for one in edition.tables if (group or "").startswith(f"{one.name}:")), ""),
            counted=editions.kept_value(report.content, measure, group),
            every=every,
            hidden=every - visible,
            page=page,
        )


@bp.get("/reports/map")
@needs(Permission.SEE_COMPETENCE_MAP)
def gaps() -> ResponseReturnValue:
    """Show the competence map: where the clauses and what people ask do not meet."""
    period = _map_period()
    with reading() as session:
        names = queries.unit_names(session)
        figures = Figures(session, appeals.clear_of(actor_of(session, current_user())))
        return render_template(
            "reports/gaps.html",
            map=surveying.map_of(figures, period),
            received=figures.received_in([period])[0],
            units=defaultdict(str, names),
            clauses=surveying.clauses_of(session),
            days=len(period.days),
            choices=MAP_DAYS,
            period=period_text(period.first_day, period.last_day, current_language()),
            may_list=current_user().may(Permission.SEE_REPORTS),
        )


@bp.get("/reports/map/list/<measure>")
@bp.get("/reports/map/list/<measure>/<path:group>")
@needs(Permission.SEE_REPORTS)
def behind_gap(measure: str, group: str | None = None) -> ResponseReturnValue:
    """List the appeals behind a number of the competence map, those that the reader may see."""
    period = _map_period()
    language = current_language()
    with reading() as session:
        actor = actor_of(session, current_user())
        page = queries.list_behind(session, actor, measure, period, group, cursor=request.args.get("cursor"))
        every, visible = queries.lengths_behind(session, actor, measure, period, group)
        return render_template(
            "reports/behind.html",
            report=None,
            days=period_text(period.first_day, period.last_day, language),
            line=DEFINITIONS[measure],
            row=compiling.label_of(session, group) if group else None,
            counted=None,
            every=every,
            hidden=every - visible,
            page=page,
        )


def _map_period() -> Period:
    """The last days up to today, as many as asked for; 90 where nothing sensible is asked."""
    asked = request.args.get("days", type=int)
    days = asked if asked in MAP_DAYS else MAP_DAYS[1]
    today = baku_date(clock.now())
    return Period(PeriodKind.CUSTOM, today - DAY * (days - 1), today)


def _listing(typed: Mapping[str, Any], refused: InvalidInput | None) -> ResponseReturnValue:
    language = current_language()
    with reading() as session:
        cursor = request.args.get("cursor")
        page = queries.reports(session, cursor=cursor)
        newest = _report(session, page.rows[0].id) if page.rows and not cursor and not refused else None
        html = render_template(
            "reports/listing.html",
            page=page,
            newest=newest,
            edition=writing.edition_of(newest, language) if newest else None,
            kinds=[(kind.value, word(kind)) for kind in PeriodKind],
            typed=typed,
            errors=refused.fields if refused else {},
            title_of=_title_of,
            days_of=lambda report: period_text(report.first_day, report.last_day, language),
            final=compiling.over,
        )
    return html, refused.status if refused else 200


def _report(session: Session, report_id: int) -> Report:
    """The kept report, as the signed-in person may read it."""
    found = queries.report_numbered(session, report_id)
    return compiling.read_by(session, found, actor_of(session, current_user()))


def _title_of(report: Report) -> str:
    return translations(current_language()).gettext(TITLES[report.period.value].text)
