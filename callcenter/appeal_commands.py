"""Commands of appeals."""

from collections.abc import Iterator, Mapping
from datetime import date, datetime
from typing import Any

import click
from sqlalchemy.orm import Session

from callcenter.appeals import deadlines, events, queries
from callcenter.appeals.clock_events import clock_events
from callcenter.appeals.models import Appeal, AppealEvent
from callcenter.console import as_json, console, opened_database, print_json
from callcenter.core import clock, trail
from callcenter.core.clock import BAKU, hour_of
from callcenter.core.wording import say
from callcenter.directory.actors import Actor
from callcenter.law.queries import KnownLaw


@console.group("appeals")
def appeals_group() -> None:
    """Appeals."""


@appeals_group.command("show")
@click.argument("number")
@as_json
def appeals_show(number: str, as_json: bool) -> None:
    """Print the life of an appeal: every step with who, when and why, and the due date with its sum."""
    now = clock.now()
    with opened_database() as database, database.transaction() as session:
        appeal = queries.appeal_numbered(session, Actor(), number)
        document = life_of(session, appeal)
        trail.record(session, "appeal.shown", now=now, about=appeal.number)
    if as_json:
        print_json(document)
        return
    for line in lines_of(document):
        click.echo(line)


def life_of(session: Session, appeal: Appeal) -> dict[str, Any]:
    """Return the life of an appeal as it is printed, each step with the due date that followed from it."""
    due = events.due_of_appeal(session, appeal)
    return {
        "number": appeal.number,
        "kind": appeal.kind.value,
        "state": appeal.state.value,
        "channel": appeal.channel.value,
        "registered_at": appeal.registered_at.isoformat(),
        "text": appeal.text,
        "unit": appeal.unit.name if appeal.unit else None,
        "clause": appeal.clause,
        "outcome": appeal.outcome.value if appeal.outcome else None,
        "due": deadlines.to_json(due),
        "events": list(_steps(session, appeal)),
    }


def _steps(session: Session, appeal: Appeal) -> Iterator[dict[str, Any]]:
    last: dict[str, str | None] = {"due": "", "due_at": None}
    by = KnownLaw(session).at(events.stood_still_at(appeal))
    for place, event in enumerate(appeal.events, start=1):
        if clock_events([event]):
            due = events.due_of(session, appeal.events[:place], by=by)
            last = {
                "due": due.due_on.isoformat(),
                "due_at": due.due_at.isoformat() if due.due_at else None,
            }
        yield {**_step(event), **last}


def _step(event: AppealEvent) -> dict[str, Any]:
    return {
        "version": event.version,
        "at": event.at.isoformat(),
        "action": event.action.value,
        "said": event.action.label,
        "state": event.state.value,
        "by": _who(event),
        "unit": event.unit.name if event.unit else None,
        "executor": event.executor.full_name if event.executor else None,
        "clause": event.clause,
        "reason": event.reason,
        "details": event.told,
    }


def _who(event: AppealEvent) -> str:
    if event.user is not None:
        return event.user.display_name
    return event.api_key.name if event.api_key is not None else str(say("sistem"))


def _letters(details: dict[str, Any]) -> list[dict[str, str]]:
    """To which bodies the step sent it, each with its letter."""
    if "letters" not in details and "body" in details:
        return [{"body": details["body"], "letter": details.get("letter", "")}]
    return list(details.get("letters", ()))


def _letter_to_apparatus(details: dict[str, Any]) -> Iterator[str]:
    """What became of the letter to the Head of the Apparatus, where the step does not say it by its own name."""
    if details.get("taken_back"):
        yield f"{details['referred_as']}: {say('təqdimat geri götürüldü')}"
    elif details.get("late") and "referred_as" in details:
        yield f"{details['referred_as']}: {say('gecikmiş nəticə')}"


def lines_of(life: dict[str, Any]) -> list[str]:
    """Return a life as a person reads it: a line for each step, the reason below it, and the sum of the due date."""
    until = ""
    lines = [f"{life['number']}  {life['kind']}  {life['state']}", life["text"], ""]
    for step in life["events"]:
        at = datetime.fromisoformat(step["at"]).astimezone(BAKU)
        parts = [step["said"], step["unit"], step["executor"], step["clause"], f"({step['by']})"]
        lines.append(f"{step['version']:>3}  {at:%d.%m.%Y %H:%M}  {'  '.join(filter(None, parts))}")
        if step["reason"]:
            lines += [f"{'':>23}{line}" for line in step["reason"].splitlines() if line]
        lines += [
            f"{'':>23}{one['body']}, {say('məktub')} {one['letter']}" for one in _letters(step["details"])
        ]
        lines += [f"{'':>23}{line}" for line in _letter_to_apparatus(step["details"])]
        if _until(step) != until:
            until = _until(step)
            lines.append(f"{'':>23}→ {until}")
    lines.append("")
    lines += [
        f"{datetime.fromisoformat(one['date']):%d.%m.%Y}  {'+' if one['counted'] else '·'}  {one['why']}"
        for one in life["due"]["sum"]
    ]
    lines += [f"{one['act']}, {one['clause']}" for one in life["due"]["basis"]]
    lines.append(f"→ {_until(life['due'])}")
    return lines


def _until(due: Mapping[str, Any]) -> str:
    """The day by which the answer is due, with the hour of a clock of hours."""
    day = date.fromisoformat(due["due"])
    hour = hour_of(datetime.fromisoformat(due["due_at"]), day) if due["due_at"] else ""
    return f"{day:%d.%m.%Y} {hour}".rstrip()
