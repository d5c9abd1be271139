"""What waits for the head of the call centre, heap by heap; the desk shows every heap of the list."""

from collections.abc import Callable, Sequence
from datetime import datetime
from typing import NamedTuple

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from callcenter.appeals import lifecycle, queries, recalling, returning, unit_work
from callcenter.appeals.models import Appeal, AppealEvent
from callcenter.appeals.returns import MOST_RETURNS
from callcenter.appeals.vocabulary import Action, Level, State
from callcenter.core.wording import Sentence, say
from callcenter.directory.actors import Actor

Found = Callable[[Session, Actor, datetime], Sequence[Appeal]]


class Heap(NamedTuple):
    """A heap of the desk: its name in the page's address, its title, and what lies in it now."""

    name: str
    title: Sentence
    found: Found


def _to_decide(session: Session, actor: Actor, _: datetime) -> Sequence[Appeal]:
    """Appeals that units sent back too often: whose they are is decided for good."""
    often = (
        select(AppealEvent.appeal_id)
        .where(AppealEvent.action == Action.SEND_BACK)
        .group_by(AppealEvent.appeal_id)
        .having(func.count() >= MOST_RETURNS)
    )
    back = queries.some_visible_to(session, actor, Appeal.state == State.RETURNED, Appeal.id.in_(often))
    # Returns before the appeal was reopened do not count.
    return [one for one in back if returning.awaits_decision(one)]


def _for_few_eyes(session: Session, actor: Actor, _: datetime) -> Sequence[Appeal]:
    """What no operator may route, or none but who logged it may see: it lies on the operator's desk of nobody else."""
    return queries.some_visible_to(
        session, actor, Appeal.level != Level.ORDINARY, Appeal.state.in_(lifecycle.ON_OPERATORS_DESK)
    )


def _left_behind(session: Session, actor: Actor, _: datetime) -> Sequence[Appeal]:
    """What retired units have not finished: they finish it, or it is taken from them."""
    return queries.some_visible_to(session, actor, recalling.left_behind())


def _late(session: Session, actor: Actor, now: datetime) -> Sequence[Appeal]:
    return queries.some_visible_to(session, actor, unit_work.overdue_at(now))


# In the order of the page.
HEAPS: tuple[Heap, ...] = (
    Heap("to_decide", say("Məcburi qərar gözləyir"), _to_decide),
    Heap("guarded", say("Məxfi müraciətlər yönləndirilməlidir"), _for_few_eyes),
    Heap("retired", say("İstifadədən çıxarılmış bölmədə qalıb"), _left_behind),
    Heap("late", say("İcra müddəti ötmüş"), _late),
)


def heaps(session: Session, actor: Actor, now: datetime) -> list[tuple[Heap, Sequence[Appeal]]]:
    """Return every heap with the appeals in it that the reader may see, the nearest due date first."""
    return [(heap, heap.found(session, actor, now)) for heap in HEAPS]
