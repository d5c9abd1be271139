"""Who approves whose text, and to whom a matter goes next: always up, never round, to an end."""

from collections.abc import Mapping
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from callcenter.directory.rank import Line, Person, approvers, head_of, line_above, may_approve, next_in_line

DEPARTMENT, SECTOR, APPARATUS = 1, 2, 3
SECTOR_HEAD, ADVISER, DEPARTMENT_HEAD, SPECIALIST, CHIEF = 191, 193, 171, 326, 136
chief = Person(10, APPARATUS, head=True, rank=CHIEF)
director = Person(11, DEPARTMENT, head=True, rank=DEPARTMENT_HEAD)
leader = Person(12, SECTOR, head=True, rank=SECTOR_HEAD)
adviser = Person(13, SECTOR, rank=ADVISER)
specialist = Person(14, SECTOR, rank=SPECIALIST)


def line_of(*people: Person, parents: Mapping[int, int | None] | None = None) -> Line:
    units = {DEPARTMENT: None, SECTOR: DEPARTMENT, APPARATUS: None} if parents is None else parents
    return Line({one.id: one for one in people}, units, APPARATUS)


MINISTRY = line_of(chief, director, leader, adviser, specialist)


def test_a_matter_goes_up_the_line_to_the_head_of_the_apparatus() -> None:
    assert line_above(MINISTRY, specialist) == (leader, director, chief)
    assert next_in_line(MINISTRY, adviser) == leader
    assert next_in_line(MINISTRY, director) == chief
    assert next_in_line(MINISTRY, chief) is None


def test_a_head_who_is_away_or_accused_is_passed_over() -> None:
    away = line_of(chief, director, replace(leader, away=True), adviser)
    assert next_in_line(away, adviser) == director
    assert next_in_line(MINISTRY, adviser, {leader.id}) == director
    assert next_in_line(MINISTRY, adviser, {leader.id, director.id, chief.id}) is None


def test_a_matter_never_goes_to_a_lower_position() -> None:
    demoted = line_of(chief, replace(director, rank=SPECIALIST), leader)
    assert next_in_line(demoted, leader) == chief


def test_where_no_rank_is_known_the_reporting_line_decides() -> None:
    nobody_ranked = line_of(*(replace(one, rank=None) for one in MINISTRY.people.values()))
    assert [one.id for one in line_above(nobody_ranked, adviser)] == [leader.id, director.id, chief.id]


def test_of_two_heads_of_a_unit_the_deputy_comes_first() -> None:
    deputy = Person(15, SECTOR, head=True, rank=ADVISER)
    two = line_of(chief, director, leader, deputy, specialist)
    assert line_above(two, specialist) == (deputy, leader, director, chief)
    assert line_above(two, leader) == (director, chief)


def test_the_head_of_the_unit_approves_and_nobody_the_own_text() -> None:
    assert may_approve(MINISTRY, leader, adviser, SECTOR)
    assert not may_approve(MINISTRY, leader, leader, SECTOR)
    assert not may_approve(MINISTRY, adviser, specialist, SECTOR)


def test_heads_above_approve_and_heads_beside_or_below_do_not() -> None:
    assert may_approve(MINISTRY, director, leader, SECTOR)
    assert may_approve(MINISTRY, chief, director, DEPARTMENT)
    assert not may_approve(MINISTRY, leader, director, DEPARTMENT)


def test_a_lower_position_does_not_approve_a_higher_ones_text() -> None:
    assert not may_approve(MINISTRY, leader, director, SECTOR)
    assert approvers(MINISTRY, director, SECTOR) == (chief,)


def test_a_head_whose_desk_approves_nothing_is_passed_over_for_approval_and_told_all_the_same() -> None:
    told = replace(leader, signs=False)
    line = line_of(chief, director, told, adviser)
    assert approvers(line, adviser, SECTOR) == (director, chief)
    assert next_in_line(line, adviser) == told


def test_another_systems_text_is_approved_by_the_head() -> None:
    assert approvers(MINISTRY, None, SECTOR) == (leader, director, chief)
    assert not may_approve(MINISTRY, adviser, None, SECTOR)


def test_the_heads_own_text_goes_to_the_next_above() -> None:
    assert approvers(MINISTRY, leader, SECTOR) == (director, chief)
    assert approvers(MINISTRY, director, DEPARTMENT) == (chief,)
    assert approvers(MINISTRY, chief, APPARATUS) == ()


@pytest.mark.parametrize(("barred", "answers"), [(set(), leader), ({12}, director), ({10, 11, 12}, None)])
def test_a_units_work_is_answered_for_by_its_head_or_the_next_above(
    barred: set[int], answers: Person | None
) -> None:
    assert head_of(MINISTRY, SECTOR, barred) == answers


@st.composite
def lines(draw: st.DrawFn) -> tuple[Line, Person, frozenset[int]]:
    """Any directory, also one whose units stand in a ring by mistake."""
    units = range(1, draw(st.integers(2, 6)) + 1)
    parents = {unit: draw(st.none() | st.sampled_from(units)) for unit in units}
    people = [
        Person(
            number,
            draw(st.sampled_from(units)),
            draw(st.booleans()),
            draw(st.none() | st.integers(1, 9)),
            draw(st.booleans()),
            draw(st.booleans()),
        )
        for number in range(1, draw(st.integers(1, 10)) + 1)
    ]
    barred = draw(st.frozensets(st.integers(1, 10)))
    apparatus = draw(st.none() | st.sampled_from(units))
    return Line({one.id: one for one in people}, parents, apparatus), people[0], barred


@given(lines())
def test_the_line_never_loops_never_goes_down_and_ends(case: tuple[Line, Person, frozenset[int]]) -> None:
    line, person, barred = case
    above = line_above(line, person, barred)
    assert person not in above
    assert len(set(above)) == len(above)
    assert all(one.head and not one.away and one.id not in barred for one in above)
    ranks = [one.rank for one in (person, *above) if one.rank is not None]
    assert ranks == sorted(ranks, reverse=True)
    units = list(line.units_from(person.unit_id))
    places = [units.index(one.unit_id) for one in above]
    assert places == sorted(places)


@given(lines())
def test_passing_a_matter_on_and_on_comes_to_an_end(case: tuple[Line, Person, frozenset[int]]) -> None:
    line, person, barred = case
    # A unit stands under one with a smaller number or none: no rings.
    orderly = replace(
        line,
        parents={unit: up if up is not None and up < unit else None for unit, up in line.parents.items()},
    )
    passed = [person]
    while (above := next_in_line(orderly, passed[-1], barred)) is not None:
        assert above not in passed
        passed.append(above)
    assert len(passed) <= len(line.people)


@given(lines())
def test_whoever_is_named_may_approve_and_never_wrote_it(case: tuple[Line, Person, frozenset[int]]) -> None:
    line, author, barred = case
    named = approvers(line, author, author.unit_id, barred)
    assert all(may_approve(line, one, author, author.unit_id) for one in named)
    assert author not in named
    assert not barred.intersection(one.id for one in named)
