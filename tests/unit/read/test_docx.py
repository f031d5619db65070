"""DOCX: every place where words can stand, and nothing that a hostile package can do."""

from __future__ import annotations

import io
import warnings
import zipfile

import pytest

from ingest.read.docx import read
from ingest.read.pages import Code, Finding, Kind, Page, Reason
from ingest.read.request import CannotReadError, Request
from tests.support.documents import docx, paragraph, part, run

_BOX = "<w:r><w:pict><w:txbxContent>{}</w:txbxContent></w:pict></w:r>"


def deleted(text: str, author: str = "А. Рэдактар", date: str = "2021-03-05T10:00:00Z") -> str:
    return f'<w:del w:author="{author}" w:date="{date}"><w:r><w:delText>{text}</w:delText></w:r></w:del>'


def inserted(text: str) -> str:
    return f'<w:ins w:author="А. Рэдактар">{run(text)}</w:ins>'


def pages(content: bytes) -> list[Page]:
    return [item for item in read(content, Request()) if isinstance(item, Page)]


def findings(content: bytes) -> list[Finding]:
    return [item for item in read(content, Request()) if isinstance(item, Finding)]


def body(content: bytes) -> str:
    return pages(content)[0].text


def test_paragraphs_tabs_breaks_and_hyphens_are_written_as_they_are() -> None:
    first = paragraph(run("а"), "<w:r><w:tab/><w:t>б</w:t><w:br/><w:t>в</w:t></w:r>")
    second = paragraph("<w:r><w:t>да</w:t><w:softHyphen/><w:t>ма</w:t><w:noBreakHyphen/><w:t>х</w:t></w:r>")

    assert body(docx(first + second)) == "а\tб\nв\nда\u00adма\u2011х"


def test_a_tab_stop_is_no_tab() -> None:
    stops = "<w:pPr><w:tabs><w:tab w:val='left' w:pos='720'/></w:tabs></w:pPr>"

    assert body(docx(paragraph(stops, run("слова")))) == "слова"


def test_the_body_is_the_final_text_and_deletions_stand_aside() -> None:
    content = docx(paragraph(run("Дата: "), deleted("12"), inserted("13"), run(" жніўня")))

    first, second = pages(content)

    assert first.text == "Дата: 13 жніўня"
    assert (second.kind, second.name, second.text) == (Kind.DELETED, "deleted 1", "12")
    assert (second.author, second.dated) == ("А. Рэдактар", "2021-03-05T10:00:00Z")
    assert findings(content) == [
        Finding(code=Code.TRACKED_DELETION, page=1, detail=1),
        Finding(code=Code.TRACKED_INSERTION, page=1, detail=1),
    ]


def test_neighbouring_deletions_of_one_author_are_one_part_and_others_are_not() -> None:
    together = paragraph(deleted("а"), deleted("б"))
    apart = paragraph(deleted("в"), run("слова"), deleted("г"), deleted("д", author="Іншы"))

    assert [page.text for page in pages(docx(together + apart))][1:] == ["аб", "в", "г", "д"]


def test_a_table_row_is_a_line_and_a_table_in_a_cell_stays_in_it() -> None:
    inner = f"<w:tbl><w:tr><w:tc>{paragraph(run('x'))}</w:tc><w:tc>{paragraph(run('y'))}</w:tc></w:tr></w:tbl>"
    rows = "".join(
        f"<w:tr><w:tc>{paragraph(run(a))}</w:tc><w:tc>{paragraph(run(b))}{extra}</w:tc></w:tr>"
        for a, b, extra in (("1", "2", ""), ("3", "4", inner))
    )

    assert body(docx(f"<w:tbl>{rows}</w:tbl>")) == "1\t2\n3\t4\nx\ty"


def test_every_place_with_words_is_a_part() -> None:
    parts = {
        "header1": part("hdr", paragraph(run("верх"))),
        "footer1": part("ftr", paragraph(run("ніз"))),
        "footnotes": part(
            "footnotes",
            f'<w:footnote w:type="separator">{paragraph(run("-"))}</w:footnote>'
            f'<w:footnote w:id="1">{paragraph(run("зноска 1"))}</w:footnote>'
            f'<w:footnote w:id="2">{paragraph(run("зноска 2"))}</w:footnote>',
        ),
        "endnotes": part("endnotes", f'<w:endnote w:id="1">{paragraph(run("канцавая"))}</w:endnote>'),
        "comments": part("comments", f'<w:comment w:author="Б.">{paragraph(run("каментар"))}</w:comment>'),
    }
    content = docx(paragraph(run("цела"), _BOX.format(paragraph(run("рамка")))), parts)

    assert [(page.number, page.name, page.text) for page in pages(content)] == [
        (1, "body", "цела"),
        (2, "header 1", "верх"),
        (3, "footer 1", "ніз"),
        (4, "footnote 1", "зноска 1"),
        (5, "footnote 2", "зноска 2"),
        (6, "endnote 1", "канцавая"),
        (7, "comment 1", "каментар"),
        (8, "textbox 1", "рамка"),
    ]
    assert pages(content)[6].author == "Б."


