"""What is typed or sent about an answer, read once. The schemas serve pages and API alike."""

from marshmallow import Schema, fields

from callcenter.appeals.vocabulary import Delivery, Outcome
from callcenter.web.forms import Day, LongText, Text, WordField


class WordingSchema(Schema):
    """A wording of the answer, the outcome it means, and the article or ready text that it was taken from.

    reasons are asked for where the appeal, or a part of it, is not granted; adds_route adds to them the sentence
    on how to complain.
    """

    text = LongText(load_default="")
    outcome = WordField(Outcome, load_default=None)
    article = Text(limit=140)
    reasons = LongText(load_default="")
    adds_route = fields.Boolean(load_default=False)
    template = Text(limit=120, load_default="")


class AnswerOnLineSchema(WordingSchema):
    """What the caller was told, by which competence, and whether they agreed to an oral answer; an outcome closes it."""

    competence = Text(limit=120)
    consent = fields.Boolean(
        load_default=None,
        allow_none=True,
        metadata={"description": "The caller agreed to an oral answer; false is refused."},
    )


class SpokenSchema(AnswerOnLineSchema):
    """The same from the page of an operator, who has to have asked."""

    consent = fields.Boolean(load_default=False)


class AnswerAtIntakeSchema(Schema):
    """What the caller was told while the appeal was being logged."""

    answer = LongText(load_default="")
    outcome = WordField(Outcome, load_default=None)
    article = Text(limit=140)
    consent = fields.Boolean(load_default=False)


class ApproveSchema(Schema):
    """Whether the approver looked at the repealed clauses that the text cites."""

    looked = fields.Boolean(load_default=False)


class ReviseSchema(Schema):
    """What is to be changed, and the wording that the head would rather see."""

    reason = LongText(load_default="")
    suggested = LongText(load_default="")


class DeliverSchema(Schema):
    """How the applicant was told, by whom it was taken and when, and the outcome if the appeal is closed at once."""

    delivery = WordField(Delivery, load_default=Delivery.PHONE)
    note = LongText(load_default="")
    outcome = WordField(Outcome, load_default=None)
    told_to = Text(load_default="")
    day = Day(load_default=None)
    accepted = fields.Boolean(load_default=None, allow_none=True)
    letter = Text(limit=120, load_default="")


class OfferWrittenSchema(Schema):
    """Whether the caller will write, and what they said."""

    accepted = fields.Boolean(load_default=False)
    note = LongText(load_default="")


class SendLetterSchema(Schema):
    """The text as it leaves, by what means, and who was told."""

    text = LongText(load_default="")
    means = WordField(Delivery, load_default=None)
    note = LongText(load_default="")
