"""What is typed into the pages of what was learnt."""

from marshmallow import Schema, fields, validate

from callcenter.web.forms import NAMED, LongText, Text


class ExamplesSchema(Schema):
    """To which examples a list is narrowed."""

    unit = Text(limit=120, load_default="")
    by = fields.Integer(load_default=None, validate=validate.Range(1, 2**31 - 1))
    corrected = fields.Boolean(load_default=False)
    struck = fields.Boolean(load_default=False)
    cursor = Text(load_default=None)


class StrikeSchema(Schema):
    """Why an example is struck."""

    reason = LongText(load_default="")


class SynonymSchema(Schema):
    """What callers say, and the statute's words for it, separated by commas."""

    said = Text(limit=120, required=True)
    meant = Text(required=True)


class SaidSchema(Schema):
    """Which synonym."""

    said = Text(limit=120, required=True)


class LayerSchema(Schema):
    """Which layer."""

    layer = fields.Integer(required=True, validate=validate.Range(1, 2**31 - 1), error_messages=NAMED)
