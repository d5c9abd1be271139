"""An editor takes a statute in through the page, another one lets it come into force."""

from html import unescape
from pathlib import Path

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select
from werkzeug.test import TestResponse

from callcenter.accounts.vocabulary import Role
from callcenter.appeals import handling
from callcenter.core import clock
from callcenter.core.sealing import Sealer
from callcenter.directory.actors import actor_of
from knowledge_base import importing, revisions
from knowledge_base import queries as knowledge_base
from knowledge_base.draft_models import StatuteDraft
from knowledge_base.statutes.guarded import read_statute
from knowledge_base.suggesting import Knowledge
from knowledge_base.vocabulary import DraftStanding
from tests import factories
from tests.factories import Desk
from tests.rules.statute_files import word_of
from tests.web.pages import page

NAME = "002-economy-call-centre.txt"
IMPORTS = "/knowledge/imports"
EDGE = "sinaq-serhedi"
BEFORE, AFTER = "uyğun olaraq operativ", "uyğun olaraq dərhal və operativ"


@pytest.fixture
def printed(shared: Path) -> str:
    """The statute 002 as it is printed."""
    return (shared / "statutes" / NAME).read_text()


@pytest.fixture
def amended(printed: str) -> str:
    """The same with a word more in clause 3.0.2."""
    assert BEFORE in printed
    return printed.replace(BEFORE, AFTER, 1)


@pytest.fixture
def in_force(desk: Desk, printed: str) -> int:
    """The number of the version of 002 that is in force."""
    with desk.database.transaction() as session:
        importing.import_statute(session, read_statute(printed.encode(), NAME, code="002"), now=clock.now())
        present = revisions.in_force(session, "002")
        assert present is not None
        return present.id


def send(
    client: FlaskClient, data: bytes, name: str = NAME, *, to: str = IMPORTS, **typed: str
) -> TestResponse:
    """Send the form as a browser does; by hand, because the client's own large bodies stay open when refused."""
    parts = [
        f'--{EDGE}\r\nContent-Disposition: form-data; name="{field}"\r\n\r\n{value}\r\n'.encode()
        for field, value in typed.items()
    ]
    head = f'--{EDGE}\r\nContent-Disposition: form-data; name="file"; filename="{name}"\r\n'
    kind = "Content-Type: application/octet-stream\r\n\r\n"
    body = b"".join([*parts, (head + kind).encode(), data, f"\r\n--{EDGE}--\r\n".encode()])
    return client.post(to, data=body, content_type=f"multipart/form-data; boundary={EDGE}")


def draft_of(desk: Desk) -> StatuteDraft:
    with desk.database.reading() as session:
        return session.scalars(select(StatuteDraft)).one()


def nothing_kept(desk: Desk) -> bool:
    with desk.database.reading() as session:
        return session.scalar(select(StatuteDraft.id)) is None


def test_a_statute_is_taken_in_previewed_and_confirmed_by_another_editor(
    desk: Desk, in_force: int, amended: str
) -> None:
    author, second = desk.open(Role.KNOWLEDGE_EDITOR), desk.open(Role.KNOWLEDGE_EDITOR)
    answer = send(author, amended.encode())
    assert answer.status_code == 303
    address = answer.location
    html = page(author.get(address))
    assert "002:3.0.2" in html
    assert "<ins>dərhal" in html
    assert "Qüvvəyə mindir" not in html
    assert author.post(f"{address}/confirm", data={"against": in_force}).status_code == 403

    assert address in page(second.get(IMPORTS))
    assert "Qüvvəyə mindir" in page(second.get(address))
    assert second.post(f"{address}/confirm", data={"against": in_force}).status_code == 303
    html = page(second.get(address))
    assert "dəyişən: 1" in html
    assert "/knowledge/changes" in html
    assert "<ins>dərhal" in page(second.get("/knowledge/changes"))
    assert draft_of(desk).standing is DraftStanding.CONFIRMED
    assert second.post(f"{address}/confirm", data={"against": in_force}).status_code == 409


