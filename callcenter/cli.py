"""The console: each command reads its arguments, calls one act, and prints what came of it.

Exit code 0: done; 1: refused, with one line on standard error; 2: wrong usage.
"""

import json
import os
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import asdict
from datetime import datetime
from pathlib import Path
from typing import Any

import click
from sqlalchemy.exc import OperationalError, ProgrammingError

from callcenter import serving
from callcenter.accounts import api_keys
from callcenter.accounts import upkeep as accounts
from callcenter.accounts.vocabulary import Role, Scope
from callcenter.appeals import deadlines, intake
from callcenter.appeals.deadlines import DeadlineEvent, EventKind
from callcenter.appeals.vocabulary import Kind
from callcenter.core import clock
from callcenter.core.db import Database
from callcenter.core.errors import InvalidInput, Refused
from callcenter.core.sealing import Sealer
from callcenter.core.wording import say
from callcenter.directory import upkeep as directory
from callcenter.law import queries as law
from callcenter.settings import Settings, read_environment_file
from callcenter.upkeep import doctor as checks
from callcenter.upkeep import examples as example_past
from callcenter.upkeep import migrating, setting_up
from knowledge_base import importing
from knowledge_base import queries as knowledge
from knowledge_base.matching import evaluation
from knowledge_base.statutes.parsing import parse
from knowledge_base.statutes.reading import UnreadableStatute, read_text
from knowledge_base.statutes.statute import StatuteText, to_json
from knowledge_base.suggesting import read_knowledge
from reports import writing as report_files
from reports.vocabulary import PeriodKind

SECRETS = Path("var/secrets.env")
as_json = click.option("--json", "as_json", is_flag=True, help="Print one JSON document and nothing else.")


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
                    "Bazaya müraciət alınmadı (%(fault)s). Bağlantını yoxlayın, sonra `callcenter db upgrade` işlədin.",
                    fault=type(fault.orig).__name__,
                )
            ),
            err=True,
        )
        sys.exit(1)


@click.group()
@click.version_option(package_name="cagri")
def console() -> None:
    """Çağrı: a ministry's call centre."""


# Serving


@console.command()
@click.option("--bind", default="127.0.0.1:8000", show_default=True, help="Host and port.")
@click.option("--workers", default=2, show_default=True, help="Web processes.")
@click.option("--no-jobs", is_flag=True, help="Do not run the timetable beside the web processes.")
def serve(bind: str, workers: int, no_jobs: bool) -> None:
    """Serve the pages and the API, with the timetable."""
    serving.serve(_environment_settings(), bind=bind, workers=workers, with_jobs=not no_jobs)


@console.command()
def jobs() -> None:
    """Run the timetable alone."""
    serving.run_timetable(_environment_settings())


@console.command()
def prepare() -> None:
    """Make secrets, database and, where all is empty, an example past (what `make run` does)."""
    for line in setting_up.prepare(SECRETS, os.environ, now=clock.now()):
        click.echo(str(line))


@console.group()
def db() -> None:
    """The database's form."""


@db.command()
def upgrade() -> None:
    """Bring the database to the newest form; fill an empty knowledge base with the shipped catalogue."""
    settings = _settings()
    with _database(settings) as database:
        migrating.upgrade(database)
        with database.transaction() as session:
            filled = setting_up.fill(session, settings)
        click.echo(str(say("Baza hazırdır, kataloq yükləndi.") if filled else say("Baza hazırdır.")))


@db.command()
@click.argument("revision", default="-1")
def downgrade(revision: str) -> None:
    """Bring the database one form back, or to REVISION."""
    with _database() as database:
        migrating.downgrade(database, revision)


@db.command()
def check() -> None:
    """Say whether the database has the newest form."""
    with _database() as database:
        _list_or_fine(migrating.check(database))


@console.command()
def doctor() -> None:
    """Say what is wrong with configuration or data and how to mend it."""
    settings = _settings()
    with _database(settings) as database:
        _list_or_fine([str(found) for found in checks.findings(database, settings)])


# Knowledge base


@console.group()
def kb() -> None:
    """Statutes, clauses and competences."""


