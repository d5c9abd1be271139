"""Commands of the trail."""

import sys
import time
from collections.abc import Callable

import click

from callcenter.audit import empowered, verifying
from callcenter.audit.chains import Break, Harm
from callcenter.console import as_json, console, opened_database, print_json
from callcenter.core.wording import Sentence, say
from callcenter.sector import checking as plans
from reports import checking as reports

SILENT_FOR = 3.0
CHAINS = {
    "trail": "jurnal",
    "appeal": "müraciət",
    "mandate": "səlahiyyət sənədi",
    "reader": "korrupsiya məlumatlarına buraxılış",
    "plan": "iş planı",
    "report": "hesabat",
}
HARMS = {
    Harm.CHANGED: say("%(where)s: dəyişdirilib."),
    Harm.REMOVED: say("%(where)s: ondan əvvəlki sətir silinib və ya əvəz edilib."),
    Harm.INSERTED: say("%(where)s: ondan əvvəl kənar sətir əlavə edilib."),
    Harm.CUT: say("%(where)s: zəncirin sonu kəsilib."),
    Harm.REWORDED: say("%(where)s: mətn dəyişdirilib və jurnalda silinmə qeydi yoxdur."),
    Harm.ALTERED: say("%(where)s: vəziyyəti sonuncu addımdakından fərqlənir."),
    Harm.REWRITTEN: say("%(where)s: saxlanılan mətn bu addımda təsbit edilmiş mətn deyil."),
    Harm.LOST: say("%(where)s: qeydə alınıb, lakin bazada yoxdur."),
    Harm.FORGED: say("%(where)s: bazadadır, lakin jurnalda onun qeydi yoxdur."),
}


@console.group()
def audit() -> None:
    """The trail and the sealed steps of appeals."""


@audit.command("verify")
@click.option(
    "--anchor", "anchors", multiple=True, help="A hash of the trail's head kept earlier: it must be there."
)
@as_json
def audit_verify(anchors: tuple[str, ...], as_json: bool) -> None:
    """Walk both chains, then who was empowered, the signed plans and the kept reports, and name each break; exit 1 when there is one.

    Prints the head, to be kept elsewhere.
    """
    with opened_database() as database, database.reading() as session:
        verdict = verifying.verify(session, frozenset(anchors), tell=_now_and_then())
        verdict.breaks += [*empowered.breaks(session), *plans.breaks(session), *reports.breaks(session)]
    if as_json:
        print_json(_document(verdict))
    else:
        _print(verdict)
    if verdict.breaks:
        sys.exit(1)


def _now_and_then() -> Callable[[verifying.Verdict], None]:
    """Return what says on standard error how far it is, every few seconds; what takes less says nothing."""
    said = time.monotonic()

    def tell(verdict: verifying.Verdict) -> None:
        nonlocal said
        if time.monotonic() - said >= SILENT_FOR:
            said = time.monotonic()
            click.echo(
                str(
                    say(
                        "Jurnal: %(rows)d sətir. Müraciətlər: %(appeals)d / %(of)d…",
                        rows=verdict.rows,
                        appeals=verdict.appeals,
                        of=verdict.all_appeals,
                    )
                ),
                err=True,
            )

    return tell


def _document(verdict: verifying.Verdict) -> dict[str, object]:
    return {
        "trail": {"rows": verdict.rows, "head": verdict.head and vars(verdict.head)},
        "appeals": {"appeals": verdict.appeals, "steps": verdict.steps},
        "breaks": [one._asdict() for one in verdict.breaks],
    }


def _print(verdict: verifying.Verdict) -> None:
    for one in verdict.breaks:
        click.echo(str(_said(one)), err=True)
    click.echo(
        str(
            say(
                "Jurnal: %(rows)d sətir. Müraciətlər: %(appeals)d, addımlar: %(steps)d. Pozuntu: %(breaks)d.",
                rows=verdict.rows,
                appeals=verdict.appeals,
                steps=verdict.steps,
                breaks=len(verdict.breaks),
            )
        )
    )
    if verdict.head:
        click.echo(f"{verdict.head.id} {verdict.head.hash}")


def _said(found: Break) -> Sentence:
    return Sentence(HARMS[found.harm].text, {"where": f"{CHAINS[found.chain]} {found.where}"})
