"""What others made: a Polish certificate, an English report, a newspaper page in windows-1251, an anonymous post."""

from __future__ import annotations

from examples.papers import Paper, letterhead, paragraphs, pdf, signature, text


def medical_certificate() -> bytes:
    """A Polish hospital's certificate on the first witness, without a name."""
    body = letterhead(
        "Szpital Miejski im. dr. Jana Zmyślonego w Białymstoku",
        "Oddział Chirurgii Urazowej",
        left="Nr 118/09/2020",
        right="Białystok, 2 września 2020 r.",
    )
    body += f"#align(center)[#text(weight: 700, size: 1.1em)[{text('ZAŚWIADCZENIE LEKARSKIE')}]]\n\n"
    body += paragraphs("""
Pacjent: mężczyzna, [[ur. w 1994 r.]], obywatel Republiki Białorusi. Badany w dniu 2 września 2020 r.
na własną prośbę.

Pacjent podaje, że w nocy z 10 na 11 sierpnia 2020 r. był bity pałkami w areszcie.

Stwierdzono [[ustępujące pasmowate zasinienia pleców i ud]], bliznę okolicy łopatki prawej oraz
ograniczenie ruchomości stawu barkowego. [[Obraz odpowiada podanemu mechanizmowi urazu]] i czasowi
jego powstania (wysoce zgodne).

Zaświadczenie wydano pacjentowi do rąk własnych.
""")
    body += signature(
        "Lekarz specjalista chirurgii", "A. Wymyślińska", stamp="Szpital Miejski|Białystok|Oddział Urazowy", seed=3
    )
    return pdf(Paper(title="Zaświadczenie lekarskie 118/09/2020", lang="pl", date=(2020, 9, 2), body=body))


def ngo_report() -> bytes:
    """Two pages of an invented organisation's report, in English."""
    body = (
        "#align(center)[#v(1cm)#text(size: 1.5em, weight: 700)"
        "[After the count: detention and ill-treatment in August 2020]\\ #v(0.2em)"
        f"{text('Imaginary Watch, report 3/2021, Warsaw, 15 March 2021')}]\n#v(0.6cm)\n"
        "= Scale and pattern\n"
    )
    body += paragraphs("""
Between 9 and 31 August 2020 [[the project recorded 214 accounts of beatings in 17 places of detention]].
Those held were voters, passers-by, medical volunteers and journalists; [[none of them was alleged to be armed]].

The accounts were taken separately, by nine interviewers, in four countries.
[[The same sequence was described in each place]]: arrest without explanation, a corridor of officers,
beating in a yard or gym, release at night without papers.

On [[23 August a detainee was beaten in the Vydumava facility]], according to a relative who spoke to us.
""")
    body += "\n\n= Orders\n"
    body += paragraphs("""
Officers who left the service told us that [[instructions came from the regional directorates by telephone]].
We have seen no written order from the Ministry of Internal Affairs.
""")
    body += "\n#pagebreak()\n= Structure\n"
    body += paragraphs("""
A district department answers to the directorate of its region.
[[The Zaluzhzha directorate reports to the Ministry of Internal Affairs]].
[[The Vydumava department is part of the Zaluzhzha directorate]].

[[Pre-trial prison No. 9 stands in the town of Zaluzhzha]], 40 kilometres from Vydumava.
""")
    body += "\n\n= Method and limits\n"
    body += paragraphs("""
We did not interview officers in service. Accounts were not tested in court. Where two accounts differ on a date,
both dates are given. Names of witnesses are kept by us and are not in this report.
""")
    return pdf(Paper(title="After the count", lang="en", date=(2021, 3, 15), body=body, size="11pt"))


def news_article() -> bytes:
    """A newspaper page saved as text in windows-1251, as old Russian-language sites were."""
    return """Районка «Выдуманские новости»
13 августа 2020 г.

«Слышно было на всю улицу». Что происходило у изолятора

В ночь с 9 на 10 августа в районе задержали не менее 60 человек, подсчитали родственники,
дежурившие у ворот. Списков им не показали.

Начальник РОВД Сергей Верасович сказал, что «все живы и здоровы», и от других ответов отказался.

Освобождённый 14 августа не назвался. По его словам, людей били два часа во дворе изолятора,
а скорую пустили только утром 11 августа.

Редакция обратилась в Министерство внутренних дел. Ответа пока нет.

Дополнено 15 августа 2020 г.
""".encode("cp1251")


def anonymous_post() -> bytes:
    """A post nobody signs: a lead and no more."""
    return """Пересланное сообщение, автор скрыт
19.08.2020 02:14

Знаю от своих: Дубаляс лично приказал бить всех с площади, сказал «отвечать буду я».
Сам не видел. Проверяйте.
""".encode()
