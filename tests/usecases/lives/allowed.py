"""Which steps a move may bring: of the appeal it was about, and of others."""

from collections.abc import Mapping

from callcenter.appeals.guarding import answered_together
from callcenter.appeals.models import Appeal
from callcenter.appeals.vocabulary import Action

# Steps that follow by themselves those that this one brings: parts are born and routed, intake may run faster or route.
BORN = (
    [Action.LOG],
    [Action.LOG, Action.ROUTE],
    [Action.LOG, Action.SET_PACE],
    [Action.LOG, Action.SET_PACE, Action.ROUTE],
)
# A letter to the Head of the Apparatus is taken back when they may not know of the appeal any more; so are a reception
# and a question.
BROUGHT_ALONG = (Action.RECALL, Action.NOTE, Action.CALL_OFF)
ALONG = frozenset({Action.ACCUSE, Action.SET_LEVEL, *BROUGHT_ALONG})


class Allowed:
    """The steps that a move may have brought: of the appeal it was about, and of others."""

    def __init__(self, appeal: Appeal | None, *first: Action, also: frozenset[Action] = frozenset()) -> None:
        self.appeal, self.first, self.also = appeal, first, also
        self.beside = [*appeal.parts, *appeal.merged] if appeal is not None else []

    def check(self, known: set[int], taken: Mapping[int, list[Action]]) -> None:
        """Assert that one step was taken, and one by each appeal that moves with this one; parts are born at most."""
        family = {one.id for one in self.beside}
        if self.appeal is not None:
            family |= {one.id for one in answered_together(self.appeal)}
        for appeal, all_steps in taken.items():
            # What is joined to one answer first gets the stricter level and the accused of both.
            steps = [one for one in all_steps if Action.MERGE not in self.first or one not in ALONG]
            if appeal not in known:
                assert steps in BORN
            elif self.appeal is None:
                assert set(steps) <= set(self.first)
            elif appeal == self.appeal.id:
                assert steps[0] in self.first
                assert self.also.issuperset(steps[1:])
                assert len(steps) <= 1 + len(self.also)
            else:
                assert appeal in family
                assert len(steps) <= len(taken[self.appeal.id]) + sum(one in steps for one in BROUGHT_ALONG)
        if self.appeal is not None:
            assert self.appeal.id in taken, "what is done is a step"
