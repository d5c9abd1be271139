"""Every state and step of an appeal's life, parts and merged appeals, notices, the outbox and the trail."""

import sqlalchemy as sa
from alembic import op

from migrations.shaping import add_key, drop_column, set_words

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None

STATES = (
    *("registered", "routed", "returned", "accepted", "in_work", "awaiting_approval", "approved"),
    *("delivered", "answered_on_line", "forwarded_out", "closed"),
)
MORE_STATES = (
    *("consulting", "invited", "split", "draft", "left_unconsidered", "withdrawn", "merged", "reopened"),
)
ACTIONS = (
    *("log", "confirm_kind", "reclassify", "answer_on_line", "route", "accept", "assign", "send_back"),
    *("extend", "recount", "draft", "approve", "revise", "deliver", "forward", "close", "reopen"),
)
MORE_ACTIONS = (
    *("set_pace", "clarify", "clarified", "write", "consult", "advise", "consulted", "call_off"),
    *("invite", "receive", "miss", "refer", "report_back", "split", "join", "include", "link", "unlink"),
    *("merge", "undo_merge", "leave", "resume", "withdraw", "accuse", "set_level", "acknowledge"),
    *("note", "remind", "escalate", "offer_written"),
)
OUTCOMES = ("satisfied", "partly_satisfied", "explained", "refused", "forwarded")
MORE_OUTCOMES = ("unconsidered", "withdrawn", "written_offered")
MEANS = ("phone", "email", "letter", "in_person")
PURPOSES = (
    *("extended", "forwarded", "clarification", "unconsidered", "resumed", "invited", "merged"),
    "acknowledged",
)


def _words(name: str, words: tuple[str, ...]) -> sa.Enum:
    return sa.Enum(*words, name=name, native_enum=False, create_constraint=True, length=40)


def _set_words(states: tuple[str, ...], actions: tuple[str, ...], outcomes: tuple[str, ...]) -> None:
    set_words("appeal", "ck_appeal_state", "state", states)
    set_words("appeal_event", "ck_appeal_event_event_state", "state", states)
    set_words("appeal_event", "ck_appeal_event_action", "action", actions)
    set_words("appeal", "ck_appeal_outcome", "outcome", outcomes)
    set_words("answer", "ck_answer_proposed_outcome", "outcome", outcomes)


def upgrade() -> None:
    _set_words(STATES + MORE_STATES, ACTIONS + MORE_ACTIONS, OUTCOMES + MORE_OUTCOMES)
    for column in ("parent_id", "merged_into_id"):
        add_key("appeal", column, "appeal")
        op.create_index(op.f(f"ix_appeal_{column}"), "appeal", [column])
    op.add_column(
        "appeal",
        sa.Column(
            "internal_due_on",
            sa.Date(),
            nullable=True,
            comment="The day that the unit's head gave the executor; never later than the legal one.",
        ),
    )
    op.add_column(
        "appeal",
        sa.Column(
            "origin",
            sa.String(length=400),
            nullable=True,
            comment="The body that forwarded the appeal to us.",
        ),
    )
    op.add_column(
        "appeal",
        sa.Column(
            "origin_letter", sa.String(length=120), nullable=True, comment="Number of that body's letter."
        ),
    )
    op.add_column(
        "appeal", sa.Column("origin_on", sa.Date(), nullable=True, comment="Day of that body's letter.")
    )
    _letters()
    _notices()
    _outbox()
    _trail()


