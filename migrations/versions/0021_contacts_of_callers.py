"""Further telephone numbers and e-mails of a caller, by which they are found again."""

import sqlalchemy as sa
from alembic import op

revision = "0021"
down_revision = "0020"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "caller_contact",
        sa.Column("caller_id", sa.Integer(), nullable=False),
        sa.Column("value", sa.String(length=400), nullable=False, comment="A number as E.164, or an e-mail."),
        sa.ForeignKeyConstraint(
            ["caller_id"], ["caller.id"], name=op.f("fk_caller_contact_caller_id_caller")
        ),
        sa.PrimaryKeyConstraint("caller_id", "value", name=op.f("pk_caller_contact")),
    )
    op.create_index(op.f("ix_caller_contact_value"), "caller_contact", ["value"])


def downgrade() -> None:
    op.drop_table("caller_contact")
