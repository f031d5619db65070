"""The draft of the case file for the Lithuanian prosecutor, sentence by sentence, and the translations it relies on."""

from __future__ import annotations

from examples.plan import CaseFile, Passage, Sentence, Translation


def _passage(section: str, order: int, *sentences: tuple[str, tuple[str, ...]]) -> Passage:
    return Passage(
        section=section, order=order, sentences=tuple(Sentence(text=text, claims=claims) for text, claims in sentences)
    )


_PASSAGES = (
    _passage(
        "context", 1,
        ("Between 9 and 31 August 2020 one organisation recorded 214 accounts of beatings in 17 places of detention.",
         ("report_accounts",)),
        ("A newspaper counted at least 60 people held in the district in one night.", ("news_sixty",)),
        ("None of those held is said to have been armed.", ("report_civilians",)),
    ),
    _passage(
        "context", 2,
        ("On 8 August 2020 the head of the regional directorate is alleged to have instructed the district department "
         "to hold those detained without any relief.", ("letter_order",)),
        ("The same sequence of acts was described in each place of detention.", ("report_pattern",)),
    ),
    _passage(
        "alleged", 1,
        ("V. Andreevich Zarubavets, born in 1984, was head of the second shift of the facility from 1 February 2020.",
         ("order_shift_head", "roster_name", "roster_born")),
        ("Another man of the same name, born in 1991, a driver of the same department, was on leave on those days; "
         "he is not meant.", ("leave_name", "leave_born", "leave_post")),
    ),
    _passage(
        "alleged", 2,
        ("M. S. Dubalias was appointed head of the facility from 9 January 2020.", ("order_ivs_head",)),
    ),
    _passage(
        "incidents", 1,
        ("V-1 was held in cell 7 of the facility from 9 to 12 August 2020, and V-2 in the same cell from 10 August.",
         ("w01_held", "w02_held", "w01_same_cell")),
        ("According to V-1 there was no water until the evening of 10 August.", ("w01_no_water",)),
        ("V-2 says that no paper on the detention was given.", ("w02_no_papers",)),
    ),
    _passage(
        "incidents", 2,
        ("Both say that they were beaten with batons in the yard.", ("w01_beating", "w01_victim", "w02_victim")),
        ("V-1 gives the night from 10 to 11 August, V-2 the evening of 12 August.", ("w01_date", "w02_date")),
        ("Both name the head of the shift as the one who allegedly struck them himself.", ("w01_who", "w02_who")),
        ("The words allegedly shouted with the blows were about the vote.", ("w01_words",)),
        ("A hospital in Poland found fading bruises highly consistent with the account of V-1.",
         ("certificate_bruises", "certificate_consistent")),
        ("The district hospital found a broken rib in V-2.", ("epicrisis_rib", "epicrisis_age")),
    ),
    _passage(
        "incidents", 3,
        ("On 12 August 2020 fourteen people were moved to pre-trial prison No. 9.",
         ("register_transfer", "w01_moved", "w02_moved")),
        ("On arrival they allegedly had to run past a line of officers.", ("w02_line", "w02_line_victim")),
        ("The register notes visible injuries in 9 of 14 people.", ("register_injuries",)),
        ("V-1 and V-2 were put into cell 15.", ("register_v1", "register_v2")),
    ),
    _passage(
        "incidents", 4,
        ("A report says that a detainee was beaten in the same facility on 23 August 2020.", ("report_second",)),
        ("The second shift was on duty that night.", ("roster_second_night",)),
        ("The windows of the facility face a school.", ()),
    ),
    _passage(
        "structure", 1,
        ("The second shift is part of the facility, and the facility of the district department.",
         ("roster_shift_in_ivs", "order_ivs_in_rovd")),
        ("Heads of shifts report to the head of the facility after each day of duty.", ("roster_reports",)),
        ("S. I. Verasovich headed the district department.", ("order_rovd_head", "news_rovd_head")),
        ("He was told to report to the head of the regional directorate every day.",
         ("letter_reports", "letter_uvd_head")),
        ("The directorate reports to the Ministry of Internal Affairs.", ("report_rovd_uvd", "report_uvd_mvd")),
    ),
    _passage(
        "exonerating", 1,
        ("The Investigative Committee found no use of force by V. A. Zarubavets.", ("refusal_no_force",)),
        ("It dates the injuries of V-1 before his arrival at the facility.", ("refusal_other_cause",)),
        ("It calls the detention lawful and names an article of the Code of Administrative Offences.",
         ("refusal_lawful", "refusal_ground")),
    ),
)  # fmt: skip

