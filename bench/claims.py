"""Many claims of an invented case: who held which post and who took part in what, each citing a line of one paper."""

from __future__ import annotations

import random
from itertools import islice
from pathlib import Path

from bench.papers import lines
from evidence.ids import ExhibitId, RecordId
from evidence.model.claim import Citation, Claim
from evidence.model.heads import Incident, Person, Unit
from evidence.model.holding import Obtained
from evidence.model.statement import Degree, Posted, Role, TookPart
from evidence.model.values import Basis, HeadId, PersonId, UnitId
from evidence.when import Period, When
from ui.session import Session
from ui.use.intake import take_in

_PEOPLE, _UNITS, _INCIDENTS = 400, 40, 60
_BATCH = 1_000


class Claims:
    """Makes claims in a session; the paper is taken in and read and the heads are made when this is built."""

    batch = _BATCH

    def __init__(self, session: Session, folder: Path) -> None:
        self._session = session
        self._chance = random.Random(4)
        paper = folder / "paper.txt"
        paper.write_text("\n".join(lines(self._chance, 400, 1)), encoding="utf-8")
        self._source, _ = session.source("S-1")
        [arrival] = take_in(session, [paper], self._source, Obtained()).arrivals
        session.read()
        exhibit = session.exhibit(str(arrival.number)).id
        self._places = _citations(session, exhibit)
        with session.hand.batch():
            self._people = [session.hand.head(Person, f"Person {n}").id for n in range(_PEOPLE)]
            self._units = [session.hand.head(Unit, f"Unit {n}").id for n in range(_UNITS)]
            self._incidents = [session.hand.head(Incident, f"Incident {n}").id for n in range(_INCIDENTS)]
        self._made = 0
        self.last: Claim

    def make(self, count: int) -> list[Claim]:
        """So many more, committed in batches as an import would."""
        made: list[Claim] = []
        for at in range(0, count, _BATCH):
            with self._session.hand.batch():
                made += [self._claim() for _ in range(min(_BATCH, count - at))]
        self.last = made[-1]
        return made

    def _claim(self) -> Claim:
        self._made += 1
        person = PersonId(self._any(self._people))
        says: Posted | TookPart
        if self._made % 2:
            day = When.parse(f"2020-{self._chance.randint(1, 12):02}")
            unit = UnitId(self._any(self._units))
            says = Posted(
                person=person,
                unit=unit,
                title=f"post {self._made % 50}",
                commands=False,
                period=Period(start=day, end=None),
            )
        else:
            incident = self._any(self._incidents)
            says = TookPart(who=HeadId(person), what=HeadId(incident), role=Role.PRESENT, degree=Degree.DIRECT)
        cites = (self._places[self._made % len(self._places)],)
        return self._session.hand.record(Claim, says=says, cites=cites, said_by=self._source, basis=Basis.READ)

    def _any(self, heads: list[RecordId]) -> RecordId:
        return self._chance.choice(heads)


def _citations(session: Session, exhibit: ExhibitId) -> list[Citation]:
    text = session.text(exhibit)
    found: list[Citation] = []
    for number, page in enumerate(session.texts.pages(text), start=1):
        start = 0
        for line in page.split("\n"):
            if line.strip():
                found.append(session.hand.cite(exhibit, text, number, line, start))
            start += len(line) + 1
    return list(islice(found, 400))
