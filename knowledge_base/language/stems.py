"""Stems: what inflected forms of one word share, without ever breaking a word in its middle.

A stem is a prefix of the folded word: inflection is cut from its end while enough letters stay, and
what is left is cut to LENGTH letters. q and g are one letter here, since "otaq" becomes "otağı".
"""

LENGTH = 7
SHORTEST = 4

# Folded endings of Azerbaijani nouns and verbs.
_AZERBAIJANI = """
    lar ler larin lerin lari leri lara lere larda lerde lardan lerden larla lerle
    imiz iniz umuz unuz miz niz muz nuz imin inin mizin nizin mizi nizi mize nize miza niza
    nin nun in un ni nu na ne ya ye yi yu da de dan den nda nde ndan nden si su sini sine sina
    sinin sinda sinde sindan sinden ini ina ine inda inde indan inden im um la le yla yle
    maq mek magi meyi maga meye mag mey masi mesi masini mesini manin menin
    ir ur yir yur iram irem irsan irsen irsiniz irik urik iriq irlar irler
    di du dim dum din dun dik duk diq duq dilar diler mis mus misam misem misik misiq misdi misdir
    acaq ecek acag eceg acagam eceyem acagiq eceyik sin sun sinlar sinler ilsin ulsun insin unsun
    dir dur dirlar dirler iblar ibler ib ub arsa erse sa se san sen mi mu
    ilib ilir ildi ilmis ilecek ilmesi ilmasi ilmeyib inmesi inib
    sansin sensen siniz sunuz
    a e i u
"""
_RUSSIAN = """
    ами ями ого его ому ему ыми ими ых их ую юю ая яя ое ее ые ие ый ий ой ей ом ем ам ям ах ях
    ов ев ью ия ии ию ией иям иях ение ения ению ением ании ание ания анием
    ться тся ется ются ется уется ает яет ают яют ить ать ять еть ил ал ял ила ала или али ите айте
    ешь ишь ет ит ут ют ат ят у ю а я о е ы и ь
"""


_ENDINGS = frozenset(_AZERBAIJANI.split())
_RUSSIAN_ENDINGS = frozenset(_RUSSIAN.split())
_LONGEST_ENDING = max(map(len, _ENDINGS | _RUSSIAN_ENDINGS))


def stem(folded: str) -> str:
    """Return the stem of a folded Latin word."""
    word = folded.replace("q", "g")
    for _ in range(3):
        shorter = _without_ending(word, _ENDINGS, SHORTEST)
        if shorter == word:
            break
        word = shorter
    return word[:LENGTH]


def without_russian_ending(word: str) -> str:
    """Return a lower-case Russian word without its inflection, still in Cyrillic."""
    return _without_ending(word, _RUSSIAN_ENDINGS, SHORTEST)


def _without_ending(word: str, endings: frozenset[str], shortest: int) -> str:
    """Cut the longest ending that leaves the shortest stem."""
    for length in range(min(_LONGEST_ENDING, len(word) - shortest), 0, -1):
        if word[-length:] in endings:
            return word[:-length]
    return word
