"""Who read an appeal that is for few eyes: the trail knows it, once a minute for each reader.

Whatever shows the text, the answer or a file of an appeal calls note_read; lists show nothing of such an appeal.
"""

from datetime import datetime, timedelta

from callcenter.appeals.models import Appeal
from callcenter.core import trail
from callcenter.directory.actors import Actor
from callcenter.web.database import reading, transaction

AGAIN_AFTER = timedelta(minutes=1)


def note_read(appeal: Appeal, by: Actor, *, now: datetime) -> None:
    """Record that the actor read the appeal, in a short transaction of its own; nothing for an ordinary appeal.

    Called when no other transaction of the request is open.
    """
    if not appeal.confidential:
        return
    with reading() as session:
        since = now - AGAIN_AFTER
        if trail.recorded_since(
            session,
            "appeal.read",
            since,
            user_id=by.user_id,
            api_key_id=by.api_key_id,
            about=appeal.number,
        ):
            return
    with transaction() as session:
        trail.record(
            session,
            "appeal.read",
            now=now,
            user_id=by.user_id,
            api_key_id=by.api_key_id,
            about=appeal.number,
            level=appeal.level.value,
        )
