"""A call as it follows from the exchange's messages: their order and their repetition do not matter."""

from datetime import UTC, datetime, timedelta
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from callcenter.calls.course import Told, course_of, number_in
from callcenter.calls.vocabulary import CallOutcome, Direction, Ending, Event, Line

AT = datetime(2026, 10, 13, 6, 0, tzinfo=UTC)
RINGS = Told(Event.RINGING, AT, number="0502124487", line=Line.HOTLINE)
ANSWERED = Told(Event.ANSWERED, AT + timedelta(seconds=12), operator="operator")
ENDED = Told(Event.ENDED, AT + timedelta(seconds=112), recording="rec-1", notice_given=True)

moments = st.integers(-86_400, 86_400).map(lambda seconds: AT + timedelta(seconds=seconds))
texts = st.none() | st.sampled_from(["a", "b", "operator", "+994502124487"])
messages = st.builds(
    Told,
    event=st.sampled_from(Event),
    at=moments,
    direction=st.none() | st.sampled_from(Direction),
    number=texts,
    line=st.none() | st.sampled_from(Line),
    line_name=texts,
    operator=texts,
    recording=texts,
    notice_given=st.none() | st.booleans(),
    ending=st.none() | st.sampled_from(Ending),
)


@given(told=st.lists(messages, min_size=1, max_size=8), chance=st.randoms(use_true_random=False))
def test_in_any_order_and_told_twice_it_is_the_same_call(told: list[Told], chance: Random) -> None:
    mixed = [*told, *chance.choices(told, k=3)]
    chance.shuffle(mixed)
    assert course_of(mixed) == course_of(told)


@given(told=st.lists(messages, min_size=1, max_size=8), in_hours=st.booleans())
def test_no_figure_is_negative_and_only_a_ringing_call_has_no_outcome(
    told: list[Told], in_hours: bool
) -> None:
    course = course_of(told)
    assert course.wait_seconds >= 0
    assert course.talk_seconds >= 0
    outcome = course.outcome(in_hours=in_hours)
    assert (outcome is None) == (course.answered_at is None and course.ended_at is None)
    assert (outcome is CallOutcome.ANSWERED) == (course.answered_at is not None)


def test_a_call_has_its_wait_and_its_talk() -> None:
    course = course_of([ENDED, RINGS, ANSWERED])
    assert (course.wait_seconds, course.talk_seconds) == (12, 100)
    assert (course.number, course.operator, course.recording) == ("0502124487", "operator", "rec-1")
    assert course.notice_given is True


def test_who_answers_is_the_operator_whoever_it_rang_at_before() -> None:
    first = Told(Event.RINGING, AT, operator="colleague")
    assert course_of([ANSWERED, first]).operator == "operator"


@pytest.mark.parametrize(
    ("ending", "in_hours", "outcome"),
    [
        (None, True, CallOutcome.MISSED),
        (Ending.NO_ANSWER, True, CallOutcome.MISSED),
        (Ending.CALLER_LEFT, True, CallOutcome.ABANDONED),
        (Ending.CALLER_LEFT, False, CallOutcome.OUT_OF_HOURS),
        (Ending.VOICEMAIL, False, CallOutcome.VOICEMAIL),
    ],
)
def test_a_call_that_nobody_answered_is_lost_in_one_way(
    ending: Ending | None, in_hours: bool, outcome: CallOutcome
) -> None:
    end = Told(Event.ENDED, AT + timedelta(seconds=40), ending=ending)
    course = course_of([RINGS, end])
    assert course.outcome(in_hours=in_hours) is outcome
    assert course.wait_seconds == 40


def test_an_exchange_whose_clock_jumped_gives_no_negative_wait() -> None:
    early = Told(Event.ANSWERED, AT - timedelta(seconds=5))
    assert course_of([RINGS, early]).wait_seconds == 0


@pytest.mark.parametrize(
    ("sent", "number"),
    [
        ("+994 50 212 44 87", "+994 50 212 44 87"),
        ("sip:+994502124487@10.0.0.1;user=phone", "+994502124487"),
        ("tel:+994502124487", "+994502124487"),
        ('"Aytən" <sip:0502124487@pbx>', "0502124487"),
        ("anonymous", None),
        ("sip:anonymous@anonymous.invalid", None),
        ("Restricted", None),
        ("", None),
        (None, None),
    ],
)
def test_a_number_is_found_in_whatever_an_exchange_sends(sent: str | None, number: str | None) -> None:
    assert number_in(sent) == number
