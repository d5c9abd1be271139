"""The values with which a ready text is filled for one appeal."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from callcenter.appeals.answer_templates import Variable, filled
from callcenter.appeals.models import Appeal
from callcenter.appeals.template_models import AnswerTemplate
from callcenter.appeals.vocabulary import Outcome
from callcenter.core.clock import baku_date

_DAY = "%d.%m.%Y"


@dataclass(frozen=True)
class Ready:
    """A ready text filled for an appeal, as a form offers it."""

    reference: str
    title: str
    outcome: Outcome | None
    text: str
    language: str


def values_of(appeal: Appeal, *, today: date) -> Mapping[Variable, str]:
    """Return what is known of the appeal; what is not known is empty, and its name stays in the text."""
    caller, clause = appeal.caller, appeal.clause or ""
    body = appeal.body.name if appeal.body else appeal.unit.body.name if appeal.unit else ""
    return {
        Variable.NUMBER: appeal.number,
        Variable.REGISTERED: baku_date(appeal.registered_at).strftime(_DAY),
        Variable.APPLICANT: (caller.name or "") if caller else "",
        Variable.KIND: appeal.kind.label,
        Variable.UNIT: appeal.unit.name if appeal.unit else "",
        Variable.CLAUSE: clause.replace(":", ": "),
        Variable.DUE: appeal.due_on.strftime(_DAY),
        Variable.BODY: body,
        Variable.TODAY: today.strftime(_DAY),
    }


def ready(template: AnswerTemplate, values: Mapping[Variable, str]) -> Ready:
    """Return the ready text with the values put in."""
    return Ready(
        template.reference, template.title, template.outcome, filled(template.text, values), template.language
    )
