"""The statute back from the plain data that `to_json` made of it, and the fingerprint of that data."""

import hashlib
import json
from collections.abc import Mapping
from datetime import date
from typing import Any

from knowledge_base.statutes.statute import (
    Act,
    AmendingAct,
    Clause,
    DecisionPoint,
    Doubt,
    Footnote,
    Item,
    Section,
    StatuteText,
    Unit,
    to_json,
)


def fingerprint(statute: StatuteText) -> str:
    """Return the SHA-256 of what was understood, in hex: the same text in another file has the same."""
    return hashlib.sha256(json.dumps(to_json(statute), sort_keys=True).encode()).hexdigest()


def statute_from(document: Mapping[str, Any]) -> StatuteText:
    """Return the statute that `to_json` printed as `document`."""
    return StatuteText(
        code=document["code"] or "",
        body=document["body"],
        title=document["title"],
        act=Act(**_dated(document["act"])),
        units=tuple(Unit(**one) for one in document["units"]),
        sections=tuple(Section(**one) for one in document["sections"]),
        clauses=tuple(_clause(one) for one in document["clauses"]),
        footnotes=tuple(Footnote(**one) for one in document["footnotes"]),
        amending_acts=tuple(AmendingAct(**_dated(one)) for one in document["amending_acts"]),
        decision_points=tuple(DecisionPoint(**one) for one in document["decision_points"]),
        doubts=tuple(Doubt(**one) for one in document["doubts"]),
    )


def _dated(act: Mapping[str, Any]) -> dict[str, Any]:
    return {**act, "date": date.fromisoformat(act["date"]) if act["date"] else None}


def _clause(clause: Mapping[str, Any]) -> Clause:
    return Clause(**{**clause, "items": tuple(Item(**item) for item in clause["items"])})
