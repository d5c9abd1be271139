"""Levels of secrecy, overrides of a conflict, sealed steps, rows that nobody changes, and who may read the trail."""

import hashlib
import json
from collections.abc import Iterator
from datetime import UTC, datetime
from itertools import groupby
from typing import Any

import sqlalchemy as sa
from alembic import op
from sqlalchemy.engine import Connection

from migrations.shaping import add_key, drop_column, set_words

revision = "0020"
down_revision = "0019"
branch_labels = None
depends_on = None

ROLES = (
    *("operator", "unit_staff", "unit_head", "centre_head", "leadership", "knowledge_editor"),
    "administrator",
)
ACTIONS = (
    *("log", "confirm_kind", "reclassify", "answer_on_line", "route", "accept", "assign", "send_back"),
    *("extend", "recount", "draft", "approve", "revise", "deliver", "forward", "close", "reopen"),
    *("set_pace", "clarify", "clarified", "write", "consult", "advise", "consulted", "call_off"),
    *("invite", "receive", "miss", "refer", "report_back", "split", "join", "include", "link", "unlink"),
    *("merge", "undo_merge", "leave", "resume", "withdraw", "accuse", "set_level", "acknowledge"),
    *("note", "remind", "escalate", "offer_written"),
)
LEVELS = "'ordinary', 'confidential', 'corruption'"
# Of a step everything but its words: those can be erased when the law wants it.
FIXED = (
    *("id", "appeal_id", "version", "at", "action", "state", "user_id", "api_key_id", "unit_id"),
    *("executor_id", "clause", "article_version_id", "words", "seal"),
)
BATCH = 2000


def upgrade() -> None:
    set_words("user_account", "ck_user_account_role", "role", (*ROLES, "inspector"))
    set_words("appeal_event", "ck_appeal_event_action", "action", (*ACTIONS, "recall"))
    op.execute(
        "ALTER TABLE appeal ADD COLUMN level VARCHAR(40) DEFAULT 'ordinary' NOT NULL "
        f"CONSTRAINT ck_appeal_level CHECK (level IN ({LEVELS}))"
    )
    op.execute("UPDATE appeal SET level = 'confidential' WHERE confidential")
    drop_column("appeal", "confidential")
    add_key("appeal", "override_unit_id", "unit")
    _readers()
    for column, said in (
        ("words", "SHA-256 of reason and details."),
        ("seal", "SHA-256 of the seal before it in the appeal and of this step."),
    ):
        kind = sa.String(length=64)
        op.add_column(
            "appeal_event", sa.Column(column, kind, server_default="", nullable=False, comment=said)
        )
    _seal_all(op.get_bind())
    _forbid("trail_entry", "DELETE")
    _forbid("trail_entry", "UPDATE")
    _forbid("appeal_event", "DELETE")
    _forbid("appeal_event", "UPDATE", f"UPDATE OF {', '.join(FIXED)}")


def downgrade() -> None:
    _allow("appeal_event", "UPDATE")
    _allow("appeal_event", "DELETE")
    _allow("trail_entry", "UPDATE")
    _allow("trail_entry", "DELETE")
    drop_column("appeal_event", "seal")
    drop_column("appeal_event", "words")
    op.drop_table("authorised_reader")
    drop_column("appeal", "override_unit_id")
    op.execute("ALTER TABLE appeal ADD COLUMN confidential BOOLEAN DEFAULT FALSE NOT NULL")
    op.execute("UPDATE appeal SET confidential = TRUE WHERE level <> 'ordinary'")
    drop_column("appeal", "level")
    set_words("appeal_event", "ck_appeal_event_action", "action", ACTIONS)
    set_words("user_account", "ck_user_account_role", "role", ROLES)


