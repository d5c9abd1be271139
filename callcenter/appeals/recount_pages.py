"""The page of a proposed change of the law: what it does to open appeals and all else that waits, and the second person's word."""

from flask import Blueprint, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from callcenter.accounts.access import current_user, needs
from callcenter.accounts.vocabulary import Permission
from callcenter.appeals import other_clocks, queries, reception_to_move, recounting, side_clocks
from callcenter.core import clock
from callcenter.core.wording import say
from callcenter.directory.actors import actor_of
from callcenter.law import queries as law
from callcenter.law import showing
from callcenter.law.vocabulary import ChangeState
from callcenter.web.database import reading, transaction
from callcenter.web.display import sentence

bp = Blueprint("recounting", __name__, template_folder="templates")

SHOWN = 50


@bp.get("/law/changes/<int:change_id>")
@needs(Permission.CHANGE_LAW)
def effect(change_id: int) -> ResponseReturnValue:
    """Show a change and, while it waits, what it would do to each open appeal, to other clocks and to receptions."""
    with reading() as session:
        change = law.change_numbered(session, change_id)
        content = law.content_of(change)
        waits = change.state is ChangeState.PROPOSED
        earlier = law.corrected_by(session, change) if change.state is not ChangeState.REJECTED else None
        replaced = law.before(session, change)
        actor = actor_of(session, current_user())
        clear, now = queries.clear_of(actor), clock.now()
        found = recounting.effect_of(session, content, now=now, among=clear) if waits else None
        receptions = reception_to_move.effect_of(session, content, now=now, among=clear) if waits else None
        beside = (
            [*side_clocks.counted(found.beside), *other_clocks.moved_by(session, content, actor)]
            if found
            else []
        )
        named = [one.appeal.id for one in found.moved[:SHOWN]] if found else []
        named += [one.id for one in found.ahead[:SHOWN]] if found else []
        named += [one.invitation.appeal_id for one in receptions.to_move] if receptions else []
        visible = queries.ids_visible_to(session, actor, named)
        return render_template(
            "appeals/law_change.html",
            change=change,
            said=recounting.said(content),
            corrects=recounting.said(law.content_of(earlier)) if earlier else None,
            before=showing.version(replaced) if replaced else None,
            moved=recounting.moved_before(session, change, actor),
            waits=waits,
            own=change.proposed_by_id == current_user().id,
            effect=found,
            beside=beside,
            receptions=receptions,
            visible=visible,
            shown=[one for one in found.moved[:SHOWN] if one.appeal.id in visible] if found else [],
            ahead=[one for one in found.ahead[:SHOWN] if one.id in visible] if found else [],
        )


@bp.post("/law/changes/<int:change_id>/confirm")
@needs(Permission.CHANGE_LAW)
def confirm(change_id: int) -> ResponseReturnValue:
    """Put the change in force as the second person."""
    with transaction() as session:
        proposal, _ = recounting.confirm(session, change_id, by=current_user(), now=clock.now())
        other_clocks.recount(session)
        told = say(
            "Dəyişiklik qüvvəyə mindi: %(count)s açıq müraciətin icra müddəti yenidən hesablandı.",
            count=recounting.moved_before(session, proposal, actor_of(session, current_user())),
        )
    flash(sentence(told), "success")
    return redirect(url_for("law.limits"), 303)
