"""Appeals that the matching learns from, and the ministry's own synonyms."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "synonym",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("said", sa.String(length=120), nullable=False),
        sa.Column("meant", sa.JSON(), nullable=False),
        sa.Column("by_id", sa.Integer(), nullable=True),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["by_id"], ["user_account.id"], name=op.f("fk_synonym_by_id_user_account")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_synonym")),
        sa.UniqueConstraint("said", name=op.f("uq_synonym_said")),
    )
    op.create_table(
        "example",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column(
            "appeal_number",
            sa.String(length=120),
            nullable=True,
            comment="The appeal it was taken from; none for an imported one.",
        ),
        sa.Column(
            "text",
            sa.Text(),
            nullable=False,
            comment="The appeal's text, telephone numbers and codes masked.",
        ),
        sa.Column("unit_id", sa.Integer(), nullable=False),
        sa.Column("competence_id", sa.Integer(), nullable=True),
        sa.Column(
            "suggested_unit_id",
            sa.Integer(),
            nullable=True,
            comment="The unit that the matching named first; another one was corrected.",
        ),
        sa.Column(
            "standing",
            sa.Enum(
                "provisional",
                "confirmed",
                name="example_standing",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("by_id", sa.Integer(), nullable=True),
        sa.Column("confirmed_by_id", sa.Integer(), nullable=True),
        sa.Column("added_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("struck_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("struck_by_id", sa.Integer(), nullable=True),
        sa.Column("strike_reason", sa.Text(), nullable=True),
        sa.Column(
            "change",
            sa.Integer(),
            nullable=False,
            comment="Number of the knowledge base with which it came or last changed.",
        ),
        sa.ForeignKeyConstraint(["by_id"], ["user_account.id"], name=op.f("fk_example_by_id_user_account")),
        sa.ForeignKeyConstraint(
            ["competence_id"], ["competence.id"], name=op.f("fk_example_competence_id_competence")
        ),
        sa.ForeignKeyConstraint(
            ["confirmed_by_id"], ["user_account.id"], name=op.f("fk_example_confirmed_by_id_user_account")
        ),
        sa.ForeignKeyConstraint(
            ["struck_by_id"], ["user_account.id"], name=op.f("fk_example_struck_by_id_user_account")
        ),
        sa.ForeignKeyConstraint(
            ["suggested_unit_id"], ["unit.id"], name=op.f("fk_example_suggested_unit_id_unit")
        ),
        sa.ForeignKeyConstraint(["unit_id"], ["unit.id"], name=op.f("fk_example_unit_id_unit")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_example")),
        sa.UniqueConstraint("appeal_number", name=op.f("uq_example_appeal_number")),
    )
    with op.batch_alter_table("example", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_example_by_id"), ["by_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_example_change"), ["change"], unique=False)
        batch_op.create_index(batch_op.f("ix_example_competence_id"), ["competence_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_example_unit_id"), ["unit_id"], unique=False)


def downgrade() -> None:
    with op.batch_alter_table("example", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_example_unit_id"))
        batch_op.drop_index(batch_op.f("ix_example_competence_id"))
        batch_op.drop_index(batch_op.f("ix_example_change"))
        batch_op.drop_index(batch_op.f("ix_example_by_id"))

    op.drop_table("example")
    op.drop_table("synonym")
