"""The knowledge base as the process that serves a page has it."""

from flask import current_app
from sqlalchemy.orm import Session

from knowledge_base.suggesting import Knowledge, Library


def knowledge(session: Session) -> Knowledge:
    """Return the newest knowledge that this process has."""
    library: Library = current_app.extensions["callcenter.library"]
    return library.knowledge(session)
