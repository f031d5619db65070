"""A refusal becomes two sentences on the page: what happened, then what to do. Never a traceback."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import PurePath

import streamlit as st

from evidence.errors import SviedkaError
from ui.web.parts.speech import _, plain


@contextmanager
def told() -> Iterator[None]:
    """Run what a person asked for; show a refusal where it was asked."""
    try:
        yield
    except SviedkaError as refusal:
        tell(refusal)


def tell(refusal: SviedkaError) -> None:
    """Show a refusal: its message carries ids only, its hint says what to do."""
    said = plain(_(str(refusal))).rstrip(".")
    hint = plain(_(refusal.hint)).rstrip(".") if refusal.hint else ""
    st.error(
        f"{said[:1].upper()}{said[1:]}." + (f" {hint[:1].upper()}{hint[1:]}." if hint else ""), icon=":material/error:"
    )


def unforeseen(error: Exception) -> bool:
    """Show that a page failed, by the kind of error and its line; its words may hold testimony and stay away."""
    where, place = "", error.__traceback__
    while place is not None:
        where = f"{PurePath(place.tb_frame.f_code.co_filename).name}:{place.tb_lineno}"
        place = place.tb_next
    logging.getLogger("sviedka.web").error("a page failed: %s at %s", type(error).__name__, where)
    st.error(
        _(
            "This page failed ({kind}, {where}). Nothing was changed by it. "
            "Load it again; if it happens again, report these words."
        ).format(kind=type(error).__name__, where=plain(where)),
        icon=":material/error:",
    )
    return True
