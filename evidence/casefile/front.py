"""The front of a case file: cover, contents, how to read it, and the words that the typesetter puts in by itself."""

from __future__ import annotations

from evidence.casefile import english as e
from evidence.casefile.blocks import Block, Column, Contents, Field, Heading, Paragraph, Row, Table
from evidence.casefile.complaint import addressee, applicant, who
from evidence.casefile.document import Cover, Labels
from evidence.casefile.matter import Matter
from evidence.casefile.runs import (
    Break,
    Cell,
    Digest,
    Flag,
    LawMark,
    LawNote,
    Mono,
    Plain,
    Run,
    State,
    StateMark,
    Words,
    cell,
    fixed,
)
from evidence.model.statement import Role, TookPart


def labels(matter: Matter) -> Labels:
    """The typesetter's words in the file's language."""
    say = matter.say
    return Labels(
        page=say(e.PAGE),
        table=say(e.TABLE),
        figure=say(e.FIGURE),
        annex=say(e.ANNEX),
        section_ref=say(e.SECTION_REF),
        annex_ref=say(e.ANNEX_REF),
        table_ref=say(e.TABLE_REF),
        figure_ref=say(e.FIGURE_REF),
        unbound=say(e.UNBOUND),
        stale=say(e.STALE),
        sources=say(e.SOURCES),
        lead=say(e.LEAD),
        memory=say(e.MEMORY),
        partly=say(e.PARTLY),
        human=say(e.HUMAN),
        sworn=say(e.SWORN),
        machine_reviewed=say(e.MACHINE_REVIEWED),
        no_evidence=say(e.STATES[State.NO_EVIDENCE]),
        lead_only=say(e.STATES[State.LEAD_ONLY]),
        single_source=say(e.STATES[State.SINGLE_SOURCE]),
        corroborated=say(e.STATES[State.CORROBORATED]),
        contested=say(e.STATES[State.CONTESTED]),
        translation=matter.quotation_marks,
        # Polish sets the mark before the full stop, Lithuanian and English after it.
        note_before_stop=matter.language == "pl",
    )


def cover(matter: Matter, heading: str, *, sections: int, annexes: int) -> Cover:
    """Page one."""
    papers = matter.papers
    extent = matter.say(
        e.EXTENT,
        sections=str(sections),
        annexes=str(annexes),
        handed=str(len(papers.handed)),
        withheld=str(len(papers.withheld)),
    )
    package: Cell = cell(matter.say(e.NO_MANIFEST))
    if papers.manifest is not None:
        package = cell(Mono(text="manifest-sha256.txt"), " SHA-256:", Break(), Digest(hex=papers.manifest))
    facts: tuple[tuple[str, Cell], ...] = (
        (e.F_DATE, cell(f"{matter.day}, {matter.case_file.code}")),
        (e.F_FORUM, cell(_forum(matter))),
        (e.F_APPLICANT, cell(applicant(matter))),
        (e.F_VICTIMS, cell(", ".join(victims(matter)) or matter.say(e.NOBODY_NAMED))),
        (e.F_PERSONS, cell(_persons(matter))),
        (e.F_LAW, cell(_law(matter))),
        (e.F_EXTENT, cell(extent)),
        (e.F_PACKAGE, package),
        (e.F_LAW_DATA, cell("SHA-256:", Break(), Digest(hex=matter.law.digest))),
    )
    return Cover(
        confidentiality=matter.say(e.FOR_ADDRESSEE),
        addressee=(addressee(matter),),
        title=heading,
        subtitle=matter.say(e.SUBTITLE, title=matter.case_file.title.text),
        facts=tuple(Field(label=matter.say(label), cell=content) for label, content in facts),
        note=_note(matter),
    )


def victims(matter: Matter) -> list[str]:
    """The working labels of those whom a claim of this file names as a victim, in the order of the claims."""
    named = (
        claim.says.who
        for scene in matter.scenes
        for claim in scene.claims
        if isinstance(claim.says, TookPart) and claim.says.role is Role.VICTIM and not claim.denies
    )
    return list(dict.fromkeys(matter.label(head) for head in named))


def contents(matter: Matter) -> tuple[Block, ...]:
    """The list of sections, and what the signs mean."""
    memory, partly = LawNote(mark=LawMark.MEMORY), LawNote(mark=LawMark.PARTLY)
    signs: tuple[tuple[tuple[str | Run, ...], str], ...] = (
        ((StateMark(state=State.CORROBORATED),), e.SIGN_CORROBORATED),
        ((StateMark(state=State.SINGLE_SOURCE),), e.SIGN_SINGLE),
        ((StateMark(state=State.LEAD_ONLY),), e.SIGN_LEAD),
        ((StateMark(state=State.CONTESTED),), e.SIGN_CONTESTED),
        ((StateMark(state=State.NO_EVIDENCE),), e.SIGN_NONE),
        (("+3 −1",), e.SIGN_COUNT),
        ((Flag(),), e.SIGN_UNBOUND),
        ((Flag(stale=True),), e.SIGN_STALE),
        ((memory,), e.SIGN_MEMORY),
        ((partly,), e.SIGN_PARTLY),
    )
    return (
        Contents(),
        Heading(title=matter.say(e.HOW_TO_READ)),
        Paragraph(sentences=(fixed(matter.say(e.READING)),), numbered=False),
        Table(
            columns=(Column(head=matter.say(e.SIGN)), Column(head=matter.say(e.MEANING), share=1)),
            rows=tuple(Row(cells=(cell(*sign), cell(matter.say(meaning)))) for sign, meaning in signs),
        ),
    )


def _persons(matter: Matter) -> str:
    named = dict.fromkeys(who(matter, allegation) for allegation in matter.allegations)
    return "; ".join(matter.say(e.ALLEGEDLY, who=one) for one in named) or matter.say(e.NO_ALLEGATIONS)


def _law(matter: Matter) -> str:
    cited = dict.fromkeys(row.citation.partition(";")[0] for row in matter.rows)
    return "; ".join(cited)


def _forum(matter: Matter) -> str:
    forum = matter.law.forums.get(matter.case_file.forum)
    name = forum.names.get(matter.language) or forum.names.get("en") if forum else None
    return f"{name} ({matter.case_file.forum})" if name else matter.case_file.forum


def _note(matter: Matter) -> Words:
    before, _, rest = matter.say(e.SIGN_NOTE).partition("{memory}")
    between, _, after = rest.partition("{partly}")
    return (
        Plain(text=before),
        LawNote(mark=LawMark.MEMORY),
        Plain(text=between),
        LawNote(mark=LawMark.PARTLY),
        Plain(text=f"{after} {matter.sign_off}"),
    )
