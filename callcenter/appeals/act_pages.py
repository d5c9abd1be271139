"""The acts on an appeal as they are posted from its page: each reads its form, calls one act and goes back."""

from collections.abc import Callable

from flask.typing import ResponseReturnValue
from sqlalchemy.orm import Session

from callcenter.accounts.access import needs
from callcenter.accounts.vocabulary import Permission
from callcenter.appeals import answering, forwarding, handling
from callcenter.appeals.act_posting import Call, Typed, post_act
from callcenter.appeals.forms import (
    AnswerOnLineSchema,
    AssignSchema,
    CloseSchema,
    DeliverSchema,
    DraftSchema,
    ExtendSchema,
    KindSchema,
    NothingSchema,
    ReasonSchema,
    RouteSchema,
    SendBackSchema,
)
from callcenter.appeals.forwarding_forms import ForwardSchema
from callcenter.appeals.models import Appeal
from callcenter.appeals.vocabulary import Action
from knowledge_base import queries as knowledge_base
from knowledge_base.articles import queries as articles


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


@needs(Permission.ASSIGN_EXECUTOR)
def assign(number: str) -> ResponseReturnValue:
    """Give the appeal to an executor with an instruction."""

    def act(call: Call, typed: Typed) -> Appeal:
        named = typed["executor"]
        executor = int(named) if named.isascii() and named.isdigit() and len(named) < 10 else named
        return handling.assign(
            *call[:3], executor=executor, instruction=typed["instruction"], by=call.by, now=call.now
        )

    return post_act(number, Action.ASSIGN, AssignSchema(), act)


@needs(Permission.SEND_BACK)
def send_back(number: str) -> ResponseReturnValue:
    """Send the appeal back to the call centre, naming the clause."""
    return post_act(
        number,
        Action.SEND_BACK,
        SendBackSchema(),
        lambda call, typed: handling.send_back(*call[:3], **typed, by=call.by, now=call.now),
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


@needs(Permission.ANSWER_ON_LINE)
def answer_on_line(number: str) -> ResponseReturnValue:
    """Note what the caller was told at once, by a suggested competence and from an article where they are chosen."""

    def act(call: Call, typed: Typed) -> Appeal:
        code = typed.pop("competence", None)
        competence = knowledge_base.competence_coded(call.session, code) if code else None
        return answering.answer_on_line(
            *call[:3],
            **_with_article(call.session, typed),
            competence=competence,
            by=call.by,
            now=call.now,
        )

    return post_act(number, Action.ANSWER_ON_LINE, AnswerOnLineSchema(), act)


@needs(Permission.DRAFT_ANSWER)
def draft(number: str) -> ResponseReturnValue:
    """Put a wording of the answer before the head."""
    return post_act(
        number,
        Action.DRAFT,
        DraftSchema(),
        lambda call, typed: answering.draft(
            *call[:3], **_with_article(call.session, typed), by=call.by, now=call.now
        ),
    )


@needs(Permission.APPROVE_ANSWER)
def approve(number: str) -> ResponseReturnValue:
    """Approve the wording."""
    return post_act(
        number,
        Action.APPROVE,
        NothingSchema(),
        lambda call, _: answering.approve(*call[:3], by=call.by, now=call.now),
    )


@needs(Permission.APPROVE_ANSWER)
def revise(number: str) -> ResponseReturnValue:
    """Ask for another wording."""
    return post_act(
        number,
        Action.REVISE,
        ReasonSchema(),
        lambda call, typed: answering.revise(*call[:3], **typed, by=call.by, now=call.now),
    )


@needs(Permission.DELIVER_ANSWER)
def deliver(number: str) -> ResponseReturnValue:
    """Note that the applicant was told the answer."""
    return post_act(
        number,
        Action.DELIVER,
        DeliverSchema(),
        lambda call, typed: answering.deliver(*call[:3], **typed, by=call.by, now=call.now),
    )


@needs(Permission.CLOSE_APPEAL)
def close(number: str) -> ResponseReturnValue:
    """Close the appeal with its outcome."""
    return post_act(
        number,
        Action.CLOSE,
        CloseSchema(),
        lambda call, typed: answering.close(*call[:3], **typed, by=call.by, now=call.now),
    )


@needs(Permission.REOPEN_APPEAL)
def reopen(number: str) -> ResponseReturnValue:
    """Consider the closed appeal again."""
    return post_act(
        number,
        Action.REOPEN,
        ReasonSchema(),
        lambda call, typed: answering.reopen(*call[:3], **typed, by=call.by, now=call.now),
    )


VIEWS: dict[Action, Callable[[str], ResponseReturnValue]] = {
    Action.ROUTE: route,
    Action.FORWARD: forward,
    Action.RECLASSIFY: reclassify,
    Action.ACCEPT: accept,
    Action.ASSIGN: assign,
    Action.SEND_BACK: send_back,
    Action.EXTEND: extend,
    Action.ANSWER_ON_LINE: answer_on_line,
    Action.DRAFT: draft,
    Action.APPROVE: approve,
    Action.REVISE: revise,
    Action.DELIVER: deliver,
    Action.CLOSE: close,
    Action.REOPEN: reopen,
}


def _with_article(session: Session, typed: Typed) -> Typed:
    """The version of the article that the form remembers, in place of its name."""
    named = typed.pop("article", "")
    return {**typed, "article": articles.version_named(session, named) if named else None}
