"""Act: build the report of a period, freeze it and keep it."""

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime
from typing import Any

from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from callcenter.appeals import queries as appeals
from callcenter.appeals.vocabulary import Channel, Kind, Outcome
from callcenter.calls import queries as calls
from callcenter.core import trail
from callcenter.core.clock import baku_date
from callcenter.core.errors import Refused
from callcenter.core.wording import Sentence, say
from callcenter.directory.actors import Actor
from reports import counted_anew, queries, surveying, trends
from reports.call_measures import measures_of_calls
from reports.figures import Figures
from reports.map_edition import kept_map, surveyed
from reports.measures import (
    GROUPS,
    LANGUAGES,
    NONE,
    NONE_LABELS,
    PARTS_NOTE,
    UNIT_COLUMNS,
    Measure,
    measures_of,
)
from reports.models import Report
from reports.narrative import Facts, Named, Surge, narrative
from reports.periods import Period
from reports.planned import plan_of

LONGEST_BY_DAY = 31
# In the trail: a report was built and kept, with the hash of its content.
BUILT = "report.built"

Row = dict[str, Any]


def build(session: Session, period: Period, *, by: Actor | None, now: datetime) -> Report:
    """Return the report of the period, built now or kept; by is None for the timetable.

    The report of a period that was over when it was built never changes. One built before that shows
    what was known then, and is built anew. Refused (period-to-come) when the period has not begun.
    """
    if period.first_day > baku_date(now):
        raise Refused("period-to-come", say("Bu dövr hələ başlamayıb: başqa tarix seçin."))
    found = queries.kept(session, period)
    if found is not None and over(found):
        return found

    content = content_of(Figures(session), replace(period, as_of=now), today=baku_date(now))

    report = found or Report(period=period.kind, first_day=period.first_day, last_day=period.last_day)
    report.built_at, report.built_by_id = now, by.user_id if by else None
    report.content, report.content_hash = content, hash_of(content)
    kept = report if found else _keep(session, report, period)
    if kept is report:
        session.flush()
        trail.record(
            session,
            BUILT,
            now=now,
            user_id=report.built_by_id,
            about=str(report.id),
            hash=report.content_hash,
        )
    return kept


def over(report: Report) -> bool:
    """Say whether the period was over when the report was built, so that the report is final."""
    return baku_date(report.built_at) > report.last_day


def hash_of(content: Mapping[str, Any]) -> str:
    """Return the SHA-256 of a report's content, whatever the order of its keys."""
    return hashlib.sha256(json.dumps(content, sort_keys=True, ensure_ascii=False).encode()).hexdigest()


def read_by(session: Session, report: Report, actor: Actor) -> Report:
    """Return the report as somebody may read it: the kept one, or one that counts nothing that complains of them.

    A figure that is greater than its list by one would tell the accused that somebody complained.
    """
    hidden = appeals.kept_from(session, actor)
    if not hidden:
        return report

    def count() -> Row:
        figures = Figures(session, appeals.clear_of(actor))
        return content_of(figures, queries.period_of_report(report), today=baku_date(report.built_at))

    content = counted_anew.remembered(session, report, hidden, count)
    return Report(
        id=report.id,
        period=report.period,
        first_day=report.first_day,
        last_day=report.last_day,
        built_at=report.built_at,
        content=content,
        content_hash=hash_of(content),
    )


def content_of(figures: Figures, period: Period, *, today: date) -> dict[str, Any]:
    """Return all that the report says, counted today, as JSON values; words are still untranslated."""
    session, previous = figures.session, period.previous()
    measures = measures_of(figures.totals(period), figures.totals(previous))
    labels = _labels(session)
    groups = {one.name: _rows(figures, one.name, one.measure, period, labels) for one in GROUPS}
    _add_work(figures, groups["by_unit"], period, labels["by_unit"])
    signals, facts = _noticed(figures, period, measures, groups)
    plan = plan_of(session, period, today)
    return {
        "period": days_of(period),
        "previous": days_of(previous),
        "measures": {
            name: _figure(one)
            for name, one in {**measures, **_of_calls(session, period), **plan.measures}.items()
        },
        "groups": groups,
        "notes": _notes(figures, period),
        "days": _by_day(figures, period, previous),
        "earlier": _earlier(figures, period),
        "signals": signals,
        "narrative": [as_kept(said) for said in (*narrative(facts), *plan.sentences)],
        **plan.block,
        **_of_map(figures, period, today),
    }


