"""What every section of one case file draws on: what stands, the law, the papers, and the words of its language."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from functools import cached_property

from evidence.casefile.glyphs import filled
from evidence.casefile.numbers import code_of
from evidence.casefile.papers import Papers
from evidence.casefile.runs import Plain
from evidence.casefile.subject import Subject
from evidence.errors import MalformedError, NotClearedError, StaleError
from evidence.ids import ExhibitId, RecordId
from evidence.law.catalogue import Catalogue
from evidence.life import Life
from evidence.model.claim import Claim
from evidence.model.decision import Description
from evidence.model.heads import Head, Source
from evidence.model.output import Allegation, CaseFile
from evidence.standing import Standing, Usable
from evidence.words import SOURCE_LANGUAGE, words
from evidence.words.days import long_day

COVER = "cover"
"""The section that is made of the case's own data and takes no passage."""

_QUOTATION_MARKS = {"en": ("“", "”"), "lt": ("„", "“"), "pl": ("„", "”")}


class Matter(Subject):
    """One case file in the making. Heads in it are canonical; claims are usable and cite only what is handed over."""

    def __init__(self, case_file: CaseFile, standing: Standing, law: Catalogue, papers: Papers, at: datetime) -> None:
        """MalformedError, StaleError or NotClearedError, naming ids, where no file may be made of this."""
        self.papers, self.at = papers, at
        self._gettext = words(case_file.language).gettext
        super().__init__(case_file, standing, law, (), papers.handed.keys())
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

    @property
    def sign_off(self) -> str:
        """Who must still confirm the law that the file prints."""
        return self.law_text(self.law.profile(self.case_file.forum).sign_off).text

    def code(self, record: RecordId) -> str:
        """The number that people name a record by."""
        return code_of(self.standing, record)

    def contradicting(self, claim: RecordId) -> tuple[Claim, ...]:
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
