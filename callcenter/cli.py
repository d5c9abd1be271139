"""The console's entrance: each command reads its arguments, calls one act, and prints what came of it.

Exit code 0: done; 1: refused, with one line on standard error; 2: wrong usage.
"""

import os
import sys
from collections.abc import Sequence
from dataclasses import asdict
from datetime import datetime
from pathlib import Path

import click
from sqlalchemy.exc import OperationalError, ProgrammingError

from callcenter import (
    appeal_commands,
    audit_commands,
    kb_commands,
    people_commands,
    serving,
    statute_commands,
)
from callcenter.appeals import allowed_moves, deadlines
from callcenter.appeals.clocks import Due
from callcenter.appeals.deadlines import DeadlineEvent, EventKind
from callcenter.appeals.vocabulary import Kind
from callcenter.console import (
    SECRETS,
    as_json,
    console,
    environment_settings,
    known_settings,
    opened_database,
    print_json,
)
from callcenter.core import clock
from callcenter.core.errors import InvalidInput, Refused
from callcenter.core.sealing import Sealer
from callcenter.core.wording import say
from callcenter.law import queries as law
from callcenter.law.parameters import LegalParameters, UnknownParameter
from callcenter.law.working_days import WorkingCalendar
from callcenter.settings import Settings, read_environment_file
from callcenter.upkeep import doctor as checks
from callcenter.upkeep import examples as example_past
from callcenter.upkeep import migrating, retention, setting_up
from knowledge_base.statutes.reading import UnreadableStatute
from reports import writing as report_files
from reports.vocabulary import PeriodKind

BIND = click.option("--bind", default="127.0.0.1:8000", show_default=True, help="Host and port.")
COMMANDS = (appeal_commands, audit_commands, kb_commands, people_commands, statute_commands)


def main() -> None:
    """Run the console; every refusal becomes one line and exit code 1."""
    try:
        console(standalone_mode=False)
    except click.ClickException as wrong:
        wrong.show()
        sys.exit(wrong.exit_code)
    except click.Abort:
        sys.exit(1)
    except (Refused, UnreadableStatute, deadlines.DeadlineRefused) as refusal:
        click.echo(_line(refusal), err=True)
        sys.exit(1)
    except (OperationalError, ProgrammingError) as fault:
        click.echo(
            str(
                say(
                    "Bazaya qoşulmaq mümkün olmadı (%(fault)s). Bağlantını yoxlayın, sonra `callcenter db upgrade` işlədin.",
                    fault=type(fault.orig).__name__,
                )
            ),
            err=True,
        )
        sys.exit(1)


# Serving


@console.command()
@BIND
@click.option("--workers", type=click.IntRange(1), default=2, show_default=True, help="Web processes.")
@click.option("--no-jobs", is_flag=True, help="Do not run the timetable beside the web processes.")
def serve(bind: str, workers: int, no_jobs: bool) -> None:
    """Serve the pages and the API, with the timetable."""
    serving.serve(environment_settings(), bind=bind, workers=workers, with_jobs=not no_jobs)


@console.command()
def jobs() -> None:
    """Run the timetable alone."""
    serving.run_timetable(environment_settings())


@console.command()
@click.option("--serve", "then_serve", is_flag=True, help="Serve afterwards.")
@BIND
def prepare(then_serve: bool, bind: str) -> None:
    """Make secrets, database and, where all is empty, an example past (what `make run` does)."""
    for line in setting_up.prepare(SECRETS, os.environ, now=clock.now()):
        click.echo(str(line))
    if then_serve:
        environment = {**read_environment_file(SECRETS), **os.environ}
        click.echo(f"· http://{bind} (Ctrl+C)")
        serving.serve(
            Settings.from_env(environment),
            bind=bind,
            workers=2,
            with_jobs=True,
            environment=environment,
        )


@console.group()
def db() -> None:
    """The database's form."""


@db.command()
def upgrade() -> None:
    """Bring the database to the newest form; fill an empty knowledge base with the shipped catalogue."""
    settings = known_settings()
    with opened_database(settings) as database:
        migrating.upgrade(database)
        with database.transaction() as session:
            filled = setting_up.fill(session, settings)
        click.echo(str(say("Baza hazırdır, kataloq yükləndi.") if filled else say("Baza hazırdır.")))


@db.command()
@click.argument("revision", default="-1")
def downgrade(revision: str) -> None:
    """Bring the database one form back, or to REVISION."""
    with opened_database() as database:
        migrating.downgrade(database, revision)


@db.command()
def check() -> None:
    """Say whether the database has the newest form."""
    with opened_database() as database:
        _list_or_fine(migrating.check(database))


@console.command()
def doctor() -> None:
    """Say what is wrong with configuration or data and how to mend it."""
    settings = known_settings()
    with opened_database(settings) as database:
        _list_or_fine([str(found) for found in checks.findings(database, settings)])


@console.group("retention")
def retention_group() -> None:
    """What has been kept for its term."""


@retention_group.command("run")
@click.option("--dry-run", is_flag=True, help="Say what would go; write nothing.")
@as_json
def retention_run(dry_run: bool, as_json: bool) -> None:
    """Let go of everything whose term is over; what is held stays, and so do the figures."""
    with opened_database() as database:
        if dry_run:
            with database.reading() as session:
                swept = retention.count(session, now=clock.now())
        else:
            swept = retention.sweep_all(database, now=clock.now())
    if as_json:
        print_json({"dry_run": dry_run, **asdict(swept)})
        return
    for name, count in asdict(swept).items():
        click.echo(f"{name}: {count}")


