"""The tables of a package: UTF-8, RFC 4180, formula-safe, with ids that only this recipient knows.

Record bodies never leave; these rows are what a recipient's own tools may read.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from evidence.casefile.agreement import contradictions
from evidence.casefile.chronology import event_date
from evidence.casefile.coverage import Coverage
from evidence.casefile.translations import Readers
from evidence.casefile.wording import says
from evidence.ids import ExhibitId, RecordId
from evidence.law.terms import Scope
from evidence.model.claim import Claim
from evidence.model.decision import Description
from evidence.model.heads import Incident, Person, Source
from evidence.model.output import Translation
from evidence.model.statement import Named
from evidence.standing import Standing
from evidence.when import Period, When

Rename = Callable[[str], str]
# OWASP, CSV injection: a spreadsheet runs a cell that starts with one of these, some in their full width too.
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "\uff1d", "\uff0b", "\uff0d", "\uff20", "'")


@dataclass(frozen=True, slots=True, kw_only=True)
class Scene:
    """What the tables are made from: what stands for this recipient, its claims and exhibits, the coverage, new ids."""

    standing: Standing
    claims: Sequence[RecordId]
    exhibits: Mapping[ExhibitId, str]
    """Exhibit -> name of its file in the package."""
    coverage: Coverage
    rename: Rename
    number: Callable[[RecordId], str]


def tables(scene: Scene) -> dict[str, bytes]:
    """File name under data/ -> content; equal scenes give equal bytes."""
    return {
        "chronology.csv": _chronology(scene),
        "claims.csv": _claims(scene),
        "elements.csv": _elements(scene),
        "exhibits.csv": _exhibits(scene),
        "incidents.csv": _heads(scene, Incident),
        "persons.csv": _heads(scene, Person),
        "translations.csv": _translations(scene),
    }


def written(heads: Sequence[str], rows: Iterable[Sequence[str]]) -> bytes:
    """RFC 4180 with CRLF; a cell that a spreadsheet would run gets an apostrophe in front.

    So does a cell that starts with an apostrophe itself: whoever takes one away from each has the words again.
    """
    out = io.StringIO(newline="")
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(heads)
    writer.writerows([_safe(cell) for cell in row] for row in rows)
    return out.getvalue().encode()


def _safe(cell: str) -> str:
    return f"'{cell}" if cell.startswith(_FORMULA) else cell


def _relied_on(scene: Scene) -> list[Claim]:
    wanted = set(scene.claims)
    return [claim for claim in scene.standing.usable_claims if claim.id in wanted]


def _claims(scene: Scene) -> bytes:
    heads = ("claim", "number", "form", "denies", "says", "basis", "credibility", "source", "exhibit", "page", "quote")
    rows = []
    for claim in _relied_on(scene):
        for citation in claim.cites:
            rows.append(
                (
                    scene.rename(claim.id),
                    scene.number(claim.id),
                    str(claim.says.__struct_config__.tag),
                    "yes" if claim.denies else "no",
                    says(claim, scene.standing),
                    claim.basis.value,
                    str(claim.credibility or ""),
                    _code(scene, claim.said_by),
                    scene.standing.holdings.exhibit(citation.exhibit).number,
                    str(citation.page or ""),
                    citation.quote,
                )
            )
    return written(heads, rows)


def _chronology(scene: Scene) -> bytes:
    disputed = {claim.id for found in contradictions(scene.standing) for claim in (found.a, found.b)}
    rows = []
    for claim in _relied_on(scene):
        said = _day_words(event_date(claim))
        if said is None:
            continue
        first, last, shown = said
        contested = "yes" if claim.id in disputed else "no"
        rows.append((first, last, shown, says(claim, scene.standing), contested, scene.number(claim.id)))
    return written(("first_day", "last_day", "date", "says", "contested", "claim"), sorted(rows))


def _day_words(when: When | Period | None) -> tuple[str, str, str] | None:
    """First and last day that the source's words allow, and these words; an open end is empty. None without a date."""
    match when:
        case When():
            return when.earliest.isoformat(), when.latest.isoformat(), when.text
        case Period(start=start, end=end) if start or end:
            first = start.earliest.isoformat() if start else ""
            last = end.latest.isoformat() if end else ""
            return first, last, f"{start.text if start else '..'}/{end.text if end else '..'}"
        case _:
            return None


def _elements(scene: Scene) -> bytes:
    rows = []
    for row in scene.coverage.rows:
        for column in scene.coverage.columns(row.scope):
            cell = scene.coverage.cell(row.id, column)
            of = "" if row.scope is Scope.WORKSPACE or column is None else scene.rename(column)
            rows.append(
                (
                    row.id, row.citation, row.element.text, row.mark.value, of, cell.state.value, str(cell.plus),
                    str(cell.minus), str(cell.independent),
                )
            )  # fmt: skip
    heads = ("element", "provision", "text", "mark", "of", "state", "for", "against", "independent_origins")
    return written(heads, rows)


def _exhibits(scene: Scene) -> bytes:
    described = {one.exhibit: one for one in scene.standing.live(Description)}
    rows = []
    for exhibit, file in scene.exhibits.items():
        held, about = scene.standing.holdings.exhibit(exhibit), described.get(exhibit)
        rows.append(
            (
                held.number,
                file,
                about.title.text if about else "",
                about.date.text if about and about.date else "",
                about.language if about else "und",
                _code(scene, held.source),
                held.receipts[0].time,
                str(held.size),
                held.sha256,
                about.fact_to_prove or "" if about else "",
            )
        )
    heads = ("number", "file", "title", "date", "language", "source", "received", "bytes", "sha256", "fact_to_prove")
    return written(heads, rows)


def _heads(scene: Scene, kind: type[Incident] | type[Person]) -> bytes:
    names: dict[RecordId, set[str]] = {}
    wanted: dict[RecordId, set[str]] = {}
    for claim in _relied_on(scene):
        for _, head in claim.says.heads():
            line = scene.standing.canonical(head)
            if isinstance(scene.standing.record(line), kind):
                wanted.setdefault(line, set()).add(scene.number(claim.id))
                if isinstance(claim.says, Named) and not claim.denies:
                    names.setdefault(line, set()).add(claim.says.name)
    rows = [
        (
            scene.rename(line),
            scene.standing.label(line),
            "; ".join(sorted(names.get(line, ()))),
            " ".join(sorted(claims)),
        )
        for line, claims in sorted(wanted.items(), key=lambda item: (scene.standing.label(item[0]), item[0]))
    ]
    return written(("id", "label", "names", "claims"), rows)


def _translations(scene: Scene) -> bytes:
    rows, readers = [], Readers(scene.standing)
    for one in scene.standing.live(Translation):
        if one.quote is not None and one.quote.exhibit in scene.exhibits and readers.may_leave(one):
            number = scene.standing.holdings.exhibit(one.quote.exhibit).number
            page = str(one.quote.page or "")
            rows.append((number, page, one.quote.quote, one.text.lang, one.text.text, one.translator, one.sort.value))
    heads = ("exhibit", "page", "quote", "language", "translation", "translator", "sort")
    return written(heads, sorted(rows))


def _code(scene: Scene, source: str) -> str:
    return scene.standing.current(RecordId(source), Source).code
