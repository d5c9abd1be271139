"""What a reading doubts is kept in Azerbaijani, and known again by who shows it in another language."""

import re

import pytest

from callcenter.core.wording import Sentence
from knowledge_base.statutes import doubting
from knowledge_base.statutes.doubting import as_said, at, doubt
from knowledge_base.statutes.parsing import parse

SENTENCES = {name: said for name, said in vars(doubting).items() if isinstance(said, Sentence)}
VALUES = ["3.1.2", "«Əlavə» [7] (100 %)"]

ODD = """1. Ümumi müddəalar
1.1. Şöbə bu Əsasnaməni rəhbər tutur.[9]
1.4. Şöbə yollara baxır.
3. Şöbənin vəzifələri
3.1. Şöbənin vəzifələri aşağıdakılardır:
3.1.2. yolları ölçür;
3.1.2. körpüləri sayır;
3.1.01. tunelləri yoxlayır."""


@pytest.mark.parametrize("name", SENTENCES)
@pytest.mark.parametrize("value", VALUES)
def test_each_sentence_of_doubt_is_known_again(name: str, value: str) -> None:
    text = SENTENCES[name].text
    values = {field: f"{value}{place}" for place, field in enumerate(re.findall(r"%\((\w+)\)s", text))}
    kept = doubt(SENTENCES[name], "başlıq", **values).what
    assert as_said(kept) == Sentence(text, values)


def test_whatever_a_reading_doubts_is_known_again() -> None:
    doubts = parse(ODD, code="900").doubts
    assert len(doubts) > 5
    known = {said.text for said in SENTENCES.values()}
    assert {as_said(one.what).text for one in doubts} <= known


def test_a_place_that_is_a_number_or_a_name_stays_what_it_is() -> None:
    assert str(as_said("3.1.2")) == "3.1.2"
    assert as_said("fəsil II") == at(doubting.AT_CHAPTER, "II")
