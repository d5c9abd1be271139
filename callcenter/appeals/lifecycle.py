"""The life of an appeal as one table: in this state, this action leads to that state."""

from collections.abc import Iterable
from enum import Enum

from callcenter.appeals.vocabulary import Action as A
from callcenter.appeals.vocabulary import Outcome
from callcenter.appeals.vocabulary import State as S
from callcenter.core.errors import Refused
from callcenter.core.wording import say


class Back(Enum):
    """In place of a state: the one in which the appeal was before it began to wait, or in which its text is written."""

    WHERE_IT_WAS = "where it was"
    WHERE_IT_IS_WRITTEN = "where it is written"


BACK, TO_ITS_WRITER = Back

ON_OPERATORS_DESK = frozenset({S.REGISTERED, S.RETURNED, S.REOPENED})
BEING_WORKED_ON = frozenset({S.ACCEPTED, S.IN_WORK, S.DRAFT})
# Somebody else is asked or invited; after that the appeal is back where it was.
WAITING = frozenset({S.CONSULTING, S.INVITED})
WITH_A_UNIT = BEING_WORKED_ON | {S.ROUTED, S.AWAITING_APPROVAL}
# Its consideration has stopped, and may go on from where it was.
STOPPED = frozenset({S.LEFT_UNCONSIDERED, S.WITHDRAWN, S.MERGED})
TO_BE_CLOSED = frozenset({S.DELIVERED, S.ANSWERED_ON_LINE, S.FORWARDED_OUT, S.LEFT_UNCONSIDERED, S.WITHDRAWN})
# Stopped, it is closed with this outcome and no other.
ENDS_AS = {S.LEFT_UNCONSIDERED: Outcome.UNCONSIDERED, S.WITHDRAWN: Outcome.WITHDRAWN}
# The body owes nothing more: the answer is given, or the appeal is another body's by law, or nobody's.
ANSWERED = frozenset({S.DELIVERED, S.ANSWERED_ON_LINE, S.FORWARDED_OUT, S.CLOSED}) | STOPPED
OPEN = frozenset(S) - {S.CLOSED}
RUNNING = frozenset(S) - ANSWERED
# A part of these needs nothing more from its unit, so that the joint answer may be written.
READY = frozenset({S.APPROVED, S.FORWARDED_OUT, S.CLOSED})
# Its unit owes it until then; the joint answer is no debt of the units.
PART_OWED = RUNNING - READY
# The applicant has one appeal: of its parts, these are done with the whole.
OF_THE_WHOLE = frozenset(
    {
        *(A.ANSWER_ON_LINE, A.DELIVER, A.INCLUDE, A.SPLIT, A.JOIN, A.LINK, A.UNLINK, A.MERGE, A.UNDO_MERGE),
        *(A.LEAVE, A.RESUME, A.WITHDRAW, A.REOPEN, A.OFFER_WRITTEN, A.EXTEND),
    }
)

_ASKS = ON_OPERATORS_DESK | BEING_WORKED_ON

NEXT: dict[tuple[S, A], S | Back] = {
    (S.ROUTED, A.ROUTE): S.ROUTED,
    (S.ROUTED, A.ACCEPT): S.ACCEPTED,
    # That a matter is another unit's may be seen by its executor only, who reads it closest.
    **{(state, A.SEND_BACK): S.RETURNED for state in BEING_WORKED_ON | {S.ROUTED}},
    (S.ACCEPTED, A.ASSIGN): S.IN_WORK,
    (S.IN_WORK, A.ASSIGN): S.IN_WORK,
    (S.DRAFT, A.ASSIGN): S.IN_WORK,
    (S.IN_WORK, A.WRITE): S.DRAFT,
    (S.DRAFT, A.WRITE): S.DRAFT,
    (S.IN_WORK, A.DRAFT): S.AWAITING_APPROVAL,
    (S.DRAFT, A.DRAFT): S.AWAITING_APPROVAL,
    (S.AWAITING_APPROVAL, A.APPROVE): S.APPROVED,
    (S.AWAITING_APPROVAL, A.REVISE): TO_ITS_WRITER,
    (S.APPROVED, A.DELIVER): S.DELIVERED,
    **{
        step: to
        for state in ON_OPERATORS_DESK
        for step, to in (
            ((state, A.ANSWER_ON_LINE), S.ANSWERED_ON_LINE),
            ((state, A.ROUTE), S.ROUTED),
            ((state, A.FORWARD), S.FORWARDED_OUT),
            ((state, A.SPLIT), S.SPLIT),
        )
    },
    # Another competent body gets its own letter (1308-IVQ, 7.10).
    (S.FORWARDED_OUT, A.FORWARD): S.FORWARDED_OUT,
    # Advice is asked for and the applicant invited without moving the appeal (002: 4.0.2, 4.0.7, 4.0.8).
    **{(state, A.CONSULT): S.CONSULTING for state in _ASKS | {S.CONSULTING}},
    (S.CONSULTING, A.ADVISE): S.CONSULTING,
    (S.CONSULTING, A.CONSULTED): BACK,
    (S.CONSULTING, A.CALL_OFF): BACK,
    **{(state, A.INVITE): S.INVITED for state in _ASKS | {S.INVITED}},
    # Who was to receive turns out to be complained of.
    (S.INVITED, A.CALL_OFF): BACK,
    (S.INVITED, A.RECEIVE): BACK,
    (S.INVITED, A.MISS): BACK,
    # The parts are answered by their units; the whole gets one joint answer, which two people make.
    (S.SPLIT, A.JOIN): S.AWAITING_APPROVAL,
    (S.APPROVED, A.INCLUDE): S.DELIVERED,
    (S.MERGED, A.INCLUDE): S.MERGED,
    # Taken from a unit that turns out to be complained of, or for which it is too secret: nothing of theirs goes out.
    **{(state, A.RECALL): S.RETURNED for state in WITH_A_UNIT | WAITING | {S.APPROVED}},
    **{(state, A.RECALL): state for state in STOPPED},
    **{(state, A.CLOSE): S.CLOSED for state in TO_BE_CLOSED | {S.MERGED}},
    (S.CLOSED, A.REOPEN): S.REOPENED,
    # The kind and the deadline may be set right while the clock runs; the appeal stays where it is.
    **{
        (state, action): state
        for state in RUNNING
        for action in (
            A.RECLASSIFY,
            A.CONFIRM_KIND,
            A.EXTEND,
            A.RECOUNT,
            A.SET_PACE,
            A.CLARIFY,
            A.CLARIFIED,
            A.REFER,
            A.REMIND,
            A.ESCALATE,
        )
    },
    **{
        step: to
        for state in RUNNING
        for step, to in (
            ((state, A.LEAVE), S.LEFT_UNCONSIDERED),
            ((state, A.WITHDRAW), S.WITHDRAWN),
        )
    },
    **{(state, A.MERGE): S.MERGED for state in RUNNING - {S.SPLIT}},
    (S.MERGED, A.UNDO_MERGE): BACK,
    # Their clocks are not stopped: they count when the step is undone.
    **{(state, A.RECOUNT): state for state in (S.MERGED, S.WITHDRAWN)},
    (S.LEFT_UNCONSIDERED, A.RESUME): BACK,
    (S.WITHDRAWN, A.RESUME): BACK,
    **{(state, A.OFFER_WRITTEN): state for state in (S.ANSWERED_ON_LINE, S.DELIVERED)},
    **{(state, action): state for state in OPEN for action in (A.LINK, A.UNLINK, A.ACKNOWLEDGE)},
    # Who may not know of it can come to light at any time, also after it is closed; the exchange brings a result when
    # it has one, and a letter that nobody answered is taken back.
    **{(state, action): state for state in S for action in (A.ACCUSE, A.SET_LEVEL, A.REPORT_BACK, A.NOTE)},
}