# The law


@console.command()
@click.argument("kind")
@click.option("--registered", required=True, help="ISO date or time; a time without zone is Baku's.")
@click.option("--study", is_flag=True, help="Needs extra study.")
@click.option("--extend", is_flag=True, help="Extended once, by the law's maximum.")
@click.option("--urgent", is_flag=True, help="The answer would lose its value in time.")
@as_json
def deadline(kind: str, registered: str, study: bool, extend: bool, urgent: bool, as_json: bool) -> None:
    """Print the due date of an appeal of KIND with its sum."""
    at = _moment(registered)
    registration = DeadlineEvent(EventKind.REGISTERED, at, (_kind(kind),))
    asked = ((study, EventKind.STUDY), (urgent, EventKind.URGENT), (extend, EventKind.EXTENDED))
    moves = [DeadlineEvent(event, at) for wanted, event in asked if wanted]
    with opened_database() as database, database.reading() as session:
        due = _due(registration, moves, law.calendar(session), law.parameters(session))
    document = deadlines.to_json(due)
    if as_json:
        print_json(document)
        return
    for line in due.sum:
        click.echo(f"{line.date:%d.%m.%Y}  {'+' if line.counted else '·'}  {line.why}")
    for basis in due.basis:
        click.echo(f"{basis.act}, {basis.clause}")
    if due.provisional:
        click.echo(str(say("Bu müddətdəki istirahət günləri hələ dəyişdirilə bilər.")))
    click.echo(f"{due.due_on:%d.%m.%Y} {due.hour}".rstrip())


# Reports and examples


@console.group()
def report() -> None:
    """Reports to leadership."""


@report.command("build")
@click.argument("period", type=click.Choice([kind.value for kind in PeriodKind]))
@click.option("--from", "first", type=click.DateTime(["%Y-%m-%d"]), help="First day of a custom period.")
@click.option("--to", "last", type=click.DateTime(["%Y-%m-%d"]), help="Last day of a custom period.")
@click.option("--format", "form", type=click.Choice(["json", "html", "pdf", "xlsx"]), required=True)
@click.option("--output", type=click.Path(dir_okay=False, path_type=Path), required=True)
def report_build(period: str, first: datetime | None, last: datetime | None, form: str, output: Path) -> None:
    """Build and keep the report of a period, and write it to a file."""
    with opened_database() as database, database.transaction() as session:
        report_files.build_and_write(
            session,
            PeriodKind(period),
            first=first.date() if first else None,
            last=last.date() if last else None,
            form=form,
            output=output,
            now=clock.now(),
        )


@console.group()
def examples() -> None:
    """A realistic past for trying things out."""


@examples.command("load")
@click.option("--appeals", "count", required=True, type=click.IntRange(1), help="How many appeals.")
@click.option("--seed", default=1, show_default=True, help="The same seed gives the same past.")
def examples_load(count: int, seed: int) -> None:
    """Log appeals over the last eight weeks, through the acts, under a moved clock."""
    settings = known_settings()
    with opened_database(settings) as database:
        sealer = Sealer(settings.data_key)
        with click.progressbar(length=count, file=sys.stderr) as bar:
            example_past.load(
                database, sealer=sealer, appeals=count, seed=seed, now=clock.now(), advance=bar.update
            )


def _list_or_fine(found: list[str]) -> None:
    for line in found:
        click.echo(line, err=True)
    if found:
        sys.exit(1)
    click.echo(str(say("Hər şey qaydasındadır.")))


def _kind(word: str) -> Kind:
    try:
        return Kind.read(word.strip().lower())
    except ValueError:
        known = ", ".join(kind.value for kind in Kind)
        said = say("Belə növ yoxdur: %(word)s (%(known)s).", word=word, known=known)
        raise click.BadParameter(str(said), param_hint="KIND") from None


def _due(
    registration: DeadlineEvent,
    moves: Sequence[DeadlineEvent],
    calendar: WorkingCalendar,
    parameters: LegalParameters,
) -> Due:
    """Return the due date; InvalidInput for a day before the law or at the end of all calendars."""
    events = [registration]
    try:
        for move in moves:
            allowed_moves.check(events, move, calendar, parameters)
            events.append(move)
        return deadlines.due(events, calendar, parameters)
    except (UnknownParameter, OverflowError):
        said = say(
            "%(day)s tarixi üçün qüvvədə olan müddət bazada yoxdur.", day=f"{registration.at:%d.%m.%Y}"
        )
        raise InvalidInput({"registered": said}) from None


def _moment(written: str) -> datetime:
    try:
        moment = datetime.fromisoformat(written)
    except ValueError:
        raise InvalidInput(
            {"registered": say("Tarixi belə yazın: 2026-03-10 və ya 2026-03-10T14:05.")}
        ) from None
    return moment if moment.tzinfo else moment.replace(tzinfo=clock.BAKU)


def _line(refusal: Exception) -> str:
    if isinstance(refusal, InvalidInput):
        return " ".join(f"{name}: {said}" for name, said in refusal.fields.items())
    return str(refusal)


if __name__ == "__main__":
    main()
