"""Pages and probes: is the installation well, is this process alive, may it be given work."""

from datetime import timedelta
from ipaddress import ip_address

from flask import Blueprint, Response, render_template, request
from flask.typing import ResponseReturnValue
from prometheus_client import CONTENT_TYPE_LATEST, REGISTRY, CollectorRegistry, Gauge, generate_latest
from sqlalchemy.exc import DBAPIError
from werkzeug.exceptions import NotFound

from callcenter.accounts.access import current_user, needs, open_to_all
from callcenter.accounts.vocabulary import Permission
from callcenter.appeals import directing
from callcenter.channels import edms
from callcenter.core import clock
from callcenter.directory.actors import actor_of
from callcenter.upkeep import migrating, queries
from callcenter.upkeep.queries import Figures, LastRun
from callcenter.web.database import database, reading
from knowledge_base.learning import queries as learning

bp = Blueprint("upkeep", __name__, template_folder="templates")

# Every job is due at least weekly; after this long without a run something is wrong.
SILENCE = timedelta(days=8)
KINDS = {"sqlite": "SQLite", "postgresql": "PostgreSQL"}


@bp.get("/health")
@needs(Permission.SEE_HEALTH)
def health() -> ResponseReturnValue:
    """Show the jobs, the counts and the database."""
    now = clock.now()
    with reading() as session:
        engine = database().engine
        return render_template(
            "upkeep/health.html",
            runs=queries.last_runs(session),
            figures=queries.figures(session, now=now, reader=actor_of(session, current_user())),
            layers=learning.layers(session)[:1],
            edms_waiting=edms.waiting(session, now),
            nobody_directs=directing.nobody_directs(session, now),
            silent_since=now - SILENCE,
            kind=KINDS.get(engine.dialect.name, engine.dialect.name),
            server=".".join(map(str, engine.dialect.server_version_info or ())),
            revision=migrating.revision_of(database()),
            newest=migrating.newest_revision(),
        )


@bp.get("/healthz")
@open_to_all
def alive() -> ResponseReturnValue:
    """Say that this process answers; the database is not asked."""
    return _plain("ok")


@bp.get("/readyz")
@open_to_all
def ready() -> ResponseReturnValue:
    """Say whether the database is reachable and in the form that this version needs."""
    try:
        present = migrating.revision_of(database())
    except DBAPIError:
        return _plain("database unreachable", 503)
    if present != migrating.newest_revision():
        return _plain("database not migrated", 503)
    return _plain("ok")


@bp.get("/metrics")
@open_to_all
def metrics() -> ResponseReturnValue:
    """Return the figures for a monitor on this machine; for anybody else there is no such page."""
    if not _from_this_machine():
        raise NotFound
    now = clock.now()
    with reading() as session:
        own = _registry(queries.figures(session, now=now), queries.last_runs(session))
    return Response(generate_latest(REGISTRY) + generate_latest(own), content_type=CONTENT_TYPE_LATEST)


def _from_this_machine() -> bool:
    # What a proxy on this machine passes on comes from elsewhere.
    if "X-Forwarded-For" in request.headers or "Forwarded" in request.headers:
        return False
    try:
        return ip_address(request.remote_addr or "").is_loopback
    except ValueError:
        return False


def _registry(figures: Figures, runs: list[LastRun]) -> CollectorRegistry:
    registry = CollectorRegistry()
    appeals = Gauge("callcenter_appeals", "Appeals by state.", ["state"], registry=registry)
    for state, count in figures.appeals.items():
        appeals.labels(state.value).set(count)
    ran = Gauge("callcenter_job_ran_seconds", "When the job last ran.", ["job"], registry=registry)
    for run in runs:
        ran.labels(run.job).set(run.ran_at.timestamp())
    for name, said, value in (
        (
            "callcenter_appeals_overdue",
            "Appeals owed an answer after their due day or hour.",
            figures.overdue,
        ),
        ("callcenter_knowledge_version", "Number of the knowledge base.", figures.knowledge_version),
        ("callcenter_users", "Live accounts.", figures.users),
    ):
        Gauge(name, said, registry=registry).set(value)
    return registry


def _plain(said: str, status: int = 200) -> Response:
    return Response(f"{said}\n", status, content_type="text/plain; charset=utf-8")
