"""Where a person of the staff gets mail."""

import sqlalchemy as sa
from alembic import op

from migrations.shaping import drop_column

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column(
        "user_account",
        sa.Column(
            "email", sa.String(length=400), nullable=True, comment="Where notices are mailed; none: nowhere."
        ),
    )


def downgrade() -> None:
    drop_column("user_account", "email")
