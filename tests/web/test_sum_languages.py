"""The sum of a due date, and why a day rests, are told in the reader's language; act and clause stay."""

import re
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from html import unescape
from itertools import product

import pytest
import time_machine
from flask import Flask
from flask_babel import force_locale

from callcenter.accounts.vocabulary import Role
from callcenter.appeals.clocks import Due
from callcenter.appeals.deadlines import DeadlineEvent, EventKind
from callcenter.appeals.internal_days import fault_of
from callcenter.appeals.reception_hours import Hindrance, Obstacle
from callcenter.appeals.vocabulary import Kind
from callcenter.core.wording import Sentence
from callcenter.web.display import sentence
from tests.factories import NETWORK, Desk
from tests.rules.deadline_cases import (
    CALENDAR,
    COMPLAINT,
    INQUIRY,
    QUESTION,
    SEEDS,
    event,
    reckoned,
    reclassified,
    registered,
)
from tests.web.players import Player, complain, in_work

LANGUAGES = ("ru", "en")
# Acts are cited as they are called, one holiday has no other name, and one word is English too.
ALIKE = {"IVQ", "IIQ", "Novruz", "real"}
LETTERS = re.compile(r"[^\W\d_]{2,}")
AZERBAIJANI = re.compile("[əƏğĞıİ]")
REASON = re.compile(r"<td>[^<]*</td><td>([^<]*)</td></tr>")


def words(text: str) -> set[str]:
    return set(LETTERS.findall(text)) - ALIKE


def is_told(said: str, azerbaijani: str) -> bool:
    """Say whether a sentence is told in another language: no letter and no word of it is Azerbaijani."""
    return not AZERBAIJANI.search(said) and not words(said) & words(azerbaijani)


def reasons(player: Player, number: str, language: str) -> list[str]:
    """Return the reasons of the sum, as the page shows them in a language."""
    player.client.post("/language", data={"language": language})
    shown = player.client.get(f"/appeals/{number}").get_data(as_text=True)
    return [unescape(found) for found in REASON.findall(shown.split('class="table-wrap sum"')[1])]


@pytest.fixture(params=LANGUAGES)
def language(request: pytest.FixtureRequest) -> str:
    found: str = request.param
    return found


def extended(operator: Player, head: Player, desk: Desk) -> str:
    desk.open(Role.UNIT_STAFF, unit=NETWORK)
    number = in_work(operator, head, desk)
    given = head.acts(number, "extend", ground="extended", reason="Avadanlıq gəlir")
    assert given.status_code == 303
    return number


def urgent(operator: Player, _: Player, __: Desk) -> str:
    return paced(operator, complain(operator), "urgent")


def paced(operator: Player, number: str, pace: str) -> str:
    assert operator.acts(number, "set-pace", pace=pace, reason="Belədir").status_code == 303
    return number


def reclassified_and_urgent(operator: Player, _: Player, __: Desk) -> str:
    number = complain(operator)
    assert operator.acts(number, "reclassify", kind="inquiry").status_code == 303
    return paced(operator, number, "life_threat")


def of_a_serviceman(operator: Player, _: Player, __: Desk) -> str:
    return paced(operator, complain(operator), "serviceman")


def question(operator: Player, _: Player, __: Desk) -> str:
    return operator.log(kind="question")


SAID: dict[Callable[[Player, Player, Desk], str], dict[str, set[str]]] = {
    extended: {
        "ru": {
            "день регистрации; срок исчисляется со следующего рабочего дня",
            "срок продлён, добавлено рабочих дней: 30 (1308-IVQ, 10.2)",
            "45/45 раб. дн.",
            "суббота",
            "День Победы",
            "День Государственного флага Азербайджанской Республики",
        },
        "en": {
            "day of registration; the days count from the next working day",
            "deadline extended, working days added: 30 (1308-IVQ, 10.2)",
            "working day 45/45",
            "Sunday",
            "Victory Day (moved day of rest)",
        },
    },
    urgent: {
        "ru": {
            "день регистрации; срок 24 ч. исчисляется с этого момента (12:00)",
            "с опозданием ответ утратит значение",
            "часы засчитываются",
            "срок истекает в 12:00",
        },
        "en": {
            "day of registration; the 24-hour limit runs from this moment (12:00)",
            "a late answer would lose its use",
            "the hours count",
            "the limit ends at 12:00",
        },
    },
    reclassified_and_urgent: {
        "ru": {
            "день регистрации; срок 48 ч. исчисляется с начала следующего рабочего дня",
            "вид обращения изменён: запрос",
            "есть реальная угроза жизни, здоровью или свободе",
        },
        "en": {
            "day of registration; the 48-hour limit runs from the beginning of the next working day",
            "kind of appeal changed: inquiry",
            "there is a real danger to life, health or freedom",
        },
    },
    of_a_serviceman: {
        "ru": {"заявитель — военнослужащий или член его семьи"},
        "en": {"the applicant is a serviceman or a member of his family"},
    },
    question: {
        "ru": {
            "день регистрации; срок исчисляется со следующего рабочего дня; срок определён по аналогии закона"
        },
        "en": {
            "day of registration; the days count from the next working day; the limit is set by analogy of law"
        },
    },
}


