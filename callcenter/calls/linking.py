"""Act: tie the appeal that was logged during a call, or after a call-back, to it."""

from collections.abc import Mapping
from datetime import datetime

from sqlalchemy.orm import Session

from callcenter.accounts.vocabulary import Permission
from callcenter.appeals.intake_sources import Opening
from callcenter.appeals.models import Appeal
from callcenter.calls import queries, showing
from callcenter.calls.callback_models import Callback
from callcenter.calls.models import Call, CallAppeal
from callcenter.core.errors import NotFound
from callcenter.core.wording import say
from callcenter.directory.actors import Actor

CALL, CALLBACK = "call", "callback"


class FromCalls:
    """The telephone as a source of intake: the form knows the number before the operator types it."""

    def opening(
        self, session: Session, actor: Actor, asked: Mapping[str, str], now: datetime
    ) -> Opening | None:
        """Return the call or the call-back that the request names, if it is this operator's to log."""
        call = call_to_log(session, actor, asked.get(CALL, ""))
        if call is not None:
            typed = {"caller.phone": call.number_typed} if call.number_typed else {}
            said = say(
                "Zəng: %(number)s, %(at)s. Müraciət bu zənglə əlaqələndiriləcək.",
                number=showing.number_or_withheld(call.number_typed, call.number),
                at=showing.clock(call.started_at),
            )
            return Opening({CALL: str(call.id)}, typed, said)
        callback = _callback(session, actor, asked.get(CALLBACK, ""))
        if callback is None:
            return None
        said = say(
            "Geri zəng: %(number)s. Müraciət bu geri zənglə əlaqələndiriləcək.",
            number=showing.number(callback.number_typed, callback.number),
        )
        return Opening({CALLBACK: str(callback.id)}, {"caller.phone": callback.number_typed}, said)

    def logged(
        self, session: Session, actor: Actor, asked: Mapping[str, str], appeal: Appeal, now: datetime
    ) -> None:
        """Tie the appeal to them; a second sending of the form changes nothing."""
        call = call_to_log(session, actor, asked.get(CALL, ""))
        if call is not None and session.get(CallAppeal, (call.id, appeal.id)) is None:
            session.add(CallAppeal(call_id=call.id, appeal_id=appeal.id))
        callback = _callback(session, actor, asked.get(CALLBACK, ""))
        if callback is not None and callback.appeal_id is None:
            callback.appeal = appeal


def call_to_log(session: Session, actor: Actor, named: str) -> Call | None:
    """Return the call of an address, unless it is another operator's or there is none."""
    if not _is_id(named):
        return None
    try:
        call = queries.call_by_id(session, int(named))
    except NotFound:
        return None
    return call if call.operator_id in (None, actor.user_id) else None


def _callback(session: Session, actor: Actor, named: str) -> Callback | None:
    if not _is_id(named) or not actor.may(Permission.CALL_BACK):
        return None
    return session.get(Callback, int(named))


def _is_id(named: str) -> bool:
    return named.isascii() and named.isdigit() and len(named) < 10
