"""What is typed or sent about an appeal, read once into a frozen draft. The schemas serve pages and API alike."""

import re
from typing import Any

from marshmallow import Schema, fields, post_load, validate

from callcenter.appeals.intake import AppealDraft
from callcenter.appeals.policy_setting import PolicyDraft
from callcenter.appeals.vocabulary import Channel, Kind, Level, Outcome, Pace, State
from callcenter.callers.identification import CallerDraft
from callcenter.callers.vocabulary import CallerType
from callcenter.core.wording import say
from callcenter.web.forms import NAMED, Day, LongText, Text, WordField, unacceptable

_PERCENT = re.compile(r"\d{1,6}(\.\d{1,6})?", re.ASCII)


class CallerSchema(Schema):
    """Who turns to us; every field may be missing, none is refused for looking wrong."""

    name = Text()
    phone = Text(limit=120)
    email = Text()
    fin = Text(limit=40)
    voen = Text(limit=40)
    address = Text()
    type = WordField(CallerType)

    @post_load
    def _draft(self, data: dict[str, Any], **_: Any) -> CallerDraft:
        return CallerDraft(**data)


class AppealSchema(Schema):
    """An appeal as it is logged."""

    text = LongText(required=True)
    kind = WordField(Kind)
    channel = WordField(Channel, required=True)
    caller = fields.Nested(CallerSchema, metadata={"description": "A telephone number alone is enough."})
    about_unit = Text()
    about_staff = Text()
    language = fields.String(validate=validate.OneOf(["az", "ru", "en"]))
    confidential = fields.Boolean(
        load_default=False,
        metadata={"description": "The same as level: confidential, where no level is said."},
    )
    level = WordField(Level, load_default=None)
    pace = WordField(Pace)
    follows = Text(limit=40, metadata={"description": "Number of the appeal that this one follows."})
    origin = Text(metadata={"description": "The body that forwarded the appeal, for the channel forwarded."})
    origin_letter = Text(limit=120)
    origin_on = Day(allow_none=True)

    @post_load
    def _draft(self, data: dict[str, Any], **_: Any) -> AppealDraft:
        plain = Level.CONFIDENTIAL if data.pop("confidential") else Level.ORDINARY
        return AppealDraft(**{**data, "level": data["level"] or plain})


class TextSchema(Schema):
    """What a caller says, while it is being typed."""

    text = LongText(load_default="")


class RouteSchema(Schema):
    """Where to, by which competence, and why."""

    unit = Text(required=True)
    competence = Text(limit=120)
    reason = LongText(load_default="")
    override = fields.Boolean(load_default=False)


class SendBackSchema(Schema):
    """Why it is not the unit's, and by which clause."""

    reason = LongText(load_default="")
    clause = Text(limit=40, load_default="")


class KindSchema(Schema):
    """The kind as a person sees it."""

    kind = WordField(Kind, required=True)


class ExtendSchema(Schema):
    """On what ground, for how many working days (the law's maximum when missing), and why."""

    ground = fields.String(load_default="")
    days = fields.Integer(load_default=None, allow_none=True)
    reason = LongText(load_default="")


class SetPaceSchema(Schema):
    """At which pace the clock is to run, and why."""

    pace = WordField(Pace, required=True)
    reason = LongText(load_default="")


class ClarifySchema(Schema):
    """What the applicant is asked to make clear."""

    question = LongText(load_default="")


class ClarifiedSchema(Schema):
    """What the applicant added."""

    text = LongText(load_default="")


class ReasonSchema(Schema):
    """Why."""

    reason = LongText(load_default="")


class PercentField(fields.Field[float]):
    """A percentage of 0 to 100 as it is typed, with a point or a comma; read as a share of 0..1."""

    def _deserialize(self, value: Any, attr: str | None, data: Any, **more: Any) -> float:
        typed = str(value).replace("%", "").replace(",", ".").strip()
        if not _PERCENT.fullmatch(typed):
            raise unacceptable(say("0 ilə 100 arasında faiz yazın."))
        return float(typed) / 100


class PolicySchema(Schema):
    """A unit's thresholds; without auto_route_from nothing goes to it by itself."""

    unit = Text(required=True)
    ask_below = PercentField(required=True, error_messages=NAMED)
    not_ours_from = PercentField(required=True, error_messages=NAMED)
    auto_route_from = PercentField(load_default=None)

    @post_load
    def _draft(self, data: dict[str, Any], **_: Any) -> PolicyDraft:
        return PolicyDraft(**data)


class CloseSchema(Schema):
    """The outcome."""

    outcome = WordField(Outcome, load_default=None)


class RecheckSchema(Schema):
    """Why the chosen appeals stay although their clause changed."""

    note = Text(load_default="")


class NothingSchema(Schema):
    """An act that needs no more than the appeal itself."""


class FilterSchema(Schema):
    """What a list is narrowed to: vocabulary words, a unit's code or name, and words of any spelling."""

    state = WordField(State)
    kind = WordField(Kind)
    channel = WordField(Channel)
    unit = Text()
    origin = Text(load_default="")
    overdue = fields.Boolean(load_default=False)
    words = Text(load_default="")
    cursor = Text(load_default=None)
