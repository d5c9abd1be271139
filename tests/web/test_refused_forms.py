"""A form that was refused is given back with what its writer typed, and sees nothing of what the form noted for itself."""

import re

from callcenter.accounts.vocabulary import Role
from callcenter.directory import queries as directory
from knowledge_base.editing.applying import unit_content
from tests.factories import NETWORK, Desk
from tests.web.pages import page

WHY = "Vəzifələr başqa bölməyə keçib."


def test_a_refused_retirement_gives_the_reason_back_and_carries_the_forms_mark_unseen(desk: Desk) -> None:
    with desk.database.reading() as session:
        base = unit_content(directory.unit_named(session, NETWORK)).fingerprint
    editor = desk.open(Role.KNOWLEDGE_EDITOR)
    sent = {"base": base, "reason": WHY}
    html = page(editor.post(f"/knowledge/units/{NETWORK}/retire", data=sent), 422)
    assert WHY in html
    assert html.count(base) == 1
    assert base not in re.sub(r'<input type="hidden"[^>]*>', "", html)
