"""How often an appeal may come back, and when only a binding decision routes it."""

from hypothesis import given
from hypothesis import strategies as st

from callcenter.appeals.returns import MOST_RETURNS, Step, awaits_decision, is_bound, times_returned
from callcenter.appeals.vocabulary import Action, State
from tests.clauses import clause

TO, BACK, DECIDED = Step(Action.ROUTE), Step(Action.SEND_BACK), Step(Action.ROUTE, binding=True)
steps = st.lists(
    st.sampled_from([TO, BACK, DECIDED, Step(Action.ACCEPT), Step(Action.ASSIGN), Step(Action.REOPEN)])
)


@clause("002:5.4.2")
def test_the_third_return_needs_a_decision_and_the_second_does_not() -> None:
    assert not awaits_decision(State.RETURNED, [TO, BACK, TO, BACK])
    assert awaits_decision(State.RETURNED, [TO, BACK] * 3)


def test_what_was_decided_binds_until_it_is_decided_anew() -> None:
    course = [*[TO, BACK] * 3, DECIDED]
    assert is_bound(course)
    assert awaits_decision(State.ROUTED, course)
    assert not is_bound([*course, Step(Action.REOPEN)])


def test_a_reopened_appeal_is_counted_from_the_beginning() -> None:
    course = [*[TO, BACK] * 3, DECIDED, Step(Action.CLOSE), Step(Action.REOPEN), TO, BACK]
    assert times_returned(course) == 1
    assert not awaits_decision(State.RETURNED, course)


@given(course=steps)
def test_a_returned_appeal_waits_for_a_decision_exactly_after_so_many_returns_or_a_decision(
    course: list[Step],
) -> None:
    often = times_returned(course) >= MOST_RETURNS
    assert awaits_decision(State.RETURNED, course) == (often or is_bound(course))
    assert awaits_decision(State.ROUTED, course) == is_bound(course)


@given(course=steps, more=st.sampled_from([Action.ACCEPT, Action.ASSIGN, Action.NOTE]))
def test_unit_work_never_unbinds(course: list[Step], more: Action) -> None:
    assert is_bound([*course, Step(more)]) == is_bound(course)
