"""The console's frame: the group of all commands, and what each needs to read and print."""

import json
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import click

from callcenter.core.db import Database
from callcenter.settings import Settings, read_environment_file

SECRETS = Path("var/secrets.env")
as_json = click.option("--json", "as_json", is_flag=True, help="Print one JSON document and nothing else.")


@click.group()
@click.version_option(package_name="cagri")
def console() -> None:
    """Çağrı: a ministry's call centre."""


def known_settings() -> Settings:
    # A tool beside a running product finds the secrets that `make run` made; the environment wins.
    return Settings.from_env({**read_environment_file(SECRETS), **os.environ})


def environment_settings() -> Settings:
    settings = Settings.from_env(os.environ)
    settings.require_secrets()
    return settings


@contextmanager
def opened_database(settings: Settings | None = None) -> Iterator[Database]:
    database = Database((settings or known_settings()).database_url)
    try:
        yield database
    finally:
        database.dispose()


def as_typed(argument: str) -> str:
    """Return an argument of the command line with a sign for each byte that is no letter, so that it can be printed."""
    return argument.encode(errors="surrogateescape").decode(errors="replace")


def print_json(document: Any) -> None:
    click.echo(json.dumps(document, ensure_ascii=False, indent=2))
