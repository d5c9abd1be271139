"""What stands out of what was to be expected."""

from hypothesis import given
from hypothesis import strategies as st

from reports import trends
from reports.trends import Move

COUNTS = st.lists(st.integers(0, 500), min_size=3, max_size=7)


def test_a_tenfold_topic_is_a_surge() -> None:
    found = trends.signals({"licence": [2, 1, 3, 2, 2, 1, 2, 20], "wifi": [4, 6, 5, 5, 4, 6, 5, 7]}, known=7)
    assert [(one.key, one.direction) for one in found] == [("licence", "up")]


def test_a_few_more_than_usual_are_no_surge() -> None:
    assert trends.signals({"wifi": [0, 0, 1, 0, 0, 0, 1, 4]}, known=7) == []


def test_a_topic_never_met_before_is_new() -> None:
    found = trends.signals({"quota": [0, 0, 0, 0, 9]}, known=4)
    assert [(one.key, one.direction) for one in found] == [("quota", "new")]


def test_nothing_is_expected_after_two_periods() -> None:
    assert trends.signals({"wifi": [0, 0, 1, 1, 50]}, known=2) == []


def test_periods_before_the_first_appeal_are_no_history() -> None:
    assert trends.known_history([0, 0, 0, 12, 0, 9]) == 3
    assert trends.known_history([0, 0]) == 0


def test_the_strongest_signals_come_first() -> None:
    history = {"a": [5] * 7 + [30], "b": [5] * 7 + [60], "c": [5] * 7 + [40], "d": [5] * 7 + [50]}
    assert [one.key for one in trends.signals(history, known=7)] == ["b", "d", "c"]


def test_a_line_that_falls_silent_is_a_signal() -> None:
    found = trends.signal_of_total([90, 110, 100, 95, 105, 12], known=5)
    assert found is not None
    assert found.direction == "down"


@given(COUNTS)
def test_the_mean_of_the_earlier_periods_is_inside_the_expected_range(earlier: list[int]) -> None:
    found = trends.expected(earlier)
    assert found is not None
    assert 0 <= found.low <= found.mean <= found.high


@given(COUNTS, st.integers(0, 500))
def test_more_appeals_never_end_a_surge(earlier: list[int], value: int) -> None:
    if trends.signals({"a": [*earlier, value]}, known=7):
        assert trends.signals({"a": [*earlier, value + 1]}, known=7)


def test_what_rose_and_what_fell_most() -> None:
    rows = [Move("a", 9, 2), Move("b", 1, 9), Move("c", 5, 4), Move("d", 8, 5), Move("e", 2, 6)]
    risen, fallen = trends.moves(rows)
    assert [one.key for one in risen] == ["a", "d"]
    assert [one.key for one in fallen] == ["b", "e"]


def test_a_topic_of_three_appeals_that_nobody_asked_before_is_a_newcomer() -> None:
    assert trends.newcomers({"a": [0, 0, 0, 3], "b": [0, 0, 1, 3], "c": [0, 0, 0, 2]}, known=3) == ["a"]
