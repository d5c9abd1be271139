"""Commands of the knowledge base: competences and how well they are matched."""

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import click

from callcenter.appeals import intake
from callcenter.appeals import queries as appeals
from callcenter.console import as_json, as_typed, console, opened_database, print_json
from callcenter.core.errors import InvalidInput
from callcenter.core.wording import Sentence, say
from callcenter.web.forms import MISSING
from knowledge_base.matching import evaluation
from knowledge_base.matching.index import UNITS_SHOWN
from knowledge_base.matching.printing import printed
from knowledge_base.suggesting import read_knowledge

NOT_OURS = 0.5
NO_TABLE = say(
    "Cədvəl oxunmadı: UTF-8 faylı olmalıdır, birinci sətri sütunların adı (text və unit, ya text və label), "
    "sonrakılar müraciətlərdir, sütunlar TAB ilə ayrılır."
)
UNFOUNDED = say("əsaslandığı bənd qüvvədə deyil")


@console.group()
def kb() -> None:
    """Statutes, clauses and competences."""


@kb.command("match")
@click.argument("text")
@click.option("--limit", default=intake.KEPT, show_default=True, type=click.IntRange(1, 50))
@as_json
def kb_match(text: str, limit: int, as_json: bool) -> None:
    """Rank the competences for TEXT and say what to do."""
    text = as_typed(text)
    if not text.strip():
        raise InvalidInput({"TEXT": MISSING})
    with opened_database() as database, database.reading() as session:
        suggestions = read_knowledge(session).suggest(text, limit=max(limit, UNITS_SHOWN))
        policies = appeals.policies(session)
    document = intake.suggestions_document(text, suggestions, policies, limit=limit)
    if as_json:
        print_json(document)
        return
    advice = intake.advice_on(suggestions, policies)
    click.echo(f"{advice.label}  ({document['kind']['value'] or '—'})")
    if suggestions.out_of_scope >= NOT_OURS:
        click.echo(str(_not_ours(suggestions.out_of_scope)))
    if len(suggestions.concerns) > 1:
        click.echo(" + ".join(suggestions.concerns))
    for one in document["candidates"]:
        words = ", ".join(f"{match['word']}→{match['met']}" for match in one["matched"])
        clauses = " ".join(one["clauses"]) or f"({UNFOUNDED})"
        click.echo(f"{one['confidence']:.0%}  {one['unit']}  {clauses}  {words}")
    for line in _contrast(document):
        click.echo(line)


def _not_ours(share: float) -> Sentence:
    return say(
        "Mətn çox güman ki, bilik bazasındakı qurumlara aid deyil (%(share)s). Zəng edəndən dəqiqləşdirin.",
        share=f"{share:.0%}",
    )


def _contrast(document: Mapping[str, Any]) -> Iterator[str]:
    """Yield what tells the first two units apart, as the page does; nothing where one unit is shown."""
    units = list(dict.fromkeys(one["unit"] for one in document["candidates"]))[:2]
    said = [document["contrast"]["best"], document["contrast"]["runner_up"]]
    if len(units) == len(said) and any(said):
        yield str(say("Niyə birinci, niyə ikinci deyil?"))
        for unit, words in zip(units, said, strict=True):
            yield f"    {unit}: {', '.join(words) or '—'}"


@kb.command("evaluate")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option(
    "--few-shot",
    type=click.IntRange(1),
    help="Learn from N random examples a label and, as from past appeals that nobody labelled, from the texts of the rest, never from their labels; test on the rest.",
)
@click.option("--seed", default=0, show_default=True, help="Which random examples are drawn.")
@click.option("--texts", is_flag=True, help="Show the texts of the worst misses too.")
@as_json
def kb_evaluate(file: Path, few_shot: int | None, seed: int, texts: bool, as_json: bool) -> None:
    """Measure the matching on labelled appeals; never writes to the database."""
    try:
        rows = evaluation.read_rows(file)
    except ValueError:
        raise InvalidInput({"FILE": NO_TABLE}) from None
    if few_shot is not None:
        figures = evaluation.evaluate_few_shot(rows, few_shot, seed)
    else:
        with opened_database() as database, database.reading() as session:
            index = read_knowledge(session).index
            figures = evaluation.evaluate(index, rows, texts=texts)
            unknown = evaluation.unknown_units(index, rows)
        if unknown:
            # Their rows count as wrong: a slip in a name would pass for a weakness of the matching.
            told = say(
                "Bilik bazasında olmayan bölmələr, sətirləri səhv sayılır: %(units)s.",
                units="; ".join(unknown),
            )
            click.echo(str(told), err=True)
    if as_json:
        print_json(figures)
        return
    for line in printed(figures):
        click.echo(line)