def test_another_name_of_the_body_is_told_before_the_statute_comes_into_force(
    desk: Desk, in_force: int, amended: str
) -> None:
    editor = desk.open(Role.KNOWLEDGE_EDITOR)
    renamed = amended.replace("İqtisadiyyat Nazirliyi", "İqtisadi İslahatlar Nazirliyi")
    asked = page(send(editor, renamed.encode()), 422)
    assert "başqa qurumun əsasnaməsi qüvvədədir" in asked
    html = page(editor.get(send(editor, renamed.encode(), body="economy").location))
    assert "İqtisadi İslahatlar" in html
    assert "qurum dəyişmədi" in html


def test_the_preview_names_the_cards_and_counts_the_open_appeals(
    desk: Desk, in_force: int, amended: str, knowledge: Knowledge, sealer: Sealer
) -> None:
    with desk.database.transaction() as session:
        operator = actor_of(session, factories.make_user(session, Role.OPERATOR))
        card = next(one for one in knowledge_base.competences(session) if one.clauses[:1] == ("002:3.0.2",))
        appeal = factories.log(session, operator, knowledge=knowledge, sealer=sealer, now=clock.now())
        handling.route(
            session,
            appeal.number,
            1,
            unit=card.unit.code,
            competence=card,
            by=operator,
            now=clock.now(),
        )
    editor = desk.open(Role.KNOWLEDGE_EDITOR)
    html = page(editor.get(send(editor, amended.encode()).location))
    assert f"/knowledge/cards/{card.code}" in html
    assert "açıq müraciət: 1" in html
    assert appeal.number not in html


def test_another_version_in_the_meantime_is_compared_anew(
    desk: Desk, in_force: int, printed: str, amended: str
) -> None:
    author, second = desk.open(Role.KNOWLEDGE_EDITOR), desk.open(Role.KNOWLEDGE_EDITOR)
    address = send(author, amended.encode()).location
    other = amended.replace("3.0.7. Nazirlik tərəfindən", "3.0.7. Nazirliyin strukturları tərəfindən")
    assert other != amended
    with desk.database.transaction() as session:
        importing.import_statute(session, read_statute(other.encode(), NAME, code="002"), now=clock.now())
    answer = second.post(f"{address}/confirm", data={"against": in_force})
    html = unescape(answer.get_data(as_text=True))
    assert answer.status_code == 412
    assert "müqayisə yenidən aparılıb" in html
    assert "002:3.0.7" in html
    assert draft_of(desk).standing is DraftStanding.WAITING
    with desk.database.reading() as session:
        present = revisions.in_force(session, "002")
        assert present is not None
    assert second.post(f"{address}/confirm", data={"against": present.id}).status_code == 303


def test_only_the_author_withdraws(desk: Desk, in_force: int, amended: str) -> None:
    author, second = desk.open(Role.KNOWLEDGE_EDITOR), desk.open(Role.KNOWLEDGE_EDITOR)
    address = send(author, amended.encode()).location
    assert second.post(f"{address}/withdraw").status_code == 403
    assert author.post(f"{address}/withdraw").status_code == 303
    assert draft_of(desk).standing is DraftStanding.WITHDRAWN
    assert "Qüvvəyə mindir" not in page(second.get(address))


def test_a_word_file_is_read_and_the_code_comes_from_its_name(desk: Desk, printed: str) -> None:
    editor = desk.open(Role.KNOWLEDGE_EDITOR)
    answer = send(editor, word_of(printed.splitlines()), "002-yeni.docx")
    assert answer.status_code == 303
    assert draft_of(desk).code == "002"


