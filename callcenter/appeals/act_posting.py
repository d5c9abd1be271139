"""An act posted from the page of an appeal: its form is read, the act done in one transaction, and the reader goes back.

A field stands under the act's own prefix (send-back.reason), because one page holds many forms.
"""

from collections.abc import Callable
from datetime import datetime
from typing import Any, NamedTuple

from flask import flash, redirect, request, url_for
from flask.typing import ResponseReturnValue
from marshmallow import Schema
from sqlalchemy.orm import Session
from werkzeug.datastructures import MultiDict

from callcenter.accounts.access import current_user
from callcenter.accounts.navigation import HOME
from callcenter.appeals import queries
from callcenter.appeals.appeal_page import Attempt, appeal_page
from callcenter.appeals.models import Appeal
from callcenter.appeals.vocabulary import Action
from callcenter.core import clock
from callcenter.core.errors import Refused
from callcenter.core.wording import Sentence, say
from callcenter.directory.actors import Actor, actor_of
from callcenter.web import forms
from callcenter.web.database import transaction
from callcenter.web.display import sentence


class Call(NamedTuple):
    """What every act takes: the open transaction, which appeal as read at which version, who and when."""

    session: Session
    number: str
    version: int
    by: Actor
    now: datetime


Typed = dict[str, Any]


def post_act(
    number: str,
    action: Action,
    schema: Schema,
    act: Callable[[Call, Typed], Appeal],
    *,
    form_of: Action | None = None,
    done: Sentence | None = None,
) -> ResponseReturnValue:
    """Do the act in one transaction and go back to the appeal; when refused, show it again with what was typed.

    form_of names the act whose form holds the fields, where this one is a second button of it; done says what was
    done, where the action's own word says too little.
    """
    shown = form_of or action
    form = _own_fields(shown)
    try:
        with transaction() as session:
            actor = actor_of(session, current_user())
            typed = forms.read(schema, form)
            appeal = act(Call(session, number, _version(form), actor, clock.now()), typed)
            there = _address_after(session, actor, appeal)
            said = say("%(number)s: %(what)s.", number=appeal.number, what=sentence(done or action.label))
    except Refused as refusal:
        return appeal_page(number, Attempt(shown, form, refusal)), refusal.status
    flash(sentence(said), "success")
    return redirect(there, 303)


def _own_fields(action: Action) -> MultiDict[str, str]:
    prefix = f"{action.path}."
    return MultiDict((name.removeprefix(prefix), value) for name, value in request.form.items(multi=True))


def _version(form: MultiDict[str, str]) -> int:
    """The version that the person read; without one, a version that no appeal has any more."""
    typed = form.get("version", "")
    return int(typed) if typed.isascii() and typed.isdigit() and len(typed) < 10 else 0


def _address_after(session: Session, actor: Actor, appeal: Appeal) -> str:
    """The page of the appeal, or the reader's desk where the act took the appeal out of their sight."""
    if actor.role is None or queries.is_visible(session, actor, appeal):
        return url_for("appeals.show", number=appeal.number)
    return url_for(HOME[actor.role])
