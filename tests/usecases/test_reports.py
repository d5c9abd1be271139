"""Building, keeping and timing the report: its numbers are those of the lists behind them."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import delete, select, update
from sqlalchemy.orm import Session

from callcenter.accounts.vocabulary import Role
from callcenter.appeals.models import Appeal
from callcenter.appeals.vocabulary import Kind, Pace
from callcenter.audit.chains import Break, Harm
from callcenter.core.clock import BAKU, baku_date, midnight
from callcenter.core.errors import NotFound, Refused
from callcenter.core.sealing import Sealer
from callcenter.directory.actors import Actor
from knowledge_base.models import Competence
from knowledge_base.suggesting import Knowledge
from reports import checking, compiling, conditions, queries
from reports.figures import Figures
from reports.measures import COUNTS, GROUPS, UNIT_COLUMNS
from reports.models import Report
from reports.periods import Period
from reports.vocabulary import PeriodKind
from tests import factories
from tests.clauses import clause
from tests.factories import CALL_CENTRE, make_actor, staff_id
from tests.usecases.report_past import MONDAY, PAST, WEEK, invent, surge


@pytest.fixture
def past(session: Session) -> list[Appeal]:
    """Six weeks of appeals, five of them before the week that is over on the Monday."""
    return invent(session, PAST, days=42, a_day=3)


@pytest.fixture
def head(session: Session) -> Actor:
    """The head of the call centre, who sees every appeal."""
    return make_actor(session, Role.CENTRE_HEAD)


def test_a_report_of_days_that_go_on_has_as_overdue_what_is_so_when_it_is_built(
    session: Session, head: Actor, operator: Actor, knowledge: Knowledge, sealer: Sealer, now: datetime
) -> None:
    """An hour clock by its hour, and no day clock before its last day is over, though that lies in the period."""

    def log(pace: Pace | None) -> Appeal:
        typed: dict[str, Any] = {"knowledge": knowledge, "sealer": sealer, "now": now, "pace": pace}
        return factories.log(session, operator, **typed)

    urgent, ordinary = log(Pace.URGENT), log(None)
    assert urgent.due_at is not None
    day = baku_date(now)
    period = Period(PeriodKind.CUSTOM, day, day + timedelta(days=60))

    def overdue(at: datetime) -> list[Appeal]:
        report = compiling.build(session, period, by=head, now=at)
        seen = queries.list_behind(session, head, "overdue", queries.period_of_report(report)).rows
        assert report.content["measures"]["overdue"]["value"] == len(seen)
        return list(seen)

    assert overdue(urgent.due_at) == []
    assert overdue(urgent.due_at + timedelta(minutes=1)) == [urgent]
    assert overdue(midnight(ordinary.due_on + timedelta(days=1))) == [ordinary, urgent]


def test_each_number_is_as_long_as_the_list_behind_it(
    session: Session, past: list[Appeal], head: Actor
) -> None:
    content = compiling.build(session, WEEK, by=head, now=MONDAY).content
    for one in COUNTS:
        listed = queries.list_behind(session, head, one.name, WEEK, size=1000).rows
        assert (one.name, len(listed)) == (one.name, content["measures"][one.name]["value"])
        assert len({appeal.id for appeal in listed}) == len(listed)
        assert listed, one.name


def test_each_row_of_a_table_is_as_long_as_the_list_behind_it(
    session: Session, past: list[Appeal], head: Actor
) -> None:
    content = compiling.build(session, WEEK, by=head, now=MONDAY).content
    for table in GROUPS:
        for row in content["groups"][table.name]:
            columns = {table.measure: row["value"]}
            if table.name == "by_unit":
                columns |= {name: row[name] for name in UNIT_COLUMNS}
            for measure, value in columns.items():
                listed = queries.list_behind(
                    session, head, measure, WEEK, f"{table.name}:{row['key']}", size=1000
                )
                assert (row["key"], measure, len(listed.rows)) == (row["key"], measure, value)


def test_each_table_adds_up_to_its_measure(session: Session, past: list[Appeal], head: Actor) -> None:
    content = compiling.build(session, WEEK, by=head, now=MONDAY).content
    for table in GROUPS:
        rows = content["groups"][table.name]
        for column in ("value", "previous"):
            assert sum(row[column] for row in rows) == content["measures"][table.measure][column], table.name
    units = content["groups"]["by_unit"]
    for column in UNIT_COLUMNS:
        assert sum(row[column] for row in units) == content["measures"][column]["value"]


@clause("002:3.0.4", "001:5.12.8")
def test_the_figures_are_those_of_a_plain_count_in_python(
    session: Session, past: list[Appeal], head: Actor
) -> None:
    found = Figures(session).totals(WEEK)
    within = [one for one in past if WEEK.start <= one.registered_at < WEEK.end]
    answered = [one for one in past if one.answered_at and WEEK.start <= one.answered_at < WEEK.end]
    late = [
        one
        for one in answered
        if one.answered_at is not None
        and (
            one.answered_at > one.due_at
            if one.due_at
            else one.answered_at.astimezone(BAKU).date() > one.due_on
        )
    ]
    still = [
        one
        for one in past
        if one.registered_at < WEEK.end and (one.answered_at is None or one.answered_at >= WEEK.end)
    ]
    assert found["received"] == len(within)
    assert found["answered"] == len(answered) == found["on_time"] + found["late"]
    assert found["late"] == len(late)
    assert found["open"] == len(still)
    assert found["overdue"] == len([one for one in still if one.due_on <= WEEK.last_day])


def test_a_day_is_a_day_in_baku(session: Session, head: Actor) -> None:
    invent(session, datetime(2026, 9, 6, 20, 30, tzinfo=UTC), days=1, a_day=1)
    appeal = session.scalars(select(Appeal)).one()
    appeal.registered_at = datetime(2026, 9, 6, 20, 30, tzinfo=UTC)
    session.flush()
    content = compiling.build(session, WEEK, by=head, now=MONDAY).content
    assert content["days"][0] == {"day": "2026-09-07", "value": 1, "previous": 0}
    assert len(queries.list_behind(session, head, "received", WEEK, "by_day:2026-09-07").rows) == 1


def test_the_report_of_a_closed_week_never_changes(session: Session, past: list[Appeal], head: Actor) -> None:
    first = compiling.build(session, WEEK, by=head, now=MONDAY)
    kept = (first.id, first.content_hash, first.built_at)
    for appeal in past:
        appeal.kind = Kind.COMPLAINT
    session.flush()
    session.expire(first)
    again = compiling.build(session, WEEK, by=None, now=MONDAY + timedelta(days=3))
    assert (again.id, again.content_hash, again.built_at) == kept
    assert compiling.hash_of(again.content) == again.content_hash


@clause("002:5.4.7")
@pytest.mark.parametrize(
    ("changed", "harm"),
    [
        ({"content": {}, "content_hash": compiling.hash_of({})}, Harm.CHANGED),
        ({"content_hash": "0" * 64}, Harm.CHANGED),
        ({"built_at": MONDAY + timedelta(days=9)}, Harm.CHANGED),
        ({"last_day": WEEK.last_day + timedelta(days=7)}, Harm.CHANGED),
        (None, Harm.LOST),
    ],
)
def test_a_kept_report_that_is_not_the_one_that_was_built_is_named(
    session: Session, past: list[Appeal], head: Actor, changed: dict[str, object] | None, harm: Harm
) -> None:
    kept = compiling.build(session, WEEK, by=head, now=MONDAY)
    compiling.build(session, WEEK.previous(), by=None, now=MONDAY)
    assert list(checking.breaks(session)) == []
    this = Report.id == kept.id
    session.execute(
        delete(Report).where(this) if changed is None else update(Report).where(this).values(**changed)
    )
    session.expire_all()
    assert list(checking.breaks(session)) == [Break("report", str(kept.id), harm)]


def test_a_report_that_nobody_built_is_named(session: Session, past: list[Appeal], head: Actor) -> None:
    kept = compiling.build(session, WEEK, by=head, now=MONDAY)
    before = WEEK.previous()
    forged = Report(
        period=before.kind,
        first_day=before.first_day,
        last_day=before.last_day,
        built_at=MONDAY,
        content=kept.content,
        content_hash=kept.content_hash,
    )
    session.add(forged)
    session.flush()
    assert list(checking.breaks(session)) == [Break("report", str(forged.id), Harm.FORGED)]


def test_a_report_of_a_running_week_is_built_anew(session: Session, past: list[Appeal], head: Actor) -> None:
    early = compiling.build(session, WEEK, by=head, now=MONDAY - timedelta(days=3))
    assert not compiling.over(early)
    before = early.content_hash
    invent(session, WEEK.start, days=1, a_day=3, seed=8)
    again = compiling.build(session, WEEK, by=head, now=MONDAY)
    assert again.id == early.id
    assert again.content_hash != before
    assert compiling.over(again)


def test_a_week_that_has_not_begun_is_refused(session: Session, head: Actor) -> None:
    with pytest.raises(Refused) as refusal:
        compiling.build(session, WEEK, by=head, now=WEEK.start - timedelta(minutes=1))
    assert refusal.value.code == "period-to-come"


def test_a_planted_surge_is_named(session: Session, past: list[Appeal], head: Actor) -> None:
    card = session.scalars(select(Competence).order_by(Competence.id.desc())).first()
    assert card is not None
    surge(session, WEEK, card, 18)
    content = compiling.build(session, WEEK, by=head, now=MONDAY).content
    found = [one for one in content["signals"] if one["what"] == "by_topic"]
    assert [one["key"] for one in found] == [card.code]
    sentence = next(said for said in content["narrative"] if said["text"].startswith("Diqqət"))
    assert sentence["values"]["topic"] == card.title
    assert sentence["values"]["count"] == found[0]["value"]


def test_a_calm_past_raises_no_signal(session: Session, past: list[Appeal], head: Actor) -> None:
    assert compiling.build(session, WEEK, by=head, now=MONDAY).content["signals"] == []


def test_an_empty_past_gives_a_report_of_zeros(session: Session, head: Actor) -> None:
    content = compiling.build(session, WEEK, by=head, now=MONDAY).content
    assert content["measures"]["received"] == {"value": 0, "previous": 0, "unit": "appeals"}
    assert content["measures"]["on_time_share"]["value"] is None
    assert content["narrative"][0]["text"] == "Hesabat dövründə müraciət qeydə alınmayıb."


@clause("002:5.4.7", "003:5.5.8")
def test_figures_count_confidential_appeals_but_a_leader_lists_only_the_others(
    session: Session, past: list[Appeal]
) -> None:
    leader = make_actor(session, Role.LEADERSHIP)
    every, visible = queries.lengths_behind(session, leader, "received", WEEK)
    listed = queries.list_behind(session, leader, "received", WEEK, size=1000).rows
    assert every == Figures(session).totals(WEEK)["received"]
    assert visible == len(listed) < every
    assert not any(appeal.confidential for appeal in listed)


@clause("003:5.5.8")
def test_who_is_complained_of_reads_a_report_that_does_not_count_it(
    session: Session, past: list[Appeal], head: Actor
) -> None:
    kept = compiling.build(session, WEEK, by=head, now=MONDAY)
    accused = make_actor(session, Role.CENTRE_HEAD, unit=CALL_CENTRE)
    assert compiling.read_by(session, kept, accused) is kept
    received = [one for one in past if WEEK.first_day <= baku_date(one.registered_at) <= WEEK.last_day]
    for complaint in received[:2]:
        complaint.about_staff_id = staff_id(accused)
    session.flush()

    read = compiling.read_by(session, kept, accused).content
    told = kept.content["measures"]["received"]["value"] - 2
    assert read["measures"]["received"]["value"] == told
    for group in ("by_kind", "by_channel", "by_topic", "by_unit"):
        assert sum(row["value"] for row in read["groups"][group]) == told
    assert sum(day["value"] for day in read["days"]) == told
    every, visible = queries.lengths_behind(session, accused, "received", WEEK)
    assert (every, visible) == (told, told)
    assert compiling.read_by(session, kept, head) is kept


def test_what_was_counted_for_whom_it_complains_of_is_counted_once_and_anew_with_each_complaint(
    session: Session, past: list[Appeal], head: Actor
) -> None:
    kept = compiling.build(session, WEEK, by=head, now=MONDAY)
    accused = make_actor(session, Role.CENTRE_HEAD, unit=CALL_CENTRE)
    received = [one for one in past if WEEK.first_day <= baku_date(one.registered_at) <= WEEK.last_day]

    def complain(complaint: Appeal) -> int:
        complaint.about_staff_id = staff_id(accused)
        session.flush()
        read = compiling.read_by(session, kept, accused).content
        assert compiling.read_by(session, kept, accused).content is read
        return int(read["measures"]["received"]["value"])

    told = kept.content["measures"]["received"]["value"]
    assert [complain(one) for one in received[:3]] == [told - 1, told - 2, told - 3]
    # A report that was built again is counted again.
    kept.content_hash = "0" * 64
    assert compiling.read_by(session, kept, accused).content["measures"]["received"]["value"] == told - 3


@pytest.mark.parametrize(
    ("measure", "group"),
    [("nothing", None), ("received", "by_kind"), ("received", "by_kind:ticket"), ("received", "by_day:x")],
)
def test_a_figure_that_does_not_exist_is_not_found(measure: str, group: str | None) -> None:
    with pytest.raises(NotFound):
        conditions.behind(measure, WEEK, group)


def test_the_list_goes_on_after_a_page_without_gap_or_overlap(
    session: Session, past: list[Appeal], head: Actor
) -> None:
    seen: list[int] = []
    cursor = None
    for _ in range(10):
        page = queries.list_behind(session, head, "received", WEEK, cursor=cursor, size=10)
        seen += [appeal.id for appeal in page.rows]
        cursor = page.next_cursor
        if cursor is None:
            break
    assert len(seen) == len(set(seen)) == Figures(session).totals(WEEK)["received"]