@pytest.mark.usefixtures("travel")
@pytest.mark.parametrize("case", SAID, ids=lambda case: case.__name__)
def test_the_page_of_an_appeal_tells_the_sum_in_the_readers_language(
    case: Callable[[Player, Player, Desk], str], language: str, operator: Player, head: Player, desk: Desk
) -> None:
    number = case(operator, head, desk)
    azerbaijani, shown = (reasons(operator, number, one) for one in ("az", language))
    assert len(shown) == len(azerbaijani) > 1
    assert set(shown) >= SAID[case][language]
    assert [one for one in zip(shown, azerbaijani, strict=True) if not is_told(*one)] == []


def every_sum() -> Iterator[Due]:
    """Yield sums with all that can move a due date, over holidays, swapped days and two elections."""
    moving = set(EventKind) - {EventKind.REGISTERED, EventKind.RECLASSIFIED, EventKind.LAW_CHANGED}
    starts = ("2024-01-30", "2024-11-08", "2025-01-15", "2027-03-05")
    after = (EventKind.EXTENDED, EventKind.URGENT, EventKind.ORDINARY)
    for kind, first, then in product((COMPLAINT, INQUIRY, QUESTION), moving, after):
        yield reckoned(registered("2026-03-10", kind), event(first, "2026-03-10"), event(then, "2026-03-10"))
    for kind, day in product((COMPLAINT, INQUIRY), starts):
        yield reckoned(registered(day, kind), event(EventKind.EXTENDED, day))
    begins = {"count.start": 0, "info.count_start": 0}
    for kind, then in product((COMPLAINT, INQUIRY), moving):
        yield reckoned(registered("2026-03-10", kind), event(then, "2026-03-10"), changes=begins)
    guessed = registered("2026-03-10", COMPLAINT, INQUIRY)
    law = DeadlineEvent(EventKind.LAW_CHANGED, guessed.at, law={"appeal.limit": date(2026, 3, 10)})
    for kinds in [(Kind.PROPOSAL,), (Kind.APPLICATION, INQUIRY)]:
        yield reckoned(guessed, reclassified("2026-03-11", *kinds), law)


def test_nothing_that_can_stand_in_a_sum_stays_azerbaijani(app: Flask, language: str) -> None:
    said = {line.why: line.said for due in every_sum() for line in due.sum}
    said |= {mark.name: mark.said for mark in SEEDS}
    with app.test_request_context(), force_locale(language):
        told = {why: sentence(one) for why, one in said.items()}
    assert [one for why, one in told.items() if not is_told(one, why)] == []


DAY_OF_REST = {"ru": "суббота", "en": "Saturday"}


def test_a_refused_day_says_why_it_rests(app: Flask, language: str) -> None:
    saturday = date(2026, 10, 17)
    fault = fault_of(saturday, today=saturday, due_on=saturday + timedelta(days=9), calendar=CALENDAR)
    obstacle = Obstacle(Hindrance.REST_DAY, CALENDAR.why_not(saturday)).sentence
    assert isinstance(fault, Sentence)
    with app.test_request_context(), force_locale(language):
        for said in (fault, obstacle):
            assert DAY_OF_REST[language] in sentence(said)
            assert is_told(sentence(said), str(said))


NAMES = {
    "ru": ("Новруз байрамы, Рамазан байрамы", "перенесённый день отдыха"),
    "en": ("Novruz, Eid al-Fitr", "moved day of rest"),
}


@time_machine.travel("2026-10-01T08:00:00+00:00", tick=False)
def test_the_calendar_names_its_days_in_the_readers_language_and_own_ones_as_typed(
    desk: Desk, language: str
) -> None:
    head, administrator = Player(desk.open(Role.CENTRE_HEAD)), Player(desk.open(Role.ADMINISTRATOR))
    own = {"day": "14.10.2026", "working": "no", "name": "əlavə bayram", "kind": "holiday"}
    effect = head.client.post("/law/days", data={**own, "source": "NK", "reason": "Qərar."}).location
    for player in (head, administrator):
        player.client.post("/language", data={"language": language})
    assert "14.10.2026" in head.opens(effect)
    assert ": əlavə bayram." in head.opens(effect)
    assert administrator.client.post(f"{effect}/confirm").status_code == 303
    shown = head.opens("/law/calendar?year=2026")
    for name in (*NAMES[language], "əlavə bayram"):
        assert name in shown
    assert "bayramı" not in shown
    assert "istirahət" not in shown
