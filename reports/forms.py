"""What is asked for when a report is to be built."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from marshmallow import Schema

from callcenter.core.errors import InvalidInput
from callcenter.core.wording import Sentence, say
from callcenter.web.forms import Day, WordField
from reports.periods import Period, period_of
from reports.vocabulary import PeriodKind

NO_PERIOD = say("Dövrün ilk və son gününü göstərin: son gün ilk gündən əvvəl ola bilməz.")


class BuildSchema(Schema):
    """The period of a report: its kind, and days for one that is not the last whole one."""

    period = WordField(PeriodKind, required=True)
    first_day = Day(load_default=None)
    last_day = Day(load_default=None)


def asked_period(asked: Mapping[str, Any], today: date) -> Period:
    """Return the period that was asked for; InvalidInput when its days make none."""
    try:
        return period_of(asked["period"], today, first_day=asked["first_day"], last_day=asked["last_day"])
    except ValueError:
        missing: dict[str, Sentence] = {"first_day" if asked["first_day"] is None else "last_day": NO_PERIOD}
        raise InvalidInput(missing) from None
