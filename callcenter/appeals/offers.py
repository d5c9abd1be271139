"""Which acts the page of an appeal offers to its reader. The acts themselves refuse; this only hides."""

from datetime import datetime

from callcenter.accounts.vocabulary import Permission, Role
from callcenter.appeals import (
    allowed_moves,
    deadlines,
    division,
    lifecycle,
    recalling,
    returning,
    returns,
    secrecy,
)
from callcenter.appeals.clock_events import clock_events
from callcenter.appeals.deadlines import DeadlineEvent, EventKind
from callcenter.appeals.models import Appeal
from callcenter.appeals.vocabulary import Action, State
from callcenter.directory.actors import Actor
from callcenter.law.parameters import LegalParameters
from callcenter.law.working_days import WorkingCalendar

PERMISSIONS: dict[Action, Permission] = {
    Action.RECLASSIFY: Permission.RECLASSIFY_APPEAL,
    Action.ANSWER_ON_LINE: Permission.ANSWER_ON_LINE,
    Action.ROUTE: Permission.ROUTE_APPEAL,
    Action.ACCEPT: Permission.ACCEPT_APPEAL,
    Action.ASSIGN: Permission.ASSIGN_EXECUTOR,
    Action.SEND_BACK: Permission.SEND_BACK,
    Action.RECALL: Permission.DECIDE_ROUTING,
    Action.EXTEND: Permission.EXTEND_DEADLINE,
    Action.WRITE: Permission.DRAFT_ANSWER,
    Action.DRAFT: Permission.DRAFT_ANSWER,
    Action.APPROVE: Permission.APPROVE_ANSWER,
    Action.REVISE: Permission.APPROVE_ANSWER,
    Action.DELIVER: Permission.DELIVER_ANSWER,
    Action.FORWARD: Permission.FORWARD_OUT,
    Action.OFFER_WRITTEN: Permission.ANSWER_ON_LINE,
    Action.CLOSE: Permission.CLOSE_APPEAL,
    Action.REOPEN: Permission.REOPEN_APPEAL,
    Action.SET_PACE: Permission.SET_PACE,
    Action.CLARIFY: Permission.CLARIFY_APPEAL,
    Action.CLARIFIED: Permission.CLARIFY_APPEAL,
    Action.CONSULT: Permission.CONSULT_UNITS,
    Action.ADVISE: Permission.ADVISE,
    Action.CALL_OFF: Permission.CONSULT_UNITS,
    Action.INVITE: Permission.INVITE_APPLICANT,
    Action.RECEIVE: Permission.RECORD_RECEPTION,
    Action.MISS: Permission.RECORD_RECEPTION,
    Action.REFER: Permission.REFER_APPEAL,
    Action.REPORT_BACK: Permission.REPORT_BACK,
    Action.NOTE: Permission.REFER_APPEAL,
    Action.SPLIT: Permission.SPLIT_APPEAL,
    Action.LINK: Permission.LINK_APPEAL,
    Action.UNLINK: Permission.LINK_APPEAL,
    Action.MERGE: Permission.MERGE_APPEAL,
    Action.UNDO_MERGE: Permission.MERGE_APPEAL,
    Action.LEAVE: Permission.LEAVE_UNCONSIDERED,
    Action.RESUME: Permission.RESUME_APPEAL,
    Action.WITHDRAW: Permission.WITHDRAW_APPEAL,
    Action.JOIN: Permission.SPLIT_APPEAL,
    Action.ACCUSE: Permission.NAME_ACCUSED,
    Action.SET_LEVEL: Permission.SET_LEVEL,
    Action.ACKNOWLEDGE: Permission.ACKNOWLEDGE_REPORT,
}
# A complaint to be examined, an answer to be drafted: what the reader came for stands first.
ORDER = (
    Action.ADVISE,
    Action.RECEIVE,
    Action.MISS,
    Action.REPORT_BACK,
    Action.RECALL,
    Action.ACCEPT,
    Action.ASSIGN,
    Action.APPROVE,
    Action.REVISE,
    Action.DRAFT,
    Action.JOIN,
    Action.DELIVER,
    Action.CLOSE,
    Action.OFFER_WRITTEN,
    Action.ANSWER_ON_LINE,
    Action.ROUTE,
    Action.FORWARD,
    Action.CONSULT,
    Action.CALL_OFF,
    Action.INVITE,
    Action.REFER,
    Action.NOTE,
    Action.SPLIT,
    Action.SEND_BACK,
    Action.EXTEND,
    Action.SET_PACE,
    Action.CLARIFY,
    Action.CLARIFIED,
    Action.REOPEN,
    Action.RESUME,
    Action.UNDO_MERGE,
    Action.MERGE,
    Action.LINK,
    Action.UNLINK,
    Action.WITHDRAW,
    Action.LEAVE,
    Action.ACKNOWLEDGE,
    Action.ACCUSE,
    Action.SET_LEVEL,
)
# On a report of corruption these are for the head of the centre alone.
DIRECTS = frozenset({Action.ROUTE, Action.FORWARD, Action.SPLIT, Action.CONSULT, Action.INVITE})
IN_PLACE_OF_THE_HEAD = frozenset({Action.ROUTE, Action.ACKNOWLEDGE})
OF_THE_HEAD = frozenset({Action.ACCEPT, Action.ASSIGN, Action.SEND_BACK, Action.EXTEND, Action.REVISE})


