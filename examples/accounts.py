"""What witnesses told the organisation, in Belarusian and Lithuanian, and the consent each of them gave or refused."""

from __future__ import annotations

from examples.papers import Paper, letterhead, paragraphs, pdf, signature, text
from examples.word import Letter, Paragraph, docx

_HEADER = "Архіў «Сведчанне» (выдуманая арганізацыя) · канфідэнцыйна"
_INTERVIEWER = "I-1"


def interview_w01() -> bytes:
    """The first witness's full account, with a tracked change, a comment and a footnote."""
    lines = (
        Paragraph(words="Гутарка са сведкам W-01", bold=True),
        Paragraph(words="Дата: 14 верасня 2021 г. Мова: беларуская. Вяла гутарку: I-1. Прысутныя: толькі сведка."),
        Paragraph(words="I-1: Раскажыце сваімі словамі, што з вамі здарылася ў жніўні 2020 года."),
        Paragraph(
            words="W-01: Мяне затрымалі ўвечары 9 жніўня на цэнтральнай плошчы ў Выдумаве. "
            "Мяне трымалі ў камеры нумар 7 з 9 па 12 жніўня, нас там было ",
            deleted="дваццаць",
            inserted="дваццаць тры",
            after=" чалавекі на шэсць месцаў.",
            footnote="Удакладненне сведкі: вады не давалі да вечара 10 жніўня, потым далі адно вядро на камеру.",
        ),
        Paragraph(words="W-01: З 10 жніўня ў той жа камеры быў настаўнік з Залужжа, мы спалі па чарзе."),
        Paragraph(words="I-1: Што было далей?"),
        Paragraph(
            words="W-01: Гэта было ў ноч з 10 на 11 жніўня. Нас вывелі ў двор і білі дубінкамі каля дзвюх гадзін. "
            "Мяне білі па спіне і па нагах, пакуль я не страціў прытомнасць.",
            comment="Спытаць яшчэ раз пра дату: другі сведка называе 12 жніўня.",
        ),
        Paragraph(
            words="W-01: Біў сам старшы змены, яго называлі Зарубавец. Іншыя міліцыянты звярталіся да яго «Зубр»."
        ),
        Paragraph(words="W-01: Крычалі: «Будзеш ведаць, за каго галасаваць»."),
        Paragraph(words="W-01: Начальнік ізалятара стаяў на ганку і глядзеў. Ён нічога не сказаў і сышоў."),
        Paragraph(
            words="W-01: Потым, 12 жніўня ўначы, нас павезлі ў Залужжа, у следчы ізалятар. "
            "Там мы сядзелі разам да 14 жніўня."
        ),
        Paragraph(words="Запіс прачытаны сведку, сведка пагадзіўся з тэкстам."),
    )
    return docx(Letter(header=_HEADER, paragraphs=lines, author=_INTERVIEWER, written="2021-09-14T16:40:00Z"))


def consent_w01() -> bytes:
    """The first witness's consent form: names him, so it never leaves."""
    answers = (
        "Перадача пракуратуры Літвы: ТАК",
        "Перадача пракуратуры Польшчы: ТАК",
        "Перадача Міжнароднаму крымінальнаму суду: ТАК",
        "Публічныя справаздачы: НЕ",
        "Асоба: толькі органу, з кодам у тэксце",
        "Медыцынскія дакументы: кароткае апісанне і даведка",
        "Сувязь: толькі праз адваката арганізацыі",
        "Растлумачана, што абарона можа атрымаць доступ да матэрыялаў: ТАК",
    )
    lines = (
        Paragraph(words="Згода на выкарыстанне сведчання", bold=True),
        Paragraph(words="Код сведкі: W-01. Прозвішча, імя: Кветкавец Ян Міхайлавіч."),
        Paragraph(words="Мне растлумачылі мэту, рызыкі і права адклікаць згоду ў любы момант."),
        *(Paragraph(words=f"{number}. {answer}") for number, answer in enumerate(answers, start=1)),
        Paragraph(words="Форма прачытана ўголас. Подпіс сведкі ёсць на папяровым арыгінале. 14 верасня 2021 г."),
    )
    return docx(Letter(header=_HEADER, paragraphs=lines, author=_INTERVIEWER, written="2021-09-14T15:05:00Z"))


