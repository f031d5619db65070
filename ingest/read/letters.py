"""Does this look like one of our languages? Which pairs of letters are usual, counted in a short text of each.

Used where bytes or a text layer may be wrong (encodings, mojibake, a font with a false map), never to alter text. It
can be explained in one sentence: of all pairs of neighbouring letters, how many per cent also stand in the sample.
"""

from __future__ import annotations

import re
from functools import cache

SAMPLES = {
    "bel": """Усе людзі нараджаюцца свабоднымі і роўнымі ў сваёй годнасці і правах. Яны надзелены
розумам і сумленнем і павінны ставіцца адзін да аднаго ў духу брацтва. Ніхто не павінен падвяргацца
катаванням або жорсткаму, бесчалавечнаму абыходжанню і пакаранню. Сведка расказаў, што ў пятніцу ўвечары
яго затрымалі на вуліцы каля дома, адвезлі ў аддзяленне міліцыі, дзе білі дубінкамі па нагах і спіне, а
потым трымалі ў камеры без вады і ежы. Прозвішча следчага ён не ведае, але памятае яго голас. Калі
чалавек не вярнуўся дадому, маці пайшла шукаць яго ў ізалятар, бальніцу і суд. Ёй адказалі, што такога
няма ў спісах. Праз тыдзень з'явіўся ліст, падпісаны начальнікам упраўлення ўнутраных спраў раёна.
Жанчына захавала гэты дакумент і перадала копію журналістам, якія збіралі звесткі пра падзеі жніўня.
Цяпер яна жыве за мяжой і згодная даць паказанні. Дзень быў цёплы, людзі неслі кветкі, спявалі песні;
чакалі, што ўсё скончыцца мірна. Праўда мусіць быць вядомая кожнаму.""",
    "rus": """Все люди рождаются свободными и равными в своём достоинстве и правах. Они наделены разумом
и совестью и должны поступать в отношении друг друга в духе братства. Никто не должен подвергаться
пыткам или жестоким, бесчеловечным видам обращения и наказания. Свидетель рассказал, что в пятницу
вечером его задержали на улице возле дома, отвезли в отделение милиции, где били дубинками по ногам и
спине, а потом держали в камере без воды и еды. Фамилию следователя он не знает, но помнит его голос.
Когда человек не вернулся домой, мать пошла искать его в изолятор, больницу и суд. Ей ответили, что
такого нет в списках. Через неделю пришло письмо, подписанное начальником управления внутренних дел
района. Женщина сохранила этот документ и передала копию журналистам, которые собирали сведения о
событиях августа. Теперь она живёт за границей и согласна дать показания. Однажды было тепло, люди несли
цветы, пели песни; ждали, что всё закончится мирно. Объявление о розыске подъехавшего автомобиля ещё
действует.""",
    "ukr": """Усі люди народжуються вільними і рівними у своїй гідності та правах. Вони наділені розумом
і совістю і повинні діяти у відношенні один до одного в дусі братерства. Нікого не можна піддавати
катуванням або жорстокому, нелюдському поводженню і покаранню. Свідок розповів, що у п'ятницу ввечері
його затримали на вулиці біля будинку, відвезли до відділення міліції, де били кийками по ногах і спині,
а потім тримали в камері без води та їжі. Прізвища слідчого він не знає, але пам'ятає його голос. Коли
людина не повернулася додому, мати пішла шукати її в ізолятор, лікарню і суд. Їй відповіли, що такого
немає у списках. Через тиждень надійшов лист, підписаний начальником управління внутрішніх справ району.
Жінка зберегла цей документ і передала копію журналістам, які збирали відомості про події серпня. Тепер
вона живе за кордоном і згодна дати свідчення. День був теплий, люди несли квіти, співали пісень;
чекали, що все скінчиться мирно. Ґанок, об'єднання, посвідчення, єдиний щоденник залишився.""",
    "pol": """Wszyscy ludzie rodzą się wolni i równi pod względem swej godności i swych praw. Są oni
obdarzeni rozumem i sumieniem i powinni postępować wobec innych w duchu braterstwa. Nikt nie może być
poddany torturom ani okrutnemu, nieludzkiemu traktowaniu lub karaniu. Świadek opowiedział, że w piątek
wieczorem został zatrzymany na ulicy obok domu, zawieziony na posterunek milicji, gdzie bito go pałkami
po nogach i plecach, a potem trzymano w celi bez wody i jedzenia. Nazwiska śledczego nie zna, ale
pamięta jego głos. Kiedy człowiek nie wrócił do domu, matka poszła szukać go w areszcie, szpitalu i
sądzie. Odpowiedziano jej, że takiego nie ma na listach. Po tygodniu przyszedł list podpisany przez
naczelnika wydziału spraw wewnętrznych. Kobieta zachowała ten dokument i przekazała kopię dziennikarzom,
którzy zbierali informacje o wydarzeniach sierpnia. Teraz żyje za granicą i zgadza się złożyć zeznania.
Kodeks karny: kto dopuszcza się czynu zabronionego, podlega karze pozbawienia wolności od lat ośmiu;
źródło, późniejszy.""",
    "lit": """Visi žmonės gimsta laisvi ir lygūs savo orumu ir teisėmis. Jiems suteiktas protas ir
sąžinė ir jie turi elgtis vienas kito atžvilgiu kaip broliai. Niekas neturi būti kankinamas arba
žiauriai, nežmoniškai baudžiamas. Liudytojas papasakojo, kad penktadienio vakarą jis buvo sulaikytas
gatvėje prie namų, nuvežtas į milicijos skyrių, kur buvo mušamas lazdomis per kojas ir nugarą, o paskui
laikomas kameroje be vandens ir maisto. Tyrėjo pavardės jis nežino, bet prisimena jo balsą. Kai žmogus
negrįžo namo, motina išėjo jo ieškoti į areštinę, ligoninę ir teismą. Jai atsakė, kad tokio sąrašuose
nėra. Po savaitės atėjo laiškas, pasirašytas vidaus reikalų valdybos viršininko. Moteris išsaugojo šį
dokumentą ir perdavė kopiją žurnalistams, kurie rinko žinias apie rugpjūčio įvykius. Dabar ji gyvena
užsienyje ir sutinka duoti parodymus. Diena buvo šilta, žmonės nešė gėles, dainavo dainas; tikėjosi, kad
viskas baigsis taikiai. Baudžiamasis kodeksas, įstatymų galia, atpažino pareigūną iš nuotraukos, čia
ąžuolas ūksmingas.""",
    "eng": """All human beings are born free and equal in dignity and rights. They are endowed with
reason and conscience and should act towards one another in a spirit of brotherhood. No one shall be
subjected to torture or to cruel, inhuman or degrading treatment or punishment. The witness said that on
Friday evening he was arrested in the street near his house, taken to a police station, where they beat
his legs and back with sticks, and then kept in a cell without water and food. He does not know the name
of the investigator, but remembers his voice. When the man had not come home, his mother went to look
for him in the remand prison, the hospital and the court. She was told that nobody like that was on the
lists. A week later a letter came, signed by the chief of the department of internal affairs. The woman
kept this document and gave a copy to journalists who collected facts about the events of August. Now
she lives abroad and agrees to testify. The day was warm, people carried flowers and sang; they expected
a quiet end.""",
}
"""A short text of each language, written for this purpose."""

