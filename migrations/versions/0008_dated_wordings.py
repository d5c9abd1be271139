"""Dated wordings of clauses, what an import changed, and what has to be looked at because of it."""

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "clause_wording",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("version_id", sa.Integer(), nullable=False),
        sa.Column("clause_key", sa.String(length=60), nullable=False),
        sa.Column(
            "position",
            sa.Integer(),
            nullable=False,
            comment="0 is the oldest wording that the source tells of.",
        ),
        sa.Column("since", sa.Date(), nullable=True, comment="Day of the act that made it; none: not told."),
        sa.Column("until", sa.Date(), nullable=True, comment="Day of the act that ended it; none: in force."),
        sa.Column(
            "known",
            sa.Enum(
                "printed",
                "struck",
                "given",
                "computed",
                "unknown",
                name="wording_known",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("text", sa.Text(), nullable=True, comment="None where the source does not let us know it."),
        sa.Column(
            "fragment",
            sa.Text(),
            nullable=True,
            comment="Of a wording otherwise unknown: the part whose former text the source prints.",
        ),
        sa.Column(
            "in_being",
            sa.Boolean(),
            nullable=False,
            comment="False from the day on which the clause was repealed.",
        ),
        sa.Column(
            "changes",
            sa.JSON(),
            nullable=False,
            comment="What made it: act, date, note, what, item, words before and after, the note's sentence.",
        ),
        sa.CheckConstraint(
            "until IS NULL OR since IS NULL OR since <= until",
            name=op.f("ck_clause_wording_since_before_until"),
        ),
        sa.ForeignKeyConstraint(
            ["version_id"], ["statute_version.id"], name=op.f("fk_clause_wording_version_id_statute_version")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_clause_wording")),
        sa.UniqueConstraint(
            "version_id",
            "clause_key",
            "position",
            name=op.f("uq_clause_wording_version_id_clause_key_position"),
        ),
    )
    with op.batch_alter_table("clause_wording", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_clause_wording_clause_key"), ["clause_key"], unique=False)

    op.create_table(
        "statute_revision",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("statute_id", sa.Integer(), nullable=False),
        sa.Column("earlier_id", sa.Integer(), nullable=False),
        sa.Column("version_id", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["earlier_id"],
            ["statute_version.id"],
            name=op.f("fk_statute_revision_earlier_id_statute_version"),
        ),
        sa.ForeignKeyConstraint(
            ["statute_id"], ["statute.id"], name=op.f("fk_statute_revision_statute_id_statute")
        ),
        sa.ForeignKeyConstraint(
            ["version_id"],
            ["statute_version.id"],
            name=op.f("fk_statute_revision_version_id_statute_version"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_statute_revision")),
    )
    with op.batch_alter_table("statute_revision", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_statute_revision_statute_id"), ["statute_id"], unique=False)

    op.create_table(
        "appeal_recheck",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("appeal_id", sa.Integer(), nullable=False),
        sa.Column(
            "version_id", sa.Integer(), nullable=False, comment="The version in force when they looked."
        ),
        sa.Column(
            "routed_by_id", sa.Integer(), nullable=False, comment="The version by which it was routed."
        ),
        sa.Column(
            "standing",
            sa.Enum(
                "open",
                "confirmed",
                "changed",
                name="appeal_recheck_standing",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("by_id", sa.Integer(), nullable=True),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("note", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(
            ["appeal_id"], ["appeal.id"], name=op.f("fk_appeal_recheck_appeal_id_appeal")
        ),
        sa.ForeignKeyConstraint(
            ["by_id"], ["user_account.id"], name=op.f("fk_appeal_recheck_by_id_user_account")
        ),
        sa.ForeignKeyConstraint(
            ["routed_by_id"],
            ["statute_version.id"],
            name=op.f("fk_appeal_recheck_routed_by_id_statute_version"),
        ),
        sa.ForeignKeyConstraint(
            ["version_id"], ["statute_version.id"], name=op.f("fk_appeal_recheck_version_id_statute_version")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_appeal_recheck")),
        sa.UniqueConstraint(
            "appeal_id",
            "version_id",
            "routed_by_id",
            name=op.f("uq_appeal_recheck_appeal_id_version_id_routed_by_id"),
        ),
    )
    op.create_table(
        "clause_turn",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("revision_id", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column(
            "turn",
            sa.Enum(
                "added",
                "removed",
                "changed",
                "given",
                "moved",
                name="clause_turn",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("key", sa.String(length=60), nullable=False, comment="As it was known before."),
        sa.Column(
            "to_key", sa.String(length=60), nullable=True, comment="As it is known now; none when it went."
        ),
        sa.ForeignKeyConstraint(
            ["revision_id"], ["statute_revision.id"], name=op.f("fk_clause_turn_revision_id_statute_revision")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_clause_turn")),
        sa.UniqueConstraint("revision_id", "position", name=op.f("uq_clause_turn_revision_id_position")),
    )
    with op.batch_alter_table("clause_turn", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_clause_turn_key"), ["key"], unique=False)

    op.create_table(
        "clause_recheck",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("turn_id", sa.Integer(), nullable=False),
        sa.Column(
            "rests",
            sa.Enum(
                "card", "article", name="recheck_rests", native_enum=False, create_constraint=True, length=40
            ),
            nullable=False,
        ),
        sa.Column("code", sa.String(length=120), nullable=False, comment="The card's or article's own code."),
        sa.Column(
            "title", sa.String(length=400), nullable=False, comment="Its title on the day of the import."
        ),
        sa.Column(
            "standing",
            sa.Enum(
                "open",
                "confirmed",
                "changed",
                name="recheck_standing",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("by_id", sa.Integer(), nullable=True),
        sa.Column("at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("note", sa.Text(), nullable=True),
        sa.CheckConstraint("(standing = 'open') = (at IS NULL)", name=op.f("ck_clause_recheck_looked_at")),
        sa.ForeignKeyConstraint(
            ["by_id"], ["user_account.id"], name=op.f("fk_clause_recheck_by_id_user_account")
        ),
        sa.ForeignKeyConstraint(
            ["turn_id"], ["clause_turn.id"], name=op.f("fk_clause_recheck_turn_id_clause_turn")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_clause_recheck")),
        sa.UniqueConstraint("turn_id", "rests", "code", name=op.f("uq_clause_recheck_turn_id_rests_code")),
    )
    with op.batch_alter_table("clause_recheck", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_clause_recheck_standing"), ["standing"], unique=False)

    # In plain SQL, which both databases take: a batch would drop the table that other tables point at.
    op.execute(
        "ALTER TABLE appeal ADD COLUMN statute_version_id INTEGER"
        " CONSTRAINT fk_appeal_statute_version_id_statute_version REFERENCES statute_version (id)"
    )
    op.create_index("ix_appeal_statute_version_id", "appeal", ["statute_version_id"])
    # Appeals routed before: the newest version that was here on the day of routing and has their clause.
    op.execute(
        """
        UPDATE appeal SET statute_version_id = (
            SELECT clause.version_id FROM clause
            JOIN statute_version ON statute_version.id = clause.version_id
            WHERE clause.key = appeal.clause AND statute_version.imported_at <= (
                SELECT max(appeal_event.at) FROM appeal_event
                WHERE appeal_event.appeal_id = appeal.id AND appeal_event.action IN ('route', 'forward')
            )
            ORDER BY statute_version.imported_at DESC, statute_version.id DESC LIMIT 1
        ) WHERE clause IS NOT NULL
        """
    )


def downgrade() -> None:
    with op.batch_alter_table("appeal", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_appeal_statute_version_id"))
        batch_op.drop_column("statute_version_id")

    with op.batch_alter_table("clause_recheck", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_clause_recheck_standing"))

    op.drop_table("clause_recheck")
    with op.batch_alter_table("clause_turn", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_clause_turn_key"))

    op.drop_table("clause_turn")
    op.drop_table("appeal_recheck")
    with op.batch_alter_table("statute_revision", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_statute_revision_statute_id"))

    op.drop_table("statute_revision")
    with op.batch_alter_table("clause_wording", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_clause_wording_clause_key"))

    op.drop_table("clause_wording")
