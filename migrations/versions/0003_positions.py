"""The register of civil-service positions, and who holds which."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "position",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("statute", sa.String(length=20), nullable=False, comment="Code of the statute, 004."),
        sa.Column(
            "clause",
            sa.String(length=40),
            nullable=False,
            comment="Number of the clause in the statute, 2.1.6.",
        ),
        sa.Column(
            "entry", sa.String(length=20), nullable=False, comment="Number of the entry in the clause."
        ),
        sa.Column("name", sa.String(length=400), nullable=False),
        sa.Column(
            "place", sa.Text(), nullable=False, comment="The bodies where it stands, as the entry words them."
        ),
        sa.Column(
            "grade",
            sa.Enum(
                "administrative",
                "supporting",
                name="grade",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column(
            "cls",
            sa.Enum(
                "highest",
                "first",
                "second",
                "third",
                "fourth",
                "fifth",
                "sixth",
                "seventh",
                name="position_class",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("groups", sa.JSON(), nullable=False, comment="Codes of the groups of bodies."),
        sa.Column(
            "rank", sa.Integer(), nullable=False, comment="Place in the whole register, 1 is the highest."
        ),
        sa.Column("in_force", sa.Boolean(), nullable=False),
        sa.Column(
            "shipped", sa.Boolean(), nullable=False, comment="Came with the product, not from the decree."
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_position")),
        sa.UniqueConstraint("clause", "entry", "name", name=op.f("uq_position_clause_entry_name")),
    )
    # Not in a batch: SQLite would make the table anew, and appeals refer to it.
    on_postgres = op.get_bind().dialect.name == "postgresql"
    reference = () if on_postgres else (sa.ForeignKey("position.id"),)
    op.add_column(
        "staff_member",
        sa.Column(
            "position_id",
            sa.Integer(),
            *reference,
            nullable=True,
            comment="The position of the register: rank comes from it.",
        ),
        inline_references=True,
    )
    if on_postgres:
        op.create_foreign_key(
            op.f("fk_staff_member_position_id_position"), "staff_member", "position", ["position_id"], ["id"]
        )
    op.create_index(op.f("ix_staff_member_position_id"), "staff_member", ["position_id"], unique=False)


def downgrade() -> None:
    op.drop_index(op.f("ix_staff_member_position_id"), "staff_member")
    op.drop_column("staff_member", "position_id")
    op.drop_table("position")
