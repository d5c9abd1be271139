"""What is typed about absences."""

from typing import Any

from marshmallow import Schema, fields, post_load

from callcenter.directory.absences import AbsenceDraft
from callcenter.directory.vocabulary import AbsenceReason
from callcenter.web.forms import NAMED, Day, WordField


class AbsenceSchema(Schema):
    """A new absence: person and deputy by id."""

    staff = fields.Integer(required=True, error_messages=NAMED)
    first_on = Day(required=True)
    last_on = Day(required=True)
    deputy = fields.Integer(load_default=None)
    reason = WordField(AbsenceReason, required=True)

    @post_load
    def _draft(self, data: dict[str, Any], **_: Any) -> AbsenceDraft:
        return AbsenceDraft(**data)


class ShortenSchema(Schema):
    """The new last day."""

    last_on = Day(required=True)
