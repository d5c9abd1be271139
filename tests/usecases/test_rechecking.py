"""A newer version of a statute over the old one: what it changes, and which cards and open appeals are asked about."""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from callcenter.accounts.vocabulary import Role
from callcenter.appeals import forwarding, handling, rechecking
from callcenter.appeals.models import Appeal
from callcenter.appeals.vocabulary import Level
from callcenter.core.errors import NotAllowed, NotFound, Refused
from callcenter.directory.actors import Actor
from knowledge_base import importing, revisions
from knowledge_base import queries as knowledge_base
from knowledge_base import rechecking as cards
from knowledge_base.models import Competence, StatuteVersion
from knowledge_base.statutes.statute import Act, Clause, Section, StatuteText
from knowledge_base.vocabulary import Recheck, Turn
from knowledge_base.wording_models import ClauseRecheck, Revision
from tests import factories
from tests.clauses import clause

HARDWARE, INTERNET = "network-hardware", "network-internet-connection"
TEXTS = {
    "6.1.4": "ümumistifadəli informasiya şəbəkələrinə qoşulmanı təşkil edir;",
    "6.1.5": "kompüterlərin, printerlərin və digər avadanlığın təmirini aparır;",
    "6.1.6": "strukturların internetə fasiləsiz qoşulmasını təmin edir;",
    "6.1.8": "elektron poçt xidmətinin işini və göndərilən məktubların çatdırılmasını təmin edir;",
}


def statute(texts: dict[str, str]) -> StatuteText:
    return StatuteText(
        code="003",
        body="Azərbaycan Respublikası İqtisadiyyat Nazirliyi",
        title="Şöbənin əsasnaməsi",
        act=Act(None, None, None),
        sections=(Section("6", "Vəzifələr", 6),),
        clauses=tuple(
            Clause(number, f"003:{number}", "6", None, text, "duty") for number, text in texts.items()
        ),
    )


OLD = statute(TEXTS)
NEW = statute(
    {
        "6.1.4": TEXTS["6.1.4"],
        "6.1.5": "kompüterlərin, printerlərin, proyektorların və digər avadanlığın təmirini aparır;",
        "6.1.7": TEXTS["6.1.8"],
        "6.1.9": "bulud həllərinin hüquqi ekspertizasını keçirir.",
    }
)


@pytest.fixture
def old(session: Session, now: datetime) -> None:
    importing.import_statute(session, OLD, now=now)


@pytest.fixture
def later(now: datetime) -> datetime:
    return now + timedelta(days=1)


def card(session: Session, code: str) -> Competence:
    return knowledge_base.competence_coded(session, code)


@pytest.fixture
def route(
    session: Session, log: Callable[..., Appeal], operator: Actor, now: datetime
) -> Callable[[str], Appeal]:
    """Log an appeal and route it by a card."""

    def routed(code: str) -> Appeal:
        appeal = log()
        return handling.route(
            session,
            appeal.number,
            1,
            unit=factories.NETWORK,
            competence=card(session, code),
            by=operator,
            now=now,
        )

    return routed


def numbers(session: Session, actor: Actor) -> list[str]:
    return [one.appeal.number for one in rechecking.unsettled(session, actor)]


def test_an_import_tells_what_became_of_each_clause(session: Session, old: None, later: datetime) -> None:
    done = importing.import_statute(session, NEW, now=later)
    assert [(one.turn, one.key, one.to_key) for one in done.compared] == [
        (Turn.CHANGED, "003:6.1.5", "003:6.1.5"),
        (Turn.REMOVED, "003:6.1.6", None),
        (Turn.MOVED, "003:6.1.8", "003:6.1.7"),
        (Turn.ADDED, "003:6.1.9", "003:6.1.9"),
    ]
    revision = session.scalars(select(Revision)).one()
    assert [turn.turn for turn in revision.turns] == [one.turn for one in done.compared]


def test_a_first_import_and_the_same_one_again_ask_nothing(
    session: Session, old: None, later: datetime
) -> None:
    importing.import_statute(session, OLD, now=later)
    assert session.scalars(select(Revision)).all() == []


def test_every_card_that_rests_on_a_changed_clause_is_to_be_looked_at(
    session: Session, old: None, later: datetime
) -> None:
    importing.import_statute(session, NEW, now=later)
    open_ones = session.scalars(select(ClauseRecheck).where(ClauseRecheck.standing == Recheck.OPEN)).all()
    assert {(one.turn.key, one.code) for one in open_ones} == {
        ("003:6.1.5", HARDWARE),
        ("003:6.1.6", INTERNET),
        ("003:6.1.8", "network-mail-service"),
        ("003:6.1.8", "network-mail-delivery"),
    }


