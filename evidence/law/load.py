"""The catalogue that comes with this program: its files read and checked whole when first asked for."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable
from typing import Protocol, TypeVar

from evidence.digest import Sha256
from evidence.errors import MalformedError
from evidence.law.catalogue import Catalogue
from evidence.law.check import check_references
from evidence.law.fields import Fields, parse_yaml
from evidence.law.read_crimes import read_context, read_crime, read_mode
from evidence.law.read_provisions import FORUMS, read_editions, read_forum
from evidence.law.read_words import (
    read_article,
    read_consent,
    read_grades,
    read_office,
    read_pattern,
    read_profiles,
    read_rules,
    read_terms,
)
from evidence.law.rows import crime_rows, mode_rows, provision_rows
from evidence.law.translation import read_translation
from evidence.law.words import Article


class _HasId(Protocol):
    @property
    def id(self) -> str: ...


_Named = TypeVar("_Named", bound=_HasId)


@cache
def catalogue() -> Catalogue:
    """The catalogue that comes with this program: read and checked once, then shared."""
    return load(dict(_walk(files("evidence.law") / "data", "")))


def load(contents: Mapping[str, bytes]) -> Catalogue:
    """A catalogue from its files by relative name; MalformedError says which file and entry is wrong."""
    read = {name: parse_yaml(content, name) for name, content in sorted(contents.items())}
    context = read_context(read["context.yaml"])
    crimes = _by_id(read_crime(fields, context) for name, fields in read.items() if name.startswith("crimes/"))
    editions = read_editions(read["provisions/meta.yaml"])
    modes = _by_id(read_mode(row, editions.known_from) for row in read["modes.yaml"].rows("modes"))
    forums = _by_id(read_forum(read[f"provisions/{forum}.yaml"], forum, editions) for forum in FORUMS)
    provisions = _by_id(provision for forum in forums.values() for provision in forum.provisions)
    rows = _by_id((*crime_rows(context, crimes.values()), *provision_rows(provisions.values())))
    offices = read["organs.yaml"]
    office_sources = offices.inner("meta").words("sources")
    sections, terms = read_terms(read["glossary.yaml"])
    translations = {
        language: read_translation(fields, language, context, crimes.values(), modes.values())
        for name, fields in read.items()
        if name.startswith("translations/") and (language := name.removeprefix("translations/").removesuffix(".yaml"))
    }
    built = Catalogue(
        digest=digest_of_files(contents),
        sources={**context.sources, **editions.sources, **office_sources},
        context=context,
        crimes=crimes,
        modes=modes,
        forums=forums,
        provisions=provisions,
        rows={**rows, **_by_id(mode_rows(modes, provisions.values(), None, modes))},
        profiles={profile.forum: profile for profile in read_profiles(read["profiles.yaml"])},
        sections=sections,
        terms=terms,
        rules=_by_id(read_rules(read["rules.yaml"])),
        consent=read_consent(read["evidence_model.yaml"]),
        organs=_by_id(map(read_office, offices.rows("organs"))),
        detention_types=_by_id(map(read_office, offices.rows("detention_types"))),
        places=_by_id(map(read_office, offices.rows("places"))),
        articles=_articles(offices),
        grades=read_grades(offices.inner("ranks")),
        patterns=tuple(map(read_pattern, offices.rows("pii_patterns"))),
        translations=translations,
    )
    check_references(built)
    return built


def digest_of_files(contents: Mapping[str, bytes]) -> Sha256:
    """SHA-256 over `<sha256 of the file> <relative name>\\n` for every file, in the order of the names' bytes."""
    listed = sorted(contents.items(), key=lambda item: item[0].encode())
    lines = "".join(f"{hashlib.sha256(content).hexdigest()} {name}\n" for name, content in listed)
    return Sha256(hashlib.sha256(lines.encode()).hexdigest())


def _articles(offices: Fields) -> tuple[Article, ...]:
    codes = {"criminal": "criminal_code", "administrative": "administrative_code"}
    return tuple(read_article(row, code) for code, key in codes.items() for row in offices.rows(key))


def _by_id(items: Iterable[_Named]) -> dict[str, _Named]:
    by_id: dict[str, _Named] = {}
    for item in items:
        if item.id in by_id:
            raise MalformedError(f"law data: the id {item.id} stands twice")
        by_id[item.id] = item
    return by_id


def _walk(folder: Traversable, prefix: str) -> Iterator[tuple[str, bytes]]:
    for entry in folder.iterdir():
        if entry.is_dir():
            yield from _walk(entry, f"{prefix}{entry.name}/")
        elif entry.name.endswith(".yaml"):
            yield f"{prefix}{entry.name}", entry.read_bytes()
