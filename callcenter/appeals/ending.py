"""Closing an appeal: the outcome follows from how its consideration ended, and a refusal has its reasons."""

from datetime import datetime

from sqlalchemy.orm import Session

from callcenter.appeals import events, outcomes
from callcenter.appeals.answer_rules import REFUSALS
from callcenter.appeals.models import Appeal
from callcenter.appeals.vocabulary import Action, Outcome, State
from callcenter.core.errors import InvalidInput
from callcenter.core.wording import say
from callcenter.directory.actors import Actor


def written_offered(appeal: Appeal) -> bool:
    """Say whether the applicant was offered to write since the appeal was last opened."""
    for event in reversed(appeal.events):
        if event.action in (Action.REOPEN, Action.LOG):
            return False
        if event.action is Action.OFFER_WRITTEN:
            return True
    return False


def outcomes_of(appeal: Appeal) -> tuple[Outcome, ...]:
    """Return the outcomes with which the appeal may be closed now."""
    return outcomes.outcomes_of(
        appeal.state, written_offered=written_offered(appeal), answered=_answered_with(appeal)
    )


def _answered_with(appeal: Appeal) -> Outcome | None:
    """The outcome of the approved answer; of an oral one nothing is kept."""
    return appeal.answer.outcome if appeal.answer and not appeal.answered_on_line else None


def end(session: Session, appeal: Appeal, outcome: Outcome, *, by: Actor, now: datetime) -> None:
    """Close the appeal; InvalidInput for an outcome that does not fit, or a refusal whose answer has no reasons."""
    outcomes.check(
        appeal.state,
        outcome,
        written_offered=written_offered(appeal),
        answered=_answered_with(appeal),
    )
    if (
        outcome in REFUSALS
        and appeal.state in (State.DELIVERED, State.ANSWERED_ON_LINE)
        and not _has_reasons(appeal)
    ):
        raise InvalidInput(
            {
                "outcome": say(
                    "Verilən cavabda səbəblər göstərilməyib: «%(outcome)s» nəticəsini seçmək olmaz.",
                    outcome=outcome,
                )
            }
        )

    appeal.outcome, appeal.closed_at = outcome, now
    with session.no_autoflush:
        events.record(session, appeal, Action.CLOSE, by=by, now=now, outcome=outcome.value)


def _has_reasons(appeal: Appeal) -> bool:
    if appeal.answered_on_line:
        told = [event for event in appeal.events if event.action is Action.ANSWER_ON_LINE]
        return bool(told and told[-1].details.get("reasons"))
    if appeal.answer is not None and appeal.parts and appeal.answer.reasons is None:
        # A joint answer that grants not everything has the reasons of its parts in its text (joining).
        return appeal.answer.outcome in REFUSALS
    return bool(appeal.answer and appeal.answer.reasons)
