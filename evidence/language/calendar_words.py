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
    22: """лет|а|у|ам|е улетку лет|о|а|у|ом|е літ|о|а|у|ом|і влітку улітку lat|o|em|u vasar|a|os|ą|ai|oje summer""",
    23: """восен|ь|і|ню восень увосень осен|ь|и|ью восени осін|ь|і осінню восени jesie|ń|ni|nią
        rud|uo|ens|enį|eniui|eniu|enyje autumn fall""",
    24: """зім|а|ы|у|ой|ою|е узімку зим|а|ы|у|ой|ою|е зим|и|і взимку узимку zim|a|y|ę|ą|ie žiem|a|os|ą|ai|oje winter""",
}
# Each class is one letter of the grammar in `dates`.
_CLASSES: Final = {
    # "of the year", behind or before its number
    "g": """г гг год|а|у|ом|е|ы|ов годзе р рр рок|у|ом|ів|и році roku rokiem rok lata latach r m metai met|ų|ais|us|uose
        roku""",
    # "day", Lithuanian puts it behind the number; "числа"
    "k": "d dien|ą|os|a|omis числа",
    "f": "с со з z ze iš са із зі від од ад от od from between nuo между паміж між pomiędzy między",
    "t": "по па до да do to until till through iki",
    "n": "на na",
    "&": "и і й та ды and i oraz ir",
    "o": "of",
    "l": "the",
    # "about", "around"
    "a": """около примерно приблизительно каля прыкладна прыблізна близько приблизно около около około mniej ok
        apie maždaug around about circa approximately ca""",
    "q": """предположительно вероятно возможно верагодна магчыма ймовірно можливо prawdopodobnie możliwie galbūt
        tikėtina probably possibly perhaps""",
    # a part of a month or year: beginning, middle, end
    "p": """начал|о|а|е|у середин|а|ы|е|у|і конц|е|а|у конец пачат|ак|ку сярэдзін|а|ы|е|у кан|ец|цы|ца напрыканцы
        напачатку почат|ок|ку наприкінці кін|ець|ці połow|a|ie|y początk|u|iem koniec końc|u|em pradži|oje|a|ą
        vidur|yje|ys|į pabaig|oje|a|ą mid early late middle beginning end""",
    "N": "ночь ноч ніч noc nocy noce naktį nakties night",
    "i": "in since during",
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
ORDINALS: Final = _forms("го га е ого th st nd rd аго ему му м oji ąją ąjį ojo я ая х ых y ego эга")
"""What may hang on the number of a day or year."""
