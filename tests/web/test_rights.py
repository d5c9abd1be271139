"""Who may do what: every route walked with every role against the table of rights; a route that is not in it fails."""

from collections.abc import Iterator

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import func, select, true
from sqlalchemy.orm import Session

from callcenter.accounts.vocabulary import Role, Scope
from callcenter.core import trail
from callcenter.core.db import Base
from tests import factories
from tests.factories import Desk
from tests.web.rights import OPEN, PAGES, SCOPES, H, S

PLACES = {
    "number": "M-2026-999999",
    "code": "economy-network",
    "filename": "x",
    "report_id": 999,
    "mandate_id": 999,
    "plan_id": 999,
    "item_id": 999,
    "proposal_id": 999,
    "slot_id": 999,
    "act_id": 999,
    "absence_id": 999,
    "flag_id": 999,
    "edition": 1,
    "change_id": 999,
    "letter_id": 999,
    "template_id": 999,
    "example_id": 999,
    "form": "pdf",
    "measure": "received",
    "group": "phone",
}


def routes(app: Flask) -> Iterator[tuple[str, str, str]]:
    """Every method and endpoint with an address in which the variables are filled."""
    adapter = app.url_map.bind("localhost")
    for rule in app.url_map.iter_rules():
        values = {name: PLACES.get(name, "1") for name in rule.arguments}
        for method in sorted((rule.methods or set()) - {"HEAD", "OPTIONS"}):
            yield method, rule.endpoint, adapter.build(rule.endpoint, values, method=method)


def test_every_route_stands_in_the_table(application: Flask) -> None:
    known = {*PAGES, *SCOPES}
    walked = {(method, endpoint) for method, endpoint, _ in routes(application) if endpoint not in OPEN}
    assert walked - known == set(), "write these routes into the table, with the roles of DESIGN section 2"
    assert known - walked == set(), "the table names routes that do not exist"


@pytest.mark.parametrize("role", Role)
def test_a_role_comes_where_the_table_says_and_nowhere_else(desk: Desk, app: Flask, role: Role) -> None:
    unit = factories.NETWORK if role in (S, H) else None
    client = desk.open(role, unit=unit)
    wrong = []
    for method, endpoint, address in routes(app):
        allowed = PAGES.get((method, endpoint))
        if allowed is None:
            continue
        status = client.open(address, method=method).status_code
        if (status != 403) != (role in allowed):
            wrong.append((method, endpoint, status))
    assert wrong == []


def test_nobody_comes_anywhere_without_signing_in(app: Flask, client: FlaskClient) -> None:
    for method, endpoint, address in routes(app):
        if (method, endpoint) in PAGES:
            response = client.open(address, method=method)
            assert response.status_code in {303, 401}, endpoint
            assert response.status_code == 401 or "/sign-in" in response.location


@pytest.mark.parametrize("scope", Scope)
def test_a_key_comes_where_its_scope_says_and_nowhere_else(desk: Desk, app: Flask, scope: Scope) -> None:
    with desk.database.transaction() as session:
        _, secret = factories.make_key(session, scope)
    client = app.test_client()
    for method, endpoint, address in routes(app):
        wanted = SCOPES.get((method, endpoint))
        if wanted is None:
            continue
        headers = {"Authorization": f"Bearer {secret}", "If-Match": '"1"'}
        response = client.open(address, method=method, headers=headers, json={} if method == "POST" else None)
        assert (response.status_code != 403) == (wanted is scope), (endpoint, response.status_code)


def test_the_api_needs_a_key(app: Flask, client: FlaskClient) -> None:
    for method, endpoint, address in routes(app):
        if (method, endpoint) in SCOPES:
            response = client.open(address, method=method, json={} if method == "POST" else None)
            assert response.status_code == 401, endpoint
            assert response.json is not None
            assert response.json["code"] == "no-key"


def test_reading_never_writes(desk: Desk, app: Flask) -> None:
    """A GET leaves no event, no appeal and no account behind, whoever asks; only the trail knows who asked."""
    for role in Role:
        client = desk.open(role, unit=factories.NETWORK if role in (S, H) else None)
        with desk.database.reading() as session:
            before = rows_by_table(session)
        for method, endpoint, address in routes(app):
            if method == "GET" and endpoint not in {"upkeep.metrics"}:
                client.get(address)
        with desk.database.reading() as session:
            assert rows_by_table(session) == before


def rows_by_table(session: Session) -> dict[str, int | None]:
    """Count the rows of every table but the trail and the number of its last entry."""
    counter = Base.metadata.tables["counter"]
    return {
        name: session.scalar(
            select(func.count())
            .select_from(table)
            .where(counter.c.series != trail.SERIES if table is counter else true())
        )
        for name, table in Base.metadata.tables.items()
        if name != "trail_entry"
    }
