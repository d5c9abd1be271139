"""Nobody finds out that they are complained of by searching or by trying acts: every form is sent by the accused."""

import pytest

from tests.clauses import clause
from tests.web.crawling import found_in
from tests.web.hidden_past import CALLER, PHONE, TOLD, WORD
from tests.web.personas import ASKING, World

# The fields by which something can be looked for.
STORED = {"calls.order", "articles.watch"}  # these keep what was typed and show it to who typed it
FIELDS = ("words", "text", "query", "q", "name", "number", "caller.phone", "caller.name")


@clause("002:5.4.7", "003:3.0.9")
@pytest.mark.parametrize("world", ASKING, indirect=True)
def test_no_search_tells_the_accused(world: World) -> None:
    told, asked = [], set[str]()
    for endpoint, address in world.addresses("POST"):
        if any(number in address for number in world.crawl.numbers):
            continue
        # What an address with an id or a code does with words it does for one as for all.
        if endpoint in asked | STORED:
            continue
        asked.add(endpoint)
        for typed in (WORD, PHONE, CALLER, world.numbers[0]):
            # Only the typed words may come back.
            plain = typed.replace(" ", "")
            secrets = [one for one in world.secrets if one not in typed and one not in plain]
            told += world.leaks("POST", address, secrets, data=dict.fromkeys(FIELDS, typed))
    assert told == []


@clause("002:5.4.7")
@pytest.mark.parametrize("world", ASKING, indirect=True)
def test_no_act_finds_the_appeal(world: World) -> None:
    for _, address in world.addresses("POST"):
        if not any(f"/{number}/" in address for number in world.numbers):
            continue
        if address.startswith("/api/"):
            continue
        response = world.client.post(address, data={"version": "1"})
        assert response.status_code in {403, 404}, address
        assert found_in(response, (*TOLD, WORD)) == []
