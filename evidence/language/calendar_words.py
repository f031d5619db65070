"""Words of dates in six languages (and łacinka), as they stand in texts, each in the forms that occur.

Written `stem|ending|ending`; a word without `|` is one form. Read through `plain`, so marks and case do not matter.
"""

from __future__ import annotations

from typing import Final

from evidence.language.script import plain

_MONTHS: Final = {
    1: """студзен|ь|я|ю|ем|і январ|ь|я|ю|ем|е янв січ|ень|ня|ню|нем|ні стыч|ань|ня|ні styc|zeń|znia|zniu|zniem sty
        saus|is|io|į|iui|iu|yje january jan studzie|ń|nia|ni""",
    2: """лют|ы|ага|аму|ым феврал|ь|я|ю|ем|е фев лют|ий|ого|ому|им lut|y|ego|emu|ym lut vasar|is|io|į|iui|iu|yje
        february feb lut|aha|ym""",
    3: """сакавік|а|у|ом март|а|у|ом|е мар берез|ень|ня|ню|нем|ні mar|zec|ca|cu|cem mar kov|as|o|ą|ui|u|e march mar
        sakavik|a|u""",
    4: """красавік|а|у|ом апрел|ь|я|ю|ем|е апр квіт|ень|ня|ню|нем|ні kwie|cień|tnia|tniu|tniem kwi
        baland|is|žio|į|žiui|žiu|yje april apr krasavik|a|u""",
    5: """ма|й|я|ю|ем|і травен|ь траўн|я|ю|ем|і ма|й|я|ю|ем|е трав|ень|ня|ню|нем|ні maj|a|u|em|i
        gegu|žė|žės|žę|žei|že|žėje may travie|ń traŭni|a""",
    6: """чэрвен|ь|я|ю|ем|і июн|ь|я|ю|ем|е июн черв|ень|ня|ню|нем|ні czerw|iec|ca|cu|cem cze biržel|is|io|į|iui|iu|yje
        june jun červie|ń|nia|ni""",
    7: """ліпен|ь|я|ю|ем|і июл|ь|я|ю|ем|е июл лип|ень|ня|ню|нем|ні lip|iec|ca|cu|cem lip liep|a|os|ą|ai|oje july jul
        lipie|ń|nia|ni""",
    8: """жнів|ень жніўн|я|ю|ем|і август|а|у|ом|е авг серп|ень|ня|ню|нем|ні sierp|ień|nia|niu|niem sie
        rugpjū|tis|čio|tį|čiui|čiu|tyje august aug žnivie|ń žniŭni|a""",
    9: """верас|ень|ня|ню|нем|ні сентябр|ь|я|ю|ем|е сен сент верес|ень|ня|ню|нем|ні wrze|sień|śnia|śniu|śniem wrz
        rugsėj|is|o|į|ui|u|yje september sep sept vieras|ień|nia|ni""",
    10: """кастрычнік|а|у|ам октябр|ь|я|ю|ем|е окт жовт|ень|ня|ню|нем|ні październik|a|u|iem|owi paź
        spal|is|io|į|iui|iu|yje october oct kastryčnik|a|u""",
    11: """лістапад|а|у|ам|зе ноябр|ь|я|ю|ем|е ноя нояб листопад|а|у|ом|і listopad|a|zie|em|owi lis
        lapkri|tis|čio|tį|čiui|čiu|tyje november nov""",
    12: """снеж|ань|ня|ню|нем|ні декабр|ь|я|ю|ем|е дек груд|ень|ня|ню|нем|ні grud|zień|nia|niu|niem gru
        gruod|is|žio|į|žiui|žiu|yje december dec śniež|ań|nia|ni""",
}
_SEASONS: Final = {
    21: """вясн|а|ы|у|ой|ою|е увесну весн|а|ы|у|ой|ою|е весн|и|і навесні wiosn|a|y|ę|ą|ie
        pavasar|is|io|į|iui|iu|yje spring""",
    22: """лет|у|а|ам|е улетку лет|о|а|у|ом|е літ|о|а|у|ом|і влітку улітку lat|o|em|u vasar|a|os|ą|ai|oje summer""",
    23: """восен|ь|і|ню восень увосень осен|ь|и|ью восени осін|ь|і осінню восени jesie|ń|ni|nią
        rud|uo|ens|enį|eniui|eniu|enyje autumn fall""",
    24: """зім|а|ы|у|ой|ою|е узімку зим|а|ы|у|ой|ою|е зим|и|і взимку узимку zim|a|y|ę|ą|ie žiem|a|os|ą|ai|oje winter""",
}
# Each class is one letter of the grammar in `dates`.
_CLASSES: Final = {
    # "of the year", behind or before its number
    "g": """г год год|а|у|ом|е годзе р рок рок|у|ом году році roku rokiem rok r m metai met|ų|ais|us|uose""",
    # "years": of several, or a count of them ("2000 лет")
    "G": """гг год|ы|ов|ах|ам гад|ы|оў|ах лет рр рок|ів|и|і|ах lat lata latach latami years""",
    # "day", Lithuanian puts it behind the number; "числа"
    "k": "d dien|ą|os|a|omis числа",
    "f": "с со з z ze iš са із зі від од ад от od from nuo",
    "b": "between между паміж між pomiędzy między tarp",
    # "between" in Polish takes its own "and"
    "y": "a",
    "t": "по па до да do to until till through iki",
    "n": "на na",
    "&": "и і й та ды and i oraz ir",
    "o": "of",
    "l": "the",
    # "about", "around"
    "a": """около примерно приблизительно каля прыкладна прыблізна близько приблизно около около około mniej ok
        apie maždaug around about circa approximately ca""",
    "q": """предположительно вероятно возможно верагодна магчыма ймовірно можливо prawdopodobnie możliwie galbūt
        tikėtina probably possibly perhaps maybe
        может може мабыць мабуць мабуть może gal""",
    # a part of a month or year: beginning, middle, end
    "p": """начал|о|а|е|у середин|а|ы|е|у|і конц|е|а|у конец пачат|ак|ку сярэдзін|а|ы|е|у кан|ец|цы|ца напрыканцы
        напачатку почат|ок|ку наприкінці кін|ець|ці połow|a|ie|y początk|u|iem koniec końc|u|em pradži|oje|a|ą
        vidur|yje|ys|į pabaig|oje|a|ą mid early late middle beginning end""",
    "N": "ночь ноч ніч noc nocy noce naktį nakties night",
    "i": "in since during",
    "v": "or или иль либо ці або альбо чи lub albo czy bądź arba ar abo alboš",
    # "то ли 9, то ли 10"; a "ли" alone is no "or"
    "j": "ли",
    # other small words that may stand before a day or month; "то" also as "чи то"
    "w": "в во у ў ва ве то w we on at",
}


