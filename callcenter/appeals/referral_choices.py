"""What the page of an appeal shows of turning to the Head of the Apparatus."""

from collections.abc import Callable, Mapping

from callcenter.appeals import referral_queries, referring
from callcenter.appeals.act_reading import Choices, Reading
from callcenter.appeals.referral_models import Standing
from callcenter.appeals.vocabulary import Action
from callcenter.core.errors import Refused


def being_referred(reading: Reading) -> Choices | None:
    """The cover note as it would be sent; None for what may not be laid before the Head of the Apparatus."""
    try:
        referring.check_referable(reading.session, reading.appeal)
    except Refused:
        return None
    return {"cover_note": referring.draft_note(reading.appeal)}


def reporting(reading: Reading) -> Choices | None:
    """The letter on which the reader may report."""
    awaited = referral_queries.open_about(reading.session, reading.appeal)
    if awaited is None or awaited.standing is not Standing.AWAITED or not referring.may_report(reading.actor):
        return None
    return {"awaited": awaited}


def taking_back(reading: Reading) -> Choices | None:
    """The letter that may be taken back."""
    unanswered = referral_queries.open_about(reading.session, reading.appeal)
    return {"unanswered": unanswered} if unanswered else None


CHOICES: Mapping[Action, Callable[[Reading], Choices | None]] = {
    Action.REFER: being_referred,
    Action.REPORT_BACK: reporting,
    Action.NOTE: taking_back,
}
