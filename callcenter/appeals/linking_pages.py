"""Linking, joining and stopping appeals, as posted from their pages."""

from collections.abc import Callable
from typing import Any

from flask.typing import ResponseReturnValue
from marshmallow import Schema

from callcenter.accounts.access import needs
from callcenter.accounts.vocabulary import Permission
from callcenter.appeals import linking, merging, stopping
from callcenter.appeals.act_posting import Call, Typed, post_act
from callcenter.appeals.forms import ReasonSchema
from callcenter.appeals.linking_forms import LeaveSchema, LinkSchema, MergeSchema, WithdrawSchema
from callcenter.appeals.models import Appeal
from callcenter.appeals.vocabulary import Action

View = Callable[[str], ResponseReturnValue]


def _view(
    action: Action, permission: Permission, schema: Callable[[], Schema], act: Callable[..., Appeal]
) -> View:
    """Return the view that posts what was typed to the act; each field of the schema is a value of the act."""

    def perform(call: Call, typed: Typed) -> Appeal:
        given: dict[str, Any] = typed
        return act(*call[:3], **given, by=call.by, now=call.now)

    def view(number: str) -> ResponseReturnValue:
        return post_act(number, action, schema(), perform)

    view.__name__, view.__doc__ = action.value, (act.__doc__ or "").partition("\n")[0]
    return needs(permission)(view)


VIEWS: dict[Action, View] = {
    action: _view(action, permission, schema, act)
    for action, permission, schema, act in (
        (Action.LINK, Permission.LINK_APPEAL, LinkSchema, linking.link),
        (Action.UNLINK, Permission.LINK_APPEAL, ReasonSchema, linking.unlink),
        (Action.MERGE, Permission.MERGE_APPEAL, MergeSchema, merging.merge),
        (Action.UNDO_MERGE, Permission.MERGE_APPEAL, ReasonSchema, merging.undo_merge),
        (Action.LEAVE, Permission.LEAVE_UNCONSIDERED, LeaveSchema, stopping.leave),
        (Action.RESUME, Permission.RESUME_APPEAL, ReasonSchema, stopping.resume),
        (Action.WITHDRAW, Permission.WITHDRAW_APPEAL, WithdrawSchema, stopping.withdraw),
    )
}
