"""What is typed or sent about letters to other bodies."""

from typing import Any

from marshmallow import Schema, post_load

from callcenter.appeals.forwarding import LetterDraft
from callcenter.web.forms import Day, LongText, Rows, Text


class LetterSchema(Schema):
    """A letter: to which body, its number, its day (today when missing)."""

    body = Text(load_default="")
    letter = Text(limit=120, load_default="")
    day = Day(load_default=None, allow_none=True)


class ForwardSchema(Schema):
    """To which body, under which letter's number, by which competence; `to` holds the letters to further bodies."""

    body = Text(load_default="")
    letter = Text(limit=120, load_default="")
    day = Day(load_default=None, allow_none=True)
    to = Rows(LetterSchema(), load_default=list)
    competence = Text(limit=120)
    reason = LongText(load_default="")

    @post_load
    def _drafts(self, data: dict[str, Any], **_: Any) -> dict[str, Any]:
        rows = [(place, row) for place, row in data["to"] if row["body"] or row["letter"]]
        return {**data, "to": [LetterDraft(place, **row) for place, row in rows]}