CASE_FILE = CaseFile(
    code="CF-LT-1",
    title="Vydumava, August 2020",
    forum="LT",
    language="en",
    recipient="share_national_prosecutor_LT",
    profile="LT",
    allegations=("torture", "imprisonment", "superior", "persecution"),
    passages=_PASSAGES,
)

_ENGLISH = {
    "w01_held": "I was held in cell number 7 from 9 to 12 August",
    "w01_no_water": "no water was given until the evening of 10 August",
    "w01_same_cell": "From 10 August a teacher from Zaluzhzha was in the same cell",
    "w01_date": "It was in the night from 10 to 11 August",
    "w01_beating": "We were taken out into the yard and beaten with batons for about two hours",
    "w01_victim": "I was beaten on the back and the legs until I lost consciousness",
    "w01_who": "The head of the shift struck us himself, they called him Zarubavets",
    "w01_words": "They shouted: You will know whom to vote for",
    "w01_head_watched": "The head of the facility stood on the porch and watched",
    "w01_moved": "on 12 August, at night, we were driven to Zaluzhzha",
    "w02_held": "I was in cell No. 7 from 10 to 12 August.",
    "w02_no_papers": "They gave no document on the detention.",
    "w02_date": "They beat us on the evening of 12 August",
    "w02_victim": "I was beaten with rubber batons in the yard.",
    "w02_who": "The head of the shift, Zarubavecas, struck us himself",
    "w02_moved": "In the night of 12 August we were driven to Zaluzhzha",
    "w02_line": "Getting off, we had to run past a line of officers",
    "w02_line_victim": "I got four blows on the back",
    "order_ivs_head": "head of the temporary detention facility",
    "order_shift_head": "head of the second shift of the facility",
    "order_ivs_in_rovd": "is part of the district department",
    "order_rovd_head": "Verasovich",
    "letter_order": "hold those detained without any relief",
    "letter_reports": "to me personally every day",
    "letter_uvd_head": "Listapadau",
    "roster_name": "Zarubavets Viktar Andreevich",
    "roster_born": "born in 1984",
    "roster_second_night": "the second shift takes over again",
    "roster_shift_in_ivs": "The shifts are under the head of the facility",
    "roster_reports": "heads of shifts report to him after each day of duty",
    "register_transfer": "transport from the facility of Vydumava, prison van, 14 people",
    "register_v1": "put into cell 15",
    "register_v2": "put into cell 15, to No. 14",
    "register_injuries": "visible injuries in 9 of the 14 who arrived",
    "refusal_ground": "under Article 23.34 of the Code of Administrative Offences",
    "refusal_lawful": "The detention was carried out in accordance with the law",
    "refusal_no_force": "No use of force by officer Zarubavets V. A. was established",
    "refusal_other_cause": "the injuries were sustained before arrival at the facility",
    "leave_name": "Zarubavets Viktar Aliaksandravich",
    "leave_born": "born in 1991",
    "leave_post": "driver of the department's car pool",
    "epicrisis_rib": "closed fracture of the ninth rib on the left",
    "epicrisis_age": "age of the injuries two to four days",
    "certificate_bruises": "fading band-shaped bruises of the back and thighs",
    "certificate_consistent": "The picture corresponds to the mechanism of injury given",
    "news_sixty": "at least 60 people were detained in the district",
    "news_rovd_head": "The head of the district department, Siarhei Verasovich",
    "news_yard": "people were beaten for two hours in the yard of the facility",
}

TRANSLATIONS = tuple(
    Translation(claim=claim, lang="en", text=text, translator="T-1") for claim, text in _ENGLISH.items()
)
