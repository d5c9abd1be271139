"""The desk of the head of the call centre."""

from flask import Blueprint, render_template, request
from flask.typing import ResponseReturnValue

from callcenter.accounts.access import current_user, needs
from callcenter.accounts.vocabulary import Permission
from callcenter.appeals import centre_desk, publications, rechecking
from callcenter.core import clock
from callcenter.directory.actors import actor_of
from callcenter.web import forms
from callcenter.web.database import reading


@needs(Permission.DECIDE_ROUTING)
def centre() -> ResponseReturnValue:
    """Show what waits for the head of the call centre, heap by heap, or one heap alone, page by page."""
    only, cursor = forms.part_asked(request.args, [heap.name for heap in centre_desk.HEAPS])
    with reading() as session:
        actor = actor_of(session, current_user())
        return render_template(
            "appeals/centre.html",
            only=only,
            heaps=centre_desk.heaps(session, actor, clock.now(), only=only, cursor=cursor),
            published=publications.awaiting_decision(session, actor),
            to_recheck=rechecking.count(session, actor),
        )


def add_to(bp: Blueprint) -> None:
    """Give the page its address."""
    bp.add_url_rule("/appeals/centre", "centre", centre)
