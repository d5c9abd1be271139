"""The acts about who may know of an appeal, as they are posted from its page."""

from collections.abc import Callable

from flask.typing import ResponseReturnValue

from callcenter.accounts.access import needs
from callcenter.accounts.vocabulary import Permission
from callcenter.appeals import accusing, safeguarding
from callcenter.appeals.act_posting import post_act
from callcenter.appeals.secrecy_forms import AccuseSchema, AcknowledgeSchema, LevelSchema
from callcenter.appeals.vocabulary import Action


@needs(Permission.NAME_ACCUSED)
def accuse(number: str) -> ResponseReturnValue:
    """Name whom the appeal complains of, or put it right."""
    return post_act(
        number,
        Action.ACCUSE,
        AccuseSchema(),
        lambda call, typed: accusing.accuse(*call[:3], **typed, by=call.by, now=call.now),
    )


@needs(Permission.SET_LEVEL)
def set_level(number: str) -> ResponseReturnValue:
    """Raise or lower the level of secrecy."""
    return post_act(
        number,
        Action.SET_LEVEL,
        LevelSchema(),
        lambda call, typed: safeguarding.set_level(*call[:3], **typed, by=call.by, now=call.now),
    )


@needs(Permission.ACKNOWLEDGE_REPORT)
def acknowledge(number: str) -> ResponseReturnValue:
    """Note that the reporter of corruption was told that the report is registered."""
    return post_act(
        number,
        Action.ACKNOWLEDGE,
        AcknowledgeSchema(),
        lambda call, typed: safeguarding.acknowledge(*call[:3], **typed, by=call.by, now=call.now),
    )


VIEWS: dict[Action, Callable[[str], ResponseReturnValue]] = {
    Action.ACCUSE: accuse,
    Action.SET_LEVEL: set_level,
    Action.ACKNOWLEDGE: acknowledge,
}
