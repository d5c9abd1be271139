"""What exchanges send and operators type about calls, read once into frozen drafts."""

import re
from datetime import UTC, datetime
from typing import Any

from marshmallow import Schema, fields, post_load

from callcenter.calls.callbacks import Result
from callcenter.calls.course import Told
from callcenter.calls.ringing import Push
from callcenter.calls.vocabulary import CallbackState, Direction, Ending, Event, Line
from callcenter.core.clock import BAKU
from callcenter.core.wording import say
from callcenter.core.words import Word
from callcenter.web.api import PageQuery
from callcenter.web.forms import NAMED, WRONG, Day, Text, WordField, unacceptable

NUMBER_LIMIT = 120
NOTE_LIMIT = 2000
NO_MOMENT = say("Vaxtı ISO 8601 şəklində göndərin: 2026-10-13T12:05:00+04:00.")
NO_ID = say("Zəngin nömrəsi boşluqsuz, oxunan simvollardan ibarət olmalıdır.")
_ID = re.compile(r"[!-~]{1,120}")
_MOMENT = re.compile(r"\d{4}-?\d{2}-?\d{2}[T ]\d{2}:?\d{2}.*", re.ASCII)


class MomentField(fields.Field[datetime]):
    """A moment in ISO 8601; without an offset it is the time in Baku, as exchanges here write it."""

    def __init__(self, **more: Any) -> None:
        super().__init__(
            error_messages=NAMED,
            metadata={"type": "string", "format": "date-time"},
            **more,
        )

    def _deserialize(self, value: Any, attr: str | None, data: Any, **more: Any) -> datetime:
        if not isinstance(value, str) or len(value) > 40 or not _MOMENT.fullmatch(value):
            raise unacceptable(NO_MOMENT)
        try:
            moment = datetime.fromisoformat(value)
            return (moment if moment.tzinfo else moment.replace(tzinfo=BAKU)).astimezone(UTC)
        except (ValueError, OverflowError):
            raise unacceptable(NO_MOMENT) from None


class IdField(Text):
    """The exchange's id of a call."""

    def _deserialize(self, value: Any, attr: str | None, data: Any, **more: Any) -> str:
        text = super()._deserialize(value, attr, data, **more)
        if not _ID.fullmatch(text):
            raise unacceptable(NO_ID)
        return text


def _maybe(limit: int) -> Text:
    return Text(limit=limit, load_default=None, allow_none=True)


class CallEventSchema(Schema):
    """One message of an exchange. Only call_id, event and at are needed; what is not said may come later."""

    call_id = IdField(
        limit=120, required=True, metadata={"description": "The exchange's own id of the call."}
    )
    event = WordField(Event, required=True)
    at = MomentField(required=True)
    exchange = IdField(limit=40, load_default="main", metadata={"description": "Where there are several."})
    direction = WordField(Direction, load_default=None, allow_none=True)
    number = _maybe(NUMBER_LIMIT)
    line = WordField(Line, load_default=None, allow_none=True)
    line_name = _maybe(120)
    operator = _maybe(120)
    recording = _maybe(400)
    notice_given = fields.Boolean(load_default=None, allow_none=True)
    ending = WordField(Ending, load_default=None, allow_none=True)

    @post_load
    def _push(self, data: dict[str, Any], **_: Any) -> Push:
        call_id, exchange = data.pop("call_id"), data.pop("exchange")
        # An empty text says as little as a missing one.
        told: dict[str, Any] = {name: None if said == "" else said for name, said in data.items()}
        return Push(call_id, Told(**told), exchange)


class CallsQuery(PageQuery):
    """A page of calls."""


def _told_by_an_operator(state: Word) -> None:
    if state is CallbackState.CALLED_AGAIN:
        raise unacceptable(WRONG)


class OrderSchema(Schema):
    """Who wants to be called, and what about."""

    number = Text(required=True, limit=NUMBER_LIMIT)
    note = Text(limit=NOTE_LIMIT, load_default="")


class ResultSchema(Schema):
    """How a call-back went; OPEN is a try in vain."""

    # Only a call that was answered says that somebody called again.
    state = WordField(CallbackState, required=True, validate=_told_by_an_operator)
    note = Text(limit=NOTE_LIMIT, load_default="")
    appeal = Text(limit=40, load_default="")

    @post_load
    def _result(self, data: dict[str, Any], **_: Any) -> Result:
        return Result(**data)


class CopySchema(Schema):
    """Who asks for a copy of a recording, and how it was checked that it is the caller."""

    name = Text(required=True)
    identity = Text(required=True)


class WhySchema(Schema):
    """Why a recording is held, or a copy refused."""

    reason = Text(limit=NOTE_LIMIT, load_default="")


class DaysSchema(Schema):
    """The days of which calls are shown."""

    first = Day(load_default=None)
    last = Day(load_default=None)
    cursor = Text(load_default=None)