_WORD = re.compile(r"[^\W\d_]{2,}(?:['’][^\W\d_]+)?")
_CYRILLIC = re.compile(r"[\u0400-\u04ff]")
_LATIN = re.compile(r"[A-Za-z\u00c0-\u024f]")
# Enough to judge by; a page's beginning is as telling as the whole.
_JUDGED = 2_000


@cache
def _pairs(language: str) -> frozenset[str]:
    return frozenset(pair for word in _words(SAMPLES[language]) for pair in _neighbours(word))


def likeness(text: str, languages: tuple[str, ...] = tuple(SAMPLES)) -> tuple[str, int]:
    """The language whose letter pairs fit best, and how many per cent of the text's pairs do; ("", 0) without words."""
    pairs = [pair for word in _words(text[:_JUDGED]) for pair in _neighbours(word)]
    if not pairs:
        return "", 0
    shares = ((sum(map(_pairs(language).__contains__, pairs)) * 100 // len(pairs), language) for language in languages)
    share, language = max(shares, key=lambda found: found[0])
    return language, share


def letters(text: str) -> tuple[int, int]:
    """How many Cyrillic and how many Latin letters there are."""
    return len(_CYRILLIC.findall(text)), len(_LATIN.findall(text))


def words(text: str) -> list[str]:
    """The words of two letters and more, in lower case."""
    return _words(text)


def _words(text: str) -> list[str]:
    return _WORD.findall(text.lower())


def _neighbours(word: str) -> list[str]:
    # The word's edges count as letters: what it may begin and end with tells languages apart.
    edged = f" {word} "
    return [edged[at : at + 2] for at in range(len(edged) - 1)]
