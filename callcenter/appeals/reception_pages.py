"""The reception desk: who is expected today and later, and the timetable of a month."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from marshmallow import ValidationError
from sqlalchemy.orm import Session

from callcenter.accounts.access import current_user, needs
from callcenter.accounts.vocabulary import Permission, Role
from callcenter.appeals import reception_desk, reception_setting
from callcenter.appeals.reception_forms import WEEKDAYS, Month, TimetableSchema
from callcenter.core import clock
from callcenter.core.clock import baku_date
from callcenter.core.errors import InvalidInput, Refused
from callcenter.core.wording import Sentence, say
from callcenter.directory import queries as directory
from callcenter.directory.actors import Actor, actor_of
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
        html = render_template(
            "appeals/reception.html",
            month=month,
            before=_before(month),
            after=_next(month),
            today=today,
            expected=reception_desk.expected(session, actor, now),
            sittings=reception_desk.month(session, actor, month, _next(month), now),
            officials=_officials(session, actor),
            own=actor.staff.id if actor.staff and actor.role is Role.UNIT_HEAD else None,
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


def _officials(session: Session, actor: Actor) -> list[tuple[int, str]]:
    """Whose timetable the reader may set; nobody's for those who set none."""
    if not actor.may(Permission.SET_RECEPTION):
        return []
    people = directory.staff_of(session, [unit.id for unit in directory.home_units(session)])
    mine = [one for one in people if reception_setting.may_set(one, actor)]
    return [(one.id, f"{one.full_name}, {one.position} — {one.unit.name}") for one in mine]
