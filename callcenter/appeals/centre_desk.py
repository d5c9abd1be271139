"""What waits for the head of the call centre, heap by heap; the desk shows every heap of the list."""

from collections.abc import Callable
from datetime import datetime
from typing import NamedTuple

from sqlalchemy import Select, func, select
from sqlalchemy.orm import Session, selectinload

from callcenter.appeals import lifecycle, queries, recalling, returning, unit_work
from callcenter.appeals.models import Appeal, AppealEvent
from callcenter.appeals.returns import MOST_RETURNS
from callcenter.appeals.vocabulary import Action, Level, State
from callcenter.core.ordered import MOST_COUNTED, Waiting, waiting_of
from callcenter.core.paging import PAGE_SIZE
from callcenter.core.wording import Sentence, say
from callcenter.directory.actors import Actor

Chosen = Callable[[Session, Actor, datetime], Select[Appeal]]


class Heap(NamedTuple):
    """A heap of the desk: its name in the page's address, its title, and what lies in it now."""

    name: str
    title: Sentence
    chosen: Chosen


def _to_decide(session: Session, actor: Actor, _: datetime) -> Select[Appeal]:
    """Appeals that units sent back too often: whose they are is decided for good."""
    often = (
        select(AppealEvent.appeal_id)
        .where(AppealEvent.action == Action.SEND_BACK)
        .group_by(AppealEvent.appeal_id)
        .having(func.count() >= MOST_RETURNS)
    )
    back = queries.visible_to(actor).where(Appeal.state == State.RETURNED, Appeal.id.in_(often))
    read = session.scalars(
        back.options(selectinload(Appeal.events)).order_by(*unit_work.NEAREST).limit(MOST_COUNTED)
    )
    # Returns before the appeal was reopened do not count.
    return queries.visible_to(actor).where(
        Appeal.id.in_([one.id for one in read if returning.awaits_decision(one)])
    )


def _for_few_eyes(_: Session, actor: Actor, _now: datetime) -> Select[Appeal]:
    """What no operator may route, or none but who logged it may see: it lies on the operator's desk of nobody else."""
    return queries.visible_to(actor).where(
        Appeal.level != Level.ORDINARY, Appeal.state.in_(lifecycle.ON_OPERATORS_DESK)
    )


def _left_behind(_: Session, actor: Actor, _now: datetime) -> Select[Appeal]:
    """What retired units have not finished: they finish it, or it is taken from them."""
    return queries.visible_to(actor).where(recalling.left_behind())


def _late(_: Session, actor: Actor, now: datetime) -> Select[Appeal]:
    return queries.visible_to(actor).where(unit_work.overdue_at(now))


# In the order of the page.
HEAPS: tuple[Heap, ...] = (
    Heap("to_decide", say("Məcburi qərar gözləyir"), _to_decide),
    Heap("guarded", say("Məxfi müraciətlər yönləndirilməlidir"), _for_few_eyes),
    Heap("retired", say("İstifadədən çıxarılmış bölmədə qalıb"), _left_behind),
    Heap("late", say("İcra müddəti ötmüş"), _late),
)


def heaps(
    session: Session, actor: Actor, now: datetime, *, only: str = "", cursor: str | None = None
) -> list[tuple[Heap, Waiting[Appeal]]]:
    """Return the beginning of every heap of what the reader may see, the nearest due date first.

    With only a page of that one, and of the others how much lies there.
    """
    return [
        (
            heap,
            waiting_of(
                session,
                heap.chosen(session, actor, now).options(*queries.LIST_PARTS),
                unit_work.NEAREST,
                cursor=cursor if heap.name == only else None,
                size=PAGE_SIZE if only in ("", heap.name) else 0,
            ),
        )
        for heap in HEAPS
    ]
