"""What was learnt, in the browser of those who watch over it."""

import pytest
from sqlalchemy import select

from callcenter.accounts.vocabulary import Role
from callcenter.core import clock
from callcenter.directory import queries as directory
from knowledge_base import queries as knowledge
from knowledge_base.learning import remembering, training
from knowledge_base.learning.models import LearnedLayer
from knowledge_base.learning.remembering import Learnt
from knowledge_base.learning.training import Trained
from knowledge_base.models import Example, Synonym
from tests.factories import EGOV, NETWORK, SOFTWARE, Desk, make_user
from tests.web.pages import page

SAID = "Kabinetdə internet kəsilir, mənə 050 212 44 87 nömrəsinə zəng edin."


def teach(desk: Desk, number: str, *, unit: str = NETWORK, suggested: str = NETWORK) -> int:
    """An operator routed an appeal; its example's id."""
    with desk.database.transaction() as session:
        operator = make_user(session, Role.OPERATOR)
        place, named = (directory.unit_named(session, code) for code in (unit, suggested))
        learnt = Learnt(number, SAID, place.id, None, named.id)
        return remembering.remember(session, learnt, by_id=operator.id, now=clock.now()).id


def struck(desk: Desk, example: int) -> bool:
    with desk.database.reading() as session:
        found = session.get(Example, example)
        assert found is not None
        return not found.live


def test_the_examples_are_listed_masked_with_who_taught_them(desk: Desk) -> None:
    teach(desk, "M-1", suggested=SOFTWARE)
    html = page(desk.open(Role.KNOWLEDGE_EDITOR).get("/knowledge/examples"))
    assert "Kabinetdə internet kəsilir" in html
    assert "212" not in html
    assert "düzəldilib" in html
    assert "Sınaq operator" in html
    assert "100%" in html


def test_only_corrected_ones_are_listed_when_asked_for(desk: Desk) -> None:
    plain, corrected = teach(desk, "M-1"), teach(desk, "M-2", suggested=SOFTWARE)
    html = page(desk.open(Role.CENTRE_HEAD).get("/knowledge/examples?corrected=1"))
    assert f'id="example-{corrected}"' in html
    assert f'id="example-{plain}"' not in html


def test_an_example_is_struck_with_a_reason_and_restored(desk: Desk) -> None:
    example = teach(desk, "M-1")
    editor = desk.open(Role.KNOWLEDGE_EDITOR)
    done = editor.post(
        f"/knowledge/examples/{example}/strike", data={"reason": "Səhv bölmədir.", "unit": NETWORK}
    )
    assert (done.status_code, done.location) == (303, f"/knowledge/examples?unit={NETWORK}")
    assert struck(desk, example)
    assert "Səhv bölmədir." in page(editor.get("/knowledge/examples?struck=1"))
    assert editor.post(f"/knowledge/examples/{example}/restore").status_code == 303
    assert not struck(desk, example)
    assert editor.post(f"/knowledge/examples/{example}/restore").status_code == 409


def test_without_a_reason_it_stays_and_the_page_says_why(desk: Desk) -> None:
    example = teach(desk, "M-1")
    answer = desk.open(Role.KNOWLEDGE_EDITOR).post(f"/knowledge/examples/{example}/strike", data={})
    assert "Nümunəni niyə çıxardığınızı yazın." in page(answer, 422)
    assert not struck(desk, example)


@pytest.mark.parametrize(("home", "may"), [(NETWORK, True), (EGOV, True), (SOFTWARE, False)])
def test_a_head_strikes_what_the_own_unit_and_those_below_were_taught(
    desk: Desk, home: str, may: bool
) -> None:
    example = teach(desk, "M-1")
    head = desk.open(Role.UNIT_HEAD, unit=home)
    assert (f'id="example-{example}"' in page(head.get("/knowledge/examples"))) is may
    answer = head.post(f"/knowledge/examples/{example}/strike", data={"reason": "Bizə aid deyil."})
    assert answer.status_code == (303 if may else 403)
    assert struck(desk, example) is may


def test_an_unknown_example_is_not_found(desk: Desk) -> None:
    answer = desk.open(Role.KNOWLEDGE_EDITOR).post("/knowledge/examples/999999/strike", data={"reason": "x"})
    assert answer.status_code == 404


@pytest.mark.parametrize("narrowed", ["by=x", "cursor=x", "unit=yoxdur", "by=999999999999999999999"])
def test_a_filter_that_makes_no_sense_breaks_nothing(desk: Desk, narrowed: str) -> None:
    assert desk.open(Role.CENTRE_HEAD).get(f"/knowledge/examples?{narrowed}").status_code in (200, 422)


