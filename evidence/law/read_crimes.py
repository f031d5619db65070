"""Reads the Rome Statute's side of the law data: contextual elements, crimes, modes of liability."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from evidence.errors import MalformedError
from evidence.law.fields import Fields
from evidence.law.terms import SCOPE_OF, Crime, Element, Kind, Logic, Mark, Mode, Scope, Validity, worse


@dataclass(frozen=True, slots=True, kw_only=True)
class Context:
    """What every crime shares: contextual elements and principles by id, and where texts were read.

    `default_mental` is the principle that gives a crime its mental element where none is named.
    """

    sources: Mapping[str, str]
    shared: Mapping[str, Element]
    principles: Mapping[str, Element]
    default_mental: Element
    indicators: Mapping[str, tuple[str, ...]]


def read_context(fields: Fields) -> Context:
    """The shared part; MalformedError names what is wrong."""
    meta = fields.inner("meta")
    sources = meta.words("sources")
    shared = tuple(_shared(row) for row in fields.rows("contextual_common"))
    principles = tuple(_principle(row) for row in fields.rows("general_principles"))
    named = {element.id: element for element in principles}
    default = named.get(fields.text("default_mental"))
    if default is None:
        raise fields.refusal("default_mental", "is not a general principle")
    groups = fields.inner("indicator_groups")
    context = Context(
        sources=sources,
        shared={element.id: element for element in shared},
        principles=named,
        default_mental=default,
        indicators={group: groups.texts(group) for group in groups.names()},
    )
    fields.done()
    return context


def read_crime(fields: Fields, context: Context) -> Crime:
    """One crime's file; its elements come numbered from 1, as many as the official text has."""
    mark = fields.one_of("verified", Mark)
    sources = fields.texts("src")
    crime = fields.text("id")
    elements = tuple(_element(row, crime, mark, sources, context) for row in fields.rows("elements"))
    if [element.n for element in elements] != list(range(1, len(elements) + 1)):
        raise fields.refusal("elements", "must be numbered from 1 without a gap")
    if fields.whole("elements_count") != len(elements):
        raise fields.refusal("elements_count", "is not the number of elements")
    start, end = fields.day("valid_from"), fields.day("valid_to")
    handling = fields.text_or("handling")
    if handling not in ("", "sgbv_restricted"):
        raise fields.refusal("handling", "is not of its closed set")
    fields.skip("ref", "variants")
    read = Crime(
        id=crime,
        forum=fields.text("forum"),
        citation=fields.text("citation"),
        title=fields.text("title"),
        mark=mark,
        sources=sources,
        validity=Validity(start=start, end=end, start_mark=mark, known_from=None),
        elements=elements,
        notes=(*fields.texts("note"), *fields.texts("notes")),
        required_facts=fields.texts("required_data"),
        national=fields.words("national"),
        restricted=handling == "sgbv_restricted",
        pattern=fields.text_or("belarus_pattern"),
    )
    fields.done()
    return read


def read_mode(fields: Fields, known_from: Mapping[str, date]) -> Mode:
    """One mode of liability; the Statute gives it no days of its own, so those of the edition read count."""
    mark = fields.one_of("verified", Mark)
    sources = fields.texts("src")
    mode = fields.text("id")
    excluded = fields.text_or("not_applicable_to")
    elements = tuple(
        plain_element(row, owner=mode, n=n, mark=mark, sources=sources, scope=Scope.PERSON)
        for n, row in enumerate(fields.rows("elements"), start=1)
    )
    if bool(elements) == bool(excluded):
        raise fields.refusal("elements", "must be there, or the mode names what it does not apply to")
    fields.skip("ref", "national")
    read = Mode(
        id=mode,
        forum=fields.text("forum"),
        citation=fields.text("citation"),
        title=fields.text("title"),
        mark=mark,
        sources=sources,
        validity=Validity(
            start=None,
            end=None,
            start_mark=mark,
            known_from=min((known_from[code] for code in sources if code in known_from), default=None),
        ),
        elements=elements,
        required_facts=fields.texts("required_data"),
        note=fields.text_or("note"),
    )
    fields.done()
    return read


def plain_element(
    fields: Fields, *, owner: str, n: int, mark: Mark, sources: tuple[str, ...], scope: Scope | None = None
) -> Element:
    """An element with its own text; a mark of its own can only weaken that of its owner."""
    kind = fields.one_of("kind", Kind)
    element = Element(
        id=fields.text("id"),
        crime=owner,
        n=n,
        kind=kind,
        text=fields.text("text"),
        mark=worse(mark, fields.one_of("verified", Mark, mark)),
        scope=scope or SCOPE_OF[kind],
        sources=sources,
        logic=fields.one_of("logic", Logic, Logic.ALL),
        orig=fields.text_or("orig"),
        sub_facts=fields.texts("sub_facts"),
    )
    fields.done()
    return element


def _shared(fields: Fields) -> Element:
    kind, scope = fields.one_of("kind", Kind), fields.one_of("scope", Scope)
    if kind not in (Kind.CONTEXTUAL, Kind.CONTEXTUAL_MENTAL):
        raise fields.refusal("kind", "must be contextual")
    fields.skip("note", "forum")
    element = Element(
        id=fields.text("id"),
        crime="",
        n=0,
        kind=kind,
        text=fields.text("text"),
        mark=fields.one_of("verified", Mark),
        scope=scope,
        sources=fields.texts("src"),
        logic=fields.one_of("logic", Logic, Logic.ALL),
        inherited=True,
        sub_facts=fields.texts("sub_facts"),
        citation=fields.text("ref"),
        title=fields.text("title"),
    )
    fields.done()
    return element


def _principle(fields: Fields) -> Element:
    kind = fields.one_of("kind", Kind, Kind.CIRCUMSTANCE)
    fields.skip("ref", "forum")
    element = Element(
        id=fields.text("id"),
        crime="",
        citation=fields.text("citation"),
        n=0,
        kind=kind,
        text=fields.text("text"),
        mark=fields.one_of("verified", Mark),
        scope=SCOPE_OF[kind],
        sources=fields.texts("src"),
    )
    fields.done()
    return element


def _element(fields: Fields, crime: str, mark: Mark, sources: tuple[str, ...], context: Context) -> Element:
    n = fields.whole("n")
    if n is None:
        raise fields.refusal("n", "must be a whole number")
    reference = fields.text_or("ref")
    if not reference:
        return plain_element(fields, owner=crime, n=n, mark=mark, sources=sources)
    shared = context.shared.get(reference)
    if shared is None or shared.scope is Scope.WORKSPACE:
        raise MalformedError(f"law data: {fields.where} leans on an element that is not shared by incidents")
    element = Element(
        id=fields.text("id"),
        crime=crime,
        n=n,
        kind=shared.kind,
        text=shared.text,
        mark=worse(mark, shared.mark),
        scope=shared.scope,
        sources=shared.sources,
        logic=shared.logic,
        inherited=True,
        title=shared.title,
    )
    fields.done()
    return element
