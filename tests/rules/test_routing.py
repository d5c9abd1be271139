"""From ranked competences to advice, and when an appeal may go without a click."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from callcenter.appeals.routing import Circumstances, Policy, Ranked, advise, goes_by_itself
from callcenter.appeals.vocabulary import Decision

BEST = Ranked("Şəbəkə", home=True, answers_callers=False, confidence=0.97)
NEXT = Ranked("Proqram", home=True, answers_callers=False, confidence=0.02)
PLAIN = Circumstances(confidential=False, accuses=False, kind_confirmed=True, kind_confidence=0.3)
OPEN = Policy(auto_route_from=0.95)


@pytest.mark.parametrize(
    ("ranked", "strange", "concerned", "said"),
    [
        ([], 0.0, 1, Decision.ASK),
        ([BEST, NEXT], 0.6, 1, Decision.ASK),
        ([BEST, NEXT], 0.1, 1, Decision.ROUTE),
        ([BEST, NEXT], 0.1, 2, Decision.SEVERAL),
        ([replace(BEST, home=False)], 0.1, 1, Decision.FORWARD_OUT),
        ([replace(BEST, answers_callers=True)], 0.1, 1, Decision.ANSWER),
        ([replace(BEST, confidence=0.4), replace(NEXT, confidence=0.38)], 0.1, 1, Decision.SEVERAL),
        ([replace(BEST, confidence=0.4), NEXT], 0.1, 1, Decision.ASK),
    ],
)
def test_the_advice(ranked: list[Ranked], strange: float, concerned: int, said: Decision) -> None:
    assert advise(ranked, strange, concerned=concerned) is said


def test_a_unit_of_which_the_ministry_wants_to_be_surer_is_asked_about() -> None:
    assert advise([BEST, NEXT], 0.1, Policy(ask_below=0.98)) is Decision.ASK
    assert advise([BEST, NEXT], 0.1, Policy(not_ours_from=0.05)) is Decision.ASK


def test_nothing_goes_by_itself_unless_the_ministry_switched_it_on() -> None:
    assert not goes_by_itself(Decision.ROUTE, BEST, Policy(), PLAIN)
    assert goes_by_itself(Decision.ROUTE, BEST, OPEN, PLAIN)


@pytest.mark.parametrize(
    "but",
    [
        {"confidential": True},
        {"accuses": True},
        {"kind_confirmed": False},
    ],
)
def test_guarded_or_doubtful_appeals_wait_for_a_person(but: dict[str, bool]) -> None:
    assert not goes_by_itself(Decision.ROUTE, BEST, OPEN, replace(PLAIN, **but))


def test_a_kind_that_is_nearly_certain_is_as_good_as_confirmed() -> None:
    guessed = replace(PLAIN, kind_confirmed=False, kind_confidence=0.9)
    assert goes_by_itself(Decision.ROUTE, BEST, OPEN, guessed)


@given(
    st.sampled_from(Decision),
    st.floats(0, 1),
    st.booleans(),
    st.one_of(st.none(), st.floats(0, 1)),
    st.builds(Circumstances, st.booleans(), st.booleans(), st.booleans(), st.floats(0, 1)),
)
def test_what_goes_by_itself_is_advised_home_allowed_and_surer_than_the_threshold(
    decision: Decision, confidence: float, home: bool, least: float | None, of: Circumstances
) -> None:
    best = replace(BEST, confidence=confidence, home=home)
    if goes_by_itself(decision, best, Policy(auto_route_from=least), of):
        assert decision is Decision.ROUTE
        assert home
        assert least is not None
        assert confidence >= least
        assert not of.confidential
        assert not of.accuses
