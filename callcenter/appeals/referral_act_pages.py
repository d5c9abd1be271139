"""Turning to the Head of the Apparatus, from the page of an appeal."""

from collections.abc import Callable

from flask.typing import ResponseReturnValue

from callcenter.accounts.access import needs
from callcenter.accounts.vocabulary import Permission
from callcenter.appeals import referring
from callcenter.appeals.act_posting import post_act
from callcenter.appeals.referral_forms import ReferSchema, ReportBackSchema, TakeBackSchema
from callcenter.appeals.vocabulary import Action
from callcenter.core.wording import say


@needs(Permission.REFER_APPEAL)
def refer(number: str) -> ResponseReturnValue:
    """Send the cover note through the document exchange."""
    return post_act(
        number,
        Action.REFER,
        ReferSchema(),
        lambda call, typed: referring.refer(*call[:3], **typed, by=call.by, now=call.now),
    )


@needs(Permission.REPORT_BACK)
def report_back(number: str) -> ResponseReturnValue:
    """Note the result of the examination."""
    return post_act(
        number,
        Action.REPORT_BACK,
        ReportBackSchema(),
        lambda call, typed: referring.report_back(*call[:3], **typed, by=call.by, now=call.now),
    )


@needs(Permission.REFER_APPEAL)
def take_back(number: str) -> ResponseReturnValue:
    """Take back the letter on which nobody has reported."""
    return post_act(
        number,
        Action.NOTE,
        TakeBackSchema(),
        lambda call, typed: referring.take_back(*call[:3], **typed, by=call.by, now=call.now),
        done=say("təqdimat geri götürüldü"),
    )


VIEWS: dict[Action, Callable[[str], ResponseReturnValue]] = {
    Action.REFER: refer,
    Action.REPORT_BACK: report_back,
    # What is noted of an appeal is so far only that its letter was taken back.
    Action.NOTE: take_back,
}
