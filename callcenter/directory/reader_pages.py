"""Page: whom the head of the body authorised to receive reports of corruption, now and before.

It names people and orders, and nothing of any report: an administrator writes down who reads and reads nothing.
"""

from collections.abc import Mapping

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from callcenter.accounts import upkeep as accounts
from callcenter.accounts.access import current_user, needs
from callcenter.accounts.vocabulary import Permission
from callcenter.core import clock
from callcenter.core.clock import baku_date
from callcenter.core.errors import InvalidInput, NotFound, Refused
from callcenter.core.wording import Sentence, say
from callcenter.directory import authorising
from callcenter.directory.reader_forms import AuthoriseSchema, EndSchema
from callcenter.web import forms
from callcenter.web.database import reading, transaction
from callcenter.web.display import sentence, word

bp = Blueprint("readers", __name__, url_prefix="/directory/readers", template_folder="templates")


@bp.get("")
@needs(Permission.SEE_READERS)
def listing() -> ResponseReturnValue:
    """Show who is authorised, who is to be and who was; administrators write it down here."""
    return _page()


@bp.post("")
@needs(Permission.AUTHORISE_READER)
def authorise() -> ResponseReturnValue:
    """Write down an authorisation by the order that gave it."""
    try:
        typed = forms.read(AuthoriseSchema(), request.form)
        with transaction() as session:
            reader = authorising.authorise(session, **typed, by=current_user(), now=clock.now())
            said = say("%(name)s üçün buraxılış yazıldı.", name=reader.user.display_name)
    except InvalidInput as refused:
        return _page(refused.fields), refused.status
    except Refused as refused:
        return _page({"name": refused.sentence}), 422 if isinstance(refused, NotFound) else refused.status
    flash(sentence(said), "success")
    return redirect(url_for("readers.listing"), 303)


@bp.post("/<int(max=2147483647):reader_id>/end")
@needs(Permission.AUTHORISE_READER)
def end(reader_id: int) -> ResponseReturnValue:
    """End an authorisation at once."""
    typed = forms.read(EndSchema(), request.form)
    with transaction() as session:
        reader = authorising.end(session, reader_id, **typed, by=current_user(), now=clock.now())
        said = say("%(name)s üçün buraxılış geri götürüldü.", name=reader.user.display_name)
    flash(sentence(said), "success")
    return redirect(url_for("readers.listing"), 303)


def _page(errors: Mapping[str, Sentence] | None = None) -> str:
    now = clock.now()
    with reading() as session:
        every = authorising.authorisations(session)
        present = [one for one in every if not one.over(now)]
        return render_template(
            "directory/readers.html",
            present=present,
            past=[one for one in every if one.over(now)],
            people=[
                (one.name, f"{one.display_name} — {word(one.role)}")
                for one in accounts.accounts(session)
                if one.disabled_at is None and authorising.may_be_authorised(one)
            ],
            now=now,
            today=baku_date(now),
            may_authorise=current_user().may(Permission.AUTHORISE_READER),
            errors=errors or {},
            typed=request.form if errors else {},
        )