def test_the_cards_themselves_are_not_touched(session: Session, old: None, later: datetime) -> None:
    before = {one.code: one.clauses for one in knowledge_base.competences(session)}
    importing.import_statute(session, NEW, now=later)
    assert {one.code: one.clauses for one in knowledge_base.competences(session)} == before


def test_an_editor_confirms_a_card_once(session: Session, old: None, later: datetime) -> None:
    editor = factories.make_user(session, Role.KNOWLEDGE_EDITOR)
    importing.import_statute(session, NEW, now=later)
    asked = session.scalars(select(ClauseRecheck).where(ClauseRecheck.code == HARDWARE)).one()
    cards.settle(session, asked.id, Recheck.CONFIRMED, by=editor, now=later, note="Təmir yenə bizdədir.")
    assert (asked.standing, asked.by, asked.at) == (Recheck.CONFIRMED, editor, later)
    with pytest.raises(Refused) as refused:
        cards.settle(session, asked.id, Recheck.CHANGED, by=editor, now=later)
    assert refused.value.code == "already-rechecked"
    with pytest.raises(NotFound):
        cards.settle(session, 10**6, Recheck.CONFIRMED, by=editor, now=later)


def test_an_appeal_keeps_the_version_it_was_routed_by(
    session: Session, old: None, route: Callable[[str], Appeal], later: datetime
) -> None:
    appeal = route(HARDWARE)
    importing.import_statute(session, NEW, now=later)
    found = rechecking.clause_of_the_day(session, appeal)
    assert found is not None
    assert found.now is not None
    assert found.then.text == TEXTS["6.1.5"]
    assert "proyektorların" in found.now.text


def test_an_appeal_routed_before_the_statute_was_imported_has_no_version(
    session: Session, route: Callable[[str], Appeal], now: datetime
) -> None:
    appeal = route(HARDWARE)
    assert appeal.statute_version is None
    importing.import_statute(session, OLD, now=now)
    assert rechecking.clause_of_the_day(session, appeal) is None


def test_what_an_import_announces_is_what_waits_after_it_also_of_appeals_older_than_any_import(
    session: Session, route: Callable[[str], Appeal], head: Actor, now: datetime, later: datetime
) -> None:
    before_any = [route(HARDWARE).number, route(INTERNET).number]
    route("network-public-it-networks")
    importing.import_statute(session, OLD, now=now)
    assert numbers(session, head) == []
    since = route(HARDWARE).number
    announced = rechecking.open_by_clauses(
        session, revisions.compared_with(session, revisions.in_force(session, "003"), NEW)
    )
    importing.import_statute(session, NEW, now=later)
    assert announced == rechecking.count_by_clause(session) == {"003:6.1.5": 2, "003:6.1.6": 1}
    assert set(numbers(session, head)) == {*before_any, since}
    rechecking.confirm(session, [*before_any, since], by=head, now=later)
    assert numbers(session, head) == []


@clause("002:5.4.7")
def test_an_import_does_not_announce_to_the_accused_what_waits_of_the_complaints_of_them(
    session: Session, old: None, route: Callable[[str], Appeal]
) -> None:
    accused = factories.make_actor(session, Role.KNOWLEDGE_EDITOR, unit=factories.EGOV)
    route(HARDWARE)
    route(HARDWARE).about_staff = accused.staff
    session.flush()
    compared = revisions.compared_with(session, revisions.in_force(session, "003"), NEW)
    assert rechecking.open_by_clauses(session, compared) == {"003:6.1.5": 2}
    assert rechecking.open_by_clauses(session, compared, reader=accused) == {"003:6.1.5": 1}


def test_an_import_that_gives_a_clause_its_old_words_again_announces_no_appeal_routed_by_them(
    session: Session, old: None, route: Callable[[str], Appeal], head: Actor, later: datetime
) -> None:
    route(HARDWARE)
    importing.import_statute(session, NEW, now=later)
    back = replace(NEW, clauses=(*NEW.clauses[:1], OLD.clauses[1], *NEW.clauses[2:]))
    compared = revisions.compared_with(session, revisions.in_force(session, "003"), back)
    assert [one.key for one in compared] == ["003:6.1.5"]
    assert rechecking.open_by_clauses(session, compared) == {}
    importing.import_statute(session, back, now=later)
    assert numbers(session, head) == []


