"""What the API tells of the letters to the Head of the Apparatus."""

from typing import Any

from sqlalchemy.orm import Session

from callcenter.appeals import referral_queries
from callcenter.appeals.models import Appeal
from callcenter.appeals.referral_models import Referral


def letters(session: Session, appeal: Appeal) -> list[dict[str, Any]]:
    """Return every letter about the appeal in the order of sending: when, what became of it, and its results."""
    return [_letter(one) for one in referral_queries.of_appeal(session, appeal)]


def _letter(referral: Referral) -> dict[str, Any]:
    ended = referral.reported_at
    return {
        "letter": referral.letter,
        "sent_at": referral.sent_at.isoformat(),
        "due": referral.due_on.isoformat(),
        "state": referral.standing.value,
        "ended_at": ended and ended.isoformat(),
        "result": referral.result or None,
        "late_results": [
            {"at": event.at.isoformat(), "result": event.reason}
            for event in referral_queries.late_results(referral)
        ],
    }
