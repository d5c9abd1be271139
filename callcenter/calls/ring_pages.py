"""The call that an operator has now, on whatever page they work, and their calls of today."""

from collections.abc import Mapping, Sequence, Set
from typing import NamedTuple

from flask import g, render_template, request
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import Session

from callcenter.accounts.access import by_itself, current_user, needs
from callcenter.accounts.vocabulary import Permission
from callcenter.appeals import queries as appeals
from callcenter.appeals.models import Appeal
from callcenter.calls import queries
from callcenter.calls.models import Call
from callcenter.core import clock
from callcenter.core.clock import baku_date
from callcenter.directory.actors import actor_of
from callcenter.web.database import reading


class OwnCalls(NamedTuple):
    """Calls of an operator, by which names their numbers are known, and which of their appeals the reader sees."""

    calls: Sequence[Call]
    names: Mapping[str, str]
    seen: Set[int]


class OfAppeal(NamedTuple):
    """The calls of an appeal as its reader may see them."""

    calls: Sequence[Call]
    in_full: bool
    may_open: bool


@needs(Permission.CALL_BACK)
def mine() -> ResponseReturnValue:
    """Show what rings at the operator's desk and their calls of today; without script it is loaded again by hand."""
    now = clock.now()
    with reading() as session:
        user = current_user()
        calls = queries.of_operator(session, user, baku_date(now))
        return render_template("calls/mine.html", **_known(session, calls)._asdict())


@by_itself
@needs(Permission.CALL_BACK)
def now() -> ResponseReturnValue:
    """Return the panel of the call at hand, for a page that asks every few seconds."""
    return render_template(
        "calls/_ringing.html",
        at_hand=at_hand(),
        logging=request.args.get("logging"),
        ties=request.args.get("ties"),
    )


def at_hand() -> OwnCalls:
    """Return the reader's calls at hand."""
    with reading() as session:
        return _known(session, queries.at_hand(session, current_user(), clock.now()))


def _known(session: Session, calls: Sequence[Call]) -> OwnCalls:
    actor = actor_of(session, current_user())
    seen = appeals.ids_visible_to(session, actor, [one.id for call in calls for one in call.appeals])
    return OwnCalls(calls, queries.names_of(session, actor, [call.number for call in calls]), seen)


def callbacks_waiting() -> tuple[int, int]:
    """Return how many call-backs are open and how many are overdue, for the desks of operators and of their head."""
    with reading() as session:
        return queries.waiting(session, clock.now())


def calls_of(appeal: Appeal) -> OfAppeal:
    """Return the calls of an appeal that its reader sees."""
    user = g.user
    with reading() as session:
        actor = actor_of(session, user)
        calls = queries.of_appeal(session, appeal)
        in_full = appeals.sees_in_full(actor, appeal)
        return OfAppeal(calls, in_full, user.may(Permission.HEAR_RECORDING))
