"""What units still have to do by the knowledge base: whoever keeps such work says here how much of it there is.

The features above put theirs into the application; without any, nothing is left to do.
"""

from collections.abc import Iterable
from typing import Protocol

from flask import current_app
from sqlalchemy.orm import Session

from callcenter.accounts.models import User
from callcenter.directory.models import Unit
from knowledge_base.models import Competence

EXTENSION = "callcenter.open_work"


class OpenWork(Protocol):
    """The unfinished work of one feature, as far as the reader may know of it."""

    def count(self, session: Session, of: Unit | Competence, reader: User) -> int:
        """Return how much a unit has not finished, or how much rests on a card."""


def left(session: Session, of: Unit | Competence, reader: User) -> int:
    """Return how much unfinished work taking a unit or a card out of use would leave where it is."""
    kept: Iterable[OpenWork] = current_app.extensions.get(EXTENSION, ())
    return sum(one.count(session, of, reader) for one in kept)
