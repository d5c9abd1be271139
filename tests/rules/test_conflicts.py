"""Who may not examine an appeal, and who may not know of it, over any tree of units."""

from collections.abc import Mapping

from hypothesis import given
from hypothesis import strategies as st

from callcenter.appeals.conflicts import Accused, Desk, Seat, may_not_examine, may_not_know
from callcenter.directory.rank import upwards
from tests.clauses import clause

Parents = Mapping[int, int | None]


@st.composite
def trees(draw: st.DrawFn) -> dict[int, int | None]:
    """Units 1..n, each below an earlier one or at the top."""
    count = draw(st.integers(1, 9))
    return {
        unit: draw(st.none() | st.integers(1, unit - 1)) if unit > 1 else None for unit in range(1, count + 1)
    }


@st.composite
def cases(draw: st.DrawFn) -> tuple[Parents, Accused, int]:
    """A tree, somebody accused in it, and a unit."""
    parents = draw(trees())
    unit = st.sampled_from(sorted(parents))
    staff_unit = draw(st.none() | unit)
    accused = Accused(
        unit_id=draw(st.none() | unit),
        staff_id=None if staff_unit is None else 1,
        staff_unit_id=staff_unit,
        staff_heads=draw(st.booleans()),
    )
    return parents, accused, draw(unit)


def seat(parents: Parents, unit: int, desk: Desk = Desk.EXAMINES, staff_id: int = 2) -> Seat:
    return Seat(staff_id, frozenset(upwards(unit, parents)), desk)


@clause("003:3.0.9")
@given(cases())
def test_a_unit_below_one_that_may_not_examine_may_not_either(case: tuple[Parents, Accused, int]) -> None:
    parents, accused, unit = case
    above = parents[unit]
    if above is not None and may_not_examine(above, accused, parents):
        assert may_not_examine(unit, accused, parents)


@clause("003:3.0.9")
@given(cases())
def test_the_accused_unit_and_the_officials_own_never_examine(case: tuple[Parents, Accused, int]) -> None:
    parents, accused, _ = case
    for unit in (accused.unit_id, accused.staff_unit_id):
        assert unit is None or may_not_examine(unit, accused, parents)


@clause("002:5.4.7")
@given(cases())
def test_who_sits_in_a_unit_that_may_not_examine_may_not_know(case: tuple[Parents, Accused, int]) -> None:
    parents, accused, unit = case
    assert may_not_know(seat(parents, unit), accused) == may_not_examine(unit, accused, parents)


@clause("002:5.4.7")
@given(cases(), st.sampled_from(Desk))
def test_the_accused_themself_never_knows_whatever_the_desk(
    case: tuple[Parents, Accused, int], desk: Desk
) -> None:
    parents, accused, unit = case
    if accused.staff_id is not None:
        assert may_not_know(seat(parents, unit, desk, staff_id=accused.staff_id), accused)


@clause("002:5.4.7")
@given(cases(), st.sampled_from(Desk))
def test_whom_the_accused_leads_never_knows(case: tuple[Parents, Accused, int], desk: Desk) -> None:
    parents, accused, unit = case
    if accused.staff_heads and accused.staff_unit_id in set(upwards(unit, parents)):
        assert may_not_know(seat(parents, unit, desk), accused)


@given(cases(), st.sampled_from(Desk))
def test_a_superior_unit_knows_and_so_does_everybody_of_another_branch(
    case: tuple[Parents, Accused, int], desk: Desk
) -> None:
    parents, accused, unit = case
    line = set(upwards(unit, parents))
    if not line & {accused.unit_id, accused.staff_unit_id}:
        assert not may_not_know(seat(parents, unit, desk), accused)


@given(trees())
def test_nobody_is_kept_from_an_appeal_that_accuses_nobody(parents: Parents) -> None:
    for unit in parents:
        assert not may_not_know(seat(parents, unit), Accused())
        assert not may_not_examine(unit, Accused(), parents)


def test_operators_take_in_a_complaint_of_their_own_unit_and_oversee_none() -> None:
    parents: Parents = {1: None}
    own = Accused(unit_id=1)
    assert not may_not_know(seat(parents, 1, Desk.TAKES_IN), own)
    assert may_not_know(seat(parents, 1, Desk.OVERSEES), own)


def test_a_complaint_of_a_co_worker_is_overseen_but_not_examined_beside_them() -> None:
    parents: Parents = {1: None}
    co_worker = Accused(staff_id=1, staff_unit_id=1)
    assert not may_not_know(seat(parents, 1, Desk.OVERSEES), co_worker)
    assert may_not_know(seat(parents, 1, Desk.EXAMINES), co_worker)


def test_units_that_are_above_each_other_by_mistake_end() -> None:
    assert list(upwards(1, {1: 2, 2: 1})) == [1, 2]