def _forms(line: str) -> set[str]:
    forms = set[str]()
    for word in line.split():
        stem, *endings = word.split("|")
        # A stem with endings is itself a form only where its nominative has none: сакавік|а, август|а.
        bare = {stem} if not endings or (stem[-1:] in _BARE_ENDS and endings[0] in {"а", "a"}) else set[str]()
        forms |= {plain(form) for form in bare | {stem + ending for ending in endings}}
    return forms


_BARE_ENDS: Final = frozenset("ктдjkd")

MONTHS: Final = {form: month for month, line in _MONTHS.items() for form in _forms(line)}
"""Plain form of a month's name -> 1 to 12."""
SEASONS: Final = {form: season for season, line in _SEASONS.items() for form in _forms(line)}
"""Plain form of a season's name -> 21 to 24, as EDTF numbers them."""
CLASSES: Final = {form: letter for letter, line in _CLASSES.items() for form in _forms(line)}
"""Plain form of another word of dates -> its letter in the grammar."""
ROMAN_MONTHS: Final = {
    numeral: month
    for month, numeral in enumerate(("i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x", "xi", "xii"), start=1)
}
"""Polish writes 12 VIII 2020."""
_PLURALS: Final = """people persons men women children police personnel staff troops usd eur byn rub rubles zl pln kg km
    percent per"""
ENGLISH_COUNTED: Final = _forms(_PLURALS)
"""What a number counts in English and what no -s at its end tells."""
COUNTED: Final = _forms(
    """человек люд|ей женщин мужчин дет|ей задержанн|ых заключенн|ых заключённ|ых протестующ|их солдат милиционер|ов
    силовик|ов дел случа|ев рубл|ей руб долл|ар доллар|ов евро раз дн|ей суток час|ов минут км кг тысяч базов|ых
    чалавек людз|ей жанчын мужчын дзяц|ей затрыман|ых затрыманн|ых зняволен|ых вязн|яў спраў выпадк|аў рубл|ёў
    сілавік|оў дзён сутак гадзін хвілін тысяч
    осіб люд|ей жінок чоловік|ів діт|ей затриман|их ув'язнен|их в'язн|ів справ випадк|ів гривень грн карбованц|ів дн|ів
    діб годин хвилин тисяч
    osób ludzi kobiet mężczyzn dzieci zatrzyman|ych więźni|ów uwięzion|ych spraw przypadk|ów zł złot|ych rubl|i dni
    godzin minut tysięcy
    žmonių asmen|ų moter|ų vyr|ų vaik|ų sulaikyt|ų sulaikyt|ųjų kalini|ų byl|ų atvej|ų rubli|ų eur|ų dien|ų valand|ų
    čalaviek ludziej asob"""
)
"""Plural nouns, in the case that a large number takes in the other five languages: no year is before them."""
NOT_COUNTED: Final = _forms(
    """he she it they we i you the a an this that these those his her hers its their theirs our ours my your was were is
    are be been has had have will would did do does when where who whose which while after before until because there
    here and or but as at by for from in into of on to with without under over during also not no all both each some
    many most only then still again already later against between about through since belarus vilnius kaunas always
    thus perhaps sometimes if us until m d"""
)
"""Small words and names with -s that may follow a year in English and are not counted by it."""
ORDINALS: Final = _forms("го га е ого th st nd rd аго ему му м oji ąją ąjį ojo я ая х ых y ego эга")
"""What may hang on the number of a day or year."""
