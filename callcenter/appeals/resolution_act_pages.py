"""The head's resolution as it is posted from the page of an appeal."""

from collections.abc import Callable

from flask.typing import ResponseReturnValue

from callcenter.accounts.access import needs
from callcenter.accounts.vocabulary import Permission
from callcenter.appeals import handling
from callcenter.appeals.act_posting import post_act
from callcenter.appeals.resolution_forms import ResolutionSchema
from callcenter.appeals.vocabulary import Action


@needs(Permission.ASSIGN_EXECUTOR)
def assign(number: str) -> ResponseReturnValue:
    """Give the appeal to an executor with an instruction, others to help and a day to be ready."""
    return post_act(
        number,
        Action.ASSIGN,
        ResolutionSchema(),
        lambda call, typed: handling.assign(*call[:3], **typed, by=call.by, now=call.now),
    )


VIEWS: dict[Action, Callable[[str], ResponseReturnValue]] = {Action.ASSIGN: assign}
