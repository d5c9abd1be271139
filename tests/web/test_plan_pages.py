"""The page of the sector's work plan."""

from datetime import timedelta

from callcenter.accounts.vocabulary import Role
from callcenter.core import clock
from callcenter.core.clock import baku_date
from callcenter.sector import planning
from tests import factories
from tests.clauses import clause
from tests.factories import Desk
from tests.web.pages import page


@clause("002:5.4.3")
def test_a_task_of_a_plan_that_nobody_signed_is_not_late(desk: Desk) -> None:
    past = clock.now() - timedelta(days=40)
    day = baku_date(past)
    with desk.database.transaction() as session:
        chief, clerk = (factories.make_user(session, role) for role in (Role.CENTRE_HEAD, Role.OPERATOR))
        plan = planning.make_plan(
            session, title="Ötən ay", first_day=day, last_day=day + timedelta(days=20), by=chief, now=past
        )
        planning.add_item(session, plan.id, what="Təlim", owner=clerk.name, due_on=day)
        head, plan_id = desk.of(session, chief), plan.id
    assert "müddəti ötüb" not in page(head.get("/plan"))
    assert head.post(f"/plan/{plan_id}/sign").status_code == 303
    assert "müddəti ötüb" in page(head.get("/plan"))
