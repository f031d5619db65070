"""What the files of the invented case say: every claim with the exact words it rests on."""

from __future__ import annotations

from collections.abc import Mapping

from examples.plan import Claim, Json, Quote

_IVS, _SIZO = "@place:ivs_building", "@place:sizo9"
_ZARUBAVETS, _DUBALIAS, _V1, _V2, _V3 = (f"@person:{key}" for key in ("zarubavets", "dubalias", "v1", "v2", "v3"))
_OPEN: list[Json] = [None, None]


def _claim(
    key: str, file: str, page: int | str, words: str, said_by: str, basis: str, says: Mapping[str, Json],
    *, told_by: str | None = None, credibility: int | None = None, denies: bool = False, replaces: str | None = None,
) -> Claim:  # fmt: skip
    cites = (Quote(file=file, page=page, words=words),)
    return Claim(key=key, says=says, cites=cites, said_by=said_by, basis=basis, told_by=told_by,
                 credibility=credibility, denies=denies, replaces=replaces)  # fmt: skip


def _w01(key: str, words: str, basis: str, says: Mapping[str, Json], *, part: str = "body", **more: int) -> Claim:
    return _claim(key, "interview_w01", part, words, "W-01", basis, says, credibility=more.get("credibility", 2))


def _w02(key: str, words: str, says: Mapping[str, Json], *, replaces: str | None = None) -> Claim:
    return _claim(key, "statement_w02", 1, words, "W-02", "saw", says, credibility=2, replaces=replaces)


def _w03(key: str, words: str, says: Mapping[str, Json]) -> Claim:
    return _claim(key, "transcript_w03", "whole", words, "W-03", "saw", says, credibility=3)


def _read(
    key: str, file: str, page: int | str, words: str, said_by: str, says: Mapping[str, Json],
    *, credibility: int = 2, denies: bool = False,
) -> Claim:  # fmt: skip
    return _claim(key, file, page, words, said_by, "read", says, credibility=credibility, denies=denies)


def _took_part(who: str, what: str, role: str, degree: str | None = None) -> dict[str, Json]:
    return {"form": "took_part", "who": who, "what": what, "role": role, "degree": degree}


def _held(
    person: str, place: str, start: str, end: str, cell: str | None, ground: str | None = None
) -> dict[str, Json]:
    period: list[Json] = [start, end]
    return {"form": "held", "person": person, "place": place, "period": period, "cell": cell, "legal_ground": ground}


def _happened(incident: str, when: str, place: str) -> dict[str, Json]:
    return {"form": "happened", "incident": f"@incident:{incident}", "when": when, "place": place}


def _did(act: str, incident: str, act_kind: str, when: str, place: str, method: str) -> dict[str, Json]:
    return {
        "form": "did", "act": f"@act:{act}", "incident": f"@incident:{incident}", "act_kind": act_kind,
        "when": when, "place": place, "method": method,
    }  # fmt: skip


def _posted(person: str, unit: str, title: str, *, commands: bool, start: str | None) -> dict[str, Json]:
    return {
        "form": "posted", "person": person, "unit": f"@unit:{unit}", "title": title, "commands": commands,
        "period": [start, None],
    }  # fmt: skip


def _part_of(unit: str, parent: str, period: list[Json]) -> dict[str, Json]:
    return {"form": "part_of", "unit": f"@unit:{unit}", "parent": f"@unit:{parent}", "period": period}


def _reports(subordinate: str, superior: str, period: list[Json]) -> dict[str, Json]:
    return {
        "form": "reports_to", "subordinate": subordinate, "superior": superior, "period": period, "de_facto": False,
    }  # fmt: skip


def _says(entities: list[Json], text: str) -> dict[str, Json]:
    return {"form": "says", "entities": entities, "text": text}


def _named(entity: str, name: str, lang: str, sort: str) -> dict[str, Json]:
    return {"form": "named", "entity": entity, "name": name, "lang": lang, "sort": sort}


def _attribute(entity: str, key: str, value: str) -> dict[str, Json]:
    return {"form": "attribute", "entity": entity, "key": key, "value": value}


def _context(sub_fact: str, text: str) -> dict[str, Json]:
    return {"form": "context", "sub_fact": sub_fact, "text": text, "period": ["2020-08-09", "2020-08-31"]}


