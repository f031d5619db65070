"""Images for OCR: boxes survive halving and turning, and an empty sheet is known at a glance."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image, ImageDraw

from ingest.read.ocr_image import halved, has_edges, padded, points, turned_back
from ingest.read.pages import Rect

sides = st.integers(1, 60)


@given(sides, sides, st.sampled_from([0, 90, 180, 270]), st.data())
def test_a_box_found_on_a_turned_image_lies_on_the_same_dots_before(
    width: int, height: int, turn: int, data: st.DataObject
) -> None:
    x, y = data.draw(st.integers(0, width - 1)), data.draw(st.integers(0, height - 1))
    image = Image.new("L", (width, height), 0)
    image.putpixel((x, y), 255)
    turned = image.rotate(turn, expand=True)
    found = turned.getbbox()
    assert found is not None

    assert turned_back(found, turn, turned.size) == (x, y, x + 1, y + 1)


@pytest.mark.parametrize("size", [(2480, 3508), (2481, 3509), (801, 4000), (800, 800), (30, 20)])
def test_a_mark_on_the_halved_image_is_found_again_on_the_whole_one(size: tuple[int, int]) -> None:
    image = Image.new("L", size, 0)
    mark = (size[0] - 12, size[1] - 8, size[0] - 2, size[1] - 2)
    ImageDraw.Draw(image).rectangle((mark[0], mark[1], mark[2] - 1, mark[3] - 1), fill=255)

    small, times = halved(image)

    box = small.getbbox()
    assert box is not None
    assert all(abs(edge * times - whole) <= times for edge, whole in zip(box, mark, strict=True))


def test_a_blank_and_a_smooth_sheet_have_no_edges_and_a_written_one_has() -> None:
    blank = Image.new("L", (1240, 1754), 255)
    smooth = Image.linear_gradient("L").resize((1240, 1754))
    written = blank.copy()
    for line in range(20):
        ImageDraw.Draw(written).text((100, 100 + 40 * line), "Сведка бачыў турэмны аўтамабіль", fill=0)

    assert [has_edges(image) for image in (blank, smooth, written)] == [False, False, True]


def test_padding_stays_inside_the_image() -> None:
    assert padded((2, 3, 98, 99), (100, 100), 8) == (0, 0, 100, 100)


def test_dots_become_whole_hundredths_of_a_point() -> None:
    assert points((0, 1, 2, 300), 300) == Rect(x0=0, y0=24, x1=48, y1=7200)
    assert points((1, 1, 2, 2), 299) == Rect(x0=24, y0=24, x1=48, y1=48)