@kb.command("import")
@click.argument(
    "files", nargs=-1, required=True, type=click.Path(exists=True, dir_okay=False, path_type=Path)
)
@click.option("--code", help="Code of the statute; without it the leading digits of the file's name.")
@click.option("--body", help="Code of the state body; without it the body that the statute names.")
@click.option("--dry-run", is_flag=True, help="Only print what was understood.")
@as_json
def kb_import(
    files: tuple[Path, ...], code: str | None, body: str | None, dry_run: bool, as_json: bool
) -> None:
    """Read statutes and make them the wordings in force."""
    if code is not None and len(files) > 1:
        raise click.UsageError("--code is for one file")
    read = []
    for file in files:
        given = code or ("000" if dry_run and not file.name[:1].isdigit() else None)
        statute_code = importing.code_of(file.name, given)
        read.append(parse(read_text(file.read_bytes(), file.name), code=statute_code))
    if dry_run:
        _print_understanding(read, as_json=as_json)
        return
    with _database() as database, database.transaction() as session:
        done = [importing.import_statute(session, one, now=clock.now(), body_code=body) for one in read]
        warnings = importing.lost_bases(session)
    if as_json:
        _print_json([asdict(one) for one in done])
        return
    for one, statute in zip(done, read, strict=True):
        _print_statute(statute)
        click.echo(str(one.told))
    for warning in warnings:
        click.echo(str(warning), err=True)


@kb.command("list")
@as_json
def kb_list(as_json: bool) -> None:
    """List the statutes in force."""
    with _database() as database, database.reading() as session:
        rows = [
            {
                "code": one.statute.code,
                "body": one.body_name,
                "title": one.title,
                "act": {"number": one.act_number, "date": one.act_date and one.act_date.isoformat()},
                "clauses": len(one.clauses),
                "doubts": len(one.doubts),
            }
            for one in knowledge.statutes(session)
        ]
    if as_json:
        _print_json(rows)
        return
    for row in rows:
        click.echo(f"{row['code']}  {row['title']}  ({row['clauses']})")


@kb.command("show")
@click.argument("clause")
@as_json
def kb_show(clause: str, as_json: bool) -> None:
    """Show one clause, such as 002:3.0.4."""
    with _database() as database, database.reading() as session:
        found = knowledge.clauses_in_force(session, [clause]).get(clause)
        if found is None:
            raise Refused("unknown-clause", say("Belə bənd yoxdur: «%(clause)s».", clause=clause))
        row = {"key": found.key, "number": found.number, "unit": found.unit_name, "text": found.text}
    _print_json(row) if as_json else click.echo(f"{row['key']}  {row['unit'] or ''}\n{row['text']}")


@kb.command("match")
@click.argument("text")
@click.option("--limit", default=3, show_default=True, type=click.IntRange(1, 50))
@as_json
def kb_match(text: str, limit: int, as_json: bool) -> None:
    """Rank the competences for TEXT and say what to do."""
    with _database() as database, database.reading() as session:
        suggestions = read_knowledge(session).suggest(text, limit=max(limit, intake.KEPT))
    document = intake.suggestions_document(text, suggestions, limit=limit)
    if as_json:
        _print_json(document)
        return
    click.echo(f"{intake.advice_on(suggestions).label}  ({document['kind']['value']})")
    for one in document["candidates"]:
        words = ", ".join(f"{match['word']}→{match['met']}" for match in one["matched"])
        click.echo(f"{one['confidence']:.0%}  {one['unit']}  {' '.join(one['clauses'])}  {words}")


@kb.command("evaluate")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--few-shot", type=click.IntRange(1), help="Learn from N random examples a label.")
@click.option("--seed", default=0, show_default=True)
@as_json
def kb_evaluate(file: Path, few_shot: int | None, seed: int, as_json: bool) -> None:
    """Measure the matching on labelled appeals; never writes to the database."""
    rows = evaluation.read_rows(file)
    if few_shot is not None:
        figures = evaluation.evaluate_few_shot(rows, few_shot, seed)
    else:
        with _database() as database, database.reading() as session:
            figures = evaluation.evaluate(read_knowledge(session).index, rows)
    if as_json:
        _print_json(figures)
        return
    for name, value in figures.items():
        click.echo(f"{name}: {value if not isinstance(value, float) else round(value, 4)}")


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
    events = [DeadlineEvent(EventKind.REGISTERED, at, (_kind(kind),))]
    asked = ((study, EventKind.STUDY), (urgent, EventKind.URGENT), (extend, EventKind.EXTENDED))
    events += [DeadlineEvent(event, at) for wanted, event in asked if wanted]
    with _database() as database, database.reading() as session:
        due = deadlines.due(events, law.calendar(session), law.parameters(session))
    document = deadlines.to_json(due)
    if as_json:
        _print_json(document)
        return
    for line in due.sum:
        click.echo(f"{line.date:%d.%m.%Y}  {'+' if line.counted else '·'}  {line.why}")
    for basis in due.basis:
        click.echo(f"{basis.act}, {basis.clause}")
    click.echo(
        f"{due.due_on:%d.%m.%Y}" + (f" {due.due_at.astimezone(clock.BAKU):%H:%M}" if due.due_at else "")
    )


