"""The links at the top of each page: those that the reader's role can follow, and no others."""

from dataclasses import dataclass
from typing import Any

from flask import Flask, g, request, url_for

from callcenter.accounts.access import signed_in_user
from callcenter.accounts.models import User
from callcenter.accounts.vocabulary import Permission, Role
from callcenter.web.faults import for_programs
from callcenter.web.locale import LANGUAGES, current_language


@dataclass(frozen=True)
class Place:
    """A link: what it is called, where it leads, and which permission shows it."""

    label: str
    endpoint: str
    permission: Permission


PLACES = (
    Place("Redaktorun iş masası", "editing.desk", Permission.WRITE_KNOWLEDGE),
    Place("Müraciəti qeydə al", "appeals.new", Permission.LOG_APPEAL),
    Place("Operatorun iş masası", "appeals.desk", Permission.LOG_APPEAL),
    Place("Bölmənin iş masası", "appeals.inbox", Permission.DRAFT_ANSWER),
    Place("İş masası", "appeals.centre", Permission.DECIDE_ROUTING),
    Place("Müraciətlər", "appeals.listing", Permission.SEE_APPEALS),
    Place("Qəbul", "appeals.reception", Permission.SEE_RECEPTION),
    Place("Zənglər", "calls.overview", Permission.SEE_CALLS),
    Place("Hesabatlar", "reports.listing", Permission.SEE_REPORTS),
    Place("Səlahiyyət xəritəsi", "reports.gaps", Permission.SEE_COMPETENCE_MAP),
    Place("Müddətlər və təqvim", "law.limits", Permission.CHANGE_LAW),
    Place("Bilik bazası", "knowledge.units", Permission.SEE_KNOWLEDGE),
    Place("İş planı", "sector.plans", Permission.SEE_WORK_PLAN),
    Place("İcra intizamı", "sector.conduct", Permission.SEE_DISCIPLINE),
    Place("Təkliflər", "sector.proposals", Permission.SEE_PROPOSALS),
    Place("Səlahiyyətlər", "mandates.listing", Permission.SEE_MANDATES),
    Place("İstifadəçilər", "directory.people", Permission.MANAGE_ACCOUNTS),
    Place("Nəzarət jurnalı", "audit.trail", Permission.SEE_TRAIL),
    Place("Sistemin vəziyyəti", "upkeep.health", Permission.SEE_HEALTH),
)

HOME = {
    Role.OPERATOR: "appeals.desk",
    Role.UNIT_STAFF: "appeals.inbox",
    Role.UNIT_HEAD: "appeals.inbox",
    Role.CENTRE_HEAD: "appeals.centre",
    Role.LEADERSHIP: "reports.listing",
    Role.KNOWLEDGE_EDITOR: "editing.desk",
    Role.ADMINISTRATOR: "directory.people",
    Role.INSPECTOR: "audit.trail",
}


def guide(app: Flask) -> None:
    """Give the templates the reader, their links and the languages."""
    app.context_processor(_guidance)


def _guidance() -> dict[str, Any]:
    reader = _reader()
    places = [
        {"label": place.label, "url": url_for(place.endpoint), "here": request.endpoint == place.endpoint}
        for place in PLACES
        if reader is not None and reader.may(place.permission)
    ]
    return {"reader": reader, "places": places, "languages": LANGUAGES, "language": current_language()}


def _reader() -> User | None:
    """Return who reads the page; on an address that leads nowhere no view has asked yet."""
    if request.endpoint is None and not for_programs():
        return signed_in_user()
    found: User | None = g.get("user")
    return found
