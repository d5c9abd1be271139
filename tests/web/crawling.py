"""Every address of the application with everything that is in the database, for tests that look for what leaks."""

import zipfile
from collections.abc import Iterable, Iterator, Mapping, Sequence
from html import unescape
from io import BytesIO
from itertools import product
from urllib.parse import unquote

from flask import Flask
from pypdf import PdfReader
from sqlalchemy import Table, select
from sqlalchemy.orm import Session
from werkzeug.routing import IntegerConverter, Rule
from werkzeug.test import TestResponse

from callcenter.appeals.models import Appeal
from callcenter.core.clock import baku_date
from callcenter.core.db import Base
from callcenter.directory.models import Unit
from knowledge_base.articles.models import Article
from knowledge_base.models import Clause, Competence, Statute
from reports.conditions import WHERE
from reports.measures import NONE
from reports.models import Report
from tests import factories
from tests.web.hidden_work import TOKEN

# Not crawled, each with the reason.
LEFT_OUT = {
    "static": "files of the product, the same for everybody",
    "bootstrap.static": "files of a package, the same for everybody",
    "accounts.sign_out": "would end the crawl",
    "accounts.open_session": "would end the crawl",
}
# Of these tables every row that an address may name by id: what hangs on appeals, what is made from them, and who may
# read reports of corruption.
MADE_FROM_APPEALS = frozenset(
    {
        "article_flag",
        "authorised_reader",
        "call",
        "example",
        "knowledge_change",
        "law_change",
        "proposal",
        "statute_draft",
    }
)
SAMPLE = 1
UNKNOWN = 999_999


class Crawl:
    """The addresses of an application over a database as it is now."""

    def __init__(self, app: Flask, session: Session) -> None:
        self.app = app
        self.adapter = app.url_map.bind("localhost")
        self.numbers = list(session.scalars(select(Appeal.number)))
        self.clauses = list(session.scalars(select(Clause.number).limit(SAMPLE)))
        self.rows = _rows(session)
        self.named: dict[str, Sequence[str]] = {
            "code": _codes(session),
            "edition": ["1", "2"],
            "filename": ["x"],
            "form": ["pdf", "json", "xlsx"],
            "measure": list(WHERE),
            "group": _groups(session),
            "token": [TOKEN],
            "report_id": [str(one) for one in session.scalars(select(Report.id))],
            "number": self.numbers,
        }

    def addresses(self, method: str) -> Iterator[tuple[str, str]]:
        """Yield each endpoint that takes the method, with every address that leads to it."""
        for rule in self.app.url_map.iter_rules():
            if rule.endpoint in LEFT_OUT or method not in (rule.methods or ()):
                continue
            for values in self._values(rule):
                yield rule.endpoint, self.adapter.build(rule.endpoint, values, method=method)

    def _values(self, rule: Rule) -> Iterator[Mapping[str, object]]:
        names = sorted(rule.arguments)
        choices: list[Sequence[object]] = []
        for name in names:
            if name == "number" and "code" in names:
                choices.append(self.clauses)  # of a statute
            elif name in self.named:
                choices.append(self.named[name])
            elif isinstance(rule._converters[name], IntegerConverter):
                choices.append(self._ids(name))
            else:
                raise AssertionError(f"{rule}: say in Crawl.named what stands for <{name}>")
        for combined in product(*choices):
            values = dict(zip(names, combined, strict=True))
            # One condition makes every list behind a figure: the rows of two figures stand for those of all.
            if "group" not in values or values["measure"] in ("received", "open"):
                yield values

    def _ids(self, argument: str) -> list[int]:
        """The ids of the tables that an argument is named after, and a number that nothing has; of no such table all."""
        stem = argument.removesuffix("_id")
        own = [ids for table, ids in self.rows.items() if table == stem or table.endswith(f"_{stem}")]
        return sorted({UNKNOWN}.union(*(own or self.rows.values())))


def text_of(response: TestResponse) -> str:
    """Return all that a response says, also inside a PDF or a workbook, and where it leads."""
    kind = response.content_type or ""
    said = [unquote(response.headers.get("Location", "")), response.headers.get("Content-Disposition", "")]
    if "pdf" in kind:
        said += [page.extract_text() for page in PdfReader(BytesIO(response.data)).pages]
    elif "spreadsheet" in kind:
        with zipfile.ZipFile(BytesIO(response.data)) as book:
            said += [book.read(name).decode("utf-8", "replace") for name in book.namelist()]
    else:
        said.append(response.get_data(as_text=True))
    text = unescape("\n".join(said))
    # JSON may spell its letters as codes.
    return text.encode().decode("unicode_escape", "ignore") + text if "json" in kind else text


def found_in(response: TestResponse, secrets: Iterable[str]) -> list[str]:
    """Return which of the secrets the response tells."""
    text = text_of(response)
    return [secret for secret in secrets if secret in text]


def _rows(session: Session) -> dict[str, list[int]]:
    """The ids in each table: all that belong to an appeal or are made from appeals, and one where neither is so."""
    found: dict[str, list[int]] = {}
    for table in Base.metadata.tables.values():
        if "id" in table.c:
            whole = table.name in MADE_FROM_APPEALS or table.name == "appeal" or _hangs(table)
            found[table.name] = list(session.scalars(select(table.c.id).limit(None if whole else SAMPLE)))
    return found


def _hangs(table: Table) -> bool:
    return any(key.column.table.name == "appeal" for key in table.foreign_keys)


def _codes(session: Session) -> list[str]:
    proposed = session.scalars(select(Article.code).where(Article.appeal_number.is_not(None)))
    sampled = [
        session.scalars(select(column).limit(SAMPLE))
        for column in (Article.code, Competence.code, Statute.code)
    ]
    return sorted(
        {factories.EGOV, factories.NETWORK, *proposed, *(code for some in sampled for code in some)}
    )


def _groups(session: Session) -> list[str]:
    """A row of each dimension in which each appeal is counted."""
    rows: set[str] = set()
    for appeal in session.scalars(select(Appeal)):
        said = {
            "by_kind": appeal.kind.value,
            "by_channel": appeal.channel.value,
            "by_language": appeal.language,
            "by_unit": session.scalar(select(Unit.code).where(Unit.id == appeal.unit_id)),
            "by_topic": appeal.suggestions[0].competence_code if appeal.suggestions else None,
            "by_competence": appeal.competence.code if appeal.competence else None,
            "by_day": baku_date(appeal.registered_at).isoformat(),
        }
        rows.update(f"{dimension}:{key or NONE}" for dimension, key in said.items())
    return sorted(rows)
