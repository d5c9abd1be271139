"""The queue of call-backs: the nearest due first, taken by one operator, and ended with how it went."""

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import Session

from callcenter.accounts.access import current_user, needs
from callcenter.accounts.vocabulary import Permission
from callcenter.calls import callbacks, forms, queries
from callcenter.calls.callback_clock import half_days, held_until, may_give_up
from callcenter.calls.callback_models import Callback
from callcenter.calls.vocabulary import CallbackState
from callcenter.core import clock
from callcenter.core.errors import InvalidInput, Refused
from callcenter.core.wording import Sentence, say
from callcenter.directory.actors import Actor, actor_of
from callcenter.web.database import reading, transaction
from callcenter.web.display import moment, sentence
from callcenter.web.forms import read

RESULTS: Mapping[CallbackState, Sentence] = {
    CallbackState.REACHED: say("Geri zəng bağlandı: danışıldı."),
    CallbackState.WRONG_NUMBER: say("Geri zəng bağlandı: nömrə səhvdir."),
    CallbackState.GIVEN_UP: say("Geri zəng bağlandı: əlaqə saxlamaq mümkün olmadı."),
}


@needs(Permission.CALL_BACK)
def queue() -> ResponseReturnValue:
    """Show whom to call, the nearest due first."""
    return _queue(cursor=request.args.get("cursor"))


@needs(Permission.CALL_BACK)
def order() -> ResponseReturnValue:
    """Write down that somebody wants to be called."""
    try:
        typed = read(forms.OrderSchema(), request.form)
        with transaction() as session:
            actor = actor_of(session, current_user())
            owed = callbacks.order(session, typed["number"], note=typed["note"], by=actor, now=clock.now())
            said = (
                say("Geri zəng növbəyə yazıldı: %(number)s.", number=owed.number_typed)
                if owed.asked == 1
                else say("Bu nömrə artıq növbədədir: sifariş ona əlavə edildi.")
            )
    except Refused as refusal:
        return _queue(refusal, typed=request.form), refusal.status
    return _back(said)


@needs(Permission.CALL_BACK)
def take(callback_id: int) -> ResponseReturnValue:
    """Take a call-back for ten minutes."""
    return _act(callback_id, callbacks.take)


@needs(Permission.CALL_BACK)
def let_go(callback_id: int) -> ResponseReturnValue:
    """Give a taken call-back back."""
    return _act(callback_id, callbacks.let_go)


@needs(Permission.CALL_BACK)
def result(callback_id: int) -> ResponseReturnValue:
    """Say how the call went; somebody who was reached may have an appeal to be logged at once."""
    typed = request.form
    try:
        told = read(forms.ResultSchema(), typed)
        with transaction() as session:
            actor = actor_of(session, current_user())
            owed = callbacks.tell_result(session, callback_id, told, by=actor, now=clock.now())
            later = owed.next_try_at
    except Refused as refusal:
        return _queue(refusal, opened=callback_id, typed=typed), refusal.status
    if (
        told.state is CallbackState.REACHED
        and "log" in request.args
        and current_user().may(Permission.LOG_APPEAL)
    ):
        return redirect(url_for("appeals.new", callback=callback_id), 303)
    if later:
        return _back(say("Cəhd yazıldı. Növbəti cəhdin vaxtı: %(at)s.", at=moment(later)))
    return _back(RESULTS[told.state])


def _act(callback_id: int, act: Callable[..., Callback]) -> ResponseReturnValue:
    try:
        with transaction() as session:
            act(session, callback_id, by=actor_of(session, current_user()), now=clock.now())
    except Refused as refusal:
        return _queue(refusal), refusal.status
    return redirect(url_for("calls.callbacks", _anchor=f"callback-{callback_id}"), 303)


def _back(said: Sentence) -> ResponseReturnValue:
    flash(sentence(said), "success")
    return redirect(url_for("calls.callbacks"), 303)


def _queue(
    refusal: Refused | None = None,
    *,
    opened: int | None = None,
    typed: Mapping[str, str] | None = None,
    cursor: str | None = None,
) -> str:
    now = clock.now()
    fields = dict(refusal.fields) if isinstance(refusal, InvalidInput) else {}
    with reading() as session:
        actor = actor_of(session, current_user())
        return render_template(
            "calls/callbacks.html",
            said=refusal.sentence if refusal and not fields else None,
            errors=fields,
            opened=opened,
            typed=typed or {},
            states=CallbackState,
            now=now,
            **_rows(session, actor, now, cursor),
        )


def _rows(session: Session, actor: Actor, now: datetime, cursor: str | None) -> dict[str, Any]:
    page = queries.queue(session, now, reader=actor.user_id, cursor=cursor)
    owed = page.rows
    return {
        "owed": owed,
        "page": page,
        "names": queries.names_of(session, actor, [one.number for one in owed]),
        "mine": {one.id for one in owed if _is_mine(one, actor, now)},
        "held": {one.id: held_until(one.taken_at) for one in owed if one.taken_at},
        "free": {one.id for one in owed if queries.free(one, now, actor.user_id)},
        "later": {one.id for one in owed if one.next_try_at and one.next_try_at > now},
        "half_days": {one.id: half_days(tried.at for tried in one.tries) for one in owed},
        "may_give_up": {one.id for one in owed if may_give_up([*(tried.at for tried in one.tries), now])},
    }


def _is_mine(one: Callback, actor: Actor, now: datetime) -> bool:
    return (
        one.taken_by_id is not None
        and one.taken_by_id == actor.user_id
        and held_until(one.taken_at or now) > now
    )
