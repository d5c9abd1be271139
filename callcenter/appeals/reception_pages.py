"""The reception desk: who is expected today and later, and the timetable of a month."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from itertools import groupby
from typing import Any

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from marshmallow import ValidationError
from sqlalchemy.orm import Session

from callcenter.accounts.access import current_user, needs
from callcenter.accounts.vocabulary import Permission
from callcenter.appeals import queries, reception_queries, reception_setting
from callcenter.appeals.models import Appeal
from callcenter.appeals.reception_forms import WEEKDAYS, Month, TimetableSchema
from callcenter.appeals.reception_models import ReceptionSlot
from callcenter.core import clock
from callcenter.core.clock import baku_date, midnight
from callcenter.core.errors import InvalidInput, Refused
from callcenter.core.wording import Sentence, say
from callcenter.directory import queries as directory
from callcenter.directory.actors import Actor, actor_of
from callcenter.directory.models import StaffMember
from callcenter.law import queries as law
from callcenter.web import forms
from callcenter.web.database import reading, transaction
from callcenter.web.display import sentence

NAMES: Sequence[Sentence] = (
    say("bazar ertəsi"),
    say("çərşənbə axşamı"),
    say("çərşənbə"),
    say("cümə axşamı"),
    say("cümə"),
    say("şənbə"),
    say("bazar"),
)


@dataclass(frozen=True)
class Time:
    """A time as the reader sees it; appeal is None for a free one and for one that is not the reader's to know."""

    slot: ReceptionSlot
    taken: bool
    appeal: Appeal | None
    may_cancel: bool


@dataclass(frozen=True)
class Sitting:
    """An official's times of one day at one place."""

    day: date
    official: StaffMember
    place: str
    times: tuple[Time, ...]


@needs(Permission.SEE_RECEPTION)
def show() -> ResponseReturnValue:
    """Show who is expected, and the timetable of a month."""
    return _page({}, None)


@needs(Permission.SET_RECEPTION)
def set_timetable() -> ResponseReturnValue:
    """Add times to the timetable by a weekly pattern."""
    try:
        draft = forms.read(TimetableSchema(), request.form)
        with transaction() as session:
            actor = actor_of(session, current_user())
            made = reception_setting.set_timetable(session, draft, by=actor, now=clock.now())
    except (InvalidInput, Refused) as refusal:
        return _page(request.form, refusal)
    flash(sentence(say("Cədvələ %(count)d qəbul vaxtı əlavə edildi.", count=len(made))), "success")
    return redirect(url_for("appeals.reception", month=f"{draft.month:%Y-%m}"), 303)


@needs(Permission.SET_RECEPTION)
def cancel(slot_id: int) -> ResponseReturnValue:
    """Take a free time off the timetable."""
    try:
        with transaction() as session:
            actor = actor_of(session, current_user())
            slot = reception_setting.cancel_slot(session, slot_id, by=actor, now=clock.now())
    except Refused as refusal:
        return _page({}, refusal)
    flash(sentence(say("Qəbul vaxtı ləğv edildi.")), "success")
    return redirect(url_for("appeals.reception", month=f"{baku_date(slot.starts_at):%Y-%m}"), 303)


def add_to(bp: Blueprint) -> None:
    """Give the pages their addresses."""
    bp.add_url_rule("/reception", "reception", show)
    bp.add_url_rule("/reception", "set_timetable", set_timetable, methods=["POST"])
    bp.add_url_rule("/reception/<int:slot_id>/cancel", "cancel_slot", cancel, methods=["POST"])


def _page(typed: Mapping[str, Any], refused: Refused | None) -> ResponseReturnValue:
    now = clock.now()
    today = baku_date(now)
    month = _month_asked(str(typed.get("month") or request.args.get("month", "")), today)
    with reading() as session:
        actor = actor_of(session, current_user())
        coming = reception_queries.between(session, actor, midnight(today), midnight(_far(today)))
        planned = reception_queries.between(session, actor, midnight(month), midnight(_next(month)))
        expected = [one for one in _times(session, actor, coming) if one.taken]
        html = render_template(
            "appeals/reception.html",
            month=month,
            before=_before(month),
            after=_next(month),
            today=today,
            expected=expected,
            sittings=_sittings(_times(session, actor, planned)),
            officials=_officials(session, actor),
            known=month.year in law.calendar(session).years,
            weekdays=[(day, sentence(NAMES[day])) for day in WEEKDAYS],
            typed=typed,
            refused=None if isinstance(refused, InvalidInput) else refused,
            errors=refused.fields if isinstance(refused, InvalidInput) else {},
        )
    return html, refused.status if refused else 200


def _month_asked(asked: str, today: date) -> date:
    """The month of the address; this one where it cannot be read."""
    try:
        found: date = Month().deserialize(asked) if asked else today.replace(day=1)
    except ValidationError:
        return today.replace(day=1)
    return found


def _next(month: date) -> date:
    return date(month.year + month.month // 12, month.month % 12 + 1, 1)


def _before(month: date) -> date:
    return date(month.year - (month.month == 1), (month.month - 2) % 12 + 1, 1)


def _far(today: date) -> date:
    return today.replace(year=today.year + 1, day=1)


def _times(session: Session, actor: Actor, slots: Sequence[ReceptionSlot]) -> list[Time]:
    live = {slot.id: reception_queries.live_of_slot(slot) for slot in slots}
    numbers = [one.appeal_id for one in live.values() if one is not None]
    seen = queries.ids_visible_to(session, actor, numbers)
    may_set = actor.may(Permission.SET_RECEPTION)
    return [
        Time(
            slot,
            taken=invited is not None,
            appeal=invited.appeal if invited and invited.appeal_id in seen else None,
            may_cancel=may_set
            and invited is None
            and not slot.urgent
            and reception_setting.may_set(slot.official, actor),
        )
        for slot in slots
        for invited in [live[slot.id]]
    ]


def _sittings(times: Sequence[Time]) -> list[Sitting]:
    def place_of(one: Time) -> tuple[date, int, str]:
        return baku_date(one.slot.starts_at), one.slot.official_id, one.slot.place

    return [
        Sitting(day, sitting[0].slot.official, place, tuple(sitting))
        for (day, _, place), found in groupby(sorted(times, key=_in_order), key=place_of)
        for sitting in [list(found)]
    ]


def _in_order(one: Time) -> tuple[date, int, str, datetime]:
    slot = one.slot
    return baku_date(slot.starts_at), slot.official_id, slot.place, slot.starts_at


def _officials(session: Session, actor: Actor) -> list[tuple[int, str]]:
    """Whose timetable the reader may set; nobody's for those who set none."""
    if not actor.may(Permission.SET_RECEPTION):
        return []
    people = directory.staff_of(session, [unit.id for unit in directory.home_units(session)])
    mine = [one for one in people if reception_setting.may_set(one, actor)]
    return [(one.id, f"{one.full_name}, {one.position} — {one.unit.name}") for one in mine]