def statement_w02() -> bytes:
    """The second witness's written account, in Lithuanian: it gives another date."""
    body = letterhead(
        "Archyvas „Liudijimas“ (išgalvota organizacija)",
        left="Liudytojas W-02",
        right="Vilnius, 2022 m. kovo 3 d.",
    )
    body += f"#align(center)[#text(weight: 700, size: 1.1em)[{text('RAŠYTINIS PAAIŠKINIMAS')}]\\ "
    body += f"{text('pateiktas organizacijai, tai nėra parodymai teisme')}]\n\n"
    body += paragraphs("""
Esu mokytojas. 2020 m. rugpjūčio 10 d. mane sulaikė Vydumavoje, prie turgaus.
[[Kameroje Nr. 7 buvau nuo rugpjūčio 10 iki 12 dienos.]] [[Jokio dokumento apie sulaikymą nedavė.]]

[[Mus mušė rugpjūčio 12 dienos vakarą]], prieš išvežimą. [[Mane mušė guminėmis lazdomis kieme.]]
[[Pamainos viršininkas Zarubavecas smūgiavo pats]], kiti jam padėjo.

[[Rugpjūčio 12-osios naktį mus išvežė į Zalužę]], į tardymo izoliatorių Nr. 9.
[[Išlaipinant reikėjo bėgti pro pareigūnų eilę]], [[gavau keturis smūgius per nugarą]].

[[Iš izoliatoriaus Nr. 9 mane paleido rugpjūčio 14 dieną.]] Tą patį vakarą kreipiausi į ligoninę.

Rugsėjo pradžioje tardytojas pagrasino atimti vaikus. [[Rugsėjo 3 dieną per Medininkus išvykau į Lietuvą]],
nes bijojau naujo sulaikymo.

Paaiškinimą perskaičiau, jis surašytas teisingai.
""")
    body += signature("Liudytojas", "W-02", seed=8)
    return pdf(Paper(title="Rašytinis paaiškinimas W-02", lang="lt", date=(2022, 3, 3), body=body))


def consent_w02() -> bytes:
    """The second witness's consent, in Lithuanian: it names him, so it never leaves."""
    body = letterhead("Archyvas „Liudijimas“ (išgalvota organizacija)", left="Kodas W-02", right="2022 m. kovo 3 d.")
    body += f"#align(center)[#text(weight: 700, size: 1.1em)[{text('INFORMUOTO ASMENS SUTIKIMAS')}]]\n\n"
    body += paragraphs("""
Vardas, pavardė: Ramonak Ales, gim. 1989 m.

Perdavimas Lietuvos prokuratūrai: TAIP. Perdavimas Lenkijos prokuratūrai: TAIP. Perdavimas
Tarptautiniam baudžiamajam teismui: TAIP. Viešos ataskaitos: NE.

Tapatybė: tik institucijai, tekste – kodas. Medicinos dokumentai: visi. Ryšys: tik per advokatą.

Man paaiškinta, kad gynyba gali susipažinti su medžiaga.
""")
    body += signature("Parašas", "", seed=9)
    return pdf(Paper(title="Sutikimas W-02", lang="lt", date=(2022, 3, 3), body=body))


def transcript_w03() -> bytes:
    """The third witness's recorded first account, typed off, in Belarusian."""
    return """Расшыфроўка запісу. Сведка W-03. Першы аповед.
Дата: 2 лютага 2021 г., відэасувязь. Мова: беларуская. Вёў: I-2.

I-2: Калі і дзе гэта было?
W-03: Мяне ўзялі 22 жніўня, ужо пасля маршу, і трымалі ў тым самым ізалятары ў Выдумаве да 24 жніўня.
I-2: Што адбылося?
W-03: Позна ўвечары 23 жніўня мяне вывелі ў калідор і білі нагамі.
W-03: Старшым той ночы быў Зарубавец, я чуў, як яго клікалі па прозвішчы.
W-03: Ён біў мяне кулаком у твар, патрабаваў пароль ад тэлефона.
I-2: Ці былі іншыя людзі?
W-03: У калідоры не было нікога, акрамя іх траіх.
Канец запісу.
""".encode()


def consent_w03() -> bytes:
    """The third witness's answers: not to the Lithuanian prosecutor."""
    answers = (
        "Перадача пракуратуры Літвы: НЕ",
        "Перадача пракуратуры Польшчы: ТАК",
        "Перадача Міжнароднаму крымінальнаму суду: ТАК",
        "Публічныя справаздачы: НЕ",
        "Асоба: ананімна",
        "Медыцынскія дакументы: НЕ",
        "Сувязь: толькі праз адваката арганізацыі",
        "Растлумачана, што абарона можа атрымаць доступ да матэрыялаў: ТАК",
    )
    lines = (
        Paragraph(words="Згода на выкарыстанне сведчання", bold=True),
        Paragraph(words="Код сведкі: W-03. Прозвішча, імя: Вавёрка Тамаш."),
        *(Paragraph(words=f"{number}. {answer}") for number, answer in enumerate(answers, start=1)),
        Paragraph(words="Згода дадзена вусна пад запіс 2 лютага 2021 г."),
    )
    return docx(Letter(header=_HEADER, paragraphs=lines, author="I-2", written="2021-02-02T18:00:00Z"))
