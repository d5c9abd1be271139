"""What is typed about people with accounts."""

from dataclasses import dataclass
from typing import Any

from marshmallow import Schema, post_load

from callcenter.web.forms import Text


@dataclass(frozen=True)
class PersonDraft:
    """A person to be given an account; the unit is a code, for the desks that belong to one, the position a name."""

    name: str
    display_name: str
    role: str
    unit: str | None = None
    position: str | None = None


class PersonSchema(Schema):
    """A new person."""

    name = Text(limit=60, required=True)
    display_name = Text(limit=200, required=True)
    role = Text(required=True)
    unit = Text()
    position = Text(limit=200)

    @post_load
    def _draft(self, data: dict[str, Any], **_: Any) -> PersonDraft:
        return PersonDraft(**data)


class NameSchema(Schema):
    """The sign-in name of somebody who has an account."""

    name = Text(limit=120, required=True)


class HeldSchema(NameSchema):
    """The position that somebody holds."""

    position = Text(limit=200, required=True)


class RegisterSchema(Schema):
    """What a reader of the register looks for."""

    words = Text(limit=200)
    group = Text()
