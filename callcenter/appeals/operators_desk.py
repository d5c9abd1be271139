"""What waits at the operator's desk, heap by heap, the nearest due date first."""

from collections.abc import Mapping

from sqlalchemy import ColumnElement, Select, exists
from sqlalchemy.orm import Session, aliased

from callcenter.appeals import lifecycle, queries
from callcenter.appeals.models import Appeal
from callcenter.appeals.unit_work import NEAREST
from callcenter.appeals.vocabulary import State
from callcenter.core.ordered import Waiting, waiting_of
from callcenter.core.paging import PAGE_SIZE
from callcenter.directory.actors import Actor

# Of the page: the heaps of appeals, and the notices to be sent.
PARTS = ("returned", "to_tell", "to_join", "unconfirmed", "to_route", "waiting", "to_close", "letters")


def on_operators_desk(
    session: Session, actor: Actor, *, only: str = "", cursor: str | None = None
) -> Mapping[str, Waiting[Appeal]]:
    """Return the beginning of each heap; with only a page of that one, and of the others how much waits there."""
    return {
        name: waiting_of(
            session,
            chosen.options(*queries.LIST_PARTS),
            NEAREST,
            cursor=cursor if name == only else None,
            size=PAGE_SIZE if only in ("", name) else 0,
        )
        for name, chosen in _heaps(actor).items()
    }


def _heaps(actor: Actor) -> Mapping[str, Select[Appeal]]:
    """Come back, to be told to the caller, to be joined, kind not confirmed, to route, asked about, to close."""

    def heap(*conditions: ColumnElement[bool]) -> Select[Appeal]:
        return queries.visible_to(actor).where(*conditions)

    whole, part = Appeal.parent_id.is_(None), aliased(Appeal)
    unready = exists().where(part.parent_id == Appeal.id, part.state.not_in(lifecycle.READY))
    return {
        "returned": heap(Appeal.state == State.RETURNED),
        "to_tell": heap(Appeal.state == State.APPROVED, whole),
        "to_join": heap(Appeal.state == State.SPLIT, ~unready),
        "unconfirmed": heap(Appeal.state.in_(lifecycle.RUNNING), Appeal.kind_confirmed.is_(False)),
        "to_route": heap(
            Appeal.state.in_((State.REGISTERED, State.REOPENED)), Appeal.kind_confirmed.is_(True)
        ),
        "waiting": heap(Appeal.state.in_(lifecycle.WAITING), Appeal.unit_id.is_(None)),
        "to_close": heap(Appeal.state.in_(lifecycle.TO_BE_CLOSED), whole),
    }
