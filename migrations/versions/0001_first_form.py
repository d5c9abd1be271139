"""The first form of the database."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "api_key",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=120), nullable=False),
        sa.Column(
            "key_hash", sa.String(length=64), nullable=False, comment="SHA-256; the key is shown once."
        ),
        sa.Column("scopes", sa.JSON(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("revoked_at", sa.DateTime(timezone=True), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_api_key")),
        sa.UniqueConstraint("key_hash", name=op.f("uq_api_key_key_hash")),
        sa.UniqueConstraint("name", name=op.f("uq_api_key_name")),
    )
    op.create_table(
        "body",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("code", sa.String(length=120), nullable=False),
        sa.Column("name", sa.String(length=400), nullable=False),
        sa.Column("home", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_body")),
        sa.UniqueConstraint("code", name=op.f("uq_body_code")),
    )
    with op.batch_alter_table("body", schema=None) as batch_op:
        batch_op.create_index(
            "uq_body_home",
            ["home"],
            unique=True,
            sqlite_where=sa.text("home"),
            postgresql_where=sa.text("home"),
        )

    op.create_table(
        "calendar_day",
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("working", sa.Boolean(), nullable=False),
        sa.Column("name", sa.String(length=400), nullable=False),
        sa.Column("kind", sa.String(length=120), nullable=False),
        sa.Column(
            "source", sa.String(length=400), nullable=False, comment="The act that decided it, or the seed."
        ),
        sa.Column("own", sa.Boolean(), nullable=False, comment="Entered by a person; wins over the seed."),
        sa.PrimaryKeyConstraint("day", name=op.f("pk_calendar_day")),
    )
    op.create_table(
        "caller",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column(
            "type",
            sa.Enum(
                "person",
                "entrepreneur",
                "legal_person",
                name="caller_type",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("name", sa.String(length=400), nullable=True),
        sa.Column(
            "phone_typed", sa.String(length=120), nullable=True, comment="As it was typed; never refused."
        ),
        sa.Column("phone", sa.String(length=20), nullable=True, comment="E.164 when it is a number."),
        sa.Column("email", sa.String(length=400), nullable=True),
        sa.Column(
            "fin_sealed", sa.String(length=400), nullable=True, comment="Encrypted; FIN as typed, upper case."
        ),
        sa.Column("fin_print", sa.String(length=64), nullable=True, comment="Keyed print, for look-up."),
        sa.Column("voen", sa.String(length=40), nullable=True),
        sa.Column("address", sa.String(length=400), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_caller")),
    )
    with op.batch_alter_table("caller", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_caller_email"), ["email"], unique=False)
        batch_op.create_index(batch_op.f("ix_caller_fin_print"), ["fin_print"], unique=False)
        batch_op.create_index(batch_op.f("ix_caller_phone"), ["phone"], unique=False)
        batch_op.create_index(batch_op.f("ix_caller_voen"), ["voen"], unique=False)

    op.create_table(
        "counter",
        sa.Column("series", sa.String(length=120), nullable=False),
        sa.Column("value", sa.Integer(), nullable=False, comment="The last number given out."),
        sa.PrimaryKeyConstraint("series", name=op.f("pk_counter")),
    )
    op.create_table(
        "failed_sign_in",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=120), nullable=False),
        sa.Column(
            "address_print",
            sa.String(length=64),
            nullable=False,
            comment="Keyed print of the client's address.",
        ),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_failed_sign_in")),
    )
    with op.batch_alter_table("failed_sign_in", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_failed_sign_in_address_print_at"), ["address_print", "at"], unique=False
        )
        batch_op.create_index(batch_op.f("ix_failed_sign_in_name_at"), ["name", "at"], unique=False)

    op.create_table(
        "job_run",
        sa.Column("job", sa.String(length=120), nullable=False),
        sa.Column("slot", sa.DateTime(timezone=True), nullable=False, comment="The due moment."),
        sa.Column("ran_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("job", "slot", name=op.f("pk_job_run")),
    )
    op.create_table(
        "knowledge_version",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_knowledge_version")),
    )
    op.create_table(
        "legal_parameter",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("key", sa.String(length=120), nullable=False),
        sa.Column("value", sa.Integer(), nullable=False),
        sa.Column("unit", sa.String(length=120), nullable=False),
        sa.Column("valid_from", sa.Date(), nullable=False),
        sa.Column("valid_to", sa.Date(), nullable=True),
        sa.Column("act", sa.String(length=400), nullable=False),
        sa.Column("clause", sa.String(length=400), nullable=False),
        sa.Column(
            "certainty",
            sa.String(length=1),
            nullable=False,
            comment="V seen, P paraphrased, D derived, M remembered.",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_legal_parameter")),
        sa.UniqueConstraint("key", "valid_from", name=op.f("uq_legal_parameter_key_valid_from")),
    )
    op.create_table(
        "user_account",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=120), nullable=False, comment="Sign-in name, lower case."),
        sa.Column("display_name", sa.String(length=400), nullable=False),
        sa.Column(
            "role",
            sa.Enum(
                "operator",
                "unit_staff",
                "unit_head",
                "centre_head",
                "leadership",
                "knowledge_editor",
                "administrator",
                name="role",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("password_hash", sa.String(length=400), nullable=False, comment="argon2id"),
        sa.Column("language", sa.String(length=2), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("disabled_at", sa.DateTime(timezone=True), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_user_account")),
        sa.UniqueConstraint("name", name=op.f("uq_user_account_name")),
    )
    op.create_table(
        "report",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column(
            "period",
            sa.Enum(
                "daily",
                "weekly",
                "monthly",
                "quarterly",
                "half-yearly",
                "yearly",
                "custom",
                name="period",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("first_day", sa.Date(), nullable=False),
        sa.Column("last_day", sa.Date(), nullable=False),
        sa.Column("built_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("built_by_id", sa.Integer(), nullable=True, comment="Empty: the timetable."),
        sa.Column("content", sa.JSON(), nullable=False),
        sa.Column("content_hash", sa.String(length=64), nullable=False, comment="SHA-256 of the content."),
        sa.ForeignKeyConstraint(
            ["built_by_id"], ["user_account.id"], name=op.f("fk_report_built_by_id_user_account")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_report")),
        sa.UniqueConstraint(
            "period", "first_day", "last_day", name=op.f("uq_report_period_first_day_last_day")
        ),
    )
    op.create_table(
        "sign_in",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column(
            "token_hash", sa.String(length=64), nullable=False, comment="SHA-256 of the cookie's token."
        ),
        sa.Column("user_id", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("last_seen_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["user_id"], ["user_account.id"], name=op.f("fk_sign_in_user_id_user_account")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_sign_in")),
        sa.UniqueConstraint("token_hash", name=op.f("uq_sign_in_token_hash")),
    )
    with op.batch_alter_table("sign_in", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_sign_in_user_id"), ["user_id"], unique=False)

    op.create_table(
        "statute",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("code", sa.String(length=20), nullable=False),
        sa.Column("body_id", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(["body_id"], ["body.id"], name=op.f("fk_statute_body_id_body")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_statute")),
        sa.UniqueConstraint("code", name=op.f("uq_statute_code")),
    )
    with op.batch_alter_table("statute", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_statute_body_id"), ["body_id"], unique=False)

    op.create_table(
        "unit",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("code", sa.String(length=120), nullable=False),
        sa.Column("body_id", sa.Integer(), nullable=False),
        sa.Column("parent_id", sa.Integer(), nullable=True),
        sa.Column("name", sa.String(length=400), nullable=False, comment="As the statute names it."),
        sa.Column(
            "kind",
            sa.Enum(
                "department",
                "directorate",
                "sector",
                "section",
                "office",
                name="unit_kind",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("statute_code", sa.String(length=20), nullable=True, comment="The statute that founds it."),
        sa.Column(
            "head_of_apparatus",
            sa.Boolean(),
            nullable=False,
            comment="Takes complaints that their own unit may not examine (002:4.0.09).",
        ),
        sa.ForeignKeyConstraint(["body_id"], ["body.id"], name=op.f("fk_unit_body_id_body")),
        sa.ForeignKeyConstraint(["parent_id"], ["unit.id"], name=op.f("fk_unit_parent_id_unit")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_unit")),
        sa.UniqueConstraint("body_id", "name", name=op.f("uq_unit_body_id_name")),
        sa.UniqueConstraint("code", name=op.f("uq_unit_code")),
    )
    with op.batch_alter_table("unit", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_unit_body_id"), ["body_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_unit_parent_id"), ["parent_id"], unique=False)

    op.create_table(
        "competence",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("code", sa.String(length=120), nullable=False),
        sa.Column("unit_id", sa.Integer(), nullable=False),
        sa.Column("title", sa.String(length=400), nullable=False),
        sa.Column("summary", sa.Text(), nullable=False),
        sa.Column(
            "role",
            sa.Enum(
                "duty",
                "internal",
                "catch_all",
                name="competence_role",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("keywords", sa.JSON(), nullable=False),
        sa.Column(
            "not_this",
            sa.JSON(),
            nullable=False,
            comment="when and unit: looks like this card, but is that unit's.",
        ),
        sa.ForeignKeyConstraint(["unit_id"], ["unit.id"], name=op.f("fk_competence_unit_id_unit")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_competence")),
        sa.UniqueConstraint("code", name=op.f("uq_competence_code")),
    )
    with op.batch_alter_table("competence", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_competence_unit_id"), ["unit_id"], unique=False)

    op.create_table(
        "staff_member",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("unit_id", sa.Integer(), nullable=False),
        sa.Column("user_id", sa.Integer(), nullable=True),
        sa.Column("full_name", sa.String(length=400), nullable=False),
        sa.Column("position", sa.String(length=400), nullable=False),
        sa.Column("head", sa.Boolean(), nullable=False, comment="Heads the unit."),
        sa.ForeignKeyConstraint(["unit_id"], ["unit.id"], name=op.f("fk_staff_member_unit_id_unit")),
        sa.ForeignKeyConstraint(
            ["user_id"], ["user_account.id"], name=op.f("fk_staff_member_user_id_user_account")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_staff_member")),
        sa.UniqueConstraint("user_id", name=op.f("uq_staff_member_user_id")),
    )
    with op.batch_alter_table("staff_member", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_staff_member_unit_id"), ["unit_id"], unique=False)

    op.create_table(
        "statute_version",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("statute_id", sa.Integer(), nullable=False),
        sa.Column(
            "content_hash", sa.String(length=64), nullable=False, comment="SHA-256 of what was understood."
        ),
        sa.Column("body_name", sa.String(length=400), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("act_number", sa.String(length=120), nullable=True),
        sa.Column("act_date", sa.Date(), nullable=True),
        sa.Column("imported_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("in_force", sa.Boolean(), nullable=False),
        sa.Column(
            "decision_points",
            sa.JSON(),
            nullable=False,
            comment="Points of the decision that adopted it; no clauses of the statute.",
        ),
        sa.ForeignKeyConstraint(
            ["statute_id"], ["statute.id"], name=op.f("fk_statute_version_statute_id_statute")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_statute_version")),
        sa.UniqueConstraint(
            "statute_id", "content_hash", name=op.f("uq_statute_version_statute_id_content_hash")
        ),
    )
    with op.batch_alter_table("statute_version", schema=None) as batch_op:
        batch_op.create_index(
            "uq_statute_version_in_force",
            ["statute_id"],
            unique=True,
            sqlite_where=sa.text("in_force"),
            postgresql_where=sa.text("in_force"),
        )

    op.create_table(
        "amending_act",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("version_id", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("number", sa.String(length=120), nullable=True),
        sa.Column("made_on", sa.Date(), nullable=True),
        sa.Column("text", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["version_id"], ["statute_version.id"], name=op.f("fk_amending_act_version_id_statute_version")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_amending_act")),
    )
    with op.batch_alter_table("amending_act", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_amending_act_version_id"), ["version_id"], unique=False)

    op.create_table(
        "appeal",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column(
            "number",
            sa.String(length=120),
            nullable=False,
            comment="Registration number, as told to the caller.",
        ),
        sa.Column("registered_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column(
            "channel",
            sa.Enum(
                "phone",
                "email",
                "web",
                "letter",
                "reception",
                "api",
                "open311",
                "edms",
                "forwarded",
                name="channel",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column(
            "folded", sa.Text(), nullable=False, comment="The text folded, for search in any spelling."
        ),
        sa.Column(
            "language", sa.String(length=2), nullable=False, comment="az, ru or en: the language of the text."
        ),
        sa.Column("caller_id", sa.Integer(), nullable=True),
        sa.Column(
            "contact",
            sa.String(length=120),
            nullable=True,
            comment="Telephone or e-mail given for this appeal, as typed; the caller may have had another before.",
        ),
        sa.Column("logged_by_id", sa.Integer(), nullable=True),
        sa.Column("api_key_id", sa.Integer(), nullable=True),
        sa.Column("confidential", sa.Boolean(), nullable=False),
        sa.Column(
            "kind",
            sa.Enum(
                "inquiry",
                "question",
                "application",
                "proposal",
                "complaint",
                name="kind",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column(
            "kind_confirmed",
            sa.Boolean(),
            nullable=False,
            comment="A person chose the kind or agreed with it.",
        ),
        sa.Column(
            "second_kind",
            sa.Enum(
                "inquiry",
                "question",
                "application",
                "proposal",
                "complaint",
                name="second_kind",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=True,
            comment="While nobody confirmed the kind: the other of the two likeliest.",
        ),
        sa.Column(
            "regime",
            sa.Enum(
                "appeals",
                "information",
                "consultation",
                name="regime",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column(
            "due_on",
            sa.Date(),
            nullable=False,
            comment="Last day for the answer; moved only together with an event.",
        ),
        sa.Column(
            "due_at", sa.DateTime(timezone=True), nullable=True, comment="For clocks that count hours."
        ),
        sa.Column(
            "about_unit_id",
            sa.Integer(),
            nullable=True,
            comment="The unit complained of: it may not examine the appeal.",
        ),
        sa.Column("about_staff_id", sa.Integer(), nullable=True, comment="The official complained of."),
        sa.Column(
            "state",
            sa.Enum(
                "registered",
                "routed",
                "returned",
                "accepted",
                "in_work",
                "awaiting_approval",
                "approved",
                "delivered",
                "answered_on_line",
                "forwarded_out",
                "closed",
                name="state",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("unit_id", sa.Integer(), nullable=True, comment="The unit that has it now."),
        sa.Column("executor_id", sa.Integer(), nullable=True),
        sa.Column("competence_id", sa.Integer(), nullable=True),
        sa.Column(
            "clause",
            sa.String(length=40),
            nullable=True,
            comment="The clause by which it was routed, 003:6.1.6.",
        ),
        sa.Column(
            "body_id", sa.Integer(), nullable=True, comment="The other body to which it was forwarded."
        ),
        sa.Column(
            "decision",
            sa.Enum(
                "answer",
                "route",
                "forward_out",
                "several",
                "ask",
                name="decision",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
            comment="Advice at intake.",
        ),
        sa.Column(
            "out_of_scope",
            sa.Double(),
            nullable=False,
            comment="0..1, how likely no body in the base is competent.",
        ),
        sa.Column("repeat_of_id", sa.Integer(), nullable=True),
        sa.Column(
            "answered_at",
            sa.DateTime(timezone=True),
            nullable=True,
            comment="When the applicant was told, or the appeal was forwarded out.",
        ),
        sa.Column("answered_on_line", sa.Boolean(), nullable=False),
        sa.Column("closed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column(
            "outcome",
            sa.Enum(
                "satisfied",
                "partly_satisfied",
                "explained",
                "refused",
                "forwarded",
                name="outcome",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=True,
        ),
        sa.Column(
            "version",
            sa.Integer(),
            nullable=False,
            comment="Grows with every event; a stale edit is refused by it.",
        ),
        sa.CheckConstraint(
            "(outcome IS NOT NULL) = (state = 'closed')", name=op.f("ck_appeal_outcome_when_closed")
        ),
        sa.ForeignKeyConstraint(
            ["about_staff_id"], ["staff_member.id"], name=op.f("fk_appeal_about_staff_id_staff_member")
        ),
        sa.ForeignKeyConstraint(["about_unit_id"], ["unit.id"], name=op.f("fk_appeal_about_unit_id_unit")),
        sa.ForeignKeyConstraint(["api_key_id"], ["api_key.id"], name=op.f("fk_appeal_api_key_id_api_key")),
        sa.ForeignKeyConstraint(["body_id"], ["body.id"], name=op.f("fk_appeal_body_id_body")),
        sa.ForeignKeyConstraint(["caller_id"], ["caller.id"], name=op.f("fk_appeal_caller_id_caller")),
        sa.ForeignKeyConstraint(
            ["competence_id"], ["competence.id"], name=op.f("fk_appeal_competence_id_competence")
        ),
        sa.ForeignKeyConstraint(
            ["executor_id"], ["staff_member.id"], name=op.f("fk_appeal_executor_id_staff_member")
        ),
        sa.ForeignKeyConstraint(
            ["logged_by_id"], ["user_account.id"], name=op.f("fk_appeal_logged_by_id_user_account")
        ),
        sa.ForeignKeyConstraint(["repeat_of_id"], ["appeal.id"], name=op.f("fk_appeal_repeat_of_id_appeal")),
        sa.ForeignKeyConstraint(["unit_id"], ["unit.id"], name=op.f("fk_appeal_unit_id_unit")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_appeal")),
        sa.UniqueConstraint("number", name=op.f("uq_appeal_number")),
    )
    with op.batch_alter_table("appeal", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_appeal_answered_at"), ["answered_at"], unique=False)
        batch_op.create_index(batch_op.f("ix_appeal_caller_id"), ["caller_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_appeal_closed_at"), ["closed_at"], unique=False)
        batch_op.create_index(batch_op.f("ix_appeal_competence_id"), ["competence_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_appeal_executor_id"), ["executor_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_appeal_logged_by_id"), ["logged_by_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_appeal_registered_at"), ["registered_at"], unique=False)
        batch_op.create_index(batch_op.f("ix_appeal_repeat_of_id"), ["repeat_of_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_appeal_state_due_on"), ["state", "due_on"], unique=False)
        batch_op.create_index(
            batch_op.f("ix_appeal_unit_id_state_due_on"), ["unit_id", "state", "due_on"], unique=False
        )

    op.create_table(
        "clause",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("version_id", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("key", sa.String(length=60), nullable=False),
        sa.Column("number", sa.String(length=120), nullable=False),
        sa.Column("section", sa.String(length=120), nullable=False),
        sa.Column("unit_name", sa.String(length=400), nullable=True, comment="The unit whose duty it is."),
        sa.Column("unit_id", sa.Integer(), nullable=True),
        sa.Column(
            "role",
            sa.Enum(
                "general",
                "direction",
                "duty",
                "right",
                "organisation",
                name="clause_role",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column(
            "catch_all",
            sa.Boolean(),
            nullable=False,
            comment="«Other duties»: true of everything, so it never competes.",
        ),
        sa.Column(
            "lead", sa.Boolean(), nullable=False, comment="Only opens the list of the clauses below it."
        ),
        sa.Column("items", sa.JSON(), nullable=False, comment="number and text of a list inside it."),
        sa.Column("text", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["unit_id"], ["unit.id"], name=op.f("fk_clause_unit_id_unit")),
        sa.ForeignKeyConstraint(
            ["version_id"], ["statute_version.id"], name=op.f("fk_clause_version_id_statute_version")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_clause")),
        sa.UniqueConstraint("version_id", "key", name=op.f("uq_clause_version_id_key")),
    )
    with op.batch_alter_table("clause", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_clause_key"), ["key"], unique=False)
        batch_op.create_index(batch_op.f("ix_clause_unit_id"), ["unit_id"], unique=False)

    op.create_table(
        "competence_clause",
        sa.Column("competence_id", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False, comment="0 is the main clause."),
        sa.Column("clause_key", sa.String(length=60), nullable=False),
        sa.ForeignKeyConstraint(
            ["competence_id"], ["competence.id"], name=op.f("fk_competence_clause_competence_id_competence")
        ),
        sa.PrimaryKeyConstraint("competence_id", "position", name=op.f("pk_competence_clause")),
    )
    with op.batch_alter_table("competence_clause", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_competence_clause_clause_key"), ["clause_key"], unique=False)

    op.create_table(
        "footnote",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("version_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.String(length=120), nullable=False),
        sa.Column("clause_key", sa.String(length=60), nullable=True),
        sa.Column(
            "place",
            sa.String(length=120),
            nullable=False,
            comment="clause, section, title, decision_point or none.",
        ),
        sa.Column(
            "at",
            sa.String(length=400),
            nullable=False,
            comment="Where the mark stands when it is not on a clause.",
        ),
        sa.Column("text", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["version_id"], ["statute_version.id"], name=op.f("fk_footnote_version_id_statute_version")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_footnote")),
    )
    with op.batch_alter_table("footnote", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_footnote_version_id"), ["version_id"], unique=False)

    op.create_table(
        "phrase",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("competence_id", sa.Integer(), nullable=False),
        sa.Column("language", sa.String(length=2), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column(
            "source",
            sa.Enum(
                "catalogue",
                "editor",
                name="phrase_source",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.ForeignKeyConstraint(
            ["competence_id"], ["competence.id"], name=op.f("fk_phrase_competence_id_competence")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_phrase")),
    )
    with op.batch_alter_table("phrase", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_phrase_competence_id"), ["competence_id"], unique=False)

    op.create_table(
        "section",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("version_id", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("number", sa.String(length=120), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["version_id"], ["statute_version.id"], name=op.f("fk_section_version_id_statute_version")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_section")),
    )
    with op.batch_alter_table("section", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_section_version_id"), ["version_id"], unique=False)

    op.create_table(
        "statute_doubt",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("version_id", sa.Integer(), nullable=False),
        sa.Column("what", sa.Text(), nullable=False),
        sa.Column("where", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["version_id"], ["statute_version.id"], name=op.f("fk_statute_doubt_version_id_statute_version")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_statute_doubt")),
    )
    with op.batch_alter_table("statute_doubt", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_statute_doubt_version_id"), ["version_id"], unique=False)

    op.create_table(
        "answer",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("appeal_id", sa.Integer(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column(
            "outcome",
            sa.Enum(
                "satisfied",
                "partly_satisfied",
                "explained",
                "refused",
                "forwarded",
                name="proposed_outcome",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
            comment="As proposed.",
        ),
        sa.Column("author_id", sa.Integer(), nullable=True),
        sa.Column("author_key_id", sa.Integer(), nullable=True),
        sa.Column("drafted_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("approved_by_id", sa.Integer(), nullable=True),
        sa.Column("approved_by_key_id", sa.Integer(), nullable=True),
        sa.Column("approved_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("revision", sa.Text(), nullable=True, comment="Why the head asked for another wording."),
        sa.Column(
            "delivery",
            sa.Enum(
                "phone",
                "email",
                "letter",
                "in_person",
                name="delivery",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=True,
        ),
        sa.Column("delivered_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint(
            "(author_id IS NULL) <> (author_key_id IS NULL)", name=op.f("ck_answer_one_author")
        ),
        sa.CheckConstraint(
            "approved_by_id IS NULL OR approved_by_id <> author_id", name=op.f("ck_answer_two_people")
        ),
        sa.CheckConstraint(
            "approved_by_key_id IS NULL OR approved_by_key_id <> author_key_id",
            name=op.f("ck_answer_two_keys"),
        ),
        sa.ForeignKeyConstraint(["appeal_id"], ["appeal.id"], name=op.f("fk_answer_appeal_id_appeal")),
        sa.ForeignKeyConstraint(
            ["approved_by_id"], ["user_account.id"], name=op.f("fk_answer_approved_by_id_user_account")
        ),
        sa.ForeignKeyConstraint(
            ["approved_by_key_id"], ["api_key.id"], name=op.f("fk_answer_approved_by_key_id_api_key")
        ),
        sa.ForeignKeyConstraint(
            ["author_id"], ["user_account.id"], name=op.f("fk_answer_author_id_user_account")
        ),
        sa.ForeignKeyConstraint(
            ["author_key_id"], ["api_key.id"], name=op.f("fk_answer_author_key_id_api_key")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_answer")),
    )
    with op.batch_alter_table("answer", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_answer_appeal_id"), ["appeal_id"], unique=False)

    op.create_table(
        "appeal_event",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("appeal_id", sa.Integer(), nullable=False),
        sa.Column(
            "version", sa.Integer(), nullable=False, comment="The version of the appeal that this step made."
        ),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column(
            "action",
            sa.Enum(
                "log",
                "confirm_kind",
                "reclassify",
                "answer_on_line",
                "route",
                "accept",
                "assign",
                "send_back",
                "extend",
                "draft",
                "approve",
                "revise",
                "deliver",
                "forward",
                "close",
                "reopen",
                name="action",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column(
            "state",
            sa.Enum(
                "registered",
                "routed",
                "returned",
                "accepted",
                "in_work",
                "awaiting_approval",
                "approved",
                "delivered",
                "answered_on_line",
                "forwarded_out",
                "closed",
                name="event_state",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
            comment="The state it led to.",
        ),
        sa.Column("user_id", sa.Integer(), nullable=True),
        sa.Column("api_key_id", sa.Integer(), nullable=True),
        sa.Column("unit_id", sa.Integer(), nullable=True, comment="The unit it concerns."),
        sa.Column("executor_id", sa.Integer(), nullable=True),
        sa.Column("reason", sa.Text(), nullable=True),
        sa.Column("clause", sa.String(length=40), nullable=True),
        sa.Column("details", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(
            ["api_key_id"], ["api_key.id"], name=op.f("fk_appeal_event_api_key_id_api_key")
        ),
        sa.ForeignKeyConstraint(["appeal_id"], ["appeal.id"], name=op.f("fk_appeal_event_appeal_id_appeal")),
        sa.ForeignKeyConstraint(
            ["executor_id"], ["staff_member.id"], name=op.f("fk_appeal_event_executor_id_staff_member")
        ),
        sa.ForeignKeyConstraint(["unit_id"], ["unit.id"], name=op.f("fk_appeal_event_unit_id_unit")),
        sa.ForeignKeyConstraint(
            ["user_id"], ["user_account.id"], name=op.f("fk_appeal_event_user_id_user_account")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_appeal_event")),
        sa.UniqueConstraint("appeal_id", "version", name=op.f("uq_appeal_event_appeal_id_version")),
    )
    with op.batch_alter_table("appeal_event", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_appeal_event_at"), ["at"], unique=False)
        batch_op.create_index(batch_op.f("ix_appeal_event_unit_id"), ["unit_id"], unique=False)

    op.create_table(
        "submission",
        sa.Column("key", sa.String(length=200), nullable=False, comment="Sender and its key."),
        sa.Column("body_hash", sa.String(length=64), nullable=False, comment="SHA-256 of what was sent."),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("appeal_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["appeal_id"], ["appeal.id"], name=op.f("fk_submission_appeal_id_appeal")),
        sa.PrimaryKeyConstraint("key", name=op.f("pk_submission")),
    )
    op.create_table(
        "suggestion",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("appeal_id", sa.Integer(), nullable=False),
        sa.Column("rank", sa.Integer(), nullable=False, comment="1 is the likeliest."),
        sa.Column("competence_code", sa.String(length=120), nullable=False),
        sa.Column("unit_id", sa.Integer(), nullable=False),
        sa.Column("clauses", sa.JSON(), nullable=False),
        sa.Column("score", sa.Double(), nullable=False),
        sa.Column("confidence", sa.Double(), nullable=False),
        sa.Column("matched", sa.JSON(), nullable=False, comment="word, met, kind of each met word."),
        sa.ForeignKeyConstraint(["appeal_id"], ["appeal.id"], name=op.f("fk_suggestion_appeal_id_appeal")),
        sa.ForeignKeyConstraint(["unit_id"], ["unit.id"], name=op.f("fk_suggestion_unit_id_unit")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_suggestion")),
        sa.UniqueConstraint("appeal_id", "rank", name=op.f("uq_suggestion_appeal_id_rank")),
    )


def downgrade() -> None:
    op.drop_table("suggestion")
    op.drop_table("submission")
    with op.batch_alter_table("appeal_event", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_appeal_event_unit_id"))
        batch_op.drop_index(batch_op.f("ix_appeal_event_at"))

    op.drop_table("appeal_event")
    with op.batch_alter_table("answer", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_answer_appeal_id"))

    op.drop_table("answer")
    with op.batch_alter_table("statute_doubt", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_statute_doubt_version_id"))

    op.drop_table("statute_doubt")
    with op.batch_alter_table("section", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_section_version_id"))

    op.drop_table("section")
    with op.batch_alter_table("phrase", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_phrase_competence_id"))

    op.drop_table("phrase")
    with op.batch_alter_table("footnote", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_footnote_version_id"))

    op.drop_table("footnote")
    with op.batch_alter_table("competence_clause", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_competence_clause_clause_key"))

    op.drop_table("competence_clause")
    with op.batch_alter_table("clause", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_clause_unit_id"))
        batch_op.drop_index(batch_op.f("ix_clause_key"))

    op.drop_table("clause")
    with op.batch_alter_table("appeal", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_appeal_unit_id_state_due_on"))
        batch_op.drop_index(batch_op.f("ix_appeal_state_due_on"))
        batch_op.drop_index(batch_op.f("ix_appeal_repeat_of_id"))
        batch_op.drop_index(batch_op.f("ix_appeal_registered_at"))
        batch_op.drop_index(batch_op.f("ix_appeal_logged_by_id"))
        batch_op.drop_index(batch_op.f("ix_appeal_executor_id"))
        batch_op.drop_index(batch_op.f("ix_appeal_competence_id"))
        batch_op.drop_index(batch_op.f("ix_appeal_closed_at"))
        batch_op.drop_index(batch_op.f("ix_appeal_caller_id"))
        batch_op.drop_index(batch_op.f("ix_appeal_answered_at"))

    op.drop_table("appeal")
    with op.batch_alter_table("amending_act", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_amending_act_version_id"))

    op.drop_table("amending_act")
    with op.batch_alter_table("statute_version", schema=None) as batch_op:
        batch_op.drop_index(
            "uq_statute_version_in_force",
            sqlite_where=sa.text("in_force"),
            postgresql_where=sa.text("in_force"),
        )

    op.drop_table("statute_version")
    with op.batch_alter_table("staff_member", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_staff_member_unit_id"))

    op.drop_table("staff_member")
    with op.batch_alter_table("competence", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_competence_unit_id"))

    op.drop_table("competence")
    with op.batch_alter_table("unit", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_unit_parent_id"))
        batch_op.drop_index(batch_op.f("ix_unit_body_id"))

    op.drop_table("unit")
    with op.batch_alter_table("statute", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_statute_body_id"))

    op.drop_table("statute")
    with op.batch_alter_table("sign_in", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_sign_in_user_id"))

    op.drop_table("sign_in")
    op.drop_table("report")
    op.drop_table("user_account")
    op.drop_table("legal_parameter")
    op.drop_table("knowledge_version")
    op.drop_table("job_run")
    with op.batch_alter_table("failed_sign_in", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_failed_sign_in_name_at"))
        batch_op.drop_index(batch_op.f("ix_failed_sign_in_address_print_at"))

    op.drop_table("failed_sign_in")
    op.drop_table("counter")
    with op.batch_alter_table("caller", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_caller_voen"))
        batch_op.drop_index(batch_op.f("ix_caller_phone"))
        batch_op.drop_index(batch_op.f("ix_caller_fin_print"))
        batch_op.drop_index(batch_op.f("ix_caller_email"))

    op.drop_table("caller")
    op.drop_table("calendar_day")
    with op.batch_alter_table("body", schema=None) as batch_op:
        batch_op.drop_index("uq_body_home", sqlite_where=sa.text("home"), postgresql_where=sa.text("home"))

    op.drop_table("body")
    op.drop_table("api_key")