def _letters() -> None:
    op.create_table(
        "letter",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("appeal_id", sa.Integer(), nullable=False),
        sa.Column("purpose", _words("purpose", PURPOSES), nullable=False),
        sa.Column("language", sa.String(length=2), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("drafted_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("due_on", sa.Date(), nullable=False, comment="Last day on which the law lets it be sent."),
        sa.Column("sent_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("means", _words("letter_means", MEANS), nullable=True),
        sa.Column("sent_by_id", sa.Integer(), nullable=True),
        sa.Column("note", sa.Text(), nullable=True, comment="Who was told, and what they said."),
        sa.CheckConstraint("(sent_at IS NULL) = (means IS NULL)", name=op.f("ck_letter_sent_by_some_means")),
        sa.ForeignKeyConstraint(["appeal_id"], ["appeal.id"], name=op.f("fk_letter_appeal_id_appeal")),
        sa.ForeignKeyConstraint(
            ["sent_by_id"], ["user_account.id"], name=op.f("fk_letter_sent_by_id_user_account")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_letter")),
    )
    op.create_index(op.f("ix_letter_appeal_id"), "letter", ["appeal_id"])
    op.create_index(op.f("ix_letter_sent_at"), "letter", ["sent_at"])


def _notices() -> None:
    op.create_table(
        "notice",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("user_id", sa.Integer(), nullable=False),
        sa.Column(
            "key", sa.String(length=120), nullable=False, comment="What is told, so that it is told once."
        ),
        sa.Column("appeal_id", sa.Integer(), nullable=True),
        sa.Column("text", sa.Text(), nullable=False, comment="The sentence as its message id."),
        sa.Column("values", sa.JSON(), nullable=False),
        sa.Column("urgent", sa.Boolean(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("seen_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("mailed_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["appeal_id"], ["appeal.id"], name=op.f("fk_notice_appeal_id_appeal")),
        sa.ForeignKeyConstraint(
            ["user_id"], ["user_account.id"], name=op.f("fk_notice_user_id_user_account")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_notice")),
        sa.UniqueConstraint("user_id", "key", name=op.f("uq_notice_user_id_key")),
    )
    op.create_index(op.f("ix_notice_appeal_id"), "notice", ["appeal_id"])
    op.create_index(op.f("ix_notice_user_id_seen_at"), "notice", ["user_id", "seen_at"])


def _outbox() -> None:
    op.create_table(
        "outbox_message",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column(
            "key", sa.String(length=120), nullable=False, comment="What it is, so that it is posted once."
        ),
        sa.Column("way", _words("outbox_way", ("email", "edms")), nullable=False),
        sa.Column("recipient", sa.String(length=400), nullable=False),
        sa.Column("subject", sa.String(length=400), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.Column(
            "document", sa.JSON(), nullable=False, comment="What another system reads beside the words."
        ),
        sa.Column("about", sa.String(length=120), nullable=True, comment="Number of the appeal."),
        sa.Column("message_id", sa.String(length=120), nullable=False),
        sa.Column("posted_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("next_try_at", sa.DateTime(timezone=True), nullable=True, comment="None: no further try."),
        sa.Column("tries", sa.Integer(), nullable=False),
        sa.Column(
            "fault",
            sa.String(length=120),
            nullable=True,
            comment="Kind of the last failure; never its words.",
        ),
        sa.Column("sent_at", sa.DateTime(timezone=True), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_outbox_message")),
        sa.UniqueConstraint("key", name=op.f("uq_outbox_message_key")),
        sa.UniqueConstraint("message_id", name=op.f("uq_outbox_message_message_id")),
    )
    op.create_index(
        op.f("ix_outbox_message_sent_at_next_try_at"), "outbox_message", ["sent_at", "next_try_at"]
    )


def _trail() -> None:
    op.create_table(
        "trail_entry",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("what", sa.String(length=120), nullable=False, comment="appeal.read, sign_in.refused …"),
        sa.Column("user_id", sa.Integer(), nullable=True),
        sa.Column("api_key_id", sa.Integer(), nullable=True),
        sa.Column("about", sa.String(length=120), nullable=True, comment="Number or id of what it concerns."),
        sa.Column("details", sa.JSON(), nullable=False, comment="Ids and figures; never a person's words."),
        sa.Column("before", sa.String(length=64), nullable=False, comment="Hash of the row before."),
        sa.Column("hash", sa.String(length=64), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_trail_entry")),
        sa.UniqueConstraint("hash", name=op.f("uq_trail_entry_hash")),
    )
    for column in ("about", "at", "user_id", "what"):
        op.create_index(op.f(f"ix_trail_entry_{column}"), "trail_entry", [column])


def downgrade() -> None:
    for table in ("trail_entry", "outbox_message", "notice", "letter"):
        op.drop_table(table)
    for column in ("origin_on", "origin_letter", "origin", "internal_due_on"):
        drop_column("appeal", column)
    for column in ("merged_into_id", "parent_id"):
        op.drop_index(op.f(f"ix_appeal_{column}"), "appeal")
        drop_column("appeal", column)
    _set_words(STATES, ACTIONS, OUTCOMES)
