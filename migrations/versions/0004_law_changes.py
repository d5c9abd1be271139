"""Proposed changes of the calendar and the legal parameters, and the step that counts a deadline anew."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None

ACTIONS = (
    "log",
    "confirm_kind",
    "reclassify",
    "answer_on_line",
    "route",
    "accept",
    "assign",
    "send_back",
    "extend",
    "draft",
    "approve",
    "revise",
    "deliver",
    "forward",
    "close",
    "reopen",
)


def upgrade() -> None:
    allow((*ACTIONS, "recount"))
    op.create_table(
        "law_change",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column(
            "subject",
            sa.Enum("day", "limit", name="law_subject", native_enum=False, create_constraint=True, length=40),
            nullable=False,
        ),
        sa.Column("content", sa.JSON(), nullable=False, comment="The day or the limit as it is to be."),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column(
            "state",
            sa.Enum(
                "proposed",
                "confirmed",
                "rejected",
                name="law_change_state",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("proposed_by_id", sa.Integer(), nullable=False),
        sa.Column("proposed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("decided_by_id", sa.Integer(), nullable=True),
        sa.Column("decided_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column(
            "moved", sa.Integer(), nullable=True, comment="How many open appeals got another due date."
        ),
        sa.CheckConstraint(
            "(decided_at IS NULL) = (state = 'proposed')", name=op.f("ck_law_change_decided_when_no_proposal")
        ),
        sa.CheckConstraint(
            "decided_by_id IS NULL OR decided_by_id <> proposed_by_id", name=op.f("ck_law_change_two_people")
        ),
        sa.ForeignKeyConstraint(
            ["decided_by_id"], ["user_account.id"], name=op.f("fk_law_change_decided_by_id_user_account")
        ),
        sa.ForeignKeyConstraint(
            ["proposed_by_id"], ["user_account.id"], name=op.f("fk_law_change_proposed_by_id_user_account")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_law_change")),
    )
    with op.batch_alter_table("law_change", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_law_change_state"), ["state"], unique=False)


def downgrade() -> None:
    allow(ACTIONS)
    with op.batch_alter_table("law_change", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_law_change_state"))

    op.drop_table("law_change")


def allow(actions: tuple[str, ...]) -> None:
    """Let an event be one of the actions."""
    words = ", ".join(repr(action) for action in actions)
    with op.batch_alter_table("appeal_event") as batch_op:
        batch_op.drop_constraint(op.f("ck_appeal_event_action"), type_="check")
        batch_op.create_check_constraint(op.f("ck_appeal_event_action"), f"action IN ({words})")
