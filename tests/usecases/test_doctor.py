"""What the doctor says of the working calendar: a year is asked for before its days are counted."""

from datetime import UTC, datetime

import pytest
import time_machine
from sqlalchemy.orm import Session

from callcenter.law import calendar_seed
from callcenter.upkeep import doctor

LAST = max(calendar_seed.YEARS)


@pytest.mark.parametrize(
    ("moment", "missing"),
    [
        (datetime(LAST, 11, 30, 19, 59, tzinfo=UTC), []),
        # In Baku it is December already.
        (datetime(LAST, 11, 30, 20, 0, tzinfo=UTC), [LAST + 1]),
        (datetime(LAST, 12, 31, 12, 0, tzinfo=UTC), [LAST + 1]),
        (datetime(LAST + 1, 1, 11, 8, 0, tzinfo=UTC), [LAST + 1]),
        (datetime(LAST + 1, 12, 11, 8, 0, tzinfo=UTC), [LAST + 1, LAST + 2]),
        (datetime(LAST - 1, 12, 11, 8, 0, tzinfo=UTC), []),
    ],
)
def test_from_december_on_the_calendar_of_the_next_year_is_asked_for_too(
    session: Session, moment: datetime, missing: list[int]
) -> None:
    with time_machine.travel(moment, tick=False):
        said = list(doctor._calendar(session))
    assert [one.values["year"] for one in said] == missing