def test_of_two_forms_of_one_thing_only_one_is_read() -> None:
    compatible = "http://schemas.openxmlformats.org/markup-compatibility/2006"
    box = _BOX.format(paragraph(run("рамка")))
    both = (
        f'<mc:AlternateContent xmlns:mc="{compatible}"><mc:Choice>{box}</mc:Choice>'
        f"<mc:Fallback>{box}</mc:Fallback></mc:AlternateContent>"
    )

    assert [page.text for page in pages(docx(paragraph(both)))] == ["", "рамка"]


def test_words_that_the_page_does_not_show_are_read_and_marked() -> None:
    content = docx(paragraph(run("бачна "), run("схавана", "<w:vanish/>"), run(" белае", '<w:color w:val="FFFFFF"/>')))

    assert body(content) == "бачна схавана белае"
    assert findings(content) == [
        Finding(code=Code.HIDDEN_TEXT, page=1, detail=1),
        Finding(code=Code.WHITE_TEXT, page=1, detail=1),
    ]


def test_a_run_that_is_expressly_not_hidden_is_not_marked() -> None:
    assert findings(docx(paragraph(run("а", '<w:vanish w:val="0"/>')))) == []


def test_macros_and_embedded_files_are_named_and_left_alone() -> None:
    extra = {"word/vbaProject.bin": b"x", "word/embeddings/oleObject1.bin": b"y"}
    content = docx(paragraph(run("слова") + "<w:altChunk/>"), extra=extra)

    assert [finding.code for finding in findings(content)] == [Code.MACROS, Code.EMBEDDED_FILES, Code.EMBEDDED_PART]


def test_a_damaged_note_part_costs_only_itself_and_is_marked() -> None:
    content = docx(
        paragraph(run("цела")), {"footnotes": "<w:footnotes", "header1": part("hdr", paragraph(run("верх")))}
    )

    assert [page.text for page in pages(content)] == ["цела", "верх"]
    assert findings(content) == [Finding(code=Code.PART_MISSING, detail=1)]


_LAUGHS = '<!DOCTYPE x [<!ENTITY a "ha">' + "".join(
    f'<!ENTITY {chr(98 + at)} "{f"&{chr(97 + at)};" * 10}">' for at in range(9)
)


@pytest.mark.parametrize(
    "prologue",
    [
        f"{_LAUGHS}]>",
        '<!DOCTYPE x SYSTEM "file:///etc/passwd">',
        '<!DOCTYPE x [<!ENTITY j SYSTEM "file:///etc/passwd">]>',
    ],
    ids=["billion laughs", "outside DTD", "outside entity"],
)
@pytest.mark.parametrize("entity", ["&j;", "text"])
def test_a_document_type_is_refused(prologue: str, entity: str) -> None:
    inner = part("document", f"<w:body>{paragraph(run(entity))}</w:body>").partition("?>")[2]

    with pytest.raises(CannotReadError) as refused:
        list(read(repacked({"word/document.xml": (prologue + inner).encode()}), Request()))

    assert refused.value.reason is Reason.MALFORMED


def test_a_bomb_is_stopped_while_it_swells() -> None:
    swollen = b"<w:document>" + b" " * (80 << 20)

    with pytest.raises(CannotReadError) as refused:
        list(read(repacked({"word/document.xml": swollen}), Request()))

    assert refused.value.reason is Reason.OVER_MEMORY


def test_too_many_members_are_refused() -> None:
    with pytest.raises(CannotReadError) as refused:
        list(read(repacked({f"x{at}": b"" for at in range(10_001)}), Request()))

    assert refused.value.reason is Reason.OVER_MEMORY


@pytest.mark.parametrize(("depth", "reason"), [(300, Reason.MALFORMED), (100_000, Reason.OVER_MEMORY)])
def test_markup_nested_without_end_is_refused(depth: int, reason: Reason) -> None:
    nested = part("document", "<w:body>" + "<w:sdt>" * depth + "</w:sdt>" * depth + "</w:body>")

    with pytest.raises(CannotReadError) as refused:
        list(read(repacked({"word/document.xml": nested.encode()}), Request()))

    assert refused.value.reason is reason


def test_parts_beyond_the_limit_are_missing_and_said_to_be() -> None:
    notes = part("footnotes", "".join(f"<w:footnote>{paragraph(run('н'))}</w:footnote>" for _ in range(9)))
    items = list(read(docx(paragraph(run("цела")), {"footnotes": notes}), Request(pages=3)))

    assert sum(isinstance(item, Page) for item in items) == 3
    assert Finding(code=Code.OVER_LIMIT, detail="pages") in items


def repacked(members: dict[str, bytes]) -> bytes:
    """A good DOCX with these members added or put in the place of its own."""
    good = zipfile.ZipFile(io.BytesIO(docx(paragraph(run("слова")))))
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, raw in {**{name: good.read(name) for name in good.namelist()}, **members}.items():
            archive.writestr(name, raw)
    return out.getvalue()