_FROM_W01 = (
    _w01("w01_held", "Мяне трымалі ў камеры нумар 7 з 9 па 12 жніўня", "saw",
         _held(_V1, _IVS, "2020-08-09", "2020-08-12", "7")),
    _w01("w01_no_water", "вады не давалі да вечара 10 жніўня", "saw",
         _did("thirst", "yard", "inhuman conditions", "2020-08-09/2020-08-10", _IVS, "no water"), part="footnote 1"),
    _w01("w01_same_cell", "З 10 жніўня ў той жа камеры быў настаўнік з Залужжа", "saw",
         _held(_V2, _IVS, "2020-08-10", "2020-08-12", "7")),
    _w01("w01_date", "Гэта было ў ноч з 10 на 11 жніўня", "saw", _happened("yard", "2020-08-10/2020-08-11", _IVS)),
    _w01("w01_beating", "Нас вывелі ў двор і білі дубінкамі каля дзвюх гадзін", "saw",
         _did("beating", "yard", "beating", "2020-08-10/2020-08-11", _IVS, "batons, about two hours")),
    _w01("w01_victim", "Мяне білі па спіне і па нагах, пакуль я не страціў прытомнасць", "saw",
         _took_part(_V1, "@act:beating", "victim")),
    _w01("w01_who", "Біў сам старшы змены, яго называлі Зарубавец", "saw",
         _took_part(_ZARUBAVETS, "@act:beating", "alleged_perpetrator", "direct")),
    _w01("w01_callsign", "Іншыя міліцыянты звярталіся да яго «Зубр»", "heard",
         _named(_ZARUBAVETS, "Зубр", "be", "callsign")),
    _w01("w01_words", "Крычалі: «Будзеш ведаць, за каго галасаваць»", "heard",
         _says([_ZARUBAVETS, "@incident:yard"], "Shouted during the beating: you will know whom to vote for")),
    _w01("w01_head_watched", "Начальнік ізалятара стаяў на ганку і глядзеў", "saw",
         _took_part(_DUBALIAS, "@incident:yard", "present", "failed_to_prevent"), credibility=3),
    _w01("w01_head_knew", "Ён нічога не сказаў і сышоў", "saw",
         {"form": "knew", "person": _DUBALIAS, "what": "@act:beating", "means": "watched from the porch",
          "when": "2020-08-10/2020-08-11"}, credibility=3),
    _w01("w01_moved", "12 жніўня ўначы, нас павезлі ў Залужжа", "saw", _happened("transfer", "2020-08-12", _SIZO)),
)  # fmt: skip

_FROM_W02 = (
    _w02("w02_held", "Kameroje Nr. 7 buvau nuo rugpjūčio 10 iki 12 dienos.",
         _held(_V2, _IVS, "2020-08-10", "2020-08-12", "7")),
    _w02("w02_no_papers", "Jokio dokumento apie sulaikymą nedavė.",
         _says([_V2], "No paper on the detention was given")),
    _w02("w02_date", "Mus mušė rugpjūčio 12 dienos vakarą", _happened("yard", "2020-08-12", _IVS)),
    _w02("w02_victim", "Mane mušė guminėmis lazdomis kieme.", _took_part(_V2, "@act:beating", "victim")),
    _w02("w02_who", "Pamainos viršininkas Zarubavecas smūgiavo pats",
         _took_part("@person:zarubavecas", "@act:beating", "alleged_perpetrator", "direct")),
    _w02("w02_moved", "Rugpjūčio 12-osios naktį mus išvežė į Zalužę", _happened("transfer", "2020-08-12", _SIZO)),
    _w02("w02_line", "Išlaipinant reikėjo bėgti pro pareigūnų eilę",
         _did("gauntlet", "transfer", "beating", "2020-08-12", _SIZO, "run past a line of officers")),
    _w02("w02_line_victim", "gavau keturis smūgius per nugarą", _took_part(_V2, "@act:gauntlet", "victim")),
    _w02("w02_sizo_first", "Iš izoliatoriaus Nr. 9 mane paleido rugpjūčio 14 dieną.",
         _held(_V2, _SIZO, "2020-08-12", "2020-08-15", None)),
    _w02("w02_sizo", "Iš izoliatoriaus Nr. 9 mane paleido rugpjūčio 14 dieną.",
         _held(_V2, _SIZO, "2020-08-12", "2020-08-14", None), replaces="w02_sizo_first"),
    _w02("w02_crossed", "Rugsėjo 3 dieną per Medininkus išvykau į Lietuvą",
         {"form": "crossed", "person": _V2, "point": "@place:medininkai", "when": "2020-09-03", "from_state": "BY",
          "to_state": "LT", "coerced": True}),
)  # fmt: skip

_FROM_W03 = (
    _w03("w03_held", "трымалі ў тым самым ізалятары ў Выдумаве да 24 жніўня",
         _held(_V3, _IVS, "2020-08-22", "2020-08-24", None)),
    _w03("w03_date", "Позна ўвечары 23 жніўня мяне вывелі ў калідор",
         _happened("corridor", "2020-08-23", _IVS)),
    _w03("w03_victim", "вывелі ў калідор і білі нагамі", _took_part(_V3, "@act:kicks", "victim")),
    _w03("w03_who", "Ён біў мяне кулаком у твар, патрабаваў пароль ад тэлефона",
         _took_part(_ZARUBAVETS, "@act:kicks", "alleged_perpetrator", "direct")),
)  # fmt: skip

