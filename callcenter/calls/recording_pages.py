"""One call: what is known of it, its recording to be heard with a trace, and what keeps the recording."""

from collections.abc import Callable, Mapping

from flask import Response, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import Session

from callcenter.accounts.access import current_user, needs
from callcenter.accounts.vocabulary import Permission
from callcenter.appeals import queries as appeals
from callcenter.calls import copy_giving, forms, queries, recordings, retention, sealed
from callcenter.calls import recording_queries as found
from callcenter.calls.models import Call
from callcenter.core import clock
from callcenter.core.clock import baku_date
from callcenter.core.errors import InvalidInput, Refused
from callcenter.core.wording import Sentence, say
from callcenter.directory.actors import Actor, actor_of
from callcenter.law import queries as law
from callcenter.web.database import reading, transaction
from callcenter.web.display import sentence
from callcenter.web.forms import read


@needs(Permission.HEAR_RECORDING)
def show(call_id: int) -> ResponseReturnValue:
    """Show a call with its recording, its appeals and the requests for copies."""
    return call_page(call_id)


@needs(Permission.HEAR_RECORDING)
def sound(call_id: int) -> Response:
    """Send the sound of a call; each request for it is written in the trail before its first byte is sent."""
    with reading() as session:
        recording = found.recording_of(session, queries.call_by_id(session, call_id))
        start, _ = sealed.start_asked(recording.size) if recording else (0, 0)
    with transaction() as session:
        by = actor_of(session, current_user())
        heard = recordings.hear(session, call_id, by=by, now=clock.now(), start=start)
    return sealed.sound(heard)


@needs(Permission.HOLD_RECORDING)
def hold(call_id: int) -> ResponseReturnValue:
    """Hold the recording of a call against its end."""
    return post_about(call_id, _hold, say("Səs yazısı qərar ləğv edilənədək saxlanılacaq."))


@needs(Permission.HOLD_RECORDING)
def release(call_id: int) -> ResponseReturnValue:
    """Let the recording end when its time has come."""
    return post_about(call_id, _release, say("Saxlanma qərarı ləğv edildi."))


def post_about(
    call_id: int, act: Callable[[Session, int, Actor], object], said: Sentence
) -> ResponseReturnValue:
    """Do an act on a call in one transaction and go back to its page; refused, the page keeps what was typed."""
    try:
        with transaction() as session:
            act(session, call_id, actor_of(session, current_user()))
    except Refused as refusal:
        if refusal.status in (403, 404):
            raise
        return call_page(call_id, refusal, request.form), refusal.status
    flash(sentence(said), "success")
    return redirect(url_for("calls.show", call_id=call_id), 303)


def call_page(call_id: int, refusal: Refused | None = None, typed: Mapping[str, str] | None = None) -> str:
    """Return the page of a call."""
    fields = dict(refusal.fields) if isinstance(refusal, InvalidInput) else {}
    with reading() as session:
        actor = actor_of(session, current_user())
        call = queries.call_by_id(session, call_id)
        return render_template(
            "calls/show.html",
            call=call,
            name=queries.names_of(session, actor, [call.number]).get(call.number or "", ""),
            seen=appeals.ids_visible_to(session, actor, [one.id for one in call.appeals]),
            said=refusal.sentence if refusal and not fields else None,
            errors=fields,
            typed=typed or {},
            requests=(requests := found.requests_of(session, actor, call)),
            to_give=copy_giving.to_give(session, requests, actor, clock.now()),
            **_of_recording(session, actor, call),
        )


def _of_recording(session: Session, actor: Actor, call: Call) -> dict[str, object]:
    recording = found.recording_for(session, actor, call)
    parameters, today = law.parameters(session), baku_date(clock.now())
    return {
        "recording": recording,
        "may_hear": found.may_hear(actor, call),
        "held": found.holds(session, actor, [recording])[recording.id].sentence if recording else None,
        "kept_until": retention.kept_until(call.day, parameters),
        "copy_until": retention.last_day_for_a_copy(call.day, parameters),
        "too_late": retention.too_late(call.day, today, parameters),
    }


def _hold(session: Session, call_id: int, by: Actor) -> None:
    typed = read(forms.WhySchema(), request.form)
    recordings.hold(session, call_id, reason=typed["reason"], by=by, now=clock.now())


def _release(session: Session, call_id: int, by: Actor) -> None:
    recordings.release(session, call_id, by=by, now=clock.now())
