"""What both databases can do to a table that stands: SQLite knows few of these steps by itself."""

from collections.abc import Sequence

from alembic import op


def set_words(table: str, constraint: str, column: str, words: Sequence[str]) -> None:
    """Let a column of a vocabulary hold these words and no others.

    SQLite cannot alter a constraint, but lets its text in the schema be put right, which is far quicker than
    copying the table and keeps every other constraint as it is.
    """
    allowed = f"{column} IN ({', '.join(repr(word) for word in words)})"
    connection = op.get_bind()
    if connection.dialect.name != "sqlite":
        op.drop_constraint(op.f(constraint), table, type_="check")
        op.create_check_constraint(op.f(constraint), table, allowed)
        return
    schema = connection.exec_driver_sql(
        "SELECT sql FROM sqlite_master WHERE type = 'table' AND name = ?", (table,)
    ).scalar_one()
    before, _, rest = schema.partition(f"CONSTRAINT {constraint} CHECK (")
    if not rest:
        raise ValueError(f"{table} has no constraint {constraint}")
    # The list of words is closed by its own bracket and the constraint's.
    _, _, after = rest.partition("))")
    put_right = f"{before}CONSTRAINT {constraint} CHECK ({allowed}){after}"
    version = connection.exec_driver_sql("PRAGMA schema_version").scalar_one()
    connection.exec_driver_sql("PRAGMA writable_schema = ON")
    connection.exec_driver_sql(
        "UPDATE sqlite_master SET sql = ? WHERE type = 'table' AND name = ?", (put_right, table)
    )
    connection.exec_driver_sql(f"PRAGMA schema_version = {version + 1}")
    connection.exec_driver_sql("PRAGMA writable_schema = OFF")


def add_key(table: str, column: str, to: str) -> None:
    """Add a column that may name a row of another table, without copying the table."""
    name = f"fk_{table}_{column}_{to}"
    op.execute(f"ALTER TABLE {table} ADD COLUMN {column} INTEGER CONSTRAINT {name} REFERENCES {to} (id)")


def drop_column(table: str, column: str) -> None:
    """Drop a column that no index names, and the key that hangs on it."""
    op.execute(f"ALTER TABLE {table} DROP COLUMN {column}")
