"""Resolutions with those who help, and absences with those who stand in."""

import sqlalchemy as sa
from alembic import op

revision = "0016"
down_revision = "0015"
branch_labels = None
depends_on = None


def upgrade() -> None:
    _resolutions()
    _absences()
    # What heads instructed before this is in the events of giving out.
    op.execute(
        "INSERT INTO resolution (appeal_id, at, user_id, api_key_id, unit_id, executor_id, instruction) "
        "SELECT appeal_id, at, user_id, api_key_id, unit_id, executor_id, reason FROM appeal_event "
        "WHERE action = 'assign' AND executor_id IS NOT NULL ORDER BY id"
    )


def _resolutions() -> None:
    op.create_table(
        "resolution",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("appeal_id", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("user_id", sa.Integer(), nullable=True),
        sa.Column("api_key_id", sa.Integer(), nullable=True),
        sa.Column("unit_id", sa.Integer(), nullable=True),
        sa.Column("executor_id", sa.Integer(), nullable=False),
        sa.Column(
            "instead_of_id",
            sa.Integer(),
            nullable=True,
            comment="Whom the executor stands in for: the one who was named.",
        ),
        sa.Column("internal_due_on", sa.Date(), nullable=True),
        sa.Column("instruction", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(["appeal_id"], ["appeal.id"], name=op.f("fk_resolution_appeal_id_appeal")),
        sa.ForeignKeyConstraint(
            ["user_id"], ["user_account.id"], name=op.f("fk_resolution_user_id_user_account")
        ),
        sa.ForeignKeyConstraint(
            ["api_key_id"], ["api_key.id"], name=op.f("fk_resolution_api_key_id_api_key")
        ),
        sa.ForeignKeyConstraint(["unit_id"], ["unit.id"], name=op.f("fk_resolution_unit_id_unit")),
        sa.ForeignKeyConstraint(
            ["executor_id"], ["staff_member.id"], name=op.f("fk_resolution_executor_id_staff_member")
        ),
        sa.ForeignKeyConstraint(
            ["instead_of_id"], ["staff_member.id"], name=op.f("fk_resolution_instead_of_id_staff_member")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_resolution")),
    )
    op.create_index(op.f("ix_resolution_appeal_id"), "resolution", ["appeal_id"])
    op.create_index(op.f("ix_resolution_executor_id_at"), "resolution", ["executor_id", "at"])
    op.create_table(
        "co_executor",
        sa.Column("resolution_id", sa.Integer(), nullable=False),
        sa.Column("staff_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["resolution_id"], ["resolution.id"], name=op.f("fk_co_executor_resolution_id_resolution")
        ),
        sa.ForeignKeyConstraint(
            ["staff_id"], ["staff_member.id"], name=op.f("fk_co_executor_staff_id_staff_member")
        ),
        sa.PrimaryKeyConstraint("resolution_id", "staff_id", name=op.f("pk_co_executor")),
    )
    op.create_index(op.f("ix_co_executor_staff_id"), "co_executor", ["staff_id"])


def _absences() -> None:
    people = ("entered_by_id", "shortened_by_id", "cancelled_by_id")
    op.create_table(
        "absence",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("staff_id", sa.Integer(), nullable=False),
        sa.Column("first_on", sa.Date(), nullable=False),
        sa.Column(
            "last_on",
            sa.Date(),
            nullable=False,
            comment="The last day away; moved back when it is shortened.",
        ),
        sa.Column("planned_until", sa.Date(), nullable=False, comment="The last day as it was entered."),
        sa.Column(
            "deputy_id",
            sa.Integer(),
            nullable=True,
            comment="Gets the new work, and the rights of an absent head.",
        ),
        sa.Column(
            "reason",
            sa.Enum(
                *("leave", "illness", "trip", "training", "other"),
                name="absence_reason",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("entered_by_id", sa.Integer(), nullable=False),
        sa.Column("entered_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("shortened_by_id", sa.Integer(), nullable=True),
        sa.Column("shortened_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("cancelled_by_id", sa.Integer(), nullable=True),
        sa.Column("cancelled_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint("last_on >= first_on", name=op.f("ck_absence_in_order")),
        sa.CheckConstraint("deputy_id IS NULL OR deputy_id <> staff_id", name=op.f("ck_absence_two_people")),
        sa.CheckConstraint(
            "(cancelled_at IS NULL) = (cancelled_by_id IS NULL)",
            name=op.f("ck_absence_cancelled_by_somebody"),
        ),
        sa.CheckConstraint(
            "(shortened_at IS NULL) = (shortened_by_id IS NULL)",
            name=op.f("ck_absence_shortened_by_somebody"),
        ),
        *(
            sa.ForeignKeyConstraint(
                [column], ["staff_member.id"], name=op.f(f"fk_absence_{column}_staff_member")
            )
            for column in ("staff_id", "deputy_id")
        ),
        *(
            sa.ForeignKeyConstraint(
                [column], ["user_account.id"], name=op.f(f"fk_absence_{column}_user_account")
            )
            for column in people
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_absence")),
    )
    for column in ("staff_id", "deputy_id"):
        op.create_index(op.f(f"ix_absence_{column}_last_on"), "absence", [column, "last_on"])


def downgrade() -> None:
    for table in ("absence", "co_executor", "resolution"):
        op.drop_table(table)
