"""Page: who is away and who stands in for them, kept by heads for their units and by administrators."""

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import NamedTuple

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import Session

from callcenter.accounts.access import current_user, needs
from callcenter.accounts.vocabulary import Permission
from callcenter.core import clock
from callcenter.core.clock import baku_date
from callcenter.core.errors import InvalidInput, Refused
from callcenter.core.wording import Sentence, say
from callcenter.directory import absences, queries
from callcenter.directory.absence_forms import AbsenceSchema, ShortenSchema
from callcenter.directory.absence_models import Absence
from callcenter.directory.actors import Actor, actor_of
from callcenter.directory.vocabulary import AbsenceReason
from callcenter.web import forms
from callcenter.web.database import reading, transaction
from callcenter.web.display import day, sentence, word

bp = Blueprint("absences", __name__, url_prefix="/directory/absences", template_folder="templates")

Act = Callable[[Session, Actor, datetime], Absence]


class Attempt(NamedTuple):
    """What was refused: of which absence, none for a new one, and why."""

    of: int | None
    refusal: Refused

    @property
    def errors(self) -> Mapping[str, Sentence]:
        """The sentences by field."""
        return self.refusal.fields if isinstance(self.refusal, InvalidInput) else {}


@bp.get("")
@needs(Permission.KEEP_ABSENCES)
def listing() -> ResponseReturnValue:
    """List who is or will be away in the reader's units, and offer the form for one more."""
    return _page()


@bp.post("")
@needs(Permission.KEEP_ABSENCES)
def enter() -> ResponseReturnValue:
    """Note an absence."""

    def act(session: Session, by: Actor, now: datetime) -> Absence:
        return absences.enter(session, forms.read(AbsenceSchema(), request.form), by=by, now=now)

    return _done(None, act, say("%(name)s: %(first)s – %(last)s yazıldı."))


@bp.post("/<int:absence_id>/shorten")
@needs(Permission.KEEP_ABSENCES)
def shorten(absence_id: int) -> ResponseReturnValue:
    """Move the last day back."""

    def act(session: Session, by: Actor, now: datetime) -> Absence:
        typed = forms.read(ShortenSchema(), request.form)
        return absences.shorten(session, absence_id, **typed, by=by, now=now)

    return _done(absence_id, act, say("%(name)s: qeyd qısaldıldı, son gün %(last)s."))


@bp.post("/<int:absence_id>/cancel")
@needs(Permission.KEEP_ABSENCES)
def cancel(absence_id: int) -> ResponseReturnValue:
    """Cancel an absence that has not begun."""

    def act(session: Session, by: Actor, now: datetime) -> Absence:
        return absences.cancel(session, absence_id, by=by, now=now)

    return _done(absence_id, act, say("%(name)s: %(first)s – %(last)s qeydi ləğv edildi."))


def _done(of: int | None, act: Act, said: Sentence) -> ResponseReturnValue:
    try:
        with transaction() as session:
            absence = act(session, actor_of(session, current_user()), clock.now())
            values = {
                "name": absence.staff.full_name,
                "first": day(absence.first_on),
                "last": day(absence.last_on),
            }
    except Refused as refusal:
        return _page(Attempt(of, refusal)), refusal.status
    flash(sentence(Sentence(said.text, values)), "success")
    return redirect(url_for("absences.listing"), 303)


def _page(attempt: Attempt | None = None) -> str:
    today = baku_date(clock.now())
    with reading() as session:
        actor = actor_of(session, current_user())
        people = absences.kept_by(session, actor)
        units = {one.unit_id for one in people}
        return render_template(
            "directory/absences.html",
            now_away=queries.absences(session, units, today),
            past=queries.absences(session, units, today, past=True, most=50),
            may_keep=lambda one: absences.may_keep(actor, one.staff),
            people=people,
            deputies=absences.deputies_for(session, people, today),
            reasons=[(one.value, word(one)) for one in AbsenceReason],
            today=today,
            attempt=attempt,
            typed=request.form,
        )
