"""What is typed or sent about receptions: the timetable's pattern, the invitation, the result."""

import re
from datetime import date, time
from typing import Any

from marshmallow import Schema, fields, post_load, validate

from callcenter.appeals.reception import UrgentTime
from callcenter.appeals.reception_setting import TimetableDraft
from callcenter.appeals.reception_timetable import Pattern
from callcenter.core.wording import say
from callcenter.web.forms import FIRST_YEAR, LAST_YEAR, NAMED, WRONG, Day, LongText, Text, unacceptable

_TIME = re.compile(r"(\d{1,2})[:.](\d{2})(:\d{2})?", re.ASCII)
_MONTH = re.compile(r"(\d{4})-(\d{2})", re.ASCII)
WEEKDAYS = tuple(range(7))


class TimeOfDay(fields.Field[time]):
    """A time of day, 14:30."""

    def __init__(self, **more: Any) -> None:
        super().__init__(error_messages=NAMED, **more)

    def _deserialize(self, value: Any, attr: str | None, data: Any, **more: Any) -> time:
        found = _TIME.fullmatch(str(value).strip())
        if found is None or int(found[1]) > 23 or int(found[2]) > 59:
            raise unacceptable(say("Saatı belə yazın: 14:30."))
        return time(int(found[1]), int(found[2]))


class Month(fields.Field[date]):
    """A month, 2026-10; its first day."""

    def __init__(self, **more: Any) -> None:
        super().__init__(error_messages=NAMED, **more)

    def _deserialize(self, value: Any, attr: str | None, data: Any, **more: Any) -> date:
        found = _MONTH.fullmatch(str(value).strip())
        if found is None or not 1 <= int(found[2]) <= 12 or not FIRST_YEAR <= int(found[1]) <= LAST_YEAR:
            raise unacceptable(say("Ayı belə yazın: 2026-10."))
        return date(int(found[1]), int(found[2]), 1)


class Weekdays(fields.Field[frozenset[int]]):
    """Days of the week, 0 is Monday: the ticked boxes of a form (weekdays.3=1)."""

    def _deserialize(self, value: Any, attr: str | None, data: Any, **more: Any) -> frozenset[int]:
        names = value if isinstance(value, dict | list) else [value]
        days = {str(name) for name in names}
        if not days <= {str(day) for day in WEEKDAYS}:
            raise unacceptable(WRONG)
        return frozenset(map(int, days))


class Minutes(fields.Integer):
    """A number of minutes."""

    def __init__(self, **more: Any) -> None:
        wrong = say("Dəqiqələri ədədlə yazın.")
        messages: dict[str, Any] = {**NAMED, "invalid": wrong, "too_large": wrong}
        super().__init__(error_messages=messages, **more)


class TimetableSchema(Schema):
    """A weekly pattern for a month of an official's."""

    official = fields.Integer(required=True, validate=validate.Range(1, 2**31 - 1), error_messages=NAMED)
    month = Month(required=True)
    weekdays = Weekdays(load_default=frozenset())
    first = TimeOfDay(required=True)
    until = TimeOfDay(required=True)
    minutes = Minutes(required=True)
    place = Text(required=True)

    @post_load
    def _draft(self, data: dict[str, Any], **_: Any) -> TimetableDraft:
        pattern = Pattern(data["weekdays"], data["first"], data["until"], data["minutes"])
        return TimetableDraft(data["official"], data["month"], pattern, data["place"])


class UrgentSchema(Schema):
    """A time outside of the timetable; the official by id or full name."""

    official = Text(load_default="")
    day = Day(load_default=None)
    at = TimeOfDay(load_default=None)
    minutes = Minutes(load_default=30, validate=validate.Range(5, 240))
    place = Text(load_default="")
    outside = fields.Boolean(
        load_default=False, metadata={"description": "It is known that this is outside of working hours."}
    )

    @post_load
    def _draft(self, data: dict[str, Any], **_: Any) -> UrgentTime:
        return UrgentTime(**data)


class InviteSchema(Schema):
    """A free time of the timetable, or an urgent one with the reason."""

    slot = fields.Integer(load_default=None, allow_none=True, validate=validate.Range(1, 2**31 - 1))
    urgent = fields.Nested(UrgentSchema, load_default=None)
    reason = LongText(load_default="")


class ReceiveSchema(Schema):
    """What was said, and whether it was answered orally with the applicant's agreement."""

    said = LongText(load_default="")
    answered = fields.Boolean(load_default=False)
