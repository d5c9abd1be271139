"""What is typed or sent of a resolution, read by one schema for page and API."""

from collections.abc import Mapping
from typing import Any

from marshmallow import Schema, fields

from callcenter.core.fields import UnreadableText, clean
from callcenter.web.forms import LINE_LIMIT, NAMED, WRONG, Day, LongText, unacceptable

MOST_HELPERS = 20


class PersonField(fields.Field[int | str]):
    """A person by id or full name; the words of the rules of choice are names to it."""

    def __init__(self, **more: Any) -> None:
        super().__init__(error_messages=NAMED, **more)

    def _deserialize(self, value: Any, attr: str | None, data: Any, **more: Any) -> int | str:
        return person(value)


class PeopleField(fields.Field[list[int | str]]):
    """People by id or full name: a list, or the boxes ticked in a form, which are named by id."""

    def _deserialize(self, value: Any, attr: str | None, data: Any, **more: Any) -> list[int | str]:
        named = list(value) if isinstance(value, Mapping | list) else [value]
        if len(named) > MOST_HELPERS:
            raise unacceptable(WRONG)
        return [person(one) for one in named]


def person(value: Any) -> int | str:
    """Return an id as a number and anything else as a name."""
    if isinstance(value, bool) or not isinstance(value, int | str):
        raise unacceptable(WRONG)
    text = str(value).strip()
    if text.isascii() and text.isdigit() and len(text) < 10:
        return int(text)
    try:
        return clean(text, limit=LINE_LIMIT)
    except UnreadableText as refused:
        raise unacceptable(refused.sentence) from None


class ResolutionSchema(Schema):
    """Who executes (id, full name, turn or least_loaded), who helps, until when, and the head's instruction."""

    executor = PersonField(required=True, metadata={"type": "string"})
    co_executors = PeopleField(load_default=(), metadata={"type": "array", "items": {"type": "string"}})
    internal_due_on = Day(load_default=None, metadata={"type": "string", "format": "date"})
    instruction = LongText(load_default="")
