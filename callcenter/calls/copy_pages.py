"""Requests for a copy of a recording: registered at any call, decided once, given with a trace."""

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import Session

from callcenter.accounts.access import current_user, needs
from callcenter.accounts.vocabulary import Permission
from callcenter.calls import copies, copy_giving, forms, sealed
from callcenter.calls.recording_pages import post_about
from callcenter.core import clock
from callcenter.core.errors import InvalidInput, NotFound, Refused
from callcenter.core.wording import say
from callcenter.directory.actors import Actor, actor_of
from callcenter.web.database import reading, transaction
from callcenter.web.display import sentence
from callcenter.web.forms import read


@needs(Permission.SEE_COPIES)
def listing() -> ResponseReturnValue:
    """Show the requests, those still open first."""
    return _listing()


@needs(Permission.REGISTER_COPY)
def register(call_id: int) -> ResponseReturnValue:
    """Register a caller's request for a copy of their call."""
    return post_about(call_id, _register, say("Sorğu qeydə alındı: müddəti və nömrəsi aşağıdadır."))


@needs(Permission.GIVE_COPY)
def give(number: str) -> ResponseReturnValue:
    """Give the copy: it is sent once, and the trail says so."""
    try:
        with transaction() as session:
            by = actor_of(session, current_user())
            recording = copies.give(session, number, by=by, now=clock.now())
            # Opened within the transaction: a file that is not there gives nothing and decides nothing.
            response = sealed.sound(recording, whole=True)
            kind = recording.kind
    except Refused as refusal:
        return _refused(refusal)
    response.headers["Content-Disposition"] = f'attachment; filename="{number}.{kind}"'
    return response


@needs(Permission.GIVE_COPY)
def refuse(number: str) -> ResponseReturnValue:
    """Refuse a copy with the reason."""
    try:
        with transaction() as session:
            by = actor_of(session, current_user())
            typed = read(forms.WhySchema(), request.form)
            copies.refuse(session, number, reason=typed["reason"], by=by, now=clock.now())
    except Refused as refusal:
        return _refused(refusal, number)
    flash(sentence(say("%(number)s: imtina yazıldı.", number=number)), "success")
    return redirect(url_for("calls.copies"), 303)


def waiting() -> int:
    """Return how many requests wait for the reader in place of the head of the call centre, for the desk of a unit."""
    now = clock.now()
    with reading() as session:
        actor = actor_of(session, current_user())
        return len(copy_giving.to_give(session, copy_giving.requests(session, actor, now), actor, now))


def _register(session: Session, call_id: int, by: Actor) -> None:
    typed, now = read(forms.CopySchema(), request.form), clock.now()
    copies.register(session, call_id, **typed, by=by, now=now)
    copy_giving.tell_who_gives(session, now)


def _refused(refusal: Refused, number: str = "") -> ResponseReturnValue:
    if isinstance(refusal, NotFound):
        raise refusal
    return _listing(refusal, number), refusal.status


def _listing(refusal: Refused | None = None, number: str = "") -> str:
    fields = dict(refusal.fields) if isinstance(refusal, InvalidInput) else {}
    with reading() as session:
        actor, now = actor_of(session, current_user()), clock.now()
        requests = copy_giving.requests(session, actor, now)
        return render_template(
            "calls/copies.html",
            requests=requests,
            to_give=copy_giving.to_give(session, requests, actor, now),
            said=refusal.sentence if refusal and not fields else None,
            errors=fields,
            opened=number,
            typed=request.form,
        )