def doubled(*members: tuple[str, bytes]) -> bytes:
    """A good DOCX with these members put behind its own, whatever they are called."""
    out = io.BytesIO(docx(paragraph(run("першы"))))
    with warnings.catch_warnings(), zipfile.ZipFile(out, "a", zipfile.ZIP_DEFLATED) as archive:
        warnings.simplefilter("ignore")
        for name, raw in members:
            archive.writestr(name, raw)
    return out.getvalue()


def test_of_two_bodies_under_one_name_the_last_is_read_and_that_is_said() -> None:
    second = part("document", f"<w:body>{paragraph(run('другі'))}</w:body>").encode()
    content = doubled(("word/document.xml", second))

    assert [page.text for page in pages(content)] == ["другі"]
    assert findings(content) == [Finding(code=Code.DUPLICATE_MEMBER, page=1, detail="last")]


def test_a_body_that_differs_in_case_only_is_not_read_and_said_to_be_there() -> None:
    content = doubled(("Word/Document.xml", b"<other/>"))

    assert [page.text for page in pages(content)] == ["першы"]
    assert findings(content) == [Finding(code=Code.DUPLICATE_MEMBER, page=1, detail="named")]


def test_doubled_members_other_than_the_body_are_said_once() -> None:
    content = doubled(*[(f"word/media/image{at}.png", b"") for at in (1, 1, 2, 2)])

    assert findings(content) == [Finding(code=Code.DUPLICATE_MEMBER, detail="last")]


_A = 'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"'
_DIAGRAM = (
    f'<dgm:dataModel xmlns:dgm="urn:dgm" {_A}><dgm:ptLst><dgm:pt><dgm:t><a:p><a:r><a:t>начальнік </a:t></a:r>'
    "<a:r><a:t>аддзела</a:t></a:r></a:p></dgm:t></dgm:pt><dgm:pt><dgm:t><a:p><a:r><a:t>канвой</a:t></a:r></a:p></dgm:t>"
    "</dgm:pt></dgm:ptLst></dgm:dataModel>"
)
_CHART = (
    f'<c:chartSpace xmlns:c="urn:c" {_A}><c:title><c:tx><c:rich><a:p><a:r><a:t>Затрыманыя</a:t></a:r></a:p></c:rich>'
    "</c:tx></c:title><c:cat><c:strRef><c:f>Sheet1!$A$1</c:f><c:strCache><c:pt><c:v>Гомель</c:v></c:pt></c:strCache>"
    "</c:strRef></c:cat><c:val><c:numRef><c:numCache><c:pt><c:v>17</c:v></c:pt></c:numCache></c:numRef></c:val>"
    "</c:chartSpace>"
)


def relations(*pairs: tuple[str, str]) -> bytes:
    office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    rows = "".join(f'<Relationship Type="{office}/{kind}" Target="{target}"/>' for kind, target in pairs)
    return f'<Relationships xmlns="urn:r">{rows}</Relationships>'.encode()


def drawn(*pairs: tuple[str, str], **more: bytes) -> bytes:
    members = {
        "word/_rels/document.xml.rels": relations(*pairs),
        "word/diagrams/data1.xml": _DIAGRAM.encode(),
        "word/charts/chart1.xml": _CHART.encode(),
    }
    return repacked({**members, **{f"word/{name}": raw for name, raw in more.items()}})


def test_the_words_of_diagrams_and_charts_are_parts_of_their_own() -> None:
    content = drawn(("diagramData", "diagrams/data1.xml"), ("chart", "charts/chart1.xml"))

    assert [(page.kind, page.name, page.text) for page in pages(content)][1:] == [
        (Kind.DRAWING, "drawing 1", "начальнік аддзела\nканвой"),
        (Kind.DRAWING, "drawing 2", "Затрыманыя\nГомель\n17"),
    ]
    assert findings(content) == []


def test_a_chart_in_a_header_and_the_shapes_over_it_are_read_once_each() -> None:
    header = part("hdr", paragraph(run("верх"))).encode()
    content = drawn(
        ("header", "header1.xml"),
        ("header", "header2.xml"),
        **{
            "header1.xml": header,
            "header2.xml": header,
            "_rels/header1.xml.rels": relations(("chart", "charts/chart1.xml")),
            "_rels/header2.xml.rels": relations(("chart", "charts/chart1.xml")),
            "charts/_rels/chart1.xml.rels": relations(
                ("chartUserShapes", "../diagrams/data1.xml"), ("chart", "chart1.xml")
            ),
        },
    )

    assert [page.name for page in pages(content)] == ["body", "header 1", "header 2", "drawing 1", "drawing 2"]


@pytest.mark.parametrize(
    "more", [{}, {"charts/x.xml": b"<c:chart"}, {"charts/x.xml": b"<x/>", "charts/_rels/x.xml.rels": b"<"}]
)
def test_a_drawing_that_is_absent_or_damaged_is_said_to_be_missing(more: dict[str, bytes]) -> None:
    content = drawn(("chartEx", "charts/x.xml"), **more)

    assert findings(content) == [Finding(code=Code.PART_MISSING, detail=1)]
