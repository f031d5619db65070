"""From what stands to a finished document: the sections of the forum's profile, in its order, each made from claims.

Pure: the same case file, Standing, law, papers and time give an equal document. Every sentence of fact is bound to
claims; one that is not prints as unbound, one whose claims have changed as stale.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime

from evidence.casefile import english as e
from evidence.casefile.annexes import custody_annex, evidence_index, verification
from evidence.casefile.blocks import Block, Paragraph
from evidence.casefile.chain import structure
from evidence.casefile.chronology import chronology
from evidence.casefile.complaint import complaint
from evidence.casefile.document import Document, Section, SectionKind
from evidence.casefile.exonerating import exonerating
from evidence.casefile.footnotes import Notes
from evidence.casefile.front import contents, cover, labels
from evidence.casefile.incidents import incidents
from evidence.casefile.matrix import context_table, matrix
from evidence.casefile.matter import COVER, Matter
from evidence.casefile.methodology import methodology
from evidence.casefile.papers import Papers
from evidence.casefile.passages import paragraphs
from evidence.casefile.persons import alleged
from evidence.casefile.runs import fixed
from evidence.law.catalogue import Catalogue
from evidence.model.output import CaseFile
from evidence.standing import Standing

Make = Callable[[Matter, Notes], tuple[Block, ...]]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Plan:
    make: Make
    kind: SectionKind = SectionKind.BODY
    new_page: bool = False
    landscape: bool = False


def _context(matter: Matter, notes: Notes) -> tuple[Block, ...]:
    return (*paragraphs(matter, notes, "context"), *context_table(matter, notes))


def _contents(matter: Matter, notes: Notes) -> tuple[Block, ...]:
    return (*contents(matter), *paragraphs(matter, notes, "toc"))


_LAST = "methodology"
_PLANS: Mapping[str, _Plan] = {
    "complaint": _Plan(make=complaint, new_page=True),
    "toc": _Plan(make=_contents, kind=SectionKind.FRONT, new_page=True),
    "alleged": _Plan(make=alleged, new_page=True),
    "context": _Plan(make=_context, new_page=True),
    "incidents": _Plan(make=incidents, new_page=True),
    "structure": _Plan(make=structure, new_page=True),
    "chronology": _Plan(make=chronology, new_page=True),
    "matrix": _Plan(make=matrix, new_page=True),
    "exonerating": _Plan(make=exonerating, new_page=True),
    "methodology": _Plan(make=methodology, new_page=True),
    "evidence_index": _Plan(make=evidence_index, kind=SectionKind.ANNEX, new_page=True, landscape=True),
    "custody_annex": _Plan(make=custody_annex, kind=SectionKind.ANNEX, new_page=True),
    "verification": _Plan(make=verification, kind=SectionKind.ANNEX, new_page=True),
}


def assemble(case_file: CaseFile, standing: Standing, catalogue: Catalogue, papers: Papers, at: datetime) -> Document:
    """The document of a case file, made of what stands for its recipient; `at` is UTC, in whole seconds.

    MalformedError for records that this version cannot read, StaleError for a case file that must be renewed first,
    NotClearedError for a counted claim whose exhibit is not handed over: each names ids. NotHeldError for a language
    without words.
    """
    matter = Matter(case_file, standing, catalogue, papers, at)
    notes = Notes(matter)
    keys = _keys(matter)
    # Method and limits counts what the other sections had to leave untranslated, so it is made last.
    made = {key: _section(matter, notes, key) for key in sorted(keys, key=lambda key: key == _LAST)}
    sections = tuple(made[key] for key in keys)
    heading = catalogue.heading("complaint", case_file.language)
    kinds = [section.kind for section in sections]
    return Document(
        title=f"{heading} {case_file.code}",
        lang=case_file.language,
        at=at,
        running_head=matter.say(e.RUNNING_HEAD, heading=heading, code=case_file.code),
        confidentiality=matter.say(e.CONFIDENTIAL),
        labels=labels(matter),
        cover=cover(matter, heading, sections=kinds.count(SectionKind.BODY), annexes=kinds.count(SectionKind.ANNEX)),
        sections=sections,
        foot="" if papers.manifest is not None else matter.say(e.PREVIEW_FOOT),
    )


def _keys(matter: Matter) -> list[str]:
    """The profile's sections in its order; one that only passages ask for stands before the annexes, none is lost."""
    keys = [key for key in matter.law.profile(matter.case_file.forum).sections if key != COVER]
    more = sorted({passage.section for passage in matter.passages} - set(keys))
    annexes = [key for key in keys if key in _PLANS and _PLANS[key].kind is SectionKind.ANNEX]
    return [*(key for key in keys if key not in annexes), *more, *annexes]


def _section(matter: Matter, notes: Notes, key: str) -> Section:
    plan = _PLANS.get(key, _Plan(make=lambda matter, notes: paragraphs(matter, notes, key)))
    blocks = plan.make(matter, notes) or (Paragraph(sentences=(fixed(matter.say(e.NOTHING_WRITTEN)),)),)
    return Section(
        key=key,
        title=matter.law.heading(key, matter.language),
        blocks=blocks,
        kind=plan.kind,
        new_page=plan.new_page,
        landscape=plan.landscape,
    )
