"""The page of those who may receive reports of corruption: who is, who was, by which order and until when."""

from datetime import timedelta

from flask.testing import FlaskClient

from callcenter.accounts.models import User
from callcenter.accounts.vocabulary import Role
from callcenter.appeals.models import Appeal
from callcenter.appeals.vocabulary import Level
from callcenter.core import clock
from callcenter.core.clock import baku_date
from callcenter.core.sealing import Sealer
from knowledge_base.suggesting import Knowledge
from tests import factories
from tests.clauses import clause
from tests.factories import Desk
from tests.web.pages import page

PAGE = "/directory/readers"


def leader_of(desk: Desk) -> tuple[FlaskClient, User]:
    with desk.database.transaction() as session:
        user = factories.make_user(session, Role.LEADERSHIP)
        return desk.of(session, user), user


def report_of(desk: Desk, knowledge: Knowledge, sealer: Sealer) -> Appeal:
    with desk.database.transaction() as session:
        operator = factories.make_actor(session, Role.OPERATOR)
        return factories.log(
            session, operator, knowledge=knowledge, sealer=sealer, now=clock.now(), level=Level.CORRUPTION
        )


def given(user: User, **more: str) -> dict[str, str]:
    today = baku_date(clock.now()).isoformat()
    return {"name": user.name, "order": "F-12/26", "first_day": today, "last_day": "", **more}


def section(text: str, name: str) -> str:
    return text.partition(f'id="{name}"')[2].partition("</section>")[0]


@clause("002:5.1", "002:5.4.7")
def test_an_administrator_writes_down_who_reads_and_reads_nothing(
    desk: Desk, knowledge: Knowledge, sealer: Sealer
) -> None:
    report = report_of(desk, knowledge, sealer)
    administrator, (reader, user) = desk.open(Role.ADMINISTRATOR), leader_of(desk)
    assert reader.get(f"/appeals/{report.number}").status_code == 404
    assert administrator.post(PAGE, data=given(user)).status_code == 303
    assert user.display_name in section(page(administrator.get(PAGE)), "present")
    assert reader.get(f"/appeals/{report.number}").status_code == 200
    assert administrator.get(f"/appeals/{report.number}").status_code == 403
    assert report.number not in page(administrator.get(PAGE))


def test_it_is_ended_at_once_and_stays_among_those_who_were(
    desk: Desk, knowledge: Knowledge, sealer: Sealer
) -> None:
    report = report_of(desk, knowledge, sealer)
    administrator, (reader, user) = desk.open(Role.ADMINISTRATOR), leader_of(desk)
    administrator.post(PAGE, data=given(user))
    action = section(page(administrator.get(PAGE)), "present").partition('action="')[2].partition('"')[0]
    assert administrator.post(action, data={"order": "F-20/26"}).status_code == 303
    assert reader.get(f"/appeals/{report.number}").status_code == 404
    text = page(administrator.get(PAGE))
    assert user.display_name not in section(text, "present")
    assert "F-20/26" in section(text, "past")
    assert "geri götürülüb" in section(text, "past")
    assert administrator.post(action, data={}).status_code == 409


def test_the_head_of_the_centre_and_leadership_see_who_is_authorised_and_change_nothing(desk: Desk) -> None:
    _, user = leader_of(desk)
    desk.open(Role.ADMINISTRATOR).post(PAGE, data=given(user))
    for role in (Role.CENTRE_HEAD, Role.LEADERSHIP):
        text = page(desk.open(role).get(PAGE))
        assert "F-12/26" in section(text, "present")
        assert 'action="/directory/readers' not in text


def test_only_those_whose_role_sees_appeals_are_offered(desk: Desk) -> None:
    names = {}
    with desk.database.transaction() as session:
        for role in Role:
            names[role] = factories.make_user(session, role).name
    text = section(page(desk.open(Role.ADMINISTRATOR).get(PAGE)), "authorise")
    offered = {role for role, name in names.items() if f'value="{name}"' in text}
    assert offered == set(Role) - {Role.ADMINISTRATOR, Role.KNOWLEDGE_EDITOR, Role.INSPECTOR}


def test_what_is_wrong_is_said_beside_its_field_and_what_was_typed_stays(desk: Desk) -> None:
    administrator, (_, user) = desk.open(Role.ADMINISTRATOR), leader_of(desk)
    yesterday = (baku_date(clock.now()) - timedelta(days=1)).isoformat()
    refused = administrator.post(PAGE, data=given(user, first_day=yesterday, order="F-13/26"))
    assert 'id="f-first_day-error"' in page(refused, 422)
    assert 'value="F-13/26"' in page(refused, 422)
    administrator.post(PAGE, data=given(user))
    again = administrator.post(PAGE, data=given(user))
    assert "artıq buraxılışı var" in page(again, 409)
    unknown = administrator.post(PAGE, data={**given(user), "name": "yoxdur"})
    assert "adlı istifadəçi yoxdur" in page(unknown, 422)


def test_the_days_of_the_order_stand_on_the_page(desk: Desk) -> None:
    administrator, (reader, user) = desk.open(Role.ADMINISTRATOR), leader_of(desk)
    first = baku_date(clock.now()) + timedelta(days=3)
    last = first + timedelta(days=10)
    administrator.post(PAGE, data=given(user, first_day=first.isoformat(), last_day=last.isoformat()))
    text = section(page(administrator.get(PAGE)), "present")
    assert "hələ başlamayıb" in text
    assert f"{last.day} " in text
    assert "geri götürülənədək" not in text
    assert reader.get(PAGE).status_code == 200
