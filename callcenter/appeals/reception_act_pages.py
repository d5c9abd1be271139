"""Inviting to a reception and noting its result, from the page of an appeal."""

from collections.abc import Callable

from flask.typing import ResponseReturnValue

from callcenter.accounts.access import needs
from callcenter.accounts.vocabulary import Permission
from callcenter.appeals import reception
from callcenter.appeals.act_posting import post_act
from callcenter.appeals.forms import NothingSchema
from callcenter.appeals.reception_forms import InviteSchema, ReceiveSchema
from callcenter.appeals.vocabulary import Action


@needs(Permission.INVITE_APPLICANT)
def invite(number: str) -> ResponseReturnValue:
    """Invite the applicant, or move the invitation."""
    return post_act(
        number,
        Action.INVITE,
        InviteSchema(),
        lambda call, typed: reception.invite(*call[:3], **typed, by=call.by, now=call.now),
    )


@needs(Permission.RECORD_RECEPTION)
def receive(number: str) -> ResponseReturnValue:
    """Note what came of the reception."""
    return post_act(
        number,
        Action.RECEIVE,
        ReceiveSchema(),
        lambda call, typed: reception.receive(*call[:3], **typed, by=call.by, now=call.now),
    )


@needs(Permission.RECORD_RECEPTION)
def miss(number: str) -> ResponseReturnValue:
    """Note that the applicant did not come."""
    return post_act(
        number,
        Action.MISS,
        NothingSchema(),
        lambda call, _: reception.miss(*call[:3], by=call.by, now=call.now),
    )


VIEWS: dict[Action, Callable[[str], ResponseReturnValue]] = {
    Action.INVITE: invite,
    Action.RECEIVE: receive,
    Action.MISS: miss,
}
