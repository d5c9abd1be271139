"""Act: say of a card or an article whether it still holds after its clause changed."""

from datetime import datetime

from sqlalchemy.orm import Session

from callcenter.accounts.models import User
from callcenter.core.errors import InvalidInput, NotFound, Refused
from callcenter.core.wording import say
from knowledge_base.vocabulary import Recheck
from knowledge_base.wording_models import ClauseRecheck


def settle(
    session: Session, recheck: int, standing: Recheck, *, by: User, now: datetime, note: str = ""
) -> ClauseRecheck:
    """Note what an editor found: the card still holds, or it has to be (or was) changed.

    The card itself is changed by its own acts, never by this one. Refused (already-rechecked) when somebody
    said so before; NotFound (unknown-recheck) when there is nothing of this number to look at.
    """
    asked = session.get(ClauseRecheck, recheck, with_for_update=True)
    if asked is None:
        raise NotFound("unknown-recheck", say("Yoxlanmalı belə kart yoxdur."))
    if asked.standing is not Recheck.OPEN:
        raise Refused(
            "already-rechecked", say("Bu kart artıq yoxlanılıb: «%(standing)s».", standing=asked.standing)
        )
    if standing is Recheck.OPEN:
        raise InvalidInput({"standing": say("Kartın qüvvədə qalıb-qalmadığını seçin.")})

    asked.standing, asked.by, asked.at, asked.note = standing, by, now, note or None
    session.flush()
    return asked
