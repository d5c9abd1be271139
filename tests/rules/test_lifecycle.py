"""The table of the life of an appeal, walked at random."""

from itertools import pairwise
from random import Random

import pytest

from callcenter.appeals import lifecycle
from callcenter.appeals.lifecycle import BACK, NEXT, STOPPED, WAITING
from callcenter.appeals.vocabulary import Action, State
from callcenter.core.errors import Refused

RUNS = 10_000
STEPS = 24


def walk(chance: Random) -> list[State]:
    """Take steps at random, illegal ones too, and return the states that were passed."""
    passed = [State.REGISTERED]
    for _ in range(STEPS):
        state, before = passed[-1], lifecycle.settled(passed)
        action = chance.choice(list(Action) if chance.random() < 0.2 else lifecycle.offered(state))
        if (state, action) not in NEXT:
            with pytest.raises(Refused) as refused:
                lifecycle.after(state, action, before=before)
            assert refused.value.code == "wrong-state"
            continue
        passed.append(lifecycle.after(state, action, before=before))
        if NEXT[state, action] is BACK:
            assert passed[-1] == before
            assert passed[-1] not in WAITING | STOPPED
    return passed


def test_ten_thousand_lives_stay_in_the_table() -> None:
    chance = Random(50)
    seen: set[State] = set()
    for _ in range(RUNS):
        passed = walk(chance)
        assert passed[0] is State.REGISTERED
        # A closed appeal is opened again, or stays closed when it comes to light who may not know of it.
        for state, following in pairwise(passed):
            if state is State.CLOSED:
                assert following in {State.REOPENED, State.CLOSED}
        seen.update(passed)
    assert seen == set(State)


def test_every_open_state_can_still_come_to_an_end() -> None:
    for state in State:
        reached, todo = {state}, [state]
        while todo:
            now = todo.pop()
            for (before, _), after in NEXT.items():
                if before is now and isinstance(after, State) and after not in reached:
                    reached.add(after)
                    todo.append(after)
        # A waiting appeal is ended from where it goes back to.
        assert State.CLOSED in reached or state in WAITING, state


@pytest.mark.parametrize("state", sorted(lifecycle.STOPPED | {State.CLOSED}))
def test_what_has_stopped_is_not_examined(state: State) -> None:
    examined = {Action.ROUTE, Action.ASSIGN, Action.DRAFT, Action.APPROVE, Action.DELIVER, Action.CONSULT}
    assert not examined & set(lifecycle.offered(state))


def test_an_appeal_in_parts_is_answered_only_as_a_whole() -> None:
    offered = set(lifecycle.offered(State.SPLIT))
    assert Action.JOIN in offered
    assert not offered & {Action.ANSWER_ON_LINE, Action.ROUTE, Action.CLOSE, Action.FORWARD, Action.MERGE}
