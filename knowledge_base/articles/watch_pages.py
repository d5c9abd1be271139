"""Pages: the acts that the editors look at, and when each was last looked at."""

from collections.abc import Mapping
from typing import Any

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from callcenter.accounts.access import current_user, needs
from callcenter.accounts.vocabulary import Permission
from callcenter.core import clock
from callcenter.core.clock import baku_date
from callcenter.core.errors import InvalidInput
from callcenter.core.wording import Sentence, say
from callcenter.web import forms
from callcenter.web.database import reading, transaction
from callcenter.web.display import sentence
from knowledge_base import queries as knowledge_base
from knowledge_base.articles import queries, showing, watching
from knowledge_base.articles.forms import ActSchema, LookSchema


@needs(Permission.SEE_KNOWLEDGE)
def watch_list() -> ResponseReturnValue:
    """Show the acts, those that are due to be looked at first."""
    return _page()


@needs(Permission.WRITE_KNOWLEDGE)
def watch() -> ResponseReturnValue:
    """Put an act on the list."""
    try:
        draft = forms.read(ActSchema(), request.form)
        with transaction() as session:
            watching.watch(session, draft, now=clock.now())
    except InvalidInput as refused:
        return _page(errors=refused.fields, typed=request.form), refused.status
    flash(sentence(say("Akt siyahıya əlavə edildi.")), "success")
    return redirect(url_for("articles.watch_list"), 303)


@needs(Permission.WRITE_KNOWLEDGE)
def look(act_id: int) -> ResponseReturnValue:
    """Note that an act was looked at, and whether it had changed."""
    typed: dict[str, Any] = forms.read(LookSchema(), request.form)
    try:
        with transaction() as session:
            flagged = watching.look(session, act_id, **typed, by=current_user(), now=clock.now())
    except InvalidInput as refused:
        return _page(errors=refused.fields, typed=request.form, looked_at=act_id), refused.status
    if typed["changed"]:
        said = say("Dəyişiklik qeyd edildi. Yoxlanmalı məqalə: %(count)d.", count=flagged)
    else:
        said = say("Qeyd edildi: dəyişiklik yoxdur.")
    flash(sentence(said), "success")
    return redirect(url_for("articles.watch_list"), 303)


@needs(Permission.WRITE_KNOWLEDGE)
def stop_watching(act_id: int) -> ResponseReturnValue:
    """Take an act off the list."""
    with transaction() as session:
        watching.stop_watching(session, act_id, now=clock.now())
    flash(sentence(say("Akt siyahıdan çıxarıldı.")), "success")
    return redirect(url_for("articles.watch_list"), 303)


def _page(
    *,
    errors: Mapping[str, Sentence] | None = None,
    typed: Mapping[str, str] | None = None,
    looked_at: int | None = None,
) -> str:
    with reading() as session:
        return render_template(
            "articles/watch.html",
            acts=showing.watched(queries.watched_acts(session), today=baku_date(clock.now())),
            unwatched=queries.unwatched(session),
            imported=knowledge_base.imported_codes(session),
            editor=current_user().may(Permission.WRITE_KNOWLEDGE),
            errors=errors or {},
            typed=typed or {},
            looked_at=looked_at,
        )
