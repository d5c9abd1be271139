"""What the parts of an appeal's page are made from: who reads which appeal, and when."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from callcenter.appeals.models import Appeal
from callcenter.appeals.showing import Suggested
from callcenter.directory.actors import Actor


@dataclass(frozen=True)
class Reading:
    """Who reads which appeal, when, and what was suggested for it."""

    session: Session
    actor: Actor
    appeal: Appeal
    suggested: Sequence[Suggested]
    now: datetime


Choices = Mapping[str, object]