def _of_map(figures: Figures, period: Period, today: date) -> dict[str, Any]:
    days = surveyed(period, today)
    if days is None:
        return {}
    texts = {key: clause.text for key, clause in surveying.clauses_of(figures.session).items()}
    found = surveying.map_of(figures, days)
    return {"map": kept_map(found, days, queries.unit_names(figures.session), texts)}


def _of_calls(session: Session, period: Period) -> dict[str, Measure]:
    now, before = (calls.tallies(session, one.first_day, one.last_day) for one in (period, period.previous()))
    return measures_of_calls(now, before)


def _keep(session: Session, report: Report, period: Period) -> Report:
    try:
        with session.begin_nested():
            session.add(report)
    except IntegrityError:
        # Another process kept it in the same moment: its report is the answer.
        kept = queries.kept(session, period)
        if kept is None:
            raise
        return kept
    return report


def _figure(measure: Measure) -> Row:
    return {"value": measure.value, "previous": measure.previous, "unit": measure.unit}


def as_kept(value: Any) -> Any:
    """Return a sentence, also one within another, as JSON keeps it; any other value as it is."""
    if isinstance(value, Sentence):
        return {"text": value.text, "values": {name: as_kept(one) for name, one in value.values.items()}}
    return [as_kept(one) for one in value] if isinstance(value, list) else value


def days_of(period: Period) -> Row:
    """Return the period as a report keeps it."""
    return {
        "kind": period.kind.value,
        "from": period.first_day.isoformat(),
        "to": period.last_day.isoformat(),
    }


def _labels(session: Session) -> dict[str, dict[str, str]]:
    titles = queries.competence_titles(session)
    named: dict[str, dict[str, str]] = {
        "by_kind": {one.value: one.label for one in Kind},
        "by_channel": {one.value: one.label for one in Channel},
        "by_outcome": {one.value: one.label for one in Outcome},
        "by_language": {code: said.text for code, said in LANGUAGES.items()},
        "by_unit": queries.unit_names(session),
        "by_topic": titles,
        "by_competence": titles,
        "by_refusal": queries.unit_names(session),
    }
    none = {name: {NONE: said.text} for name, said in NONE_LABELS.items()}
    return {name: {**words, **none.get(name, {})} for name, words in named.items()}


def _rows(
    figures: Figures, dimension: str, measure: str, period: Period, labels: Mapping[str, Mapping[str, str]]
) -> list[Row]:
    """Return the rows of a group: every word of a closed vocabulary, of others those that were counted."""
    counted = figures.group(dimension, measure, [period, period.previous()])
    words = labels[dimension]
    if dimension in {"by_kind", "by_outcome"}:
        counted = {key: [0, 0] for key in words} | counted
        keys = list(counted)
    else:
        keys = sorted(counted, key=lambda key: (key == NONE, -counted[key][0], -counted[key][1], key))
    return [
        {
            "key": key,
            "label": _label(dimension, key, words),
            "value": counted[key][0],
            "previous": counted[key][1],
        }
        for key in keys
        if any(counted[key]) or dimension in {"by_kind", "by_outcome"}
    ]


def label_of(session: Session, group: str) -> str:
    """Return what a row such as by_unit:economy-egov is called, still untranslated."""
    dimension, _, key = group.partition(":")
    return _label(dimension, key, _labels(session).get(dimension, {}))


def _label(dimension: str, key: str, words: Mapping[str, str]) -> str:
    if dimension != "by_refusal" or key == NONE:
        return words.get(key, key)
    unit, _, clause = key.partition(" ")
    return f"{words.get(unit, unit)}: {clause}" if clause else words.get(unit, unit)


