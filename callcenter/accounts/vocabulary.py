"""Roles, what each may do, and what an API key may be used for (the table of the design, section 2)."""

from enum import StrEnum

from callcenter.core.words import Word


class Role(Word):
    """The desk a person sits at."""

    OPERATOR = "operator", "operator"
    UNIT_STAFF = "unit_staff", "bölmə əməkdaşı"
    UNIT_HEAD = "unit_head", "bölmə rəhbəri"
    CENTRE_HEAD = "centre_head", "çağrı mərkəzinin rəhbəri"
    LEADERSHIP = "leadership", "rəhbərlik"
    KNOWLEDGE_EDITOR = "knowledge_editor", "bilik bazasının redaktoru"
    ADMINISTRATOR = "administrator", "inzibatçı"
    INSPECTOR = "inspector", "nəzarətçi"


class Permission(StrEnum):
    """One thing that a route may demand."""

    ACCEPT_APPEAL = "accept_appeal"
    ACKNOWLEDGE_REPORT = "acknowledge_report"
    ANSWER_ON_LINE = "answer_on_line"
    APPROVE_ANSWER = "approve_answer"
    ASSIGN_EXECUTOR = "assign_executor"
    BUILD_REPORT = "build_report"
    CHANGE_LAW = "change_law"
    CLOSE_APPEAL = "close_appeal"
    DELIVER_ANSWER = "deliver_answer"
    DRAFT_ANSWER = "draft_answer"
    EXTEND_DEADLINE = "extend_deadline"
    FORWARD_OUT = "forward_out"
    LOG_APPEAL = "log_appeal"
    MANAGE_ACCOUNTS = "manage_accounts"
    NAME_ACCUSED = "name_accused"
    OVERRIDE_CONFLICT = "override_conflict"
    PROPOSE_ARTICLE = "propose_article"
    RECHECK_APPEAL = "recheck_appeal"
    RECLASSIFY_APPEAL = "reclassify_appeal"
    REOPEN_APPEAL = "reopen_appeal"
    REVIEW_KNOWLEDGE = "review_knowledge"
    ROUTE_APPEAL = "route_appeal"
    SEE_APPEALS = "see_appeals"
    SEE_CALLERS = "see_callers"
    SEE_COMPETENCE_MAP = "see_competence_map"
    SEE_HEALTH = "see_health"
    SEE_KNOWLEDGE = "see_knowledge"
    SEE_OWN_ACCOUNT = "see_own_account"
    SEE_REPORTS = "see_reports"
    SEE_TRAIL = "see_trail"
    SEND_BACK = "send_back"
    SET_LEVEL = "set_level"
    SET_POLICY = "set_policy"
    STRIKE_EXAMPLE = "strike_example"
    WRITE_KNOWLEDGE = "write_knowledge"


P = Permission

EVERYBODY = frozenset({P.SEE_OWN_ACCOUNT, P.SEE_KNOWLEDGE})

MAY: dict[Role, frozenset[Permission]] = {
    Role.OPERATOR: EVERYBODY
    | {
        P.SEE_APPEALS,
        P.SEE_CALLERS,
        P.LOG_APPEAL,
        P.ROUTE_APPEAL,
        P.FORWARD_OUT,
        P.RECLASSIFY_APPEAL,
        P.ANSWER_ON_LINE,
        P.DELIVER_ANSWER,
        P.CLOSE_APPEAL,
        P.REOPEN_APPEAL,
        P.PROPOSE_ARTICLE,
        P.NAME_ACCUSED,
        P.ACKNOWLEDGE_REPORT,
    },
    Role.UNIT_STAFF: EVERYBODY | {P.SEE_APPEALS, P.DRAFT_ANSWER},
    Role.UNIT_HEAD: EVERYBODY
    | {
        P.SEE_APPEALS,
        P.ACCEPT_APPEAL,
        P.ASSIGN_EXECUTOR,
        P.SEND_BACK,
        P.RECHECK_APPEAL,
        P.APPROVE_ANSWER,
        P.EXTEND_DEADLINE,
        P.DRAFT_ANSWER,
        P.STRIKE_EXAMPLE,
        P.PROPOSE_ARTICLE,
    },
    Role.CENTRE_HEAD: EVERYBODY
    | {
        P.SEE_APPEALS,
        P.SEE_CALLERS,
        P.ROUTE_APPEAL,
        P.FORWARD_OUT,
        P.RECHECK_APPEAL,
        P.RECLASSIFY_APPEAL,
        P.OVERRIDE_CONFLICT,
        P.NAME_ACCUSED,
        P.SET_LEVEL,
        P.ACKNOWLEDGE_REPORT,
        P.REOPEN_APPEAL,
        P.CHANGE_LAW,
        P.STRIKE_EXAMPLE,
        P.SEE_COMPETENCE_MAP,
        P.PROPOSE_ARTICLE,
        P.SET_POLICY,
        P.SEE_REPORTS,
        P.BUILD_REPORT,
    },
    Role.LEADERSHIP: EVERYBODY | {P.SEE_APPEALS, P.SEE_COMPETENCE_MAP, P.SEE_REPORTS, P.BUILD_REPORT},
    Role.KNOWLEDGE_EDITOR: EVERYBODY
    | {P.SEE_COMPETENCE_MAP, P.WRITE_KNOWLEDGE, P.REVIEW_KNOWLEDGE, P.STRIKE_EXAMPLE},
    Role.ADMINISTRATOR: EVERYBODY | {P.CHANGE_LAW, P.MANAGE_ACCOUNTS, P.SEE_HEALTH},
    # Sees who read and changed what, and nothing of what it was.
    Role.INSPECTOR: frozenset({P.SEE_OWN_ACCOUNT, P.SEE_TRAIL}),
}


class Scope(StrEnum):
    """What an API key may be used for."""

    APPEALS_READ = "appeals:read"
    APPEALS_WRITE = "appeals:write"
    CLASSIFY = "classify"
    CALLS_WRITE = "calls:write"
    REPORTS_READ = "reports:read"
    KNOWLEDGE_READ = "knowledge:read"
