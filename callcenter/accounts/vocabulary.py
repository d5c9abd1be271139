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


class MandateKind(Word):
    """By what right somebody acts as the head of the call centre (statute 002, clauses 5.1 and 5.2)."""

    EMPOWERED = "empowered", "nazirin səlahiyyət verdiyi şəxs"
    SUBSTITUTE = "substitute", "sektor müdirini əvəz edən"


class Permission(StrEnum):
    """One thing that a route may demand."""

    ACCEPT_APPEAL = "accept_appeal"
    ACKNOWLEDGE_REPORT = "acknowledge_report"
    ADVISE = "advise"
    ANSWER_ON_LINE = "answer_on_line"
    APPROVE_ANSWER = "approve_answer"
    ASK_SATISFACTION = "ask_satisfaction"
    ASSIGN_EXECUTOR = "assign_executor"
    AUTHORISE_READER = "authorise_reader"
    BUILD_REPORT = "build_report"
    CALL_BACK = "call_back"
    CHANGE_LAW = "change_law"
    CLARIFY_APPEAL = "clarify_appeal"
    CLOSE_APPEAL = "close_appeal"
    CONSULT_UNITS = "consult_units"
    DECIDE_ROUTING = "decide_routing"
    DELIVER_ANSWER = "deliver_answer"
    DRAFT_ANSWER = "draft_answer"
    EXPORT_PERSON = "export_person"
    EXTEND_DEADLINE = "extend_deadline"
    FORWARD_OUT = "forward_out"
    GIVE_COPY = "give_copy"
    HEAR_RECORDING = "hear_recording"
    HOLD_FILE = "hold_file"
    HOLD_RECORDING = "hold_recording"
    INVITE_APPLICANT = "invite_applicant"
    KEEP_ABSENCES = "keep_absences"
    LEAVE_UNCONSIDERED = "leave_unconsidered"
    LINK_APPEAL = "link_appeal"
    LOG_APPEAL = "log_appeal"
    MANAGE_ACCOUNTS = "manage_accounts"
    MANAGE_TEMPLATES = "manage_templates"
    MERGE_APPEAL = "merge_appeal"
    NAME_ACCUSED = "name_accused"
    OVERRIDE_CONFLICT = "override_conflict"
    PLAN_WORK = "plan_work"
    PROPOSE_ARTICLE = "propose_article"
    RECORD_MANDATE = "record_mandate"
    RECHECK_APPEAL = "recheck_appeal"
    RECLASSIFY_APPEAL = "reclassify_appeal"
    RECORD_RECEPTION = "record_reception"
    REFER_APPEAL = "refer_appeal"
    REGISTER_COPY = "register_copy"
    REOPEN_APPEAL = "reopen_appeal"
    REPORT_BACK = "report_back"
    RESUME_APPEAL = "resume_appeal"
    REVIEW_KNOWLEDGE = "review_knowledge"
    ROUTE_APPEAL = "route_appeal"
    SEE_APPEALS = "see_appeals"
    SEE_CALLERS = "see_callers"
    SEE_CALLS = "see_calls"
    SEE_COMPETENCE_MAP = "see_competence_map"
    SEE_COPIES = "see_copies"
    SEE_DISCIPLINE = "see_discipline"
    SEE_HEALTH = "see_health"
    SEE_KNOWLEDGE = "see_knowledge"
    SEE_MANDATES = "see_mandates"
    SEE_OWN_ACCOUNT = "see_own_account"
    SEE_PROPOSALS = "see_proposals"
    SEE_READERS = "see_readers"
    SEE_RECEPTION = "see_reception"
    SEE_REPORTS = "see_reports"
    SEE_TRAIL = "see_trail"
    SEE_WORK_PLAN = "see_work_plan"
    SEND_BACK = "send_back"
    SEND_LETTER = "send_letter"
    SET_LEVEL = "set_level"
    SET_PACE = "set_pace"
    SET_POLICY = "set_policy"
    SET_RECEPTION = "set_reception"
    SPLIT_APPEAL = "split_appeal"
    STRIKE_EXAMPLE = "strike_example"
    WITHDRAW_APPEAL = "withdraw_appeal"
    WRITE_KNOWLEDGE = "write_knowledge"


P = Permission

EVERYBODY = frozenset({P.SEE_OWN_ACCOUNT, P.SEE_KNOWLEDGE})

