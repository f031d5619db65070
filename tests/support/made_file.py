"""Makes case files of worlds on paper, and takes documents apart so that laws can look at every piece of them."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import fields, is_dataclass, replace
from datetime import UTC, datetime

import msgspec

from evidence.casefile.assemble import assemble
from evidence.casefile.document import Document, Section
from evidence.casefile.matter import Matter
from evidence.casefile.papers import Papers, Withheld, handed_as_received
from evidence.casefile.runs import Plain, Sentence
from evidence.disclosure.view import standing_without
from evidence.ids import ExhibitId
from evidence.law.load import catalogue
from evidence.model.output import CaseFile
from evidence.standing import Standing
from tests.support.small_world import Small
from tests.support.told_story import OnPaper
from tests.support.world import World

AT = datetime(2026, 11, 25, 8, tzinfo=UTC)


def papers_of(world: World, standing: Standing, withheld: Mapping[ExhibitId, str] | None = None) -> Papers:
    """Everything handed over as it came in, but what is withheld."""
    kept = withheld or {}
    exhibits = [exhibit for exhibit in standing.holdings.exhibits if exhibit not in kept]
    return Papers(
        handed=handed_as_received(standing, world.entries, exhibits),
        withheld=tuple(Withheld(number=world.standing().holdings.exhibit(e).number, reason=r) for e, r in kept.items()),
    )


def file_of(small: Small, case_file: CaseFile, **changes: object) -> Document:
    """The document of a small world."""
    papers = replace(papers_of(small.world, small.standing), **changes)  # type: ignore[arg-type]  # fields of Papers
    return assemble(case_file, small.standing, catalogue(), papers, AT)


def matter_of(small: Small, case_file: CaseFile) -> Matter:
    """What the sections of a small world's file are made from."""
    return Matter(case_file, small.standing, catalogue(), papers_of(small.world, small.standing), AT)


def story_file(paper: OnPaper, file: CaseFile | None = None, **changes: object) -> Document:
    """The document of the told story (or of another file on it), as its recipient may see it."""
    withheld = paper.withheld()
    standing = standing_without(paper.world.entries, [paper.world.policy], set(withheld))
    papers = replace(papers_of(paper.world, standing, withheld), **changes)  # type: ignore[arg-type]  # fields of Papers
    return assemble(file or paper.case_file, standing, catalogue(), papers, AT)


def story_file_in(paper: OnPaper, language: str, forum: str) -> Document:
    """The same story in another language and for another forum."""
    recipient = catalogue().profile(forum).recipient
    changes = {"language": language, "forum": forum, "profile": forum, "recipient": recipient}
    return story_file(paper, msgspec.structs.replace(paper.case_file, **changes))


def pieces(value: object) -> Iterator[object]:
    """A value and everything inside it."""
    yield value
    if isinstance(value, Mapping):
        for each in value.values():
            yield from pieces(each)
    elif isinstance(value, Collection) and not isinstance(value, str | bytes):
        for each in value:
            yield from pieces(each)
    elif is_dataclass(value):
        for field in fields(value):
            yield from pieces(getattr(value, field.name))


def strings(value: object) -> str:
    """Every string in a value, one to a line."""
    return "\n".join(piece for piece in pieces(value) if isinstance(piece, str))


def sentences(value: object) -> list[Sentence]:
    """Every sentence in a value, in order."""
    return [piece for piece in pieces(value) if isinstance(piece, Sentence)]


def words_of(sentence: Sentence) -> str:
    """The plain words of a sentence."""
    return "".join(run.text for run in sentence.words if isinstance(run, Plain))


def section(document: Document, key: str) -> Section:
    """One section by its key."""
    return next(one for one in document.sections if one.key == key)
