"""How the API shows an appeal's invitation to a reception."""

from typing import Any

from sqlalchemy.orm import Session

from callcenter.appeals import reception_queries
from callcenter.appeals.models import Appeal
from callcenter.appeals.reception_models import Ending, Invitation

EXPECTED = "expected"


def newest_invitation(session: Session, appeal: Appeal) -> dict[str, Any] | None:
    """Return the last invitation of the applicant, None where there was none; who receives stands without the name.

    state is expected until it has an ending; obstacle says why nobody can be received at that time any more.
    """
    found = reception_queries.of_appeal(session, appeal)
    return _document(session, found[-1]) if found else None


def _document(session: Session, invitation: Invitation) -> dict[str, Any]:
    slot = invitation.slot
    live = reception_queries.is_live(invitation)
    obstacle = reception_queries.obstacle_met(session, invitation)
    return {
        "at": slot.starts_at.isoformat(),
        "minutes": slot.minutes,
        "place": slot.place,
        "urgent": slot.urgent,
        "official": {"position": slot.official.position, "unit": slot.official.unit.name},
        "state": EXPECTED if live else (invitation.ending or Ending.LAPSED).value,
        "obstacle": obstacle and obstacle.kind.value,
    }
