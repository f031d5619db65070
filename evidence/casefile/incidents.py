"""The incidents: for each its nine rows, the lawyer's sentences, and the quotes beside their translations."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from evidence.casefile import english as e
from evidence.casefile.blocks import Block, Field, Heading, IncidentTable, Paragraph, QuoteRow, QuoteTable
from evidence.casefile.footnotes import Notes, Printed
from evidence.casefile.law_words import element_words, tally
from evidence.casefile.matter import Matter
from evidence.casefile.passages import paragraph
from evidence.casefile.runs import Break, Cell, Plain, Run, State, StateMark, cell, fixed, plain
from evidence.casefile.scenes import Scene
from evidence.casefile.telling import shown, told, took_part
from evidence.ids import ExhibitId, RecordId
from evidence.law.terms import Scope
from evidence.model.claim import Citation, Claim
from evidence.model.output import Passage, TranslationSort
from evidence.model.statement import Did, Happened, Knew, Ordered, Role, TookPart


def incidents(matter: Matter, notes: Notes) -> tuple[Block, ...]:
    """Every incident of the file, in order; passages that concern none stand in front."""
    of_scene = _passages(matter)
    blocks: list[Block] = [paragraph(matter, notes, passage) for passage in of_scene.get(None, ())]
    if not matter.scenes:
        blocks.append(Paragraph(sentences=(fixed(matter.say(e.NO_INCIDENTS)),)))
    for scene in matter.scenes:
        title = matter.say(e.INCIDENT_TITLE, n=str(scene.number), label=matter.label(scene.incident))
        blocks += [Heading(title=title, key=f"incident-{scene.number}"), _table(matter, notes, scene)]
        passages = of_scene.get(scene.incident, [])
        blocks += [paragraph(matter, notes, passage) for passage in passages]
        blocks += _quotes(matter, notes, scene, passages)
    return tuple(blocks)


def _passages(matter: Matter) -> dict[RecordId | None, list[Passage]]:
    """Each passage once: at the incident that most of its claims concern, the earlier one where several do equally."""
    placed: dict[RecordId | None, list[Passage]] = {}
    for passage in matter.passages_of("incidents"):
        claims = {claim for sentence in passage.sentences for claim in sentence.claims}
        weights = [(len(claims & {claim.id for claim in scene.claims}), -scene.number) for scene in matter.scenes]
        best = max(weights, default=(0, 0))
        incident = matter.scenes[-best[1] - 1].incident if best[0] else None
        placed.setdefault(incident, []).append(passage)
    return placed


def _table(matter: Matter, notes: Notes, scene: Scene) -> IncidentTable:
    def field(label: str, content: Cell) -> Field:
        return Field(label=matter.say(label), cell=content)

    return IncidentTable(
        heads=(matter.say(e.FIELD), matter.say(e.CONTENT)),
        date=field(e.R_DATE, _lines(matter, notes, _dates(matter, scene))),
        place=field(e.R_PLACE, _lines(matter, notes, _places(matter, scene))),
        acts=field(e.R_ACTS, _lines(matter, notes, _acts(matter, scene))),
        victims=field(e.R_VICTIMS, _lines(matter, notes, _takers(matter, scene, "per_", victims=True))),
        unit=field(e.R_UNIT, _lines(matter, notes, _takers(matter, scene, "unt_", victims=False))),
        officials=field(e.R_OFFICIALS, _lines(matter, notes, _officials(matter, scene))),
        exhibits=field(e.R_EXHIBITS, cell(", ".join(_exhibits(matter, scene)) or matter.say(e.NOTHING_RECORDED))),
        contradictions=field(e.R_CONTRADICTIONS, _contradictions(matter, notes, scene)),
        elements=field(e.R_ELEMENTS, _elements(matter, scene)),
    )


Said = Iterable[tuple[str, Claim]]


def _lines(matter: Matter, notes: Notes, said: Said) -> Cell:
    """One line for each thing said, with all the claims that say it; contested where one of them is contradicted."""
    together: dict[str, list[Claim]] = {}
    for words, claim in said:
        together.setdefault(words, []).append(claim)
    runs: list[Run] = []
    for words, claims in together.items():
        runs += [Plain(text=f"{words} – "), Plain(text=notes.listed(claims), light=True)]
        if any(matter.contradicting(claim.id) for claim in claims):
            runs += [Plain(text=" "), StateMark(state=State.CONTESTED)]
        runs.append(Break())
    return cell(*runs[:-1]) if runs else cell(matter.say(e.NOTHING_RECORDED))


def _dates(matter: Matter, scene: Scene) -> Said:
    found = [claim for claim in scene.claims if not claim.denies and _happened(matter, scene, claim)]
    for claim in sorted(found, key=lambda claim: (claim.says.when, claim.id)):  # type: ignore[union-attr]  # Happened
        if isinstance(claim.says, Happened):
            yield shown(matter, claim.says.when), claim


def _places(matter: Matter, scene: Scene) -> Said:
    for claim in scene.claims:
        if (
            isinstance(claim.says, Happened | Did)
            and not claim.denies
            and claim.says.place
            and _mine(matter, scene, claim)
        ):
            yield matter.label(claim.says.place), claim


def _acts(matter: Matter, scene: Scene) -> Said:
    for claim in scene.claims:
        if isinstance(claim.says, Did) and _mine(matter, scene, claim):
            yield told(matter, claim), claim


def _takers(matter: Matter, scene: Scene, prefix: str, *, victims: bool) -> Said:
    for claim in scene.claims:
        says = claim.says
        if isinstance(says, TookPart) and says.who.startswith(prefix) and _mine(matter, scene, claim):
            if (says.role is Role.VICTIM) != victims:
                continue
            words = matter.label(says.who) if victims else f"{matter.label(says.who)}: {took_part(matter, says)}"
            yield matter.say(e.T_DENIED, what=words) if claim.denies else words, claim


def _officials(matter: Matter, scene: Scene) -> Said:
    yield from _takers(matter, scene, "per_", victims=False)
    for claim in scene.claims:
        match claim.says:
            case Ordered(person=person, content=content) if _mine(matter, scene, claim):
                words = matter.say(e.ALLEGEDLY_ORDERED, content=content)
            case Knew(person=person, means=means) if _mine(matter, scene, claim):
                words = matter.say(e.ALLEGEDLY_KNEW, means=means)
            case _:
                continue
        words = f"{matter.label(person)}: {words}"
        yield matter.say(e.T_DENIED, what=words) if claim.denies else words, claim


def _happened(matter: Matter, scene: Scene, claim: Claim) -> bool:
    return isinstance(claim.says, Happened) and matter.standing.canonical(claim.says.incident) == scene.incident


def _mine(matter: Matter, scene: Scene, claim: Claim) -> bool:
    """Whether the claim speaks of this incident or one of its acts, and does not merely bear on it."""
    heads = {matter.standing.canonical(head) for _, head in claim.says.heads()}
    return scene.incident in heads or bool(scene.acts & heads)


def _exhibits(matter: Matter, scene: Scene) -> list[str]:
    return sorted({matter.number(citation.exhibit) for claim in scene.claims for citation in claim.cites})


def _contradictions(matter: Matter, notes: Notes, scene: Scene) -> Cell:
    ours = {claim.id for claim in scene.claims}
    runs: list[Run] = []
    for clash in matter.clashes:
        if clash.a.id in ours or clash.b.id in ours:
            why = matter.say(e.WHY[clash.why.value])
            sides = f"{notes.cited(clash.a)} – {notes.cited(clash.b)}"
            runs += [Plain(text=f"{why}: {sides}"), Break()]
    return cell(*runs[:-1]) if runs else cell(matter.say(e.NO_CONTRADICTION))


def _elements(matter: Matter, scene: Scene) -> Cell:
    runs: list[Run] = []
    for row in matter.rows:
        if row.scope is Scope.INCIDENT:
            found = tally(matter.coverage.cell(row.id, scene.incident))
            runs += [*element_words(matter, row, cited=True), Plain(text=" "), found, Break()]
    return cell(*runs[:-1]) if runs else cell(matter.say(e.NO_ELEMENTS))


def _quotes(matter: Matter, notes: Notes, scene: Scene, passages: list[Passage]) -> Iterator[Block]:
    """What the table, the sentences and the matrix rely on for this incident, each quote once."""
    bound = [claim for passage in passages for sentence in passage.sentences for claim in sentence.claims]
    relied = {claim.id: claim for claim in scene.claims}
    relied |= {claim.id: claim for one in bound if (claim := matter.claim(one)) is not None}
    quoted: dict[tuple[ExhibitId, str], list[tuple[Claim, Citation]]] = {}
    for claim in sorted(relied.values(), key=lambda claim: matter.code(claim.id)):
        for citation in claim.cites:
            quoted.setdefault((citation.exhibit, citation.quote), []).append((claim, citation))
    if quoted:
        yield QuoteTable(
            heads=(
                matter.say(e.H_CLAIM),
                matter.say(e.H_ORIGINAL),
                matter.say(e.H_TRANSLATION),
                matter.say(e.H_TRANSLATOR),
            ),
            rows=tuple(_quote(matter, notes, same) for same in quoted.values()),
            caption=plain(matter.say(e.QUOTES, n=str(scene.number))),
            key=f"quotes-{scene.number}",
        )


def _quote(matter: Matter, notes: Notes, same: list[tuple[Claim, Citation]]) -> QuoteRow:
    citation = same[0][1]
    printed = notes.printed(citation)
    translation = None
    if printed is not None:
        translation = Plain(text=printed.record.text.text, lang=printed.record.text.lang)
    return QuoteRow(
        claim=", ".join(dict.fromkeys(_code(matter, notes, claim) for claim, _ in same)),
        exhibit=matter.number(citation.exhibit),
        place=notes.place(citation),
        quote=notes.quote(citation),
        translation=translation,
        sort=_translator(matter, notes, citation, printed),
    )


def _code(matter: Matter, notes: Notes, claim: Claim) -> str:
    doubt = notes.doubt(claim)
    return f"{matter.code(claim.id)} ({doubt})" if doubt else matter.code(claim.id)


def _translator(matter: Matter, notes: Notes, citation: Citation, printed: Printed | None) -> str:
    if printed is None:
        return matter.say(e.NO_TRANSLATION if notes.foreign(citation) else e.SAME_LANGUAGE)
    words = {
        TranslationSort.HUMAN: e.BY_PERSON,
        TranslationSort.SWORN: e.BY_SWORN,
        TranslationSort.MACHINE: e.BY_MACHINE,
    }[printed.record.sort]
    by = matter.say(words, who=printed.record.translator, day=printed.record.at[:10])
    return by + (matter.say(e.REVIEWED_BY, who=", ".join(printed.reviewers)) if printed.reviewers else "")
