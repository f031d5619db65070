"""Articles of law as texts cite them: "арт. 342 КК", "ч. 1 ст. 130 УК РБ", "art. 118a § 2 k.k.", "100 str. BK".

The value is `code:article`, with the part in brackets: `BY-CC:130(1)`. A code whose country the words do not tell is
`CC` or `CAO` alone, an article without a code is `?:130`: a country is not guessed.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from evidence.language.script import end_place, plain_with_places
from ingest.recognise.finding import Finding
from ingest.recognise.proposals import Form

# A code as it is abbreviated or named -> its id; the first that fits wins. BY, RU, UA, PL, LT are ISO 3166 countries.
_CODES: Final = tuple(
    (re.compile(rf"[\s,]{{0,3}}(?:{pattern})(?!\w)"), code)
    for pattern, code in (
        (r"(?:ук|уголовного кодекса)\s?(?:рб|республики беларусь|беларуси)", "BY-CC"),
        (r"(?:упк)\s?(?:рб|республики беларусь)", "BY-CCP"),
        (r"(?:ук|уголовного кодекса)\s?(?:рф|российской федерации|россии)", "RU-CC"),
        (r"(?:кк|крыминальнага кодэкса|крымінальнага кодэкса)\s?(?:рб|рэспублікі беларусь|беларусі)", "BY-CC"),
        (r"(?:кк|кримінального кодексу)\s?украіни", "UA-CC"),
        (r"крымінальнага кодэкса", "BY-CC"),
        (r"кримінального кодексу", "UA-CC"),
        (r"(?:коап|кодекса об административных правонарушениях)\s?(?:рб|республики беларусь)", "BY-CAO"),
        (r"каап|кодэкса аб адміністрацыйных правапарушэннях", "BY-CAO"),
        (r"коап|кодекса об административных правонарушениях", "CAO"),
        (r"упк|кпк", "CCP"),
        (r"ук|уголовного кодекса", "CC"),
        (r"кк", "CC"),
        (r"k\.\s?p\.\s?k\.?|kpk|kodeksu postepowania karnego", "PL-KPK"),
        (r"k\.\s?k\.\s?(?:bialorusi|rb)|kk (?:bialorusi|rb)|kodeksu karnego (?:bialorusi|republiki bialorus)", "BY-CC"),
        (r"k\.\s?k\.?|kk|kodeksu karnego", "PL-KK"),
        (r"(?:baltarusijos)(?:\s\w{1,20}){0,2}\s(?:bk|baudziamojo kodekso)", "BY-CC"),
        (r"bpk|baudziamojo proceso kodekso", "LT-BPK"),
        (r"bk|baudziamojo kodekso", "LT-BK"),
        (r"(?:of the )?(?:belarusian? criminal code|criminal code of (?:the republic of )?belarus)", "BY-CC"),
        (r"(?:of the )?(?:criminal code|cc)", "CC"),
        (r"(?:of the )?rome statute|римского статута|рымскага статута|statutu rzymskiego|romos statuto", "ICC-RS"),
    )
)
_NUMBER: Final = r"(?P<art>\d{1,3}(?:[.-]\d{1,2})?[a-z]?)"
_PART_WORD: Final = (
    r"(?:ч(?:\.|асть|асти|астка|асткі|астина|астини)|п(?:\.|ункт|ункта)|cz\.|dalis|dalies|d\.|part|para\.?|§)"
)
_BEFORE: Final = re.compile(
    rf"(?:{_PART_WORD}\s?(?P<part>\d{{1,2}})(?:-[яйіга]{{1,2}})?\s?,?\s?)?(?<!\w)"
    r"(?:стать(?:я|и|е|ю|ей|ям)|статт(?:я|і|ю|ею)|стст?\.?|ст\.|артыкул(?:а|у|ам|е)?|арт\.|"
    r"art\.|artyku[l](?:u|em|owi)?|articles?|arts?\.|str\.|straipsn(?:is|io|iui|i|iu|yje))"
    rf"\s?{_NUMBER}(?!\w)"
    r"(?:\s?(?:§|ust\.|ч\.|part|para\.?|\()\s?(?P<after>\d{1,2})\)?(?!\w))?"
)
# Lithuanian puts the number first: 100 str., 118 straipsnio 2 dalis.
_BEHIND: Final = re.compile(
    rf"(?<![\w.-]){_NUMBER}\s?(?:str\.|straipsn(?:is|io|iui|i|iu|yje))"
    r"(?:\s?(?P<after>\d{1,2})\s?(?:d\.|dal(?:is|ies|yje|i|imi)))?"
)

_CODE_BEFORE: Final = re.compile(r"(?<!\w)(?P<belarus>baltarusijos\s(?:respublikos\s)?)?(?:bk|baudziamojo kodekso)\s$")


def find_articles(text: str) -> Iterator[Finding]:
    """Each cited article, by place; the code is read behind the number, or before it ("BK 100 str.")."""
    shown, places = plain_with_places(text)
    taken = -1
    for found in sorted(
        (*_BEFORE.finditer(shown), *_BEHIND.finditer(shown)), key=lambda match: (match.start(), -match.end())
    ):
        if found.start() < taken:
            continue
        start, end, code = _code(shown, found)
        taken = end
        groups = found.groupdict()
        part = groups.get("part") or groups.get("after")
        yield Finding(
            start=places[start],
            end=end_place(text, places, end),
            form=Form.ARTICLE,
            value=f"{code}:{found['art']}" + (f"({part})" if part else ""),
            by="articles",
        )


def _code(shown: str, found: re.Match[str]) -> tuple[int, int, str]:
    for code, name in _CODES:
        behind = code.match(shown, found.end())
        if behind:
            # "арт." is Belarusian, and Belarusian texts call their own code КК.
            belarusian = name == "CC" and "арт" in found.group()
            return found.start(), behind.end(), "BY-CC" if belarusian else name
    before = _CODE_BEFORE.search(shown, max(0, found.start() - 60), found.start())
    if before:
        return before.start(), found.end(), "BY-CC" if before["belarus"] else "LT-BK"
    return found.start(), found.end(), "?"
