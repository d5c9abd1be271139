"""What is typed about who may receive reports of corruption."""

from marshmallow import Schema

from callcenter.web.forms import Day, Text


class AuthoriseSchema(Schema):
    """Whom, by which order, from when and until when; no last day means until it is ended."""

    name = Text(required=True, limit=120)
    order = Text(required=True, limit=120)
    first_day = Day(required=True)
    last_day = Day(load_default=None)


class EndSchema(Schema):
    """By which order it is ended, where there is one."""

    order = Text(load_default="", limit=120)
