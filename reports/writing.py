"""A report given out: as JSON, as a page that opens without the system, as a PDF or as a workbook."""

import json
from collections.abc import Sequence
from datetime import date, datetime
from functools import lru_cache
from pathlib import Path

from jinja2 import Environment, PackageLoader
from markupsafe import Markup
from sqlalchemy.orm import Session

from callcenter.core.clock import BAKU, baku_date
from callcenter.core.errors import InvalidInput, Misconfigured
from callcenter.core.wording import say
from callcenter.web.locale import translations
from reports import compiling, drawing, editions, typesetting, workbook
from reports.drawing import Series
from reports.editions import Edition, Point
from reports.forms import NO_PERIOD
from reports.measures import NONE
from reports.models import Report
from reports.periods import period_of
from reports.vocabulary import PeriodKind

FORMATS = {
    "json": "application/json",
    "html": "text/html; charset=utf-8",
    "pdf": "application/pdf",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}

WORDS = {
    "office": say("Çağrı Mərkəzi"),
    "built": say("Hazırlanıb: %(moment)s"),
    "narrative": say("Qısa məzmun"),
    "signals": say("Gözlənilən həddən kənara çıxanlar"),
    "figures": say("Bütün göstəricilər"),
    "figure": say("Göstərici"),
    "row": say("Adı"),
    "now": say("Bu dövr"),
    "before": say("Əvvəlki dövr"),
    "count": say("Sayı"),
    "before_short": say("Əvvəlki"),
    "change": say("Dəyişmə"),
    "share": say("Pay"),
    "meaning": say("Nə sayılır"),
    "day": say("Gün"),
    "period": say("Dövr"),
    "by_day": say("Günlər üzrə"),
    "left_out": say("Cədvəldə göstərilməyən sətirlər"),
    "days_chart": say("Daxil olan müraciətlər günlər üzrə"),
    "earlier_chart": say("Daxil olan müraciətlər son dövrlərdə"),
    "units_chart": say("Struktur bölmələr üzrə vaxtında, gecikmə ilə cavablandırılan və icrada olan"),
    "on_time": say("vaxtında"),
    "late": say("gecikmə ilə"),
    "open": say("icrada"),
}
LONGEST_CHART = 12


def edition_of(report: Report, language: str) -> Edition:
    """Return what a reader of a language sees of the report."""
    return editions.edition_of(
        report.content,
        built_at=report.built_at,
        language=language,
        translate=translations(language).gettext,
    )


def words_of(edition: Edition) -> dict[str, str]:
    """Return the labels of the report's documents in the language of the edition."""
    translate = translations(edition.language).gettext
    words = {name: translate(said.text) for name, said in WORDS.items()}
    words["built"] %= {"moment": edition.built}
    return words


@lru_cache(maxsize=64)
def charts_of(edition: Edition) -> tuple[tuple[str, str], ...]:
    """Return the charts of an edition as (title, SVG): by day, by period, by unit."""
    words = words_of(edition)
    charts: list[tuple[str, str]] = []
    if edition.days:
        charts.append((words["days_chart"], _days_chart(edition, words["days_chart"])))
    if len(edition.earlier) > 1:
        title = words["earlier_chart"]
        labels = [point.label for point in edition.earlier]
        charts.append((title, drawing.by_period(labels, _series("", edition.earlier), title=title)))
    units = [row for row in edition.table("by_unit").rows if any(figure.value for figure in row.more)]
    units = sorted(units, key=lambda row: row.key == NONE)[:LONGEST_CHART]
    if units:
        on_time, late, still = (
            Series(words[name], [int(row.more[place].value or 0) for row in units])
            for place, name in enumerate(("on_time", "late", "open"))
        )
        title = words["units_chart"]
        names = [row.label for row in units]
        charts.append((title, drawing.by_unit(names, on_time, late, still, title=title)))
    return tuple(charts)


def bytes_of(report: Report, form: str, language: str = "az") -> bytes:
    """Return the report in a format of FORMATS."""
    if form == "json":
        shown = editions.as_json(report.content, language=language, translate=translations(language).gettext)
        return json.dumps(shown, ensure_ascii=False, indent=2).encode()
    edition = edition_of(report, language)
    words = words_of(edition)
    if form == "pdf":
        return typesetting.pdf_of(
            edition, charts_of(edition), words, built_at=report.built_at.astimezone(BAKU)
        )
    if form == "xlsx":
        return workbook.workbook_of(edition, words)
    page = Environment(loader=PackageLoader("reports"), autoescape=True, trim_blocks=True, lstrip_blocks=True)
    template = page.get_template("reports/document.html")
    charts = [(title, Markup(svg)) for title, svg in charts_of(edition)]  # noqa: S704 - our own drawing
    return template.render(edition=edition, words=words, charts=charts).encode()


def write(report: Report, form: str, output: Path, *, language: str = "az") -> None:
    """Write the report to a file; Misconfigured when the place cannot be written to."""
    content = bytes_of(report, form, language)
    try:
        output.write_bytes(content)
    except OSError as fault:
        raise Misconfigured(
            "output", say("«%(path)s» faylını yazmaq olmur: %(why)s.", path=output, why=fault.strerror)
        ) from None


def build_and_write(
    session: Session,
    kind: PeriodKind,
    *,
    first: date | None,
    last: date | None,
    form: str,
    output: Path,
    now: datetime,
    language: str = "az",
) -> Report:
    """Build and keep the report of a period as asked for on the command line, and write it to a file."""
    try:
        period = period_of(kind, baku_date(now), first_day=first, last_day=last)
    except ValueError:
        raise InvalidInput({"--from": NO_PERIOD}) from None
    report = compiling.build(session, period, by=None, now=now)
    write(report, form, output, language=language)
    return report


def _days_chart(edition: Edition, title: str) -> str:
    labels = [point.label for point in edition.days]
    before = [point.previous or 0 for point in edition.days]
    return drawing.by_day(
        labels,
        _series(edition.period, edition.days),
        Series(edition.previous_period, before),
        title=title,
    )


def _series(label: str, points: Sequence[Point]) -> Series:
    return Series(label, [point.value for point in points])
