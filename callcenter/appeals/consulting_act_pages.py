"""Asking units for advice, from the page of an appeal."""

from collections.abc import Callable

from flask.typing import ResponseReturnValue

from callcenter.accounts.access import needs
from callcenter.accounts.vocabulary import Permission
from callcenter.appeals import consulting
from callcenter.appeals.act_posting import post_act
from callcenter.appeals.consulting_forms import AdviseSchema, CallOffSchema, ConsultSchema
from callcenter.appeals.vocabulary import Action


@needs(Permission.CONSULT_UNITS)
def consult(number: str) -> ResponseReturnValue:
    """Ask units a question about the appeal."""
    return post_act(
        number,
        Action.CONSULT,
        ConsultSchema(),
        lambda call, typed: consulting.consult(*call[:3], **typed, by=call.by, now=call.now),
    )


@needs(Permission.ADVISE)
def advise(number: str) -> ResponseReturnValue:
    """Answer for the unit that was asked."""
    return post_act(
        number,
        Action.ADVISE,
        AdviseSchema(),
        lambda call, typed: consulting.advise(*call[:3], **typed, by=call.by, now=call.now),
    )


@needs(Permission.CONSULT_UNITS)
def call_off(number: str) -> ResponseReturnValue:
    """Take back what no unit has answered."""
    return post_act(
        number,
        Action.CALL_OFF,
        CallOffSchema(),
        lambda call, typed: consulting.call_off(*call[:3], **typed, by=call.by, now=call.now),
    )


VIEWS: dict[Action, Callable[[str], ResponseReturnValue]] = {
    Action.CONSULT: consult,
    Action.ADVISE: advise,
    Action.CALL_OFF: call_off,
}
