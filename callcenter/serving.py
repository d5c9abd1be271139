"""Acts: run the web processes and the timetable."""

import gc
import signal
import socket
import subprocess
import sys
from collections.abc import Mapping
from threading import Event, Thread
from types import FrameType
from typing import Any

from flask import Flask
from gunicorn.app.base import BaseApplication

from callcenter.app import create_app
from callcenter.core import clock
from callcenter.core.clock import baku_date
from callcenter.core.db import Database
from callcenter.core.errors import Misconfigured
from callcenter.core.observability import write_logs
from callcenter.core.wording import say
from callcenter.jobs import timetable
from callcenter.settings import Settings
from callcenter.upkeep import migrating
from knowledge_base.articles.finding import ArticleShelf
from knowledge_base.suggesting import Library


class _Web(BaseApplication):  # type: ignore[misc]  # the package has no types
    def __init__(self, settings: Settings, options: dict[str, Any]) -> None:
        self._settings = settings
        self._options = options
        super().__init__()

    def load_config(self) -> None:
        for name, value in self._options.items():
            self.cfg.set(name, value)

    def load(self) -> Any:
        return create_app(self._settings)


# After every so many requests the collector is told again what stays.
KEEP_APART = 500
# Seconds. On a busy machine a process that reads the knowledge base is slow, not dead: killed after the server's own
# half a minute it would begin anew, and whoever sent a form to it would see no page of ours.
PATIENCE = 120


def _begin(worker: Any) -> None:
    """Read the knowledge base while the first pages are served already, and keep it new from then on."""

    def read() -> None:
        read_ahead(worker.wsgi)
        _keep_apart()
        library: Library = worker.wsgi.extensions["callcenter.library"]
        library.keep_up(Event())

    Thread(target=read, daemon=True).start()


def read_ahead(app: Flask) -> None:
    """Read what the first page would wait for: the knowledge base and the articles."""
    kept: Database = app.extensions["callcenter.database"]
    library: Library = app.extensions["callcenter.library"]
    shelf: ArticleShelf = app.extensions["callcenter.articles"]
    with kept.reading() as session:
        # One guess, so that what is made for the first one is there too.
        library.knowledge(session).suggest("salam")
        shelf.articles(session, baku_date(clock.now()))


def _after_request(worker: Any, _request: Any, _environ: Any, _response: Any) -> None:
    if worker.nr % KEEP_APART == 0:
        _keep_apart()


def _keep_apart() -> None:
    """Spare the collector what lives as long as the process, above all the knowledge base (docs/decisions/0007)."""
    gc.unfreeze()
    gc.collect()
    gc.freeze()


def serve(
    settings: Settings,
    *,
    bind: str,
    workers: int,
    with_jobs: bool,
    environment: Mapping[str, str] | None = None,
) -> None:
    """Serve until stopped; the timetable runs beside in a process of its own, in the environment given."""
    require_newest_form(settings)
    require_free(bind)
    timetables: list[subprocess.Popen[bytes]] = []

    def start(_server: Any) -> None:
        if with_jobs:
            command = [sys.executable, "-m", "callcenter.cli", "jobs"]
            timetables.append(subprocess.Popen(command, env=environment))  # noqa: S603 - our own program

    def stop(_server: Any) -> None:
        for process in timetables:
            process.terminate()
            process.wait(timeout=30)

    options = {
        "bind": bind,
        "workers": workers,
        "worker_class": "sync",
        "timeout": PATIENCE,
        "preload_app": True,
        "post_worker_init": _begin,
        "post_request": _after_request,
        "when_ready": start,
        "on_exit": stop,
        "loglevel": "warning",
        "proc_name": "callcenter",
    }
    _Web(settings, options).run()


def require_free(bind: str) -> None:
    """Refuse (bind) an address that is none or that another program serves, before the server tries it five times over."""
    host, _, port = bind.rpartition(":")
    try:
        with socket.socket(socket.AF_INET6 if ":" in host else socket.AF_INET) as tried:
            tried.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            tried.bind((host.strip("[]"), int(port)))
    except (OSError, ValueError, OverflowError) as fault:
        why = fault.strerror if isinstance(fault, OSError) else fault
        raise Misconfigured(
            "bind",
            say(
                "%(bind)s ünvanında xidmət başlaya bilmir (%(why)s): --bind ilə boş ünvan və port göstərin, məsələn 127.0.0.1:8000.",
                bind=bind,
                why=str(why),
            ),
        ) from None


def run_timetable(settings: Settings) -> None:
    """Run the timetable until stopped."""
    require_newest_form(settings)
    write_logs(settings.log_format)
    scheduler = timetable(Database(settings.database_url), settings=settings)

    def stop(_signal: int, _frame: FrameType | None) -> None:
        scheduler.shutdown(wait=False)

    signal.signal(signal.SIGTERM, stop)
    signal.signal(signal.SIGINT, stop)
    scheduler.start()


def require_newest_form(settings: Settings) -> None:
    """Refuse to start on a database that is not in the form this version needs."""
    database = Database(settings.database_url)
    present = migrating.revision_of(database)
    database.dispose()
    if present != migrating.newest_revision():
        raise Misconfigured(
            "database-form", say("Baza hazır deyil: əvvəlcə `callcenter db upgrade` işlədin.")
        )
