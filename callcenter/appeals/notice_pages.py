"""What the reader is told: a page of notices, and their number at the top of each page."""

from typing import Any

from flask import Blueprint, Flask, g, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy import select, update
from sqlalchemy.orm import selectinload

from callcenter.accounts.access import current_user, needs
from callcenter.accounts.models import User
from callcenter.accounts.vocabulary import Permission
from callcenter.appeals import notices, queries
from callcenter.appeals.notice_models import Notice
from callcenter.core import clock
from callcenter.directory.actors import actor_of
from callcenter.web.database import reading, transaction

bp = Blueprint("notices", __name__, template_folder="templates")

SHOWN = 100


@bp.get("/notices")
@needs(Permission.SEE_OWN_ACCOUNT)
def listing() -> ResponseReturnValue:
    """Show the newest notices, the unseen ones first; none of an appeal that is no longer the reader's to see."""
    with reading() as session:
        reader = current_user()
        found = session.scalars(
            select(Notice)
            .where(Notice.user_id == reader.id)
            .options(selectinload(Notice.appeal))
            .order_by(Notice.seen_at.is_not(None), Notice.id.desc())
            .limit(SHOWN)
        ).all()
        shown = notices.still_known(session, reader, found, clock.now())
        named = [one.appeal_id for one in shown if one.appeal_id is not None]
        visible = queries.ids_visible_to(session, actor_of(session, reader), named)
        return render_template("appeals/notices.html", notices=shown, visible=visible)


@bp.post("/notices/seen")
@needs(Permission.SEE_OWN_ACCOUNT)
def seen() -> ResponseReturnValue:
    """Mark everything as seen."""
    with transaction() as session:
        session.execute(
            update(Notice)
            .where(Notice.user_id == current_user().id, Notice.seen_at.is_(None))
            .values(seen_at=clock.now())
        )
    return redirect(url_for("notices.listing"), 303)


def count_for_readers(app: Flask) -> None:
    """Give the templates the number of the reader's unseen notices."""
    app.context_processor(_counted)


def _counted() -> dict[str, Any]:
    reader = g.get("user")
    if not isinstance(reader, User):
        return {"unseen": 0}
    with reading() as session:
        unseen = session.scalars(
            select(Notice).where(Notice.user_id == reader.id, Notice.seen_at.is_(None))
        ).all()
        return {"unseen": len(notices.still_known(session, reader, unseen, clock.now()))}
