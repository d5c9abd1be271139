"""The calls of some days in figures, beside their targets, and the list of them for those who answer calls."""

from datetime import date, timedelta

from flask import render_template, request
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import Session

from callcenter.accounts.access import current_user, needs
from callcenter.accounts.vocabulary import Permission
from callcenter.appeals import queries as appeals
from callcenter.calls import figures, forms, queries
from callcenter.calls.figures import Tally, added
from callcenter.calls.vocabulary import Half, Line
from callcenter.core import clock
from callcenter.core.clock import baku_date
from callcenter.core.errors import InvalidInput
from callcenter.directory.actors import actor_of
from callcenter.law import queries as law
from callcenter.web.database import reading
from callcenter.web.forms import read

WEEK = timedelta(days=6)
Found = dict[tuple[Line, Half], Tally]


@needs(Permission.SEE_CALLS)
def overview() -> ResponseReturnValue:
    """Show the figures of the last seven days, or of those asked for."""
    today = baku_date(clock.now())
    refused: InvalidInput | None = None
    first, last, cursor = today - WEEK, today, None
    try:
        asked = read(forms.DaysSchema(), request.args)
        last = asked["last"] or today
        first, cursor = asked["first"] or last - WEEK, asked["cursor"]
    except InvalidInput as refusal:
        refused = refusal
    with reading() as session:
        html = _page(session, min(first, last), max(first, last), cursor, refused)
    return html, refused.status if refused else 200


def _page(session: Session, first: date, last: date, cursor: str | None, refused: InvalidInput | None) -> str:
    user, today = current_user(), baku_date(clock.now())
    found = queries.tallies(session, first, last)
    listed = None
    if user.may(Permission.CALL_BACK):
        listed = queries.calls(session, queries.in_days(first, last), cursor=cursor)
    actor = actor_of(session, user)
    told = [one.id for call in listed.rows for one in call.appeals] if listed else []
    return render_template(
        "calls/overview.html",
        first=first,
        last=last,
        today=today,
        week=WEEK,
        errors=refused.fields if refused else {},
        typed=request.args,
        total=added(found.values()),
        rows=_rows(found),
        targets=figures.targets_of(law.parameters(session), today),
        meanings=figures.MEANINGS,
        page=listed,
        names=queries.names_of(session, actor, [call.number for call in listed.rows]) if listed else {},
        seen=appeals.ids_visible_to(session, actor, told),
    )


def _rows(found: Found) -> list[tuple[Line, Half | None, Tally]]:
    """Each line whole and by halves of the day; a line that nobody called is left out."""
    rows: list[tuple[Line, Half | None, Tally]] = []
    for line in Line:
        halves = [(half, found.get((line, half), Tally())) for half in Half]
        whole = added(tally for _, tally in halves)
        if whole.calls:
            rows.append((line, None, whole))
            rows += [(line, half, tally) for half, tally in halves]
    return rows