def test_a_synonym_is_added_changed_and_taken_back(desk: Desk) -> None:
    editor = desk.open(Role.KNOWLEDGE_EDITOR)
    with desk.database.reading() as session:
        before = knowledge.version_number(session)
    for meant in ("internet", "şəbəkə, internet"):
        answer = editor.post("/knowledge/synonyms", data={"said": "  tor  kabeli ", "meant": meant})
        assert answer.status_code == 303
    with desk.database.reading() as session:
        own = session.scalars(select(Synonym)).one()
        assert (own.said, own.meant) == ("tor kabeli", ["şəbəkə", "internet"])
        assert knowledge.version_number(session) == before + 2
    assert "tor kabeli" in page(editor.get("/knowledge/synonyms"))
    assert editor.post("/knowledge/synonyms/back", data={"said": "tor kabeli"}).status_code == 303
    assert editor.post("/knowledge/synonyms/back", data={"said": "tor kabeli"}).status_code == 404


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ({"said": "tor", "meant": ""}, "Bu sahəni doldurun."),
        ({"said": "tor", "meant": ", ,"}, "vergüllə ayıraraq"),
        ({"said": "!!!", "meant": "internet"}, "işlətdiyi sözü"),
        ({"said": "İnternet", "meant": "internet"}, "özünün sinonimi"),
        ({"said": "tor", "meant": ",".join(f"söz{place}" for place in range(13))}, "Ən çoxu 12"),
    ],
)
def test_a_synonym_that_makes_no_sense_is_refused_beside_its_field(
    desk: Desk, typed: dict[str, str], said: str
) -> None:
    html = page(desk.open(Role.KNOWLEDGE_EDITOR).post("/knowledge/synonyms", data=typed), 422)
    assert said in html
    assert typed["said"] in html


def test_a_shipped_synonym_is_switched_off_and_on_again(desk: Desk) -> None:
    editor = desk.open(Role.KNOWLEDGE_EDITOR)
    assert editor.post("/knowledge/synonyms/off", data={"said": "call center"}).status_code == 303
    html = page(editor.get("/knowledge/synonyms"))
    assert "söndürülüb" in html
    assert "nazirlik dəyişib" in html
    assert editor.post("/knowledge/synonyms/off", data={"said": "heç belə söz"}).status_code == 404
    assert editor.post("/knowledge/synonyms/back", data={"said": "call center"}).status_code == 303


def test_an_earlier_layer_is_put_in_force_again(desk: Desk) -> None:
    with desk.database.transaction() as session:
        made = [
            training.keep(session, Trained(b"x", 10, change, 5, 0.9, 0.9), now=clock.now()).id
            for change in (1, 2)
        ]
    editor = desk.open(Role.KNOWLEDGE_EDITOR)
    assert "90%" in page(editor.get("/knowledge/layers"))
    assert editor.post("/knowledge/layers", data={"layer": made[0]}).status_code == 303
    with desk.database.reading() as session:
        in_force = session.scalars(select(LearnedLayer).where(LearnedLayer.in_force)).one()
        assert in_force.id == made[0]
        assert in_force.put_by is not None
    assert editor.post("/knowledge/layers", data={"layer": made[0]}).status_code == 409
    assert editor.post("/knowledge/layers", data={"layer": 999}).status_code == 404


def test_the_only_layer_there_is_can_be_turned_off_and_put_in_force_again(desk: Desk) -> None:
    with desk.database.transaction() as session:
        made = training.keep(session, Trained(b"x", 10, 1, 5, 0.9, 0.9), now=clock.now()).id
        before = knowledge.version_number(session)
    editor = desk.open(Role.KNOWLEDGE_EDITOR)
    assert "Söndür" in page(editor.get("/knowledge/layers"))
    assert editor.post("/knowledge/layers/off", data={"layer": made}).status_code == 303
    with desk.database.reading() as session:
        assert session.scalar(select(LearnedLayer).where(LearnedLayer.in_force)) is None
        assert knowledge.version_number(session) == before + 1, "every process hears of it"
    assert editor.post("/knowledge/layers/off", data={"layer": made}).status_code == 409
    assert editor.post("/knowledge/layers/off", data={"layer": 999}).status_code == 404
    assert editor.post("/knowledge/layers", data={"layer": made}).status_code == 303


def test_a_layer_that_was_held_back_is_told_to_the_administrator(desk: Desk) -> None:
    with desk.database.transaction() as session:
        training.keep(session, Trained(b"x", 10, 1, 50, 0.7, 0.9), now=clock.now())
    html = page(desk.open(Role.ADMINISTRATOR).get("/health"))
    assert "qüvvəyə minməyib" in html
    assert "90%" in html


def test_the_policy_of_a_unit_is_set_in_percent(desk: Desk) -> None:
    chief = desk.open(Role.CENTRE_HEAD)
    html = page(chief.get(f"/knowledge/policies?unit={NETWORK}"))
    assert 'value="50"' in html
    typed = {"unit": NETWORK, "ask_below": "40", "not_ours_from": "55,5 %", "auto_route_from": "97"}
    assert chief.post("/knowledge/policies", data=typed).status_code == 303
    html = page(chief.get(f"/knowledge/policies?unit={NETWORK}"))
    assert "97% və yuxarı" in html
    assert 'value="55.5"' in html


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ({"auto_route_from": "30"}, "aşağı ola bilməz"),
        ({"auto_route_from": "101"}, "0 ilə 100 arasında"),
        ({"ask_below": "çox"}, "0 ilə 100 arasında"),
        ({"ask_below": ""}, "Bu sahəni doldurun."),
    ],
)
def test_thresholds_that_make_no_sense_are_given_back_with_a_sentence(
    desk: Desk, typed: dict[str, str], said: str
) -> None:
    data = {"unit": NETWORK, "ask_below": "40", "not_ours_from": "60", **typed}
    html = page(desk.open(Role.CENTRE_HEAD).post("/knowledge/policies", data=data), 422)
    assert said in html
    assert 'value="60"' in html


def test_without_confirmed_appeals_the_quality_says_so(desk: Desk) -> None:
    assert "ölçmək üçün əsas yoxdur" in page(desk.open(Role.CENTRE_HEAD).get("/knowledge/quality"))
