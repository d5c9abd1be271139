"""Asking units for advice, receiving applicants, and turning to the Head of the Apparatus."""

from datetime import date

import sqlalchemy as sa
from alembic import op

revision = "0015"
down_revision = "0014"
branch_labels = None
depends_on = None

LIMIT = "consultation.internal"
PARAMETERS = sa.table(
    "legal_parameter",
    *(sa.column(name) for name in ("key", "value", "unit", "act", "clause", "certainty")),
    sa.column("valid_from", sa.Date()),
)


def upgrade() -> None:
    _consultations()
    _referrals()
    _receptions()
    _limit()


def _consultations() -> None:
    still_open = sa.text("advised_at IS NULL AND called_off_at IS NULL")
    op.create_table(
        "consultation",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("appeal_id", sa.Integer(), nullable=False),
        sa.Column("unit_id", sa.Integer(), nullable=False, comment="The unit that is asked."),
        sa.Column("question", sa.Text(), nullable=False),
        sa.Column("asked_by_id", sa.Integer(), nullable=True),
        sa.Column("asked_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("due_on", sa.Date(), nullable=False, comment="By the short clock, on the day of asking."),
        sa.Column("advice", sa.Text(), nullable=True),
        sa.Column("advised_by_id", sa.Integer(), nullable=True),
        sa.Column("advised_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("called_off_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint(
            "(advice IS NULL) = (advised_at IS NULL)", name=op.f("ck_consultation_advice_with_its_time")
        ),
        sa.CheckConstraint(
            "advised_at IS NULL OR called_off_at IS NULL", name=op.f("ck_consultation_answered_or_called_off")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_consultation")),
        *_keys("consultation", appeal_id="appeal", unit_id="unit", asked_by_id=USER, advised_by_id=USER),
    )
    op.create_index(op.f("ix_consultation_appeal_id"), "consultation", ["appeal_id"])
    op.create_index(op.f("ix_consultation_unit_id_appeal_id"), "consultation", ["unit_id", "appeal_id"])
    _one_at_once("uq_consultation_open", "consultation", ["appeal_id", "unit_id"], still_open)


def _referrals() -> None:
    op.create_table(
        "referral",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("appeal_id", sa.Integer(), nullable=False),
        sa.Column("letter", sa.String(length=120), nullable=False, comment="Number of our letter."),
        sa.Column(
            "message_id", sa.String(length=120), nullable=False, comment="By which the exchange answers."
        ),
        sa.Column("note", sa.Text(), nullable=False, comment="The cover note as it was sent."),
        sa.Column("sent_by_id", sa.Integer(), nullable=True),
        sa.Column("sent_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("due_on", sa.Date(), nullable=False, comment="By when the result is asked for."),
        sa.Column("result", sa.Text(), nullable=True),
        sa.Column("reported_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column(
            "reported_by_id",
            sa.Integer(),
            nullable=True,
            comment="None: it came back through the exchange.",
        ),
        sa.CheckConstraint(
            "(result IS NULL) = (reported_at IS NULL)", name=op.f("ck_referral_result_with_its_time")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_referral")),
        sa.UniqueConstraint("letter", name=op.f("uq_referral_letter")),
        sa.UniqueConstraint("message_id", name=op.f("uq_referral_message_id")),
        *_keys("referral", appeal_id="appeal", sent_by_id=USER, reported_by_id=USER),
    )
    op.create_index(op.f("ix_referral_appeal_id"), "referral", ["appeal_id"])
    _one_at_once("uq_referral_open", "referral", ["appeal_id"], sa.text("reported_at IS NULL"))


def _receptions() -> None:
    op.create_table(
        "reception_slot",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("official_id", sa.Integer(), nullable=False),
        sa.Column("starts_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("minutes", sa.Integer(), nullable=False),
        sa.Column("place", sa.String(length=400), nullable=False),
        sa.Column("urgent", sa.Boolean(), nullable=False, comment="Outside of the timetable."),
        sa.Column("made_by_id", sa.Integer(), nullable=True),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("cancelled_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint("minutes BETWEEN 5 AND 240", name=op.f("ck_reception_slot_minutes_in_reason")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_reception_slot")),
        *_keys("reception_slot", official_id="staff_member", made_by_id=USER),
    )
    op.create_index(op.f("ix_reception_slot_starts_at"), "reception_slot", ["starts_at"])
    stands = sa.text("cancelled_at IS NULL")
    _one_at_once("uq_reception_slot_stands", "reception_slot", ["official_id", "starts_at"], stands)
    endings = sa.Enum(
        *("held", "missed", "moved", "lapsed"),
        name="ending",
        native_enum=False,
        create_constraint=True,
        length=40,
    )
    op.create_table(
        "invitation",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("appeal_id", sa.Integer(), nullable=False),
        sa.Column("slot_id", sa.Integer(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=True, comment="Why it could not wait for the timetable."),
        sa.Column("invited_by_id", sa.Integer(), nullable=True),
        sa.Column("invited_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("ending", endings, nullable=True),
        sa.Column("said", sa.Text(), nullable=True, comment="What was said at the reception."),
        sa.Column(
            "answered",
            sa.Boolean(),
            nullable=True,
            comment="Answered orally, and the applicant agreed to that.",
        ),
        sa.Column("recorded_by_id", sa.Integer(), nullable=True),
        sa.CheckConstraint(
            "(ending IS NULL) = (ended_at IS NULL)", name=op.f("ck_invitation_ending_with_its_time")
        ),
        sa.CheckConstraint(
            "(ending IS NOT NULL AND ending = 'held') = (said IS NOT NULL)",
            name=op.f("ck_invitation_said_when_held"),
        ),
        sa.CheckConstraint(
            "(said IS NULL) = (answered IS NULL)", name=op.f("ck_invitation_answered_or_not_when_held")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_invitation")),
        *_keys(
            "invitation",
            appeal_id="appeal",
            slot_id="reception_slot",
            invited_by_id=USER,
            recorded_by_id=USER,
        ),
    )
    for column in ("appeal_id", "slot_id"):
        op.create_index(op.f(f"ix_invitation_{column}"), "invitation", [column])
    live = sa.text("ended_at IS NULL")
    _one_at_once("uq_invitation_of_slot", "invitation", ["slot_id"], live)
    _one_at_once("uq_invitation_of_appeal", "invitation", ["appeal_id"], live)


USER = "user_account"


def _keys(table: str, **columns: str) -> list[sa.ForeignKeyConstraint]:
    return [
        sa.ForeignKeyConstraint([column], [f"{to}.id"], name=op.f(f"fk_{table}_{column}_{to}"))
        for column, to in columns.items()
    ]


def _one_at_once(name: str, table: str, columns: list[str], where: sa.TextClause) -> None:
    op.create_index(name, table, columns, unique=True, sqlite_where=where, postgresql_where=where)


def _limit() -> None:
    """Add the new limit where limits are kept already; an empty database gets it with all the others."""
    connection = op.get_bind()
    if connection.scalar(sa.select(sa.func.count()).select_from(PARAMETERS)):
        op.bulk_insert(
            PARAMETERS,
            [
                {
                    "key": LIMIT,
                    "value": 3,
                    "unit": "working_days",
                    "valid_from": date(2015, 8, 31),
                    "act": "002",
                    "clause": "4.0.7",
                    "certainty": "D",
                }
            ],
        )


def downgrade() -> None:
    op.execute(sa.delete(PARAMETERS).where(PARAMETERS.c.key == LIMIT))
    for table in ("invitation", "reception_slot", "referral", "consultation"):
        op.drop_table(table)
