"""Summary, victims, witnesses and protection in the sample case file; all of it invented."""

from __future__ import annotations

from evidence.casefile.blocks import Column, Enumeration, Paragraph, Row, Table
from evidence.casefile.document import Section
from evidence.casefile.runs import Ref, cell, fixed, plain

_SUMMARY = (
    ("Who: ", "report of N-01 and N-02 on three officials (the identity of one is not established)."),
    ("Where and when: ", "detention centre of Vydumava, 2020-08-10 – 2020-08-13 and 2023-10-09 – 2023-10-21."),
    ("Incident 1: ", "N-01, it is alleged, was held in an overcrowded cell without water and beaten."),
    ("Incident 2: ", "N-02, it is alleged, was held without contact, given electric current and made to leave."),
    ("Context: ", "a letter of the regional department, the register, the recording of a meeting."),
    ("Scale: ", "the register counts 411 admissions from 2020-08-09 to 2020-08-12."),
    ("Against: ", "an answer of the department, an earlier interview of N-02, differences with the register."),
    ("What is missing: ", "a second source on the current, the identity of P-03, the text of the order in incident 1."),
)
_WITNESSES = (
    ("N-01", "Incident 1: detention in cell 4, violence, injuries", "Vilnius, Lithuania", "be", "through the lawyer"),
    ("N-02", "Incident 2: detention, current, departure", "Kaunas, Lithuania", "ru", "interpreter: a woman"),
    ("L-014", "Incident 1: overcrowding, words of P-02", "Lithuania", "be", "anonymity is asked for"),
    ("L-021", "Incident 2: voice of P-01, the group called “Graf”", "Poland", "ru", "anonymity; legal assistance"),
    ("E-01", "Examination of N-02 on 2024-02-05", "Vilnius, Lithuania", "lt", "specialist; place of work"),
)


def summary() -> Section:
    """On one page what the rest says at length."""
    return Section(
        key="summary",
        title="Summary",
        new_page=True,
        blocks=(
            Paragraph(sentences=(fixed("In short; sources and notes stand in the sections that follow."),)),
            Enumeration(items=tuple(cell(head + text) for head, text in _SUMMARY)),
        ),
    )


def witnesses() -> Section:
    """Who can say what, and how to reach them; those who ask for anonymity with their State alone."""
    return Section(
        key="witnesses",
        title="List of potential witnesses",
        new_page=True,
        blocks=(
            Paragraph(
                sentences=(
                    fixed(
                        "Accounts given to the organisation are not testimony; they say whom a prosecutor could hear."
                    ),
                )
            ),
            Table(
                caption=plain("What they can speak about and where they can be reached"),
                columns=(
                    Column(head="Code"),
                    Column(head="About what", share=5),
                    Column(head="Where", share=3),
                    Column(head="Language"),
                    Column(head="Protection, contact", share=4),
                ),
                rows=tuple(Row(cells=tuple(cell(text) for text in row)) for row in _WITNESSES),
                key="witness-list",
            ),
            Paragraph(
                head="Protection.",
                sentences=(
                    fixed("It is asked that identity and contact data be kept apart from the file (Article 201 BPK)."),
                    fixed((*plain("The grounds are in the address annex; see also "), Ref(to="requests"), *plain("."))),
                ),
            ),
        ),
    )
