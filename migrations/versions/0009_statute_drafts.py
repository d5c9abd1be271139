"""Statutes taken in from a file, waiting for another editor to put them in force."""

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "statute_draft",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("code", sa.String(length=20), nullable=False),
        sa.Column(
            "body_code",
            sa.String(length=120),
            nullable=True,
            comment="The body that the editor named; none: as the text says.",
        ),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("file_name", sa.String(length=400), nullable=False),
        sa.Column(
            "content",
            sa.JSON(),
            nullable=False,
            comment="The statute as plain data: what the reader understood.",
        ),
        sa.Column("content_hash", sa.String(length=64), nullable=False, comment="SHA-256 of the content."),
        sa.Column(
            "against_id", sa.Integer(), nullable=True, comment="The version in force when it was taken in."
        ),
        sa.Column(
            "counted",
            sa.JSON(),
            nullable=False,
            comment="How many clauses it changed in that version, by turn.",
        ),
        sa.Column(
            "standing",
            sa.Enum(
                "waiting",
                "confirmed",
                "withdrawn",
                name="statute_draft_standing",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("by_id", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("confirmed_by_id", sa.Integer(), nullable=True),
        sa.Column(
            "settled_at",
            sa.DateTime(timezone=True),
            nullable=True,
            comment="When it was put in force or withdrawn.",
        ),
        sa.Column(
            "done",
            sa.JSON(none_as_null=True),
            nullable=True,
            comment="What putting it in force did, in figures.",
        ),
        sa.CheckConstraint(
            "(standing = 'confirmed') = (confirmed_by_id IS NOT NULL)",
            name=op.f("ck_statute_draft_two_people"),
        ),
        sa.CheckConstraint(
            "(standing = 'waiting') = (settled_at IS NULL)", name=op.f("ck_statute_draft_settled")
        ),
        sa.CheckConstraint(
            "confirmed_by_id IS NULL OR confirmed_by_id <> by_id", name=op.f("ck_statute_draft_never_own")
        ),
        sa.ForeignKeyConstraint(
            ["against_id"], ["statute_version.id"], name=op.f("fk_statute_draft_against_id_statute_version")
        ),
        sa.ForeignKeyConstraint(
            ["by_id"], ["user_account.id"], name=op.f("fk_statute_draft_by_id_user_account")
        ),
        sa.ForeignKeyConstraint(
            ["confirmed_by_id"],
            ["user_account.id"],
            name=op.f("fk_statute_draft_confirmed_by_id_user_account"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_statute_draft")),
    )
    with op.batch_alter_table("statute_draft", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_statute_draft_code"), ["code"], unique=False)
        batch_op.create_index(batch_op.f("ix_statute_draft_standing"), ["standing"], unique=False)


def downgrade() -> None:
    with op.batch_alter_table("statute_draft", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_statute_draft_standing"))
        batch_op.drop_index(batch_op.f("ix_statute_draft_code"))

    op.drop_table("statute_draft")
