"""From what the form of intake can be opened: whoever brings an appeal in, such as the telephone, says so here.

The features above appeals put their sources into the application; without any, intake works all the same.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Protocol

from flask import current_app
from sqlalchemy.orm import Session

from callcenter.appeals.models import Appeal
from callcenter.core.wording import Sentence
from callcenter.directory.actors import Actor

EXTENSION = "callcenter.intake_sources"


@dataclass(frozen=True)
class Opening:
    """What the form is opened from: the hidden fields that name it, what it knows, and what the operator is told."""

    fields: Mapping[str, str]
    typed: Mapping[str, str] = field(default_factory=dict)
    said: Sentence | None = None

    @property
    def name(self) -> str:
        """A name under which what is typed is kept apart from other forms."""
        return "-".join(f"{name}-{value}" for name, value in self.fields.items())


class Source(Protocol):
    """One way by which appeals come to the operator."""

    def opening(
        self, session: Session, actor: Actor, asked: Mapping[str, str], now: datetime
    ) -> Opening | None:
        """Return from what the form is opened, None when the request names nothing of this way."""

    def logged(
        self, session: Session, actor: Actor, asked: Mapping[str, str], appeal: Appeal, now: datetime
    ) -> None:
        """Tie the logged appeal to what the form was opened from, in the transaction that logged it."""


def opening_of(session: Session, actor: Actor, asked: Mapping[str, str], now: datetime) -> Opening | None:
    """Return from what the form is opened, if from anything."""
    found = (source.opening(session, actor, asked, now) for source in _sources())
    return next((one for one in found if one is not None), None)


def logged(session: Session, actor: Actor, asked: Mapping[str, str], appeal: Appeal, now: datetime) -> None:
    """Tell every source that an appeal was logged from the form."""
    for source in _sources():
        source.logged(session, actor, asked, appeal, now)


def _sources() -> Iterable[Source]:
    found: Iterable[Source] = current_app.extensions.get(EXTENSION, ())
    return found
