"""Who may stand in for whom: nobody twice away, nobody absent standing in, and no chain."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from callcenter.directory.rank import Line, Person, may_approve
from callcenter.directory.standing_in import Away, fault_of_shortening, faults_of, may_stand_in

TODAY = date(2026, 10, 13)
PARENTS = {1: None, 2: 1, 3: 1, 9: None}
DIRECTOR, LEADER, OTHER = (Person(unit * 10, unit, head=True, rank=unit) for unit in (1, 2, 3))
ADVISER, STRANGER = Person(21, 2, rank=5), Person(31, 3, rank=5)
LINE = Line({one.id: one for one in (DIRECTOR, LEADER, OTHER, ADVISER, STRANGER)}, PARENTS, 9)


def days(first: int, last: int, staff: int = 1, deputy: int | None = 2) -> Away:
    return Away(staff, TODAY + timedelta(days=first), TODAY + timedelta(days=last), deputy)


@pytest.mark.parametrize(
    ("new", "known", "field"),
    [
        (days(3, 1), [], "last_on"),
        (days(-5, -1), [], "last_on"),
        (days(0, 5, deputy=1), [], "deputy"),
        (days(0, 5), [days(5, 9, deputy=3)], "first_on"),
        (days(0, 5), [days(4, 9, staff=2, deputy=None)], "deputy"),
        (days(0, 5), [days(2, 3, staff=4, deputy=1)], "staff"),
    ],
)
def test_what_speaks_against_an_absence_stands_by_its_field(new: Away, known: list[Away], field: str) -> None:
    assert set(faults_of(new, known, TODAY)) == {field}


def test_absences_that_only_follow_each_other_do_not_disturb() -> None:
    known = [days(6, 9), days(6, 9, staff=2, deputy=3), days(-9, -1, staff=4, deputy=1)]
    assert faults_of(days(0, 5), known, TODAY) == {}


@pytest.mark.parametrize(
    ("person", "deputy", "fits"),
    [
        (ADVISER, LEADER, True),
        (LEADER, ADVISER, True),
        (ADVISER, DIRECTOR, True),
        (LEADER, OTHER, True),
        (ADVISER, OTHER, False),
        (ADVISER, STRANGER, False),
        (LEADER, STRANGER, False),
    ],
)
def test_a_deputy_is_of_the_unit_or_a_head(person: Person, deputy: Person, fits: bool) -> None:
    assert may_stand_in(LINE, person, deputy) is fits


people = st.integers(1, 5)
entered = st.lists(
    st.builds(days, st.integers(0, 20), st.integers(0, 20), staff=people, deputy=st.none() | people),
    max_size=20,
)


@given(wanted=entered)
def test_whatever_is_entered_no_deputy_is_ever_absent_and_nobody_is_absent_twice(wanted: list[Away]) -> None:
    kept: list[Away] = []
    for new in wanted:
        if not faults_of(new, kept, TODAY):
            kept.append(new)
    for day in (TODAY + timedelta(days=ahead) for ahead in range(22)):
        away = [one for one in kept if one.first_on <= day <= one.last_on]
        absent = [one.staff_id for one in away]
        assert len(absent) == len(set(absent))
        assert not set(absent) & {one.deputy_id for one in away}


@pytest.mark.parametrize(("wanted", "good"), [(-2, False), (-1, True), (3, True), (5, False), (9, False)])
def test_an_absence_is_shortened_to_a_day_that_has_not_long_passed(wanted: int, good: bool) -> None:
    first, last = TODAY - timedelta(days=5), TODAY + timedelta(days=5)
    fault = fault_of_shortening(first, last, TODAY + timedelta(days=wanted), TODAY)
    assert (fault is None) is good


def test_who_stands_in_for_a_head_counts_as_that_head_but_approves_neither_the_own_text_nor_the_heads() -> (
    None
):
    place = Person(ADVISER.id, 2, head=True, rank=LEADER.rank, stands_for=LEADER.id)
    higher = Person(22, 2, rank=3)
    assert may_approve(LINE, place, higher, 2)
    assert not may_approve(LINE, place, ADVISER, 2)
    assert not may_approve(LINE, place, LEADER, 2)
