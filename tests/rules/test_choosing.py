"""Whom a rule of choice gives the next appeal: in turn, or by load, and never somebody absent."""

from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from callcenter.appeals.choosing import RULES, Candidate, Nearness, by_turn, least_loaded
from tests.clauses import clause

START = datetime(2026, 10, 1, 8, 0, tzinfo=UTC)


def at(hours: int) -> datetime:
    return START + timedelta(hours=hours)


candidates = st.lists(
    st.builds(
        Candidate,
        id=st.integers(1, 60),
        load=st.integers(0, 9),
        last_at=st.none() | st.integers(0, 200).map(at),
        absent=st.booleans(),
        nearness=st.sampled_from(Nearness),
    ),
    max_size=12,
    unique_by=lambda one: one.id,
)


@clause("002:5.4.2")
def test_the_turn_is_whose_last_appeal_is_the_longest_ago() -> None:
    people = [Candidate(1, 0, at(5)), Candidate(2, 9, at(1)), Candidate(3, 0, at(9))]
    chosen = by_turn(people)
    assert chosen is not None
    assert chosen.id == 2


def test_who_never_had_an_appeal_is_first_in_turn() -> None:
    chosen = by_turn([Candidate(1, 0, at(0)), Candidate(2, 3)])
    assert chosen is not None
    assert chosen.id == 2


@clause("002:5.4.2")
def test_of_equally_loaded_people_it_is_whose_turn_it_is() -> None:
    people = [Candidate(1, 2, at(1)), Candidate(2, 1, at(9)), Candidate(3, 1, at(3))]
    chosen = least_loaded(people)
    assert chosen is not None
    assert chosen.id == 3


def test_heads_get_work_only_where_nobody_else_is_there() -> None:
    head = Candidate(1, 0, nearness=Nearness.HEADS)
    below = Candidate(2, 8, at(9), nearness=Nearness.PEOPLE_BELOW)
    away = Candidate(3, 0, absent=True)
    assert by_turn([head, below, away]) is below
    assert by_turn([head, away]) is head


@given(people=candidates)
def test_nobody_absent_is_ever_chosen_and_somebody_is_whenever_one_is_there(people: list[Candidate]) -> None:
    there = [one for one in people if not one.absent]
    for choose in RULES.values():
        chosen = choose(people)
        assert (chosen is None) == (not there)
        assert chosen is None or chosen in there


@given(people=candidates)
def test_the_choice_does_not_hang_on_the_order_of_the_list(people: list[Candidate]) -> None:
    for choose in RULES.values():
        assert choose(people) == choose(list(reversed(people)))


@given(people=candidates)
def test_nobody_as_near_has_less_to_do_than_the_least_loaded(people: list[Candidate]) -> None:
    chosen = least_loaded(people)
    if chosen is not None:
        peers = [one for one in people if not one.absent and one.nearness is chosen.nearness]
        assert chosen.load == min(one.load for one in peers)
        assert chosen.nearness == min(one.nearness for one in people if not one.absent)


@given(count=st.integers(1, 6), rounds=st.integers(1, 4))
def test_taking_turns_gives_everybody_the_same_number_of_appeals(count: int, rounds: int) -> None:
    people = {number: Candidate(number, 0) for number in range(count)}
    given_to = dict.fromkeys(people, 0)
    for hour in range(count * rounds):
        chosen = by_turn(people.values())
        assert chosen is not None
        people[chosen.id] = Candidate(chosen.id, chosen.load + 1, at(hour))
        given_to[chosen.id] += 1
    assert set(given_to.values()) == {rounds}
