"""Commands of the knowledge base: statutes, clauses, competences and how well they are matched."""

from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path

import click

from callcenter.appeals import intake
from callcenter.appeals import queries as appeals
from callcenter.console import as_json, console, opened_database, print_json
from callcenter.core import clock
from callcenter.core.errors import Refused
from callcenter.core.wording import say
from callcenter.directory.positions import read_register
from knowledge_base import importing
from knowledge_base import queries as knowledge
from knowledge_base.matching import evaluation
from knowledge_base.matching.printing import printed
from knowledge_base.statutes.parsing import parse
from knowledge_base.statutes.reading import read_text
from knowledge_base.statutes.statute import StatuteText, to_json
from knowledge_base.suggesting import read_knowledge


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
    with opened_database() as database, database.transaction() as session:
        done = [importing.import_statute(session, one, now=clock.now(), body_code=body) for one in read]
        warnings = importing.lost_bases(session)
    if as_json:
        print_json([asdict(one) for one in done])
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
    with opened_database() as database, database.reading() as session:
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
        print_json(rows)
        return
    for row in rows:
        click.echo(f"{row['code']}  {row['title']}  ({row['clauses']})")


@kb.command("show")
@click.argument("clause")
@as_json
def kb_show(clause: str, as_json: bool) -> None:
    """Show one clause, such as 002:3.0.4."""
    with opened_database() as database, database.reading() as session:
        found = knowledge.clauses_in_force(session, [clause]).get(clause)
        if found is None:
            raise Refused("unknown-clause", say("Belə bənd yoxdur: «%(clause)s».", clause=clause))
        row = {"key": found.key, "number": found.number, "unit": found.unit_name, "text": found.text}
    print_json(row) if as_json else click.echo(f"{row['key']}  {row['unit'] or ''}\n{row['text']}")


@kb.command("match")
@click.argument("text")
@click.option("--limit", default=3, show_default=True, type=click.IntRange(1, 50))
@as_json
def kb_match(text: str, limit: int, as_json: bool) -> None:
    """Rank the competences for TEXT and say what to do."""
    with opened_database() as database, database.reading() as session:
        suggestions = read_knowledge(session).suggest(text, limit=max(limit, intake.KEPT))
        policies = appeals.policies(session)
    document = intake.suggestions_document(text, suggestions, policies, limit=limit)
    if as_json:
        print_json(document)
        return
    advice = intake.advice_on(suggestions, policies)
    click.echo(f"{advice.label}  ({document['kind']['value']})")
    if len(suggestions.concerns) > 1:
        click.echo(" + ".join(suggestions.concerns))
    for one in document["candidates"]:
        words = ", ".join(f"{match['word']}→{match['met']}" for match in one["matched"])
        click.echo(f"{one['confidence']:.0%}  {one['unit']}  {' '.join(one['clauses'])}  {words}")


@kb.command("evaluate")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--few-shot", type=click.IntRange(1), help="Learn from N random examples a label.")
@click.option("--seed", default=0, show_default=True, help="Which random examples are drawn.")
@click.option("--texts", is_flag=True, help="Show the texts of the worst misses too.")
@as_json
def kb_evaluate(file: Path, few_shot: int | None, seed: int, texts: bool, as_json: bool) -> None:
    """Measure the matching on labelled appeals; never writes to the database."""
    rows = evaluation.read_rows(file)
    if few_shot is not None:
        figures = evaluation.evaluate_few_shot(rows, few_shot, seed)
    else:
        with opened_database() as database, database.reading() as session:
            figures = evaluation.evaluate(read_knowledge(session).index, rows, texts=texts)
    if as_json:
        print_json(figures)
        return
    for line in printed(figures):
        click.echo(line)


def _print_understanding(read: Sequence[StatuteText], *, as_json: bool) -> None:
    if as_json:
        documents = [to_json(statute) for statute in read]
        print_json(documents[0] if len(documents) == 1 else documents)
        return
    for statute in read:
        _print_statute(statute)


def _print_statute(statute: StatuteText) -> None:
    click.echo(f"{statute.code}  {statute.body or '—'}\n{statute.title or statute.act.title or '—'}")
    counted = (
        say("%(count)d bölmə", count=len(statute.units)),
        say("%(count)d fəsil", count=len(statute.sections)),
        say("%(count)d bənd", count=len(statute.clauses)),
        say("%(count)d qeyd", count=len(statute.footnotes)),
        say("%(count)d dəyişiklik aktı", count=len(statute.amending_acts)),
    )
    click.echo(", ".join(map(str, counted)))
    for unit in statute.units:
        click.echo(f"  {unit.name}" + (f" ← {unit.parent}" if unit.parent else ""))
    for doubt in statute.doubts:
        click.echo(f"  ? {doubt.where}: {doubt.what}")
    _print_register(statute)


def _print_register(statute: StatuteText) -> None:
    register = read_register((clause.key, clause.text) for clause in statute.clauses)
    if register.positions:
        click.echo(str(say("Vəzifə reyestri: %(count)d vəzifə", count=len(register.positions))))
        for question in register.doubts:
            click.echo(f"  ? {question.where}: {question.what}")
