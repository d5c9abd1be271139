"""Runs migrations through the connection that callcenter.core.migrating hands over."""

from typing import Any

from alembic import context

from callcenter.core.db import Moment
from callcenter.tables import Base


def plainly(kind: str, item: Any, _context: Any) -> str | bool:
    """Write our own column types as the database's, so that version files import nothing of ours."""
    return "sa.DateTime(timezone=True)" if kind == "type" and isinstance(item, Moment) else False


connection = context.config.attributes["connection"]
context.configure(
    connection=connection,
    target_metadata=Base.metadata,
    render_as_batch=connection.dialect.name == "sqlite",
    compare_type=True,
    render_item=plainly,
)
with context.begin_transaction():
    context.run_migrations()
