"""The page of a report of corruption against the head of the centre, for whom the head of the body authorised."""

import pytest

from callcenter.accounts.vocabulary import Role
from callcenter.appeals.models import Appeal
from callcenter.appeals.vocabulary import Level, State
from callcenter.core import clock
from callcenter.core.sealing import Sealer
from callcenter.directory import authorising
from callcenter.directory.actors import actor_of
from knowledge_base.suggesting import Knowledge
from tests import factories
from tests.clauses import clause
from tests.factories import APPARATUS, CALL_CENTRE, NETWORK, Desk
from tests.web.pages import appeal_of, page
from tests.web.players import PHONE, Player, complain


@pytest.fixture
def chief(desk: Desk) -> str:
    """The full name of the head of the centre."""
    with desk.database.transaction() as session:
        user = factories.make_user(session, Role.CENTRE_HEAD, unit=CALL_CENTRE)
        staff = actor_of(session, user).staff
        assert staff is not None
        staff.head = True
        return staff.full_name


@pytest.fixture
def reader(desk: Desk) -> Player:
    """A leader whom the head of the body authorised."""
    with desk.database.transaction() as session:
        user = factories.make_user(session, Role.LEADERSHIP)
        authorising.authorise(session, user.name, order="F-12/26", by=None, now=clock.now())
        return Player(desk.of(session, user))


def report_of(desk: Desk, knowledge: Knowledge, sealer: Sealer, accused: str) -> Appeal:
    with desk.database.transaction() as session:
        operator = factories.make_actor(session, Role.OPERATOR)
        return factories.log(
            session,
            operator,
            knowledge=knowledge,
            sealer=sealer,
            now=clock.now(),
            about_staff=accused,
            level=Level.CORRUPTION,
        )


@clause("002:5.4.7", "002:5.1")
def test_an_authorised_leader_finds_the_report_reaches_the_reporter_and_routes_it(
    desk: Desk, knowledge: Knowledge, sealer: Sealer, chief: str, reader: Player, head: Player
) -> None:
    report = report_of(desk, knowledge, sealer, chief)
    assert report.number in reader.opens("/notices")
    text = reader.reads(report.number)
    assert "212 44 87" in text
    assert 'action="/appeals/' in text
    assert reader.acts(report.number, "acknowledge", means="phone").status_code == 303
    assert reader.acts(report.number, "route", unit=NETWORK).status_code == 303
    assert appeal_of(desk, report.number).state is State.ROUTED
    assert report.number in page(head.client.get(f"/appeals/{report.number}"))


def test_of_other_appeals_an_authorised_leader_reads_and_routes_nothing(
    operator: Player, reader: Player, desk: Desk
) -> None:
    number = operator.log()
    text = reader.reads(number)
    assert PHONE not in text
    assert f"/appeals/{number}/route" not in text
    assert reader.acts(number, "route", version="1", unit=NETWORK).status_code == 403
    assert appeal_of(desk, number).state is State.REGISTERED


def test_the_administrators_page_says_that_nobody_directs_a_report_and_nothing_of_it(
    desk: Desk, knowledge: Knowledge, sealer: Sealer, chief: str
) -> None:
    administrator = Player(desk.open(Role.ADMINISTRATOR))
    said = "yönləndirə bilən heç kim yoxdur"
    assert said not in administrator.opens("/health")
    report = report_of(desk, knowledge, sealer, chief)
    text = administrator.opens("/health")
    assert said in text
    assert not [secret for secret in (report.number, report.text, chief) if secret in text]


@clause("002:4.0.09")
def test_the_page_of_a_complaint_of_the_apparatus_advises_another_unit(operator: Player) -> None:
    of_apparatus = operator.reads(complain(operator, about_unit=APPARATUS))
    other = complain(
        operator,
        about_unit=NETWORK,
        **{"caller.phone": "050 212 44 88", "caller.fin": "6AB12CE", "caller.name": "Sənan Sınaq"},
    )
    assert "Aparata da vermək olmaz" in of_apparatus
    assert "Aparatın rəhbərinə yönləndirin" not in of_apparatus
    assert "Aparatın rəhbərinə yönləndirin" in operator.reads(other)
