"""Dividing an appeal and joining its answers, as posted from its page."""

from collections.abc import Callable

from flask.typing import ResponseReturnValue

from callcenter.accounts.access import needs
from callcenter.accounts.vocabulary import Permission
from callcenter.appeals import joining, splitting
from callcenter.appeals.act_posting import post_act
from callcenter.appeals.splitting_forms import JoinSchema, SplitSchema
from callcenter.appeals.vocabulary import Action


@needs(Permission.SPLIT_APPEAL)
def split(number: str) -> ResponseReturnValue:
    """Divide the appeal among several units."""
    return post_act(
        number,
        Action.SPLIT,
        SplitSchema(),
        lambda call, typed: splitting.split(*call[:3], **typed, by=call.by, now=call.now),
    )


@needs(Permission.SPLIT_APPEAL)
def join(number: str) -> ResponseReturnValue:
    """Put the joint answer before the head."""
    return post_act(
        number,
        Action.JOIN,
        JoinSchema(),
        lambda call, typed: joining.join(*call[:3], **typed, by=call.by, now=call.now),
    )


VIEWS: dict[Action, Callable[[str], ResponseReturnValue]] = {Action.SPLIT: split, Action.JOIN: join}