MAY: dict[Role, frozenset[Permission]] = {
    Role.OPERATOR: EVERYBODY
    | {
        P.SEE_APPEALS,
        P.SEE_CALLERS,
        P.SEE_CALLS,
        P.CALL_BACK,
        P.HEAR_RECORDING,
        P.REGISTER_COPY,
        P.SEE_COPIES,
        P.LOG_APPEAL,
        P.ROUTE_APPEAL,
        P.FORWARD_OUT,
        P.RECLASSIFY_APPEAL,
        P.SET_PACE,
        P.CLARIFY_APPEAL,
        P.ANSWER_ON_LINE,
        P.DELIVER_ANSWER,
        P.SEND_LETTER,
        P.ASK_SATISFACTION,
        P.CLOSE_APPEAL,
        P.REOPEN_APPEAL,
        P.PROPOSE_ARTICLE,
        P.NAME_ACCUSED,
        P.ACKNOWLEDGE_REPORT,
        P.SPLIT_APPEAL,
        P.LINK_APPEAL,
        P.MERGE_APPEAL,
        P.WITHDRAW_APPEAL,
        P.RESUME_APPEAL,
        P.SEE_WORK_PLAN,
        P.CONSULT_UNITS,
        P.SEE_RECEPTION,
        P.INVITE_APPLICANT,
        P.RECORD_RECEPTION,
        P.REFER_APPEAL,
    },
    Role.UNIT_STAFF: EVERYBODY
    | {
        P.SEE_APPEALS,
        P.DRAFT_ANSWER,
        P.CONSULT_UNITS,
        P.ADVISE,
        P.SEE_RECEPTION,
        P.RECORD_RECEPTION,
    },
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
        P.KEEP_ABSENCES,
        P.STRIKE_EXAMPLE,
        P.PROPOSE_ARTICLE,
        P.CONSULT_UNITS,
        P.ADVISE,
        P.SEE_RECEPTION,
        P.SET_RECEPTION,
        P.RECORD_RECEPTION,
        P.REPORT_BACK,
        # Only the Head of the Apparatus has any to give.
        P.SEE_COPIES,
        P.GIVE_COPY,
    },
    Role.CENTRE_HEAD: EVERYBODY
    | {
        P.SEE_APPEALS,
        P.SEE_CALLERS,
        P.SEE_CALLS,
        P.CALL_BACK,
        P.HEAR_RECORDING,
        P.HOLD_RECORDING,
        P.REGISTER_COPY,
        P.SEE_COPIES,
        P.GIVE_COPY,
        P.ROUTE_APPEAL,
        P.FORWARD_OUT,
        P.RECHECK_APPEAL,
        P.RECLASSIFY_APPEAL,
        P.DECIDE_ROUTING,
        P.EXTEND_DEADLINE,
        P.SET_PACE,
        P.CLARIFY_APPEAL,
        P.OVERRIDE_CONFLICT,
        P.SEND_LETTER,
        P.MANAGE_TEMPLATES,
        P.ASK_SATISFACTION,
        P.APPROVE_ANSWER,
        P.SPLIT_APPEAL,
        P.LINK_APPEAL,
        P.MERGE_APPEAL,
        P.LEAVE_UNCONSIDERED,
        P.RESUME_APPEAL,
        P.NAME_ACCUSED,
        P.SET_LEVEL,
        P.ACKNOWLEDGE_REPORT,
        P.REOPEN_APPEAL,
        P.CHANGE_LAW,
        P.SEE_MANDATES,
        P.SEE_READERS,
        P.SEE_WORK_PLAN,
        P.PLAN_WORK,
        P.SEE_DISCIPLINE,
        P.SEE_PROPOSALS,
        P.EXPORT_PERSON,
        P.HOLD_FILE,
        P.STRIKE_EXAMPLE,
        P.SEE_COMPETENCE_MAP,
        P.PROPOSE_ARTICLE,
        P.SET_POLICY,
        P.SEE_REPORTS,
        P.BUILD_REPORT,
        P.CONSULT_UNITS,
        P.SEE_RECEPTION,
        P.SET_RECEPTION,
        P.INVITE_APPLICANT,
        P.RECORD_RECEPTION,
        P.REFER_APPEAL,
        P.REPORT_BACK,
    },
    Role.LEADERSHIP: EVERYBODY
    | {
        P.SEE_APPEALS,
        P.SEE_CALLS,
        P.SEE_COMPETENCE_MAP,
        P.SEE_REPORTS,
        P.BUILD_REPORT,
        P.SEE_MANDATES,
        P.SEE_READERS,
        P.SEE_PROPOSALS,
        P.SEE_RECEPTION,
        P.RECORD_RECEPTION,
    },
    Role.KNOWLEDGE_EDITOR: EVERYBODY
    | {P.SEE_COMPETENCE_MAP, P.WRITE_KNOWLEDGE, P.REVIEW_KNOWLEDGE, P.STRIKE_EXAMPLE},
    Role.ADMINISTRATOR: EVERYBODY
    | {
        P.CHANGE_LAW,
        P.KEEP_ABSENCES,
        P.MANAGE_ACCOUNTS,
        P.RECORD_MANDATE,
        P.SEE_MANDATES,
        P.AUTHORISE_READER,
        P.SEE_READERS,
        P.SEE_HEALTH,
    },
    # Sees who read and changed what, and nothing of what it was.
    Role.INSPECTOR: frozenset({P.SEE_OWN_ACCOUNT, P.SEE_TRAIL}),
}


# Whom the head of the body authorised to receive reports of corruption comes to these, whatever their role; the acts
# themselves say of which reports (580-IIQ, 11-1).
ENTRUSTED = frozenset({P.ROUTE_APPEAL, P.ACKNOWLEDGE_REPORT, P.SEE_COPIES, P.GIVE_COPY})


class Scope(StrEnum):
    """What an API key may be used for."""

    APPEALS_READ = "appeals:read"
    APPEALS_WRITE = "appeals:write"
    CLASSIFY = "classify"
    CALLS_WRITE = "calls:write"
    REPORTS_READ = "reports:read"
    KNOWLEDGE_READ = "knowledge:read"
