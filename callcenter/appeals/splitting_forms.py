"""What is typed or sent to divide an appeal, and to join the answers of its parts."""

from typing import Any

from marshmallow import Schema, post_load

from callcenter.appeals.splitting import PartDraft
from callcenter.appeals.vocabulary import Outcome
from callcenter.web.forms import LongText, Rows, Text, WordField


class PartSchema(Schema):
    """A part: what it says, its unit's code or name, and the card by which it goes there."""

    text = LongText(load_default="")
    unit = Text(load_default="")
    competence = Text(limit=120, load_default="")


class SplitSchema(Schema):
    """The parts, 2 to 6; a row of the form in which nothing was written is no part. The reason of a binding decision."""

    parts = Rows(PartSchema(), load_default=list)
    reason = LongText(load_default="")

    @post_load
    def _drafts(self, data: dict[str, Any], **_: Any) -> dict[str, Any]:
        rows = [(place, row) for place, row in data["parts"] if any(row.values())]
        return {**data, "parts": [PartDraft(place, **row) for place, row in rows]}


class JoinSchema(Schema):
    """The joint answer and the outcome that it means."""

    text = LongText(load_default="")
    outcome = WordField(Outcome, load_default=None)
