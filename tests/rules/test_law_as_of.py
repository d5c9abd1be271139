"""The law as it was known at a moment: whatever was changed since is as if it had not been."""

from datetime import UTC, date, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from callcenter.law import parameters as limits
from callcenter.law.as_of import law_as_of
from callcenter.law.calendar_seed import seed_marks
from callcenter.law.changes import Change, DayChange, LimitChange
from callcenter.law.parameters import LegalParameters
from callcenter.law.working_days import WorkingCalendar

BEGIN = datetime(2026, 1, 5, 8, 0, tzinfo=UTC)
SHIPPED = WorkingCalendar.of(seed_marks()), LegalParameters.of(limits.SEED)
# A holiday, a day like any other and a weekend: each may be changed many times.
DAYS = (date(2026, 3, 20), date(2026, 6, 2), date(2026, 6, 6))

changes = st.one_of(
    st.builds(
        DayChange, st.sampled_from(DAYS), st.booleans(), st.just("gün"), st.just("swap"), st.just("qərar")
    ),
    st.builds(
        LimitChange,
        st.sampled_from(("appeal.limit", "info.limit")),
        st.integers(1, 40),
        st.dates(date(2026, 1, 1), date(2026, 12, 31)),
        st.just("akt"),
        st.just("1.1"),
        st.just("V"),
        st.booleans(),
    ),
)


@given(st.lists(changes, max_size=8), st.integers(-1, 8))
def test_it_is_what_the_changes_until_then_made_of_what_was_shipped(made: list[Change], hours: int) -> None:
    confirmed = [(change, BEGIN + timedelta(hours=place)) for place, change in enumerate(made)]
    then = now = SHIPPED
    for place, change in enumerate(made):
        now = change.applied(*now)
        if place <= hours:
            then = change.applied(*then)

    calendar, parameters = law_as_of(now, confirmed, BEGIN + timedelta(hours=hours))
    assert dict(calendar.marks) == dict(then[0].marks)
    assert set(parameters.rows) == set(then[1].rows)
    assert parameters.for_open == then[1].for_open
