"""What a process keeps in memory of the database, as new as the last look at it."""

import time
from collections.abc import Callable
from threading import Lock
from typing import Generic, TypeVar

Kept = TypeVar("Kept")


class Newest(Generic[Kept]):
    """Keeps the newest of something; one thread looks for a newer one while the others go on with the old."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._present: Kept | None = None
        self._looked = float("-inf")

    def seen(self, look: Callable[[Kept | None], Kept], *, every: float) -> Kept:
        """Return what is kept; look, given that, returns the newest, and is asked at most every so many seconds.

        Only the first call of a process waits for it.
        """
        present = self._present
        if present is not None and time.monotonic() - self._looked < every:
            return present
        if present is None:
            self._lock.acquire()
        elif not self._lock.acquire(blocking=False):
            return present
        try:
            self._looked = time.monotonic()
            self._present = newest = look(self._present)
            return newest
        finally:
            self._lock.release()

    def put(self, newest: Kept) -> None:
        """Keep this one, and look again at the next call."""
        with self._lock:
            self._present, self._looked = newest, float("-inf")
