"""Who may do what: every route walked with every role against a table written by hand.

The table restates section 2 of the design for each route; nothing of it is derived from the code. A route
that is not in it fails the build.
"""

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

OP, S, H, C, L, K, A, N = (
    Role.OPERATOR,
    Role.UNIT_STAFF,
    Role.UNIT_HEAD,
    Role.CENTRE_HEAD,
    Role.LEADERSHIP,
    Role.KNOWLEDGE_EDITOR,
    Role.ADMINISTRATOR,
    Role.INSPECTOR,
)
EVERYBODY = {OP, S, H, C, L, K, A}
ALL = EVERYBODY | {N}
APPEALS = {OP, S, H, C, L}

PAGES: dict[tuple[str, str], set[Role]] = {
    ("GET", "accounts.account"): ALL,
    ("POST", "accounts.change_password"): ALL,
    ("GET", "audit.trail"): {N},
    ("POST", "appeals.accuse"): {OP, C},
    ("POST", "appeals.set_level"): {C},
    ("POST", "appeals.acknowledge"): {OP, C},
    ("POST", "accounts.set_email"): ALL,
    ("GET", "notices.listing"): ALL,
    ("GET", "mandates.listing"): {C, L, A},
    ("GET", "sector.plans"): {OP, C},
    ("POST", "sector.make"): {C},
    ("POST", "sector.add_item"): {C},
    ("POST", "sector.remove_item"): {C},
    ("POST", "sector.sign"): {C},
    ("POST", "sector.report_done"): {OP, C},
    ("POST", "sector.confirm"): {C},
    ("POST", "sector.give_back"): {C},
    ("GET", "sector.conduct"): {C},
    ("POST", "sector.draft"): {C},
    ("POST", "sector.send"): {C},
    ("POST", "sector.drop"): {C},
    ("GET", "sector.proposals"): {C, L},
    ("GET", "readers.listing"): {C, L, A},
    ("POST", "readers.authorise"): {A},
    ("POST", "readers.end"): {A},
    ("POST", "mandates.record"): {A},
    ("POST", "mandates.revoke"): {A},
    ("POST", "notices.seen"): ALL,
    ("GET", "appeals.listing"): APPEALS,
    ("POST", "appeals.search"): APPEALS,
    ("GET", "appeals.show"): APPEALS,
    ("GET", "appeals.new"): {OP},
    ("POST", "appeals.new"): {OP},
    ("POST", "appeals.suggestions"): {OP},
    ("POST", "appeals.callers"): {OP},
    ("GET", "appeals.rechecks"): APPEALS,
    ("GET", "appeals.rechecks_masked"): {K},
    ("POST", "appeals.confirm_rechecks"): {H, C},
    ("GET", "appeals.imports"): {K},
    ("POST", "appeals.take_in"): {K},
    ("GET", "appeals.statute_import"): {K},
    ("POST", "appeals.confirm_import"): {K},
    ("POST", "appeals.withdraw_import"): {K},
    ("GET", "appeals.desk"): {OP},
    ("GET", "appeals.inbox"): {S, H},
    ("GET", "appeals.centre"): {C},
    ("POST", "appeals.keep_published"): {C},
    ("POST", "appeals.take_out_published"): {C},
    ("POST", "appeals.route"): {OP, C},
    ("POST", "appeals.forward"): {OP, C},
    ("POST", "appeals.reclassify"): {OP, C},
    ("POST", "appeals.answer_on_line"): {OP},
    ("POST", "appeals.deliver"): {OP},
    ("POST", "appeals.close"): {OP},
    ("POST", "appeals.reopen"): {OP, C},
    ("POST", "appeals.set_pace"): {OP, C},
    ("POST", "appeals.clarify"): {OP, C},
    ("POST", "appeals.clarified"): {OP, C},
    ("POST", "appeals.hold"): {C},
    ("POST", "appeals.lift"): {C},
    ("POST", "appeals.export"): {C},
    ("POST", "appeals.split"): {OP, C},
    ("POST", "appeals.join"): {OP, C},
    ("POST", "appeals.link"): {OP, C},
    ("POST", "appeals.unlink"): {OP, C},
    ("POST", "appeals.merge"): {OP, C},
    ("POST", "appeals.undo_merge"): {OP, C},
    ("POST", "appeals.withdraw"): {OP},
    ("POST", "appeals.leave"): {C},
    ("POST", "appeals.resume"): {OP, C},
    ("POST", "appeals.accept"): {H},
    ("POST", "appeals.assign"): {H},
    ("POST", "appeals.send_back"): {H},
    ("POST", "appeals.recall"): {C},
    ("POST", "appeals.extend"): {H},
    ("POST", "appeals.write"): {S, H},
    ("POST", "appeals.approve"): {H, C},
    ("POST", "appeals.revise"): {H, C},
    ("POST", "appeals.draft"): {S, H},
    ("POST", "appeals.consult"): {OP, S, H, C},
    ("POST", "appeals.advise"): {S, H},
    ("POST", "appeals.call_off"): {OP, S, H, C},
    ("POST", "appeals.invite"): {OP, C},
    ("POST", "appeals.receive"): APPEALS,
    ("POST", "appeals.miss"): APPEALS,
    ("GET", "appeals.reception"): APPEALS,
    ("POST", "appeals.set_timetable"): {H, C},
    ("POST", "appeals.cancel_slot"): {H, C},
    ("POST", "appeals.refer"): {OP, C},
    ("POST", "appeals.report_back"): {H, C},
    ("POST", "appeals.note"): {OP, C},
    ("POST", "appeals.offer_written"): {OP},
    ("POST", "appeals.send_letter"): {OP, C},
    ("GET", "appeals.templates"): {C},
    ("GET", "appeals.new_template"): {C},
    ("POST", "appeals.make_template"): {C},
    ("GET", "appeals.template"): {C},
    ("POST", "appeals.change_template"): {C},
    ("POST", "appeals.retire_template"): {C},
    ("GET", "appeals.satisfaction"): {OP, C},
    ("POST", "appeals.note_satisfaction"): {OP, C},
    ("GET", "knowledge.units"): EVERYBODY,
    ("GET", "knowledge.unit"): EVERYBODY,
    ("GET", "knowledge.card"): EVERYBODY,
    ("GET", "knowledge.statutes"): EVERYBODY,
    ("GET", "knowledge.statute"): EVERYBODY,
    ("GET", "knowledge.clause"): EVERYBODY,
    ("GET", "knowledge.compare"): EVERYBODY,
    ("GET", "knowledge.changes"): {K},
    ("POST", "knowledge.settle"): {K},
    ("GET", "knowledge.competent"): EVERYBODY,
    ("POST", "knowledge.competent"): EVERYBODY,
    ("GET", "articles.listing"): EVERYBODY,
    ("POST", "articles.search"): EVERYBODY,
    ("GET", "articles.show"): EVERYBODY,
    ("GET", "articles.version"): EVERYBODY,
    ("POST", "articles.report"): EVERYBODY,
    ("GET", "articles.watch_list"): EVERYBODY,
    ("GET", "articles.queue"): {K},
    ("GET", "articles.new"): {K},
    ("POST", "articles.new"): {K},
    ("GET", "articles.edit"): {K},
    ("POST", "articles.edit"): {K},
    ("POST", "articles.submit"): {K},
    ("POST", "articles.publish"): {K},
    ("POST", "articles.send_back"): {K},
    ("POST", "articles.withdraw"): {K},
    ("POST", "articles.settle"): {K},
    ("POST", "articles.watch"): {K},
    ("POST", "articles.look"): {K},
    ("POST", "articles.stop_watching"): {K},
    ("GET", "appeals.article_use"): {K},
    ("POST", "appeals.propose_article"): {OP, H, C},
    ("GET", "editing.desk"): {K},
    ("GET", "editing.show"): {K},
    ("GET", "editing.add_card"): {K},
    ("POST", "editing.add_card"): {K},
    ("GET", "editing.change_card"): {K},
    ("POST", "editing.change_card"): {K},
    ("GET", "editing.edit_card"): {K},
    ("POST", "editing.edit_card"): {K},
    ("POST", "editing.retire_card"): {K},
    ("GET", "editing.add_unit"): {K},
    ("POST", "editing.add_unit"): {K},
    ("GET", "editing.change_unit"): {K},
    ("POST", "editing.change_unit"): {K},
    ("GET", "editing.edit_unit"): {K},
    ("POST", "editing.edit_unit"): {K},
    ("POST", "editing.retire_unit"): {K},
    ("GET", "editing.phrases"): {K},
    ("POST", "editing.take_phrase"): {K},
    ("POST", "editing.pass_over"): {K},
    ("POST", "editing.test"): {K},
    ("POST", "editing.send"): {K},
    ("POST", "editing.withdraw"): {K},
    ("POST", "editing.publish"): {K},
    ("POST", "editing.send_back"): {K},
    ("POST", "editing.undo"): {K},
    ("GET", "learning.examples"): {H, C, K},
    ("POST", "learning.strike"): {H, C, K},
    ("POST", "learning.restore"): {H, C, K},
    ("GET", "learning.synonyms"): {K},
    ("POST", "learning.set_synonym"): {K},
    ("POST", "learning.switch_off"): {K},
    ("POST", "learning.take_back"): {K},
    ("GET", "learning.layers"): {K},
    ("POST", "learning.put_in_force"): {K},
    ("GET", "appeals.quality"): {H, C, K},
    ("GET", "appeals.policies"): {C},
    ("POST", "appeals.set_policy"): {C},
    ("GET", "calls.overview"): {OP, C, L},
    ("GET", "calls.mine"): {OP, C},
    ("GET", "calls.now"): {OP, C},
    ("GET", "calls.show"): {OP, C},
    ("GET", "calls.sound"): {OP, C},
    ("POST", "calls.hold"): {C},
    ("POST", "calls.release"): {C},
    ("GET", "calls.copies"): {OP, C},
    ("POST", "calls.register_copy"): {OP, C},
    ("POST", "calls.give_copy"): {C},
    ("POST", "calls.refuse_copy"): {C},
    ("GET", "calls.callbacks"): {OP, C},
    ("POST", "calls.order"): {OP, C},
    ("POST", "calls.take"): {OP, C},
    ("POST", "calls.let_go"): {OP, C},
    ("POST", "calls.result"): {OP, C},
    ("GET", "reports.listing"): {C, L},
    ("POST", "reports.build"): {C, L},
    ("GET", "reports.show"): {C, L},
    ("GET", "reports.download"): {C, L},
    ("GET", "reports.behind"): {C, L},
    ("GET", "reports.gaps"): {C, L, K},
    ("GET", "reports.behind_gap"): {C, L},
    ("GET", "law.limits"): EVERYBODY,
    ("GET", "law.calendar"): EVERYBODY,
    ("POST", "law.propose_limit"): {C, A},
    ("POST", "law.propose_day"): {C, A},
    ("POST", "law.reject"): {C, A},
    ("GET", "recounting.effect"): {C, A},
    ("POST", "recounting.confirm"): {C, A},
    ("GET", "directory.people"): {A},
    ("POST", "directory.add"): {A},
    ("POST", "directory.disable"): {A},
    ("POST", "directory.give_position"): {A},
    ("GET", "directory.positions"): EVERYBODY,
    ("GET", "absences.listing"): {H, A},
    ("POST", "absences.enter"): {H, A},
    ("POST", "absences.shorten"): {H, A},
    ("POST", "absences.cancel"): {H, A},
    ("POST", "directory.positions"): EVERYBODY,
    ("GET", "upkeep.health"): {A},
}
OPEN = {
    "accounts.home",
    "accounts.sign_in",
    "accounts.open_session",
    "accounts.sign_out",
    "accounts.choose_language",
    "api_docs",
    "appeals.feedback",
    "appeals.send_feedback",
    "api-docs.openapi_json",
    "bootstrap.static",
    "static",
    "upkeep.alive",
    "upkeep.ready",
    "upkeep.metrics",
}
SCOPES: dict[tuple[str, str], Scope] = {
    ("POST", "appeals_api.classify"): Scope.CLASSIFY,
    ("GET", "appeals_api.listing"): Scope.APPEALS_READ,
    ("GET", "appeals_api.show"): Scope.APPEALS_READ,
    ("GET", "appeals_api.history"): Scope.APPEALS_READ,
    ("POST", "calls_api.note"): Scope.CALLS_WRITE,
    ("GET", "calls_api.listing"): Scope.CALLS_WRITE,
    ("GET", "calls_api.show"): Scope.CALLS_WRITE,
    ("PUT", "calls_api.put_recording"): Scope.CALLS_WRITE,
    ("POST", "calls_api.order"): Scope.CALLS_WRITE,
    ("GET", "directory_api.positions"): Scope.KNOWLEDGE_READ,
    ("GET", "knowledge_api.units"): Scope.KNOWLEDGE_READ,
    ("GET", "knowledge_api.competences"): Scope.KNOWLEDGE_READ,
    ("GET", "knowledge_api.statutes"): Scope.KNOWLEDGE_READ,
    ("GET", "articles_api.articles"): Scope.KNOWLEDGE_READ,
    ("GET", "articles_api.article"): Scope.KNOWLEDGE_READ,
    ("POST", "articles_api.search"): Scope.KNOWLEDGE_READ,
    ("GET", "reports_api.listing"): Scope.REPORTS_READ,
    ("GET", "reports_api.show"): Scope.REPORTS_READ,
    **{
        ("POST", f"appeals_api.{act}"): Scope.APPEALS_WRITE
        for act in (
            "log",
            "route",
            "accept",
            "assign",
            "send_back",
            "reclassify",
            "extend",
            "forward",
            "answer_on_line",
            "write",
            "draft",
            "approve",
            "revise",
            "deliver",
            "offer_written",
            "close",
            "reopen",
            "set_pace",
            "clarify",
            "clarified",
            "consult",
            "advise",
            "call_off",
            "invite",
            "receive",
            "miss",
            "refer",
            "report_back",
            "take_back",
            "split",
            "join",
            "link",
            "unlink",
            "merge",
            "undo_merge",
            "leave",
            "resume",
            "withdraw",
            "accuse",
        )
    },
}
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
