"""What else a change of the law moves: whoever keeps clocks of their own, such as the telephone, says so here.

The features above appeals put theirs into the application; without any, a change moves what is here all the same.
"""

from collections.abc import Iterable
from typing import Protocol

from flask import current_app
from sqlalchemy.orm import Session

from callcenter.core.wording import Sentence
from callcenter.directory.actors import Actor
from callcenter.law.changes import Change

EXTENSION = "callcenter.other_clocks"


class Clocks(Protocol):
    """The clocks of one feature."""

    def moved_by(self, session: Session, change: Change, actor: Actor) -> Iterable[Sentence]:
        """Return how many of each kind that may be counted before the actor the change would move."""

    def recount(self, session: Session) -> None:
        """Count them anew by the law in force, in the transaction that changed it."""


def moved_by(session: Session, change: Change, actor: Actor) -> list[Sentence]:
    """Return how many of each kind of clock the change would move, as far as they may be counted before the actor."""
    return [said for clocks in _kept() for said in clocks.moved_by(session, change, actor)]


def recount(session: Session) -> None:
    """Count all of them anew."""
    for clocks in _kept():
        clocks.recount(session)


def _kept() -> Iterable[Clocks]:
    found: Iterable[Clocks] = current_app.extensions.get(EXTENSION, ())
    return found
