"""The seal of each step of an appeal (pure): a chain of hashes that a changed, removed or inserted step breaks.

A seal covers the seal before it and everything of the step that never changes. The words of a step (its reason and
details) are covered by their hash, which is kept beside them: words that were erased by law no longer meet their
hash, but the seal still stands, and a row of the trail says that they were erased.
"""

import hashlib
import json
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any, NamedTuple

FIRST = "0" * 64


class Step(NamedTuple):
    """What of an event never changes, as it is stored; ids, and the number of the appeal."""

    number: str
    version: int
    at: datetime
    action: str
    state: str
    user_id: int | None
    api_key_id: int | None
    unit_id: int | None
    executor_id: int | None
    clause: str | None
    article_version_id: int | None
    words: str


def hash_of_words(reason: str | None, details: Mapping[str, Any]) -> str:
    """Return the hash of what a step says in words."""
    return _hash([reason, dict(details)])


def print_of(text: str) -> str:
    """Return the hash of a text that is kept beside the steps: the appeal's own, or an approved answer."""
    return hashlib.sha256(text.encode()).hexdigest()


def seal_of(before: str, step: Step) -> str:
    """Return the seal of a step that follows one with the seal before (FIRST for the first)."""
    said = step._asdict() | {"at": step.at.astimezone(UTC).isoformat()}
    return _hash([before, *said.values()])


def _hash(said: object) -> str:
    return hashlib.sha256(json.dumps(said, sort_keys=True, ensure_ascii=False).encode()).hexdigest()