@pytest.mark.parametrize(
    ("data", "name", "typed", "said"),
    [
        (b"", "002.txt", {}, "boşdur"),
        (b"PK\x03\x04 broken", "002.docx", {}, "oxunmadı"),
        (b"%PDF-1.4 broken", "002.pdf", {}, "oxunmadı"),
        (b"x" * (10 * 1024 * 1024 + 1), "002.txt", {}, "10 MB"),
        (b"\x89PNG\r\n\x1a\n" + bytes(64), "002.png", {}, "«002.png»"),
        (b"3.0.1. text", "esasname.txt", {}, "Kodu yazın"),
        (b"3.0.1. text", "002.txt", {"code": "a b!"}, "Kod hərf, rəqəm"),
        (b"3.0.1. text", "", {}, "Faylı seçin"),
    ],
)
def test_what_cannot_be_taken_in_is_said_in_the_form_and_typed_fields_stay(
    desk: Desk, data: bytes, name: str, typed: dict[str, str], said: str
) -> None:
    editor = desk.open(Role.KNOWLEDGE_EDITOR)
    answer = send(editor, data, name, **({"body": "economy"} | typed))
    html = unescape(answer.get_data(as_text=True))
    assert answer.status_code == 422
    assert said in html
    assert '<option value="economy" selected>' in html
    assert typed.get("code", "") in html
    assert nothing_kept(desk)


def test_the_code_of_another_bodys_statute_is_refused_beside_its_field(
    desk: Desk, in_force: int, amended: str
) -> None:
    labour = amended.replace("İqtisadiyyat Nazirliyi", "Ədliyyə Nazirliyi")
    answer = send(desk.open(Role.KNOWLEDGE_EDITOR), labour.encode())
    html = unescape(answer.get_data(as_text=True))
    assert answer.status_code == 422
    assert "başqa qurumun əsasnaməsi qüvvədədir" in html
    assert "Faylı yenidən seçin" in html


def test_a_request_beyond_all_measure_is_refused(desk: Desk) -> None:
    answer = send(desk.open(Role.KNOWLEDGE_EDITOR), b"x" * (13 * 1024 * 1024))
    assert answer.status_code == 413
    assert "kiçik fayl" in unescape(answer.get_data(as_text=True))


def test_other_forms_still_end_at_their_own_limit(desk: Desk) -> None:
    editor = desk.open(Role.KNOWLEDGE_EDITOR)
    assert send(editor, b"x" * (3 * 1024 * 1024), to="/knowledge/competent").status_code == 413


def test_markup_in_a_statute_stays_text(desk: Desk, amended: str) -> None:
    editor = desk.open(Role.KNOWLEDGE_EDITOR)
    html = editor.get(
        send(
            editor, amended.replace(AFTER, "uyğun olaraq <script>alert(1)</script> operativ").encode()
        ).location
    )
    assert b"<script>alert" not in html.data


def test_the_desk_and_the_list_of_statutes_lead_there(desk: Desk) -> None:
    editor = desk.open(Role.KNOWLEDGE_EDITOR)
    assert IMPORTS in page(editor.get("/knowledge/desk"))
    assert IMPORTS in page(editor.get("/knowledge/statutes"))
    assert IMPORTS not in page(desk.open(Role.OPERATOR).get("/knowledge/statutes"))


def test_an_unknown_import_is_not_found(desk: Desk) -> None:
    editor = desk.open(Role.KNOWLEDGE_EDITOR)
    assert editor.get(f"{IMPORTS}/99999999999999").status_code == 404
    assert editor.post(f"{IMPORTS}/7/confirm", data={"against": "0"}).status_code == 404


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("ru", "Номер и дата утверждающего акта в тексте не указаны."),
        ("en", "The text does not give number and date of the act that adopted it."),
    ],
)
def test_what_is_doubtful_is_said_in_the_reader_s_language(
    desk: Desk, amended: str, language: str, said: str
) -> None:
    author, second = desk.open(Role.KNOWLEDGE_EDITOR), desk.open(Role.KNOWLEDGE_EDITOR)
    address = send(author, amended.encode()).location
    second.post(f"{address}/confirm", data={"against": "0"})
    for reader, shown in ((author, address), (second, "/knowledge/statutes/002")):
        reader.post("/language", data={"language": language})
        html = page(reader.get(shown))
        assert said in html
        assert "mətndə yazılmayıb" not in html
