"""Reads a forum's provisions: limbs, elements, wordings and days of validity."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from evidence.law.fields import Fields, iso_day
from evidence.law.read_crimes import plain_element
from evidence.law.terms import Element, Kind, Limb, Mark, Provision, Scope, Validity, Wording, worse

FORUMS = ("LT", "PL", "ICC", "EU")
_GROUPS = ("substantive", "jurisdiction", "limitation", "procedure", "e_documents", "gdpr", "victims")
_FACTS = (
    "name", "rome_statute_in_force", "authority", "court_first_instance", "language", "in_absentia_trial",
    "known_cases", "situation", "immunity_check",
)  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Authority:
    """An office that receives a file; `names` by language; `competent` is False where it is often taken for one."""

    id: str
    forum: str
    names: Mapping[str, str]
    competent: bool
    mark: Mark
    note: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Forum:
    """One recipient forum: its names by language, its offices and its provisions in the order of the data."""

    id: str
    names: Mapping[str, str]
    authorities: tuple[Authority, ...]
    provisions: tuple[Provision, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Editions:
    """Where provisions were read, and from which day an edition is known to apply."""

    sources: Mapping[str, str]
    known_from: Mapping[str, date]


def read_editions(fields: Fields) -> Editions:
    """The meta file of the provisions."""
    meta = fields.inner("meta")
    editions = meta.inner("editions")
    known: dict[str, date] = {}
    for code in editions.names():
        edition = editions.inner(code)
        start, published = edition.day("from"), edition.text_or("published")
        # A year of publication says only that the text was in force at the end of that year.
        known[code] = start or iso_day(f"{published}-12-31", f"{edition.where}.published")
        edition.skip("to", "note")
        edition.done()
    read = Editions(sources=meta.words("sources"), known_from=known)
    fields.done()
    return read


def read_forum(fields: Fields, forum: str, editions: Editions) -> Forum:
    """One forum's file."""
    names = fields.words("name")
    authorities = tuple(_authority(row, forum) for row in fields.rows("authority"))
    provisions = tuple(_provision(row, forum, group, editions) for group in _GROUPS for row in fields.rows(group))
    fields.skip(*_FACTS)
    fields.done()
    return Forum(id=forum, names=names, authorities=authorities, provisions=provisions)


def _authority(fields: Fields, forum: str) -> Authority:
    names = {language: text for language in ("lt", "pl", "en") if (text := fields.text_or(f"name_{language}"))}
    competent = fields.flag("competent") if "competent" in fields else True
    fields.skip("src")
    read = Authority(
        id=fields.text("id"),
        forum=forum,
        names=names,
        competent=competent,
        mark=fields.one_of("verified", Mark),
        note=fields.text_or("note"),
    )
    fields.done()
    return read


def _provision(fields: Fields, forum: str, group: str, editions: Editions) -> Provision:
    fields.skip("source", "checked", "confirmed_unchanged", "ref", "former_id", "items", "deadline_note")
    if fields.text("forum") not in (forum, "EU"):
        raise fields.refusal("forum", "is not the forum of its file")
    pid, mark, sources = fields.text("id"), fields.one_of("verified", Mark), fields.texts("src")
    notes = tuple(text for key in ("note", "warning", "consequence", "dispute") for text in fields.texts(key))
    limbs = _limbs(fields, pid, mark, sources)
    modes = fields.texts("modes")
    read = Provision(
        id=pid,
        forum=forum,
        group=group,
        citation=fields.text("citation"),
        title=fields.words("title"),
        text=fields.text_or("text"),
        orig=fields.text_or("orig"),
        mark=mark,
        sources=sources,
        validity=_validity(fields, sources, editions),
        chapeau=_elements(fields, "chapeau", pid, mark, sources),
        limbs=limbs,
        # Responsibility for what subordinates did is one person's, whatever kind each element is of.
        elements=_elements(fields, "elements", pid, mark, sources, scope=Scope.PERSON if modes else None),
        crimes=fields.texts("rs"),
        modes=modes,
        mode_terms=fields.words("map"),
        penalty=fields.text_or("penalty"),
        penalties=tuple(_wording(row, "penalty") for row in fields.rows("penalty_history")),
        hooks=fields.texts("hooks"),
        deadline_days=fields.whole("deadline_days"),
        notes=notes,
        differences=fields.texts("gaps_vs_rome_statute"),
    )
    fields.done()
    return read


def _elements(
    fields: Fields, key: str, owner: str, mark: Mark, sources: tuple[str, ...], *, scope: Scope | None = None
) -> tuple[Element, ...]:
    return tuple(
        plain_element(row, owner=owner, n=n, mark=mark, sources=sources, scope=scope)
        for n, row in enumerate(fields.rows(key), 1)
    )


def _limbs(fields: Fields, owner: str, mark: Mark, sources: tuple[str, ...]) -> tuple[Limb, ...]:
    found: list[tuple[str, str, Fields]] = []
    if "alternatives" in fields:
        alternatives = fields.inner("alternatives")
        found += [(letter, "", alternatives.inner(letter)) for letter in alternatives.names()]
    if "paragraphs" in fields:
        paragraphs = fields.inner("paragraphs")
        for number in paragraphs.names():
            paragraph = paragraphs.inner(number)
            penalty, points = paragraph.text("penalty"), paragraph.inner("points")
            found += [(f"{number}.{point}", penalty, points.inner(point)) for point in points.names()]
            paragraph.done()
    return tuple(
        _limb(row, owner, label, penalty, n, mark, sources) for n, (label, penalty, row) in enumerate(found, 1)
    )


def _limb(fields: Fields, owner: str, label: str, penalty: str, n: int, mark: Mark, sources: tuple[str, ...]) -> Limb:
    crimes = fields.texts("rs")
    if not crimes:
        raise fields.refusal("rs", "must name the crimes it answers to")
    # A limb is the forbidden conduct; what surrounds it stands in the chapeau.
    element = Element(
        id=f"{owner}.{label}",
        crime=owner,
        n=n,
        kind=fields.one_of("kind", Kind, Kind.CONDUCT),
        text=fields.text("text"),
        mark=worse(mark, fields.one_of("verified", Mark, mark)),
        scope=Scope.INCIDENT,
        sources=sources,
        orig=fields.text_or("orig"),
    )
    limb = Limb(element=element, label=label, crimes=crimes, penalty=penalty, check=fields.text_or("machine_check"))
    fields.done()
    return limb


def _validity(fields: Fields, sources: tuple[str, ...], editions: Editions) -> Validity:
    raw, start_mark = fields.take("valid_from"), Mark.SEEN
    start: date | None = None
    if isinstance(raw, str):
        start = iso_day(raw, f"{fields.where}.valid_from")
    elif raw is not None:
        inner = Fields(raw, f"{fields.where}.valid_from")
        start, start_mark = inner.day("date"), inner.one_of("verified", Mark)
        inner.skip("note")
        inner.done()
    known = [editions.known_from[code] for code in sources if code in editions.known_from]
    return Validity(
        start=start,
        end=fields.day("valid_to"),
        start_mark=start_mark,
        known_from=min(known, default=None),
        wordings=tuple(_wording(row, "note") for row in fields.rows("wording_history")),
    )


def _wording(fields: Fields, text: str) -> Wording:
    start = fields.day("from")
    if start is None:
        raise fields.refusal("from", "must be an ISO date")
    read = Wording(start=start, end=fields.day("to"), mark=fields.one_of("verified", Mark), note=fields.text(text))
    fields.skip("note", "src", "title_lt")
    fields.done()
    return read
