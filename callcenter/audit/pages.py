"""The page of the trail: who read, changed, was refused; never a word of what was said."""

from flask import Blueprint, render_template, request
from flask.typing import ResponseReturnValue
from werkzeug.datastructures import MultiDict

from callcenter.accounts.access import current_user, needs
from callcenter.accounts.vocabulary import Permission
from callcenter.audit import queries
from callcenter.audit.forms import TrailSchema
from callcenter.core.errors import InvalidInput
from callcenter.core.wording import say
from callcenter.directory.actors import actor_of
from callcenter.web import forms
from callcenter.web.database import reading
from callcenter.web.display import sentence

bp = Blueprint("audit", __name__, template_folder="templates")

KINDS = {
    "session.opened": say("daxil oldu"),
    "session.refused": say("giriş alınmadı"),
    "session.closed": say("çıxdı"),
    "account.opened": say("hesab açıldı"),
    "account.closed": say("hesab bağlandı"),
    "account.password": say("parol dəyişdirildi"),
    "key.made": say("API açarı yaradıldı"),
    "key.revoked": say("API açarı ləğv edildi"),
    "reader.authorised": say("korrupsiya məlumatlarına buraxıldı"),
    "reader.ended": say("korrupsiya məlumatlarına buraxılışı götürüldü"),
    "access.refused": say("icazəsiz cəhd"),
    "appeal.unseen": say("görə bilmədiyi müraciəti açmaq istədi"),
    "appeal.read": say("məxfi müraciəti oxudu"),
    "appeal.level": say("məxfilik dərəcəsi dəyişdirildi"),
    "conflict.overridden": say("maraqlar toqquşmasına baxmayaraq yönləndirildi"),
    "event.erased": say("addımların mətni silindi"),
    "law.confirmed": say("müddət və ya təqvim dəyişikliyi təsdiqləndi"),
    "report.downloaded": say("hesabat yükləndi"),
}


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
            typed=request.args,
            errors=refused.fields if refused else {},
        )
    return html, refused.status if refused else 200
