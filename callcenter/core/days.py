"""The day of a stored moment, as the databases reckon it."""

from datetime import date
from typing import Any

from sqlalchemy import Date
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql.compiler import SQLCompiler
from sqlalchemy.sql.functions import GenericFunction


class baku_day(GenericFunction[date]):  # noqa: N801 - reads as the SQL function that it is
    """The calendar day in Baku on which a stored moment falls."""

    type = Date()
    inherit_cache = True


@compiles(baku_day, "sqlite")
def _sqlite_day(element: baku_day, compiler: SQLCompiler, **more: Any) -> str:
    # SQLite keeps UTC and knows no zones; Azerbaijan has stood at UTC+4 without summer time since 2016.
    return f"date({compiler.process(element.clauses, **more)}, '+4 hours')"


@compiles(baku_day, "postgresql")
def _postgresql_day(element: baku_day, compiler: SQLCompiler, **more: Any) -> str:
    return f"(timezone('Asia/Baku', {compiler.process(element.clauses, **more)})::date)"