def _readers() -> None:
    op.create_table(
        "authorised_reader",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("user_id", sa.Integer(), nullable=False),
        sa.Column(
            "order_number",
            sa.String(length=120),
            nullable=False,
            comment="Number of the order by which they were authorised.",
        ),
        sa.Column("since", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["user_id"], ["user_account.id"], name=op.f("fk_authorised_reader_user_id_user_account")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_authorised_reader")),
    )
    op.create_index(op.f("ix_authorised_reader_user_id"), "authorised_reader", ["user_id"])


# The seals of the steps that are there already; the same sum as in callcenter/appeals/seals.py of this version.

_EVENT = sa.table(
    "appeal_event",
    *(sa.column(name) for name in FIXED if name != "at"),
    sa.column("at", sa.DateTime(timezone=True)),
    sa.column("reason"),
    sa.column("details", sa.JSON()),
)
_APPEAL = sa.table("appeal", sa.column("id"), sa.column("number"))


def _seal_all(connection: Connection) -> None:
    put = (
        sa.update(_EVENT)
        .where(_EVENT.c.id == sa.bindparam("of"))
        .values(words=sa.bindparam("w"), seal=sa.bindparam("s"))
    )
    after = 0
    while True:
        some = sa.select(_APPEAL.c.id).where(_APPEAL.c.id > after).order_by(_APPEAL.c.id).limit(BATCH)
        ids = connection.scalars(some).all()
        if not ids:
            return
        if sealed := list(_sealed(connection, ids[0], ids[-1])):
            connection.execute(put, sealed)
        after = ids[-1]


def _sealed(connection: Connection, first: int, last: int) -> Iterator[dict[str, Any]]:
    rows = connection.execute(
        sa.select(_EVENT, _APPEAL.c.number)
        .join(_APPEAL, _APPEAL.c.id == _EVENT.c.appeal_id)
        .where(_EVENT.c.appeal_id.between(first, last))
        .order_by(_EVENT.c.appeal_id, _EVENT.c.version)
    )
    for _, steps in groupby(rows, key=lambda row: row.appeal_id):
        seal = "0" * 64
        for row in steps:
            words = _hash([row.reason, row.details])
            seal = _hash([seal, row.number, row.version, _utc(row.at), row.action, row.state, row.user_id,
                          row.api_key_id, row.unit_id, row.executor_id, row.clause, row.article_version_id, words])  # fmt: skip
            yield {"of": row.id, "w": words, "s": seal}


def _utc(moment: datetime) -> str:
    # SQLite keeps UTC without saying so.
    return (moment if moment.tzinfo else moment.replace(tzinfo=UTC)).astimezone(UTC).isoformat()


def _hash(said: object) -> str:
    return hashlib.sha256(json.dumps(said, sort_keys=True, ensure_ascii=False).encode()).hexdigest()


# Rows that are added and never changed: the database itself refuses, whoever asks.


def _forbid(table: str, deed: str, when: str | None = None) -> None:
    name = f"{table}_no_{deed.lower()}"
    if op.get_bind().dialect.name == "sqlite":
        op.execute(
            f"CREATE TRIGGER {name} BEFORE {when or deed} ON {table} "
            f"BEGIN SELECT RAISE(ABORT, '{table} is append-only'); END"
        )
        return
    op.execute(
        f"CREATE OR REPLACE FUNCTION {table}_is_append_only() RETURNS trigger LANGUAGE plpgsql AS "
        f"$$ BEGIN RAISE EXCEPTION '{table} is append-only'; END $$"
    )
    op.execute(
        f"CREATE TRIGGER {name} BEFORE {when or deed} ON {table} "
        f"FOR EACH ROW EXECUTE FUNCTION {table}_is_append_only()"
    )
    if deed == "DELETE":
        op.execute(
            f"CREATE TRIGGER {table}_no_truncate BEFORE TRUNCATE ON {table} "
            f"FOR EACH STATEMENT EXECUTE FUNCTION {table}_is_append_only()"
        )


def _allow(table: str, deed: str) -> None:
    name = f"{table}_no_{deed.lower()}"
    if op.get_bind().dialect.name == "sqlite":
        op.execute(f"DROP TRIGGER {name}")
        return
    op.execute(f"DROP TRIGGER {name} ON {table}")
    if deed == "DELETE":
        op.execute(f"DROP TRIGGER {table}_no_truncate ON {table}")
        op.execute(f"DROP FUNCTION {table}_is_append_only()")
