"""The ready texts that are shipped with the product, in our own words (pure)."""

from collections.abc import Mapping
from dataclasses import dataclass

from callcenter.appeals.vocabulary import Kind, Outcome


@dataclass(frozen=True)
class Shipped:
    """A ready text: its code, what it fits, and by language its title and words."""

    code: str
    texts: Mapping[str, tuple[str, str]]
    kind: Kind | None = None
    outcome: Outcome | None = None


SHIPPED = (
    Shipped(
        "explained",
        {
            "az": (
                "İzahat verilir",
                "Hörmətli {müraciət edən}!\n\n{tarix} tarixli, {nömrə} nömrəli müraciətinizə baxıldı. Bildiririk ki, […].\n\nBu məsələ üzrə əlavə sualınız olarsa, müraciətinizin nömrəsini göstərməklə çağrı mərkəzinə zəng edə bilərsiniz.",
            ),
            "ru": (
                "Даётся разъяснение",
                "Уважаемый(ая) {müraciət edən}!\n\nВаше обращение № {nömrə} от {tarix} рассмотрено. Сообщаем, что […].\n\nЕсли у Вас останутся вопросы, позвоните в колл-центр и назовите номер обращения.",
            ),
            "en": (
                "Explanation",
                "Dear {müraciət edən},\n\nYour appeal {nömrə} of {tarix} has been considered. We inform you that […].\n\nIf you have further questions, please call the call centre and give the number of your appeal.",
            ),
        },
        outcome=Outcome.EXPLAINED,
    ),
    Shipped(
        "satisfied",
        {
            "az": (
                "Müraciət təmin edildi",
                "Hörmətli {müraciət edən}!\n\n{tarix} tarixli, {nömrə} nömrəli müraciətinizdə qaldırdığınız məsələ {bölmə} tərəfindən araşdırıldı və həll edildi: […].\n\nNəticədə çatışmazlıq görsəniz, 30 gün ərzində bizə bildirin, müraciətinizə yenidən baxılacaq.",
            ),
            "ru": (
                "Обращение удовлетворено",
                "Уважаемый(ая) {müraciət edən}!\n\nВопрос, поднятый в Вашем обращении № {nömrə} от {tarix}, изучен и решён ({bölmə}): […].\n\nЕсли Вы обнаружите недостатки, сообщите нам в течение 30 дней, и мы вернёмся к обращению.",
            ),
            "en": (
                "Appeal granted",
                "Dear {müraciət edən},\n\nThe matter of your appeal {nömrə} of {tarix} was examined and resolved by {bölmə}: […].\n\nIf something is still wrong, tell us within 30 days and we shall look at it again.",
            ),
        },
        outcome=Outcome.SATISFIED,
    ),
    Shipped(
        "partly-satisfied",
        {
            "az": (
                "Müraciət qismən təmin edildi",
                "Hörmətli {müraciət edən}!\n\n{tarix} tarixli, {nömrə} nömrəli müraciətinizə baxıldı. Müraciətinizin bu hissəsi təmin edildi: […].\n\nQalan hissə aşağıda göstərilən səbəblərə görə təmin edilmədi.",
            ),
            "ru": (
                "Обращение удовлетворено частично",
                "Уважаемый(ая) {müraciət edən}!\n\nВаше обращение № {nömrə} от {tarix} рассмотрено. Удовлетворено следующее: […].\n\nОстальная часть не удовлетворена по причинам, указанным ниже.",
            ),
            "en": (
                "Appeal granted in part",
                "Dear {müraciət edən},\n\nYour appeal {nömrə} of {tarix} has been considered. This part was granted: […].\n\nThe rest could not be granted for the reasons below.",
            ),
        },
        outcome=Outcome.PARTLY_SATISFIED,
    ),
    Shipped(
        "refused",
        {
            "az": (
                "Müraciət əsassız sayıldı",
                "Hörmətli {müraciət edən}!\n\n{tarix} tarixli, {nömrə} nömrəli müraciətiniz {bölmə} tərəfindən araşdırıldı. Müraciətiniz aşağıda göstərilən səbəblərə görə təmin edilə bilmir.",
            ),
            "ru": (
                "Обращение признано необоснованным",
                "Уважаемый(ая) {müraciət edən}!\n\nВаше обращение № {nömrə} от {tarix} изучено ({bölmə}). Удовлетворить его не представляется возможным по причинам, указанным ниже.",
            ),
            "en": (
                "Appeal not granted",
                "Dear {müraciət edən},\n\nYour appeal {nömrə} of {tarix} was examined by {bölmə}. It cannot be granted for the reasons below.",
            ),
        },
        outcome=Outcome.REFUSED,
    ),
    Shipped(
        "information-given",
        {
            "az": (
                "Sorğu üzrə informasiya verilir",
                "Hörmətli {müraciət edən}!\n\n{tarix} tarixli, {nömrə} nömrəli sorğunuza cavab olaraq istədiyiniz informasiyanı təqdim edirik: […].",
            ),
            "ru": (
                "Сведения по запросу предоставлены",
                "Уважаемый(ая) {müraciət edən}!\n\nВ ответ на Ваш запрос № {nömrə} от {tarix} предоставляем запрошенные сведения: […].",
            ),
            "en": (
                "Information provided",
                "Dear {müraciət edən},\n\nIn reply to your request {nömrə} of {tarix} we provide the information you asked for: […].",
            ),
        },
        kind=Kind.INQUIRY,
        outcome=Outcome.SATISFIED,
    ),
    Shipped(
        "information-refused",
        {
            "az": (
                "İnformasiya verilməsindən imtina",
                "Hörmətli {müraciət edən}!\n\n{tarix} tarixli, {nömrə} nömrəli sorğunuzda istədiyiniz informasiyanın əldə olunması qanunla məhdudlaşdırılıb və o, Sizə təqdim edilə bilmir. İmtinanın səbəbləri və hüquqi əsası aşağıda göstərilir.",
            ),
            "ru": (
                "Отказ в предоставлении сведений",
                "Уважаемый(ая) {müraciət edən}!\n\nДоступ к сведениям, запрошенным Вами (№ {nömrə} от {tarix}), ограничен законом, и они не могут быть предоставлены. Причины и правовое основание отказа указаны ниже.",
            ),
            "en": (
                "Information refused",
                "Dear {müraciət edən},\n\nAccess to the information you asked for ({nömrə} of {tarix}) is restricted by law and it cannot be provided. The reasons and the legal basis of the refusal are given below.",
            ),
        },
        kind=Kind.INQUIRY,
        outcome=Outcome.REFUSED,
    ),
    Shipped(
        "proposal-considered",
        {
            "az": (
                "Təklif nəzərdən keçirildi",
                "Hörmətli {müraciət edən}!\n\n{tarix} tarixli, {nömrə} nömrəli təklifiniz {bölmə} tərəfindən nəzərdən keçirildi. Nəticə: […].\n\nQurumumuzun işinin yaxşılaşdırılmasına göstərdiyiniz diqqətə görə təşəkkür edirik.",
            ),
            "ru": (
                "Предложение рассмотрено",
                "Уважаемый(ая) {müraciət edən}!\n\nВаше предложение № {nömrə} от {tarix} рассмотрено ({bölmə}). Результат: […].\n\nБлагодарим Вас за внимание к нашей работе.",
            ),
            "en": (
                "Proposal considered",
                "Dear {müraciət edən},\n\nYour proposal {nömrə} of {tarix} was considered by {bölmə}. The result: […].\n\nThank you for helping us to work better.",
            ),
        },
        kind=Kind.PROPOSAL,
        outcome=Outcome.EXPLAINED,
    ),
    Shipped(
        "complaint-upheld",
        {
            "az": (
                "Şikayət əsaslı sayıldı",
                "Hörmətli {müraciət edən}!\n\n{tarix} tarixli, {nömrə} nömrəli şikayətiniz araşdırıldı və göstərdiyiniz faktlar təsdiqini tapdı. Pozulmuş hüququnuzun bərpası üçün görülən tədbirlər: […].\n\nBaş verənlərə görə üzr istəyirik.",
            ),
            "ru": (
                "Жалоба признана обоснованной",
                "Уважаемый(ая) {müraciət edən}!\n\nВаша жалоба № {nömrə} от {tarix} изучена, изложенные факты подтвердились. Для восстановления Ваших прав приняты меры: […].\n\nПриносим извинения за случившееся.",
            ),
            "en": (
                "Complaint upheld",
                "Dear {müraciət edən},\n\nYour complaint {nömrə} of {tarix} was examined and the facts you stated were confirmed. To restore your rights we have: […].\n\nWe apologise for what happened.",
            ),
        },
        kind=Kind.COMPLAINT,
        outcome=Outcome.SATISFIED,
    ),
    Shipped(
        "status-told",
        {
            "az": (
                "Müraciətin vəziyyəti (xətdə)",
                "{nömrə} nömrəli müraciətiniz {tarix} tarixində qeydə alınıb və {bölmə} tərəfindən araşdırılır. Cavab ən geci {cavab müddəti} tarixinədək veriləcək.",
            ),
            "ru": (
                "Состояние обращения (на линии)",
                "Ваше обращение № {nömrə} зарегистрировано {tarix} и рассматривается ({bölmə}). Ответ будет дан не позднее {cavab müddəti}.",
            ),
            "en": (
                "Status of the appeal (on the line)",
                "Your appeal {nömrə} was registered on {tarix} and is being examined by {bölmə}. You will have an answer by {cavab müddəti} at the latest.",
            ),
        },
        outcome=Outcome.EXPLAINED,
    ),
)
