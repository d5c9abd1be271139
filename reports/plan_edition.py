"""The table of the work plan in a kept report, and as it reads in one language (pure)."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from babel.dates import format_date

from callcenter.core.wording import say
from callcenter.sector.plan_standing import Stood
from callcenter.sector.vocabulary import Standing

LABEL = say("İş planı")
MEANING = say(
    "Müddəti bu dövrə düşən və əvvəlki dövrlərdən qalmış tədbirlər, dövrün sonundakı vəziyyəti ilə. "
    "İcra günü icraçının icranı bildirdiyi gündür; gecikmə təqvim günü ilə sayılır."
)
COLUMNS = (
    say("Tədbir"),
    say("İcraçı"),
    say("Müddət"),
    say("İcra günü"),
    say("Gecikmə, gün"),
    say("Vəziyyət"),
)
TONES = {
    Standing.OVERDUE: "late",
    Standing.REPORTED: "warn",
    Standing.PLANNED: "open",
    Standing.DONE_LATE: "warn",
    Standing.DONE: "done",
}


@dataclass(frozen=True)
class PlanRow:
    """A task as it reads; done is empty until it was reported."""

    what: str
    owner: str
    due: str
    done: str
    days_late: int
    standing: str
    tone: str

    @property
    def cells(self) -> tuple[str, str, str, str, str, str]:
        """The row as text, in the order of the columns."""
        return self.what, self.owner, self.due, self.done or "—", self.late, self.standing

    @property
    def late(self) -> str:
        """By how many days it was late, a dash when it was not."""
        return str(self.days_late) if self.days_late else "—"


@dataclass(frozen=True)
class PlanTable:
    """The tasks of a period."""

    label: str
    meaning: str
    columns: tuple[str, ...]
    rows: tuple[PlanRow, ...]


def kept_plan(stood: Sequence[Stood]) -> dict[str, Any]:
    """Return the tasks as a report keeps them, words untranslated."""
    return {
        "tasks": [
            {
                "what": one.task.what,
                "owner": one.task.owner,
                "due_on": one.task.due_on.isoformat(),
                "done_on": one.done_on.isoformat() if one.done_on else None,
                "days_late": one.days_late,
                "standing": one.standing.value,
                "label": one.standing.label,
            }
            for one in stood
        ]
    }


def plan_table(
    content: Mapping[str, Any], language: str, translate: Callable[[str], str]
) -> PlanTable | None:
    """Return the table of a report's content; none where the report does not tell of the plan or it had no task."""
    tasks = content.get("plan", {}).get("tasks", ())
    if not tasks:
        return None

    def day(written: str | None) -> str:
        return str(format_date(date.fromisoformat(written), "medium", locale=language)) if written else ""

    rows = [
        PlanRow(
            one["what"],
            one["owner"],
            day(one["due_on"]),
            day(one["done_on"]),
            one["days_late"],
            translate(one["label"]),
            TONES[Standing(one["standing"])],
        )
        for one in tasks
    ]
    columns = tuple(translate(one.text) for one in COLUMNS)
    return PlanTable(translate(LABEL.text), translate(MEANING.text), columns, tuple(rows))


def plan_as_json(content: Mapping[str, Any], translate: Callable[[str], str]) -> dict[str, Any]:
    """Return the plan of a report's content for other systems, words translated; nothing where there is none."""
    if "plan" not in content:
        return {}
    tasks = [{**one, "label": translate(one["label"])} for one in content["plan"]["tasks"]]
    return {"plan": {**content["plan"], "tasks": tasks}}
