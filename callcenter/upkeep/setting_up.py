"""Acts: everything between an empty machine and a running product."""

import os
import time
from collections.abc import Iterator, Mapping
from datetime import datetime
from pathlib import Path
from secrets import token_urlsafe

from sqlalchemy import inspect, select
from sqlalchemy.orm import Session

from callcenter.accounts.models import User
from callcenter.appeals import templates_kept
from callcenter.appeals.models import Appeal
from callcenter.core.db import Database
from callcenter.core.errors import Refused
from callcenter.core.sealing import Sealer, new_data_key
from callcenter.core.wording import Sentence, say
from callcenter.directory import registering
from callcenter.law import upkeep as law
from callcenter.settings import Settings, read_environment_file
from callcenter.upkeep import examples, migrating
from knowledge_base import authoring
from knowledge_base.articles import stocking

EXAMPLE_APPEALS = 600
EXAMPLE_SEED = 1


def fill(session: Session, settings: Settings) -> bool:
    """Put calendar, limits, positions and, where there are none, the shipped cards, articles and ready texts; say whether no cards were there."""
    law.seed_law(session)
    registering.ship_positions(session)
    empty = authoring.load_catalogue(session, home_body=settings.home_body)
    stocking.load_articles(session)
    templates_kept.load_templates(session)
    return empty


def prepare(secrets: Path, environ: Mapping[str, str], *, now: datetime) -> Iterator[Sentence]:
    """Make what a first start needs and yield what was done, with the time it took.

    A database that holds accounts or appeals gets no examples; one that holds tables of something else is
    refused whole.
    """
    began = time.monotonic()
    if _make_secrets(secrets, environ):
        yield say("Açarlar yaradıldı: %(file)s", file=secrets)
    settings = Settings.from_env({**read_environment_file(secrets), **environ})
    database = Database(settings.database_url)
    _refuse_foreign(database)
    migrating.upgrade(database)
    with database.transaction() as session:
        if fill(session, settings):
            yield say("Baza və bilik bazası hazırlandı: %(seconds).1f s", seconds=time.monotonic() - began)
        empty = _is_empty(session)
    if empty:
        yield say("%(count)d nümunə müraciət yazılır, bu bir az çəkəcək…", count=EXAMPLE_APPEALS)
        sealer = Sealer(settings.data_key)
        accounts = examples.load(database, sealer=sealer, appeals=EXAMPLE_APPEALS, seed=EXAMPLE_SEED, now=now)
        yield say("Nümunələr hazırdır: %(seconds).1f s", seconds=time.monotonic() - began)
        yield say("Giriş üçün (hamısının parolu: %(password)s):", password=examples.PASSWORD)
        yield from (say("  %(name)s — %(role)s", name=name, role=role.label) for name, role in accounts)
    database.dispose()


def _make_secrets(file: Path, environ: Mapping[str, str]) -> bool:
    known = {**read_environment_file(file), **environ}
    fresh = {"CALLCENTER_SECRET_KEY": token_urlsafe(48), "CALLCENTER_DATA_KEY": new_data_key()}
    made = {name: value for name, value in fresh.items() if not known.get(name)}
    if not made:
        return False
    file.parent.mkdir(parents=True, exist_ok=True)
    descriptor = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
    with os.fdopen(descriptor, "a", encoding="utf-8") as written:
        written.writelines(f"{name}={value}\n" for name, value in made.items())
    return True


def _refuse_foreign(database: Database) -> None:
    tables = inspect(database.engine).get_table_names()
    if tables and "alembic_version" not in tables:
        raise Refused(
            "foreign-database",
            say("Bu bazada başqa proqramın cədvəlləri var: CALLCENTER_DATABASE_URL ilə boş baza göstərin."),
        )


def _is_empty(session: Session) -> bool:
    return (
        session.scalar(select(User.id).limit(1)) is None
        and session.scalar(select(Appeal.id).limit(1)) is None
    )
