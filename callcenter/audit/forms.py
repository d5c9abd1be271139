"""What the trail is narrowed to."""

from typing import Any

from marshmallow import Schema, fields, post_load

from callcenter.audit.queries import Wanted
from callcenter.web.forms import WRONG, Day, Text, unacceptable


class TrailSchema(Schema):
    """Kind, person, number, and the days; cursor is where the page starts."""

    what = Text(limit=120, load_default="")
    user = fields.Integer(load_default=None)
    about = Text(limit=120, load_default="")
    first = Day(load_default=None)
    last = Day(load_default=None)
    cursor = Text(load_default=None)

    @post_load
    def _wanted(self, data: dict[str, Any], **_: Any) -> tuple[Wanted, str | None]:
        cursor, user = data.pop("cursor"), data.pop("user")
        if user is not None and not 0 < user < 2**31:
            raise unacceptable(WRONG)
        return Wanted(user_id=user, **data), cursor
