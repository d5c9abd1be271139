"""The acts of answering as they are posted from the page of an appeal."""

from collections.abc import Callable

from flask.typing import ResponseReturnValue
from sqlalchemy.orm import Session

from callcenter.accounts.access import needs
from callcenter.accounts.vocabulary import Permission
from callcenter.appeals import answering
from callcenter.appeals.act_posting import Call, Typed, post_act
from callcenter.appeals.answer_forms import (
    ApproveSchema,
    DeliverSchema,
    OfferWrittenSchema,
    ReviseSchema,
    SpokenSchema,
    WordingSchema,
)
from callcenter.appeals.forms import CloseSchema, ReasonSchema
from callcenter.appeals.models import Appeal
from callcenter.appeals.vocabulary import Action
from knowledge_base import queries as knowledge_base
from knowledge_base.articles import queries as articles


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

    return post_act(number, Action.ANSWER_ON_LINE, SpokenSchema(), act)


@needs(Permission.DRAFT_ANSWER)
def write(number: str) -> ResponseReturnValue:
    """Save what stands in the form of the draft, without putting it before the head."""
    return post_act(
        number,
        Action.WRITE,
        WordingSchema(),
        lambda call, typed: answering.write(
            *call[:3], **_with_article(call.session, typed), by=call.by, now=call.now
        ),
        form_of=Action.DRAFT,
    )


@needs(Permission.DRAFT_ANSWER)
def draft(number: str) -> ResponseReturnValue:
    """Put a wording of the answer before the head."""
    return post_act(
        number,
        Action.DRAFT,
        WordingSchema(),
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
        ApproveSchema(),
        lambda call, typed: answering.approve(*call[:3], **typed, by=call.by, now=call.now),
    )


@needs(Permission.APPROVE_ANSWER)
def revise(number: str) -> ResponseReturnValue:
    """Ask for another wording."""
    return post_act(
        number,
        Action.REVISE,
        ReviseSchema(),
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


@needs(Permission.ANSWER_ON_LINE)
def offer_written(number: str) -> ResponseReturnValue:
    """Note that a caller whom the answer does not satisfy was offered to write."""
    return post_act(
        number,
        Action.OFFER_WRITTEN,
        OfferWrittenSchema(),
        lambda call, typed: answering.offer_written(*call[:3], **typed, by=call.by, now=call.now),
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
    Action.ANSWER_ON_LINE: answer_on_line,
    Action.WRITE: write,
    Action.DRAFT: draft,
    Action.APPROVE: approve,
    Action.REVISE: revise,
    Action.DELIVER: deliver,
    Action.OFFER_WRITTEN: offer_written,
    Action.CLOSE: close,
    Action.REOPEN: reopen,
}


def _with_article(session: Session, typed: Typed) -> Typed:
    """The version of the article that the form remembers, in place of its name."""
    named = typed.pop("article", "")
    return {**typed, "article": articles.version_named(session, named) if named else None}
