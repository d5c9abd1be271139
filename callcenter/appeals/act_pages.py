"""The acts on an appeal as they are posted from its page: each reads its form, calls one act and goes back."""

from collections.abc import Callable

from flask.typing import ResponseReturnValue

from callcenter.accounts.access import needs
from callcenter.accounts.vocabulary import Permission
from callcenter.appeals import forwarding, handling, pacing, recalling
from callcenter.appeals.act_posting import Call, Typed, post_act
from callcenter.appeals.forms import (
    ClarifiedSchema,
    ClarifySchema,
    ExtendSchema,
    KindSchema,
    NothingSchema,
    ReasonSchema,
    RouteSchema,
    SendBackSchema,
    SetPaceSchema,
)
from callcenter.appeals.forwarding_forms import ForwardSchema
from callcenter.appeals.models import Appeal
from callcenter.appeals.vocabulary import Action
from knowledge_base import queries as knowledge_base


@needs(Permission.ROUTE_APPEAL)
def route(number: str) -> ResponseReturnValue:
    """Send the appeal to a unit: by a suggested competence, or to any unit of the home body."""

    def act(call: Call, typed: Typed) -> Appeal:
        code = typed.get("competence")
        return handling.route(
            *call[:3],
            unit=typed["unit"],
            competence=knowledge_base.competence_coded(call.session, code) if code else None,
            reason=typed["reason"],
            override=typed["override"],
            by=call.by,
            now=call.now,
        )

    return post_act(number, Action.ROUTE, RouteSchema(), act)


@needs(Permission.FORWARD_OUT)
def forward(number: str) -> ResponseReturnValue:
    """Forward the appeal to one or more bodies, by the competence that was suggested for each, if any."""

    def act(call: Call, typed: Typed) -> Appeal:
        typed.pop("competence", None)
        return forwarding.forward(
            *call[:3],
            **typed,
            by=call.by,
            now=call.now,
        )

    return post_act(number, Action.FORWARD, ForwardSchema(), act)


@needs(Permission.RECLASSIFY_APPEAL)
def reclassify(number: str) -> ResponseReturnValue:
    """Confirm or change the kind."""
    return post_act(
        number,
        Action.RECLASSIFY,
        KindSchema(),
        lambda call, typed: handling.reclassify(*call[:3], kind=typed["kind"], by=call.by, now=call.now),
    )


@needs(Permission.ACCEPT_APPEAL)
def accept(number: str) -> ResponseReturnValue:
    """Take the appeal into work."""
    return post_act(
        number,
        Action.ACCEPT,
        NothingSchema(),
        lambda call, _: handling.accept(*call[:3], by=call.by, now=call.now),
    )


@needs(Permission.SEND_BACK)
def send_back(number: str) -> ResponseReturnValue:
    """Send the appeal back to the call centre, naming the clause."""
    return post_act(
        number,
        Action.SEND_BACK,
        SendBackSchema(),
        lambda call, typed: handling.send_back(*call[:3], **typed, by=call.by, now=call.now),
    )


@needs(Permission.DECIDE_ROUTING)
def recall(number: str) -> ResponseReturnValue:
    """Take the appeal from a retired unit."""
    return post_act(
        number,
        Action.RECALL,
        ReasonSchema(),
        lambda call, typed: recalling.recall(*call[:3], **typed, by=call.by, now=call.now),
    )


@needs(Permission.EXTEND_DEADLINE)
def extend(number: str) -> ResponseReturnValue:
    """Give the appeal more time."""
    return post_act(
        number,
        Action.EXTEND,
        ExtendSchema(),
        lambda call, typed: handling.extend(*call[:3], **typed, by=call.by, now=call.now),
    )


@needs(Permission.SET_PACE)
def set_pace(number: str) -> ResponseReturnValue:
    """Run the appeal at another pace."""
    return post_act(
        number,
        Action.SET_PACE,
        SetPaceSchema(),
        lambda call, typed: pacing.set_pace(*call[:3], **typed, by=call.by, now=call.now),
    )


@needs(Permission.CLARIFY_APPEAL)
def clarify(number: str) -> ResponseReturnValue:
    """Ask the applicant to make the appeal clear."""
    return post_act(
        number,
        Action.CLARIFY,
        ClarifySchema(),
        lambda call, typed: pacing.clarify(*call[:3], **typed, by=call.by, now=call.now),
    )


@needs(Permission.CLARIFY_APPEAL)
def clarified(number: str) -> ResponseReturnValue:
    """Note what the applicant added."""
    return post_act(
        number,
        Action.CLARIFIED,
        ClarifiedSchema(),
        lambda call, typed: pacing.clarified(*call[:3], **typed, by=call.by, now=call.now),
    )


VIEWS: dict[Action, Callable[[str], ResponseReturnValue]] = {
    Action.ROUTE: route,
    Action.FORWARD: forward,
    Action.RECLASSIFY: reclassify,
    Action.ACCEPT: accept,
    Action.SEND_BACK: send_back,
    Action.RECALL: recall,
    Action.EXTEND: extend,
    Action.SET_PACE: set_pace,
    Action.CLARIFY: clarify,
    Action.CLARIFIED: clarified,
}
