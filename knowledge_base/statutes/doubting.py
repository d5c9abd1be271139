"""The sentences in which the reading of a statute doubts, and the sentence back from what is kept of it (pure).

A doubt is kept as it was said, in Azerbaijani: it belongs to what was understood of the text, whoever reads it
later. Who shows it in another language asks `as_said` which sentence it was.
"""

import re

from callcenter.core.wording import Sentence, say
from knowledge_base.statutes.statute import Doubt

OUT_OF_TURN = say(
    "%(chapter)s nömrəli fəsil ardıcıllığı pozur: %(expected)s nömrəli fəsil gözlənilirdi.",
)
NUMBER_READ_ON = say("«%(line)s» sətri nömrə ilə başlayır, amma əvvəlki cümlənin davamı kimi oxundu.")
NO_CHAPTERS = say("Fəsil başlıqları yoxdur: bəndlər bir fəsil kimi oxundu.")
STARTS_OVER = say(
    "%(chapter)s nömrəli fəsildə bəndlərin nömrəsi yenidən 1-dən başlayır; açarlarına /2, /3 əlavə olundu."
)
OTHER_CHAPTER = say("%(clause)s nömrəli bənd %(chapter)s nömrəli fəslin içindədir.")
UNHEADED = say("%(chapter)s nömrəli fəslin nömrələnmiş başlığı yoxdur.")
NO_ITEM = say("Siyahıda %(lost)s nömrəli hissə yoxdur: %(last)s nömrədən sonra %(next)s gəlir.")
PARAGRAPH_WITHIN = say("%(clause)s nömrəli bəndin içində nömrəsiz abzas ola bilər: «%(line)s…».")
PARAGRAPH_IN_CHAPTER = say("%(chapter)s nömrəli fəsildə nömrəsiz abzas var: «%(line)s…».")
STRAY_NUMBER = say(
    "«%(number)s.» ilə başlayan abzas nə fəsil başlığı, nə də bənddir; %(clause)s bəndinə qatıldı."
)
STRAY_CLAUSE = say(
    "«%(number)s.» ilə başlayan abzas nə fəsil başlığı, nə də bənddir; %(clause)s bəndinə qatıldı (yəqin ki, %(meant)s bəndidir)."
)
NO_DUTIES = say("«%(unit)s» strukturda var, amma vəzifələri ayrıca yazılmayıb.")
NOT_LISTED = say("«%(unit)s» vəzifələri yazılıb, amma struktur siyahısında adı yoxdur.")
CYRILLIC = say("Mətn kiril əlifbası ilə yazılıb və latın qrafikasına çevrilib; adların yazılışını yoxlayın.")
NUMBERED_ABOVE = say(
    "«%(line)s» ilə başlayan, nömrələnmiş %(count)s abzas bəndlərə daxil edilmədi.",
)
NAMELESS_UNIT = say("Struktur bölmənin adı oxunmadı: bəndlər heç bir bölməyə aid edilmədi.")
NO_TITLE = say("Əsasnamənin adı mətndə yazılmayıb.")
NO_ACT = say("Təsdiq edən aktın nömrəsi və tarixi mətndə yazılmayıb.")
EMPTY_PAGE = say("Səhifədə mətn yoxdur: boşdur və ya skan edilmiş şəkildir.")
COLUMNS = say("Səhifədə mətn iki sütunla yazılıb; sütunların ardıcıllığını yoxlayın.")
CUT_NUMBER = say("«%(line)s» sətrinin nömrəsi yarımçıqdır: sətir qırılıb, bənd itmiş ola bilər.")
INNER_NUMBER = say(
    "%(clause)s nömrəli bəndin mətnində %(inner)s nömrəsi var: bir abzasda bir neçə bənd ola bilər."
)
REPEATED = say("%(number)s nömrəsi təkrarlanır; bu bənd %(key)s kimi qeyd olundu.")
USED_OTHERWISE = say("%(number)s nömrəsi başqa yazılışla artıq işlənib.")
ODD_SPELLING = say("%(number)s nömrəsi qeyri-adi yazılıb; yəqin ki, %(meant)s nəzərdə tutulub.")
OUT_OF_PLACE = say("%(clause)s nömrəli bənd öz yerində deyil: %(last)s nömrəli bənddən sonra gəlir.")
NO_PARENT = say("%(lost)s nömrəli bənd yoxdur: %(clause)s nömrəli bənd var.")
ONE_LOST = say("%(lost)s nömrəli bənd yoxdur: %(last)s nömrəli bənddən sonra %(clause)s gəlir.")
FIRST_LOST = say("%(lost)s nömrəli bənd yoxdur: ilk bənd %(clause)s gəlir.")
SOME_LOST = say("%(lost)s–%(final)s nömrəli bəndlər yoxdur: %(last)s nömrəli bənddən sonra %(clause)s gəlir.")
FIRST_SOME_LOST = say("%(lost)s–%(final)s nömrəli bəndlər yoxdur: ilk bənd %(clause)s gəlir.")
NO_ACT_NUMBER = say("Dəyişiklik edən aktın nömrəsi və ya tarixi tapılmadı.")
STRAY_SOURCE = say("Siyahıya aid olmayan sətir nəzərə alınmadı: «%(line)s».")
NOTE_UNMARKED = say("[%(number)s] qeydinin mətndə işarəsi yoxdur.")
MARK_UNNOTED = say("[%(number)s] işarəsinin qeydi yoxdur.")
CONTENTS = say("Mündəricat kimi oxunan %(count)s sətir bəndlərə daxil edilmədi.")
APPENDIX = say("«%(line)s» və ondan sonrakı %(count)s sətir bəndlərə daxil edilmədi.")
HEAD_LEFT_OUT = say("«%(line)s» başlığı bölgüyə daxil edilmədi.")
CHAPTER_LEFT_OUT = say("«%(line)s» başlığı bölgüyə daxil edilmədi: bəndlər maddələr üzrə nömrələnib.")
UNNUMBERED_HEAD = say("«%(line)s» başlığının nömrəsi yazılmayıb; %(chapter)s nömrəli fəsil kimi sayıldı.")
OTHER_NAME = say(
    "Mətndə qurumun adı «%(name)s» yazılıb, əsasnamə isə «%(kept)s» qurumunundur: qurum dəyişmədi."
)
FOUNDED = say("Yeni dövlət qurumu yaradılır: «%(name)s» (%(code)s).")

