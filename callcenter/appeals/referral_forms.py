"""What is typed when an appeal is laid before the Head of the Apparatus, when the result comes back or is given up."""

from marshmallow import Schema, fields

from callcenter.web.forms import LongText


class ReferSchema(Schema):
    """The cover note, and whether the applicant is named."""

    note = LongText(load_default="")
    with_applicant = fields.Boolean(load_default=False)


class ReportBackSchema(Schema):
    """What the examination showed."""

    result = LongText(load_default="")


class TakeBackSchema(Schema):
    """Why the letter is taken back."""

    reason = LongText(load_default="")
