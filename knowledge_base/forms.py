"""What is typed into the pages of the knowledge base."""

from marshmallow import Schema

from callcenter.web.forms import LongText


class TextSchema(Schema):
    """A text to ask about: whose competence is it?"""

    text = LongText(required=True)
