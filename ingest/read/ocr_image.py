"""Images for OCR: is there any writing, and boxes that follow a turn back."""

from __future__ import annotations

from PIL import Image, ImageFilter

from ingest.read.pages import Rect

Box = tuple[int, int, int, int]
"""Left, top, right, bottom in dots; right and bottom are outside."""

# A sheet has writing only if at least this many dots in 100,000 lie on a sharp edge.
_EDGES = 60
_EDGE = 96


def has_edges(grey: Image.Image) -> bool:
    """A cheap look whether there can be any writing: sharp edges on a half-size copy."""
    small, _ = halved(grey)
    edges = small.filter(ImageFilter.FIND_EDGES)
    # The filter leaves a frame around the image.
    inner = edges.crop((2, 2, max(3, edges.width - 2), max(3, edges.height - 2)))
    sharp = sum(inner.histogram()[_EDGE:])
    return sharp * 100_000 > _EDGES * inner.width * inner.height


def halved(grey: Image.Image) -> tuple[Image.Image, int]:
    """Half the size, enough to find lines and the way up at a quarter of the cost; and how many times smaller it is."""
    # An odd width halves upwards, so nobody may work the scale out of the two sizes.
    return (grey.reduce(2), 2) if min(grey.size) > 800 else (grey, 1)


def padded(box: Box, size: tuple[int, int], by: int) -> Box:
    """The box and a little around it, inside the image."""
    x0, y0, x1, y1 = box
    return max(0, x0 - by), max(0, y0 - by), min(size[0], x1 + by), min(size[1], y1 + by)


def turned_back(box: Box, turn: int, size: tuple[int, int]) -> Box:
    """A box on an image of `size` that was turned counter-clockwise by `turn` degrees, as a box on the one before."""
    x0, y0, x1, y1 = box
    width, height = size
    match turn:
        case 90:
            return height - y1, x0, height - y0, x1
        case 180:
            return width - x1, height - y1, width - x0, height - y0
        case 270:
            return y0, width - x1, y1, width - x0
        case _:
            return box


def points(box: Box, dpi: int) -> Rect:
    """Dots as whole hundredths of a point."""
    x0, y0, x1, y1 = ((dots * 7200 + dpi // 2) // dpi for dots in box)
    return Rect(x0=x0, y0=y0, x1=x1, y1=y1)
