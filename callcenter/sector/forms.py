"""What is typed about plans and proposals."""

from marshmallow import Schema

from callcenter.web.forms import Day, LongText, Text


class PlanSchema(Schema):
    """A plan: its title and its period."""

    title = Text(load_default="", limit=200)
    first_day = Day(required=True)
    last_day = Day(required=True)


class ItemSchema(Schema):
    """An item: what, by whom (sign-in name), by when."""

    what = LongText(load_default="")
    owner = Text(load_default="", limit=120)
    due_on = Day(required=True)


class ReportSchema(Schema):
    """What was done."""

    report = LongText(load_default="")


class ReasonSchema(Schema):
    """Why an item is given back."""

    reason = LongText(load_default="")


class ProposalSchema(Schema):
    """A proposal in the head's own words."""

    text = LongText(load_default="")
