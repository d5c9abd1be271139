"""Telephone calls, the calls that are owed, recordings and the requests for copies of them."""

import sqlalchemy as sa
from alembic import op

revision = "0017"
down_revision = "0016"
branch_labels = None
depends_on = None

TABLES = ("copy_request", "recording", "call_appeal", "call_event", "call", "callback_try", "callback")


def _words(name: str, words: tuple[str, ...]) -> sa.Enum:
    return sa.Enum(*words, name=name, native_enum=False, create_constraint=True, length=40)


def upgrade() -> None:
    _callbacks()
    _callback_trys()
    _calls()
    _call_events()
    _call_appeals()
    _recordings()
    _copy_requests()


def downgrade() -> None:
    for table in TABLES:
        op.drop_table(table)


def _callbacks() -> None:
    op.create_table(
        "callback",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("number_typed", sa.String(length=120), nullable=False, comment="As it was sent or typed."),
        sa.Column(
            "number",
            sa.String(length=120),
            nullable=False,
            comment="E.164, else the digits of what was typed.",
        ),
        sa.Column(
            "open_number",
            sa.String(length=120),
            nullable=True,
            comment="The number while it is open: two open ones cannot stand.",
        ),
        sa.Column(
            "why",
            _words(
                "callback_why",
                (
                    "missed",
                    "abandoned",
                    "voicemail",
                    "out_of_hours",
                    "ordered",
                ),
            ),
            nullable=False,
            comment="What began it.",
        ),
        sa.Column("note", sa.Text(), nullable=True, comment="What the caller asked for when ordering it."),
        sa.Column(
            "asked_at",
            sa.DateTime(timezone=True),
            nullable=False,
            comment="The first call missed, or the order.",
        ),
        sa.Column("last_asked_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("asked", sa.Integer(), nullable=False, comment="How many calls and orders it answers."),
        sa.Column("ordered_by_id", sa.Integer(), nullable=True),
        sa.Column("ordered_by_key_id", sa.Integer(), nullable=True),
        sa.Column("due_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column(
            "next_try_at",
            sa.DateTime(timezone=True),
            nullable=True,
            comment="Not before, after a try in vain.",
        ),
        sa.Column("taken_by_id", sa.Integer(), nullable=True),
        sa.Column("taken_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column(
            "state",
            _words(
                "callback_state",
                (
                    "open",
                    "reached",
                    "called_again",
                    "wrong_number",
                    "given_up",
                ),
            ),
            nullable=False,
        ),
        sa.Column("closed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("closed_by_id", sa.Integer(), nullable=True),
        sa.Column("result", sa.Text(), nullable=True, comment="What the operator noted at the end."),
        sa.Column("appeal_id", sa.Integer(), nullable=True),
        sa.CheckConstraint(
            "(closed_at IS NULL) = (state = 'open')", name=op.f("ck_callback_closed_when_not_open")
        ),
        sa.CheckConstraint(
            "(open_number IS NULL) = (state <> 'open')", name=op.f("ck_callback_open_under_a_number")
        ),
        sa.CheckConstraint(
            "(taken_by_id IS NULL) = (taken_at IS NULL)", name=op.f("ck_callback_taken_at_a_moment")
        ),
        sa.ForeignKeyConstraint(["appeal_id"], ["appeal.id"], name=op.f("fk_callback_appeal_id_appeal")),
        sa.ForeignKeyConstraint(
            ["closed_by_id"], ["user_account.id"], name=op.f("fk_callback_closed_by_id_user_account")
        ),
        sa.ForeignKeyConstraint(
            ["ordered_by_id"], ["user_account.id"], name=op.f("fk_callback_ordered_by_id_user_account")
        ),
        sa.ForeignKeyConstraint(
            ["ordered_by_key_id"], ["api_key.id"], name=op.f("fk_callback_ordered_by_key_id_api_key")
        ),
        sa.ForeignKeyConstraint(
            ["taken_by_id"], ["user_account.id"], name=op.f("fk_callback_taken_by_id_user_account")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_callback")),
        sa.UniqueConstraint("open_number", name=op.f("uq_callback_open_number")),
    )
    op.create_index(op.f("ix_callback_appeal_id"), "callback", ["appeal_id"], unique=False)
    op.create_index(op.f("ix_callback_closed_at"), "callback", ["closed_at"], unique=False)
    op.create_index(op.f("ix_callback_number"), "callback", ["number"], unique=False)
    op.create_index(op.f("ix_callback_state_due_at"), "callback", ["state", "due_at"], unique=False)


def _callback_trys() -> None:
    op.create_table(
        "callback_try",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("callback_id", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("user_id", sa.Integer(), nullable=True),
        sa.Column("note", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(
            ["callback_id"], ["callback.id"], name=op.f("fk_callback_try_callback_id_callback")
        ),
        sa.ForeignKeyConstraint(
            ["user_id"], ["user_account.id"], name=op.f("fk_callback_try_user_id_user_account")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_callback_try")),
    )
    op.create_index(op.f("ix_callback_try_callback_id"), "callback_try", ["callback_id"], unique=False)


def _calls() -> None:
    op.create_table(
        "call",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column(
            "exchange",
            sa.String(length=120),
            nullable=False,
            comment="Which exchange, where there are several.",
        ),
        sa.Column(
            "exchange_id", sa.String(length=120), nullable=False, comment="The exchange's id of the call."
        ),
        sa.Column(
            "direction",
            _words(
                "direction",
                (
                    "inbound",
                    "outbound",
                ),
            ),
            nullable=False,
        ),
        sa.Column(
            "number_typed",
            sa.String(length=120),
            nullable=True,
            comment="As it was sent; none when it was withheld.",
        ),
        sa.Column(
            "number", sa.String(length=120), nullable=True, comment="E.164, else the digits of what was sent."
        ),
        sa.Column(
            "line",
            _words(
                "line",
                (
                    "hotline",
                    "landline",
                ),
            ),
            nullable=False,
        ),
        sa.Column("line_name", sa.String(length=120), nullable=True),
        sa.Column("started_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("answered_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("day", sa.Date(), nullable=False, comment="The day in Baku on which it began."),
        sa.Column(
            "half",
            _words(
                "half",
                (
                    "first",
                    "second",
                ),
            ),
            nullable=False,
        ),
        sa.Column("in_hours", sa.Boolean(), nullable=False, comment="The lines were open when it began."),
        sa.Column("wait_seconds", sa.Integer(), nullable=False),
        sa.Column("talk_seconds", sa.Integer(), nullable=False),
        sa.Column("operator_id", sa.Integer(), nullable=True),
        sa.Column(
            "operator_text",
            sa.String(length=120),
            nullable=True,
            comment="As the exchange named the operator.",
        ),
        sa.Column(
            "outcome",
            _words(
                "call_outcome",
                (
                    "answered",
                    "missed",
                    "abandoned",
                    "voicemail",
                    "out_of_hours",
                ),
            ),
            nullable=True,
            comment="None while it rings.",
        ),
        sa.Column(
            "notice_given", sa.Boolean(), nullable=True, comment="The caller was told of the recording first."
        ),
        sa.Column(
            "recording_ref",
            sa.String(length=400),
            nullable=True,
            comment="What the exchange calls the recording.",
        ),
        sa.Column("callback_id", sa.Integer(), nullable=True),
        sa.Column("received_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["callback_id"], ["callback.id"], name=op.f("fk_call_callback_id_callback")),
        sa.ForeignKeyConstraint(
            ["operator_id"], ["user_account.id"], name=op.f("fk_call_operator_id_user_account")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_call")),
        sa.UniqueConstraint("exchange", "exchange_id", name=op.f("uq_call_exchange_exchange_id")),
    )
    op.create_index(op.f("ix_call_callback_id"), "call", ["callback_id"], unique=False)
    op.create_index(op.f("ix_call_day_line"), "call", ["day", "line"], unique=False)
    op.create_index(op.f("ix_call_number"), "call", ["number"], unique=False)
    op.create_index(
        op.f("ix_call_operator_id_started_at"), "call", ["operator_id", "started_at"], unique=False
    )
    op.create_index(op.f("ix_call_started_at"), "call", ["started_at"], unique=False)


def _call_events() -> None:
    op.create_table(
        "call_event",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("call_id", sa.Integer(), nullable=False),
        sa.Column(
            "event",
            _words(
                "call_event",
                (
                    "ringing",
                    "answered",
                    "ended",
                ),
            ),
            nullable=False,
        ),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("said", sa.JSON(), nullable=False),
        sa.Column("received_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("api_key_id", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(
            ["api_key_id"], ["api_key.id"], name=op.f("fk_call_event_api_key_id_api_key")
        ),
        sa.ForeignKeyConstraint(["call_id"], ["call.id"], name=op.f("fk_call_event_call_id_call")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_call_event")),
    )
    op.create_index(op.f("ix_call_event_call_id"), "call_event", ["call_id"], unique=False)


def _call_appeals() -> None:
    op.create_table(
        "call_appeal",
        sa.Column("call_id", sa.Integer(), nullable=False),
        sa.Column("appeal_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["appeal_id"], ["appeal.id"], name=op.f("fk_call_appeal_appeal_id_appeal")),
        sa.ForeignKeyConstraint(["call_id"], ["call.id"], name=op.f("fk_call_appeal_call_id_call")),
        sa.PrimaryKeyConstraint("call_id", "appeal_id", name=op.f("pk_call_appeal")),
    )
    op.create_index(op.f("ix_call_appeal_appeal_id"), "call_appeal", ["appeal_id"], unique=False)


def _recordings() -> None:
    op.create_table(
        "recording",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("call_id", sa.Integer(), nullable=False),
        sa.Column("file", sa.String(length=120), nullable=True, comment="Name in the folder of recordings."),
        sa.Column("kind", sa.String(length=8), nullable=False, comment="wav, mp3 or ogg, by its content."),
        sa.Column("size", sa.Integer(), nullable=False, comment="Bytes of sound."),
        sa.Column("print", sa.String(length=64), nullable=False, comment="Keyed print of the sound."),
        sa.Column("stored_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("hold_reason", sa.Text(), nullable=True, comment="Why it may not be erased."),
        sa.Column("held_by_id", sa.Integer(), nullable=True),
        sa.Column("held_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("erased_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint(
            "(file IS NULL) = (erased_at IS NOT NULL)", name=op.f("ck_recording_a_file_or_erased")
        ),
        sa.CheckConstraint(
            "(hold_reason IS NULL) = (held_at IS NULL)", name=op.f("ck_recording_held_for_a_reason")
        ),
        sa.ForeignKeyConstraint(["call_id"], ["call.id"], name=op.f("fk_recording_call_id_call")),
        sa.ForeignKeyConstraint(
            ["held_by_id"], ["user_account.id"], name=op.f("fk_recording_held_by_id_user_account")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_recording")),
        sa.UniqueConstraint("call_id", name=op.f("uq_recording_call_id")),
    )
    op.create_index(op.f("ix_recording_erased_at"), "recording", ["erased_at"], unique=False)


def _copy_requests() -> None:
    op.create_table(
        "copy_request",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("number", sa.String(length=120), nullable=False, comment="S-2026-000001."),
        sa.Column("call_id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=400), nullable=False, comment="Who asks."),
        sa.Column(
            "identity",
            sa.String(length=400),
            nullable=False,
            comment="How it was checked that it is the caller.",
        ),
        sa.Column("registered_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("registered_by_id", sa.Integer(), nullable=True),
        sa.Column("due_on", sa.Date(), nullable=False),
        sa.Column(
            "state",
            _words(
                "copy_state",
                (
                    "registered",
                    "given",
                    "refused",
                ),
            ),
            nullable=False,
        ),
        sa.Column("decided_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("decided_by_id", sa.Integer(), nullable=True),
        sa.Column("reason", sa.Text(), nullable=True, comment="Why it was refused."),
        sa.CheckConstraint(
            "(decided_at IS NULL) = (state = 'registered')",
            name=op.f("ck_copy_request_decided_when_not_registered"),
        ),
        sa.ForeignKeyConstraint(["call_id"], ["call.id"], name=op.f("fk_copy_request_call_id_call")),
        sa.ForeignKeyConstraint(
            ["decided_by_id"], ["user_account.id"], name=op.f("fk_copy_request_decided_by_id_user_account")
        ),
        sa.ForeignKeyConstraint(
            ["registered_by_id"],
            ["user_account.id"],
            name=op.f("fk_copy_request_registered_by_id_user_account"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_copy_request")),
        sa.UniqueConstraint("number", name=op.f("uq_copy_request_number")),
    )
    op.create_index(op.f("ix_copy_request_call_id"), "copy_request", ["call_id"], unique=False)
    op.create_index(op.f("ix_copy_request_state_due_on"), "copy_request", ["state", "due_on"], unique=False)
