"""Probes for machines, and the administrator's page of the installation."""

from datetime import UTC, date, datetime
from html import unescape

from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import text

from callcenter import serving
from callcenter.accounts.vocabulary import Role
from callcenter.core.db import Database
from callcenter.core.job_runs import claim
from tests.factories import Desk

SLOT = datetime(2026, 10, 12, 4, 0, tzinfo=UTC)


def test_a_process_says_that_it_is_alive_without_the_database(app: Flask, client: FlaskClient) -> None:
    app.extensions["callcenter.database"], kept = None, app.extensions["callcenter.database"]
    try:
        assert client.get("/healthz").status_code == 200
    finally:
        app.extensions["callcenter.database"] = kept


def test_a_process_with_a_migrated_database_is_ready(client: FlaskClient) -> None:
    assert client.get("/readyz").status_code == 200


def test_what_the_first_page_waits_for_is_read_ahead(app: Flask) -> None:
    serving.read_ahead(app)
    with app.extensions["callcenter.database"].reading() as session:
        assert app.extensions["callcenter.articles"].articles(session, date(2026, 10, 12)) is not None


def test_a_process_is_not_ready_before_the_migration(app: Flask, client: FlaskClient) -> None:
    empty = Database("sqlite://")
    app.extensions["callcenter.database"], kept = empty, app.extensions["callcenter.database"]
    try:
        assert client.get("/readyz").status_code == 503
    finally:
        app.extensions["callcenter.database"] = kept
        empty.dispose()


def test_a_process_is_not_ready_while_the_database_is_away(app: Flask, client: FlaskClient) -> None:
    away = Database("postgresql+psycopg://nobody@127.0.0.1:1/nothing")
    app.extensions["callcenter.database"], kept = away, app.extensions["callcenter.database"]
    try:
        assert client.get("/readyz").status_code == 503
    finally:
        app.extensions["callcenter.database"] = kept
        away.dispose()


def test_figures_are_for_a_monitor_on_this_machine_only(client: FlaskClient) -> None:
    here = client.get("/metrics")
    assert here.status_code == 200
    assert 'callcenter_appeals{state="registered"}' in here.get_data(as_text=True)
    elsewhere = client.get("/metrics", environ_base={"REMOTE_ADDR": "192.0.2.7"})
    assert elsewhere.status_code == 404
    assert client.get("/metrics", headers={"X-Forwarded-For": "192.0.2.7"}).status_code == 404


def test_the_administrator_sees_jobs_counts_and_the_database(desk: Desk) -> None:
    with desk.database.transaction() as session:
        claim(session, "weekly-report", SLOT, now=SLOT)
    html = unescape(desk.open(Role.ADMINISTRATOR).get("/health").get_data(as_text=True))
    assert "weekly-report" in html
    assert "SQLite" in html
    with desk.database.reading() as session:
        assert str(session.scalar(text("SELECT version_num FROM alembic_version"))) in html


def test_a_job_that_has_long_been_silent_is_marked(desk: Desk) -> None:
    with desk.database.transaction() as session:
        claim(
            session,
            "weekly-report",
            datetime(2020, 1, 6, 4, 0, tzinfo=UTC),
            now=datetime(2020, 1, 6, tzinfo=UTC),
        )
    assert "gecikir" in desk.open(Role.ADMINISTRATOR).get("/health").get_data(as_text=True)


def test_nobody_else_sees_the_health_page(desk: Desk) -> None:
    for role in set(Role) - {Role.ADMINISTRATOR}:
        assert desk.open(role).get("/health").status_code == 403