_FROM_OFFICES = (
    _read("order_ivs_head", "order", 1, "начальником изолятора временного содержания", "S-1",
          _posted(_DUBALIAS, "ivs", "head of the temporary detention facility", commands=True, start="2020-01-09")),
    _read("order_shift_head", "order", 1, "старшим второй смены изолятора", "S-1",
          _posted(_ZARUBAVETS, "shift2", "head of the second shift", commands=True, start="2020-02-01")),
    _read("order_ivs_in_rovd", "order", 1, "входит в состав районного отдела", "S-1",
          _part_of("ivs", "rovd", ["2020-01-03", None])),
    _read("order_rovd_head", "order", 1, "Верасович", "S-1",
          _posted("@person:verasovich", "rovd", "head of the district department", commands=True, start=None)),
    _read("letter_order", "letter", 1, "задержанных содержать без послаблений", "S-1",
          {"form": "ordered", "person": "@person:listapadau", "what": "@unit:rovd",
           "content": "hold those detained without any relief until further instruction; accept no parcels",
           "when": "2020-08-08"}),
    _read("letter_reports", "letter", 1, "мне лично ежедневно", "S-1",
          _reports("@person:verasovich", "@person:listapadau", ["2020-08-08", "2020-08-16"])),
    _read("letter_uvd_head", "letter", 1, "Листападов", "S-1",
          _posted("@person:listapadau", "uvd", "head of the regional directorate", commands=True, start=None)),
    _read("roster_name", "roster", 1, "Зарубавец Виктор Андреевич", "S-1",
          _named(_ZARUBAVETS, "Зарубавец Виктор Андреевич", "ru", "official")),
    _read("roster_patronymic", "roster", 1, "Андреевич", "S-1", _attribute(_ZARUBAVETS, "patronymic", "Андреевич")),
    _read("roster_born", "roster", 1, "1984 г. р.", "S-1", _attribute(_ZARUBAVETS, "born", "1984")),
    _read("roster_night", "roster", 1, "В ночь на 11 августа дежурит вторая смена", "S-1",
          _took_part("@unit:shift2", "@incident:yard", "present")),
    _read("roster_second_night", "roster", 1, "вновь заступает вторая смена", "S-1",
          _took_part("@unit:shift2", "@incident:corridor", "present")),
    _read("roster_shift_in_ivs", "roster", 1, "Смены подчинены начальнику изолятора", "S-1",
          _part_of("shift2", "ivs", ["2020-08", "2020-08"])),
    _read("roster_reports", "roster", 1, "старшие смен докладывают ему после каждых суток", "S-1",
          _reports(_ZARUBAVETS, _DUBALIAS, ["2020-08", "2020-08"])),
    _read("register_transfer", "register", "whole", "этап из ИВС г. Выдумово, автозак, 14 человек", "S-1",
          _happened("transfer", "2020-08-12", _SIZO)),
    _read("register_clock", "register", "whole", "12.08.2020  23:40", "S-1",
          _attribute("@act:gauntlet", "clock", "23:40")),
    _read("register_v1", "register", "whole", "помещён в камеру 15, один", "S-1",
          _held(_V1, _SIZO, "2020-08-12", "2020-08-14", "15")),
    _read("register_v2", "register", "whole", "помещён в камеру 15, к № 14", "S-1",
          _held(_V2, _SIZO, "2020-08-12", "2020-08-14", "15")),
    _read("register_injuries", "register", "whole", "у 9 из 14 прибывших видимые телесные повреждения", "S-1",
          _says(["@incident:transfer"], "9 of 14 people had visible injuries on arrival, up to two days old")),
    _read("refusal_ground", "refusal", 1, "по статье 23.34 КоАП", "S-6",
          _held(_V1, _IVS, "2020-08-09", "2020-08-12", None, "Art. 23.34 of the Code of Administrative Offences"),
          credibility=3),
    _read("refusal_lawful", "refusal", 1, "Задержание произведено в соответствии с законом", "S-6",
          _says([_V1], "The detention was in accordance with the law"), credibility=4),
    _read("refusal_no_force", "refusal", 1, "Применение силы сотрудником Зарубавцом В. А. не установлено", "S-6",
          _took_part(_ZARUBAVETS, "@act:beating", "alleged_perpetrator", "direct"), credibility=4, denies=True),
    _read("refusal_other_cause", "refusal", 1, "повреждения получены до доставления в изолятор", "S-6",
          _says([_V1], "The injuries date from before the arrival at the facility, from a fall"), credibility=4),
    _read("leave_name", "leave", 1, "Зарубавцу Виктору Александровичу", "S-1",
          _named("@person:namesake", "Зарубавец Виктор Александрович", "ru", "official")),
    _read("leave_patronymic", "leave", 1, "Александровичу", "S-1",
          _attribute("@person:namesake", "patronymic", "Александрович")),
    _read("leave_born", "leave", 1, "1991 г. р.", "S-1", _attribute("@person:namesake", "born", "1991")),
    _read("leave_post", "leave", 1, "водителю автохозяйства отдела", "S-1",
          _posted("@person:namesake", "rovd", "driver", commands=False, start=None)),
)  # fmt: skip

