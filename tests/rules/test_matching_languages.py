"""Callers who speak Russian or English reach the same competences. The appeals are invented."""

import pytest

from knowledge_base.catalogue import cards_of, read_catalogue
from knowledge_base.matching.index import Index

DEPARTMENT, ORGANISATIONS = "Beynəlxalq əlaqələr şöbəsi", "Beynəlxalq təşkilatlarla iş sektoru"
PROTOCOL, STATES = "Protokol sektoru", "Xarici dövlətlərlə əlaqələr sektoru"
STAFF, RECRUITMENT = "Kadrlar və kadr hazırlığı idarəsi", "Xidmətə qəbul və tədris şöbəsi"
CALLS, GOVERNANCE = "Çağrı mərkəzinin işinin təşkili sektoru", "Elektron idarəetmə şöbəsi"
SOFTWARE, NETWORK = (
    "Elektron sistemlər və proqram təminatı sektoru",
    "Şəbəkə və əməliyyat sistemlərini idarəetmə sektoru",
)

RUSSIAN = [
    ("Кто согласует проекты международных договоров министерства труда до подписания?", DEPARTMENT),
    ("Наш отдел ведёт переписку с заграницей, кто координирует международную корреспонденцию?", DEPARTMENT),
    ("Министр летит за рубеж, кто оформляет билеты и программу поездки?", DEPARTMENT),
    ("Куда сдавать отчёт о загранкомандировке сотрудника, начальник требует?", DEPARTMENT),
    ("Хотим связаться с ЮНИСЕФ через ваше министерство, кто с ними работает?", ORGANISATIONS),
    ("Когда сдадите очередной доклад в МОТ по ратифицированной конвенции?", ORGANISATIONS),
    ("Сколько министерство платит взносов за членство в международных организациях?", ORGANISATIONS),
    ("Проект техпомощи Всемирного банка застрял, кто за него отвечает?", ORGANISATIONS),
    ("Куда девают подарки, которые дарят министру на встречах?", PROTOCOL),
    ("Отправили министру поздравление с юбилеем, его зарегистрировали?", PROTOCOL),
    ("На столе переговоров флаги стояли неправильно, кто это проверяет?", PROTOCOL),
    ("Кто будет встречать гостей на официальном приёме и рассаживать за столом?", PROTOCOL),
    ("Есть ли соглашение с Турцией о пенсиях трудовых мигрантов?", STATES),
    ("Посольство Германии хочет встретиться с руководством министерства, с кем договариваться?", STATES),
    ("Когда следующее заседание межправкомиссии с Узбекистаном?", STATES),
    ("Делегация из Грузии приезжает по вашему приглашению, кто их сопровождает?", STATES),
    ("Мне не присвоили очередное звание в миграционной службе, хотя срок вышел.", STAFF),
    ("Как считается выслуга лет для сотрудника миграционной службы?", STAFF),
    ("Мне объявили выговор несправедливо, кто оформлял приказ о взыскании?", STAFF),
    ("Ухожу на пенсию по возрасту из миграционной службы, какие бумаги нужны?", STAFF),
    ("Когда будет аттестация сотрудников миграционной службы?", STAFF),
    ("Когда объявят конкурс на поступление на службу в миграцию?", RECRUITMENT),
    (
        "Студент вуза, хочу пройти практику в миграционной службе, куда нести письмо из университета?",
        RECRUITMENT,
    ),
    ("Уволился из миграционной службы, где теперь моё личное дело, в архиве?", RECRUITMENT),
    ("Какие экзамены сдают после курсов в учебном центре миграционной службы?", RECRUITMENT),
    ("Два часа не могу дозвониться на горячую линию министерства экономики.", CALLS),
    ("Оператор бросил трубку и нагрубил, хочу пожаловаться на работника колл-центра.", CALLS),
    ("Хочу открыть своё дело, подскажите, с чего начать предпринимателю?", CALLS),
    ("Моё обращение зарегистрировали три недели назад, какой у него номер и когда ответят?", CALLS),
    (
        "Почему в министерстве до сих пор бумажный документооборот, когда перейдёте на электронный?",
        GOVERNANCE,
    ),
    ("Кто отвечает за защиту персональных данных граждан в министерстве экономики?", GOVERNANCE),
    ("Во внутреннем портале сотрудники ничего не находят, улучшите интранет.", GOVERNANCE),
    ("Сайт министерства экономики постоянно виснет и выдаёт ошибку.", SOFTWARE),
    ("На сайте выложили секретный документ, срочно уберите!", SOFTWARE),
    ("Нашему управлению нужна новая программа для учёта, кто её напишет?", SOFTWARE),
    ("Программа не понимает азербайджанские буквы, исправьте.", SOFTWARE),
    ("В кабинете министерства пропал интернет, вайфай не ловит.", NETWORK),
    ("Письма на почту министерства возвращаются обратно, сервер не принимает.", NETWORK),
    ("Компьютеры старые, когда заменят оборудование в отделе?", NETWORK),
    ("Между управлениями не передаются файлы по локальной сети.", NETWORK),
]
ENGLISH = [
    ("Who drafts international treaties for the labour ministry?", DEPARTMENT),
    ("Which department coordinates international correspondence of the ministry?", DEPARTMENT),
    ("We are from UNICEF and want to meet the person responsible for cooperation.", ORGANISATIONS),
    ("When will the report on ratified ILO conventions be submitted?", ORGANISATIONS),
    ("What happens to gifts presented to the minister?", PROTOCOL),
    ("Who greets guests at the official reception of the minister?", PROTOCOL),
    ("Is there a bilateral agreement with Germany on social protection?", STATES),
    ("The embassy of Japan would like to arrange a meeting with the ministry.", STATES),
    ("My special rank in the migration service was not awarded on time.", STAFF),
    ("How is the length of service calculated for migration officers?", STAFF),
    ("When is the next competition for joining the migration service?", RECRUITMENT),
    ("I am a university student looking for an internship at the migration service.", RECRUITMENT),
    ("I cannot get through to the hotline, the operator never answers.", CALLS),
    ("I want to start a business, what should I do first?", CALLS),
    (
        "Please protect personal data better, who is responsible for it in the ministry of economy?",
        GOVERNANCE,
    ),
    ("When will the ministry switch to electronic document flow?", GOVERNANCE),
    ("The website of the ministry of economy shows an error and does not open.", SOFTWARE),
    ("Our department needs new software, who develops it?", SOFTWARE),
    ("There is no internet in the ministry building, wifi is down.", NETWORK),
    ("E-mails sent to the ministry mailbox come back, the mail server does not work.", NETWORK),
]