def test_open_appeals_of_changed_and_removed_clauses_wait_for_a_look_and_others_do_not(
    session: Session, old: None, route: Callable[[str], Appeal], head: Actor, later: datetime
) -> None:
    changed, went = route(HARDWARE), route(INTERNET)
    route("network-public-it-networks")
    assert numbers(session, head) == []
    importing.import_statute(session, NEW, now=later)
    assert numbers(session, head) == [changed.number, went.number]
    assert rechecking.count_by_clause(session) == {"003:6.1.5": 1, "003:6.1.6": 1}


def test_an_appeal_sent_on_or_answered_before_is_not_asked_about(
    session: Session, old: None, route: Callable[[str], Appeal], head: Actor, operator: Actor, later: datetime
) -> None:
    appeal = route(HARDWARE)
    handling.send_back(
        session, appeal.number, 2, reason="bizim deyil", clause="002:3.0.1", by=head, now=later
    )
    forwarding.forward(session, appeal.number, 3, body="Başqa qurum", letter="7", by=operator, now=later)
    importing.import_statute(session, NEW, now=later)
    assert rechecking.count_by_clause(session) == {}


def test_the_head_says_that_the_appeal_stays_and_is_not_asked_again(
    session: Session, old: None, route: Callable[[str], Appeal], head: Actor, later: datetime
) -> None:
    appeal = route(HARDWARE)
    importing.import_statute(session, NEW, now=later)
    (looked,) = rechecking.confirm(session, [appeal.number], by=head, now=later, note="yenə bizdədir")
    assert (looked.standing, looked.by_id) == (Recheck.CONFIRMED, head.user_id)
    assert numbers(session, head) == []
    with pytest.raises(Refused) as refused:
        rechecking.confirm(session, [appeal.number], by=head, now=later)
    assert refused.value.code == "nothing-to-recheck"


def test_a_still_newer_version_asks_again_only_when_the_clause_differs_from_the_day_of_routing(
    session: Session, old: None, route: Callable[[str], Appeal], head: Actor, later: datetime
) -> None:
    appeal = route(HARDWARE)
    importing.import_statute(session, NEW, now=later)
    rechecking.confirm(session, [appeal.number], by=head, now=later)
    importing.import_statute(session, OLD, now=later)
    assert numbers(session, head) == []
    newest = replace(NEW, clauses=NEW.clauses[:1])
    importing.import_statute(session, newest, now=later)
    assert numbers(session, head) == [appeal.number]


def test_a_routing_by_the_newer_version_settles_it(
    session: Session, old: None, route: Callable[[str], Appeal], head: Actor, operator: Actor, later: datetime
) -> None:
    appeal = route(HARDWARE)
    importing.import_statute(session, NEW, now=later)
    handling.route(
        session,
        appeal.number,
        appeal.version,
        unit=factories.NETWORK,
        competence=card(session, HARDWARE),
        by=operator,
        now=later,
    )
    assert numbers(session, head) == []


def test_another_unit_neither_sees_nor_confirms_it(
    session: Session, old: None, route: Callable[[str], Appeal], operator: Actor, later: datetime
) -> None:
    appeal = route(HARDWARE)
    importing.import_statute(session, NEW, now=later)
    stranger = factories.make_actor(session, Role.UNIT_HEAD, unit=factories.SOFTWARE)
    assert numbers(session, stranger) == []
    with pytest.raises(Refused):
        rechecking.confirm(session, [appeal.number], by=stranger, now=later)
    with pytest.raises(NotAllowed):
        rechecking.confirm(session, [appeal.number], by=operator, now=later)


def test_editors_are_shown_none_that_are_confidential(
    session: Session, old: None, route: Callable[[str], Appeal], later: datetime
) -> None:
    shown, hidden = route(HARDWARE), route(HARDWARE)
    hidden.level = Level.CONFIDENTIAL
    importing.import_statute(session, NEW, now=later)
    editor = factories.make_actor(session, Role.KNOWLEDGE_EDITOR)
    assert [one.appeal.number for one in rechecking.unsettled_for_editors(session, editor)] == [shown.number]


def test_versions_stay(session: Session, old: None, later: datetime) -> None:
    importing.import_statute(session, NEW, now=later)
    assert [one.in_force for one in session.scalars(select(StatuteVersion).order_by(StatuteVersion.id))] == [
        False,
        True,
    ]
