"""What of a report was counted anew for readers from whom appeals are kept, remembered in this process.

Counting takes as long as building the report, and such a reader opens it more than once. What is remembered hangs on all
that decides what they read: the report, its hash, and which appeals are kept from them. One appeal more or fewer, or a
report that was built again, is another key, so nothing of it is ever shown out of date.
"""

from collections import OrderedDict
from collections.abc import Callable, Set
from threading import Lock
from typing import Any
from weakref import WeakKeyDictionary

from sqlalchemy import Engine
from sqlalchemy.orm import Session

from reports.models import Report

MOST = 64

Content = dict[str, Any]
Key = tuple[int, str, frozenset[int]]

_REMEMBERED: WeakKeyDictionary[Engine, OrderedDict[Key, Content]] = WeakKeyDictionary()
_ONE_AT_A_TIME = Lock()


def remembered(session: Session, report: Report, hidden: Set[int], count: Callable[[], Content]) -> Content:
    """Return what was counted for readers from whom these appeals, by id, are kept; counted now for the first of them.

    The last MOST are remembered of each database. Nobody changes what is returned.
    """
    key = report.id, report.content_hash, frozenset(hidden)
    with _ONE_AT_A_TIME:
        known = _REMEMBERED.setdefault(session.get_bind().engine, OrderedDict())
        if key in known:
            known.move_to_end(key)
            return known[key]

    content = count()

    with _ONE_AT_A_TIME:
        known[key] = content
        while len(known) > MOST:
            known.popitem(last=False)
    return content
