"""From crimes, provisions and modes to the rows that a coverage shows."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping

from evidence.law.read_crimes import Context
from evidence.law.terms import Crime, Element, Mode, Provision, Requirement, Scope, worse


def crime_rows(context: Context, crimes: Collection[Crime]) -> Iterator[Requirement]:
    """The Statute's rows: shared context once for all crimes, then each crime's elements and its default mental row."""
    every = tuple(crime.id for crime in crimes)
    first = next(iter(crimes))
    for shared in context.shared.values():
        if shared.scope is Scope.WORKSPACE:
            yield _of_crime(first, shared, every)
    default = context.default_mental
    for crime in crimes:
        for element in crime.elements:
            yield _of_crime(crime, element, (crime.id,))
        mental = Element(
            id=f"{crime.id}.{default.id}",
            crime=crime.id,
            n=len(crime.elements) + 1,
            kind=default.kind,
            text=default.text,
            mark=worse(crime.mark, default.mark),
            scope=Scope.PERSON,
            sources=default.sources,
            inherited=True,
            citation=default.citation,
        )
        yield _of_crime(crime, mental, (crime.id,))


def provision_rows(provisions: Iterable[Provision]) -> Iterator[Requirement]:
    """A forum's own rows: the chapeau with every limb's crimes, each limb, each element of a stand-alone crime."""
    for provision in provisions:
        every = tuple(dict.fromkeys(crime for limb in provision.limbs for crime in limb.crimes))
        for element in provision.chapeau:
            yield _of_provision(provision, element, every)
        for limb in provision.limbs:
            yield _of_provision(provision, limb.element, limb.crimes, label=limb.label, check=limb.check)
        if not provision.modes:
            for element in provision.elements:
                yield _of_provision(provision, element, provision.crimes)


def mode_rows(
    modes: Mapping[str, Mode], provisions: Iterable[Provision], forum: str | None, chosen: Collection[str]
) -> Iterator[Requirement]:
    """Rows of the chosen modes: the Statute's elements, or a forum's provision for them (None: every forum)."""
    for mode in modes.values():
        if mode.id in chosen and forum in (None, mode.forum):
            for element in mode.elements:
                yield _of_mode(mode, element)
    for provision in provisions:
        if forum not in (None, provision.forum):
            continue
        if not set(provision.modes).isdisjoint(chosen):
            for element in provision.elements:
                yield _of_provision(provision, element, ())
        for n, (mode_id, term) in enumerate(provision.mode_terms.items(), start=1):
            if mode_id in chosen:
                yield _of_provision(provision, _of_term(provision, modes[mode_id], term, n), ())


def _of_term(provision: Provision, mode: Mode, term: str, n: int) -> Element:
    # The national word stands for the mode; its tests are the mode's own first element's kind, and a lawyer's matter.
    return Element(
        id=f"{provision.id}.{mode.id}",
        crime=provision.id,
        n=n,
        kind=mode.elements[0].kind,
        text=f"{mode.title}: {term}",
        mark=provision.mark,
        scope=Scope.PERSON,
        sources=provision.sources,
        orig=term,
    )


def _of_crime(crime: Crime, element: Element, crimes: tuple[str, ...]) -> Requirement:
    return Requirement(
        element=element,
        forum=crime.forum,
        source=crime.id if element.crime else "",
        citation=element.citation or crime.citation,
        title=crime.title if element.crime else element.title,
        crimes=crimes,
        label=str(element.n) if element.n else "",
        mark=element.mark,
        validity=crime.validity,
    )


def _of_provision(
    provision: Provision, element: Element, crimes: tuple[str, ...], *, label: str = "", check: str = ""
) -> Requirement:
    return Requirement(
        element=element,
        forum=provision.forum,
        source=provision.id,
        citation=provision.citation,
        title=provision.title.get(provision.forum.lower(), provision.title.get("en", "")),
        crimes=crimes,
        label=label,
        mark=worse(element.mark, provision.mark),
        validity=provision.validity,
        check=check,
    )


def _of_mode(mode: Mode, element: Element) -> Requirement:
    return Requirement(
        element=element,
        forum=mode.forum,
        source=mode.id,
        citation=mode.citation,
        title=mode.title,
        crimes=(),
        label=str(element.n),
        mark=element.mark,
        validity=mode.validity,
    )
