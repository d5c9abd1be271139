"""What is asked for when a report is to be built."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from marshmallow import Schema, fields

from callcenter.core.errors import InvalidInput
from callcenter.core.wording import Sentence, say
from callcenter.web.forms import NAMED, WRONG, unacceptable
from reports.periods import Period, period_of
from reports.vocabulary import PeriodKind

FIRST_YEAR, LAST_YEAR = 2000, 2100
NO_DATE = say("Tarixi təqvimdən seçin və ya gg.aa.iiii kimi yazın.")
NO_PERIOD = say("Dövrün ilk və son gününü göstərin: son gün ilk gündən əvvəl ola bilməz.")


class PeriodField(fields.Field[PeriodKind]):
    """A kind of period, by its code."""

    def _deserialize(self, value: Any, attr: str | None, data: Any, **more: Any) -> PeriodKind:
        try:
            return PeriodKind(value)
        except ValueError:
            raise unacceptable(WRONG) from None


class Day(fields.Field[date]):
    """A day, as 2026-09-07 or 07.09.2026."""

    def _deserialize(self, value: Any, attr: str | None, data: Any, **more: Any) -> date:
        text = str(value).strip()
        parts = text.split(".")
        try:
            day = date.fromisoformat("-".join(reversed(parts)) if len(parts) == 3 else text)
        except ValueError:
            raise unacceptable(NO_DATE) from None
        if not FIRST_YEAR <= day.year <= LAST_YEAR:
            raise unacceptable(NO_DATE)
        return day


class BuildSchema(Schema):
    """The period of a report: its kind, and days for one that is not the last whole one."""

    period = PeriodField(required=True, error_messages=NAMED)
    first_day = Day(load_default=None)
    last_day = Day(load_default=None)


def asked_period(asked: Mapping[str, Any], today: date) -> Period:
    """Return the period that was asked for; InvalidInput when its days make none."""
    try:
        return period_of(asked["period"], today, first_day=asked["first_day"], last_day=asked["last_day"])
    except ValueError:
        missing: dict[str, Sentence] = {"first_day" if asked["first_day"] is None else "last_day": NO_PERIOD}
        raise InvalidInput(missing) from None
