"""The persons alleged: every spelling of their names, posts with dates, and whom they must not be taken for."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from evidence.casefile import english as e
from evidence.casefile.blocks import Block, Column, Paragraph, Row, Table
from evidence.casefile.footnotes import Notes
from evidence.casefile.matter import Matter
from evidence.casefile.passages import paragraphs
from evidence.casefile.runs import Break, Cell, Plain, Run, Sentence, Words, bound, cell, fixed, plain, unbound
from evidence.casefile.telling import shown
from evidence.ids import RecordId
from evidence.model.claim import Claim
from evidence.model.decision import Judgement
from evidence.model.output import Allegation
from evidence.model.statement import Attribute, Named, Posted


def alleged(matter: Matter, notes: Notes) -> tuple[Block, ...]:
    """Who is alleged to bear responsibility, and on what each name and post rests."""
    blocks: list[Block] = [Paragraph(sentences=(fixed(matter.say(e.PERSONS_INTRO)),))]
    rows = tuple(_row(matter, notes, person) for person in matter.persons)
    rows += tuple(_office(matter, allegation.office) for allegation in matter.allegations if allegation.office)
    if rows:
        heads = ((e.H_PERSON, 3), (e.H_NAMES, 5), (e.H_POSTS, 5), (e.H_ALLEGED, 5))
        columns = tuple(Column(head=matter.say(head), share=share) for head, share in heads)
        blocks.append(Table(columns=columns, rows=rows, caption=plain(matter.say(e.CAPTION_PERSONS)), key="persons"))
    judged = tuple(_identities(matter, notes))
    judged = judged or (fixed(matter.say(e.NAMESAKES_NONE)),)
    return (
        *blocks,
        Paragraph(sentences=judged, head=f"{matter.say(e.IDENTITY)}."),
        *paragraphs(matter, notes, "alleged"),
    )


def _row(matter: Matter, notes: Notes, person: RecordId) -> Row:
    others = [matter.own_label(head) for head in matter.standing.clusters.members(person)]
    name = matter.label(person)
    first: list[Run] = [Plain(text=name)]
    for label in sorted(set(others) - {name}):
        first += [Break(), Plain(text=matter.say(e.ALSO, label=label), light=True)]
    about = [claim for claim in matter.claims if not claim.denies and _concerns(matter, claim, person)]
    return Row(
        cells=(
            cell(*first),
            _bound(matter, notes, ((claim, words) for claim in about if (words := _name(matter, claim)))),
            _bound(matter, notes, ((claim, words) for claim in about if (words := _post(matter, claim)))),
            _what(matter, person),
        )
    )


def _office(matter: Matter, office: str) -> Row:
    nothing = cell(matter.say(e.NOTHING_ON_THIS))
    return Row(cells=(cell(matter.say(e.OFFICE_ONLY, office=office)), nothing, nothing, _what(matter, None, office)))


def _what(matter: Matter, person: RecordId | None, office: str | None = None) -> Cell:
    runs: list[Run] = []
    for one in matter.allegations:
        mine = (
            one.office == office if person is None else one.person and matter.standing.canonical(one.person) == person
        )
        if mine:
            runs += [Plain(text=_alleged(matter, one)), Break()]
    return cell(*runs[:-1])


def _alleged(matter: Matter, allegation: Allegation) -> str:
    crime, mode = matter.law.crimes[allegation.crime], matter.law.modes[allegation.mode]
    when = shown(matter, allegation.period)
    return matter.say(
        e.IN_SHORT, crime=matter.law_text(crime.title).text, mode=matter.law_text(mode.title).text, when=when
    )


def _concerns(matter: Matter, claim: Claim, person: RecordId) -> bool:
    says = claim.says
    head = says.entity if isinstance(says, Named | Attribute) else says.person if isinstance(says, Posted) else None
    return head is not None and matter.standing.canonical(head) == person


def _name(matter: Matter, claim: Claim) -> Words:
    match claim.says:
        case Named(name=name, lang=lang, sort=sort):
            before, _, after = matter.say(e.AS_NAMED, sort=matter.say(e.NAME_SORTS[sort])).partition("{name}")
            return (Plain(text=before), Plain(text=name, lang=_two_letters(lang)), Plain(text=after))
        case Attribute(key=key, value=value):
            return plain(matter.say(e.AS_ATTRIBUTE, key=matter.say(e.ATTRIBUTES[key]), value=value))
        case _:
            return ()


def _post(matter: Matter, claim: Claim) -> Words:
    match claim.says:
        case Posted(title=title, unit=unit, commands=commands, period=period):
            words = e.COMMANDS if commands else e.AS_POST
            return plain(matter.say(words, title=title, unit=matter.label(unit), period=shown(matter, period)))
        case _:
            return ()


def _bound(matter: Matter, notes: Notes, said: Iterable[tuple[Claim, Words]]) -> Cell:
    """One sentence for each thing said, with the notes of all who say it."""
    together: dict[Words, list[RecordId]] = {}
    for claim, words in said:
        together.setdefault(words, []).append(claim.id)
    sentences = tuple(bound(words, *notes.of(claims)) for words, claims in together.items())
    return sentences or cell(matter.say(e.NOTHING_ON_THIS))


def _identities(matter: Matter, notes: Notes) -> Iterator[Sentence]:
    """What people have judged of the alleged persons' identity, with the claims it rests on."""
    standing = matter.standing
    members = {head for person in matter.persons for head in standing.clusters.members(person)}
    for judgement in standing.live(Judgement):
        pair = [standing.line(RecordId(head)) for head in (judgement.a, judgement.b)]
        if members & set(pair):
            text = matter.say(
                e.JUDGED[judgement.decision],
                a=matter.own_label(judgement.a),
                b=matter.own_label(judgement.b),
                note=judgement.note or "–",
            )
            grounds = notes.of(ground for ground in judgement.grounds if ground.startswith("clm_"))
            yield bound(text, *grounds) if grounds else unbound(text)
    for head in sorted(members & standing.clusters.contested):
        yield fixed(matter.say(e.CONTESTED_IDENTITY, a=matter.own_label(head)))


def _two_letters(lang: str) -> str:
    code = lang.partition("-")[0]
    return code if len(code) == 2 else ""
