"""What one case file is about: its text, allegations, incidents and elements, and every claim that it prints.

One definition for both who must agree on it: the file itself, and the list of what it relies on.
"""

from __future__ import annotations

from collections.abc import Set
from functools import cached_property

from evidence.casefile.agreement import Contradiction, contradictions
from evidence.casefile.coverage import Coverage, cover
from evidence.casefile.relevance import Relevance
from evidence.casefile.scenes import Scene, scenes
from evidence.ids import ExhibitId, RecordId
from evidence.law.catalogue import Catalogue
from evidence.law.terms import Requirement
from evidence.model.claim import Claim
from evidence.model.decision import Bearing, IncidentScope, PersonScope, Side
from evidence.model.output import Allegation, CaseFile, Passage
from evidence.standing import Standing


def passages_of(standing: Standing, case_file: CaseFile) -> tuple[Passage, ...]:
    """The live passages of a case file, by section and order."""
    line = standing.line(case_file.id)
    found = [one for one in standing.live(Passage) if standing.line(one.case_file) == line]
    return tuple(sorted(found, key=lambda one: (one.section, one.order, standing.place(one.id))))


class Subject:
    """Heads in it are canonical; its claims are usable and cite only exhibits that are handed over."""

    def __init__(
        self,
        case_file: CaseFile,
        standing: Standing,
        law: Catalogue,
        allegations: tuple[Allegation, ...],
        handed: Set[ExhibitId],
    ) -> None:
        """`handed`: the exhibits that the recipient gets."""
        self.case_file, self.standing, self.law, self.allegations = case_file, standing, law, allegations
        self._handed = handed

    def handed(self, claim: Claim) -> bool:
        """Whether the recipient gets every exhibit that the claim cites."""
        return all(citation.exhibit in self._handed for citation in claim.cites)

    @cached_property
    def claims(self) -> tuple[Claim, ...]:
        """All claims that the file may build on, as they lie in the ledger."""
        return tuple(claim for claim in self.standing.usable_claims if self.handed(claim))

    def concerns(self, claim: Claim) -> bool:
        """Whether the claim is about this file: bound in it, bearing on its elements, or about its heads."""
        return claim.id in self._named or self._relevance.concerns(claim)

    @cached_property
    def printed(self) -> tuple[Claim, ...]:
        """Every claim of which the file says something, as they lie in the ledger."""
        shown = {claim.id for scene in self.scenes for claim in scene.claims}
        shown |= {claim.id for clash in self.clashes for claim in (clash.a, clash.b)}
        return tuple(claim for claim in self.claims if claim.id in shown or self.concerns(claim))

    @cached_property
    def against(self) -> tuple[Bearing, ...]:
        """Bearings against, on whatever law: for the whole case, an incident of the file, or a person alleged in it."""
        incidents = {scene.incident for scene in self.scenes}
        return tuple(one for one in self.standing.bearings() if one.side is Side.AGAINST and self._here(one, incidents))

    @cached_property
    def denials(self) -> tuple[Claim, ...]:
        """Live claims of this file by which a source denies something, usable or not."""
        return tuple(claim for claim in self.standing.live(Claim) if claim.denies and self.concerns(claim))

    @cached_property
    def mentioned(self) -> tuple[Claim, ...]:
        """What is printed, and what speaks against: also where it is not usable, or its exhibit is not handed over."""
        spoken = [self.standing.record(bearing.claim) for bearing in self.against]
        found = (*self.printed, *self.denials, *(claim for claim in spoken if isinstance(claim, Claim)))
        return tuple({claim.id: claim for claim in found}.values())

    def _here(self, bearing: Bearing, incidents: Set[RecordId]) -> bool:
        match bearing.scope:
            case IncidentScope(incident=head):
                return self.standing.canonical(head) in incidents
            case PersonScope(person=head):
                return self.standing.canonical(head) in self.persons
            case _:
                return True

    @cached_property
    def _named(self) -> frozenset[RecordId]:
        return frozenset(self._bound | self._borne)

    @cached_property
    def _relevance(self) -> Relevance:
        return Relevance(self.standing, self.claims, self.scenes, self.persons)

    def claim(self, record: RecordId) -> Claim | None:
        """The very claim, whatever has become of it; None where it is not held, or its exhibit is not handed over."""
        found = self.standing.record(record) if self.standing.holds(record) else None
        return found if isinstance(found, Claim) and self.handed(found) else None

    @cached_property
    def clashes(self) -> tuple[Contradiction, ...]:
        """The contradictions between claims of which at least one is about this file."""
        return tuple(
            one
            for one in contradictions(self.standing)
            if self.handed(one.a) and self.handed(one.b) and (self.concerns(one.a) or self.concerns(one.b))
        )

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
        return passages_of(self.standing, self.case_file)

    def passages_of(self, section: str) -> tuple[Passage, ...]:
        """The passages of one section."""
        return tuple(passage for passage in self.passages if passage.section == section)

    @cached_property
    def _bound(self) -> set[RecordId]:
        return {claim for passage in self.passages for sentence in passage.sentences for claim in sentence.claims}

    @cached_property
    def _borne(self) -> frozenset[RecordId]:
        elements = {row.id for row in self.rows}
        return frozenset(bearing.claim for bearing in self.standing.bearings() if bearing.element in elements)

    def _named_incidents(self) -> set[RecordId]:
        acts = {self.standing.canonical(act) for one in self.allegations for act in one.acts}
        named = {
            scene.incident
            for scene in scenes(self.standing, self.claims, None)
            if acts & scene.acts or self._bound & {claim.id for claim in scene.claims}
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
