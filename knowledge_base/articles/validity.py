"""Rules: from which day to which an article may be read to a caller, and how a version goes its way."""

from datetime import date, timedelta

from knowledge_base.articles.vocabulary import Step, Validity, VersionState

SOON = timedelta(days=14)
"""An article that expires within these days is brought to the editors."""

_S, _T = VersionState, Step
NEXT: dict[tuple[VersionState, Step], VersionState] = {
    (_S.DRAFT, _T.SUBMIT): _S.IN_REVIEW,
    (_S.RETURNED, _T.SUBMIT): _S.IN_REVIEW,
    (_S.IN_REVIEW, _T.SEND_BACK): _S.RETURNED,
    (_S.IN_REVIEW, _T.PUBLISH): _S.PUBLISHED,
    (_S.PUBLISHED, _T.WITHDRAW): _S.WITHDRAWN,
    # What was written from an appeal of which few may know now.
    **{(state, _T.TAKE_AWAY): _S.WITHDRAWN for state in (_S.DRAFT, _S.RETURNED, _S.IN_REVIEW)},
}
OPEN = frozenset({_S.DRAFT, _S.RETURNED})
"""A version in one of these can still be written in."""


def validity(valid_from: date, valid_to: date | None, today: date) -> Validity:
    """Return how a span of days, both ends included, stands to today; no last day means until withdrawn."""
    if today < valid_from:
        return Validity.FUTURE
    if valid_to is None:
        return Validity.VALID
    if today > valid_to:
        return Validity.EXPIRED
    return Validity.EXPIRING if valid_to - today <= SOON else Validity.VALID


def may_be_read_out(valid_from: date, valid_to: date | None, today: date) -> bool:
    """Say whether an article may be offered to an operator today."""
    return validity(valid_from, valid_to, today) in (Validity.VALID, Validity.EXPIRING)


def after(state: VersionState, step: Step) -> VersionState | None:
    """Return the state to which a step leads; None where there is no such step."""
    return NEXT.get((state, step))


def look_due(looked_on: date | None, every_days: int) -> date | None:
    """Return the day by which an act is to be looked at again; None: never looked at, so at once."""
    return None if looked_on is None else looked_on + timedelta(days=every_days)
