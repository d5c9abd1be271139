"""What a notice to the applicant says, by its purpose (pure).

1308-IVQ obliges the body to tell of an extension (10.2), of forwarding (7.10) and, with the reasons, of leaving
the appeal unconsidered (8); 1024-IIQ of an unclear request (24.4). The text is a draft: a person reads it first.
"""

import re
from collections.abc import Mapping
from datetime import date
from string import Template

from callcenter.appeals.vocabulary import Purpose

# What a person wrote ends its sentence itself.
_TWO_STOPS = re.compile(r"([.?!])\.")

TEXTS: Mapping[Purpose, Mapping[str, str]] = {
    Purpose.EXTENDED: {
        "az": "Hörmətli müraciət edən! $number nömrəli müraciətinizə baxılma müddəti uzadılıb. Səbəb: $reason. Yeni müddət: $due. Əsas: $basis.",
        "ru": "Уважаемый заявитель! Срок рассмотрения Вашего обращения № $number продлён. Причина: $reason. Новый срок: $due. Основание: $basis.",
        "en": "Dear applicant, the time for answering your appeal $number has been extended. Reason: $reason. New due date: $due. Basis: $basis.",
    },
    Purpose.FORWARDED: {
        "az": "Hörmətli müraciət edən! $number nömrəli müraciətiniz aidiyyəti üzrə göndərilib: $body, $letter nömrəli məktub, $day. Əsas: $basis.",
        "ru": "Уважаемый заявитель! Ваше обращение № $number направлено по принадлежности: $body, письмо № $letter от $day. Основание: $basis.",
        "en": "Dear applicant, your appeal $number has been forwarded to the competent body: $body, letter No $letter of $day. Basis: $basis.",
    },
    Purpose.CLARIFICATION: {
        "az": "Hörmətli müraciət edən! $number nömrəli müraciətinizə baxmaq üçün bunu dəqiqləşdirməyiniz xahiş olunur: $question. Əsas: $basis.",
        "ru": "Уважаемый заявитель! Для рассмотрения Вашего обращения № $number просим уточнить: $question. Основание: $basis.",
        "en": "Dear applicant, to consider your appeal $number we need you to clarify: $question. Basis: $basis.",
    },
    Purpose.UNCONSIDERED: {
        "az": "Hörmətli müraciət edən! $number nömrəli müraciətiniz baxılmamış saxlanılıb. Əsas: $ground ($basis). $reason Bu səbəb aradan qalxdıqda müraciətinizə baxılması davam etdiriləcək. Qərardan inzibati qaydada və ya məhkəməyə şikayət verə bilərsiniz.",
        "ru": "Уважаемый заявитель! Ваше обращение № $number оставлено без рассмотрения. Основание: $ground ($basis). $reason Если эта причина отпадёт, рассмотрение будет продолжено. Решение можно обжаловать в административном порядке или в суде.",
        "en": "Dear applicant, your appeal $number has been left unconsidered. Ground: $ground ($basis). $reason When this reason is gone, its consideration will go on. You may challenge the decision administratively or in court.",
    },
    Purpose.RESUMED: {
        "az": "Hörmətli müraciət edən! $number nömrəli müraciətinizə baxılması davam etdirilir. Cavabın müddəti: $due.",
        "ru": "Уважаемый заявитель! Рассмотрение Вашего обращения № $number продолжено. Срок ответа: $due.",
        "en": "Dear applicant, the consideration of your appeal $number goes on. Answer due: $due.",
    },
    Purpose.INVITED: {
        "az": "Hörmətli müraciət edən! $number nömrəli müraciətinizlə bağlı qəbula dəvət olunursunuz: $day, saat $time, $place. Qəbul edir: $official.",
        "ru": "Уважаемый заявитель! В связи с Вашим обращением № $number приглашаем Вас на приём: $day, $time, $place. Приём ведёт: $official.",
        "en": "Dear applicant, in connection with your appeal $number you are invited to a reception: $day, $time, $place. You will be received by: $official.",
    },
    Purpose.MERGED: {
        "az": "Hörmətli müraciət edən! $number nömrəli müraciətiniz eyni məsələyə dair $main nömrəli müraciətinizə birləşdirilib. Hər ikisinə vahid cavab veriləcək, müddət: $due.",
        "ru": "Уважаемый заявитель! Ваше обращение № $number объединено с обращением № $main по тому же вопросу. На оба будет дан единый ответ, срок: $due.",
        "en": "Dear applicant, your appeal $number has been joined to your appeal $main on the same matter. Both will get one answer, due: $due.",
    },
    Purpose.ACKNOWLEDGED: {
        "az": "Məlumatınız $number nömrəsi ilə qeydə alınıb, tarix: $day. Məlumat məxfi saxlanılır.",
        "ru": "Ваше сообщение зарегистрировано под № $number, дата: $day. Сведения хранятся конфиденциально.",
        "en": "Your report has been registered under number $number on $day. It is kept confidential.",
    },
}

SUBJECTS: Mapping[str, str] = {
    "az": "$number nömrəli müraciətiniz",
    "ru": "Ваше обращение № $number",
    "en": "Your appeal $number",
}


# What stands before the due date of an answer, in the texts that name it.
_NAMES_DUE = re.compile(r"[^$.]*(?=\$due\b)")
_DAY = r"\d\d\.\d\d\.\d{4}"


def subject_of(number: str, language: str) -> str:
    """Return the subject of a mail about an appeal: the number that its applicant knows, and nothing else."""
    return Template(SUBJECTS.get(language, SUBJECTS["az"])).substitute(number=number)


def text_of(purpose: Purpose, language: str, values: Mapping[str, str]) -> str:
    """Return the notice in the language (az where it is not ours); KeyError when a value is missing."""
    texts = TEXTS[purpose]
    text = Template(texts.get(language, texts["az"])).substitute(values)
    return _TWO_STOPS.sub(r"\1", text)


def with_due(text: str, purpose: Purpose, language: str, due: date) -> str:
    """Return a drafted notice with this due date of the answer in place of the one that it names, if it names one."""
    texts = TEXTS[purpose]
    named = _NAMES_DUE.search(texts.get(language, texts["az"]))
    if named is None:
        return text
    return re.sub(f"({re.escape(named[0])}){_DAY}", rf"\g<1>{due:%d.%m.%Y}", text)
