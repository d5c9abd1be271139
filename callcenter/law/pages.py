"""The pages of the law: its limits, the calendar of a year, and the proposals to change them."""

from collections.abc import Mapping
from typing import Any

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from callcenter.accounts.access import current_user, needs
from callcenter.accounts.vocabulary import Permission
from callcenter.core import clock
from callcenter.core.clock import baku_date
from callcenter.core.errors import InvalidInput
from callcenter.core.wording import say
from callcenter.law import bounds, changing, queries, showing
from callcenter.law.forms import DaySchema, LimitSchema
from callcenter.web import forms
from callcenter.web.database import reading, transaction
from callcenter.web.display import sentence

bp = Blueprint("law", __name__, template_folder="templates")


@bp.get("/law")
@needs(Permission.SEE_KNOWLEDGE)
def limits() -> ResponseReturnValue:
    """Show the limits of the law with act and clause, and the proposals to change them."""
    return _limits({}, None)


@bp.get("/law/calendar")
@needs(Permission.SEE_KNOWLEDGE)
def calendar() -> ResponseReturnValue:
    """Show the working calendar of a year."""
    return _calendar({}, None)


@bp.post("/law/limits")
@needs(Permission.CHANGE_LAW)
def propose_limit() -> ResponseReturnValue:
    """Propose another value of a limit; its effect is shown next."""
    try:
        return _proposed(*forms.read(LimitSchema(), request.form))
    except InvalidInput as refusal:
        return _limits(request.form, refusal)


@bp.post("/law/days")
@needs(Permission.CHANGE_LAW)
def propose_day() -> ResponseReturnValue:
    """Propose that a day is worked or not; its effect is shown next."""
    try:
        return _proposed(*forms.read(DaySchema(), request.form))
    except InvalidInput as refusal:
        return _calendar(request.form, refusal)


@bp.post("/law/changes/<int:change_id>/reject")
@needs(Permission.CHANGE_LAW)
def reject(change_id: int) -> ResponseReturnValue:
    """Reject a proposal or take back one's own."""
    with transaction() as session:
        changing.reject(session, change_id, by=current_user(), now=clock.now())
    flash(sentence(say("Təklif rədd edildi.")), "success")
    return redirect(url_for("law.limits"), 303)


def _proposed(change: Any, reason: str) -> ResponseReturnValue:
    with transaction() as session:
        proposal = changing.propose(session, change, reason=reason, by=current_user(), now=clock.now())
        address = url_for("recounting.effect", change_id=proposal.id)
    return redirect(address, 303)


def _limits(typed: Mapping[str, Any], refused: InvalidInput | None) -> ResponseReturnValue:
    with reading() as session:
        rows = queries.parameters(session).rows
        html = render_template(
            "law/limits.html",
            limits=showing.limits(rows),
            today=baku_date(clock.now()),
            facts=bounds.FACTS,
            replaced=queries.replaced(session),
            shipped=queries.corrected_seeds(session),
            waiting=queries.changes(session, waiting=True),
            decided=queries.changes(session, waiting=False, most=20),
            words=showing,
            certainties=[(one.value, sentence(said)) for one, said in showing.CERTAINTIES.items()],
            **_form(typed, refused),
        )
    return html, refused.status if refused else 200


def _calendar(typed: Mapping[str, Any], refused: InvalidInput | None) -> ResponseReturnValue:
    today = baku_date(clock.now())
    asked = request.args.get("year", type=int) or today.year
    year = asked if forms.FIRST_YEAR <= asked <= forms.LAST_YEAR else today.year
    with reading() as session:
        known = queries.calendar(session)
        html = render_template(
            "law/calendar.html",
            year=year,
            months=showing.months(known, year),
            marks=showing.marks_of(known, year),
            known=year in known.years,
            today=today,
            words=showing,
            kinds=[(kind, sentence(said)) for kind, said in showing.KINDS.items()],
            **_form(typed, refused),
        )
    return html, refused.status if refused else 200


def _form(typed: Mapping[str, Any], refused: InvalidInput | None) -> dict[str, Any]:
    return {
        "typed": typed,
        "errors": refused.fields if refused else {},
        "may_change": current_user().may(Permission.CHANGE_LAW),
    }
