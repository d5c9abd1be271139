"""Changes of cards and units on their way through review; what is retired."""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "knowledge_change",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column(
            "subject",
            sa.Enum(
                "card", "unit", name="change_subject", native_enum=False, create_constraint=True, length=40
            ),
            nullable=False,
        ),
        sa.Column(
            "what",
            sa.Enum(
                "add",
                "change",
                "retire",
                "restore",
                name="change_what",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column(
            "competence_id",
            sa.Integer(),
            nullable=True,
            comment="The card; none while a new one is not published.",
        ),
        sa.Column(
            "unit_id", sa.Integer(), nullable=True, comment="The card's unit, or the unit that is changed."
        ),
        sa.Column("before", sa.JSON(none_as_null=True), nullable=True),
        sa.Column("proposed", sa.JSON(), nullable=False),
        sa.Column(
            "base",
            sa.String(length=64),
            nullable=False,
            comment="Fingerprint of what stood there before; empty for a new one.",
        ),
        sa.Column(
            "standing",
            sa.Enum(
                "draft",
                "in_review",
                "returned",
                "published",
                "withdrawn",
                "undone",
                name="change_standing",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("author_id", sa.Integer(), nullable=False),
        sa.Column("proposed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column(
            "effect",
            sa.JSON(none_as_null=True),
            nullable=True,
            comment="What the last test said: figures only, no text of an appeal.",
        ),
        sa.Column("reviewer_id", sa.Integer(), nullable=True),
        sa.Column("reviewed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("note", sa.Text(), nullable=True, comment="What the reviewer said."),
        sa.Column("published_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column(
            "published_number",
            sa.Integer(),
            nullable=True,
            comment="Number of the knowledge base that it made.",
        ),
        sa.Column("undo_of_id", sa.Integer(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "standing NOT IN ('published', 'undone') OR reviewer_id IS NOT NULL OR undo_of_id IS NOT NULL",
            name=op.f("ck_knowledge_change_two_people"),
        ),
        sa.CheckConstraint(
            "reviewer_id IS NULL OR reviewer_id <> author_id", name=op.f("ck_knowledge_change_never_own")
        ),
        sa.ForeignKeyConstraint(
            ["author_id"], ["user_account.id"], name=op.f("fk_knowledge_change_author_id_user_account")
        ),
        sa.ForeignKeyConstraint(
            ["competence_id"], ["competence.id"], name=op.f("fk_knowledge_change_competence_id_competence")
        ),
        sa.ForeignKeyConstraint(
            ["reviewer_id"], ["user_account.id"], name=op.f("fk_knowledge_change_reviewer_id_user_account")
        ),
        sa.ForeignKeyConstraint(
            ["undo_of_id"],
            ["knowledge_change.id"],
            name=op.f("fk_knowledge_change_undo_of_id_knowledge_change"),
        ),
        sa.ForeignKeyConstraint(["unit_id"], ["unit.id"], name=op.f("fk_knowledge_change_unit_id_unit")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_knowledge_change")),
        sa.UniqueConstraint("undo_of_id", name=op.f("uq_knowledge_change_undo_of_id")),
    )
    with op.batch_alter_table("knowledge_change", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_knowledge_change_author_id"), ["author_id"], unique=False)
        batch_op.create_index(
            batch_op.f("ix_knowledge_change_competence_id"), ["competence_id"], unique=False
        )
        batch_op.create_index(batch_op.f("ix_knowledge_change_reviewer_id"), ["reviewer_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_knowledge_change_unit_id"), ["unit_id"], unique=False)

    op.create_table(
        "seen_example",
        sa.Column("example_id", sa.Integer(), nullable=False),
        sa.Column(
            "change_id", sa.Integer(), nullable=True, comment="The draft it went into; none: passed over."
        ),
        sa.Column("by_id", sa.Integer(), nullable=False),
        sa.Column("seen_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["by_id"], ["user_account.id"], name=op.f("fk_seen_example_by_id_user_account")
        ),
        sa.ForeignKeyConstraint(
            ["change_id"], ["knowledge_change.id"], name=op.f("fk_seen_example_change_id_knowledge_change")
        ),
        sa.ForeignKeyConstraint(
            ["example_id"], ["example.id"], name=op.f("fk_seen_example_example_id_example")
        ),
        sa.PrimaryKeyConstraint("example_id", name=op.f("pk_seen_example")),
    )
    with op.batch_alter_table("seen_example", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_seen_example_by_id"), ["by_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_seen_example_change_id"), ["change_id"], unique=False)

    with op.batch_alter_table("competence", schema=None) as batch_op:
        batch_op.add_column(
            sa.Column(
                "retired_at",
                sa.DateTime(timezone=True),
                nullable=True,
                comment="Since then it is suggested no more; shown where appeals rest on it.",
            )
        )

    with op.batch_alter_table("unit", schema=None) as batch_op:
        batch_op.add_column(
            sa.Column(
                "retired_at",
                sa.DateTime(timezone=True),
                nullable=True,
                comment="Since then it takes no new appeals.",
            )
        )


def downgrade() -> None:
    with op.batch_alter_table("unit", schema=None) as batch_op:
        batch_op.drop_column("retired_at")

    with op.batch_alter_table("competence", schema=None) as batch_op:
        batch_op.drop_column("retired_at")

    with op.batch_alter_table("seen_example", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_seen_example_change_id"))
        batch_op.drop_index(batch_op.f("ix_seen_example_by_id"))

    op.drop_table("seen_example")
    with op.batch_alter_table("knowledge_change", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_knowledge_change_unit_id"))
        batch_op.drop_index(batch_op.f("ix_knowledge_change_reviewer_id"))
        batch_op.drop_index(batch_op.f("ix_knowledge_change_competence_id"))
        batch_op.drop_index(batch_op.f("ix_knowledge_change_author_id"))

    op.drop_table("knowledge_change")
