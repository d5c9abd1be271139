"""Pages: whom the minister empowered to act for the sector, since when, until when and by which act."""

from collections.abc import Mapping

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from marshmallow import Schema

from callcenter.accounts import mandates, upkeep
from callcenter.accounts.access import current_user, needs
from callcenter.accounts.models import User
from callcenter.accounts.vocabulary import MandateKind, Permission
from callcenter.core import clock
from callcenter.core.clock import baku_date
from callcenter.core.errors import InvalidInput, NotFound
from callcenter.core.wording import Sentence, say
from callcenter.web import forms
from callcenter.web.database import reading, transaction
from callcenter.web.display import sentence, word
from callcenter.web.forms import Day, Text, WordField

bp = Blueprint("mandates", __name__, template_folder="templates")


class MandateSchema(Schema):
    """Who is empowered to what, from when to when, by which act."""

    name = Text(required=True, limit=120)
    kind = WordField(MandateKind, required=True)
    first_day = Day(required=True)
    last_day = Day(required=True)
    act = Text(load_default="", limit=400)
    act_on = Day(required=True)


@bp.get("/mandates")
@needs(Permission.SEE_MANDATES)
def listing() -> ResponseReturnValue:
    """Show every mandate; administrators record them here."""
    return _page()


@bp.post("/mandates")
@needs(Permission.RECORD_MANDATE)
def record() -> ResponseReturnValue:
    """Record a mandate by the act that gave it."""
    try:
        typed = forms.read(MandateSchema(), request.form)
        with transaction() as session:
            by = session.get_one(User, current_user().id)
            mandate = mandates.record_mandate(session, **typed, by=by, now=clock.now())
            said = say("%(name)s üçün səlahiyyət yazıldı.", name=mandate.user.display_name)
    except InvalidInput as refused:
        return _page(refused.fields), refused.status
    except NotFound as refused:
        return _page({"name": refused.sentence}), 422
    flash(sentence(said), "success")
    return redirect(url_for("mandates.listing"), 303)


@bp.post("/mandates/<int:mandate_id>/revoke")
@needs(Permission.RECORD_MANDATE)
def revoke(mandate_id: int) -> ResponseReturnValue:
    """End a mandate at once."""
    with transaction() as session:
        by = session.get_one(User, current_user().id)
        mandate = mandates.revoke_mandate(session, mandate_id, by=by, now=clock.now())
        said = say("%(name)s üçün səlahiyyət geri götürüldü.", name=mandate.user.display_name)
    flash(sentence(said), "success")
    return redirect(url_for("mandates.listing"), 303)


def _page(errors: Mapping[str, Sentence] | None = None) -> str:
    with reading() as session:
        people = [
            (one.name, f"{one.display_name} — {word(one.role)}")
            for one in upkeep.accounts(session)
            if one.disabled_at is None and one.role not in mandates.NEVER
        ]
        return render_template(
            "accounts/mandates.html",
            mandates=mandates.mandates(session),
            people=people,
            kinds=[(one.value, word(one)) for one in MandateKind],
            today=baku_date(clock.now()),
            may_record=current_user().may(Permission.RECORD_MANDATE),
            errors=errors or {},
            typed=request.form if errors else {},
        )
