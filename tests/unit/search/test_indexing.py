"""The index follows what is held and what may be listed; made anew it comes to the same."""

from __future__ import annotations

from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from evidence import canonical
from evidence.errors import CitationError, MalformedError, UnknownReferenceError
from evidence.ids import DerivativeId
from evidence.indexing import rebuild, update, withheld_from_lists
from evidence.model import heads
from evidence.model.holding import Derivative
from evidence.search import parse_query
from evidence.texts import VaultTexts, page_strings
from evidence.when import When
from tests.support.desk import Desk, desk
from tests.support.memory_index import MemoryIndex


def text_of(pages: Sequence[str]) -> bytes:
    return canonical.encode({"kind": "text/1", "pages": [{"text": page} for page in pages]})


def vault_texts(made: Desk, reads: list[DerivativeId] | None = None) -> VaultTexts:
    def read(derivative: Derivative) -> bytes:
        if reads is not None:
            reads.append(derivative.id)
        return text_of(made.world.texts.pages[derivative.id])

    return VaultTexts(made.standing.holdings.derivatives.get, read)


def count(index: MemoryIndex, asked: str) -> int:
    return index.count(parse_query(asked))


@given(st.lists(st.lists(st.sampled_from(["слова", "камера", "й"]), max_size=3), max_size=4))
def test_an_index_that_was_kept_equals_one_that_was_made_anew(exhibits: list[list[str]]) -> None:
    made = desk()
    kept = MemoryIndex()
    update(kept, made.standing, vault_texts(made))
    for pages in exhibits:
        made = made.another(*pages)
        update(kept, made.standing, vault_texts(made))
    anew = MemoryIndex()

    rebuild(anew, made.standing, vault_texts(made))

    assert kept.dump() == anew.dump()


def test_what_is_indexed_is_not_read_again() -> None:
    made = desk("слова", "іншыя")
    made.another()
    reads: list[DerivativeId] = []
    texts, index = vault_texts(made, reads), MemoryIndex()

    assert update(index, made.standing, texts) == 2
    assert update(index, made.standing, vault_texts(made, reads)) == 0
    assert len(reads) == 2


def consent(made: Desk) -> heads.Consent:
    return made.hand.record(heads.Consent, source=made.source, given_at=When("2026"), manner="x", dimensions={})


def account(made: Desk) -> heads.Account:
    taken = heads.Taken(when=When("2026"), means=heads.Means.WRITING, place_kind="x", language="be", interviewer="I-1")
    return made.hand.record(
        heads.Account, source=made.source, exhibits=(made.exhibit,), extent=heads.Extent.FULL, taken=taken
    )


def test_an_account_is_listed_while_a_consent_stands_and_forgotten_when_it_is_withdrawn() -> None:
    made = desk("слова")
    index = MemoryIndex()
    given_consent = consent(made)
    account(made)
    update(index, made.standing, vault_texts(made))
    assert count(index, "слова") == 1

    withdrawal = made.hand.withdraw(given_consent.id, "the witness asked")
    assert withheld_from_lists(made.standing) == {made.exhibit}
    update(index, made.standing, vault_texts(made))

    assert (count(index, "слова"), count(index, "A-000001"), index.dump()) == (0, 0, b"")
    made.hand.undo(withdrawal.id)
    update(index, made.standing, vault_texts(made))
    assert count(index, "слова") == 1


def test_a_refusal_is_a_consent_on_record_too() -> None:
    made = desk("слова")
    made.hand.amend(consent(made), dimensions={"use:anybody": heads.Answer.NO})
    account(made)

    assert withheld_from_lists(made.standing) == frozenset()


# Texts out of the vault


def test_pages_come_as_they_are_stored_and_a_page_that_is_not_there_is_said() -> None:
    made = desk("a\x00b", "🙂\u202e")
    texts = vault_texts(made)

    assert [texts.page(made.text, n) for n in (1, 2)] == ["a\x00b", "🙂\u202e"]
    for page in (0, -1, 3):
        with pytest.raises(CitationError):
            texts.page(made.text, page)
    with pytest.raises(UnknownReferenceError):
        texts.page(DerivativeId("drv_" + "0" * 26), 1)


def test_a_quote_is_found_where_it_stands_once_and_nowhere_else() -> None:
    made = desk("ананана 🙂 ўночы", "")
    texts = vault_texts(made)

    assert texts.locate(made.text, 1, "ўночы", None) == 10
    assert texts.locate(made.text, 1, "анана", 2) == 2
    refused: tuple[tuple[int, str, int | None], ...] = (
        (1, "анана", None), (1, "няма", None), (1, "", None), (1, "", 0), (1, "анана", 1), (1, "ўночы", -5),
        (2, "a", None), (1, "ўночы", 99),
    )  # fmt: skip
    for page, quote, start in refused:
        with pytest.raises(CitationError):
            texts.locate(made.text, page, quote, start)


@pytest.mark.parametrize(
    "content",
    [
        b"", b"{}", b"[]", b'{"kind":"text/2","pages":[]}', b'{"kind":"text/1"}', b'{"kind":"text/1","pages":{}}',
        b'{"kind":"text/1","pages":[{}]}', b'{"kind":"text/1","pages":[{"text":1}]}',
        b'{"kind":"text/1","pages":["x"]}',
        b'{"pages":[],"kind":"text/1"}', b"\xff",
    ],
)  # fmt: skip
def test_what_is_no_text_derivative_is_refused(content: bytes) -> None:
    with pytest.raises(MalformedError):
        page_strings(content)
