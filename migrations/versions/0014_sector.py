"""The sector's work plans, and the proposals that its figures led to."""

import sqlalchemy as sa
from alembic import op

revision = "0014"
down_revision = "0013"
branch_labels = None
depends_on = None


def _words(name: str, *words: str) -> sa.Enum:
    return sa.Enum(*words, name=name, native_enum=False, create_constraint=True, length=40)


def _of_user(table: str, column: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint(
        [column], ["user_account.id"], name=op.f(f"fk_{table}_{column}_user_account")
    )


def upgrade() -> None:
    op.create_table(
        "work_plan",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("title", sa.String(length=400), nullable=False),
        sa.Column("first_day", sa.Date(), nullable=False),
        sa.Column("last_day", sa.Date(), nullable=False),
        sa.Column("made_by_id", sa.Integer(), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("signed_by_id", sa.Integer(), nullable=True),
        sa.Column("signed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column(
            "content_hash",
            sa.String(length=64),
            nullable=True,
            comment="SHA-256 of what was signed: title, days, items, owners.",
        ),
        sa.CheckConstraint("first_day <= last_day", name=op.f("ck_work_plan_days_in_order")),
        sa.CheckConstraint(
            "(signed_at IS NULL) = (signed_by_id IS NULL)", name=op.f("ck_work_plan_signed_by_somebody")
        ),
        _of_user("work_plan", "made_by_id"),
        _of_user("work_plan", "signed_by_id"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_work_plan")),
    )
    op.create_table(
        "work_item",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("plan_id", sa.Integer(), nullable=False),
        sa.Column("what", sa.Text(), nullable=False),
        sa.Column("owner_id", sa.Integer(), nullable=False),
        sa.Column("due_on", sa.Date(), nullable=False),
        sa.Column("reported_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("report", sa.Text(), nullable=True, comment="What the owner says was done."),
        sa.Column("confirmed_by_id", sa.Integer(), nullable=True),
        sa.Column("confirmed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column(
            "returned", sa.Text(), nullable=True, comment="Why the head did not agree that it is done."
        ),
        sa.CheckConstraint(
            "confirmed_by_id IS NULL OR confirmed_by_id <> owner_id", name=op.f("ck_work_item_two_people")
        ),
        sa.CheckConstraint(
            "confirmed_at IS NULL OR reported_at IS NOT NULL",
            name=op.f("ck_work_item_reported_before_confirmed"),
        ),
        _of_user("work_item", "owner_id"),
        _of_user("work_item", "confirmed_by_id"),
        sa.ForeignKeyConstraint(["plan_id"], ["work_plan.id"], name=op.f("fk_work_item_plan_id_work_plan")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_work_item")),
    )
    op.create_index(op.f("ix_work_item_plan_id"), "work_item", ["plan_id"])
    op.create_index(op.f("ix_work_item_owner_id"), "work_item", ["owner_id"])
    op.create_table(
        "proposal",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column(
            "first_day", sa.Date(), nullable=False, comment="First day of the month whose figures these are."
        ),
        sa.Column("key", sa.String(length=400), nullable=False),
        sa.Column(
            "subject",
            _words("proposal_subject", "training", "improvement", "reward", "discipline"),
            nullable=False,
        ),
        sa.Column("user_id", sa.Integer(), nullable=True),
        sa.Column(
            "drafted", sa.Text(), nullable=False, comment="The sentence that was drafted, as its message id."
        ),
        sa.Column("values", sa.JSON(), nullable=False),
        sa.Column("text", sa.Text(), nullable=True, comment="In the head's own words, once they changed it."),
        sa.Column("state", _words("proposal_state", "draft", "sent", "dropped"), nullable=False),
        sa.Column("drafted_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("decided_by_id", sa.Integer(), nullable=True),
        sa.Column("decided_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint(
            "(state = 'draft') = (decided_at IS NULL)", name=op.f("ck_proposal_decided_when_no_draft")
        ),
        _of_user("proposal", "user_id"),
        _of_user("proposal", "decided_by_id"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_proposal")),
        sa.UniqueConstraint("first_day", "key", name=op.f("uq_proposal_first_day_key")),
    )
    op.create_index(op.f("ix_proposal_state"), "proposal", ["state"])


def downgrade() -> None:
    for table in ("proposal", "work_item", "work_plan"):
        op.drop_table(table)