@pytest.fixture(scope="module")
def index() -> Index:
    return Index.build(cards_of(read_catalogue()))


def shares(index: Index, appeals: list[tuple[str, str]]) -> tuple[float, float]:
    """The shares of the appeals whose unit comes first, and among the first three."""
    first = within = 0
    for text, unit in appeals:
        units = list(dict.fromkeys(candidate.unit for candidate in index.rank(text, limit=10).candidates))
        first += units[0] == unit
        within += unit in units[:3]
    return first / len(appeals), within / len(appeals)


# Matters of other bodies.
ELSEWHERE = [
    "The bus never comes on time, the driver is rude.",
    "There is no water in our building for three days.",
    "My neighbour makes noise every night, please send the police.",
    "I want to exchange the phone I bought, the shop refuses.",
    "Пенсию за этот месяц не перечислили, карта пустая.",
    "Во дворе яма на дороге, асфальт провалился.",
    "Участковый врач не пришёл к ребёнку.",
    "Магазин не принимает назад бракованный телефон.",
]


def test_russian_appeals_reach_their_units(index: Index) -> None:
    first, within = shares(index, RUSSIAN)
    assert first >= 0.9
    assert within >= 0.97


def test_english_appeals_reach_their_units(index: Index) -> None:
    first, within = shares(index, ENGLISH)
    assert first >= 0.65
    assert within >= 0.9


def test_scope_is_told_in_every_language(index: Index) -> None:
    ours = [index.rank(text).out_of_scope for text, _ in RUSSIAN + ENGLISH]
    others = [index.rank(text).out_of_scope for text in ELSEWHERE]
    assert sum(strange < 0.5 for strange in ours) >= 0.95 * len(ours)
    assert sum(strange >= 0.5 for strange in others) >= 0.75 * len(others)
