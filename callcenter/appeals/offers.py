"""Which acts the page of an appeal offers to its reader. The acts themselves refuse; this only hides."""

from datetime import datetime

from callcenter.accounts.vocabulary import Permission, Role
from callcenter.appeals import deadlines, lifecycle
from callcenter.appeals.deadlines import DeadlineEvent, EventKind
from callcenter.appeals.events import clock_events
from callcenter.appeals.models import Appeal
from callcenter.appeals.vocabulary import Action, Level
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
    Action.EXTEND: Permission.EXTEND_DEADLINE,
    Action.DRAFT: Permission.DRAFT_ANSWER,
    Action.APPROVE: Permission.APPROVE_ANSWER,
    Action.REVISE: Permission.APPROVE_ANSWER,
    Action.DELIVER: Permission.DELIVER_ANSWER,
    Action.FORWARD: Permission.FORWARD_OUT,
    Action.CLOSE: Permission.CLOSE_APPEAL,
    Action.REOPEN: Permission.REOPEN_APPEAL,
    Action.ACCUSE: Permission.NAME_ACCUSED,
    Action.SET_LEVEL: Permission.SET_LEVEL,
    Action.ACKNOWLEDGE: Permission.ACKNOWLEDGE_REPORT,
}
# A complaint to be examined, an answer to be drafted: what the reader came for stands first.
ORDER = (
    Action.ACCEPT,
    Action.ASSIGN,
    Action.APPROVE,
    Action.REVISE,
    Action.DRAFT,
    Action.DELIVER,
    Action.CLOSE,
    Action.ANSWER_ON_LINE,
    Action.ROUTE,
    Action.FORWARD,
    Action.SEND_BACK,
    Action.EXTEND,
    Action.REOPEN,
    Action.ACKNOWLEDGE,
    Action.ACCUSE,
    Action.SET_LEVEL,
)
# On a report of corruption these are for the head of the centre alone.
DIRECTS = frozenset({Action.ROUTE, Action.FORWARD})
OF_THE_HEAD = frozenset({Action.ACCEPT, Action.ASSIGN, Action.SEND_BACK, Action.EXTEND, Action.REVISE})


def offered_to(actor: Actor, appeal: Appeal, *, approves: bool) -> tuple[Action, ...]:
    """Return the acts that the state, the reader's role and their place in the unit allow, in order of use.

    approves says whether the newest wording is the reader's to approve (escalation.may_approve).
    """
    allowed = lifecycle.offered(appeal.state)
    return tuple(
        action
        for action in ORDER
        if action in allowed
        and actor.may(PERMISSIONS[action])
        and _is_theirs(action, actor, appeal, approves=approves)
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
            deadlines.check_extension(so_far, DeadlineEvent(ground, now), calendar, parameters)
        except deadlines.DeadlineRefused:
            continue
        allowed.append(ground.value)
    return tuple(allowed)


def _is_theirs(action: Action, actor: Actor, appeal: Appeal, *, approves: bool) -> bool:
    if action is Action.DRAFT:
        executes = actor.staff is not None and appeal.executor_id == actor.staff.id
        return executes or actor.heads(appeal.unit_id)
    if action is Action.APPROVE:
        return approves
    if action in DIRECTS and appeal.level is Level.CORRUPTION:
        return actor.role is Role.CENTRE_HEAD
    if action is Action.REVISE and approves:
        return True
    return action not in OF_THE_HEAD or actor.heads(appeal.unit_id)
