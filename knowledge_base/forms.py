"""What is typed into the pages of the knowledge base."""

from marshmallow import Schema, fields

from callcenter.web.forms import LongText, Text, WordField
from knowledge_base.vocabulary import Recheck


class TextSchema(Schema):
    """A text to ask about: whose competence is it?"""

    text = LongText(required=True)


class RecheckSchema(Schema):
    """What an editor found of a card whose clause changed."""

    standing = WordField(Recheck, required=True)
    note = Text(load_default="")


class StatuteFileSchema(Schema):
    """Under which code, and for which body, a statute is taken in; the file comes beside it."""

    code = Text(limit=20, load_default=None)
    body = Text(limit=120, load_default=None)


class ConfirmSchema(Schema):
    """The version in force whose comparison the editor saw; 0 for none."""

    against = fields.Integer(required=True)
