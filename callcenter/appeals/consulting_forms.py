"""What is typed or sent when a unit is asked for advice and gives it."""

from collections.abc import Mapping
from typing import Any

from marshmallow import Schema, fields

from callcenter.web.forms import WRONG, LongText, Text, unacceptable

MOST_UNITS = 50


class UnitNames(fields.Field[tuple[str, ...]]):
    """Codes or names of units: a list, or the ticked boxes of a form (units.economy-network=1)."""

    def _deserialize(self, value: Any, attr: str | None, data: Any, **more: Any) -> tuple[str, ...]:
        names = list(value) if isinstance(value, Mapping | list) else [value]
        if len(names) > MOST_UNITS or not all(isinstance(name, str) and len(name) <= 400 for name in names):
            raise unacceptable(WRONG)
        return tuple(name.strip() for name in names if name.strip())


class ConsultSchema(Schema):
    """Which units are asked, by code or name, and what."""

    units = UnitNames(load_default=(), metadata={"type": "array", "items": {"type": "string"}})
    question = LongText(load_default="")


class AdviseSchema(Schema):
    """The advice, and for which unit where several of the asker's own were asked."""

    text = LongText(load_default="")
    unit = Text(load_default="")


class CallOffSchema(Schema):
    """Why it is no longer needed, if there is something to say."""

    reason = LongText(load_default="")
