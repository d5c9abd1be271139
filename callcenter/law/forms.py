"""What is typed when a day or a limit is to be changed."""

from typing import Any

from marshmallow import Schema, fields, post_load

from callcenter.core.wording import say
from callcenter.law.changes import DayChange, LimitChange
from callcenter.law.parameters import Certainty
from callcenter.law.working_days import DayKind
from callcenter.web.forms import NAMED, Day, OneOf, Text, unacceptable

NO_NUMBER = say("Tam ədəd yazın.")


class Whole(fields.Field[int]):
    """A whole number of up to six figures."""

    def _deserialize(self, value: Any, attr: str | None, data: Any, **more: Any) -> int:
        text = str(value).strip()
        if not text.isascii() or not text.isdigit() or len(text) > 6:
            raise unacceptable(NO_NUMBER)
        return int(text)


class DaySchema(Schema):
    """A day as it is to be, and why."""

    day = Day(required=True)
    working = OneOf("yes", "no", required=True)
    name = Text(required=True, limit=200)
    kind = OneOf(*DayKind, required=True)
    source = Text(required=True, limit=300)
    reason = Text(required=True, limit=1000)

    @post_load
    def _change(self, data: dict[str, Any], **more: Any) -> tuple[DayChange, str]:
        reason = data.pop("reason")
        return DayChange(**{**data, "working": data["working"] == "yes"}), reason


class LimitSchema(Schema):
    """A limit as it is to be from a day on, and why."""

    key = Text(required=True, limit=120)
    value = Whole(required=True, error_messages=NAMED)
    valid_from = Day(required=True)
    act = Text(required=True, limit=300)
    clause = Text(required=True, limit=100)
    certainty = OneOf(*Certainty, required=True)
    applies_to_open = fields.Boolean(load_default=False)
    reason = Text(required=True, limit=1000)

    @post_load
    def _change(self, data: dict[str, Any], **more: Any) -> tuple[LimitChange, str]:
        reason = data.pop("reason")
        return LimitChange(**data), reason