def _add_work(figures: Figures, rows: list[Row], period: Period, names: Mapping[str, str]) -> None:
    """Put on time, late, open and overdue beside each unit, also beside one that received nothing."""
    at_work = figures.units_at_work(period)
    known = {row["key"] for row in rows}
    rows += [
        {"key": key, "label": names.get(key, key), "value": 0, "previous": 0}
        for key in sorted(at_work)
        if key not in known
    ]
    for row in rows:
        worked = at_work.get(row["key"], [0] * len(UNIT_COLUMNS))
        row.update(zip(UNIT_COLUMNS, worked, strict=True))
    rows.sort(key=lambda row: (row["key"] == NONE, -row["value"], row["key"]))


def _notes(figures: Figures, period: Period) -> Row:
    """Return what stands under a table, by its name."""
    parts = any(figures.parts_counted(one) for one in (period, period.previous()))
    return {"by_unit": as_kept(PARTS_NOTE)} if parts else {}


def _by_day(figures: Figures, period: Period, previous: Period) -> list[Row]:
    """Return what each day received, beside the same day of the previous period; nothing for long periods."""
    if len(period.days) > LONGEST_BY_DAY:
        return []
    now, before = (
        {date.fromisoformat(key): row[0] for key, row in found.items()}
        for found in (figures.group("by_day", "received", [one]) for one in (period, previous))
    )
    earlier_days = dict(enumerate(previous.days))
    return [
        {
            "day": day.isoformat(),
            "value": now.get(day, 0),
            "previous": before.get(earlier_days[place], 0) if place in earlier_days else None,
        }
        for place, day in enumerate(period.days)
    ]


def _earlier(figures: Figures, period: Period) -> list[Row]:
    """Return what the earlier periods and this one received, the oldest first."""
    periods = _history(period)
    totals = figures.received_in(periods)
    known = trends.known_history(totals)
    return [
        {"from": one.first_day.isoformat(), "to": one.last_day.isoformat(), "value": total}
        for one, total in list(zip(periods, totals, strict=True))[-max(known, 1) :]
    ]


def _history(period: Period) -> list[Period]:
    periods = [period]
    for _ in range(trends.EARLIER):
        periods.append(periods[-1].previous())
    return periods[::-1]


def _noticed(
    figures: Figures, period: Period, measures: Mapping[str, Measure], groups: Mapping[str, Sequence[Row]]
) -> tuple[list[Row], Facts]:
    periods = _history(period)
    totals = figures.received_in(periods)
    known = trends.known_history(totals[:-1])
    history = figures.group("by_topic", "received", periods)
    history.pop(NONE, None)
    label_of = {row["key"]: row["label"] for row in groups["by_topic"]}

    surged = trends.signals(history, known=known)
    all_appeals = trends.signal_of_total(totals, known=known)
    rows = [_signal("by_topic", label_of[one.key], one) for one in surged]
    if all_appeals:
        rows.insert(0, _signal("received", "", all_appeals))
    risen, _ = trends.moves([trends.Move(key, row[-1], row[-2]) for key, row in history.items()])
    facts = Facts(
        measures=measures,
        kinds=_most(groups["by_kind"], "value"),
        topics=_most(groups["by_topic"], "value"),
        overdue_units=_most(groups["by_unit"], "overdue"),
        late_units=_most(groups["by_unit"], "late"),
        surges=[Surge(label_of[one.key], one.value, round(one.expected.mean)) for one in surged],
        newcomers=[(label_of[key], history[key][-1]) for key in trends.newcomers(history, known=known)],
        risen=(label_of[risen[0].key], risen[0].previous, risen[0].value) if risen else None,
    )
    return rows, facts


def _most(rows: Sequence[Row], column: str) -> list[Named]:
    ranked = sorted(rows, key=lambda row: -row[column])
    return [(row["label"], row[column]) for row in ranked if row[column] and row["key"] != NONE]


def _signal(what: str, label: str, signal: trends.Signal) -> Row:
    return {
        "what": what,
        "key": signal.key,
        "label": label,
        "value": signal.value,
        "direction": signal.direction,
        "usual": signal.expected.mean,
        "expected": [signal.expected.low, signal.expected.high],
    }
