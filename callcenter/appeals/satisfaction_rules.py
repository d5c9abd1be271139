"""What is asked of an applicant whose appeal is closed, in which words, and which answers count (pure)."""

from collections.abc import Mapping
from string import Template

from callcenter.core.wording import Sentence, say

RATINGS = range(1, 6)
SATISFIED_FROM = 4
COMMENT_LIMIT = 1000
_MAILS: Mapping[str, str] = {
    "az": "Hörmətli müraciət edən!\n\n$number nömrəli müraciətinizə baxılması başa çatıb. Xidmətimizi necə qiymətləndirdiyinizi bilmək istəyirik: üç qısa sual, bir dəqiqə.\n\n$address\n\nKeçid birdəfəlikdir və $days gün etibarlıdır. Cavab vermək məcburi deyil.",
    "ru": "Уважаемый заявитель!\n\nРассмотрение Вашего обращения № $number завершено. Просим оценить нашу работу: три коротких вопроса, одна минута.\n\n$address\n\nСсылка одноразовая и действует $days дней. Отвечать не обязательно.",
    "en": "Dear applicant,\n\nYour appeal $number has been closed. We would like to know how we did: three short questions, one minute.\n\n$address\n\nThe link works once and for $days days. You do not have to answer.",
}


def mail_of(number: str, address: str, days: int, language: str) -> str:
    """Return the mail that asks, in the language of the appeal (az where it is not ours)."""
    words = Template(_MAILS.get(language, _MAILS["az"]))
    return words.substitute(number=number, address=address, days=days)


def faults(rating: int | None, solved: bool | None, comment: str) -> dict[str, Sentence]:
    """Return what is missing or too long in an answer, by field."""
    found: dict[str, Sentence] = {}
    if rating not in RATINGS:
        found["rating"] = say("1-dən 5-dək qiymət seçin.")
    if solved is None:
        found["solved"] = say("Məsələnin həll olunub-olunmadığını seçin.")
    if len(comment) > COMMENT_LIMIT:
        found["comment"] = say("Rəy ən çoxu %(limit)d simvol ola bilər.", limit=COMMENT_LIMIT)
    return found
