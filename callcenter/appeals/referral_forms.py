"""What is typed when an appeal is laid before the Head of the Apparatus, and when the result comes back."""

from marshmallow import Schema, fields

from callcenter.web.forms import LongText


class ReferSchema(Schema):
    """The cover note, and whether the applicant is named."""

    note = LongText(load_default="")
    with_applicant = fields.Boolean(load_default=False)


class ReportBackSchema(Schema):
    """What the examination showed."""

    result = LongText(load_default="")