def after(state: S, action: A, *, before: S, written: S = S.IN_WORK) -> S:
    """Return the state that the action leads to; Refused (wrong-state) when the table has no such step.

    before is where the appeal was when it began to wait or was stopped, written where its answer is written: some
    steps lead back there.
    """
    check(state, action)
    to = NEXT[state, action]
    if isinstance(to, Back):
        return before if to is BACK else written
    return to


def check(state: S, action: A) -> None:
    """Refuse (wrong-state) an action that the table does not have in the state."""
    if (state, action) not in NEXT:
        raise Refused(
            "wrong-state",
            say("«%(state)s» vəziyyətində olan müraciət üçün bu əməliyyat mümkün deyil.", state=state),
        )


def settled(states: Iterable[S]) -> S:
    """Return the last of the states, in their order, that is neither waiting nor stopped."""
    return [state for state in states if state not in WAITING | STOPPED][-1]


def written(states: Iterable[S]) -> S:
    """Return where the answer that awaits approval was written: with an executor, or jointly from the parts."""
    elsewhere = WAITING | STOPPED | {S.AWAITING_APPROVAL}
    return S.SPLIT if [state for state in states if state not in elsewhere][-1] is S.SPLIT else S.IN_WORK


def check_by_itself(state: S, action: A, *, part_of: str | None) -> None:
    """Refuse what a part, or an appeal merged into another, may not do without its main one.

    part_of is the number of the whole, None when the appeal is no part.
    """
    if part_of is not None and action is A.DELIVER:
        raise Refused(
            "part-of-a-whole",
            say(
                "Hissənin cavabı müraciət edənə ayrıca çatdırılmır: o, %(whole)s nömrəli müraciətin vahid cavabına daxil edilir.",
                whole=part_of,
            ),
        )
    if part_of is not None and action is A.EXTEND:
        raise Refused(
            "part-of-a-whole",
            say(
                "Bu, %(whole)s nömrəli müraciətin hissəsidir: müddət yalnız bütöv müraciət üzrə uzadılır, bunu çağrı mərkəzinin rəhbərindən xahiş edin.",
                whole=part_of,
            ),
        )
    if part_of is not None and action in OF_THE_WHOLE:
        raise Refused(
            "part-of-a-whole",
            say(
                "Bu, %(whole)s nömrəli müraciətin hissəsidir: bu əməliyyat yalnız bütöv müraciətlə aparılır.",
                whole=part_of,
            ),
        )
    if state is S.MERGED and action in (A.CLOSE, A.INCLUDE):
        raise Refused(
            "closed-with-the-main",
            say("Birləşdirilmiş müraciət əsas müraciətlə birlikdə cavablandırılır və bağlanır."),
        )
    if action is A.INCLUDE:
        raise Refused(
            "wrong-state", say("Cavab yalnız hissələrə bölünmüş müraciətin vahid cavabına daxil edilir.")
        )


def offered(state: S) -> tuple[A, ...]:
    """Return the actions that the table allows in a state, in the order of the vocabulary."""
    return tuple(action for action in A if (state, action) in NEXT)
