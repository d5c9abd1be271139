"""Two invented questions for each shipped article, worded otherwise than its own, some without diacritics or in Russian."""

QUESTIONS: dict[str, tuple[str, str]] = {
    "sole-trader-registration": (
        "Bərbərxana açacağam, rəsmi işləmək üçün VÖEN-i kim verir?",
        "ferdi sahibkar olmaq isteyirem, qeydiyyata dusmek ucun ne lazimdir",
    ),
    "llc-registration": (
        "İki nəfər birlikdə MMC təsis etmək istəyirik, qeydiyyatı onlayn mümkündürmü?",
        "Хотим с партнёром учредить ООО, как его зарегистрировать?",
    ),
    "closing-business": (
        "Dükanı bağladım, VÖEN-im qalıb, onu ləğv etmək istəyirəm.",
        "mueyyen muddet islemeyecem, sahibkarliq fealiyyetini dayandirmaq ucun erize nece verilir",
    ),
    "simplified-tax": (
        "Kiçik kafem var, sadələşdirilmiş vergi ilə işləyə bilərəm?",
        "illik dovriyyem heddi kecmir, sadelesdirilmis vergini nece odeyim",
    ),
    "e-signature": (
        "Telefonuma elektron imza qoşmaq istəyirəm, ASAN İmza yaxşıdır, yoxsa SİMA?",
        "asan imzanin sertifikatinin vaxti bitib, tezelemek lazimdir",
    ),
    "e-service-login": (
        "Elektron xidmətə daxil olanda səhifə xəta verir, kabinet açılmır.",
        "Не получается войти в личный кабинет электронных услуг, пишет ошибку.",
    ),
    "state-duty-payment": (
        "Dövlət rüsumunu səhvən artıq köçürmüşəm, geri qaytarmaq olar?",
        "rusumu haradan odemek olur, kartla mumkundur?",
    ),
    "licences-and-permits": (
        "Tibb mərkəzi açmaq üçün lisenziya tələb olunur?",
        "lisenziya almaq isteyirem, erizeni hara verim, hansi senedler",
    ),
    "sme-support": (
        "KOBİA-dan biznesimə maliyyə dəstəyi ala bilərəmmi?",
        "startap sehadetnamesi ucun kicik ve orta biznes agentliyine nece muraciet olunur",
    ),
    "sme-house": (
        "Gəncədə KOB evi var, orada nə kömək göstərirlər?",
        "bizim rayonda KOB dostu kimdir, nece tapim",
    ),
    "investment-promotion": (
        "İnvestisiya təşviqi sənədi almaq üçün layihəm hansı tələblərə cavab verməlidir?",
        "istehsal avadanligini gomruk rusumundan azad getirmek ucun investisiya guzesti",
    ),
    "concessional-loan": (
        "Sahibkarlığın İnkişafı Fondu heyvandarlıq üçün güzəştli kredit verirmi?",
        "guzestli kredit ucun senedleri hansi banka verim, biznes plan lazimdir",
    ),
    "industrial-park-resident": (
        "Sənaye parkında zavod üçün yer almaq, rezident olmaq istəyirəm.",
        "Какие документы нужны, чтобы стать резидентом промышленного парка?",
    ),
    "export-support": (
        "Nar şirəsini Almaniyaya ixrac edirəm, mənşə sertifikatını kim verir?",
        "Хочу участвовать в экспортной миссии со своим товаром.",
    ),
    "competition-complaint": (
        "Rəqib şirkət haqsız rəqabət aparır, məhsulumuzu yamsılayır.",
        "bazarda inhisarci sirket hamini oz sertine mecbur edir, antiinhisara sikayet",
    ),
    "consumer-rights": (
        "Aldığım soyuducu bir həftəyə xarab oldu, mağaza pulumu qaytarmır.",
        "marketde vaxti kecmis sud satiblar, kime sikayet etmeliyem",
    ),
    "price-rise": (
        "Ət və yağın qiymətini süni şəkildə qaldırıblar.",
        "etiketde bir qiymet yazilib, kassada basqa qiymet vurdular",
    ),
    "public-procurement": (
        "Dövlət satınalmalarında tender elanına təklif göndərmək istəyirəm.",
        "etender portalinda qeydiyyatdan kece bilmirem",
    ),
    "inspections": (
        "Sahibkaram, mağazama yoxlama gəlib, moratorium yoxdurmu?",
        "yoxlama aparmaga gelen meni aldadir, qerarini gostermir, huququ var?",
    ),
    "standards-and-quality": (
        "İstehsal etdiyim mebel üçün uyğunluq sertifikatı məcburidir?",
        "elektron terezini metrologiyada yoxlatdirmaq isteyirem",
    ),
    "privatisation": (
        "Obyektimin altındakı torpaq dövlətindir, özəlləşdirmək istəyirəm.",
        "dovlet emlakinin herracinda istirak ucun sifaris nece verilir",
    ),
    "property-registration": (
        "Mənzilin kupçasını çıxarmaq üçün hara gedim?",
        "Как получить выписку на недвижимость, заявку подал месяц назад?",
    ),
    "appeal-deadlines": (
        "Ərizə yazmışam, qanunla neçə iş günü ərzində cavab verməlidirlər?",
        "muracietime bir aydir cavab yoxdur, baxilma muddeti ne qederdir",
    ),
    "complain-about-answer": (
        "Göndərdiyiniz cavabla razılaşmıram, yuxarı orqana şikayət edə bilərəm?",
        "muracietime verilen cavab formaldir, narazi qaldim, yeniden baxilsin",
    ),
    "information-request": (
        "Nazirliyə informasiya sorğusu göndərmək istəyirəm, cavab müddəti neçə gündür?",
        "Как журналисту подать запрос информации в министерство?",
    ),
    "reception": (
        "Nazirin qəbuluna düşmək istəyirəm, necə yazılım?",
        "vetendaslarin qebulu hansi gunlerdir",
    ),
    "appeals-council": (
        "Vergi orqanının qərarından Apellyasiya Şurasına şikayət vermək istəyirəm.",
        "sahibkarin sikayetine apellyasiya surasi nece baxir, hansi senedler lazimdir",
    ),
    "call-recording-copy": (
        "Dünən operatorla danışmışdım, söhbətin səs yazısını ala bilərəm?",
        "bu xetde danisiqlar yazilirmi, zeng pulsuzdur?",
    ),
    "statistics-source": (
        "Diplom işim üçün ÜDM və inflyasiya statistikası lazımdır.",
        "xarici ticaret uzre resmi statistik reqemleri haradan tapim",
    ),
}
