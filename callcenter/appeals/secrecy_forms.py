"""What is typed or sent about whom an appeal complains of, and who may know of it."""

from marshmallow import Schema

from callcenter.appeals.vocabulary import Delivery, Level
from callcenter.web.forms import LongText, Text, WordField


class AccuseSchema(Schema):
    """The unit (code or name) and the official (full name) complained of, and on what ground; empty is nobody."""

    unit = Text(load_default="")
    staff = Text(load_default="")
    reason = LongText(load_default="")


class LevelSchema(Schema):
    """The new level of secrecy, and why."""

    level = WordField(Level, load_default=None)
    reason = LongText(load_default="")


class AcknowledgeSchema(Schema):
    """How the reporter was told, and a note."""

    means = WordField(Delivery, load_default=Delivery.PHONE)
    note = LongText(load_default="")
