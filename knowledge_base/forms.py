"""What is typed into the pages of the knowledge base."""

from marshmallow import Schema

from callcenter.web.forms import LongText, Text, WordField
from knowledge_base.vocabulary import Recheck


class TextSchema(Schema):
    """A text to ask about: whose competence is it?"""

    text = LongText(required=True)


class RecheckSchema(Schema):
    """What an editor found of a card whose clause changed."""

    standing = WordField(Recheck, required=True)
    note = Text(load_default="")
