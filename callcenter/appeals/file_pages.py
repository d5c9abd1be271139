"""Keeping an appeal's file beyond its term, and giving a person what is kept of them."""

import json

from flask import Response, current_app, flash, redirect, request, url_for
from flask.typing import ResponseReturnValue

from callcenter.accounts.access import current_user, needs
from callcenter.accounts.vocabulary import Permission
from callcenter.appeals import holding, personal_file
from callcenter.appeals.forms import ReasonSchema
from callcenter.core import clock
from callcenter.core.wording import say
from callcenter.directory.actors import actor_of
from callcenter.web import forms
from callcenter.web.database import sealer, transaction
from callcenter.web.display import sentence


@needs(Permission.HOLD_FILE)
def hold(number: str) -> ResponseReturnValue:
    """Keep the file although its term ends."""
    reason = forms.read(ReasonSchema(), request.form)["reason"]
    with transaction() as session:
        actor = actor_of(session, current_user())
        holding.hold(session, number, reason=reason, by=actor, now=clock.now())
    flash(sentence(say("%(number)s: iş saxlanılır, müddəti bitəndə silinməyəcək.", number=number)), "success")
    return redirect(url_for("appeals.show", number=number), 303)


@needs(Permission.HOLD_FILE)
def lift(number: str) -> ResponseReturnValue:
    """Let the term of the file count again."""
    with transaction() as session:
        holding.lift(session, number, by=actor_of(session, current_user()), now=clock.now())
    flash(sentence(say("%(number)s: saxlanma qərarı ləğv edildi.", number=number)), "success")
    return redirect(url_for("appeals.show", number=number), 303)


@needs(Permission.EXPORT_PERSON)
def export(number: str) -> ResponseReturnValue:
    """Give out the file of the person who made the appeal, as a document that is read by people and programs."""
    with transaction() as session:
        actor = actor_of(session, current_user())
        document = personal_file.file_of(
            session,
            number,
            by=actor,
            sealer=sealer(),
            now=clock.now(),
            beside=current_app.extensions.get(personal_file.EXTENSION, ()),
        )
    response = Response(
        json.dumps(document, ensure_ascii=False, indent=2), content_type="application/json; charset=utf-8"
    )
    response.headers["Content-Disposition"] = f'attachment; filename="{number}-person.json"'
    return response
