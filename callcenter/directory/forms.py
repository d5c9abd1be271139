"""What is typed about people with accounts."""

from dataclasses import dataclass
from typing import Any

from marshmallow import Schema, post_load

from callcenter.web.forms import Text


@dataclass(frozen=True)
class PersonDraft:
    """A person to be given an account; the unit is a code, for the desks that belong to one."""

    name: str
    display_name: str
    role: str
    unit: str | None = None


class PersonSchema(Schema):
    """A new person."""

    name = Text(limit=60, required=True)
    display_name = Text(limit=200, required=True)
    role = Text(required=True)
    unit = Text()

    @post_load
    def _draft(self, data: dict[str, Any], **_: Any) -> PersonDraft:
        return PersonDraft(**data)


class NameSchema(Schema):
    """The sign-in name of somebody who has an account."""

    name = Text(limit=120, required=True)
