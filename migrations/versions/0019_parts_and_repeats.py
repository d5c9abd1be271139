"""Letters to several bodies, marks of what appeals say, and whom an appeal came from.

Marks are made when an appeal is logged; those of earlier appeals are made by the timetable afterwards, some at a time.
A person's own earlier appeals are found without marks.
"""

from datetime import UTC, date, datetime, timedelta

import sqlalchemy as sa
from alembic import op

revision = "0019"
down_revision = "0018"
branch_labels = None
depends_on = None

BAKU = timedelta(hours=4)


def upgrade() -> None:
    op.create_table(
        "likeness_mark",
        sa.Column("mark", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("appeal_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["appeal_id"], ["appeal.id"], name=op.f("fk_likeness_mark_appeal_id_appeal")),
        sa.PrimaryKeyConstraint("mark", "appeal_id", name=op.f("pk_likeness_mark")),
    )
    op.create_index(op.f("ix_likeness_mark_appeal_id"), "likeness_mark", ["appeal_id"])
    op.create_table(
        "forwarding",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("appeal_id", sa.Integer(), nullable=False),
        sa.Column("body_id", sa.Integer(), nullable=True),
        sa.Column(
            "body_name", sa.String(length=400), nullable=False, comment="The body as it was named that day."
        ),
        sa.Column("letter", sa.String(length=120), nullable=False),
        sa.Column("day", sa.Date(), nullable=False, comment="Day of the letter."),
        sa.Column("due_on", sa.Date(), nullable=False, comment="Last day on which the law let it go."),
        sa.Column("clause", sa.String(length=40), nullable=True),
        sa.Column("note", sa.Text(), nullable=True),
        sa.Column("user_id", sa.Integer(), nullable=True),
        sa.Column("api_key_id", sa.Integer(), nullable=True),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["api_key_id"], ["api_key.id"], name=op.f("fk_forwarding_api_key_id_api_key")
        ),
        sa.ForeignKeyConstraint(["appeal_id"], ["appeal.id"], name=op.f("fk_forwarding_appeal_id_appeal")),
        sa.ForeignKeyConstraint(["body_id"], ["body.id"], name=op.f("fk_forwarding_body_id_body")),
        sa.ForeignKeyConstraint(
            ["user_id"], ["user_account.id"], name=op.f("fk_forwarding_user_id_user_account")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_forwarding")),
    )
    op.create_index(op.f("ix_forwarding_appeal_id"), "forwarding", ["appeal_id"])
    op.create_index(op.f("ix_forwarding_body_id"), "forwarding", ["body_id"])
    op.create_index(op.f("ix_appeal_origin"), "appeal", ["origin"])
    _letters_so_far()


def _letters_so_far() -> None:
    """Each appeal that was forwarded before had one letter, which its event tells of."""
    event = sa.table(
        "appeal_event",
        sa.column("appeal_id", sa.Integer),
        sa.column("action", sa.String),
        sa.column("at", sa.DateTime(timezone=True)),
        sa.column("clause", sa.String),
        sa.column("reason", sa.Text),
        sa.column("details", sa.JSON),
        sa.column("user_id", sa.Integer),
        sa.column("api_key_id", sa.Integer),
        sa.column("id", sa.Integer),
    )
    body = sa.table("body", sa.column("id", sa.Integer), sa.column("name", sa.String))
    letter = sa.table(
        "forwarding",
        *(sa.column(name) for name in ("appeal_id", "body_id", "body_name", "letter", "clause", "note")),
        *(sa.column(name, sa.Date) for name in ("day", "due_on")),
        *(sa.column(name) for name in ("user_id", "api_key_id")),
        sa.column("at", sa.DateTime(timezone=True)),
    )
    bind = op.get_bind()
    named = {name: key for key, name in bind.execute(sa.select(body.c.id, body.c.name))}
    found = sa.select(event).where(event.c.action == "forward").order_by(event.c.id)
    sent = [
        {
            "appeal_id": row["appeal_id"],
            "body_id": named.get(row["details"].get("body", "")),
            "body_name": row["details"].get("body", ""),
            "letter": row["details"].get("letter", ""),
            # What the law's last day was is not reckoned again: these letters count as sent in time.
            "day": _day(row["at"]),
            "due_on": _day(row["at"]),
            "clause": row["clause"],
            "note": row["reason"],
            "user_id": row["user_id"],
            "api_key_id": row["api_key_id"],
            "at": row["at"],
        }
        for row in bind.execute(found).mappings()
    ]
    if sent:
        bind.execute(letter.insert(), sent)


def _day(at: datetime) -> date:
    # SQLite gives the moment in UTC and without its zone.
    return ((at.astimezone(UTC).replace(tzinfo=None) if at.tzinfo else at) + BAKU).date()


def downgrade() -> None:
    op.drop_index(op.f("ix_appeal_origin"), "appeal")
    op.drop_table("forwarding")
    op.drop_table("likeness_mark")
