"""Commands of the statutes: take one in, list, show a clause with its past, compare versions."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import click
from sqlalchemy import make_url
from sqlalchemy.exc import OperationalError, ProgrammingError
from sqlalchemy.orm import Session

from callcenter.appeals import rechecking
from callcenter.console import as_json, known_settings, opened_database, print_json
from callcenter.core import clock
from callcenter.core.errors import InvalidInput
from callcenter.core.wording import say
from callcenter.directory.positions import read_register
from callcenter.kb_commands import kb
from knowledge_base import history, importing, owning, revisions
from knowledge_base import queries as knowledge
from knowledge_base.history import Comparison
from knowledge_base.language.differences import in_marks
from knowledge_base.resting import Rest, resting_on
from knowledge_base.statutes.comparing import Compared, compare
from knowledge_base.statutes.guarded import read_statute_at
from knowledge_base.statutes.statute import Doubt, StatuteText, to_json
from knowledge_base.statutes.wordings import standing_texts
from knowledge_base.timelines import Read
from knowledge_base.vocabulary import Amendment, Turn

Document = dict[str, Any]
SIGNS = {Turn.ADDED: "+", Turn.REMOVED: "-", Turn.CHANGED: "~", Turn.GIVEN: "@", Turn.MOVED: ">"}


@kb.command("import")
@click.argument(
    "files", nargs=-1, required=True, type=click.Path(exists=True, dir_okay=False, path_type=Path)
)
@click.option("--code", help="Code of the statute; without it the leading digits of the file's name.")
@click.option("--body", help="Code of the state body; without it the body that the statute names.")
@click.option("--new-body", is_flag=True, help="Found a body of that code, by the name in the text.")
@click.option("--dry-run", is_flag=True, help="Only print what was understood and what it would change.")
@as_json
def kb_import(
    files: tuple[Path, ...], code: str | None, body: str | None, new_body: bool, dry_run: bool, as_json: bool
) -> None:
    """Read statutes and make them the wordings in force."""
    if code is not None and len(files) > 1:
        raise click.UsageError("--code is for one file")
    read = []
    for file in files:
        coded = code is not None or file.name[:1].isdigit() or not dry_run
        read.append(read_statute_at(file, code=importing.code_of(file.name, code) if coded else ""))
    if dry_run:
        read, previews = _previewed(read, body, new_body=new_body)
        _print_understanding(read, previews, as_json=as_json)
        return
    with opened_database() as database, database.transaction() as session:
        done = [
            importing.import_statute(session, one, now=clock.now(), body_code=body, new_body=new_body)
            for one in read
        ]
        warnings = [*importing.lost_bases(session), *importing.unfounded_cards(session)]
        previews = [
            _changes(
                one.replaced,
                revisions.rests_on(session, one.replaced),
                rechecking.count_by_clause(session, [turn.key for turn in one.replaced]),
            )
            for one in done
        ]
    for doubt in (doubt for one in done for doubt in one.doubts):
        click.echo(f"{doubt.where}: {doubt.what}", err=True)
    if as_json:
        print_json([one.figures | {"changes": shown} for one, shown in zip(done, previews, strict=True)])
        return
    for one, statute, shown in zip(done, read, previews, strict=True):
        _print_statute(statute)
        click.echo(str(one.told))
        _print_changes(shown)
    for warning in warnings:
        click.echo(str(warning), err=True)


@kb.command("list")
@as_json
def kb_list(as_json: bool) -> None:
    """List the statutes in force."""
    with opened_database() as database, database.reading() as session:
        resting = knowledge.cards_by_statute(session)
        rows: list[Document] = [
            {
                "code": one.statute.code,
                "body": one.body_name,
                "title": one.title,
                "act": {"number": one.act_number, "date": one.act_date and one.act_date.isoformat()},
                "clauses": len(one.clauses),
                "cards": resting.get(one.statute.code, 0),
                "doubts": len(one.doubts),
                "imported_at": one.imported_at.isoformat(),
            }
            for one in knowledge.statutes(session)
        ]
    if as_json:
        print_json(rows)
        return
    if not rows:
        click.echo(str(say("Hələ əsasnamə yoxdur: `callcenter kb import FAYL` işlədin.")))
    for row in rows:
        act = f"№ {row['act']['number']}, {row['act']['date']}" if row["act"]["number"] else "—"
        counted = say("%(clauses)d bənd, %(cards)d kart", clauses=row["clauses"], cards=row["cards"])
        click.echo(f"{row['code']}  {row['title']}\n     {row['body'] or '—'} · {act} · {counted}")


@kb.command("show")
@click.argument("clause")
@as_json
def kb_show(clause: str, as_json: bool) -> None:
    """Show one clause, such as 002:3.0.4: its text, its unit, what rests on it and its past wordings."""
    with opened_database() as database, database.reading() as session:
        found = knowledge.clauses_printed(session, [clause]).get(clause)
        if found is None:
            raise history.unknown_clause(clause)
        resting = resting_on(session, [clause]).get(clause, ())
        wordings = history.clause_history(session, clause).wordings
        row: Document = {
            "key": found.key,
            "number": found.number,
            "unit": found.unit_name,
            "text": found.text,
            "text_in_force": wordings[-1].text,
            "in_being": wordings[-1].in_being,
            "cards": [{"code": one.code, "title": one.title} for one in resting if one.rests.value == "card"],
            "articles": [
                {"code": one.code, "title": one.title} for one in resting if one.rests.value == "article"
            ],
            "past_wordings": [_wording(one) for one in wordings[:-1]],
        }
    if as_json:
        print_json(row)
        return
    click.echo(f"{row['key']}  {row['unit'] or ''}\n{row['text']}")
    if row["in_being"] and row["text_in_force"] and row["text_in_force"] != row["text"]:
        click.echo(
            str(say("Ləğv edilmiş sözlər nəzərə alınmadan: %(wording)s", wording=row["text_in_force"]))
        )
    if not row["in_being"]:
        click.echo(str(say("Bu bənd ləğv edilib; mənbə onun mətnini çap etməkdə davam edir.")))
    for one in (*row["cards"], *row["articles"]):
        click.echo(f"  · {one['code']}  {one['title']}")
    for one in row["past_wordings"]:
        click.echo(f"  {_term(one)}  {_shortened(one['text'] or one['fragment'] or '—')}")


@kb.command("history")
@click.argument("clause")
@click.option("--statute", help="Code of the statute, where the clause is named without it.")
@as_json
def kb_history(clause: str, statute: str | None, as_json: bool) -> None:
    """Show each wording of a clause, such as 004:2.1.2: from when to when, and by which act."""
    with opened_database() as database, database.reading() as session:
        found = history.clause_history(session, history.clause_key(session, clause, statute))
        document: Document = {
            "key": found.key,
            "in_force": found.clause is not None and found.wordings[-1].in_being,
            "wordings": [_wording(one) for one in found.wordings],
        }
    if as_json:
        print_json(document)
        return
    for one in document["wordings"]:
        click.echo(f"{_term(one)}  [{one['known_as']}]")
        for change in one["changes"]:
            act = f"№ {change['act']}, {change['date']}" if change["act"] else "—"
            click.echo(f"    {Amendment(change['what']).label}: {act} [{change['note']}] {change['told']}")
        if one["in_being"]:
            click.echo(f"    {one['text'] or one['fragment'] or '—'}")


@kb.command("diff")
@click.argument("code")
@click.option("--from", "earlier", help="Number of an imported version, or a day such as 2017-05-30.")
@click.option("--to", "later", help="The same; without it the version in force.")
@as_json
def kb_diff(code: str, earlier: str | None, later: str | None, as_json: bool) -> None:
    """Show word by word what differs between two versions of a statute, or of one clause (004:2.1.2)."""
    statute, colon, _ = code.partition(":")
    with opened_database() as database, database.reading() as session:
        if colon and earlier is None and later is None:
            found = _last_change(history.clause_history(session, code))
        else:
            found = history.compared(session, statute, earlier, later)
    clauses = [one for one in found.clauses if not colon or code in (one.key, one.to_key)]
    if as_json:
        print_json(
            {
                "code": code,
                "from": found.earlier,
                "to": found.later,
                "clauses": [_difference(one) for one in clauses],
            }
        )
        return
    click.echo(f"{code}: {found.earlier} → {found.later}")
    for one in clauses:
        moved = f" → {one.to_key}" if one.turn is Turn.MOVED else ""
        click.echo(f"{SIGNS[one.turn]} {one.key}{moved}  {one.turn.label}\n    {in_marks(one.pieces)}")
    if not clauses:
        click.echo(str(say("Fərq yoxdur.")))


def _last_change(found: history.ClauseHistory) -> Comparison:
    """Compare the newest wording of a clause with the last one before it."""
    *earlier, newest = found.wordings
    before = earlier[-1] if earlier else newest
    sides = [[history.as_provision(found.key, one)] if one.in_being else [] for one in (before, newest)]
    return Comparison(found.key, _day(before.since), _day(newest.since), compare(*sides))


def _day(day: Any) -> str:
    return day.isoformat() if day else "…"


def _wording(one: Read) -> Document:
    return {
        "from": one.since and one.since.isoformat(),
        "to": one.until and one.until.isoformat(),
        "known": one.known.value,
        "known_as": one.known.label,
        "in_being": one.in_being,
        "imported": one.imported,
        "text": one.text,
        "fragment": one.fragment,
        "changes": list(one.changes),
    }


def _term(one: Mapping[str, Any]) -> str:
    gone = "" if one["in_being"] else f" ({say('ləğv edilib')})"
    return f"{one['from'] or '…'} — {one['to'] or '…'}{gone}"


def _shortened(text: str) -> str:
    return text if len(text) <= 120 else text[:117] + "…"


def _difference(one: Compared) -> Document:
    return {
        "key": one.key,
        "to_key": one.to_key,
        "turn": one.turn.value,
        "before": one.before and one.before.text,
        "after": one.after and one.after.text,
        "unit_before": one.before and one.before.unit,
        "unit_after": one.after and one.after.unit,
        "pieces": [{"fate": piece.fate, "text": piece.text} for piece in one.pieces],
    }


def _previewed(
    read: Sequence[StatuteText], body: str | None, *, new_body: bool
) -> tuple[list[StatuteText], list[list[Document]]]:
    """Return each text with what is doubtful about whose it is, and what it would change.

    Nothing is added where no database is there to compare it with.
    """
    nothing: tuple[list[StatuteText], list[list[Document]]] = list(read), [[] for _ in read]
    address = make_url(known_settings().database_url)
    if address.get_backend_name() == "sqlite" and not Path(address.database or "").is_file():
        return nothing
    owned, found = [], []
    try:
        with opened_database() as database, database.reading() as session:
            for statute in read:
                owned.append(_owned(session, statute, body, new_body=new_body) if statute.code else statute)
                present = revisions.in_force(session, statute.code) if statute.code else None
                compared = revisions.compared_with(session, present, statute) if present else []
                resting = revisions.rests_on(session, compared)
                found.append(_changes(compared, resting, rechecking.open_by_clauses(session, compared)))
    except (OperationalError, ProgrammingError):
        return nothing
    return owned, found


def _owned(session: Session, statute: StatuteText, body: str | None, *, new_body: bool) -> StatuteText:
    """Return the text with the doubts that an import would tell or be refused for."""
    try:
        told = owning.owner_of(session, statute, body, new=new_body).doubts
    except InvalidInput as refused:
        told = tuple(Doubt(str(said), statute.code) for said in refused.fields.values())
    return replace(statute, doubts=(*statute.doubts, *told))


def _changes(
    compared: Sequence[Compared], resting: Mapping[str, Sequence[Rest]], appeals: Mapping[str, int]
) -> list[Document]:
    return [
        _difference(one)
        | {
            "rests": [
                {"kind": rest.rests.value, "code": rest.code, "title": rest.title}
                for rest in (resting.get(one.key, ()) if one.turn is not Turn.ADDED else ())
            ],
            "open_appeals": appeals.get(one.key, 0) if one.turn is not Turn.ADDED else 0,
        }
        for one in compared
    ]


def _print_understanding(
    read: Sequence[StatuteText], previews: Sequence[Sequence[Document]], *, as_json: bool
) -> None:
    if as_json:
        documents = [
            to_json(statute) | {"changes": list(shown)} for statute, shown in zip(read, previews, strict=True)
        ]
        print_json(documents[0] if len(documents) == 1 else documents)
        return
    for statute, shown in zip(read, previews, strict=True):
        _print_statute(statute)
        _print_changes(shown)


def _print_changes(changes: Sequence[Document]) -> None:
    for one in changes:
        turn = Turn(one["turn"])
        moved = f" → {one['to_key']}" if turn is Turn.MOVED else ""
        click.echo(f"  {SIGNS[turn]} {one['key']}{moved}  {turn.label}")
        for rest in one["rests"]:
            click.echo(f"      {rest['code']}  {rest['title']}")
        if one["open_appeals"]:
            click.echo("      " + str(say("açıq müraciət: %(count)d", count=one["open_appeals"])))


def _print_statute(statute: StatuteText) -> None:
    click.echo(f"{statute.code or '—'}  {statute.body or '—'}\n{statute.title or statute.act.title or '—'}")
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
    register = read_register(standing_texts(statute).items())
    if register.positions:
        click.echo(str(say("Vəzifə reyestri: %(count)d vəzifə", count=len(register.positions))))
        for question in register.doubts:
            click.echo(f"  ? {question.where}: {question.what}")
