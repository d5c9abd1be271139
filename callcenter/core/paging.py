"""Lists by cursor: stable while rows are added, and no page costs more than the first."""

import base64
import binascii
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

from callcenter.core.errors import InvalidInput
from callcenter.core.wording import say

PAGE_SIZE = 50
PAGE_LIMIT = 100
WRONG_CURSOR = say("Səhifə nişanı yanlışdır: siyahını əvvəldən açın.")

T = TypeVar("T")


@dataclass(frozen=True)
class Page(Generic[T]):
    """Some rows, and the cursor of the next ones if there are more."""

    rows: Sequence[T]
    next_cursor: str | None

    def __iter__(self) -> Iterator[T]:
        return iter(self.rows)


def write_cursor(last_id: int) -> str:
    """Return the cursor that continues after the row with this id."""
    return base64.urlsafe_b64encode(f"after:{last_id}".encode()).decode().rstrip("=")


def read_cursor(cursor: str | None) -> int | None:
    """Return the id after which the page starts; InvalidInput for a cursor that is not ours."""
    if not cursor:
        return None
    try:
        word, _, number = base64.urlsafe_b64decode(cursor + "=" * (-len(cursor) % 4)).decode().partition(":")
    except (binascii.Error, ValueError):
        word, number = "", ""
    if word == "after" and number.isascii() and number.isdigit() and len(number) < 19:
        return int(number)
    raise InvalidInput({"cursor": WRONG_CURSOR})
