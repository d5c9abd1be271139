"""The page of the trail: who read, changed, was refused; never a word of what was said."""

from flask import Blueprint, render_template, request
from flask.typing import ResponseReturnValue
from werkzeug.datastructures import MultiDict

from callcenter.accounts.access import current_user, needs
from callcenter.accounts.vocabulary import Permission
from callcenter.audit import queries, showing
from callcenter.audit.forms import TrailSchema
from callcenter.audit.showing import KINDS
from callcenter.core.errors import InvalidInput
from callcenter.directory.actors import actor_of
from callcenter.web import forms
from callcenter.web.database import reading
from callcenter.web.display import sentence

bp = Blueprint("audit", __name__, template_folder="templates")


@bp.get("/trail")
@needs(Permission.SEE_TRAIL)
def trail() -> ResponseReturnValue:
    """Show the trail, narrowed by what stands in the address."""
    refused: InvalidInput | None = None
    try:
        wanted, cursor = forms.read(TrailSchema(), request.args)
    except InvalidInput as refusal:
        refused = refusal
        wanted, cursor = forms.read(TrailSchema(), MultiDict())
    with reading() as session:
        reader = actor_of(session, current_user())
        page = queries.entries(session, reader, wanted, cursor=cursor)
        html = render_template(
            "audit/trail.html",
            page=page,
            names=queries.names_on(session, page.rows),
            people=[(one.id, one.display_name) for one in queries.people(session)],
            kinds=[(kind, sentence(said)) for kind, said in KINDS.items()],
            named=KINDS,
            beside=showing.beside,
            person_about=showing.person_about,
            typed=request.args,
            errors=refused.fields if refused else {},
        )
    return html, refused.status if refused else 200
