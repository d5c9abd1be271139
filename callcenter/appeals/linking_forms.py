"""What is typed or sent to link, join and stop appeals."""

from marshmallow import Schema, fields

from callcenter.appeals.grounds import Ground
from callcenter.appeals.vocabulary import Channel
from callcenter.web.forms import LongText, Text, WordField


class LinkSchema(Schema):
    """The number of the earlier appeal, and a note."""

    to = Text(limit=40, load_default="")
    reason = LongText(load_default="")


class MergeSchema(Schema):
    """The number of the main appeal, and a note."""

    into = Text(limit=40, load_default="")
    reason = LongText(load_default="")


class LeaveSchema(Schema):
    """On which ground of the law, why, and for repeats that there are no new facts."""

    ground = WordField(Ground, load_default=None)
    reason = LongText(load_default="")
    no_new_facts = fields.Boolean(load_default=False)


class WithdrawSchema(Schema):
    """Who withdrew the appeal, how they said so, and a note."""

    who = Text(load_default="")
    means = WordField(Channel, load_default=None)
    note = LongText(load_default="")
