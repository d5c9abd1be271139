"""The life of an appeal as one table: in this state, this action leads to that state."""

from callcenter.appeals.vocabulary import Action as A
from callcenter.appeals.vocabulary import State as S
from callcenter.core.errors import Refused
from callcenter.core.wording import say

ON_OPERATORS_DESK = frozenset({S.REGISTERED, S.RETURNED})
WITH_A_UNIT = frozenset({S.ROUTED, S.ACCEPTED, S.IN_WORK, S.AWAITING_APPROVAL})
TO_BE_CLOSED = frozenset({S.DELIVERED, S.ANSWERED_ON_LINE, S.FORWARDED_OUT})
# The body owes nothing more: the answer is given, or the appeal is another body's by law.
ANSWERED = frozenset({S.DELIVERED, S.ANSWERED_ON_LINE, S.FORWARDED_OUT, S.CLOSED})
OPEN = frozenset(S) - {S.CLOSED}
RUNNING = frozenset(S) - ANSWERED

NEXT: dict[tuple[S, A], S] = {
    (S.REGISTERED, A.ANSWER_ON_LINE): S.ANSWERED_ON_LINE,
    (S.RETURNED, A.ANSWER_ON_LINE): S.ANSWERED_ON_LINE,
    (S.REGISTERED, A.ROUTE): S.ROUTED,
    (S.RETURNED, A.ROUTE): S.ROUTED,
    (S.ROUTED, A.ROUTE): S.ROUTED,
    (S.REGISTERED, A.FORWARD): S.FORWARDED_OUT,
    (S.RETURNED, A.FORWARD): S.FORWARDED_OUT,
    (S.ROUTED, A.ACCEPT): S.ACCEPTED,
    (S.ROUTED, A.SEND_BACK): S.RETURNED,
    (S.ACCEPTED, A.SEND_BACK): S.RETURNED,
    (S.ACCEPTED, A.ASSIGN): S.IN_WORK,
    (S.IN_WORK, A.ASSIGN): S.IN_WORK,
    (S.IN_WORK, A.DRAFT): S.AWAITING_APPROVAL,
    (S.AWAITING_APPROVAL, A.APPROVE): S.APPROVED,
    (S.AWAITING_APPROVAL, A.REVISE): S.IN_WORK,
    (S.APPROVED, A.DELIVER): S.DELIVERED,
    (S.DELIVERED, A.CLOSE): S.CLOSED,
    (S.ANSWERED_ON_LINE, A.CLOSE): S.CLOSED,
    (S.FORWARDED_OUT, A.CLOSE): S.CLOSED,
    (S.CLOSED, A.REOPEN): S.REGISTERED,
    # The kind and the deadline may be set right while the clock runs; the appeal stays where it is.
    **{
        (state, action): state
        for state in RUNNING
        for action in (A.RECLASSIFY, A.CONFIRM_KIND, A.EXTEND, A.RECOUNT)
    },
}


def after(state: S, action: A) -> S:
    """Return the state that the action leads to; Refused (wrong-state) when the table has no such step."""
    try:
        return NEXT[state, action]
    except KeyError:
        raise Refused(
            "wrong-state",
            say("«%(state)s» vəziyyətində olan müraciət üçün bu əməliyyat mümkün deyil.", state=state),
        ) from None


def offered(state: S) -> tuple[A, ...]:
    """Return the actions that the table allows in a state, in the order of the vocabulary."""
    return tuple(action for action in A if (state, action) in NEXT)
