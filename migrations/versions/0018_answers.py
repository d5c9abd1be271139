"""Reasons and ready texts of answers, drafts that are only saved, how an answer was told, and satisfaction."""

from typing import Any

import sqlalchemy as sa
from alembic import op

from migrations.shaping import drop_column

revision = "0018"
down_revision = "0017"
branch_labels = None
depends_on = None

KINDS = ("inquiry", "question", "application", "proposal", "complaint")
OUTCOMES = (
    *("satisfied", "partly_satisfied", "explained", "refused", "forwarded"),
    *("unconsidered", "withdrawn", "written_offered"),
)


def _words(name: str, words: tuple[str, ...]) -> sa.Enum:
    return sa.Enum(*words, name=name, native_enum=False, create_constraint=True, length=40)


def _moment(name: str, *, nullable: bool = True, comment: str | None = None) -> sa.Column[Any]:
    return sa.Column(name, sa.DateTime(timezone=True), nullable=nullable, comment=comment)


def upgrade() -> None:
    for name, kind, comment in (
        (
            "reasons",
            sa.Text(),
            "Of what is not granted, with how to complain; the applicant gets it after the text.",
        ),
        ("template", sa.String(length=120), "The ready text it began from, code/version."),
        ("suggested", sa.Text(), "The wording that the head would rather see."),
    ):
        op.add_column("answer", sa.Column(name, kind, nullable=True, comment=comment))
    _drafts()
    _templates()
    _satisfaction()
    # A database that was filled before this form lacks the newer limit; an empty one gets all of them later.
    op.execute(
        "INSERT INTO legal_parameter (key, value, unit, valid_from, act, clause, certainty) "
        "SELECT 'reopen.window', 30, 'days', '2015-02-25', 'Daxili qayda', 'təsdiqlənməlidir', 'D' "
        "WHERE EXISTS (SELECT 1 FROM legal_parameter)"
    )


def _drafts() -> None:
    op.create_table(
        "saved_draft",
        sa.Column("appeal_id", sa.Integer(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("reasons", sa.Text(), nullable=False),
        sa.Column("outcome", _words("draft_outcome", OUTCOMES), nullable=True),
        sa.Column("template", sa.String(length=120), nullable=True),
        sa.Column("saved_by_id", sa.Integer(), nullable=True),
        _moment("saved_at", nullable=False),
        sa.ForeignKeyConstraint(["appeal_id"], ["appeal.id"], name=op.f("fk_saved_draft_appeal_id_appeal")),
        sa.ForeignKeyConstraint(
            ["saved_by_id"], ["user_account.id"], name=op.f("fk_saved_draft_saved_by_id_user_account")
        ),
        sa.PrimaryKeyConstraint("appeal_id", name=op.f("pk_saved_draft")),
    )
    op.create_table(
        "delivery_note",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("answer_id", sa.Integer(), nullable=False),
        sa.Column(
            "told_to",
            sa.String(length=400),
            nullable=True,
            comment="Who took the answer, when not the applicant.",
        ),
        sa.Column("on_day", sa.Date(), nullable=False),
        sa.Column(
            "accepted", sa.Boolean(), nullable=True, comment="What the applicant said; none: not asked."
        ),
        sa.Column("letter", sa.String(length=120), nullable=True, comment="Number of the letter."),
        sa.Column(
            "address", sa.String(length=400), nullable=True, comment="The e-mail address to which it went."
        ),
        sa.ForeignKeyConstraint(["answer_id"], ["answer.id"], name=op.f("fk_delivery_note_answer_id_answer")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_delivery_note")),
        sa.UniqueConstraint("answer_id", name=op.f("uq_delivery_note_answer_id")),
    )


def _templates() -> None:
    op.create_table(
        "answer_template",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("code", sa.String(length=120), nullable=False),
        sa.Column("language", sa.String(length=2), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False, comment="1 is the first wording."),
        sa.Column("title", sa.String(length=400), nullable=False),
        sa.Column("kind", _words("template_kind", KINDS), nullable=True, comment="None: any kind."),
        sa.Column(
            "outcome",
            _words("template_outcome", OUTCOMES),
            nullable=True,
            comment="The outcome that the text means; none: any.",
        ),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("made_by_id", sa.Integer(), nullable=True),
        _moment("made_at", nullable=False),
        sa.Column("retired_by_id", sa.Integer(), nullable=True),
        _moment("retired_at"),
        *(
            sa.ForeignKeyConstraint(
                [column], ["user_account.id"], name=op.f(f"fk_answer_template_{column}_user_account")
            )
            for column in ("made_by_id", "retired_by_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_answer_template")),
        sa.UniqueConstraint(
            "code", "language", "number", name=op.f("uq_answer_template_code_language_number")
        ),
    )
    op.create_index(
        "uq_answer_template_in_use",
        "answer_template",
        ["code", "language"],
        unique=True,
        sqlite_where=sa.text("retired_at IS NULL"),
        postgresql_where=sa.text("retired_at IS NULL"),
    )


def _satisfaction() -> None:
    op.create_table(
        "satisfaction",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("appeal_id", sa.Integer(), nullable=False),
        _moment("asked_at", nullable=False),
        sa.Column(
            "token_hash",
            sa.String(length=64),
            nullable=True,
            comment="SHA-256 of the link's secret; none: asked by telephone.",
        ),
        _moment("expires_at"),
        _moment("answered_at"),
        sa.Column("declined", sa.Boolean(), nullable=False, comment="Asked by telephone, would not answer."),
        sa.Column("rating", sa.Integer(), nullable=True, comment="1 to 5, 5 is the best."),
        sa.Column(
            "solved", sa.Boolean(), nullable=True, comment="Whether the matter was solved, as they say."
        ),
        sa.Column("comment", sa.Text(), nullable=True),
        sa.Column("asked_by_id", sa.Integer(), nullable=True),
        sa.CheckConstraint(
            "rating IS NULL OR rating BETWEEN 1 AND 5", name=op.f("ck_satisfaction_rating_of_five")
        ),
        sa.CheckConstraint(
            "(answered_at IS NULL) = (rating IS NULL AND NOT declined)", name=op.f("ck_satisfaction_answered")
        ),
        sa.ForeignKeyConstraint(["appeal_id"], ["appeal.id"], name=op.f("fk_satisfaction_appeal_id_appeal")),
        sa.ForeignKeyConstraint(
            ["asked_by_id"], ["user_account.id"], name=op.f("fk_satisfaction_asked_by_id_user_account")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_satisfaction")),
        sa.UniqueConstraint("appeal_id", name=op.f("uq_satisfaction_appeal_id")),
        sa.UniqueConstraint("token_hash", name=op.f("uq_satisfaction_token_hash")),
    )
    op.create_index(op.f("ix_satisfaction_answered_at"), "satisfaction", ["answered_at"])


def downgrade() -> None:
    op.execute("DELETE FROM legal_parameter WHERE key = 'reopen.window'")
    for table in ("satisfaction", "answer_template", "delivery_note", "saved_draft"):
        op.drop_table(table)
    for column in ("suggested", "template", "reasons"):
        drop_column("answer", column)
