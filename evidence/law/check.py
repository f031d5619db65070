"""Every reference inside the law data resolves: crimes, modes, sections, parents, sources, recipients."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from typing import Protocol

from evidence.errors import MalformedError
from evidence.law.catalogue import Catalogue


class _Sourced(Protocol):
    @property
    def id(self) -> str: ...

    @property
    def sources(self) -> tuple[str, ...]: ...


def check_references(catalogue: Catalogue) -> None:
    """MalformedError with the first reference that leads nowhere."""
    for where, kind, names, known in _references(catalogue):
        for name in names:
            if name not in known:
                raise MalformedError(f"law data: {where} names an unknown {kind}: {name}")


def _references(catalogue: Catalogue) -> Iterator[tuple[str, str, Collection[str], Collection[str]]]:
    yield from _of_provisions(catalogue)
    yield from _of_profiles(catalogue)
    yield from _of_offices(catalogue)
    yield from _of_sources(catalogue)
    for rule in catalogue.rules.values():
        yield rule.id, "forum", rule.forums, catalogue.profiles
    for crime in catalogue.crimes.values():
        yield crime.id, "forum", crime.national.keys(), catalogue.profiles
        yield crime.id, "forum", (crime.forum,), catalogue.profiles


def _of_provisions(catalogue: Catalogue) -> Iterator[tuple[str, str, Collection[str], Collection[str]]]:
    for provision in catalogue.provisions.values():
        yield provision.id, "crime", provision.crimes, catalogue.crimes
        yield provision.id, "mode", provision.modes, catalogue.modes
        yield provision.id, "mode", provision.mode_terms.keys(), catalogue.modes
        for limb in provision.limbs:
            yield limb.element.id, "crime", limb.crimes, catalogue.crimes


def _of_profiles(catalogue: Catalogue) -> Iterator[tuple[str, str, Collection[str], Collection[str]]]:
    for profile in catalogue.profiles.values():
        yield profile.forum, "forum", (profile.forum,), catalogue.forums
        yield profile.forum, "recipient", (profile.recipient,), catalogue.consent.dimensions["use"]
        yield profile.forum, "crime", profile.crimes, catalogue.crimes
        yield profile.forum, "mode", profile.modes, catalogue.modes
        yield profile.forum, "section", profile.sections, catalogue.sections


def _of_offices(catalogue: Catalogue) -> Iterator[tuple[str, str, Collection[str], Collection[str]]]:
    for office in (*catalogue.organs.values(), *catalogue.places.values()):
        yield office.id, "parent", [office.parent] if office.parent else [], catalogue.organs
    for place in catalogue.places.values():
        yield place.id, "kind of place", place.types, catalogue.detention_types


def _of_sources(catalogue: Catalogue) -> Iterator[tuple[str, str, Collection[str], Collection[str]]]:
    # A single source may be free text; in a list every one is a code, or an id of the catalogue.
    known = {*catalogue.sources, *catalogue.provisions, *catalogue.crimes, *catalogue.context.principles}
    sourced: tuple[_Sourced, ...] = (
        *catalogue.provisions.values(),
        *catalogue.crimes.values(),
        *catalogue.modes.values(),
        *catalogue.rules.values(),
        *catalogue.organs.values(),
        *catalogue.places.values(),
    )
    for entry in sourced:
        yield entry.id, "source", entry.sources if len(entry.sources) > 1 else (), known
