"""The directory's API: the register of civil-service positions."""

from flask import Response, jsonify

from callcenter.accounts.access import needs_scope
from callcenter.accounts.vocabulary import Scope
from callcenter.directory import queries
from callcenter.web.api import Blueprint
from callcenter.web.database import reading

blp = Blueprint("directory_api", __name__, description="Vəzifə reyestri")


@blp.get("/positions")
@needs_scope(Scope.KNOWLEDGE_READ)
def positions() -> Response:
    """List the civil-service positions of Decree 911 by rank, the highest first."""
    with reading() as session:
        rows = [
            {
                "name": one.name,
                "bodies": one.place,
                "grade": one.grade.value,
                "class": one.cls.value,
                "group": one.groups,
                "clause": one.key,
                "entry": one.entry,
                "rank": one.rank,
            }
            for one in queries.positions(session)
        ]
    return jsonify({"positions": rows})
