"""Values for the parts of an appeal's page about unit work: its resolutions, and how it came back from units."""

from collections.abc import Sequence
from dataclasses import dataclass

from callcenter.appeals import resolutions, returning, returns
from callcenter.appeals.act_reading import Reading
from callcenter.appeals.models import AppealEvent
from callcenter.appeals.vocabulary import Action, State
from knowledge_base.models import Competence


@dataclass(frozen=True)
class Sent:
    """One return: the event, and the card whose competence the cited clause is, where one is known."""

    event: AppealEvent
    competence: Competence | None


@dataclass(frozen=True)
class Returned:
    """How the appeal came back, the last return first, and whether it now waits for a binding decision."""

    sent: Sequence[Sent]
    times: int
    awaits_decision: bool
    last_chance: bool


def resolutions_shown(reading: Reading) -> dict[str, object] | None:
    """Return the resolution that counts and the earlier ones; None before the first."""
    found = resolutions.of_appeal(reading.session, reading.appeal)
    if not found:
        return None
    counts = reading.appeal.executor_id is not None
    return {
        "current": found[0] if counts else None,
        "earlier": found[1:] if counts else found,
    }


def returns_shown(reading: Reading) -> dict[str, object] | None:
    """Return who sent the appeal back, by which clause, and whose that clause is; None unless it has come back."""
    appeal = reading.appeal
    sent = [event for event in appeal.events if event.action is Action.SEND_BACK]
    if appeal.state is not State.RETURNED or not sent:
        return None
    times = returns.times_returned(returning.steps_of(appeal.events))
    return {
        "returned": Returned(
            sent=[
                Sent(one, returning.competence_by(reading.session, one.clause or ""))
                for one in reversed(sent)
            ],
            times=times,
            awaits_decision=returning.awaits_decision(appeal),
            last_chance=times == returns.MOST_RETURNS - 1,
        )
    }
