"""Articles of the information service, the acts they rest on, and the article behind an answer."""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "article",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("code", sa.String(length=120), nullable=False),
        sa.Column(
            "topic",
            sa.Enum(
                "starting",
                "taxes",
                "e_services",
                "permits",
                "support",
                "market",
                "property",
                "appeals",
                "other",
                name="article_topic",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column(
            "appeal_number",
            sa.String(length=120),
            nullable=True,
            comment="The appeal whose answer was proposed as an article; editors do not see it.",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_article")),
        sa.UniqueConstraint("appeal_number", name=op.f("uq_article_appeal_number")),
        sa.UniqueConstraint("code", name=op.f("uq_article_code")),
    )
    op.create_table(
        "watched_act",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=400), nullable=False),
        sa.Column("number", sa.String(length=120), nullable=True),
        sa.Column("made_on", sa.Date(), nullable=True),
        sa.Column("address", sa.String(length=400), nullable=False, comment="Where it is published."),
        sa.Column("every_days", sa.Integer(), nullable=False),
        sa.Column("statute_code", sa.String(length=20), nullable=True, comment="Where it is imported here."),
        sa.Column("added_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("retired_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint("every_days > 0", name=op.f("ck_watched_act_every_days")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_watched_act")),
    )
    op.create_table(
        "act_look",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("act_id", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("by_id", sa.Integer(), nullable=False),
        sa.Column("changed", sa.Boolean(), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["act_id"], ["watched_act.id"], name=op.f("fk_act_look_act_id_watched_act")),
        sa.ForeignKeyConstraint(["by_id"], ["user_account.id"], name=op.f("fk_act_look_by_id_user_account")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_act_look")),
    )
    with op.batch_alter_table("act_look", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_act_look_act_id"), ["act_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_act_look_at"), ["at"], unique=False)

    op.create_table(
        "article_flag",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("article_id", sa.Integer(), nullable=False),
        sa.Column(
            "reason",
            sa.Enum(
                "act_changed",
                "expired",
                "expires_soon",
                "reported",
                name="article_flag_reason",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column(
            "note", sa.Text(), nullable=False, comment="Which act and clauses, or what the reader said."
        ),
        sa.Column("raised_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("raised_by_id", sa.Integer(), nullable=True),
        sa.Column("resolved_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("resolved_by_id", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(
            ["article_id"], ["article.id"], name=op.f("fk_article_flag_article_id_article")
        ),
        sa.ForeignKeyConstraint(
            ["raised_by_id"], ["user_account.id"], name=op.f("fk_article_flag_raised_by_id_user_account")
        ),
        sa.ForeignKeyConstraint(
            ["resolved_by_id"], ["user_account.id"], name=op.f("fk_article_flag_resolved_by_id_user_account")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_article_flag")),
    )
    with op.batch_alter_table("article_flag", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_article_flag_article_id"), ["article_id"], unique=False)
        batch_op.create_index(
            "uq_article_flag_open",
            ["article_id", "reason"],
            unique=True,
            sqlite_where=sa.text("resolved_at IS NULL"),
            postgresql_where=sa.text("resolved_at IS NULL"),
        )

    op.create_table(
        "article_version",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("article_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column(
            "state",
            sa.Enum(
                "draft",
                "in_review",
                "returned",
                "published",
                "withdrawn",
                name="article_version_state",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("valid_from", sa.Date(), nullable=False),
        sa.Column("valid_to", sa.Date(), nullable=True),
        sa.Column("review_due", sa.Date(), nullable=True, comment="Day by which an editor reads it again."),
        sa.Column(
            "certainty",
            sa.Enum(
                "confirmed",
                "to_confirm",
                name="article_certainty",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column(
            "shipped", sa.Boolean(), nullable=False, comment="Came with the product; nobody here wrote it."
        ),
        sa.Column("author_id", sa.Integer(), nullable=True, comment="Who wrote in it last."),
        sa.Column("written_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("reviewer_id", sa.Integer(), nullable=True),
        sa.Column("reviewed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("review_note", sa.Text(), nullable=True, comment="What the reviewer asks to change."),
        sa.Column("published_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("withdrawn_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("withdrawn_by_id", sa.Integer(), nullable=True),
        sa.Column("withdrawal", sa.Text(), nullable=True, comment="Why; nothing where a newer one followed."),
        sa.Column(
            "clause_keys", sa.JSON(), nullable=False, comment="Clauses it rests on, such as 002:3.0.6."
        ),
        sa.CheckConstraint(
            "state <> 'published' OR shipped OR (author_id IS NOT NULL AND reviewer_id IS NOT NULL)",
            name=op.f("ck_article_version_reviewed_when_published"),
        ),
        sa.CheckConstraint(
            "reviewer_id IS NULL OR reviewer_id <> author_id", name=op.f("ck_article_version_two_people")
        ),
        sa.CheckConstraint(
            "valid_to IS NULL OR valid_to >= valid_from", name=op.f("ck_article_version_valid_span")
        ),
        sa.ForeignKeyConstraint(
            ["article_id"], ["article.id"], name=op.f("fk_article_version_article_id_article")
        ),
        sa.ForeignKeyConstraint(
            ["author_id"], ["user_account.id"], name=op.f("fk_article_version_author_id_user_account")
        ),
        sa.ForeignKeyConstraint(
            ["reviewer_id"], ["user_account.id"], name=op.f("fk_article_version_reviewer_id_user_account")
        ),
        sa.ForeignKeyConstraint(
            ["withdrawn_by_id"],
            ["user_account.id"],
            name=op.f("fk_article_version_withdrawn_by_id_user_account"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_article_version")),
        sa.UniqueConstraint("article_id", "number", name=op.f("uq_article_version_article_id_number")),
    )
    with op.batch_alter_table("article_version", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_article_version_published_at"), ["published_at"], unique=False)
        batch_op.create_index(batch_op.f("ix_article_version_withdrawn_at"), ["withdrawn_at"], unique=False)
        batch_op.create_index(
            "uq_article_version_published",
            ["article_id"],
            unique=True,
            sqlite_where=sa.text("state = 'published'"),
            postgresql_where=sa.text("state = 'published'"),
        )

    op.create_table(
        "article_source",
        sa.Column("version_id", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=400), nullable=False),
        sa.Column("number", sa.String(length=120), nullable=True),
        sa.Column("made_on", sa.Date(), nullable=True),
        sa.Column(
            "clauses",
            sa.String(length=400),
            nullable=False,
            comment="Which articles or clauses of the act, in words.",
        ),
        sa.Column("address", sa.String(length=400), nullable=False, comment="Where it is published."),
        sa.ForeignKeyConstraint(
            ["version_id"], ["article_version.id"], name=op.f("fk_article_source_version_id_article_version")
        ),
        sa.PrimaryKeyConstraint("version_id", "position", name=op.f("pk_article_source")),
    )
    op.create_table(
        "article_text",
        sa.Column("version_id", sa.Integer(), nullable=False),
        sa.Column("language", sa.String(length=2), nullable=False),
        sa.Column("title", sa.String(length=400), nullable=False),
        sa.Column("questions", sa.JSON(), nullable=False, comment="As callers ask it."),
        sa.Column("answer", sa.Text(), nullable=False, comment="What is read to the caller."),
        sa.Column("details", sa.Text(), nullable=False, comment="The fuller text, for further questions."),
        sa.Column("steps", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(
            ["version_id"], ["article_version.id"], name=op.f("fk_article_text_version_id_article_version")
        ),
        sa.PrimaryKeyConstraint("version_id", "language", name=op.f("pk_article_text")),
    )
    with op.batch_alter_table("appeal_event", schema=None) as batch_op:
        batch_op.add_column(
            sa.Column(
                "article_version_id",
                sa.Integer(),
                nullable=True,
                comment="The article from which the answer was taken.",
            )
        )
        batch_op.create_index(
            batch_op.f("ix_appeal_event_article_version_id"), ["article_version_id"], unique=False
        )
        batch_op.create_foreign_key(
            batch_op.f("fk_appeal_event_article_version_id_article_version"),
            "article_version",
            ["article_version_id"],
            ["id"],
        )


def downgrade() -> None:
    with op.batch_alter_table("appeal_event", schema=None) as batch_op:
        batch_op.drop_constraint(
            batch_op.f("fk_appeal_event_article_version_id_article_version"), type_="foreignkey"
        )
        batch_op.drop_index(batch_op.f("ix_appeal_event_article_version_id"))
        batch_op.drop_column("article_version_id")

    op.drop_table("article_text")
    op.drop_table("article_source")
    with op.batch_alter_table("article_version", schema=None) as batch_op:
        batch_op.drop_index(
            "uq_article_version_published",
            sqlite_where=sa.text("state = 'published'"),
            postgresql_where=sa.text("state = 'published'"),
        )
        batch_op.drop_index(batch_op.f("ix_article_version_withdrawn_at"))
        batch_op.drop_index(batch_op.f("ix_article_version_published_at"))

    op.drop_table("article_version")
    with op.batch_alter_table("article_flag", schema=None) as batch_op:
        batch_op.drop_index(
            "uq_article_flag_open",
            sqlite_where=sa.text("resolved_at IS NULL"),
            postgresql_where=sa.text("resolved_at IS NULL"),
        )
        batch_op.drop_index(batch_op.f("ix_article_flag_article_id"))

    op.drop_table("article_flag")
    with op.batch_alter_table("act_look", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_act_look_at"))
        batch_op.drop_index(batch_op.f("ix_act_look_act_id"))

    op.drop_table("act_look")
    op.drop_table("watched_act")
    op.drop_table("article")
