"""What waits at a desk is read page by page: nothing twice, nothing left out, whatever is done meanwhile."""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import TypeVar

import pytest
from sqlalchemy.orm import Session

from callcenter.accounts.vocabulary import Role
from callcenter.appeals import centre_desk, operators_desk, queries, unit_desk
from callcenter.appeals.models import Appeal
from callcenter.appeals.unit_work import NEAREST
from callcenter.calls import callbacks
from callcenter.calls import queries as calls
from callcenter.calls.callback_models import Callback
from callcenter.calls.callbacks import Result
from callcenter.calls.vocabulary import CallbackState
from callcenter.core import ordered
from callcenter.core.clock import BAKU
from callcenter.core.errors import InvalidInput
from callcenter.core.ordered import Waiting
from callcenter.core.paging import PAGE_SIZE, Page, write_cursor
from callcenter.directory.actors import Actor
from tests import factories

T = TypeVar("T")

IN_VAIN = Result(CallbackState.OPEN, "Cavab vermir.")


def walked(page: Callable[[str | None], Page[T]]) -> list[list[T]]:
    """Every page in turn, by the cursors that the pages give."""
    first = page(None)
    pages, cursor = [list(first)], first.next_cursor
    while cursor:
        found = page(cursor)
        pages, cursor = [*pages, list(found)], found.next_cursor
    return pages


@pytest.fixture
def many(log: Callable[..., Appeal], now: datetime) -> list[Appeal]:
    """Appeals of the same due day, of other days, and of a clock of hours, in the order in which they are due."""
    found = [log(text=f"Şəbəkə kəsilir, otaq {room}.") for room in range(7)]
    day = found[0].due_on
    for one, days in zip(found, (3, 0, 0, 1, 0, 3, 0), strict=True):
        one.due_on = day + timedelta(days=days)
    found[4].due_at, found[6].due_at = now + timedelta(hours=9), now + timedelta(hours=3)
    return [found[at] for at in (6, 4, 1, 2, 3, 0, 5)]


def test_a_heap_is_read_page_by_page_in_the_order_of_its_due_dates(
    session: Session, many: list[Appeal], operator: Actor
) -> None:
    session.flush()
    chosen = queries.visible_to(operator)

    def page(cursor: str | None) -> Waiting[Appeal]:
        return ordered.waiting_of(session, chosen, NEAREST, cursor=cursor, size=2)

    assert walked(page) == [many[:2], many[2:4], many[4:6], many[6:]]
    assert (page(None).count, page(None).more) == (7, False)


def test_what_was_done_meanwhile_hides_nothing_that_lay_behind_it(
    session: Session, many: list[Appeal], operator: Actor
) -> None:
    session.flush()
    chosen = queries.visible_to(operator).where(Appeal.id != 0)
    first = ordered.page_of(session, chosen, NEAREST, size=2)
    many[1].due_on = many[-1].due_on + timedelta(days=90)
    session.flush()
    rest = ordered.page_of(session, chosen, NEAREST, cursor=first.next_cursor)
    assert list(rest) == [*many[2:], many[1]]


def test_a_heap_too_large_to_be_counted_says_that_there_are_more(
    session: Session, many: list[Appeal], operator: Actor, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(ordered, "MOST_COUNTED", 5)
    session.flush()
    found = ordered.waiting_of(session, queries.visible_to(operator), NEAREST, size=0)
    assert (list(found), found.next_cursor, found.count, found.more) == ([], None, 5, True)


@pytest.mark.parametrize(
    "cursor",
    [
        "xyz",
        "WzFd",  # [1]
        write_cursor(7),
        "bnVsbA",  # null
        "WyIyMDI2LTEwLTEzIix0cnVlLCIyMDI2LTEwLTEzVDEwOjAwOjAwIiwxXQ",  # a moment without its zone
        "WyIyMDI2LTEwLTEzIix0cnVlLCIyMDI2LTEwLTEzVDEwOjAwOjAwKzAwOjAwIiw5OTk5OTk5OTk5OTk5OTk5OTk5OV0",  # a vast id
        "W1tbW1tb",
        "ə",
    ],
)
def test_a_cursor_that_is_not_of_this_list_is_refused(session: Session, operator: Actor, cursor: str) -> None:
    with pytest.raises(InvalidInput) as refused:
        ordered.page_of(session, queries.visible_to(operator), NEAREST, cursor=cursor)
    assert list(refused.value.fields) == ["cursor"]


def test_a_heap_of_the_operator_is_walked_alone(
    session: Session, many: list[Appeal], operator: Actor, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(operators_desk, "PAGE_SIZE", 3)
    session.flush()
    desk = operators_desk.on_operators_desk(session, operator)
    assert (list(desk["to_route"]), desk["to_route"].count) == (many[:3], 7)

    def page(cursor: str | None) -> Page[Appeal]:
        return operators_desk.on_operators_desk(session, operator, only="to_route", cursor=cursor)["to_route"]

    assert walked(page) == [many[:3], many[3:6], many[6:]]
    of_another = operators_desk.on_operators_desk(session, operator, only="returned")["to_route"]
    assert (list(of_another), of_another.count) == ([], 7)


def test_a_heap_of_the_head_of_the_centre_is_walked_alone(
    session: Session, many: list[Appeal], chief: Actor, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(centre_desk, "PAGE_SIZE", 4)
    session.flush()
    later = datetime.combine(many[-1].due_on + timedelta(days=3), datetime.min.time(), tzinfo=BAKU)

    def page(cursor: str | None) -> Page[Appeal]:
        found = centre_desk.heaps(session, chief, later, only="late", cursor=cursor)
        return next(heap for named, heap in found if named.name == "late")

    assert walked(page) == [many[:4], many[4:]]


def test_an_executor_walks_the_own_work_first(
    session: Session,
    in_work: Appeal,
    executor: Actor,
    log: Callable[..., Appeal],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    others = [log(text=f"Şəbəkə kəsilir, otaq {room}.") for room in range(3)]
    for one in others:
        one.unit, one.state = in_work.unit, in_work.state
        one.due_on = in_work.due_on - timedelta(days=1)
    session.flush()
    monkeypatch.setattr(queries, "INBOX", 2)
    pages = walked(lambda cursor: queries.inbox(session, executor, cursor=cursor))
    assert pages == [[in_work, others[0]], others[1:]]
    assert unit_desk.desk_of(session, executor).waiting.count == 4


def test_call_backs_are_walked_and_what_a_person_has_taken_stands_first(
    session: Session, operator: Actor, now: datetime
) -> None:
    owed = [
        callbacks.order(
            session, f"050 300 {at:02} {at:02}", note="", by=operator, now=now + timedelta(hours=at // 30)
        )
        for at in range(PAGE_SIZE + 20)
    ]
    taken = callbacks.take(session, owed[-1].id, by=operator, now=now)
    late = callbacks.tell_result(session, owed[0].id, IN_VAIN, by=operator, now=now)
    session.flush()

    def page(cursor: str | None) -> Page[Callback]:
        return calls.queue(session, now, reader=operator.user_id, cursor=cursor)

    pages = walked(page)
    assert [len(one) for one in pages] == [PAGE_SIZE, 20]
    assert (pages[0][0], pages[-1][-1]) == (taken, late)
    assert {one.id for found in pages for one in found} == {one.id for one in owed}
    colleague = factories.make_actor(session, Role.OPERATOR)
    assert next(iter(calls.queue(session, now, reader=colleague.user_id))) is not taken