AT_CHAPTER = say("fəsil %(number)s")
AT_PAGE = say("səhifə %(number)s")
AT_SOURCE = say("mənbə %(number)s")
AT_SOURCES = say("mənbə sənədlərinin siyahısı")
AT_HEAD = say("başlıq")
AT_LETTERS = say("əlifba")
AT_CONTENTS = say("mündəricat")

_VALUE = re.compile(r"%\\\((\w+)\\\)s")


def doubt(what: Sentence, where: Sentence | str, **values: object) -> Doubt:
    """Return the doubt in words; a place that is no sentence is a number, a name or a line of the text itself."""
    return Doubt(str(Sentence(what.text, values)), str(where))


def at(place: Sentence, number: object) -> Sentence:
    """Return a numbered place."""
    return Sentence(place.text, {"number": number})


def as_said(kept: str) -> Sentence:
    """Return which sentence was kept, with its values; a place that is none comes back as it is."""
    for pattern, text in _PATTERNS:
        if found := pattern.fullmatch(kept):
            return Sentence(text, found.groupdict())
    return Sentence("%(kept)s", {"kept": kept})


def _pattern(said: Sentence) -> re.Pattern[str]:
    return re.compile(_VALUE.sub(r"(?P<\1>.+?)", re.escape(said.text)), re.DOTALL)


# A sentence that is always the same is known before one that could hold it as its value.
_PATTERNS = sorted(
    ((_pattern(said), said.text) for said in list(globals().values()) if isinstance(said, Sentence)),
    key=lambda pair: pair[0].groups,
)
