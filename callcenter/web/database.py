"""The request's way to the database."""

from contextlib import AbstractContextManager

from flask import current_app
from sqlalchemy.orm import Session

from callcenter.core.db import Database
from callcenter.core.sealing import Sealer


def database() -> Database:
    """Return the application's database."""
    found: Database = current_app.extensions["callcenter.database"]
    return found


def transaction() -> AbstractContextManager[Session]:
    """Open the request's transaction, committed at its end."""
    return database().transaction()


def reading() -> AbstractContextManager[Session]:
    """Open a session that only reads."""
    return database().reading()


def sealer() -> Sealer:
    """Return the application's field encryption."""
    found: Sealer = current_app.extensions["callcenter.sealer"]
    return found
