"""The invented claims behind the sample case file: every person, place and quote here is made up."""

from __future__ import annotations

from evidence.casefile.runs import Footnote, Plain, Translated, Translation

_HUMAN, _SWORN, _MACHINE = Translated.HUMAN, Translated.SWORN, Translated.MACHINE_REVIEWED

# claim: exhibit, place, basis, language, quote, translation, translator
_CLAIMS: dict[str, tuple[str, str, str, str, str, str, Translated]] = {
    "T-0001": ("A-000150", "p. 1", "document", "ru", "всех участников доставлять независимо от состояния здоровья",
               "bring in all participants regardless of their state of health", _SWORN),
    "T-0002": ("A-000120", "p. 4", "document", "ru", "за 9–12.08 принято 411 человек",
               "from 9 to 12 August 411 persons admitted", _HUMAN),
    "T-0003": ("A-000101", "p. 2", "saw", "be", "Ніхто не супраціўляўся, у людзей былі толькі кветкі",
               "Nobody resisted, people only had flowers", _HUMAN),
    "T-0101": ("A-000101", "p. 3", "experienced", "be", "У камеры на чатыры месцы нас было трыццаць два чалавекі",
               "In a cell for four there were thirty-two of us", _HUMAN),
    "T-0102": ("A-000103", "p. 4", "saw", "be", "Нас было трыццаць, потым трыццаць два",
               "There were thirty of us, then thirty-two", _HUMAN),
    "T-0103": ("A-000101", "p. 6", "experienced", "be", "Нас білі дубінкамі па нагах, калі мы стаялі тварам да сцяны",
               "They beat us on the legs with batons while we stood facing the wall", _HUMAN),
    "T-0104": ("A-000110", "p. 2", "document", "ru", "множественные кровоподтёки задней поверхности бёдер",
               "multiple bruises of the back of the thighs", _SWORN),
    "T-0105": ("A-000131", "p. 1", "document", "ru", "задержан 11.08.2020; арест на срок трое суток",
               "detained on 11 August 2020; arrest for three days", _HUMAN),
    "T-0106": ("A-000120", "p. 2", "document", "ru", "10.08.2020 22:40 принято 28 чел., камера 4",
               "10 August 2020, 22:40, 28 persons admitted, cell 4", _HUMAN),
    "T-0107": ("A-000103", "p. 7", "heard", "be", "Начальнік ізалятара сказаў: „да раніцы не даваць вады“",
               "The head of the centre said: ‘no water till the morning’", _HUMAN),
    "T-0201": ("A-000102", "p. 4", "experienced", "ru", "Девятого октября меня забрали у дома люди в масках",
               "On the ninth of October people in masks took me outside my house", _SWORN),
    "T-0202": ("A-000102", "p. 9", "experienced", "ru", "Его называли Граф, он включал ток",
               "They called him Graf, he switched the current on", _SWORN),
    "T-0204": ("A-000151", "00:03:12–00:03:40", "recording", "ru",
               "С этими не церемониться, и чтобы к концу месяца их в стране не было",
               "No ceremony with these, and by the end of the month they are to be out of the country", _SWORN),
    "T-0205": ("A-000104", "p. 5", "heard", "ru", "Голос Прикладова мне знаком", "I know Prykladau’s voice", _SWORN),
    "T-0206": ("A-000102", "p. 13", "experienced", "ru",
               "Мне сказали: подпишешь и уедешь, или получишь двенадцать лет",
               "They told me: sign and leave, or you get twelve years", _SWORN),
    "T-0208": ("A-000140", "p. 1", "document", "ru", "гражданка в учреждениях области не содержалась",
               "the citizen was not held in institutions of the region", _SWORN),
    "T-0209": ("A-000141", "p. 2", "earlier account", "ru", "Я уехала сама, двадцать четвёртого",
               "I left by myself, on the twenty-fourth", _MACHINE),
    "T-0210": ("A-000130", "00:02:10–00:02:31", "video", "ru", "обе машины без номеров",
               "both cars without plates", _HUMAN),
    "T-0212": ("A-000102", "p. 17", "experienced", "ru", "я тогда боялась за родных",
               "I was afraid for my family then", _SWORN),
    "T-0301": ("A-000121", "p. 1", "document", "ru", "назначить подполковника милиции Прикладова В. А. начальником",
               "to appoint lieutenant colonel of militia V. A. Prykladau as head", _SWORN),
    "T-0302": ("A-000122", "p. 1", "document", "ru", "с 1 июля 2022 года – заместитель начальника управления",
               "since 1 July 2022 deputy head of the department", _HUMAN),
    "T-0303": ("A-000120", "p. 1", "document", "ru", "начальник ИВС майор милиции Узоров С. П.",
               "head of the detention centre, major of militia S. P. Uzorau", _HUMAN),
    "T-0304": ("A-000104", "p. 8", "told by others", "ru", "говорили, что десятого он был в Минске на совещании",
               "they said that on the tenth he was at a meeting in Minsk", _SWORN),
}  # fmt: skip

_UNTRANSLATED = {
    "T-0203": ("A-000111", "p. 4", "specialist", "lt", "nustatyti randai gali atitikti elektros srovės poveikį"),
    "T-0207": ("A-000132-R01", "p. 1", "document", "lt", "MEDININKAI 21 10 23"),
    "T-0211": ("A-000111", "p. 5", "specialist", "lt", "galima ir kita randų kilmė"),
}


def note(claim: str) -> Footnote:
    """The footnote of an invented claim."""
    if claim in _UNTRANSLATED:
        exhibit, place, basis, lang, quote = _UNTRANSLATED[claim]
        return Footnote(claim=claim, exhibit=exhibit, place=place, basis=basis, quote=Plain(text=quote, lang=lang))
    exhibit, place, basis, lang, quote, english, sort = _CLAIMS[claim]
    return Footnote(
        claim=claim,
        exhibit=exhibit,
        place=place,
        basis=basis,
        quote=Plain(text=quote, lang=lang),
        translation=Translation(text=english, lang="en", sort=sort),
    )