_FROM_OTHERS = (
    _read("epicrisis_rib", "epicrisis", 1, "закрытый перелом IX ребра слева", "S-7",
          _says([_V2], "Closed fracture of the ninth rib on the left"), credibility=1),
    _read("epicrisis_age", "epicrisis", 1, "давность повреждений от двух до четырёх суток", "S-7",
          _says([_V2], "The injuries were two to four days old on 14 to 15 August"), credibility=2),
    _read("certificate_born", "certificate", 1, "ur. w 1994 r.", "S-2", _attribute(_V1, "born", "1994"), credibility=1),
    _read("certificate_bruises", "certificate", 1, "ustępujące pasmowate zasinienia pleców i ud", "S-2",
          _says([_V1], "Fading band-shaped bruises of the back and thighs"), credibility=1),
    _read("certificate_consistent", "certificate", 1, "Obraz odpowiada podanemu mechanizmowi urazu", "S-2",
          _says([_V1], "The picture is highly consistent with the mechanism given"), credibility=1),
    _read("report_accounts", "report", 1, "the project recorded 214 accounts of beatings in 17 places of detention",
          "S-4", _context("multiple_acts", "214 accounts of beatings in 17 places of detention, 9 to 31 August 2020")),
    _read("report_civilians", "report", 1, "none of them was alleged to be armed", "S-4",
          _context("civilian_population", "Voters, passers-by, medical volunteers and journalists; nobody armed")),
    _read("report_pattern", "report", 1, "The same sequence was described in each place", "S-4",
          _context("pattern_across_places", "The same sequence of acts in each place")),
    _read("report_phone", "report", 1, "instructions came from the regional directorates by telephone", "S-4",
          _context("orders_or_instructions", "Instructions from the regional directorates"), credibility=3),
    _read("report_second", "report", 1, "23 August a detainee was beaten in the Vydumava facility", "S-4",
          _happened("corridor", "2020-08-23", _IVS), credibility=3),
    _read("report_uvd_mvd", "report", 2, "The Zaluzhzha directorate reports to the Ministry of Internal Affairs", "S-4",
          _reports("@unit:uvd", "@unit:mvd", _OPEN)),
    _read("report_rovd_uvd", "report", 2, "The Vydumava department is part of the Zaluzhzha directorate", "S-4",
          _part_of("rovd", "uvd", _OPEN)),
    _read("report_sizo_place", "report", 2, "Pre-trial prison No. 9 stands in the town of Zaluzhzha", "S-4",
          {"form": "located", "entity": _SIZO, "place": "@place:zaluzhzha", "period": _OPEN}),
    _read("news_sixty", "news", "whole", "в районе задержали не менее 60 человек", "S-3",
          _context("widespread", "At least 60 people held in the district in one night"), credibility=3),
    _read("news_rovd_head", "news", "whole", "Начальник РОВД Сергей Верасович", "S-3",
          _posted("@person:verasovich", "rovd", "head of the district department", commands=True, start=None)),
    _claim("news_yard", "news", "whole", "людей били два часа во дворе изолятора", "S-3", "told",
           _did("beating", "yard", "beating", "2020-08", _IVS, "two hours, in the yard"),
           told_by="W-01", credibility=3),
    _claim("post_order", "post", "whole", "Дубаляс лично приказал бить всех с площади", "S-5", "told",
           {"form": "ordered", "person": _DUBALIAS, "what": "@act:beating", "content": "beat everybody from the square",
            "when": "2020-08"}, credibility=6),
    _claim("post_boast", "post", "whole", "отвечать буду я", "S-5", "told",
           _says([_DUBALIAS], "Said that he would answer for it"), credibility=6),
)  # fmt: skip

CLAIMS = (*_FROM_W01, *_FROM_W02, *_FROM_W03, *_FROM_OFFICES, *_FROM_OTHERS)