# People and keys


@console.group()
def users() -> None:
    """Accounts."""


@users.command("add")
@click.argument("name")
@click.option("--role", required=True, help=", ".join(role.value for role in Role))
@click.option("--unit", help="Code or name of the person's unit.")
@click.option("--display-name", help="First name and surname.")
@as_json
def users_add(name: str, role: str, unit: str | None, display_name: str | None, as_json: bool) -> None:
    """Open an account and print its password once."""
    password = accounts.new_password()
    with _database() as database, database.transaction() as session:
        user = directory.add_person(
            session,
            name,
            role=role,
            unit=unit,
            display_name=display_name,
            password=password,
            now=clock.now(),
        )
        name = user.name
    _print_json({"user": name, "password": password}) if as_json else click.echo(f"{name}  {password}")


@users.command("list")
@as_json
def users_list(as_json: bool) -> None:
    """List the accounts."""
    with _database() as database, database.reading() as session:
        rows = [
            {
                "user": one.name,
                "name": one.display_name,
                "role": one.role.value,
                "active": one.disabled_at is None,
            }
            for one in accounts.accounts(session)
        ]
    if as_json:
        _print_json(rows)
        return
    for row in rows:
        click.echo(f"{row['user']}  {row['role']}  {row['name']}" + ("" if row["active"] else "  ✗"))


@users.command("disable")
@click.argument("name")
def users_disable(name: str) -> None:
    """Close an account and end its sessions."""
    with _database() as database, database.transaction() as session:
        accounts.disable_account(session, name, now=clock.now())


@console.group()
def keys() -> None:
    """Keys of other systems."""


@keys.command("add")
@click.argument("name")
@click.option(
    "--scope", "scopes", multiple=True, required=True, help=", ".join(scope.value for scope in Scope)
)
@as_json
def keys_add(name: str, scopes: tuple[str, ...], as_json: bool) -> None:
    """Make an API key and print it once."""
    asked = [word for given in scopes for word in given.replace(",", " ").split()]
    with _database() as database, database.transaction() as session:
        secret = api_keys.add_key(session, name, asked, now=clock.now())
    _print_json({"key": secret}) if as_json else click.echo(secret)


@keys.command("revoke")
@click.argument("name")
def keys_revoke(name: str) -> None:
    """Revoke a key at once."""
    with _database() as database, database.transaction() as session:
        api_keys.revoke_key(session, name, now=clock.now())


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
    with _database() as database, database.transaction() as session:
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
    settings = _settings()
    with _database(settings) as database:
        sealer = Sealer(settings.data_key)
        with click.progressbar(length=count, file=sys.stderr) as bar:
            example_past.load(
                database, sealer=sealer, appeals=count, seed=seed, now=clock.now(), advance=bar.update
            )


def _settings() -> Settings:
    # A tool beside a running product finds the secrets that `make run` made; the environment wins.
    return Settings.from_env({**read_environment_file(SECRETS), **os.environ})


def _environment_settings() -> Settings:
    settings = Settings.from_env(os.environ)
    settings.require_secrets()
    return settings


@contextmanager
def _database(settings: Settings | None = None) -> Iterator[Database]:
    database = Database((settings or _settings()).database_url)
    try:
        yield database
    finally:
        database.dispose()


def _print_json(document: Any) -> None:
    click.echo(json.dumps(document, ensure_ascii=False, indent=2))


def _print_understanding(read: Sequence[StatuteText], *, as_json: bool) -> None:
    if as_json:
        documents = [to_json(statute) for statute in read]
        _print_json(documents[0] if len(documents) == 1 else documents)
        return
    for statute in read:
        _print_statute(statute)


def _print_statute(statute: StatuteText) -> None:
    click.echo(f"{statute.code}  {statute.body or '—'}\n{statute.title or statute.act.title or '—'}")
    counts = {
        say("bölmə"): statute.units,
        say("fəsil"): statute.sections,
        say("bənd"): statute.clauses,
        say("qeyd"): statute.footnotes,
        say("dəyişiklik aktı"): statute.amending_acts,
    }
    click.echo(", ".join(f"{len(found)} {name}" for name, found in counts.items()))
    for unit in statute.units:
        click.echo(f"  {unit.name}" + (f" ← {unit.parent}" if unit.parent else ""))
    for doubt in statute.doubts:
        click.echo(f"  ? {doubt.where}: {doubt.what}")


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
        raise InvalidInput(
            {"kind": say("Belə növ yoxdur: %(word)s (%(known)s).", word=word, known=known)}
        ) from None


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
