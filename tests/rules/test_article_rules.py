"""When an article may be read to a caller, and how a version goes its way."""

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from knowledge_base.articles import validity
from knowledge_base.articles.validity import NEXT, OPEN, SOON, after, look_due, may_be_read_out
from knowledge_base.articles.vocabulary import Step, Validity, VersionState

DAYS = st.dates(date(2020, 1, 1), date(2035, 12, 31))


@given(first=DAYS, length=st.none() | st.integers(0, 900), today=DAYS)
def test_an_article_is_read_out_on_each_of_its_days_and_on_no_other(
    first: date, length: int | None, today: date
) -> None:
    last = None if length is None else first + timedelta(days=length)
    assert may_be_read_out(first, last, today) == (first <= today and (last is None or today <= last))


@given(first=DAYS, length=st.integers(0, 900))
def test_an_article_goes_from_future_to_expired_and_never_back(first: date, length: int) -> None:
    order = list(Validity)
    last = first + timedelta(days=length)
    days = [first + timedelta(days=offset) for offset in range(-2, length + 3)]
    stages = [order.index(validity.validity(first, last, day)) for day in days]
    assert stages == sorted(stages)
    assert (stages[0], stages[-1]) == (order.index(Validity.FUTURE), order.index(Validity.EXPIRED))


def test_the_last_two_weeks_are_named_as_such() -> None:
    first, last = date(2026, 1, 1), date(2026, 12, 31)
    assert validity.validity(first, last, last - SOON - timedelta(days=1)) is Validity.VALID
    assert validity.validity(first, last, last - SOON) is Validity.EXPIRING
    assert validity.validity(first, last, last) is Validity.EXPIRING
    assert validity.validity(first, None, date(2099, 1, 1)) is Validity.VALID


@given(steps=st.lists(st.sampled_from(Step), max_size=12))
def test_nothing_is_published_that_was_not_in_review_and_what_is_withdrawn_stays_so(
    steps: list[Step],
) -> None:
    state, before = VersionState.DRAFT, VersionState.DRAFT
    for step in steps:
        reached = after(state, step)
        if reached is not None:
            before, state = state, reached
    assert state is not VersionState.PUBLISHED or before is VersionState.IN_REVIEW
    if state is VersionState.WITHDRAWN:
        assert all(after(state, step) is None for step in Step)


def test_every_state_is_reached_and_only_open_versions_can_be_sent_for_review() -> None:
    assert {VersionState.DRAFT, *NEXT.values()} == set(VersionState)
    assert {state for state, step in NEXT if step is Step.SUBMIT} == OPEN


def test_an_act_that_nobody_looked_at_is_due_at_once() -> None:
    assert look_due(None, 30) is None
    assert look_due(date(2026, 1, 1), 30) == date(2026, 1, 31)
