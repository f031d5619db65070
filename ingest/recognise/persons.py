"""Names of people by their form: initials beside a surname, a known given name, a rank or post before a name.

A missed official costs more than a false suggestion, so a capitalised word after a rank is enough. The name alone is
the quote; that somebody holds the rank beside it is for a person to say.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from typing import Final

from evidence.language.names import given_names, is_patronymic, name_key
from ingest.recognise.finding import Finding
from ingest.recognise.gazetteer import Kind
from ingest.recognise.ports import Hit
from ingest.recognise.proposals import Form

_TOKEN: Final = re.compile(
    r"[^\W\d_](?:[^\W\d_]|[\u0300-\u036f\u00ad\u200b-\u200d]|['’ʼ‐‑-](?=[^\W\d_]))*"
    r"|\d+|[ \t\u00a0\u00ad]+|\n+|[^\w\s]|_"
)
_TWO_LETTER_INITIALS: Final = frozenset(
    ("дз", "дж", "ch", "cz", "sz", "rz", "kh", "sh", "zh", "ts", "yu", "ya", "ye", "ju", "ja", "je", "dž")
)
# I initial with its stop, i initial without, G given name, P patronymic, C capitalised word, A word in capitals,
# R rank, p post, s what follows a rank, o organ or place, n end of line, x anything else.
_NAME: Final = r"I{1,2}[CA]|G{1,2}[PI]?[CA]|[CA]n?G{1,2}P?|[CA]n?I{1,2}|[CA]ii|ii[CA]|GP"
_NAMES: Final = re.compile(rf"(?P<name>{_NAME})|[Rp]+s?n?[Rpo]*n?(?P<after>{_NAME}|[CAGP]{{1,3}})")
_BY_INITIALS, _BY_GIVEN, _BY_RANK = "persons/initials", "persons/given", "persons/rank"


def find_persons(text: str, hits: Sequence[Hit]) -> Iterator[Finding]:
    """Each name, by place, and each rank or post that stands right before one.

    `hits` are the gazetteer's in this text, by place.
    """
    tokens = list(_TOKEN.finditer(text))
    kept, signs = _signs(text, tokens, _covered(hits))
    for found in _NAMES.finditer(signs):
        group = "name" if found["name"] is not None else "after"
        first, last = kept[found.start(group)], kept[found.end(group) - 1]
        start, end = first.start(), _end(text, last, signs[found.end(group) - 1])
        quote = text[start:end]
        by = _BY_RANK if group == "after" else _BY_GIVEN if "G" in found[group] else _BY_INITIALS
        yield Finding(start=start, end=end, form=Form.PERSON, value=name_key(quote), by=by)
        before = kept[found.start()].start() if group == "after" else start
        yield from _titles(hits, before, start)


def _titles(hits: Sequence[Hit], first: int, last: int) -> Iterator[Finding]:
    for place in range(bisect_left(hits, first, key=_start), bisect_left(hits, last, key=_start)):
        hit = hits[place]
        if hit.entry.kind in _TITLES and hit.end <= last:
            yield Finding(
                start=hit.start,
                end=hit.end,
                form=_TITLES[hit.entry.kind],
                value=hit.entry.id,
                by=_BY_RANK,
                label=hit.entry.label,
            )


def _start(hit: Hit) -> int:
    return hit.start


_TITLES: Final = {Kind.RANK: Form.RANK, Kind.POST: Form.POST}
_SIGNS: Final = {
    Kind.RANK: "R",
    Kind.POST: "p",
    Kind.RANK_SYSTEM: "s",
    Kind.ORGAN: "o",
    Kind.PLACE: "o",
    Kind.FACILITY: "o",
}


def _covered(hits: Sequence[Hit]) -> dict[int, tuple[int, str]]:
    """Start of the longest hit at each place -> its end and sign."""
    covered: dict[int, tuple[int, str]] = {}
    for hit in hits:
        if hit.end > covered.get(hit.start, (0, ""))[0]:
            covered[hit.start] = hit.end, _SIGNS[hit.entry.kind]
    return covered


def _signs(
    text: str, tokens: Sequence[re.Match[str]], covered: dict[int, tuple[int, str]]
) -> tuple[list[re.Match[str]], str]:
    """The tokens that count and one sign for each; spaces, and the stops of initials, do not count."""
    kept: list[re.Match[str]] = []
    signs: list[str] = []
    free = 0
    for place, token in enumerate(tokens):
        if token.start() < free or (token.group().isspace() and "\n" not in token.group()):
            continue
        if token.start() in covered:
            free, sign = covered[token.start()]
        elif token.group() == "." and signs and signs[-1] == "I" and text[token.start() - 1].isalpha():
            continue
        else:
            sign = _sign(token.group(), text[token.end() : token.end() + 1], after=_word_before(tokens, place))
        kept.append(token)
        signs.append(sign)
    return kept, "".join(signs)


def _word_before(tokens: Sequence[re.Match[str]], place: int) -> bool:
    return place > 0 and tokens[place - 1].group()[0].isalnum()


def _sign(word: str, following: str, *, after: bool) -> str:
    if "\n" in word:
        return "n" if word == "\n" else "x"
    if not word[0].isalpha() or not word[0].isupper() or after:
        return "-" if word in "-‐‑" else "x"
    bare = unicodedata.normalize("NFC", word)
    if len(bare) == 1:
        return "I" if following == "." else "i"
    if following == "." and len(bare) == 2 and bare.lower() in _TWO_LETTER_INITIALS:
        return "I"
    if is_patronymic(bare):
        return "P"
    if given_names(bare):
        return "G"
    return "A" if bare.isupper() and len(bare) > 2 else "x" if bare.isupper() else "C"


def _end(text: str, last: re.Match[str], sign: str) -> int:
    """The stop behind an initial belongs to the name."""
    return last.end() + (1 if sign == "I" and text[last.end() : last.end() + 1] == "." else 0)