def offered_to(
    actor: Actor, appeal: Appeal, *, approves: bool, writes: bool, directs: bool = False
) -> tuple[Action, ...]:
    """Return the acts that the state, the reader's role and their place in the unit allow, in order of use.

    approves says whether the newest wording is the reader's to approve (escalation.may_approve), writes whether the
    answer is theirs to draft (resolutions.may_write), directs whether they route and acknowledge a report of corruption
    in place of the head of the centre (directing.in_place_of_the_head).
    """
    allowed = lifecycle.offered(appeal.state)
    return tuple(
        action
        for action in ORDER
        if action in allowed
        and (
            (directs and action in IN_PLACE_OF_THE_HEAD)
            or (
                actor.may(PERMISSIONS[action])
                and _is_theirs(action, actor, appeal, approves=approves, writes=writes)
            )
        )
    )


def may_set_kind(actor: Actor, appeal: Appeal) -> bool:
    """Say whether the reader may confirm or change the kind now."""
    return Action.RECLASSIFY in lifecycle.offered(appeal.state) and actor.may(Permission.RECLASSIFY_APPEAL)


def grounds_of_extension(
    appeal: Appeal, calendar: WorkingCalendar, parameters: LegalParameters, *, now: datetime
) -> tuple[str, ...]:
    """Return the grounds (study, extended) on which the law lets this deadline be moved now."""
    so_far = clock_events(appeal.events)
    allowed = []
    for ground in (EventKind.STUDY, EventKind.EXTENDED):
        try:
            allowed_moves.check(so_far, DeadlineEvent(ground, now), calendar, parameters)
        except deadlines.DeadlineRefused:
            continue
        allowed.append(ground.value)
    return tuple(allowed)


def _is_theirs(action: Action, actor: Actor, appeal: Appeal, *, approves: bool, writes: bool) -> bool:
    if _is_of_the_main_one(action, appeal) or _is_the_heads_of_the_centre(action, actor, appeal):
        return False
    by_its_course = _by_its_course(action, actor, appeal)
    if by_its_course is not None:
        return by_its_course
    match action:
        case Action.DRAFT:
            return writes
        case Action.APPROVE:
            return approves
        case Action.REVISE if approves:
            return True
    return action not in OF_THE_HEAD or actor.heads(appeal.unit_id)


def _by_its_course(action: Action, actor: Actor, appeal: Appeal) -> bool | None:
    """Return whether the step is open as far as the appeal has come; None where that decides nothing."""
    match action:
        case Action.CALL_OFF:
            return appeal.state is State.CONSULTING
        case Action.RECALL:
            return recalling.is_left_behind(appeal)
        case Action.SEND_BACK if returns.is_bound(returning.steps_of(appeal.events)):
            return False
        case Action.EXTEND if division.is_divided(appeal):
            return actor.role is Role.CENTRE_HEAD
    return None


def _is_the_heads_of_the_centre(action: Action, actor: Actor, appeal: Appeal) -> bool:
    """Say whether only the head of the call centre takes this step, and the actor is somebody else."""
    if action in (Action.ROUTE, Action.SPLIT) and returning.awaits_decision(appeal):
        decides = actor.may(Permission.DECIDE_ROUTING)
        return not decides or (action in DIRECTS and not secrecy.may_direct(appeal, actor))
    if action in DIRECTS and not secrecy.may_direct(appeal, actor):
        return True
    resumes = action is Action.RESUME and appeal.state is State.LEFT_UNCONSIDERED
    return resumes and actor.role is not Role.CENTRE_HEAD


def _is_of_the_main_one(action: Action, appeal: Appeal) -> bool:
    """Say whether the step is taken with the whole, or with the appeal into which this one was merged."""
    if appeal.parent_id is not None and action in lifecycle.OF_THE_WHOLE:
        return True
    return action is Action.CLOSE and appeal.state is State.MERGED
