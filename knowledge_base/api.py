"""The knowledge base's API: units, competences, statutes."""

from typing import Any

from flask import Response, jsonify
from marshmallow import Schema, fields

from callcenter.accounts.access import needs_scope
from callcenter.accounts.vocabulary import Scope
from callcenter.directory import queries as directory
from callcenter.web.api import Blueprint
from callcenter.web.database import reading
from knowledge_base import queries
from knowledge_base.models import Competence

blp = Blueprint("knowledge_api", __name__, description="Bilik bazası")


@blp.get("/units")
@needs_scope(Scope.KNOWLEDGE_READ)
def units() -> Response:
    """List the units of every body, the home body's first."""
    with reading() as session:
        rows = [
            {
                "code": unit.code,
                "name": unit.name,
                "kind": unit.kind.value,
                "parent": unit.parent.name if unit.parent else None,
                "body": unit.body.code,
                "home": unit.body.home,
                "retired": unit.retired_at is not None,
            }
            for unit in directory.units(session)
        ]
    return jsonify({"units": rows})


class CompetencesQuery(Schema):
    """Whether cards that are out of use are wanted too."""

    retired = fields.Boolean(
        load_default=False, metadata={"description": "List the cards that are out of use as well."}
    )


@blp.get("/competences")
@needs_scope(Scope.KNOWLEDGE_READ)
@blp.arguments(CompetencesQuery, location="query")
def competences(wanted: dict[str, bool]) -> Response:
    """List the competence cards in use, and on request those that are not."""
    with reading() as session:
        rows = list(queries.competences(session))
        if wanted["retired"]:
            rows += queries.competences(session, retired=True)
        return jsonify({"competences": [_card(one) for one in rows]})


@blp.get("/statutes")
@needs_scope(Scope.KNOWLEDGE_READ)
def statutes() -> Response:
    """List the statutes in force with their clauses."""
    with reading() as session:
        rows = [
            {
                "code": version.statute.code,
                "title": version.title,
                "body": version.body_name,
                "act": {
                    "number": version.act_number,
                    "date": version.act_date.isoformat() if version.act_date else None,
                },
                "clauses": [
                    {"key": one.key, "number": one.number, "unit": one.unit_name, "text": one.text}
                    for one in version.clauses
                ],
            }
            for version in queries.statutes(session)
        ]
    return jsonify({"statutes": rows})


def _card(competence: Competence) -> dict[str, Any]:
    return {
        "code": competence.code,
        "unit": competence.unit.name,
        "title": competence.title,
        "summary": competence.summary,
        "clauses": list(competence.clauses),
        "role": competence.role.value,
        "keywords": competence.keywords,
        "not_this": competence.not_this,
        "retired": competence.retired_at is not None,
    }
