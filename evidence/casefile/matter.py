"""What every section of one case file draws on: what stands, the law, the papers, and the words of its language."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from functools import cached_property

from evidence.casefile.agreement import Contradiction, contradictions
from evidence.casefile.coverage import Coverage, cover
from evidence.casefile.glyphs import filled
from evidence.casefile.numbers import code_of
from evidence.casefile.papers import Papers
from evidence.casefile.relevance import Relevance
from evidence.casefile.runs import Plain
from evidence.casefile.scenes import Scene, scenes
from evidence.errors import MalformedError, NotClearedError, StaleError
from evidence.ids import ExhibitId, RecordId
from evidence.law.catalogue import Catalogue
from evidence.law.terms import Requirement
from evidence.life import Life
from evidence.model.claim import Claim
from evidence.model.decision import Description, IncidentScope
from evidence.model.heads import Head, Source
from evidence.model.output import Allegation, CaseFile, Passage
from evidence.standing import Standing, Usable
from evidence.words import SOURCE_LANGUAGE, words
from evidence.words.days import long_day

COVER = "cover"
"""The section that is made of the case's own data and takes no passage."""

_QUOTATION_MARKS = {"en": ("“", "”"), "lt": ("„", "“"), "pl": ("„", "”")}


class Matter:
    """One case file in the making. Heads in it are canonical; claims are usable and cite only what is handed over."""

    def __init__(self, case_file: CaseFile, standing: Standing, law: Catalogue, papers: Papers, at: datetime) -> None:
        """MalformedError, StaleError or NotClearedError, naming ids, where no file may be made of this."""
        self.case_file, self.standing, self.law, self.papers, self.at = case_file, standing, law, papers, at
        self._gettext = words(case_file.language).gettext
        self._refuse_unknown()
        self._refuse_stale()
        self.allegations = tuple(self._allegation(line) for line in case_file.allegations)
        self._refuse_not_handed()

    @property
    def language(self) -> str:
        """The language of the file, ISO 639-1."""
        return self.case_file.language

    def say(self, text: str, **values: str) -> str:
        """A fixed text in the file's language, filled in."""
        return filled(self._gettext(text), **values)

    @property
    def quotation_marks(self) -> tuple[str, str]:
        """Those of the file's language; words of a source in their own language stand in « »."""
        return _QUOTATION_MARKS.get(self.language, _QUOTATION_MARKS[SOURCE_LANGUAGE])

    @property
    def day(self) -> str:
        """The day on which the file was made, as a sentence says it."""
        return long_day(self.at.date(), self.language)

    def law_text(self, english: str) -> Plain:
        """A text of the law data in the file's language; in English, and marked so, where nobody has translated it."""
        if self.language == SOURCE_LANGUAGE:
            return Plain(text=english)
        said = self.law.worded(english, self.language)
        return Plain(text=english, lang=SOURCE_LANGUAGE) if said is None else Plain(text=said)

    # Claims

    def handed(self, claim: Claim) -> bool:
        """Whether the recipient gets every exhibit that the claim cites."""
        return all(citation.exhibit in self.papers.handed for citation in claim.cites)

    @cached_property
    def claims(self) -> tuple[Claim, ...]:
        """All claims that the file may build on, as they lie in the ledger."""
        return tuple(claim for claim in self.standing.usable_claims if self.handed(claim))

    def concerns(self, claim: Claim) -> bool:
        """Whether the claim is about this file: bound in it, bearing on its elements, or about its heads."""
        return claim.id in self._named or self._relevance.concerns(claim)

    @cached_property
    def _named(self) -> frozenset[RecordId]:
        bound = {claim for passage in self.passages for sentence in passage.sentences for claim in sentence.claims}
        return frozenset(bound | self._borne)

    @cached_property
    def _relevance(self) -> Relevance:
        return Relevance(self.standing, self.claims, self.scenes, self.persons)

    def claim(self, record: RecordId) -> Claim | None:
        """The very claim, whatever has become of it; None where it is not held, or its exhibit is not handed over."""
        found = self.standing.record(record) if self.standing.holds(record) else None
        return found if isinstance(found, Claim) and self.handed(found) else None

    def code(self, record: RecordId) -> str:
        """The number that people name a record by."""
        return code_of(self.standing, record)

    @cached_property
    def clashes(self) -> tuple[Contradiction, ...]:
        """The contradictions between claims of which at least one is about this file."""
        return tuple(
            one
            for one in contradictions(self.standing)
            if self.handed(one.a) and self.handed(one.b) and (self.concerns(one.a) or self.concerns(one.b))
        )

    def against(self, claim: RecordId) -> tuple[Claim, ...]:
        """The claims that contradict this one."""
        found = [one.b if one.a.id == claim else one.a for one in self.clashes if claim in (one.a.id, one.b.id)]
        return tuple(sorted(found, key=lambda other: self.standing.place(other.id)))

    # Heads, sources, exhibits

    def label(self, head: str) -> str:
        """The working label of a head; of heads that are one, that which is alleged, else the first in the ledger."""
        members = self.standing.clusters.members(self.standing.line(RecordId(head)))
        alleged = [one for one in members if one in self._alleged]
        return self.own_label(min(alleged or members, key=self.standing.place))

    def own_label(self, head: str) -> str:
        """The working label of this very head, whatever it was judged to be one with."""
        return self.standing.current(RecordId(head), Head).label

    @cached_property
    def _alleged(self) -> frozenset[RecordId]:
        return frozenset(self.standing.line(RecordId(one.person)) for one in self.allegations if one.person is not None)

    def source(self, source: str) -> str:
        """The code of a source."""
        return self.standing.current(RecordId(source), Source).code

    def number(self, exhibit: ExhibitId) -> str:
        """The number under which an exhibit is handed over."""
        return self.papers.handed[exhibit].number

    def description(self, exhibit: ExhibitId) -> Description | None:
        """The live description of an exhibit, the latest where two contest."""
        return self._descriptions.get(exhibit)

    @cached_property
    def _descriptions(self) -> dict[ExhibitId, Description]:
        return {one.exhibit: one for one in self.standing.live(Description)}

    # What is alleged, and what the law asks for it

    @cached_property
    def crimes(self) -> tuple[str, ...]:
        """The crimes alleged; those of the profile where nothing is alleged yet."""
        alleged = {one.crime for one in self.allegations}
        return tuple(sorted(alleged)) or self.law.profile(self.case_file.forum).crimes

    @cached_property
    def modes(self) -> tuple[str, ...]:
        """The modes of liability alleged; those of the profile where nothing is alleged yet."""
        alleged = {one.mode for one in self.allegations}
        return tuple(sorted(alleged)) or self.law.profile(self.case_file.forum).modes

    @cached_property
    def rows(self) -> tuple[Requirement, ...]:
        """The elements that this forum asks for these crimes and modes."""
        forum = self.case_file.forum
        return (*self.law.requirements(forum, self.crimes), *self.law.mode_requirements(forum, self.modes))

    @cached_property
    def persons(self) -> tuple[RecordId, ...]:
        """The persons alleged, in the order of the allegations, each once."""
        named = (self.standing.canonical(one.person) for one in self.allegations if one.person is not None)
        return tuple(dict.fromkeys(named))

    @cached_property
    def scenes(self) -> tuple[Scene, ...]:
        """The incidents of the file, by date."""
        return scenes(self.standing, self.claims, self._named_incidents())

    @cached_property
    def coverage(self) -> Coverage:
        """Elements against incidents and persons."""
        incidents = [scene.incident for scene in self.scenes]
        return cover(self.standing, self.rows, incidents, self.persons)

    @cached_property
    def passages(self) -> tuple[Passage, ...]:
        """The live passages of the file, by section and order."""
        line = self.standing.line(self.case_file.id)
        found = [one for one in self.standing.live(Passage) if self.standing.line(one.case_file) == line]
        return tuple(sorted(found, key=lambda one: (one.section, one.order, self.standing.place(one.id))))

    def passages_of(self, section: str) -> tuple[Passage, ...]:
        """The passages of one section."""
        return tuple(passage for passage in self.passages if passage.section == section)

    @cached_property
    def _borne(self) -> frozenset[RecordId]:
        elements = {row.id for row in self.rows}
        return frozenset(bearing.claim for bearing in self.standing.bearings() if bearing.element in elements)

    def _named_incidents(self) -> set[RecordId]:
        bound = {claim for passage in self.passages for sentence in passage.sentences for claim in sentence.claims}
        acts = {self.standing.canonical(act) for one in self.allegations for act in one.acts}
        named = {
            scene.incident
            for scene in scenes(self.standing, self.claims, None)
            if acts & scene.acts or bound & {claim.id for claim in scene.claims}
        }
        elements = {row.id for row in self.rows}
        borne = {
            self.standing.canonical(bearing.scope.incident)
            for bearing in self.standing.bearings()
            if isinstance(bearing.scope, IncidentScope)
            and bearing.element in elements
            and self.claim(bearing.claim) is not None
        }
        return named | borne

    # What no file is made of

    def _refuse_unknown(self) -> None:
        unknown = [record.id for record in self.standing.unknown()]
        if unknown:
            raise MalformedError(
                f"records of a kind that this version cannot read: {_some(unknown)}",
                hint="make the file with the newer version that wrote them",
            )

    def _refuse_stale(self) -> None:
        contested = [one.id for one in self.passages if self.standing.life(one.id) is not Life.LIVE]
        if self.standing.life(self.case_file.id) is not Life.LIVE:
            raise StaleError(f"{self.case_file.id}: this version of the case file no longer holds, or is contested")
        if contested:
            raise StaleError(
                f"passages of which two versions contest: {_some(contested)}", hint="write one that replaces both"
            )
        if self.case_file.law_digest != self.law.digest:
            raise StaleError(
                f"{self.case_file.id} was opened with other law data", hint="amend the case file with the present data"
            )
        homeless = [one.id for one in self.passages if one.section not in self.law.sections or one.section == COVER]
        if homeless:
            raise MalformedError(
                f"passages of a section that takes none: {_some(homeless)}", hint="name one of the law data's sections"
            )

    def _refuse_not_handed(self) -> None:
        missing = {
            self.code(claim.id)
            for claim in self.standing.usable_claims
            if claim.id in self._borne and not self.handed(claim)
        }
        if missing:
            raise NotClearedError(
                f"claims that count in the matrix cite exhibits that are not handed over: {_some(missing)}",
                hint="hand them over, or make the file from what stands without them",
            )

    def _allegation(self, line: RecordId) -> Allegation:
        allegation = self.standing.current(line, Allegation)
        if self.standing.life(allegation.id) is not Life.LIVE:
            raise StaleError(f"{line}: this allegation no longer holds, or is contested", hint="amend the case file")
        return allegation

    def usable(self, claim: RecordId) -> Usable:
        """Whether the claim may be built on."""
        return self.standing.usable(claim)


def _some(ids: Iterable[str]) -> str:
    named = sorted(ids)
    more = f" and {len(named) - 8} more" if len(named) > 8 else ""
    return ", ".join(named[:8]) + more
