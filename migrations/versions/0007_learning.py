"""What is learnt from examples: layers, strikes taken back, and how boldly the advice speaks of a unit."""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "learned_layer",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("examples", sa.Integer(), nullable=False, comment="How many examples it was trained on."),
        sa.Column(
            "change",
            sa.Integer(),
            nullable=False,
            comment="Number of the knowledge base up to which it has seen examples.",
        ),
        sa.Column(
            "unseen", sa.Integer(), nullable=False, comment="On how many unseen appeals it was measured."
        ),
        sa.Column(
            "quality", sa.Double(), nullable=True, comment="Share of them whose unit it named first; 0..1."
        ),
        sa.Column(
            "quality_before",
            sa.Double(),
            nullable=True,
            comment="The same share by what was in force when it was made.",
        ),
        sa.Column("in_force", sa.Boolean(), nullable=False),
        sa.Column("put_by_id", sa.Integer(), nullable=True, comment="Who put an earlier one in force again."),
        sa.Column(
            "put_at", sa.DateTime(timezone=True), nullable=True, comment="When it last came into force."
        ),
        sa.Column("weights", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(
            ["put_by_id"], ["user_account.id"], name=op.f("fk_learned_layer_put_by_id_user_account")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_learned_layer")),
    )
    with op.batch_alter_table("learned_layer", schema=None) as batch_op:
        batch_op.create_index(
            "uq_learned_layer_in_force",
            ["in_force"],
            unique=True,
            sqlite_where=sa.text("in_force"),
            postgresql_where=sa.text("in_force"),
        )

    op.create_table(
        "unit_policy",
        sa.Column("unit_id", sa.Integer(), nullable=False),
        sa.Column(
            "auto_route_from",
            sa.Double(),
            nullable=True,
            comment="From this confidence on an appeal is routed without a click; none: never.",
        ),
        sa.Column(
            "ask_below", sa.Double(), nullable=False, comment="Below this confidence the advice is to ask."
        ),
        sa.Column(
            "not_ours_from",
            sa.Double(),
            nullable=False,
            comment="From this probability that nobody here is competent, the advice is to ask.",
        ),
        sa.Column("changed_by_id", sa.Integer(), nullable=True),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("ask_below BETWEEN 0 AND 1", name=op.f("ck_unit_policy_ask_below_is_a_share")),
        sa.CheckConstraint(
            "auto_route_from IS NULL OR (auto_route_from BETWEEN 0 AND 1 AND ask_below <= auto_route_from)",
            name=op.f("ck_unit_policy_auto_route_from_above_ask_below"),
        ),
        sa.CheckConstraint(
            "not_ours_from BETWEEN 0 AND 1", name=op.f("ck_unit_policy_not_ours_from_is_a_share")
        ),
        sa.ForeignKeyConstraint(
            ["changed_by_id"], ["user_account.id"], name=op.f("fk_unit_policy_changed_by_id_user_account")
        ),
        sa.ForeignKeyConstraint(["unit_id"], ["unit.id"], name=op.f("fk_unit_policy_unit_id_unit")),
        sa.PrimaryKeyConstraint("unit_id", name=op.f("pk_unit_policy")),
    )
    with op.batch_alter_table("example", schema=None) as batch_op:
        batch_op.add_column(
            sa.Column(
                "restored_at",
                sa.DateTime(timezone=True),
                nullable=True,
                comment="When a strike was taken back; who struck it, and why, stays until it is struck again.",
            )
        )
        batch_op.add_column(sa.Column("restored_by_id", sa.Integer(), nullable=True))
        batch_op.create_foreign_key(
            batch_op.f("fk_example_restored_by_id_user_account"), "user_account", ["restored_by_id"], ["id"]
        )

    with op.batch_alter_table("knowledge_version", schema=None) as batch_op:
        batch_op.add_column(
            sa.Column(
                "cards",
                sa.Integer(),
                server_default="0",
                nullable=False,
                comment="The number with which cards, statutes or units last changed.",
            )
        )


def downgrade() -> None:
    with op.batch_alter_table("knowledge_version", schema=None) as batch_op:
        batch_op.drop_column("cards")

    with op.batch_alter_table("example", schema=None) as batch_op:
        batch_op.drop_constraint(batch_op.f("fk_example_restored_by_id_user_account"), type_="foreignkey")
        batch_op.drop_column("restored_by_id")
        batch_op.drop_column("restored_at")

    op.drop_table("unit_policy")
    with op.batch_alter_table("learned_layer", schema=None) as batch_op:
        batch_op.drop_index(
            "uq_learned_layer_in_force",
            sqlite_where=sa.text("in_force"),
            postgresql_where=sa.text("in_force"),
        )

    op.drop_table("learned_layer")
